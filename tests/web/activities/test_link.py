"""The one-time link: made, printed once, answered on a phone, used up."""

import gzip
import re
from datetime import date

import pytest
from django.utils.html import strip_tags

from tests.domain.activities.conftest import VILLAGE
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.models import Account, Link
from towngown.kit import clock
from towngown.kit.quantity import Quantity


def text(response):
    return response.content.decode()


@pytest.fixture
def slip(world, browser, held):
    """The worker asks the campus: (the worker's browser, the page with the link)."""
    client = browser("worker")
    return client, client.post(
        f"/activities/{held.ref}/ask/",
        {"party": world.parties["campus"].ref, "asked": "李老师", "idempotency_key": "ask"},
    )


@pytest.fixture
def address(slip):
    found = re.search(r"/link/[0-9a-z]{20}/", text(slip[1]))
    return found.group()


def answer(**more):
    return {"took_place": "yes", "heads": "61", "said": "", "idempotency_key": "answer"} | more


def test_the_slip_shows_address_and_code_once(world, held, slip, address):
    client, page = slip
    assert "<svg" in text(page)
    assert "李老师" in text(page)
    again = client.post(
        f"/activities/{held.ref}/ask/",
        {"party": world.parties["campus"].ref, "asked": "李老师", "idempotency_key": "ask"},
    )
    assert "/link/" not in text(again)
    assert Link.objects.count() == 1


def test_reading_uses_nothing_up_and_does_not_tell_the_other_number(browser, address):
    page = browser("visitor").get(address)
    assert page.status_code == 200
    written = strip_tags(text(page))  # the tokens in its fields may hold any number
    assert "58" not in written
    assert "冬季宣讲" in written
    assert Link.objects.get().used_at is None


def test_the_answer_counts_at_once_and_both_numbers_are_shown(browser, held, address):
    page = browser("visitor").post(address, answer())
    assert "58" in text(page)
    assert "61" in text(page)
    account = Account.objects.get(side="campus")
    assert (account.means, account.low) == ("link", 61)
    assert Activity.objects.get(pk=held.pk).state == "confirmed"


def test_sending_twice_is_answering_once(browser, address):
    client = browser("visitor")
    pages = [client.post(address, answer()) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert Account.objects.filter(side="campus").count() == 1
    assert "61" in text(client.get(address))


def test_a_used_link_says_so_to_everybody_else(browser, address):
    browser("visitor").post(address, answer())
    for page in (browser("visitor").get(address), browser("visitor").post(address, answer(idempotency_key="other"))):
        assert page.status_code == 409
        assert "61" not in strip_tags(text(page))
    english = text(browser("visitor").get("/en" + address))
    assert "This link was already used." in english


def test_no_is_a_dispute(browser, held, address):
    browser("visitor").post(address, answer(took_place="no", heads="", said="没有人来过"))
    assert Activity.objects.get(pk=held.pk).state == "disputed"
    assert Account.objects.get(side="campus").words == "没有人来过"


def test_what_cannot_be_read_comes_back_beside_its_field(browser, address):
    client = browser("visitor")
    assert client.post(address, answer(took_place="")).status_code == 422
    page = client.post(address, answer(heads="许许多多个", said="留着"))
    assert page.status_code == 422
    assert "留着" in text(page)
    assert Link.objects.get().used_at is None


def test_the_session_that_made_it_may_not_use_it(slip, address):
    client = slip[0]
    assert client.get(address).status_code == 409
    assert client.post(address, answer()).status_code == 409
    assert Link.objects.get().used_at is None
    assert "the session that made it" in text(client.get("/en" + address))


def test_after_thirty_days_it_says_that_it_expired(browser, address):
    from tests.fixtures import TODAY

    with clock.set_to(TODAY.replace(month=12, day=23)):
        page = browser("visitor").get("/en" + address)
    assert (page.status_code, "expired" in text(page)) == (409, True)


def test_a_withdrawn_activity_is_not_asked_about(world, browser, held, address):
    actions.withdraw(by=world.worker, activity=Activity.objects.get(pk=held.pk), reason="记错")
    page = browser("visitor").get(address)
    assert page.status_code == 409


def test_an_unknown_link_is_refused(db, browser):
    assert browser("visitor").get("/link/00000000000000000000/").status_code == 422


def test_the_phone_page_is_small_and_has_no_script_of_its_own(browser, address):
    page = browser("visitor").get(address)
    assert len(gzip.compress(page.content)) < 8_000
    assert "<script>" not in text(page)
    assert "style=" not in text(page)


def test_who_has_spoken_already_is_told_before_filling_anything_in(world, held, address, browser):
    evidence.give(by=world.campus, claim=held.claim, heads=Quantity.exactly(30))
    page = browser("visitor").get(address)
    assert page.status_code == 409
    assert "您这一方已经说明过" in page.content.decode()
    assert "took_place" not in page.content.decode()


def test_it_speaks_to_whom_it_was_made_for_and_of_what_they_saw(browser, address):
    page = strip_tags(text(browser("visitor").get(address)))
    assert "李老师，请您答一下" in page
    assert "2026年11月20日，举行“冬季宣讲”，有这回事吗？" in page
    assert "没办，或者情况不一样" in page
    assert "您只说您看到的。会记成：李老师通过一次性链接说的，算学校一方的说法。" in page


def test_without_a_name_it_speaks_to_the_party(world, browser, held):
    made = evidence.make_link(by=world.worker, claim=held.claim, party=world.parties["campus"])
    page = strip_tags(text(browser("visitor").get(f"/link/{made.token}/")))
    assert "江城大学，请您答一下" in page


def test_a_number_in_words_is_read_as_the_page_promises(browser, address):
    client = browser("visitor")
    assert "写“五十多人”也行" in text(client.get(address))
    client.post(address, answer(heads="五十多人"))
    assert Account.objects.get(side="campus").low == 50


def test_place_and_guests_are_named_where_they_are_known(world, browser, lecture):
    activity = actions.plan(
        by=world.campus, partnership=world.partnership, activity_kind=lecture, title_zh="连翘修剪",
        first_day=date(2026, 11, 20), place_code=VILLAGE, where="石桥村地头",
        organised_by=[world.parties[side].organisation for side in ("campus", "locality")],
    )  # fmt: skip
    held = actions.hold(by=world.campus, activity=activity, heads="20")
    made = evidence.make_link(by=world.campus, claim=held.claim, party=world.parties["locality"], asked="陈桂兰")
    page = strip_tags(text(browser("visitor").get(f"/link/{made.token}/")))
    assert "2026年11月20日，江城大学来到石桥村地头办“连翘修剪”，有这回事吗？" in page
    assert "陈桂兰，请您答一下" in page
