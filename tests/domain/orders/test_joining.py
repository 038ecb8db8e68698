"""Coming along to a neighbour's order: same course, room, distance; leaving; what becomes of those who came along."""

import pytest

from tests.domain.orders.conftest import FRIDAY, THURSDAY_AM, refused
from tests.domain.orders.menu import SIBLING, VILLAGE
from tests.domain.orders.test_placing import place, set_state
from towngown.domain.orders import actions, queries
from towngown.domain.orders.models import Order
from towngown.domain.orders.words import NEAR_M
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.outbox import drain
from towngown.foundation.journal.queries import story_of
from towngown.kit import clock


def spots(world, **places):
    """Where the village and the one beside it lie."""
    given = [(code, east, 0) for code, east in ((VILLAGE, 0), (SIBLING, places["apart"]))]
    actions.load_spots(by=world.keeper, partnership=world.partnership, spots=given)


def test_a_neighbour_comes_along(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    assert (neighbour.state, neighbour.joined_to) == ("joined", order)
    assert queries.joined_group(order) == [order, neighbour]
    assert refused(actions.join, by=world.sibling, order=neighbour, other=order) == "not_allowed"
    assert refused(actions.leave, by=world.worker, order=neighbour) == "not_allowed"
    actions.leave(by=world.sibling, order=neighbour)
    assert (neighbour.state, neighbour.joined_to) == ("placed", None)
    assert refused(actions.leave, by=world.sibling, order=neighbour) == "wrong_moment"


def test_only_whoever_ordered_joins(world, menu, order, neighbour):
    for who in (world.worker, world.window, world.campus, world.stranger):
        assert refused(actions.join, by=who, order=neighbour, other=order) == "not_allowed"


def test_another_course_is_refused(world, menu, order):
    papercut = place(world, "sibling", offer=menu.papercut)
    assert refused(actions.join, by=world.sibling, order=papercut, other=order) == "orders.joined_other_offer"
    words = [place(world, who, about="手机") for who in ("sibling", "worker")]
    assert refused(actions.join, by=world.sibling, order=words[0], other=words[1]) == "orders.joined_other_offer"


def test_an_order_of_another_partnership_is_refused(world, menu, order, neighbour):
    neighbour.partnership = world.other
    assert refused(actions.join, by=world.worker, order=order, other=neighbour) == "not_found"


def test_nobody_joins_itself_nor_one_that_joined_nor_with_joiners_behind(world, menu, order, neighbour):
    third = place(world, "worker", offer=menu.pressure, quantity="1")
    assert refused(actions.join, by=world.worker, order=order, other=order) == "orders.joined_itself"
    actions.join(by=world.sibling, order=neighbour, other=order)
    assert refused(actions.join, by=world.worker, order=third, other=neighbour) == "orders.joined_itself"
    assert refused(actions.join, by=world.worker, order=order, other=third) == "orders.has_joiners"


@pytest.mark.parametrize("state", ["dispatched", "delivered", "refused", "withdrawn"])
def test_it_is_too_late_for_what_is_dispatched_or_over(world, menu, order, neighbour, state):
    set_state(order, state)
    assert refused(actions.join, by=world.sibling, order=neighbour, other=order) == "orders.joined_late"


@pytest.mark.parametrize(("people", "fits"), [("15", True), ("16", False), ("≤16", False), ("20+", False)])
def test_there_must_be_room_for_all(world, menu, order, people, fits):
    coming = place(world, "sibling", offer=menu.pressure, quantity=people)
    given = {"by": world.sibling, "order": coming, "other": order}
    if fits:
        assert actions.join(**given).state == "joined"
    else:
        assert refused(actions.join, **given) == "orders.joined_too_many"


def test_near_enough_by_the_metre(world, menu, order, neighbour):
    spots(world, apart=NEAR_M + 1)
    assert queries.near_orders(world.sibling, menu.pressure, SIBLING) == []
    assert refused(actions.join, by=world.sibling, order=neighbour, other=order) == "orders.joined_too_far"
    spots(world, apart=NEAR_M)
    assert queries.near_orders(world.sibling, menu.pressure, SIBLING) == [(order, NEAR_M)]
    assert actions.join(by=world.sibling, order=neighbour, other=order).state == "joined"


def test_without_distances_the_same_town_is_near(world, menu, order):
    elsewhere = place(world, "office", offer=menu.pressure, place_code="429901101201", quantity="5")
    assert refused(actions.join, by=world.office, order=elsewhere, other=order) == "orders.joined_elsewhere"
    assert queries.near_orders(world.office, menu.pressure, "429901101201") == []
    assert queries.near_orders(world.sibling, menu.pressure, SIBLING) == [(order, None)]


def test_what_one_could_come_along_to(world, menu, order, neighbour, django_assert_max_num_queries):
    spots(world, apart=100)
    with django_assert_max_num_queries(5):
        assert queries.near_orders(world.sibling, menu.pressure, SIBLING) == [(order, 100)]
    assert queries.near_orders(world.sibling, menu.papercut, SIBLING) == []
    assert queries.near_orders(world.stranger, menu.pressure, SIBLING) == []
    full = place(world, "worker", offer=menu.pressure, quantity="40")
    assert full not in [one for one, _ in queries.near_orders(world.sibling, menu.pressure, SIBLING)]
    set_state(order, "dispatched")
    assert queries.near_orders(world.sibling, menu.pressure, SIBLING) == []


@pytest.mark.parametrize(("weeks", "over"), [(1, True), (2, False)])
def test_nobody_comes_along_to_what_is_over(world, menu, order, neighbour, weeks, over):
    set_state(order, "released", weeks=weeks)
    with clock.set_to(FRIDAY):  # its last half-day is today: nobody is found for the same day
        near = [one for one, _ in queries.near_orders(world.sibling, menu.pressure, SIBLING)]
        assert near == ([] if over else [order])
        if over:
            assert refused(actions.join, by=world.sibling, order=neighbour, other=order) == "orders.joined_late"
        else:
            actions.join(by=world.sibling, order=neighbour, other=order)


def test_ordering_and_joining_in_one_go(world, menu, order):
    given = {"world": world, "who": "sibling", "offer": menu.pressure, "joining": order}
    assert refused(place, **given, quantity="16") == "orders.joined_too_many"
    assert Order.objects.count() == 1
    coming = place(**given, quantity="10", wishes=[THURSDAY_AM])
    assert (coming.state, coming.joined_to) == ("joined", order)
    entry = story_of(coming).first()
    assert (entry.verb, entry.cause.verb) == ("order.join", "order.place")


def test_a_refused_order_lets_its_neighbours_stand_alone(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    actions.refuse(by=world.window, order=order, reason="room_unfit", words="会议室在装修")
    neighbour.refresh_from_db()
    assert (neighbour.state, neighbour.joined_to) == ("placed", None)


def test_only_the_system_lets_an_order_stand_alone(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    for who in (world.sibling, world.campus, world.office):
        assert refused(actions.part, by=who, order=neighbour) == "not_allowed"
    assert actions.part(by=the_clock(), order=neighbour).state == "placed"


def test_what_was_delivered_was_delivered_to_all_and_each_says_how_it_was(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    set_state(order, "accepted")
    actions.deliver(by=the_clock(), order=order)
    drain()
    neighbour.refresh_from_db()
    assert (order.state, neighbour.state, neighbour.joined_to) == ("delivered", "delivered", order)
    assert list(queries.to_rate(world.sibling)) == [neighbour]
    actions.rate(by=world.sibling, order=neighbour, stars=4)
    assert (neighbour.state, order.state) == ("rated", "delivered")
