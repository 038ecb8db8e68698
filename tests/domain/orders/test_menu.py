"""Keeping the menu: shelves, offers, who can give them, and who sees what."""

import pytest

from tests.domain.orders.conftest import refused
from towngown.domain.orders import actions, queries
from towngown.domain.orders.models import Category, Offer, Teaches
from towngown.domain.orders.queries import Choosing
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import outbox
from towngown.foundation.journal.action import verbs_for
from towngown.kit.problems import Problem


@pytest.fixture
def public(world, monday):
    """The partnership has a public face."""
    partnerships.describe(by=world.office, partnership=world.partnership, audience="public")
    return world.partnership


def test_the_university_keeps_the_shelves(world, menu):
    given = {"partnership": world.partnership, "title_zh": "实用技能"}
    shelf = actions.add_category(by=world.campus, **given, batch=2)
    assert (shelf.state, shelf.batch) == ("preparing", 2)
    for who in (world.office, world.worker, world.stranger, world.visitor):
        assert refused(actions.add_category, by=who, **given) == "not_allowed"
    assert refused(actions.add_category, by=world.campus, partnership=world.partnership) == "required"
    actions.describe_category(by=world.campus, category=shelf, title_en="Skills", order=5)
    assert (shelf.title_zh, shelf.title_en, shelf.order) == ("", "Skills", 5)
    assert refused(actions.describe_category, by=world.window, category=shelf, title_zh="x") == "not_allowed"


def test_a_shelf_is_opened_closed_and_opened_again(world, menu):
    assert refused(actions.offer_category, by=world.office, category=menu.coming) == "not_allowed"
    actions.offer_category(by=world.campus, category=menu.coming)
    assert refused(actions.offer_category, by=world.campus, category=menu.coming) == "wrong_moment"
    assert refused(actions.end_category, by=world.worker, category=menu.coming) == "not_allowed"
    actions.end_category(by=world.campus, category=menu.coming)
    assert menu.coming.state == "ended"
    actions.offer_category(by=world.campus, category=menu.coming)
    assert menu.coming.state == "offered"


def test_a_programme_of_another_partnership_is_not_found(world, menu):
    elsewhere = partnerships.open_programme(by=world.keeper, partnership=world.other, title_zh="别处")
    given = {"by": world.campus, "partnership": world.partnership, "title_zh": "x", "programme": elsewhere}
    assert refused(actions.add_category, **given) == "not_found"


def test_an_offer_is_a_draft_until_it_is_published(world, menu, public):
    given = {"partnership": public, "title_zh": "书法", "category": menu.arts, "quantity": "8-16"}
    assert refused(actions.add_offer, by=world.office, **given) == "not_allowed"
    offer = actions.add_offer(by=world.campus, **given)
    assert (offer.state, offer.low, offer.high) == ("draft", 8, 16)
    assert queries.offer(world.visitor, offer.ref) is None
    assert queries.offer(world.worker, offer.ref) == offer
    assert offer not in queries.offers(world.worker)
    actions.publish_offer(by=world.campus, offer=offer)
    assert queries.offer(world.visitor, offer.ref) == offer
    assert offer in queries.offers(world.visitor)


def test_an_offer_is_paused_taken_off_and_put_back(world, menu):
    offer = menu.papercut
    for who in (world.office, world.worker):
        assert refused(actions.pause_offer, by=who, offer=offer) == "not_allowed"
        assert refused(actions.end_offer, by=who, offer=offer) == "not_allowed"
        assert refused(actions.publish_offer, by=who, offer=offer) == "not_allowed"
        assert refused(actions.describe_offer, by=who, offer=offer, title_zh="x") == "not_allowed"
    actions.pause_offer(by=world.campus, offer=offer)
    assert offer in queries.offers(world.worker)
    assert refused(actions.pause_offer, by=world.campus, offer=offer) == "wrong_moment"
    actions.end_offer(by=world.campus, offer=offer)
    assert offer not in queries.offers(world.worker)
    actions.publish_offer(by=world.campus, offer=offer)
    assert offer.state == "offered"


def test_describing_an_offer_says_everything_anew(world, menu):
    actions.describe_offer(by=world.campus, offer=menu.pressure, title_zh="高血压", category=menu.arts, minutes=60)
    offer = queries.offer(world.worker, menu.pressure.ref)
    assert (offer.title_zh, offer.category, offer.minutes, offer.low, offer.high) == (
        "高血压",
        menu.arts,
        60,
        None,
        None,
    )
    assert refused(actions.describe_offer, by=world.campus, offer=offer) == "required"
    assert refused(actions.describe_offer, by=world.campus, offer=offer, title_zh="x", minutes=5) == "too_small"


def test_who_can_give_it_is_said_from_both_ends(world, menu):
    actions.set_givers(by=world.campus, offer=menu.papercut, teachers=[menu.other])
    assert [one.teacher for one in menu.papercut.teaches.all()] == [menu.other]
    assert queries.able([menu.papercut, menu.pressure]) == {menu.papercut.pk: 1, menu.pressure.pk: 2}
    actions.set_gives(by=world.campus, teacher=menu.other, offers=[menu.pressure])
    assert queries.able([menu.papercut]) == {}
    assert refused(actions.set_givers, by=world.office, offer=menu.papercut) == "not_allowed"
    assert refused(actions.set_gives, by=world.teacher, teacher=menu.teacher) == "not_allowed"
    foreign = actions.add_offer(by=world.keeper, partnership=world.other, title_zh="别处")
    assert refused(actions.set_gives, by=world.campus, teacher=menu.other, offers=[foreign]) == "not_found"
    assert Teaches.objects.filter(teacher=menu.other).count() == 1


def test_the_menu_narrows_and_keeps_its_order(world, menu):
    outbox.drain()
    everything = list(queries.offers(world.worker))
    assert everything == [menu.pressure, menu.papercut, menu.hall]
    assert list(queries.offers(world.worker, Choosing(offer_kind="venue"))) == [menu.hall]
    assert list(queries.offers(world.worker, Choosing(category_ref=menu.arts.ref))) == [menu.papercut]
    assert list(queries.offers(world.worker, Choosing(text="blood"))) == [menu.pressure]
    assert list(queries.offers(world.worker, Choosing(partnership_id=world.other.pk))) == []
    assert list(queries.offers(world.stranger)) == list(queries.offers(world.visitor)) == []
    assert list(queries.categories(world.worker, world.partnership)) == [menu.health, menu.arts, menu.coming]
    assert list(queries.categories(world.stranger)) == []


def test_what_stands_on_a_closed_shelf_is_not_on_the_menu(world, menu):
    actions.end_category(by=world.campus, category=menu.arts)
    assert list(queries.offers(world.worker)) == [menu.pressure, menu.hall]


def test_only_those_who_may_see_buttons(world, menu):
    assert {verb.name for verb in verbs_for(world.campus, menu.pressure)} == {
        "offer.describe", "offer.set_givers", "offer.pause", "offer.end",
    }  # fmt: skip
    assert verbs_for(world.worker, menu.pressure) == []


def test_the_importer_records_shelves_and_offers_by_key(world, menu):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "civic"}
    first = actions.record_category(**given, title_zh="公民教育")
    again = actions.record_category(**given, title_zh="公民教育", state="preparing")
    assert (first, again.state, Category.objects.filter(key="civic").count()) == (again, "preparing", 1)
    assert refused(actions.record_category, **(given | {"by": world.campus}), title_zh="x") == "not_allowed"
    given["key"] = "law"
    offer = actions.record_offer(**given, title_zh="民法典", category=first, quantity="15–30", state="draft")
    assert (offer.state, offer.audience, offer.high) == ("draft", "partnership", 30)
    again = actions.record_offer(**given, title_zh="民法典", category=first, state="offered")
    assert (again.pk, again.state, again.high, Offer.objects.filter(key="law").count()) == (
        offer.pk,
        "offered",
        None,
        1,
    )
    assert refused(actions.record_offer, **(given | {"by": world.office}), title_zh="x") == "not_allowed"


def test_the_database_keeps_a_shelf_named(world, menu):
    with pytest.raises(Problem):
        actions.record_offer(by=world.keeper, partnership=world.partnership, key="nameless")
    assert not Offer.objects.filter(key="nameless").exists()
