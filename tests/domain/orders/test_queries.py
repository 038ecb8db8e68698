"""Reading orders: who sees them, lists with counts, and the rows that dispatch asks for."""

from datetime import timedelta

import pytest

from tests.domain.orders.conftest import FRIDAY_PM, MONDAY, THURSDAY_AM, refused
from tests.domain.orders.menu import TOWN, VILLAGE
from tests.domain.orders.test_placing import place, set_state
from towngown.domain.orders import actions, queries
from towngown.domain.orders.actions import Ordered
from towngown.domain.orders.models import Order
from towngown.domain.orders.queries import Narrowing
from towngown.foundation.journal import outbox
from towngown.kit.quantity import Quantity


def test_the_partnership_sees_its_orders_and_nobody_else(world, menu, order):
    for who in (world.worker, world.sibling, world.window, world.office, world.campus, world.teacher, world.keeper):
        assert queries.order(who, order.ref) == order
    for who in (world.stranger, world.visitor):
        assert queries.order(who, order.ref) is None
        assert list(queries.orders(who)) == []


def test_one_order_comes_with_all_its_page_shows(world, menu, order, neighbour, django_assert_num_queries):
    actions.join(by=world.sibling, order=neighbour, other=order)
    found = queries.order(world.worker, order.ref)
    with django_assert_num_queries(0):
        assert [one.half_day for one in found.wishes.all()] == [THURSDAY_AM, FRIDAY_PM]
        assert list(found.joiners.all()) == [neighbour]
        assert str(found.placed_by) == "worker 人"


def test_lists_narrow_and_count(world, menu, order, neighbour):
    elsewhere = place(world, "office", offer=menu.papercut, place_code="429901101201", note="放一张大桌子")
    actions.withdraw(by=world.sibling, order=neighbour)
    outbox.drain()
    everything = queries.listed(world.office)
    assert list(everything.found) == [elsewhere, neighbour, order]
    assert everything.counts == {"placed": 2, "withdrawn": 1}
    assert everything.towns == {TOWN: 2, "429901101": 1}
    assert everything.categories == {menu.health.ref: 2, menu.arts.ref: 1}

    def found(**narrowed):
        one = queries.listed(world.office, Narrowing(**narrowed))
        return list(one.found), dict(one.counts)

    assert found(state="placed") == ([elsewhere, order], {"placed": 2, "withdrawn": 1})
    assert found(place_code=TOWN) == ([neighbour, order], {"placed": 1, "withdrawn": 1})
    assert found(place_code=VILLAGE) == ([order], {"placed": 1})
    assert found(category_ref=menu.arts.ref) == ([elsewhere], {"placed": 1})
    assert found(text="大桌子") == ([elsewhere], {"placed": 1})
    assert found(partnership_id=world.other.pk) == ([], {})


def test_what_waits_for_a_word_on_how_it_was(world, menu, order, neighbour):
    set_state(order, "delivered")
    assert list(queries.to_rate(world.worker)) == [order]
    for who in (world.sibling, world.window, world.campus, world.visitor):
        assert list(queries.to_rate(who)) == []


def test_dispatch_gets_plain_rows(world, menu, order, neighbour, django_assert_num_queries):
    set_state(order, "released", urgent=True, weeks=3)
    words = place(world, "sibling", about="手机")
    venue = place(world, "sibling", offer=menu.hall)
    joined = place(world, "sibling", offer=menu.pressure, joining=neighbour)
    for one in (words, venue):
        set_state(one, "released")
    with django_assert_num_queries(2):
        rows = queries.waiting(world.partnership.pk)
    assert [one.id for one in rows] == [order.pk, words.pk]
    assert rows[0] == queries.Waiting(
        order.pk, menu.pressure.pk, menu.health.pk, VILLAGE, 3, True, (THURSDAY_AM, FRIDAY_PM)
    )  # fmt: skip
    assert (rows[1].offer_id, rows[1].wishes) == (None, ())
    assert [one.id for one in queries.waiting(world.partnership.pk, ("placed", "joined"))] == [neighbour.pk]
    assert joined.state == "joined"
    assert queries.waiting(world.other.pk) == []


def test_dispatch_gets_the_active_teachers(world, menu, django_assert_num_queries):
    actions.describe_teacher(by=world.campus, teacher=menu.teacher, rather=[menu.arts], half_days=3, week_cap=2)
    actions.away(by=world.campus, teacher=menu.teacher, first_day=MONDAY)
    with django_assert_num_queries(4):
        mine, other = queries.supply(world.partnership.pk)
    assert (mine.id, mine.half_days, mine.week_cap, mine.rather) == (menu.teacher.pk, 3, 2, {menu.arts.pk})
    assert (mine.offers, mine.away) == ({menu.pressure.pk, menu.papercut.pk}, ((MONDAY, MONDAY),))
    assert (other.id, other.offers, other.place_code) == (menu.other.pk, {menu.pressure.pk}, "429901101201")
    actions.describe_teacher(by=world.campus, teacher=menu.other, active=False)
    assert [one.id for one in queries.supply(world.partnership.pk)] == [menu.teacher.pk]


def load(world, rows, who="keeper"):
    return actions.load(
        by=world.actors[who], partnership=world.partnership, rows=rows, party=world.parties["locality"],
        organisation=world.county,
    )  # fmt: skip


def test_many_orders_are_loaded_once(world, menu, django_assert_max_num_queries):
    rows = [
        Ordered(f"o{at}", menu.pressure, VILLAGE, MONDAY, (FRIDAY_PM, THURSDAY_AM), Quantity(20, 20))
        for at in range(30)
    ]  # fmt: skip
    with django_assert_max_num_queries(20):
        load(world, rows)
    load(world, rows)
    assert Order.objects.filter(state="released").count() == len(queries.waiting(world.partnership.pk)) == 30
    assert queries.waiting(world.partnership.pk)[0].wishes == (FRIDAY_PM, THURSDAY_AM)
    assert queries.orders(world.campus).first().quantity == Quantity(20, 20)


def test_the_list_goes_by_the_day_that_it_shows(world, menu):
    """Lists go by entry, so what is loaded at once is entered day by day."""
    days = [MONDAY, MONDAY - timedelta(days=3), MONDAY - timedelta(days=1)]
    load(world, [Ordered(f"o{at}", menu.pressure, VILLAGE, day) for at, day in enumerate(days)])
    shown = [one.placed_on for one in queries.listed(world.office).found]
    assert shown == sorted(days, reverse=True)


@pytest.mark.parametrize("who", ["office", "campus", "worker"])
def test_only_the_keeper_loads(world, menu, who):
    assert refused(load, world=world, rows=[], who=who) == "not_allowed"


def test_orders_are_not_loaded_as_delivered(world, menu):
    with pytest.raises(ValueError, match="delivered"):
        load(world, [Ordered("x", menu.pressure, VILLAGE, MONDAY, state="delivered")])
