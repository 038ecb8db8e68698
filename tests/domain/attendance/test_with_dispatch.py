"""With the dispatch that really is: published, accepted, moved, declined, a teacher ill, an order withdrawn."""

from datetime import date

import pytest

from tests.domain.matching.small import MONDAY, Small, settle, small
from tests.fixtures import person
from towngown.domain.attendance import actions
from towngown.domain.attendance.models import Session
from towngown.domain.attendance.queries import dispatched_to
from towngown.domain.attendance.words import FREED
from towngown.domain.matching import actions as matching
from towngown.domain.matching.models import Dispatch, Scenario
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind
from towngown.foundation.journal.models import Reaction
from towngown.foundation.people.models import Person
from towngown.kit import clock, doorway


@pytest.fixture
def menu(world) -> Small:
    """One course that two teachers can give; the first of them has a log-in."""
    if activity_kind("course_visit") is None:
        partnerships.add_kind(by=world.keeper, code="course_visit", title_zh="送课上门", title_en="Course brought")
    made = small(world)
    for name in ("陈", "李"):
        made.teacher(name, ["first_aid"])
    world.users["teacher"] = person("teacher", world.university, "expert")
    own = Person.objects.get(user=world.users["teacher"])
    with doorway.opened("fixture"):
        first = made.teachers["陈"]
        first.person, own = own, first.person
        first.save()
    world.actors["teacher"] = world.fresh("teacher")
    return made


def published(menu: Small, **order: str) -> tuple[Order, Dispatch]:
    """The order and the visit that was published for it, given by the teacher with the log-in."""
    made = menu.order("first_aid", "2026-12-01 am", **order)
    scenario = menu.published()
    settle()
    visit = Dispatch.objects.get(scenario=scenario, state="dispatched")
    if visit.teacher != menu.teachers["陈"]:
        matching.move_dispatch(
            by=menu.world.campus, dispatch=visit, teacher=menu.teachers["陈"], when=["2026-12-01 am"], reason="本人愿意"
        )
        settle()
    return made, Dispatch.objects.get(pk=visit.pk)


def the_session() -> tuple[str, date, str, str]:
    session = Session.objects.get()
    return session.state, session.day, session.half, session.teacher.person.name


def test_accepting_plans_the_session(world, menu):
    order, visit = published(menu)
    assert dispatched_to(world.teacher, [menu.teachers["陈"]], MONDAY) == [visit]
    assert not Session.objects.exists()
    matching.accept_dispatch(by=world.teacher, dispatch=visit)
    settle()
    assert the_session() == ("planned", date(2026, 12, 1), "am", "teacher 人")
    assert Order.objects.get(pk=order.pk).state == "accepted"
    assert dispatched_to(world.teacher, [menu.teachers["陈"]], MONDAY) == []
    assert not Reaction.objects.filter(done_at=None).exists()


def test_from_the_yes_to_the_delivered_order(world, menu):
    order, visit = published(menu)
    matching.accept_dispatch(by=world.teacher, dispatch=visit)
    settle()
    with clock.set_to(date(2026, 12, 1)):
        actions.hold(by=world.teacher, session=Session.objects.get(), people=21)
        actions.confirm(by=world.worker, session=Session.objects.get(), people=20)
        settle()
    assert Order.objects.get(pk=order.pk).state == "delivered"
    assert Session.objects.get().activity.state == "confirmed"
    assert Session.objects.get().activity.claim.lower == 20


def test_moving_it_by_hand_moves_the_session(world, menu):
    _order, visit = published(menu)
    matching.accept_dispatch(by=world.teacher, dispatch=visit)
    settle()
    matching.move_dispatch(
        by=world.campus, dispatch=visit, teacher=menu.teachers["李"], when=["2026-12-02 pm"], reason="场地"
    )
    settle()
    assert the_session() == ("planned", date(2026, 12, 2), "pm", "李")


def test_a_teacher_who_falls_ill_is_replaced(world, menu):
    _order, visit = published(menu)
    matching.accept_dispatch(by=world.teacher, dispatch=visit)
    settle()
    orders.away(by=world.teacher, teacher=menu.teachers["陈"], first_day="2026-12-01", absence_kind="ill")
    settle()
    assert the_session()[0] == "cancelled"
    assert Session.objects.get().reason == FREED
    other = Dispatch.objects.get(state="dispatched")
    matching.accept_dispatch(by=world.campus, dispatch=other, told_so=True)
    settle()
    assert the_session() == ("planned", date(2026, 12, 1), "am", "李")
    assert Session.objects.get().activity.state == "planned"


def test_declining_and_withdrawing_call_it_off(world, menu):
    order, visit = published(menu)
    matching.accept_dispatch(by=world.teacher, dispatch=visit)
    settle()
    orders.withdraw(by=world.worker, order=Order.objects.get(pk=order.pk))
    settle()
    assert the_session()[0] == "cancelled"
    assert Session.objects.get().activity.state == "cancelled"
    assert Scenario.objects.count() == 1
    settle()
    assert Session.objects.get().changes == 1
