"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.domain.orders.rules import CAMPUS
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.kit.text import mark
from towngown.web.dispatch import boards, coverage, left, pairings, publishing, rounds, scenarios, teachers, visits
from towngown.web.shared import addresses
from towngown.web.shared.choosers import choose
from towngown.web.shared.chrome import COURSES, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("dispatch/", rounds.rounds, name="dispatch"),
    path("dispatch/coverage/", coverage.coverage, name="coverage"),
    path("dispatch/pairings/", pairings.pairings, name="pairings"),
    path("dispatch/visits/<str:ref>/", visits.visit, name="visit"),
    path("dispatch/visits/<str:ref>/move/", visits.move, name="visit_move"),
    path("dispatch/scenarios/<str:ref>/", scenarios.scenario, name="scenario"),
    path("dispatch/scenarios/<str:ref>/publish/", publishing.publish, name="scenario_publish"),
    path("dispatch/scenarios/<str:ref>/board/", boards.board, name="board"),
    path("dispatch/scenarios/<str:ref>/unserved/", left.left, name="unserved"),
    path("dispatch/scenarios/<str:ref>/unserved/export.<str:form>", left.export, name="unserved_export"),
    path("dispatch/scenarios/<str:ref>/unserved/follow/", left.follow, name="unserved_follow"),
    path("dispatch/scenarios/<str:ref>/unserved/look/", left.look, name="unserved_look"),
    path("dispatch/<str:ref>/", rounds.one, name="round"),
]

addresses.at("round", "round")
addresses.at("scenario", "scenario")
addresses.at("dispatch", "visit")
addresses.form_at("dispatch.move", "visit_move", "ref")
addresses.lists("round", "dispatch")
choose("teacher", teachers.near)


def takes_part(by: Actor) -> bool:
    """Has to do with dispatch; whoever only orders finds what came of it with the order."""
    return any(seat.side == CAMPUS or seat.role in SIGNING for seat in by.seats)


nav(38, mark("Dispatch"), "dispatch", group=COURSES, open_to=takes_part)
