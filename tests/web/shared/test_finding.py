"""A form offers the organisations that are near, and finds the others by a word, without any script."""

from datetime import date

import pytest
from lxml import html

from tests.domain.agreements.conftest import draft, today
from tests.fixtures import organisation
from tests.web.activities.conftest import browser, whole_house
from towngown.domain.activities import actions as activities
from towngown.domain.activities.models import Activity
from towngown.domain.partnerships.models import Party
from towngown.domain.partnerships.queries import activity_kind
from towngown.web.shared.choosers import FEW

__all__ = ["browser", "draft", "today", "whole_house"]


@pytest.fixture
def crowd(world):
    """More organisations than a form offers."""
    return [organisation(f"第{at}中学", "vocational_school") for at in range(FEW + 20)]


@pytest.fixture
def activity(world):
    return activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=activity_kind("salon"),
        first_day=date(2026, 12, 1), organised_by=[world.village],
    )  # fmt: skip


def offered(response, name):
    """What a field offers, and what of it is ticked."""
    page = html.fromstring(response.content.decode())
    rows = page.xpath(f"//label[input[@name='{name}']]")
    ticked = [row.text_content().strip() for row in rows if row.find("input").get("checked") is not None]
    return [row.text_content().strip() for row in rows], ticked


def test_the_parties_and_their_units_come_first_and_alone(world, browser, crowd, activity):
    page = browser("office").get(f"/do/activity.change/activity/{activity.ref}/")
    assert offered(page, "organised_by")[0] == ["江城大学", "云溪县", "石桥村", "柳林村"]
    assert 'name="find_organised_by"' in page.content.decode()


def test_few_organisations_are_offered_all(world, browser, activity):
    page = browser("office").get(f"/do/activity.change/activity/{activity.ref}/")
    assert offered(page, "organised_by")[0] == ["江城大学", "云溪县", "石桥村", "柳林村", "外县"]
    assert 'name="find_organised_by"' not in page.content.decode()


def test_another_is_found_by_a_word_and_nothing_typed_is_lost(world, browser, crowd, activity):
    client, address = browser("office"), f"/do/activity.change/activity/{activity.ref}/"
    typed = {
        "title_zh": "新的名称",
        "first_day": "2026-12-24",
        "organised_by": [world.village.ref],
        "audience": "public",
    }
    page = client.post(address, typed | {"find_organised_by": "第7"})
    assert page.status_code == 200
    names, ticked = offered(page, "organised_by")
    assert (names[0], ticked) == ("第7中学", ["石桥村"])
    said = page.content.decode()
    assert "“第7”找到 1 个" in said
    assert 'value="新的名称"' in said
    assert "2026-12-24" in said
    assert Activity.objects.get().title_zh != "新的名称"  # searching does nothing yet
    both = typed | {"organised_by": [world.village.ref, crowd[7].ref]}
    again = client.post(address, both | {"find_organised_by": "第9"})
    assert set(offered(again, "organised_by")[1]) == {"第7中学", "石桥村"}  # found earlier and still ticked
    assert client.post(address, both | {"find_organised_by": "  "}).status_code == 302
    assert set(Activity.objects.get().organisers.all()) == {world.village, crowd[7]}


def test_nothing_found_is_said(world, browser, crowd, activity):
    client = browser("office")
    page = client.post(f"/do/activity.change/activity/{activity.ref}/", {"find_organised_by": "没有\x00这个"})
    assert "没有找到“没有这个”" in page.content.decode()


def test_what_is_no_organisation_is_refused(world, browser, crowd, activity):
    client, address = browser("office"), f"/do/activity.change/activity/{activity.ref}/"
    for wrong in ("0000000000", "\x00", world.partnership.ref):
        page = client.post(address, {"first_day": "2026-12-01", "audience": "public", "organised_by": [wrong]})
        assert page.status_code == 422


def test_a_single_choice_is_found_too(world, browser, client, crowd):
    world.users["keeper"] = type(world.users["office"]).objects.create_user(username="keeper", is_staff=True)
    client = browser("keeper")
    address = f"/do/party.join/partnership/{world.partnership.ref}/"
    page = client.post(address, {"side": "support", "find_organisation": "第7"})
    assert page.status_code == 200
    assert page.content.decode().count(f'value="{crowd[7].ref}"') == 1
    client.post(address, {"side": "support", "organisation": crowd[7].ref})
    assert Party.objects.filter(organisation=crowd[7], side="support").exists()


def test_the_draft_s_parties_and_areas_are_ticked_when_it_is_changed(world, browser, draft):
    page = browser("office").get(f"/do/agreement.change/agreement/{draft.ref}/")
    assert set(offered(page, "parties")[1]) == {"云溪县", "江城大学"}


def test_the_form_has_ticked_what_is_and_unticking_takes_it_off(world, browser, activity):
    client, address = browser("office"), f"/do/activity.change/activity/{activity.ref}/"
    assert offered(client.get(address), "organised_by")[1] == ["石桥村"]
    sent = {"title_zh": "沙龙", "first_day": "2026-12-01", "audience": "public"}
    assert client.post(address, sent).status_code == 302
    assert list(Activity.objects.get().organisers.all()) == []
