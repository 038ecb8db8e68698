"""Somebody falls ill, declines, or an order is withdrawn: planned anew, what stands held, only those concerned told."""

from datetime import date, datetime

import pytest

from tests.domain.matching.small import HERE, MONDAY, THERE, coming, settle, why
from tests.fixtures import person
from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import not_over
from towngown.domain.matching.models import Dispatch
from towngown.domain.matching.words import CHANGED, NOT_SERVED
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.foundation.journal.models import Entry, Reaction
from towngown.foundation.notices.models import Notice
from towngown.kit import clock
from towngown.kit.problems import Problem


@pytest.fixture
def two(menu):
    menu.teacher("陈", ["first_aid", "tai_chi"])
    menu.teacher("沈", ["first_aid"], place_code=THERE)
    menu.teacher("顾", ["phones"])
    return menu


def ill(world, teacher, first, last):
    orders.away(by=world.campus, teacher=teacher, first_day=first, last_day=last, absence_kind="ill")
    settle()


def test_whoever_falls_ill_is_replaced_and_only_those_concerned_hear(world, two):
    order, other = two.order("first_aid", "2026-12-01 am"), two.order("phones", "2026-12-02 am")
    kept = two.order("tai_chi", "2026-12-08 am")
    scenario = two.published()
    settle()
    before = Notice.objects.count()
    ill(world, two.teachers["陈"], date(2026, 12, 1), date(2026, 12, 4))
    assert {key: (who, state) for key, (who, _, state) in coming(scenario).items()} == {
        (order.pk, 0): ("沈", "dispatched"), (other.pk, 0): ("顾", "dispatched"), (kept.pk, 0): ("陈", "dispatched"),
    }  # fmt: skip
    told = [(one.person.name, one.sentence.split(":")[0]) for one in Notice.objects.order_by("pk")[before:]]
    assert {("陈", "A visit fell away"), ("沈", "You are asked to come")} <= set(told)
    assert {name for name, _ in told} <= {"陈", "沈", "worker 人"}  # the worker's village ordered it
    assert {one.values["order"]["zh"] for one in Notice.objects.order_by("pk")[before:] if "order" in one.values} <= {
        str(order)
    }  # fmt: skip
    order.refresh_from_db()
    assert order.state == "dispatched"


def test_planning_anew_twice_changes_nothing(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.published()
    ill(world, two.teachers["陈"], date(2026, 12, 1), date(2026, 12, 1))
    entries, rows = Entry.objects.count(), Dispatch.objects.count()
    Reaction._base_manager.filter(name="matching.after_absence").update(done_at=None)
    settle()
    assert (Entry.objects.count(), Dispatch.objects.count()) == (entries, rows)
    assert Entry.objects.filter(verb="scenario.replan").count() == 1
    assert scenario.pk


def test_whoever_cannot_be_served_any_more_is_left_out_with_a_cause(world, two):
    order = two.order("tai_chi", "2026-12-01 am")
    scenario = two.published()
    ill(world, two.teachers["陈"], date(2026, 12, 1), date(2026, 12, 1))
    order.refresh_from_db()
    assert (coming(scenario), why(scenario), order.state) == ({}, {(order.pk, 0): "nobody_free"}, "released")
    scenario.refresh_from_db()
    assert (scenario.figures["served"], scenario.figures["towns"]) == (0, {"429901100": [1, 0]})
    assert queries.missed_by_place(scenario.partnership_id) == {HERE: 1}


def test_what_was_accepted_is_held_still(world, two):
    for place in (HERE, THERE):
        two.order("first_aid", "2026-12-01 am, 2026-12-01 pm, 2026-12-02 am", place)
    tai_chi = two.order("tai_chi", "2026-12-03 am")
    scenario = two.published()
    for visit in Dispatch.objects.exclude(order=tai_chi):
        actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    before = {key: value for key, value in coming(scenario).items() if key[0] != tai_chi.pk}
    ill(world, two.teachers["陈"], date(2026, 12, 3), date(2026, 12, 3))
    assert {key: value for key, value in coming(scenario).items() if key[0] != tai_chi.pk} == before


def test_a_declined_visit_is_looked_for_again_at_once(world, two):
    order = two.order("first_aid", "2026-12-01 am")
    scenario = two.published()
    visit = Dispatch.objects.get()
    assert visit.teacher == two.teachers["陈"]
    actions.decline_dispatch(by=world.campus, dispatch=visit, told_so=True, reason="开会")
    settle()
    assert [who for who, _, _ in coming(scenario).values()] == ["沈"]
    order.refresh_from_db()
    assert order.state == "dispatched"
    actions.decline_dispatch(by=world.campus, dispatch=Dispatch.objects.latest("pk"), told_so=True)
    settle()
    order.refresh_from_db()
    assert (coming(scenario), order.state) == ({}, "released")


def test_what_is_called_off_waits_for_another_round(world, two):
    order = two.order("first_aid", "2026-12-01 am")
    scenario = two.published(first=MONDAY, last=date(2026, 12, 6))
    actions.free_dispatch(by=world.campus, dispatch=Dispatch.objects.get(), reason="停电")
    settle()
    order.refresh_from_db()
    assert (coming(scenario), order.state) == ({}, "released")
    assert set(coming(two.scenario(two.round()))) == {(order.pk, 0)}


def test_a_withdrawn_order_lets_its_teacher_go_to_another(world, two):
    two.teacher("马", ["phones"])
    orders.describe_teacher(by=world.campus, teacher=two.teachers["马"], active=False)
    goes, waits = two.order("phones", "2026-12-01 am"), two.order("phones", "2026-12-01 am", THERE)
    scenario = two.published()
    assert set(coming(scenario)) == {(goes.pk, 0)}
    orders.withdraw(by=world.worker, order=Order.objects.get(pk=goes.pk))
    settle()
    assert {key: who for key, (who, _, _) in coming(scenario).items()} == {(waits.pk, 0): "顾"}
    assert why(scenario) == {}
    waits.refresh_from_db()
    assert waits.state == "dispatched"
    assert Notice.objects.filter(sentence__startswith="A visit fell away").count() == 1


def test_who_takes_no_orders_any_more_is_replaced(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.published()
    orders.describe_teacher(by=world.campus, teacher=two.teachers["陈"], active=False)
    settle()
    assert [who for who, _, _ in coming(scenario).values()] == ["沈"]


def test_who_fell_ill_before_publishing_is_replaced_with_it(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.scenario(two.round())
    ill(world, two.teachers["陈"], date(2026, 12, 1), date(2026, 12, 1))
    actions.publish_scenario(by=world.campus, scenario=scenario)
    settle()
    assert [who for who, _, _ in coming(scenario).values()] == ["沈"]


def test_what_was_moved_by_hand_stays_where_it_is(world, two):
    one, other = two.order("first_aid", "2026-12-01 am"), two.order("first_aid", "2026-12-03 am")
    scenario = two.published()
    visit = Dispatch.objects.get(order=one)
    actions.move_dispatch(
        by=world.campus, dispatch=visit, teacher=two.teachers["沈"], when="2026-12-02 pm", reason="老师熟悉"
    )
    settle()
    ill(world, two.teachers["陈"], MONDAY, date(2026, 12, 13))
    assert {key: (who, half.format()) for key, (who, half, _) in coming(scenario).items()} == {
        (one.pk, 0): ("沈", "2026-12-02 pm"), (other.pk, 0): ("沈", "2026-12-03 am"),
    }  # fmt: skip


def test_moving_a_published_visit_tells_the_old_and_the_new_teacher_and_whoever_ordered(world, two):
    order = two.order("first_aid", "2026-12-01 am")
    Order._base_manager.filter(pk=order.pk).update(placed_by=world.worker.person_id)
    two.published()
    settle()
    before = Notice.objects.count()
    actions.move_dispatch(
        by=world.campus, dispatch=Dispatch.objects.get(), teacher=two.teachers["沈"], when="2026-12-02 am", reason="x"
    )
    settle()
    told = {(one.person.name, one.sentence.split(":")[0]) for one in Notice.objects.order_by("pk")[before:]}
    assert told == {
        ("陈", "A visit fell away"), ("沈", "You are asked to come"), ("worker 人", "Who comes, or when, is another now"),
    }  # fmt: skip


def test_publishing_tells_every_teacher_once_and_those_left_out(world, two):
    for day in (1, 2, 3):
        two.order("tai_chi", f"2026-12-0{day} am")
    left = two.order("phones", "2026-12-01 am"), two.order("phones", "2026-12-01 am")
    Order._base_manager.filter(pk__in=[one.pk for one in left]).update(placed_by=world.worker.person_id)
    two.published()
    settle()
    told = [(one.person.name, one.sentence.split(":")[0].split(";")[0]) for one in Notice.objects.order_by("pk")]
    assert told.count(("陈", "You are asked to come {count} times")) == 1
    assert told.count(("worker 人", "Nobody could be found for your order in this round")) == 1


def test_a_closed_round_is_left_alone(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.published()
    actions.close_round(by=world.campus, round_=scenario.round)
    ill(world, two.teachers["陈"], date(2026, 12, 1), date(2026, 12, 1))
    assert [who for who, _, _ in coming(scenario).values()] == ["陈"]


def test_only_the_clock_plans_anew(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.published()
    nothing = {"gone": [], "come": [], "left": [], "figures": {}, "busy": [], "stands": {}}
    with pytest.raises(Problem):
        actions.replan_scenario(by=world.campus, scenario=scenario, **nothing)
    with pytest.raises(Problem):
        actions.lift_dispatch(by=world.office, dispatch=Dispatch.objects.get())
    assert actions.lift_dispatch(by=world.campus, dispatch=Dispatch.objects.get()).state == "lifted"


def test_the_teacher_themselves_may_say_that_they_are_ill(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.published()
    world.users["chen"] = user = person("chen", world.university, "expert")
    chen = two.teachers["陈"]
    type(chen)._base_manager.filter(pk=chen.pk).update(person=world.fresh("chen").person_id)
    orders.away(by=world.fresh("chen"), teacher=type(chen)._base_manager.get(pk=chen.pk), first_day=date(2026, 12, 1))
    settle()
    assert user and [who for who, _, _ in coming(scenario).values()] == ["沈"]


def test_neighbours_who_came_along_hear_that_nobody_was_found_and_that_it_was_moved(world, two):
    served, left = two.order("first_aid", "2026-12-01 am"), two.order("phones", "2026-12-01 am")
    for host in (served, left):
        Order._base_manager.filter(pk=host.pk).update(placed_by=world.worker.person_id)
        joined = {"joined_to": host, "state": "joined", "placed_by": world.sibling.person_id}
        Order._base_manager.filter(pk=two.order("first_aid", place=THERE).pk).update(**joined)
    orders.describe_teacher(by=world.campus, teacher=two.teachers["顾"], active=False)
    two.published()
    actions.move_dispatch(
        by=world.campus, dispatch=Dispatch.objects.get(), teacher=two.teachers["沈"], when="2026-12-02 am", reason="x"
    )
    settle()
    for who in (world.worker, world.sibling):
        told = Notice.objects.filter(person_id=who.person_id, sentence__in=(NOT_SERVED, CHANGED)).order_by("pk")
        assert {(one.sentence, one.thing_ref) for one in told} == {
            (NOT_SERVED, left.ref), (CHANGED, Dispatch.objects.get().ref),
        }  # fmt: skip


def test_a_village_whose_slip_was_typed_in_hears_that_nobody_was_found(world, two):
    order = two.order("phones", "2026-12-01 am")
    Order._base_manager.filter(pk=order.pk).update(placed_by=world.office.person_id, assisted=True)
    orders.describe_teacher(by=world.campus, teacher=two.teachers["顾"], active=False)
    two.published()
    settle()
    told = Notice.objects.filter(person_id=world.worker.person_id, sentence=NOT_SERVED)
    assert [one.thing_ref for one in told] == [order.ref]


def test_who_stopped_taking_orders_before_publishing_is_replaced_with_it(world, two):
    two.order("first_aid", "2026-12-01 am")
    scenario = two.scenario(two.round())
    orders.describe_teacher(by=world.campus, teacher=two.teachers["陈"], active=False)
    settle()
    actions.publish_scenario(by=world.campus, scenario=scenario)
    settle()
    assert [who for who, _, _ in coming(scenario).values()] == ["沈"]


def test_a_week_declined_after_all_was_accepted_lets_the_order_wait_for_an_answer(world, two):
    order = two.order("first_aid", "2026-12-01 am", weeks=2)
    two.published()
    for visit in Dispatch.objects.all():
        actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    assert Order.objects.get(pk=order.pk).state == "accepted"
    actions.decline_dispatch(by=world.campus, dispatch=Dispatch.objects.get(unit=1), told_so=True)
    settle()
    assert Dispatch.objects.get(unit=1, state="dispatched").teacher == two.teachers["沈"]
    assert Order.objects.get(pk=order.pk).state == "dispatched"


def test_a_half_day_that_is_over_is_neither_taken_off_nor_asked_for(world, two):
    first_aid, tai_chi = two.order("first_aid", "2026-12-01 am"), two.order("tai_chi", "2026-12-01 pm")
    scenario = two.published()
    settle()
    before = coming(scenario)
    with clock.set_to(date(2026, 12, 1), 15):
        ill(world, two.teachers["陈"], date(2026, 12, 1), date(2026, 12, 1))
    assert coming(scenario) == {(first_aid.pk, 0): before[first_aid.pk, 0]}  # though 沈 was free
    tai_chi.refresh_from_db()
    assert tai_chi.state == "released"


def test_who_was_left_out_is_not_offered_what_is_over(world, two):
    orders_ = [two.order("first_aid", "2026-12-01 am") for _ in range(3)]
    scenario = two.published()
    settle()
    (left,) = {one.pk for one in orders_} - {order for order, _ in coming(scenario)}
    with clock.set_to(date(2026, 12, 1), 12):
        actions.free_dispatch(by=world.campus, dispatch=Dispatch.objects.order_by("pk")[0], reason="停电")
        settle()
    assert left not in {order for order, _ in coming(scenario)}


@pytest.mark.parametrize(
    ("hour", "minute", "found"),
    [(0, 0, "2026-12-31 am"), (11, 59, "2026-12-31 am"), (12, 0, "2026-12-31 pm"), (17, 59, "2026-12-31 pm"),
     (18, 0, "2027-01-01 am"), (23, 59, "2027-01-01 am")],
)  # fmt: skip
def test_which_half_day_is_not_over(hour, minute, found):
    assert not_over(datetime(2026, 12, 31, hour, minute, tzinfo=clock.ZONE)).format() == found
