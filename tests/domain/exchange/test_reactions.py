"""Each step is heard by those concerned, once, and not by those who did it."""

import pytest

from tests.fixtures import TODAY, organisation, person
from towngown.domain.exchange import actions
from towngown.domain.exchange.words import HEARD, NEW_NEED
from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.journal.outbox import drain
from towngown.foundation.notices.queries import notices, text_of, unread


def heard(by):
    return [(one.sentence, one.urgent) for one in notices(by).order_by("pk")]


@pytest.fixture
def need(world):
    return actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="普通话培训")


def test_the_other_side_hears_at_once_of_a_new_need(world, need):
    drain()
    assert heard(world.campus) == [(NEW_NEED, True)]
    for who in (world.office, world.worker, world.sibling, world.stranger):
        assert heard(who) == []


def test_a_kept_need_is_heard_when_it_is_shared(world):
    given = {"by": world.worker, "partnership": world.partnership, "title_zh": "内部"}
    kept = actions.raise_need(**given, audience="party")
    drain()
    assert heard(world.campus) == []
    actions.share(by=world.office, need=kept)
    drain()
    assert heard(world.campus) == [(NEW_NEED, True)]


def test_asker_and_joiners_hear_each_step(world, need):
    actions.join(by=world.sibling, need=need)
    actions.accept(by=world.campus, need=need)
    actions.meet(by=world.worker, need=need)
    drain()
    told = [HEARD["need.join"], HEARD["need.accept"]]
    assert [sentence for sentence, _urgent in heard(world.worker)] == told
    told = [HEARD["need.accept"], HEARD["need.meet"]]
    assert [sentence for sentence, _urgent in heard(world.sibling)] == told


@pytest.mark.parametrize(
    ("verb", "given"),
    [("refuse", {"reason": "no_money", "words": "没有经费"}), ("accept", {"reason": "planned"})],
)
def test_the_asker_hears_the_answer_once(world, need, verb, given):
    getattr(actions, verb)(by=world.campus, need=need, **given)
    drain()
    drain()
    assert heard(world.worker) == [(HEARD[f"need.{verb}"], False)]


def test_a_refusal_is_heard_with_its_reason(world, need):
    actions.refuse(by=world.campus, need=need, reason="no_money", words="没有经费")
    drain()
    (told,) = notices(world.worker)
    assert text_of(told, "zh-hans") == "您的需求没有被接受：普通话培训。理由：今年没有这笔经费。详情见需求页面。"
    assert "没有经费" not in str(told.values)


def test_a_recorded_need_has_nobody_to_tell(world):
    need = actions.record_need(by=world.keeper, partnership=world.partnership, key="n", title_zh="旧")
    actions.refuse(by=world.campus, need=need, reason="out_of_scope", words="不在范围")
    drain()
    assert heard(world.worker) == heard(world.campus) == []


def test_the_office_in_a_unit_of_the_party_hears_too(world, need):
    department = organisation("校地合作处", "unit", world.university)
    inside = actor_for(person("inside", department, "office").pk, "x", "zh-hans", False, TODAY)
    drain()
    assert heard(inside) == [(NEW_NEED, True)]


@pytest.mark.parametrize(
    ("verb", "by", "given"),
    [
        ("accept", "campus", {"reason": "planned"}), ("refuse", "campus", {"reason": "no_money", "words": "没有"}),
        ("withdraw", "worker", {}),
    ],
)  # fmt: skip
def test_what_one_answered_waits_for_no_colleague(world, need, verb, by, given):
    colleague = actor_for(person("colleague", world.university, "office").pk, "x", "zh-hans", False, TODAY)
    drain()
    assert unread(colleague) == 1
    getattr(actions, verb)(by=world.actors[by], need=need, **given)
    drain()
    assert unread(colleague) == 0
