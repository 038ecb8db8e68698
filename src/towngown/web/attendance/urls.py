"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.domain.orders.queries import teacher_of
from towngown.kit.actors import Actor
from towngown.kit.text import mark
from towngown.web.attendance import busy, calendars, lists, pages, phone, walls, week
from towngown.web.shared import addresses
from towngown.web.shared.chrome import COURSES, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("sessions/", lists.sessions, name="sessions"),
    path("sessions/export.<str:form>", lists.export, name="sessions_export"),
    path("sessions/<str:ref>/", pages.session, name="session"),
    path("sessions/<str:ref>/sheet/", pages.sheet, name="session_sheet"),
    path("walls/", walls.walls, name="walls"),
    path("walls/<str:ref>/", walls.poster, name="wall_code"),
    path("w/<str:code>/", phone.wall, name="wall"),
    path("my-week/", week.my_week, name="my_week"),
    path("my-week/<str:ref>/file/", busy.busy, name="busy"),
    path("calendars/", calendars.feeds, name="session_feeds"),
    path("calendars/<str:token>.ics", calendars.calendar, name="session_feed"),
]

addresses.at("session", "session")
addresses.at("wall_code", "wall_code")
addresses.lists("session", "sessions")
addresses.form_at("wall.print", "walls")
addresses.form_at("session_feed.open", "session_feeds")
addresses.form_at("teacher.read_calendar", "busy", "ref")


def hosts_many(by: Actor) -> bool:
    """Holds another seat than a village's; a village finds its sessions with its orders and on its desk."""
    return any(seat.role != "worker" for seat in by.seats)


def looks_around(by: Actor) -> bool:
    """Reads the menu without a seat, as the public does, or hosts many sessions."""
    return by.kind == "visitor" or hosts_many(by)


def may_teach(by: Actor) -> bool:
    """Holds the seat of a teacher or expert, on the list of teachers or not."""
    return any(seat.role == "expert" for seat in by.seats)


def teaches(by: Actor) -> bool:
    """Is on a list of teachers; it is looked up for those only who may be."""
    return may_teach(by) and bool(teacher_of(by))


nav(26, mark("Sessions"), "sessions", group=COURSES, open_to=looks_around)
nav(44, mark("My week"), "my_week", group=COURSES, often=True, open_to=teaches)
