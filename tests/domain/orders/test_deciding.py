"""Reviewed, released, refused with a reason, dispatched, delivered, rated; and many at once."""

import pytest
from django.db import IntegrityError, transaction

from tests.domain.orders.conftest import MONDAY, refused
from tests.domain.orders.test_placing import place, set_state
from towngown.domain.orders import actions, queries
from towngown.domain.orders.models import Order
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.models import Entry
from towngown.kit import doorway
from towngown.kit.problems import Problem


def test_the_town_passes_on_and_the_district_releases(world, menu, order):
    for who in (world.worker, world.sibling, world.campus, world.teacher, world.stranger):
        assert refused(actions.review, by=who, order=order) == "not_allowed"
    actions.review(by=world.window, order=order, urgent=True)
    assert (order.state, order.urgent) == ("reviewed", True)
    assert refused(actions.review, by=world.window, order=order) == "wrong_moment"
    for who in (world.window, world.worker, world.campus):
        assert refused(actions.release, by=who, order=order) == "not_allowed"
    actions.release(by=world.office, order=order)
    assert (order.state, order.urgent) == ("released", True)


def test_the_district_may_release_at_once(world, menu, order):
    assert actions.release(by=world.office, order=order).state == "released"


def test_a_window_reaches_its_own_town_only(world, menu):
    order = place(world, "office", offer=menu.pressure, place_code="429901101201")
    assert refused(actions.review, by=world.window, order=order) == "not_allowed"
    assert list(queries.to_review(world.window)) == []


def test_a_refusal_has_a_reason_and_words(world, menu, order):
    given = {"order": order, "reason": "too_few", "words": "五人以上才派老师"}
    for who in (world.worker, world.sibling, world.teacher, world.stranger, world.visitor):
        assert refused(actions.refuse, by=who, **given) == "not_allowed"
    assert refused(actions.refuse, by=world.window, **(given | {"words": ""})) == "required"
    assert refused(actions.refuse, by=world.window, **(given | {"reason": "mood"})) == "not_a_choice"
    actions.refuse(by=world.window, **given)
    answer = queries.answers(order)[0]
    assert (order.state, answer.reason, answer.words) == ("refused", "too_few", "五人以上才派老师")
    assert refused(actions.refuse, by=world.office, **given) == "wrong_moment"


@pytest.mark.parametrize("state", ["reviewed", "released"])
def test_the_university_may_refuse_until_it_is_dispatched(world, menu, order, state):
    set_state(order, state)
    actions.refuse(by=world.campus, order=order, reason="nobody_qualified", words="本学期没有老师能讲")
    assert order.state == "refused"


def test_dispatched_accepted_set_free_delivered(world, menu, order):
    set_state(order, "released")
    for who in (world.office, world.worker, world.teacher):
        assert refused(actions.dispatch, by=who, order=order) == "not_allowed"
        assert refused(actions.accept, by=who, order=order) == "not_allowed"
        assert refused(actions.free, by=who, order=order) == "not_allowed"
        assert refused(actions.ask_anew, by=who, order=order) == "not_allowed"
    actions.dispatch(by=world.campus, order=order)
    assert refused(actions.ask_anew, by=the_clock(), order=order) == "wrong_moment"
    actions.accept(by=the_clock(), order=order)
    assert order.state == "accepted"
    actions.ask_anew(by=the_clock(), order=order)
    assert order.state == "dispatched"
    actions.free(by=world.campus, order=order)
    assert order.state == "released"
    assert refused(actions.free, by=world.campus, order=order) == "wrong_moment"
    actions.dispatch(by=the_clock(), order=order)
    assert refused(actions.deliver, by=world.sibling, order=order) == "not_allowed"
    actions.deliver(by=world.worker, order=order)
    assert order.state == "delivered"


def test_the_place_says_how_it_was(world, menu, order):
    assert refused(actions.rate, by=world.worker, order=order, stars=5) == "wrong_moment"
    set_state(order, "delivered")
    for who in (world.sibling, world.window, world.campus, world.teacher):
        assert refused(actions.rate, by=who, order=order, stars=5) == "not_allowed"
    assert refused(actions.rate, by=world.worker, order=order, stars=6) == "too_large"
    assert refused(actions.rate, by=world.worker, order=order, stars=0) == "too_small"
    actions.rate(by=world.worker, order=order, stars=4, words="听得懂")
    assert (order.state, order.stars, order.rating_words) == ("rated", 4, "听得懂")


def test_stars_stand_on_rated_orders_only(world, menu, order):
    with pytest.raises(IntegrityError), transaction.atomic(), doorway.opened("fixture"):
        Order.objects.filter(pk=order.pk).update(stars=5)


def test_many_are_passed_on_with_one_button(world, menu, order, neighbour):
    given = {"by": world.window, "partnership": world.partnership}
    actions.review_together(**given, orders=[order, neighbour])
    assert set(Order.objects.values_list("state", flat=True)) == {"reviewed"}
    own = Entry.objects.filter(verb="order.review")
    assert {one.thing_id for one in own} == {order.pk, neighbour.pk}
    assert {one.cause.verb for one in own} == {"orders.review"}
    actions.release_together(by=world.office, partnership=world.partnership, orders=[order, neighbour])
    assert set(Order.objects.values_list("state", flat=True)) == {"released"}


def test_one_refusal_names_the_order_and_changes_nothing(world, menu, order, neighbour):
    elsewhere = place(world, "office", about="河口的事", place_code="429901101201")
    with pytest.raises(Problem) as problem:
        actions.review_together(by=world.window, partnership=world.partnership, orders=[order, elsewhere, neighbour])
    value = problem.value
    assert (value.code, value.values["order"], value.values["why"].code) == (
        "orders.one_of_many",
        elsewhere,
        "not_allowed",
    )
    assert set(Order.objects.values_list("state", flat=True)) == {"placed"}
    assert not Entry.objects.filter(verb__in=("orders.review", "order.review")).exists()


def test_one_that_cannot_be_released_names_itself_and_why(world, menu, order, neighbour):
    actions.release(by=world.office, order=neighbour)
    given = {"by": world.office, "partnership": world.partnership, "orders": [order, neighbour]}
    with pytest.raises(Problem) as problem:
        actions.release_together(**given)
    assert (problem.value.values["order"], problem.value.values["why"].code) == (neighbour, "wrong_moment")
    order.refresh_from_db()
    assert order.state == "placed"


def test_many_at_once_only_by_those_who_may_and_within_one_partnership(world, menu, order, neighbour):
    given = {"partnership": world.partnership, "orders": [order]}
    for who in (world.worker, world.campus, world.stranger):
        assert refused(actions.review_together, by=who, **given) == "not_allowed"
    for who in (world.window, world.campus, world.worker):
        assert refused(actions.release_together, by=who, **given) == "not_allowed"
    assert refused(actions.review_together, by=world.window, **(given | {"orders": []})) == "required"
    neighbour.partnership = world.other
    assert refused(actions.review_together, by=world.window, **(given | {"orders": [neighbour]})) == "not_found"


def test_the_queues_of_window_and_district(world, menu, order, neighbour):
    assert list(queries.to_review(world.window)) == list(queries.to_review(world.office)) == [order, neighbour]
    for who in (world.worker, world.campus, world.stranger, world.visitor):
        assert list(queries.to_review(who)) == list(queries.to_release(who)) == []
    assert queries.to_decide(world.window) == {"placed": (2, MONDAY)}
    assert queries.to_decide(world.worker) == queries.to_decide(world.campus) == {}
    actions.review(by=world.window, order=order)
    assert queries.to_decide(world.office) == {"placed": (1, MONDAY), "reviewed": (1, MONDAY)}
    assert queries.to_decide(world.window) == {"placed": (1, MONDAY)}
    assert list(queries.to_release(world.office)) == [order]
    assert list(queries.to_release(world.window)) == []


def test_in_whose_hands_an_order_lies(world, menu, order):
    def holders():
        return [one.person.user for one in queries.hands(order)]

    users = world.users
    assert holders() == [users["window"]]
    actions.review(by=world.window, order=order)
    assert holders() == [users["office"]]
    actions.release(by=world.office, order=order)
    assert holders() == [users["campus"]]
    actions.dispatch(by=world.campus, order=order)
    assert holders() == []
    elsewhere = place(world, "office", about="x", place_code="429901101201")
    assert [one.person.user for one in queries.hands(elsewhere)] == [users["office"]]


@pytest.mark.parametrize("list_", ["menu", "orders", "teachers"])
def test_what_leaves_the_system_is_written_down(world, list_):
    export = getattr(actions, f"export_{list_}")
    export(by=world.visitor, rows=3, form="csv")
    assert Entry.objects.get(verb__endswith=".export").details == {"rows": 3, "form": "csv"}
    assert refused(export, by=world.visitor, rows=3, form="pdf") == "not_a_choice"
