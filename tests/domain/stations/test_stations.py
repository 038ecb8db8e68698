"""Stations and their milestones."""

import pytest

from towngown.domain.stations import actions, queries
from towngown.domain.stations.models import Milestone, Station
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.when import When


def refusal(verb, **given):
    with pytest.raises(Problem) as refused:
        verb(**given)
    return refused.value.code


def test_open_and_describe(world):
    given = {"by": world.office, "partnership": world.partnership}
    assert refusal(actions.open_station, **given) == "stations.no_title"
    assert refusal(actions.open_station, **given | {"by": world.worker}, title_zh="x") == "not_allowed"
    station = actions.open_station(**given, title_zh="服务站", place_code="429901100201")
    actions.describe(by=world.worker, station=station, quantity=Quantity.exactly(20), floors=3)
    assert (station.title_zh, station.low, station.floors, station.place_code) == ("服务站", 20, 3, "429901100201")
    assert refusal(actions.describe, by=world.sibling, station=station) == "not_allowed"
    assert list(queries.stations(world.office, world.partnership)) == [station]
    assert queries.station(world.stranger, station.ref) is None


def test_stations_and_milestones_are_recorded_by_key(world):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "s"}
    actions.record(**given, title_zh="站")
    station = actions.record(**given, title_zh="服务站", quantity=Quantity.parse("20"))
    assert Station.objects.get().title_zh == "服务站"
    step = {"by": world.keeper, "partnership": world.partnership, "key": "g", "station": station, "title_zh": "奠基"}
    actions.record_milestone(**step)
    milestone = actions.record_milestone(**step, when=When.month(2022, 4), source="县政府网")
    assert Milestone.objects.get().when == When.month(2022, 4)
    assert list(queries.milestones(world.office, station)) == [milestone]
    assert milestone.wall == world.partnership.pk
    assert refusal(actions.record_milestone, **step | {"by": world.office}) == "not_allowed"
    assert refusal(actions.record_milestone, **step | {"partnership": world.other}) == "stations.other_partnership"
    assert refusal(actions.record, **given | {"by": world.office}, title_zh="x") == "not_allowed"


def test_a_milestone_is_the_word_of_ones_side(world):
    station = actions.open_station(by=world.office, partnership=world.partnership, title_zh="服务站")
    milestone = actions.add_milestone(by=world.campus, station=station, title_zh="封顶", when=When.year(2023))
    milestone.claim.refresh_from_db()
    assert milestone.claim.support == 1
    assert refusal(actions.add_milestone, by=world.campus, station=station) == "stations.no_title"
    assert refusal(actions.add_milestone, by=world.stranger, station=station, title_zh="x") == "not_allowed"
