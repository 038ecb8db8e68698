"""The story of a thing: fifty entries a page, the older ones are a step away, and none is told twice or lost between two."""

import re

import pytest

from tests.domain.orders.menu import set_menu
from towngown.domain.orders import actions as orders
from towngown.foundation.journal.queries import story_of
from towngown.web.shared import stories


@pytest.fixture
def offer(world):
    """An offer that was paused and taken up again, over and over."""
    made = set_menu(world).pressure
    for _ in range(3):
        orders.pause_offer(by=world.campus, offer=made)
        orders.publish_offer(by=world.campus, offer=made)
    return made


def told(world, offer, before=None):
    return stories.told(world.campus, offer, before=before)


def test_older_entries_follow_page_by_page(world, offer, monkeypatch):
    whole, further = told(world, offer)
    assert further is None
    monkeypatch.setattr(stories, "MOST", 4)
    parts, further, pages = [], None, 0
    while pages == 0 or further is not None:
        some, further = told(world, offer, further)
        parts, pages = parts + some, pages + 1
    assert (parts, pages) == (whole, -(-story_of(offer).count() // 4))


def test_what_an_act_brought_with_it_is_not_told_though_the_act_stands_on_the_next_page(world, offer, monkeypatch):
    order = orders.place(by=world.worker, partnership=world.partnership, offer=offer, quantity="20")
    other = orders.place(by=world.sibling, partnership=world.partnership, offer=offer, quantity="20", joining=order)
    assert [one.verb for one in story_of(other)] == ["order.join", "order.place"]
    monkeypatch.setattr(stories, "MOST", 1)
    assert told(world, other)[0] == []


def test_the_page_leads_to_the_older_ones_and_back(world, offer, client, monkeypatch):
    monkeypatch.setattr(stories, "MOST", 4)
    client.force_login(world.users["campus"], backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/menu/{offer.ref}/"
    first = client.get(address + "?from=here").content.decode()
    (older,) = re.findall(r'href="(\?from=here&amp;story=\d+)#told"', first)
    second = client.get(address + older.replace("&amp;", "&")).content.decode()
    assert 'href="?from=here#told"' in second
    assert f'href="{older}#told"'.replace("from=here&amp;", "") in client.get(address + "?story=x9").content.decode()
