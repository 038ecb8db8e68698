"""Intentions in a browser."""

from pathlib import Path

import pytest

from tests.domain.agreements.conftest import today
from towngown.domain.activities import actions as activities
from towngown.domain.activities.models import Activity
from towngown.domain.exchange import actions
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.transfer.actions import bring_in

__all__ = ["today"]

WANZHOU = Path(__file__).parents[3] / "examples/wanzhou/partnership.yaml"


@pytest.fixture
def intention(world):
    return actions.voice(by=world.campus, partnership=world.partnership, title_zh="共建实践基地")


def test_voicing_from_the_list(world, browser):
    page = browser("campus").get("/intentions/")
    address = f"/do/intention.voice/partnership/{world.partnership.ref}/"
    assert address in page.content.decode()
    sent = browser("campus").post(address, {"title_zh": "共建基地", "audience": "partnership"})
    assert sent.url.startswith("/intentions/")
    assert address not in browser("visitor").get("/intentions/").content.decode()


def test_its_page_and_the_needs_that_grew_out_of_it(world, browser, intention):
    given = {"by": world.worker, "partnership": world.partnership, "title_zh": "选点", "intention": intention}
    need = actions.raise_need(**given)
    page = browser("office").get(f"/intentions/{intention.ref}/")
    assert f"/needs/{need.ref}/" in page.content.decode()
    assert "/do/intention.take_up/" in page.content.decode()
    assert browser("stranger").get(f"/intentions/{intention.ref}/").status_code == 404


def test_the_list_counts_and_narrows(world, browser, intention):
    assert browser("office").get("/en/intentions/").context["count"] == 1
    assert browser("office").get("/intentions/?state=closed").context["rows"] == []
    assert browser("visitor").get("/intentions/").context["count"] == 0


def test_an_intention_and_its_meeting_lead_to_each_other(world, browser, today):
    bring_in(by=world.keeper, files=[("wanzhou.yaml", WANZHOU.read_bytes())])
    meeting = Activity.objects.get(key="symposium-2022")
    page = browser("visitor").get(f"/activities/{meeting.ref}/").content.decode()
    raised = [row["thing"] for row in browser("visitor").get(f"/activities/{meeting.ref}/").context["raised"]]
    assert [one.key for one in raised] == [
        "practice-platform", "research-platform", "talent-bottleneck", "several-needs", "talent-and-methods"
    ]  # fmt: skip
    for one in raised:
        assert f'href="/intentions/{one.ref}/"' in page
        assert (
            f'href="/activities/{meeting.ref}/"' in browser("visitor").get(f"/intentions/{one.ref}/").content.decode()
        )


def test_a_meeting_that_one_may_not_see_is_not_named(world, browser, today):
    meeting = activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=activity_kind("symposium"), first_day=today,
        audience="party",
    )  # fmt: skip
    raised = activities.raise_intention(by=world.office, activity=meeting, what="建平台")
    need = activities.raise_need(by=world.office, activity=meeting, what="要人")
    for kind, thing in (("intentions", raised), ("needs", need)):
        address, seen = f"/{kind}/{thing.ref}/", f'href="/activities/{meeting.ref}/"'
        assert seen in browser("office").get(address).content.decode()
        assert seen not in browser("campus").get(address).content.decode()
