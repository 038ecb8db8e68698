"""Held: two words, two numbers; the activity's accounts, the delivered order; and all the way back."""

from datetime import date, timedelta
from functools import partial

import pytest

from tests.domain.attendance.test_planning import fresh, refusal
from tests.domain.attendance.world import FIRST, SECOND, becomes, course, done
from tests.fixtures import World
from tests.races import needs_two_writers, overlapping
from towngown.domain.activities import actions as activities
from towngown.domain.attendance import actions
from towngown.domain.attendance.actions.upkeep import close_over
from towngown.domain.attendance.models import Count, Session
from towngown.domain.attendance.queries import (
    numbers_of,
    to_be_held,
    with_planned_sessions,
)
from towngown.domain.evidence.models import Account
from towngown.domain.orders import actions as orders
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.outbox import drain
from towngown.kit import clock, doorway
from towngown.kit.problems import Problems


@pytest.fixture(autouse=True)
def its_day(today):
    with clock.set_to(FIRST.day):
        yield


@pytest.fixture
def two(world: World):
    """Two sessions of one order, both of them over."""
    made = course(world, weeks=2)
    for half_day, unit in ((FIRST, 0), (SECOND, 1)):
        done("dispatch.accept", made.dispatch(half_day, unit))
    with clock.set_to(SECOND.day):
        yield made


def accounts() -> list[tuple[str, int | None, int | None]]:
    return [(one.side, one.low, one.high) for one in Account.objects.filter(withdrawn_at=None).order_by("side")]


def said(session: Session) -> dict[str, int]:
    return dict(numbers_of([session])[session.pk].said or {})


def test_nobody_holds_it_before_its_day_or_from_elsewhere(world: World, session):
    with clock.set_to(FIRST.day - timedelta(days=1)):
        assert refusal(actions.hold, by=world.worker, session=session, people=28) == "attendance.not_yet"
    assert refusal(actions.hold, by=world.sibling, session=session, people=28) == "not_allowed"
    assert refusal(actions.hold, by=world.visitor, session=session, people=28) == "not_allowed"
    with pytest.raises(Problems):
        actions.hold(by=world.worker, session=session, people="many")
    assert not Count.objects.exists()


def asked(who) -> list[Session]:
    return list(to_be_held(who, clock.now()))


def test_nobody_holds_it_or_is_asked_before_it_begins(world: World, session):
    """Known by its half-day alone, it begins with the half; once the place has said a time, at that time."""
    for start, (hour, minute) in (("", (9, 30)), ("10:20", (10, 20)), ("8:00", (8, 0))):
        with clock.set_to(FIRST.day, 7):
            actions.move(by=world.worker, session=session, start_time=start)
        with clock.set_to(FIRST.day, hour - (minute == 0), (minute or 60) - 1):
            assert refusal(actions.hold, by=world.worker, session=session, people=20) == "attendance.not_yet"
            assert refusal(actions.sheet, by=world.worker, session=session, people=20) == "attendance.not_yet"
            assert asked(world.worker) == []
        with clock.set_to(FIRST.day, hour, minute):
            assert asked(world.worker) == [session]
    with clock.set_to(FIRST.day, 8):
        actions.hold(by=world.worker, session=session, people=20)


def test_its_activity_is_not_held_before_it_begins(world: World, session):
    with clock.set_to(FIRST.day, 9):
        assert refusal(activities.hold, by=world.worker, activity=fresh(session.activity)) == "activities.not_begun"
    activities.hold(by=world.worker, activity=fresh(session.activity))
    drain()
    assert fresh(session).state == "held"


def test_the_teacher_speaks_for_the_university_and_the_worker_for_the_place(world: World, session, ordered):
    actions.hold(by=world.teacher, session=session, people=30)
    assert (fresh(session).state, fresh(session.activity).state, accounts()) == ("held", "held", [("campus", 30, 30)])
    assert fresh(ordered.order).state == "delivered"
    actions.confirm(by=world.worker, session=session, people=28)
    assert said(session) == {"campus": 30, "locality": 28}
    assert numbers_of([session])[session.pk].differ
    assert accounts() == [("campus", 30, 30), ("locality", 28, 28)]
    assert fresh(session.activity).state == "confirmed"


def test_a_side_corrects_its_own_number(world: World, session):
    actions.hold(by=world.worker, session=session, people=28)
    actions.confirm(by=world.worker, session=session, people=27)
    assert (said(session), accounts()) == ({"locality": 27}, [("locality", 27, 27)])
    actions.confirm(by=world.campus, session=session, people=30)
    actions.confirm(by=world.worker, session=session, people=26)
    assert (accounts(), fresh(session.activity).state) == ([("campus", 30, 30), ("locality", 26, 26)], "confirmed")
    assert refusal(actions.confirm, by=world.sibling, session=session, people=1) == "not_allowed"


def test_another_teacher_of_the_university_does_not_speak_for_it(world: World, session, ordered):
    from tests.fixtures import person

    world.users["colleague"] = person("colleague", world.university, "expert")
    assert refusal(actions.hold, by=world.fresh("colleague"), session=session, people=3) == "not_allowed"


def test_a_series_is_delivered_with_its_last_session(world: World, two):
    first, second = Session.objects.order_by("unit")
    actions.hold(by=world.worker, session=first, people=28)
    assert (accounts(), fresh(two.order).state, fresh(first.activity).state) == ([], "dispatched", "planned")
    actions.hold(by=world.teacher, session=second, people=25)
    assert (accounts(), fresh(two.order).state) == ([("campus", 25, None)], "delivered")
    actions.confirm(by=world.worker, session=second, people=26)
    assert accounts() == [("campus", 25, None), ("locality", 54, 54)]


def test_a_week_that_may_still_find_a_teacher_keeps_the_order_open(world: World, two):
    first, second = Session.objects.order_by("unit")
    actions.hold(by=world.worker, session=first, people=28)
    with clock.set_to(FIRST.day):
        becomes(second.dispatch, "declined", "dispatch.decline")
        assert fresh(two.order).state == "dispatched"
    with clock.set_to(SECOND.day + timedelta(days=1)):
        close_over()
        assert fresh(two.order).state == "delivered"
        close_over()
    assert fresh(first.activity).state == "planned"


def test_once_a_day_an_order_held_twice_is_delivered_once(world: World):
    three = course(world, weeks=3)
    for half_day, unit in ((FIRST, 0), (SECOND, 1)):
        done("dispatch.accept", three.dispatch(half_day, unit))
    with clock.set_to(SECOND.day):
        for session in Session.objects.order_by("unit"):
            actions.hold(by=world.worker, session=session, people=28)
    assert fresh(three.order).state == "dispatched"
    with clock.set_to(SECOND.day + timedelta(weeks=2)):
        close_over()
    assert fresh(three.order).state == "delivered"
    assert Entry.objects.filter(verb="order.deliver").count() == 1


def test_an_order_that_takes_any_half_day_waits_for_its_weeks_from_the_first_that_was_held(world: World):
    made = course(world, weeks=2)
    with doorway.opened("fixture"):  # ordered long ago, at any time; its round came late
        made.order.wishes.all().delete()
        type(made.order).objects.filter(pk=made.order.pk).update(placed_on=FIRST.day - timedelta(weeks=8))
    done("dispatch.accept", made.dispatch(FIRST, 0))
    actions.hold(by=world.worker, session=Session.objects.get(), people=28)
    sunday = date(2026, 12, 6)  # of its second week
    for day, state in ((FIRST.day, "dispatched"), (sunday, "dispatched"), (sunday + timedelta(days=1), "delivered")):
        with clock.set_to(day):
            close_over()
        assert (day, fresh(made.order).state) == (day, state)


@needs_two_writers
def test_of_two_held_at_once_the_later_one_is_the_last(world: World, two):
    first, second = Session.objects.order_by("unit")
    overlapping(
        SECOND.day,
        partial(actions.hold, by=world.worker, session=first, people=28),
        partial(actions.hold, by=world.teacher, session=second, people=25),
    )
    assert fresh(two.order).state == "delivered"


@needs_two_writers
def test_of_two_called_off_at_once_the_later_one_is_the_last(world: World, two):
    first, second = Session.objects.order_by("unit")
    calls = [partial(actions.cancel, by=world.worker, session=one, reason="停电") for one in (first, second)]
    overlapping(SECOND.day, *calls)
    assert fresh(first.activity).state == "cancelled"


def test_what_was_rated_was_held(world: World, session, ordered):
    actions.hold(by=world.worker, session=session, people=28)
    orders.rate(by=world.worker, order=fresh(ordered.order), stars=5)
    assert refusal(actions.unhold, by=world.worker, session=session) == "attendance.rated"
    assert (fresh(session).state, fresh(ordered.order).state) == ("held", "rated")


def test_calling_the_last_one_off_settles_what_was_held(world: World, two):
    first, second = Session.objects.order_by("unit")
    actions.hold(by=world.worker, session=first, people=28)
    with clock.set_to(date(2026, 12, 2)):
        actions.cancel(by=world.worker, session=second, reason="停电")
    assert (fresh(first.activity).state, accounts()) == ("held", [("locality", 28, 28)])
    assert fresh(two.order).state == "delivered"


def test_a_teacher_found_for_a_week_without_a_session_keeps_the_order_open(world: World, two):
    first, second = Session.objects.order_by("unit")
    with clock.set_to(date(2026, 12, 20)):
        two.dispatch(FIRST._replace(half="pm"), unit=7)
        actions.hold(by=world.worker, session=first, people=28)
        actions.hold(by=world.worker, session=second, people=28)
    assert fresh(two.order).state == "dispatched"


def test_whoever_joined_has_it_delivered_too_and_undone(world: World, ordered):
    with clock.set_to(date(2026, 11, 22)):
        other = orders.place(
            by=world.sibling, partnership=world.partnership, offer=ordered.offer, quantity="5", wishes=[]
        )
        with_joined = orders.place(by=world.worker, partnership=world.partnership, offer=ordered.offer, wishes=[])
        orders.join(by=world.sibling, order=other, other=with_joined)
        orders.release(by=world.office, order=with_joined)
        orders.dispatch(by=the_clock(), order=with_joined)
        done("dispatch.accept", ordered.dispatch(order=with_joined))
    session = Session.objects.get()
    assert session.activity.expected.low == 5
    actions.hold(by=world.worker, session=session, people=28)
    drain()
    assert [fresh(one).state for one in (other, with_joined)] == ["delivered", "delivered"]
    assert refusal(orders.undeliver, by=the_clock(), order=fresh(other)) == "not_allowed"
    actions.unhold(by=world.worker, session=session)
    assert [fresh(one).state for one in (other, with_joined)] == ["joined", "accepted"]
    assert Entry.objects.filter(verb="order.undeliver_along").get().thing_id == other.pk


def test_recording_by_mistake_is_undone_as_if_it_had_not_been(world: World, session, ordered):
    actions.hold(by=world.worker, session=session, people=28)
    actions.unhold(by=world.worker, session=session)
    assert (fresh(session).state, fresh(session.activity).state, accounts(), said(session)) == (
        "planned", "planned", [], {},
    )  # fmt: skip
    assert fresh(ordered.order).state == "accepted"
    actions.hold(by=world.worker, session=session, people=27)
    assert (fresh(session.activity).state, accounts()) == ("held", [("locality", 27, 27)])
    assert fresh(ordered.order).state == "delivered"


def test_nobody_takes_back_what_the_other_side_said(world: World, session):
    actions.hold(by=world.worker, session=session, people=28)
    assert "session.unhold" in [verb.name for verb in verbs_for(world.worker, fresh(session))]
    assert "session.unhold" not in [verb.name for verb in verbs_for(world.teacher, fresh(session))]
    assert refusal(actions.unhold, by=world.teacher, session=session) == "attendance.other_side_spoke"
    assert refusal(actions.unhold, by=world.sibling, session=session) == "not_allowed"
    assert fresh(session).state == "held"


def test_a_word_about_the_whole_activity_holds_its_sessions(world: World, session, ordered):
    activities.hold(by=world.worker, activity=fresh(session.activity), heads="28")
    drain()
    assert (fresh(session).state, said(session), fresh(ordered.order).state) == ("held", {}, "delivered")
    actions.confirm(by=world.worker, session=session, people=29)
    assert accounts() == [("locality", 29, 29)]
    assert refusal(actions.unhold, by=world.campus, session=session) == "attendance.other_side_spoke"


def test_what_is_still_to_come_is_not_held_along(world: World, two):
    with clock.set_to(FIRST.day):
        first, second = Session.objects.order_by("unit")
        activities.hold(by=world.worker, activity=fresh(first.activity))
        drain()
        assert [fresh(one).state for one in (first, second)] == ["held", "planned"]
        assert refusal(actions.hold_along, by=world.worker, session=second) == "not_allowed"
        assert actions.hold_along(by=the_clock(), session=second).state == "held"


def test_undoing_goes_on_where_an_activity_was_withdrawn(world: World, session, ordered):
    actions.hold(by=world.worker, session=session, people=28)
    activities.withdraw(by=world.worker, activity=fresh(session.activity), reason="记错了")
    actions.unhold(by=world.worker, session=session)
    assert (fresh(session).state, fresh(session.activity).state) == ("planned", "withdrawn")


def test_the_system_alone_spans_and_unholds(world: World, session, ordered):
    activity = fresh(session.activity)
    given = {"activity": activity, "first_day": FIRST.day, "last_day": SECOND.day}
    assert refusal(activities.span, by=world.office, **given) == "not_allowed"
    assert activities.span(by=the_clock(), **given).last_day == SECOND.day
    assert refusal(activities.unhold, by=world.office, activity=activity) == "not_allowed"
    actions.hold(by=world.worker, session=session, people=1)
    assert activities.unhold(by=the_clock(), activity=fresh(activity)).state == "planned"
    assert refusal(orders.undeliver, by=world.worker, order=fresh(ordered.order)) == "not_allowed"
    assert refusal(orders.undeliver_along, by=the_clock(), order=fresh(ordered.order)) == "not_allowed"
    assert orders.undeliver(by=the_clock(), order=fresh(ordered.order)).state == "accepted"


def test_who_is_asked_on_the_day(world: World, session):
    assert asked(world.worker) == asked(world.teacher) == asked(world.office) == [session]
    assert asked(world.sibling) == []
    with clock.set_to(FIRST.day - timedelta(days=1), 23):
        assert asked(world.worker) == []
    assert set(with_planned_sessions()) == {session.activity_id}
    actions.hold(by=world.worker, session=session, people=28)
    assert asked(world.worker) == []
    assert set(with_planned_sessions()) == set()
