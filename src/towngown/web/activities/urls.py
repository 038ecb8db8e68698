"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.kit.text import mark
from towngown.web.activities import asking, calendars, lists, pages, planning
from towngown.web.shared import addresses
from towngown.web.shared.chrome import TOGETHER, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", lists.activities, name="activities"),
    path("activities/export.<str:form>", lists.export, name="activities_export"),
    path("activities/plan/", planning.choose, name="activity_choose"),
    path("activities/plan/<slug:slug>/", planning.plan, name="activity_plan"),
    path("activities/<str:ref>/", pages.activity, name="activity"),
    path("activities/<str:ref>/ask/", asking.ask, name="activity_ask"),
    path("activities/<str:ref>/serves/", pages.serves, name="activity_serves"),
    path("claims/<str:ref>/", pages.claim, name="claim"),
    path("link/<str:token>/", asking.link, name="link"),
    path("calendar/", calendars.feeds, name="calendar"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar_feed"),
]

addresses.at("activity", "activity")
addresses.at("claim", "claim")
for kind in ("account", "item", "link"):
    addresses.through(kind, "claim")
for kind in ("task", "decision"):
    addresses.through(kind, "activity")
addresses.lists("activity", "activities")
addresses.form_at("activity.plan", "activity_plan", "slug")

nav(40, mark("Activities"), "activities", group=TOGETHER)
