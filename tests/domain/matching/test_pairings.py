"""Experts and teachers: paired by what they share and how near they live, by hand, ended by either."""

from datetime import date

import pytest

from tests.domain.matching.small import FAR, THERE
from tests.fixtures import person
from towngown.domain.matching import actions, queries
from towngown.domain.matching.models import Pairing
from towngown.domain.orders import actions as orders
from towngown.foundation.accounts.queries import importer
from towngown.kit.problems import Problem


@pytest.fixture
def people(world, menu):
    """Two experts of health, one of law; three teachers of health, one of nothing."""
    law = orders.record_category(by=importer(), partnership=world.partnership, key="law", title_zh="法律")
    menu.offers["law"] = orders.record_offer(
        by=importer(), partnership=world.partnership, key="law", title_zh="民法典", category=law, state="offered"
    )
    menu.teacher("近", ["phones"], teacher_kind="expert")
    menu.teacher("远", ["phones"], teacher_kind="expert", place_code=FAR)
    menu.teacher("法", ["law"], teacher_kind="expert")
    for name, place in (("甲", "429901100201"), ("乙", THERE), ("丙", FAR)):
        menu.teacher(name, ["first_aid"], place_code=place)
    menu.teacher("丁", [])
    return menu.teachers


def pairs(by):
    return {(row.expert.person.name, row.teacher.person.name) for row in queries.pairings(by)}


def test_each_gets_the_nearest_expert_who_shares_a_category(world, people):
    actions.match_pairs(by=world.campus, partnership=world.partnership)
    assert pairs(world.campus) <= {("近", "甲"), ("近", "乙"), ("远", "乙"), ("远", "丙"), ("近", "丙"), ("远", "甲")}
    assert {teacher for _, teacher in pairs(world.campus)} == {"甲", "乙", "丙"}
    assert ("远", "丙") in pairs(world.campus)
    actions.match_pairs(by=world.campus, partnership=world.partnership)
    assert Pairing.objects.count() == 3


def test_an_expert_takes_no_more_than_said(world, people):
    actions.match_pairs(by=world.campus, partnership=world.partnership, each=1)
    assert sorted(expert for expert, _ in pairs(world.campus)) == ["近", "远"]


def test_two_are_paired_by_hand_and_either_ends_it(world, people):
    given = {"by": world.campus, "partnership": world.partnership, "expert": people["近"], "teacher": people["丁"]}
    pairing = actions.make_pairing(**given)
    assert (pairing.by_hand, pairing.since) == (True, date(2026, 11, 22))
    with pytest.raises(Problem) as refused:
        actions.make_pairing(**given)
    assert refused.value.code == "matching.paired"
    world.users["teacher"] = person("teacher", world.university, "expert")
    type(people["丁"])._base_manager.filter(pk=people["丁"].pk).update(person=world.fresh("teacher").person_id)
    pairing = queries.pairings(world.campus).get()
    with pytest.raises(Problem) as refused:
        actions.end_pairing(by=world.fresh("teacher"), pairing=pairing, ended_on=date(2026, 11, 1))
    assert refused.value.code == "matching.before_it_began"
    actions.end_pairing(by=world.fresh("teacher"), pairing=pairing)
    assert pairs(world.campus) == set()
    with pytest.raises(Problem) as refused:
        actions.end_pairing(by=world.campus, pairing=pairing)
    assert refused.value.code == "matching.ended"


def test_others_may_not_pair(world, people):
    wall = {"partnership": world.partnership}
    for by in (world.office, world.worker, world.stranger):
        with pytest.raises(Problem):
            actions.match_pairs(by=by, **wall)
        with pytest.raises(Problem):
            actions.make_pairing(by=by, expert=people["近"], teacher=people["丁"], **wall)
    pairing = actions.make_pairing(by=world.campus, expert=people["近"], teacher=people["丁"], **wall)
    with pytest.raises(Problem) as refused:
        actions.end_pairing(by=world.office, pairing=pairing)
    assert refused.value.code == "not_allowed"


def test_a_teacher_is_no_expert(world, people):
    for expert, teacher in (("甲", "乙"), ("近", "近")):
        with pytest.raises(Problem) as refused:
            actions.make_pairing(
                by=world.campus, partnership=world.partnership, expert=people[expert], teacher=people[teacher]
            )
        assert refused.value.code == "matching.no_expert"


def test_without_experts_nobody_is_paired(world, menu):
    menu.teacher("甲", ["first_aid"])
    actions.match_pairs(by=world.campus, partnership=world.partnership)
    assert Pairing.objects.count() == 0
