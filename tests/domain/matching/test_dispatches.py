"""Visits: the teacher answers, or campus for them and says so; changes by hand are checked."""

from datetime import date
from functools import partial

import pytest

from tests.domain.matching.small import FAR, THERE
from tests.fixtures import TODAY, person
from tests.races import needs_two_writers, overlapping
from towngown.domain.matching import actions
from towngown.domain.matching.models import Dispatch
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.foundation.journal.queries import story_of
from towngown.foundation.people.models import Person
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem

TUESDAY_AM, WEDNESDAY_AM = HalfDay(date(2026, 12, 1), "am"), HalfDay(date(2026, 12, 2), "am")


@pytest.fixture
def two(menu):
    """Two who can give first aid, one who cannot; the first sets out from the village."""
    menu.teacher("陈", ["first_aid"])
    menu.teacher("沈", ["first_aid"], place_code=THERE)
    menu.teacher("顾", ["phones"])
    return menu


@pytest.fixture
def visit(two):
    """A published visit to one order, by the nearer teacher."""
    two.order("first_aid", "2026-12-01 am")
    two.published()
    return Dispatch.objects.get()


@pytest.fixture
def teacher(world, visit):
    """The teacher of the visit, logged in."""
    world.users["teacher"] = user = person("teacher", world.university, "expert")
    visit.teacher.person = Person.objects.get(user=user)
    type(visit.teacher)._base_manager.filter(pk=visit.teacher_id).update(person=visit.teacher.person)
    return world.fresh("teacher")


def code_of(verb, **given):
    with pytest.raises(Problem) as refused:
        verb(**given)
    return refused.value.code


def test_the_teacher_accepts_and_the_order_is_accepted(visit, teacher):
    actions.accept_dispatch(by=teacher, dispatch=visit)
    assert (visit.state, Order.objects.get().state) == ("accepted", "accepted")
    assert story_of(visit).first().details == {"told_so": False}


def test_an_order_for_two_weeks_is_accepted_with_its_last_visit(world, two):
    order = two.order("first_aid", "2026-12-01 am", weeks=2)
    two.published()
    for number, visit in enumerate(Dispatch.objects.order_by("unit")):
        order.refresh_from_db()
        assert (number, order.state) in ((0, "dispatched"), (1, "dispatched"))
        actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    order.refresh_from_db()
    assert order.state == "accepted"


@needs_two_writers
def test_of_two_accepted_at_once_the_later_one_is_the_last(world, two):
    order = two.order("first_aid", "2026-12-01 am", weeks=2)
    two.published()
    given = {"by": world.campus, "told_so": True}
    overlapping(TODAY, *(partial(actions.accept_dispatch, dispatch=one, **given) for one in Dispatch.objects.all()))
    order.refresh_from_db()
    assert order.state == "accepted"


@needs_two_writers
def test_of_two_called_off_at_once_the_later_one_frees_the_order(world, two):
    order = two.order("first_aid", "2026-12-01 am", weeks=2)
    two.published()
    given = {"by": world.campus, "reason": "停电"}
    overlapping(TODAY, *(partial(actions.free_dispatch, dispatch=one, **given) for one in Dispatch.objects.all()))
    order.refresh_from_db()
    assert order.state == "released"


def test_campus_answers_for_a_teacher_and_says_so(world, visit):
    assert code_of(actions.accept_dispatch, by=world.campus, dispatch=visit) == "matching.not_yours"
    actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    assert (visit.state, story_of(visit).first().details) == ("accepted", {"told_so": True})


def test_the_place_may_not_answer_for_the_teacher(world, visit):
    for by in (world.worker, world.office, world.stranger):
        assert code_of(actions.accept_dispatch, by=by, dispatch=visit, told_so=True) == "not_allowed"
        assert code_of(actions.decline_dispatch, by=by, dispatch=visit, told_so=True) == "not_allowed"
        assert code_of(actions.free_dispatch, by=by, dispatch=visit, reason="x") == "not_allowed"
        given = {"teacher": visit.teacher, "when": [WEDNESDAY_AM], "reason": "x"}
        assert code_of(actions.move_dispatch, by=by, dispatch=visit, **given) == "not_allowed"


def test_a_draft_is_answered_by_nobody(world, two):
    two.order("first_aid", "2026-12-01 am")
    two.scenario(two.round())
    draft = Dispatch.objects.get()
    assert code_of(actions.accept_dispatch, by=world.campus, dispatch=draft, told_so=True) == "not_allowed"
    assert code_of(actions.drop_dispatch, by=world.office, dispatch=draft) == "not_allowed"
    assert code_of(actions.publish_dispatch, by=world.office, dispatch=draft) == "not_allowed"
    assert actions.publish_dispatch(by=world.campus, dispatch=draft).state == "dispatched"


def test_a_draft_is_left_out_by_the_college(world, two):
    two.order("first_aid", "2026-12-01 am")
    two.scenario(two.round())
    assert actions.drop_dispatch(by=world.campus, dispatch=Dispatch.objects.get()).state == "lifted"


def test_what_is_declined_or_called_off_waits_again(world, visit, teacher):
    actions.decline_dispatch(by=teacher, dispatch=visit, reason="开会")
    assert (visit.state, visit.reason, Order.objects.get().state) == ("declined", "开会", "released")
    assert story_of(visit).first().details == {"told_so": False}  # the words stay out of the journal


def test_a_visit_called_off_frees_the_order_when_nothing_else_of_it_stands(world, two):
    order = two.order("first_aid", "2026-12-01 am", weeks=2)
    two.published()
    first, second = Dispatch.objects.order_by("unit")
    actions.free_dispatch(by=world.campus, dispatch=first, reason="停电")
    order.refresh_from_db()
    assert order.state == "dispatched"
    actions.free_dispatch(by=world.campus, dispatch=second, reason="停电")
    order.refresh_from_db()
    assert (first.state, second.state, order.state) == ("freed", "freed", "released")


@pytest.mark.parametrize("verb", ["decline_dispatch", "free_dispatch"])
def test_an_order_whose_last_open_visit_falls_away_waits_for_no_answer_any_more(world, two, verb):
    order = two.order("first_aid", "2026-12-01 am", weeks=2)
    two.published()
    first, second = Dispatch.objects.order_by("unit")
    actions.accept_dispatch(by=world.campus, dispatch=first, told_so=True)
    more = {"told_so": True} if verb == "decline_dispatch" else {"reason": "出差"}
    getattr(actions, verb)(by=world.campus, dispatch=second, **more)
    order.refresh_from_db()
    assert order.state == "accepted"


def test_a_visit_is_moved_by_hand_and_asked_anew(world, two, visit):
    actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    actions.move_dispatch(
        by=world.campus, dispatch=visit, teacher=two.teachers["沈"], when="2026-12-02 am", reason="陈老师调课"
    )
    visit.refresh_from_db()
    assert (visit.teacher, visit.half_day, visit.state) == (two.teachers["沈"], WEDNESDAY_AM, "dispatched")
    assert (visit.by_hand, visit.reason, visit.metres) == (True, "陈老师调课", 1_000)


def test_an_accepted_order_waits_for_the_answer_to_what_was_moved(world, two, visit):
    actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    visit = Dispatch.objects.get()
    given = {"teacher": two.teachers["沈"], "when": "2026-12-02 am", "reason": "陈老师调课"}
    actions.move_dispatch(by=world.campus, dispatch=visit, **given)
    assert Order.objects.get().state == "dispatched"
    assert story_of(Order.objects.get()).first().verb == "order.ask_anew"
    actions.accept_dispatch(by=world.campus, dispatch=Dispatch.objects.get(), told_so=True)
    assert Order.objects.get().state == "accepted"


def test_moves_that_cannot_be_are_refused(world, two, visit):
    chen, shen, gu = (two.teachers[name] for name in "陈沈顾")
    move = lambda teacher, when: code_of(  # noqa: E731 - used eight times below
        actions.move_dispatch, by=world.campus, dispatch=visit, teacher=teacher, when=when, reason="x"
    )
    assert move(chen, "2026-12-01 am") == "matching.moved_nowhere"
    assert move(gu, "2026-12-01 am") == "matching.cannot_give"
    assert move(chen, "2026-12-14 am") == "matching.outside"
    orders.away(by=world.campus, teacher=shen, first_day=date(2026, 12, 2))
    assert move(shen, "2026-12-02 am") == "matching.away"
    orders.describe_teacher(by=world.campus, teacher=shen, place_code=THERE, week_cap=0)
    assert move(shen, "2026-12-03 am") == "matching.week_full"
    orders.describe_teacher(by=world.campus, teacher=shen, place_code=THERE, week_cap=0, term_cap=0)
    orders.describe_teacher(by=world.campus, teacher=chen, week_cap=1, term_cap=1)
    moved = actions.move_dispatch(
        by=world.campus, dispatch=visit, teacher=chen, when="2026-12-02 am", reason="提前一天"
    )
    assert moved.half_day == WEDNESDAY_AM  # the visit itself does not count against their own cap


def test_nobody_who_takes_no_orders_is_moved_in(world, two, visit):
    shen = two.teachers["沈"]
    type(shen)._base_manager.filter(pk=shen.pk).update(active=False)
    shen.refresh_from_db()
    given = {"by": world.campus, "dispatch": visit, "teacher": shen, "when": [WEDNESDAY_AM], "reason": "换人"}
    assert code_of(actions.move_dispatch, **given) == "matching.cannot_give"


def test_nobody_is_moved_to_where_they_are_taken(world, two):
    two.order("first_aid", "2026-12-01 am")
    two.order("first_aid", "2026-12-01 am", THERE)
    two.published()
    one, other = Dispatch.objects.order_by("pk")
    given = {"teacher": other.teacher, "when": [other.half_day], "reason": "x"}
    assert code_of(actions.move_dispatch, by=world.campus, dispatch=one, **given) == "matching.taken"


def test_caps_of_the_term_count_what_stands_in_other_rounds(world, two):
    orders.describe_teacher(by=world.campus, teacher=two.teachers["沈"], place_code=THERE, week_cap=1, term_cap=1)
    two.order("first_aid", "2026-12-01 am", THERE)
    two.published(first=date(2026, 11, 30), last=date(2026, 12, 6))
    two.order("first_aid", "2026-12-08 am")
    two.published(first=date(2026, 12, 7), last=date(2026, 12, 13))
    assert set(Dispatch.objects.values_list("teacher__person__name", flat=True)) == {"陈", "沈"}
    later = Dispatch.objects.get(day=date(2026, 12, 8))
    given = {"teacher": two.teachers["沈"], "when": "2026-12-09 am", "reason": "x"}
    assert code_of(actions.move_dispatch, by=world.campus, dispatch=later, **given) == "matching.term_full"


def test_a_teacher_of_another_partnership_is_not_found(world, two, visit):
    stranger = two.teachers["沈"]
    stranger.partnership = world.other
    given = {"teacher": stranger, "when": "2026-12-02 am", "reason": "x"}
    assert code_of(actions.move_dispatch, by=world.campus, dispatch=visit, **given) == "not_found"


def test_a_draft_moved_by_hand_is_held_in_the_next_scenario(world, two):
    two.order("first_aid", "2026-12-01 am, 2026-12-02 am", FAR)
    round_ = two.round()
    for teacher in two.teachers.values():
        orders.describe_teacher(by=world.campus, teacher=teacher, place_code=teacher.place_code, reach_m=40_000)
    two.scenario(round_)
    draft = Dispatch.objects.get()
    other = next(one for one in (two.teachers["陈"], two.teachers["沈"]) if one != draft.teacher)
    actions.move_dispatch(by=world.campus, dispatch=draft, teacher=other, when="2026-12-02 am", reason="熟悉那边")
    held, free = two.scenario(round_, hold=True), two.scenario(round_, hold=False)
    assert [row.half_day for row in held.dispatches.all()] == [WEDNESDAY_AM]
    assert [row.half_day for row in free.dispatches.all()] == [TUESDAY_AM]
