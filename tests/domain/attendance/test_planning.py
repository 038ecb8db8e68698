"""From dispatches to sessions: planned, moved, called off, taken up again; the activity keeps up."""

from datetime import date, time

import pytest

from tests.domain.attendance.world import FIRST, SECOND, VILLAGE, becomes, course, done
from tests.fixtures import World
from towngown.domain.activities import actions as activities
from towngown.domain.activities.models import Activity, Serves
from towngown.domain.agreements import actions as agreements
from towngown.domain.attendance import actions
from towngown.domain.attendance.models import Session
from towngown.domain.attendance.queries import of_activity, of_order, of_teacher
from towngown.domain.attendance.words import ALL_OFF, CALLED_OFF, FREED, WITHDRAWN
from towngown.domain.orders import actions as orders
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.stations import actions as stations
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.outbox import drain
from towngown.foundation.journal.queries import story_of
from towngown.foundation.notices.models import Notice
from towngown.kit import clock
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem, Problems


def refusal(call, **given):
    with pytest.raises(Problem) as refused:
        call(**given)
    return refused.value.code


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def names(by: object, session: Session) -> set[str]:
    return {verb.name for verb in verbs_for(by, fresh(session))}


def test_an_accepted_visit_becomes_a_session_and_an_activity(world: World, ordered):
    place = stations.open_station(by=world.office, partnership=world.partnership, title_zh="会客厅", place_code=VILLAGE)
    done("dispatch.accept", ordered.dispatch())
    (session,) = Session.objects.all()
    assert (str(session), session.title_en, session.day, session.half) == ("面塑", "Dough figures", *FIRST)
    assert (session.minutes, session.place_code, session.state) == (60, VILLAGE, "planned")
    assert (session.teacher, session.order, session.station) == (ordered.teacher, ordered.order, place)
    activity = session.activity
    assert (activity.activity_kind.code, str(activity), activity.place_code) == ("course_visit", "面塑", VILLAGE)
    assert (activity.when.format(), activity.expected.low, activity.host) == (
        "2026-11-24", 30, world.parties["locality"],
    )  # fmt: skip
    assert (str(activity.programme), list(activity.organisers.all())) == ("学院课程进阵地", [world.university])


def test_the_same_reaction_twice_changes_nothing(ordered):
    dispatch = ordered.dispatch()
    done("dispatch.accept", dispatch)
    before = (Session.objects.get().changes, Session.objects.get().changed_at)
    with clock.set_to(date(2026, 11, 23)):
        done("dispatch.accept", dispatch)
    assert (Session.objects.get().changes, Session.objects.get().changed_at) == before
    assert Activity.objects.count() == 1


def test_one_activity_for_an_order_of_two_weeks(world: World):
    two = course(world, weeks=2)
    later = two.dispatch(SECOND, unit=1)
    done("dispatch.accept", later)
    assert Activity.objects.get().when.format() == "2026-12-01"
    done("dispatch.accept", two.dispatch())
    assert Activity.objects.get().when.format() == "2026-11-24/2026-12-01"
    assert [one.unit for one in of_order(world.worker, two.order)] == [0, 1]
    assert [one.day for one in of_activity(world.worker, Activity.objects.get())] == [FIRST.day, SECOND.day]
    assert of_teacher(world.worker, [two.teacher], FIRST.day, FIRST.day)[0].unit == 0
    becomes(later, "declined", "dispatch.decline")
    assert Activity.objects.get().when.format() == "2026-11-24"


def test_what_serves_a_promise_of_its_kind_is_suggested(world: World):
    one = course(world)
    draft = agreements.draft(
        by=world.office, partnership=world.partnership, title_zh="协议", term_first=date(2026, 1, 1),
        parties=[world.parties["locality"], world.parties["campus"]],
    )  # fmt: skip
    promise = agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("course_visit"), first_day=date(2026, 1, 1)
    )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    done("dispatch.accept", one.dispatch())
    assert [(row.promise, row.confirmed) for row in Serves.objects.all()] == [(promise, False)]


def test_an_order_about_something_has_its_words_as_title(world: World, ordered):
    with_words = orders.place(by=world.worker, partnership=world.partnership, about="怎样防诈骗", wishes=[])
    orders.release(by=world.office, order=with_words)
    done("dispatch.accept", ordered.dispatch(order=with_words, day=SECOND.day))
    assert (str(Session.objects.get()), Session.objects.get().minutes) == ("怎样防诈骗", 90)
    assert (Activity.objects.get().expected, Activity.objects.get().programme) == (None, None)


def test_the_system_alone_plans_from_a_dispatch(world: World, ordered):
    dispatch = ordered.dispatch()
    assert refusal(actions.plan, by=world.campus, dispatch=dispatch) == "not_allowed"
    assert actions.plan(by=the_clock(), dispatch=dispatch).dispatch == dispatch


def test_a_visit_that_waits_for_its_answer_has_no_session(ordered):
    done("dispatch.move", ordered.dispatch(state="dispatched"))
    done("dispatch.free", ordered.dispatch(SECOND, unit=1, state="freed"))
    assert not Session.objects.exists()


def test_a_moved_visit_moves_its_session(session):
    dispatch = session.dispatch
    becomes(dispatch, "dispatched", "dispatch.move", day=date(2026, 11, 26), half="pm")
    moved = fresh(session)
    assert (moved.day, moved.half, moved.changes, moved.state) == (date(2026, 11, 26), "pm", 1, "planned")
    assert fresh(session.activity).when.format() == "2026-11-26"


def test_a_declined_visit_calls_its_session_off_and_the_next_teacher_takes_it_up(world: World, session, ordered):
    becomes(session.dispatch, "declined", "dispatch.decline")
    off = fresh(session)
    assert (off.state, off.reason, off.changes) == ("cancelled", FREED, 1)
    assert (fresh(session.activity).state, fresh(session.activity).cancel_reason) == ("cancelled", FREED)
    assert "session.restore" not in names(world.worker, session)
    done("dispatch.accept", ordered.dispatch(SECOND))
    again = fresh(session)
    assert (again.state, again.reason, again.day, again.changes) == ("planned", "", SECOND.day, 2)
    assert (fresh(session.activity).state, fresh(session.activity).when.format()) == ("planned", "2026-12-01")
    assert story_of(session).filter(verb="session.restore").count() == 1  # a move that SESSION_MOVES knows
    done("dispatch.free", session.dispatch)
    assert fresh(session).state == "planned"


def test_what_was_held_stays_as_it_was(world: World, session, ordered):
    with clock.set_to(FIRST.day):
        actions.hold(by=world.worker, session=session, people=28)
    becomes(session.dispatch, "freed", "dispatch.free")
    assert fresh(session).state == "held"
    other = ordered.dispatch(SECOND)
    done("dispatch.accept", other)
    assert (fresh(session).state, fresh(session).day) == ("held", FIRST.day)
    assert actions.plan(by=the_clock(), dispatch=other).day == FIRST.day


def test_a_withdrawn_order_takes_its_sessions_with_it(world: World, session, ordered):
    orders.withdraw(by=world.worker, order=ordered.order)
    drain()
    assert (fresh(session).state, fresh(session).reason) == ("cancelled", WITHDRAWN)
    assert fresh(session.activity).state == "cancelled"


def test_time_and_room_are_changed_by_host_teacher_and_university(world: World, session):
    given = {"session": session, "minutes": 75, "where": "二楼"}
    moved = actions.move(by=world.teacher, start_time="10：00", **given)
    assert (moved.start_time, moved.minutes, moved.where, moved.changes) == (time(10), 75, "二楼", 1)
    assert fresh(session.activity).starts_at == "10:00"
    actions.move(by=world.campus, start_time="", **given)
    assert fresh(session.activity).starts_at == "09:30"  # a morning begins at half past nine
    assert refusal(actions.move, by=world.worker, start_time="15:00", **given) == "attendance.other_half"
    assert refusal(actions.move, by=world.worker, start_time="soon", **given) == "activities.bad_time"
    assert refusal(actions.move, by=world.sibling, start_time="10:00", **given) == "not_allowed"
    elsewhere = stations.open_station(by=world.keeper, partnership=world.other, title_zh="别处")
    assert refusal(actions.move, by=world.worker, station=elsewhere, **given) == "not_found"


def test_calling_off_tells_whom_it_concerns_and_can_be_undone(world: World, session):
    with pytest.raises(Problems):
        actions.cancel(by=world.worker, session=session, reason="")
    assert refusal(actions.cancel, by=world.teacher, session=session, reason="x") == "not_allowed"
    actions.cancel(by=world.worker, session=session, reason="大雪封路")
    assert (fresh(session.activity).state, fresh(session.activity).cancel_reason) == ("cancelled", "大雪封路")
    drain()
    told = Notice.objects.filter(thing_kind="session")
    assert [one.person.user.username for one in told] == ["teacher"]
    assert refusal(actions.restore, by=world.sibling, session=session) == "not_allowed"
    actions.restore(by=world.worker, session=session)
    assert (fresh(session).state, fresh(session).reason, fresh(session.activity).state) == ("planned", "", "planned")


def test_a_village_whose_slip_was_typed_in_hears_that_its_session_is_off(world: World, ordered):
    type(ordered.order)._base_manager.filter(pk=ordered.order.pk).update(
        assisted=True, placed_by=world.office.person_id
    )
    dispatch = ordered.dispatch()
    done("dispatch.accept", dispatch)
    becomes(dispatch, "freed", "dispatch.free")
    told = Notice.objects.filter(thing_kind="session", sentence=CALLED_OFF)
    assert {one.person_id for one in told} == {
        world.worker.person_id, world.office.person_id, ordered.teacher.person_id,
    }  # fmt: skip


def test_a_series_is_off_when_its_last_session_is(world: World):
    two = course(world, weeks=2)
    for half_day, unit in ((FIRST, 0), (SECOND, 1)):
        done("dispatch.accept", two.dispatch(half_day, unit))
    first, second = Session.objects.order_by("unit")
    actions.cancel(by=world.worker, session=first, reason="停电")
    assert fresh(first.activity).state == "planned"
    actions.cancel(by=world.worker, session=second, reason="停电")
    assert fresh(first.activity).cancel_reason == ALL_OFF


def test_who_calls_the_whole_activity_off_calls_its_sessions_off(world: World, session):
    activities.cancel(by=world.worker, activity=fresh(session.activity), reason="场地装修")
    drain()
    assert (fresh(session).state, fresh(session).reason) == ("cancelled", "场地装修")


@pytest.fixture
def salon(world: World, ordered):
    return activities.plan(
        by=world.worker, partnership=world.partnership, activity_kind=activity_kind("course_visit"), title_zh="议事会",
        first_day=date(2026, 11, 22), last_day=date(2026, 11, 30), place_code=VILLAGE,
    )  # fmt: skip


def test_a_session_is_added_to_an_activity_by_hand(world: World, salon):
    added = actions.add(
        by=world.worker, activity=salon, day="2026-11-23", half="pm", start_time="14:00", takes_part_as="govern"
    )
    assert (str(added), added.order, added.half_day, added.takes_part_as) == (
        "议事会", None, HalfDay(date(2026, 11, 23), "pm"), "govern",
    )  # fmt: skip
    assert fresh(salon).when.format() == "2026-11-22/2026-11-30"
    given = {"activity": salon, "day": "2026-11-23", "half": "pm"}
    assert refusal(actions.add, by=world.sibling, **given) == "not_allowed"
    assert refusal(actions.add, by=world.worker, start_time="08:00", **given) == "attendance.other_half"


def test_a_stranger_is_told_nothing_and_may_nothing(world: World, session):
    assert names(world.visitor, session) == names(world.stranger, session) == names(world.sibling, session) == set()
    assert {"session.move", "session.hold"} <= names(world.teacher, session)
    assert {"session.cancel", "session.hold"} <= names(world.worker, session)
