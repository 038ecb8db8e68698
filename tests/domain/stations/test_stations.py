"""Stations and their milestones."""

import pytest

from towngown.domain.stations import actions, queries
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.when import When


def refusal(verb, **given):
    with pytest.raises(Problem) as refused:
        verb(**given)
    return refused.value.code


def test_open_and_describe(world):
    given = {"by": world.office, "partnership": world.partnership}
    assert refusal(actions.open_station, **given) == "required"
    assert refusal(actions.open_station, **given | {"by": world.worker}, title_zh="x") == "not_allowed"
    station = actions.open_station(**given, title_zh="服务站", place_code="429901100201")
    actions.describe(by=world.worker, station=station, quantity=Quantity.exactly(20), floors=3)
    assert (station.title_zh, station.low, station.floors, station.place_code) == ("服务站", 20, 3, "429901100201")
    assert refusal(actions.describe, by=world.sibling, station=station) == "not_allowed"
    assert list(queries.stations(world.office, world.partnership)) == [station]
    assert queries.station(world.stranger, station.ref) is None


def test_a_milestone_is_the_word_of_ones_side(world):
    station = actions.open_station(by=world.office, partnership=world.partnership, title_zh="服务站")
    milestone = actions.add_milestone(by=world.campus, station=station, title_zh="封顶", when=When.year(2023))
    assert list(queries.milestones(world.office, station)) == [milestone]
    milestone.claim.refresh_from_db()
    assert milestone.claim.support == 1
    assert refusal(actions.add_milestone, by=world.campus, station=station) == "required"
    assert refusal(actions.add_milestone, by=world.stranger, station=station, title_zh="x") == "not_allowed"
