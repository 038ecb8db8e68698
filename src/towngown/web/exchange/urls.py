"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.kit.text import mark
from towngown.web.exchange import intentions, needs, raising
from towngown.web.exchange.today import overdue, unanswered
from towngown.web.shared import addresses, today
from towngown.web.shared.chrome import TOGETHER, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("needs/", needs.index, name="needs"),
    path("needs/new/", raising.new, name="need_new"),
    path("needs/export.<str:form>", needs.export, name="needs_export"),
    path("needs/<str:ref>/", needs.one, name="need"),
    path("intentions/", intentions.index, name="intentions"),
    path("intentions/export.<str:form>", intentions.export, name="intentions_export"),
    path("intentions/<str:ref>/", intentions.one, name="intention"),
]

addresses.at("need", "need")
addresses.lists("need", "needs")
addresses.form_at("need.raise", "need_new")
addresses.at("intention", "intention")
nav(30, mark("Needs"), "needs", group=TOGETHER, often=True)
today.source(unanswered)
today.source(overdue)
