"""Who hears what of an order: each step by those concerned, once, and not by those who did it."""

import pytest

from tests.domain.orders.test_placing import place, set_state
from tests.fixtures import organisation, person
from towngown.domain.orders import actions
from towngown.domain.orders.words import COMES_ALONG, NEW_ORDER, ORDER_HEARD, TO_RELEASE
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.outbox import drain
from towngown.foundation.notices.queries import notices, text_of


def heard(by):
    return [one.sentence for one in notices(by).order_by("pk")]


def test_the_window_in_a_unit_below_the_party_hears_at_once(world, menu, order):
    drain()
    drain()
    assert heard(world.window) == [NEW_ORDER]
    for who in (world.office, world.campus, world.worker, world.sibling, world.teacher, world.stranger):
        assert heard(who) == []
    assert "高血压怎么管" in text_of(notices(world.window).get(), "zh-hans")


def test_the_window_of_another_town_hears_nothing(world, menu):
    other = organisation("柳河镇窗口", "unit", world.county, "429901101")
    world.users["far"] = person("far", other, "window", "429901101")
    place(world, "worker", offer=menu.pressure)
    drain()
    assert heard(world.fresh("far")) == []
    place(world, "office", offer=menu.pressure, place_code="429901101201")
    drain()
    assert heard(world.fresh("far")) == [NEW_ORDER]


def test_what_no_longer_waits_is_not_announced(world, menu, order):
    actions.review(by=world.window, order=order)
    actions.release(by=world.office, order=order)
    drain()
    assert heard(world.window) == heard(world.office) == []


def test_without_a_window_the_office_hears(world, menu):
    colleague = person("colleague", world.county, "coordinator")
    world.users["colleague"] = colleague
    place(world, "office", offer=menu.pressure, place_code="429901101201")
    drain()
    assert heard(world.fresh("colleague")) == [NEW_ORDER]
    assert heard(world.office) == []  # who did it


def test_every_step_reaches_the_asker(world, menu, order):
    actions.review(by=world.window, order=order)
    drain()
    actions.release(by=world.office, order=order)
    actions.dispatch(by=world.campus, order=order)
    actions.accept(by=the_clock(), order=order)
    actions.free(by=world.campus, order=order)
    actions.dispatch(by=world.campus, order=order)
    actions.deliver(by=the_clock(), order=order)
    drain()
    steps = ("review", "release", "dispatch", "accept", "free", "dispatch", "deliver")
    assert heard(world.worker) == [ORDER_HEARD[f"order.{step}"] for step in steps]
    assert heard(world.office) == [TO_RELEASE]
    assert [one.urgent for one in notices(world.worker).filter(sentence=ORDER_HEARD["order.free"])] == [True]


def test_a_refusal_is_urgent(world, menu, order):
    actions.refuse(by=world.window, order=order, reason="too_few", words="人太少")
    drain()
    told = notices(world.worker).get()
    assert (told.sentence, told.urgent, told.thing_ref) == (ORDER_HEARD["order.refuse"], True, order.ref)


def test_what_was_ordered_has_its_name_in_the_language_of_whoever_hears(world, menu, order):
    titles = {"title_zh": "量血压", "title_en": "Blood pressure"}
    actions.describe_offer(by=world.campus, offer=order.offer, category=order.offer.category, **titles)
    actions.review(by=world.window, order=order)
    drain()
    notice = notices(world.worker).first()
    assert notice.sentence == ORDER_HEARD["order.review"]
    assert "Blood pressure" in text_of(notice, "en")
    assert "量血压" in text_of(notice, "zh-hans")


def test_nobody_is_told_what_they_did_themselves(world, menu, order):
    actions.withdraw(by=world.worker, order=order)
    drain()
    assert heard(world.worker) == []


def test_whoever_came_along_hears_too_and_the_host_hears_of_them(world, menu, order, neighbour):
    drain()
    actions.join(by=world.sibling, order=neighbour, other=order)
    actions.review(by=world.window, order=order)
    drain()
    assert heard(world.worker) == [COMES_ALONG, ORDER_HEARD["order.review"]]
    assert heard(world.sibling) == [ORDER_HEARD["order.review"]]
    actions.refuse(by=world.office, order=order, reason="other", words="停电")
    drain()
    assert heard(world.sibling)[1:] == [ORDER_HEARD["order.part"]]
    assert heard(world.window) == [NEW_ORDER, NEW_ORDER, NEW_ORDER]  # the second order, once more for it alone


def test_an_order_that_joined_at_once_waits_for_no_review(world, menu, order):
    drain()
    place(world, "sibling", offer=menu.pressure, quantity="10", joining=order)
    drain()
    assert heard(world.window) == [NEW_ORDER]
    assert heard(world.worker) == [COMES_ALONG]


def test_what_was_typed_in_for_a_village_is_heard_there(world, menu):
    order = place(world, "window", offer=menu.pressure, place_code="429901100201", assisted=True)
    actions.refuse(by=world.office, order=order, reason="too_few", words="人太少")
    drain()
    assert heard(world.worker) == [ORDER_HEARD["order.refuse"]]
    assert ORDER_HEARD["order.refuse"] in heard(world.window)


@pytest.mark.parametrize("verb", ["change", "place_again"])
def test_changed_or_ordered_again_it_waits_for_review_once_more(world, menu, order, verb):
    drain()
    if verb == "change":
        actions.change(by=world.worker, order=order, offer=menu.pressure)
    else:
        set_state(order, "refused")
        actions.place_again(by=world.worker, order=order)
    drain()
    assert heard(world.window) == [NEW_ORDER, NEW_ORDER]
