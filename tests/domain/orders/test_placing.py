"""Ordering: for which place, what, when; changing, withdrawing, ordering again."""

from datetime import timedelta

import pytest

from tests.domain.orders.conftest import FRIDAY_PM, MONDAY, THURSDAY_AM, refused
from tests.domain.orders.menu import SIBLING, TOWN, VILLAGE
from towngown.domain.orders import actions, queries
from towngown.domain.orders.models import Order, Wish
from towngown.domain.orders.words import ORDER_MOVES
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.queries import story_of
from towngown.kit import doorway
from towngown.kit.halfdays import HalfDay


def place(world, who, **more):
    return actions.place(by=world.actors[who], partnership=world.partnership, **more)


def offered(by, thing):
    return {verb.name for verb in verbs_for(by, thing)}


def set_state(order, state, **more):
    with doorway.opened("fixture"):
        Order.objects.filter(pk=order.pk).update(state=state, **more)
    order.refresh_from_db()


def wishes(order):
    return [one.half_day for one in Wish.objects.filter(order=order)]


def test_a_village_orders_for_itself(world, menu, order):
    assert (order.place_code, order.organisation, order.party) == (VILLAGE, world.village, world.parties["locality"])
    assert (order.state, order.placed_on, order.category) == ("placed", MONDAY, menu.health)
    assert (order.low, order.high, wishes(order)) == (25, 25, [THURSDAY_AM, FRIDAY_PM])
    assert story_of(order).first().verb == "order.place"
    assert order.title("en") == ("Living with high blood pressure", "en")


def test_something_about_a_subject(world, menu):
    order = place(world, "worker", about="手机防骗", category=menu.arts)
    assert (order.offer, order.category, str(order)) == (None, menu.arts, "手机防骗")
    assert refused(place, world=world, who="worker", category=menu.arts) == "orders.order_what"


@pytest.mark.parametrize("name", ["stranger", "visitor", "campus", "teacher"])
def test_nobody_without_a_seat_at_a_place_orders(world, menu, name):
    assert refused(place, world=world, who=name, offer=menu.pressure) == "not_allowed"


def test_only_for_places_under_one_s_own(world, menu):
    given = {"world": world, "offer": menu.pressure}
    assert refused(place, who="worker", place_code=SIBLING, **given) == "orders.beyond_reach"
    assert refused(place, who="window", place_code="429901101201", **given) == "orders.beyond_reach"
    assert refused(place, who="office", **given) == "orders.which_place"
    assert refused(place, who="office", place_code="429901100299", **given) == "not_found"
    with doorway.opened("fixture"):
        world.partnership.place_code = "429901"
        world.partnership.save()
    assert refused(place, who="office", place_code="4299", **given) == "orders.beyond_reach"
    assert Order.objects.count() == 0


def test_a_window_orders_for_a_village_whose_order_it_then_is(world, menu):
    order = place(world, "window", offer=menu.pressure, place_code=VILLAGE, assisted=True)
    assert (order.organisation, order.assisted, order.placed_by_id) == (world.village, True, world.window.person_id)
    for who in (world.worker, world.window):
        assert "order.withdraw" in offered(who, order)
    assert "order.withdraw" not in offered(world.sibling, order) | offered(world.office, order)


def test_where_nobody_stands_the_order_is_the_window_s(world, menu):
    order = place(world, "window", offer=menu.pressure, place_code="429901100203")
    assert order.organisation_id == world.window.seats[0].organisation_id
    assert place(world, "window", offer=menu.pressure).place_code == TOWN


def test_what_is_not_on_the_menu_cannot_be_ordered(world, menu):
    given = {"world": world, "who": "worker"}
    actions.pause_offer(by=world.campus, offer=menu.papercut)
    assert refused(place, **given, offer=menu.papercut) == "orders.not_offered"
    actions.end_category(by=world.campus, category=menu.health)
    menu.pressure.refresh_from_db()
    assert refused(place, **given, offer=menu.pressure) == "orders.not_offered"
    foreign = actions.record_offer(by=world.keeper, partnership=world.other, key="x", title_zh="别处")
    assert refused(place, **given, offer=foreign) == "not_found"


@pytest.mark.parametrize("people", ["41", "50+", "30-45", "超过40人,60以下"])
def test_too_many_people_are_refused(world, menu, people):
    code = refused(place, world=world, who="worker", offer=menu.pressure, quantity=people)
    assert code in ("orders.heads_beyond", "quantity.not_understood")


@pytest.mark.parametrize("people", ["40", "≤40", "20+", "30-40", None])
def test_as_many_as_the_course_takes_may_come(world, menu, people):
    assert place(world, "worker", offer=menu.pressure, quantity=people).state == "placed"


def test_wished_days_lie_ahead(world, menu):
    given = {"world": world, "who": "worker", "offer": menu.pressure}
    assert refused(place, **given, wishes=[HalfDay(MONDAY - timedelta(days=1), "pm")]) == "orders.day_over"
    many = [HalfDay(MONDAY + timedelta(days=at), "am") for at in range(13)]
    assert refused(place, **given, wishes=many) == "too_many"
    assert refused(place, **given, weeks=21) == "too_large"
    assert wishes(place(**given, wishes="2026-12-03 上午，2026-12-03 上午")) == [THURSDAY_AM]


def test_changing_says_everything_anew_and_is_reviewed_again(world, menu, order):
    actions.review(by=world.window, order=order, urgent=True)
    actions.change(by=world.worker, order=order, offer=menu.papercut, wishes=[FRIDAY_PM], quantity="12", weeks=4)
    assert (order.state, order.offer, order.category, order.weeks) == ("placed", menu.papercut, menu.arts, 4)
    assert (order.high, wishes(order)) == (12, [FRIDAY_PM])
    for who in (world.sibling, world.campus, world.office, world.stranger):
        assert refused(actions.change, by=who, order=order, offer=menu.pressure) == "not_allowed"
    assert refused(actions.change, by=world.worker, order=order) == "orders.order_what"
    set_state(order, "released")
    assert refused(actions.change, by=world.worker, order=order, offer=menu.papercut) == "wrong_moment"


def test_an_order_that_stands_goes_on_when_its_offer_is_paused(world, menu, order):
    actions.pause_offer(by=world.campus, offer=menu.pressure)
    order.offer.refresh_from_db()
    actions.change(by=world.worker, order=order, offer=order.offer, quantity="20")
    assert order.high == 20


def test_an_order_that_others_joined_keeps_its_course_and_its_room(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    given = {"by": world.worker, "order": order}
    assert refused(actions.change, **given, offer=menu.papercut) == "orders.has_joiners"
    assert refused(actions.change, **given, about="别的") == "orders.has_joiners"
    assert refused(actions.change, **given, offer=menu.pressure, quantity="31") == "orders.joined_too_many"
    actions.change(**given, offer=menu.pressure, quantity="30")
    assert order.high == 30


def test_withdrawing_lets_neighbours_stand_alone(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    assert refused(actions.withdraw, by=world.sibling, order=order) == "not_allowed"
    actions.withdraw(by=world.worker, order=order)
    neighbour.refresh_from_db()
    assert (order.state, neighbour.state, neighbour.joined_to) == ("withdrawn", "placed", None)
    entry = story_of(neighbour).first()
    assert (entry.verb, entry.cause.verb) == ("order.part", "order.withdraw")
    assert refused(actions.withdraw, by=world.worker, order=order) == "wrong_moment"


def test_one_that_had_joined_leaves_nothing_behind(world, menu, order, neighbour):
    actions.join(by=world.sibling, order=neighbour, other=order)
    actions.withdraw(by=world.sibling, order=neighbour)
    assert (neighbour.state, neighbour.joined_to, queries.joined_group(order)) == ("withdrawn", None, [order])


def test_ordering_again_keeps_the_days_to_come(world, menu, order):
    actions.withdraw(by=world.worker, order=order)
    assert refused(actions.place_again, by=world.sibling, order=order) == "not_allowed"
    with doorway.opened("fixture"):
        Wish.objects.filter(order=order, half="pm").update(day=MONDAY - timedelta(days=1))
    assert refused(actions.place_again, by=world.worker, order=order, wishes="2026-11-01 am") == "orders.day_over"
    actions.place_again(by=world.worker, order=order)
    assert (order.state, wishes(order)) == ("placed", [THURSDAY_AM])
    assert refused(actions.place_again, by=world.worker, order=order) == "wrong_moment"
    actions.withdraw(by=world.worker, order=order)
    actions.place_again(by=world.worker, order=order, wishes=[FRIDAY_PM])
    assert wishes(order) == [FRIDAY_PM]


def test_ordering_again_when_all_its_days_are_over_asks_for_others(world, menu, order):
    actions.withdraw(by=world.worker, order=order)
    with doorway.opened("fixture"):
        for number, wish in enumerate(Wish.objects.filter(order=order), 1):
            wish.day = MONDAY - timedelta(days=number)
            wish.save()
    assert refused(actions.place_again, by=world.worker, order=order) == "required"
    assert len(wishes(order)) == 2
    actions.place_again(by=world.worker, order=order, wishes=[FRIDAY_PM])
    assert wishes(order) == [FRIDAY_PM]


def test_an_order_that_took_any_half_day_takes_any_again(world, menu, order):
    actions.change(by=world.worker, order=order, offer=order.offer, quantity="20")
    actions.withdraw(by=world.worker, order=order)
    actions.place_again(by=world.worker, order=order)
    assert (order.state, wishes(order)) == ("placed", [])


def test_more_than_the_course_takes_by_now_are_not_ordered_again(world, menu, order):
    actions.withdraw(by=world.worker, order=order)
    with doorway.opened("fixture"):
        type(order.offer).objects.filter(pk=order.offer_id).update(high=1, low=1)
    order = type(order).objects.get(pk=order.pk)
    assert refused(actions.place_again, by=world.worker, order=order) == "orders.heads_beyond"


def test_what_left_the_menu_is_not_ordered_again(world, menu, order):
    actions.withdraw(by=world.worker, order=order)
    actions.end_offer(by=world.campus, offer=menu.pressure)
    assert refused(actions.place_again, by=world.worker, order=order) == "orders.not_offered"


@pytest.mark.parametrize("state", sorted({at for at, verb in ORDER_MOVES if verb == "order.withdraw"}))
def test_withdrawing_is_possible_until_it_was_delivered(world, menu, order, neighbour, state):
    set_state(order, state, joined_to=neighbour if state == "joined" else None)
    actions.withdraw(by=world.worker, order=order)
    assert order.state == "withdrawn"


def test_buttons_follow_the_state(world, menu, order):
    assert offered(world.worker, order) == {"order.change", "order.join", "order.withdraw"}
    assert offered(world.window, order) == {"order.review", "order.refuse"}
    assert offered(world.office, order) == {"order.review", "order.release", "order.refuse"}
    assert offered(world.campus, order) == {"order.refuse"}
    assert offered(world.sibling, order) == offered(world.stranger, order) == set()
    set_state(order, "delivered")
    assert offered(world.worker, order) == {"order.rate"}
