"""The phone before the wall: no account, no script, one tap."""

import gzip
import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.domain.attendance.world import FIRST
from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.models import Learner, Opinion, SignIn
from towngown.kit import clock
from towngown.web.attendance.phone import COOKIE, MOST


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def text(response):
    return response.content.decode()


def press(phone: Client, wall, do: str, session=None, **more):
    """The button with this value, on the page as it is now."""
    page = text(phone.get(f"/w/{wall.code}/"))
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next((one for one in forms if f'value="{do}"' in one), "")
    given = dict(re.findall(r'name="(idempotency_key|session)" value="([^"]+)"', form))
    given |= {"session": session.ref} if session else {}
    return phone.post(f"/w/{wall.code}/", given | {"do": do} | more)


def numbers(session):
    return queries.numbers_of([session])[session.pk].code


def test_one_tap_signs_in_and_the_page_says_so(wall, session):
    phone = Client()
    page = text(phone.get(f"/w/{wall.code}/"))
    assert "面塑" in page and "09:30–10:30" in page and 'value="sign_in"' in page
    assert COOKIE not in phone.cookies
    answer = press(phone, wall, "sign_in")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/w/{wall.code}/")
    kept = phone.cookies[COOKIE]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", 365 * 24 * 3600)
    page = text(phone.get(f"/w/{wall.code}/"))
    assert 'value="sign_in"' not in page and 'value="opinion"' in page
    assert numbers(session) == 1
    assert kept.value not in "".join(Learner.objects.values_list("token_hash", flat=True))


def test_again_from_the_same_phone_is_refused_kindly(wall, session):
    phone = Client()
    press(phone, wall, "sign_in")
    again = phone.post(f"/w/{wall.code}/", {"do": "sign_in", "session": session.ref, "idempotency_key": "another"})
    assert again.status_code == 422
    assert "这部手机已经签过到了" in text(again)
    english = phone.post(f"/en/w/{wall.code}/", {"do": "sign_in", "session": session.ref, "idempotency_key": "third"})
    assert "This phone has signed in already; once is enough." in text(english)
    assert numbers(session) == 1


def test_a_second_tap_on_the_same_form_counts_once_and_says_nothing(wall, session):
    phone = Client()
    given = {"do": "sign_in", "session": session.ref, "idempotency_key": "same"}
    answers = [phone.post(f"/w/{wall.code}/", given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert numbers(session) == 1


def test_the_token_is_kept_as_it_is_and_only_ours_is_taken(wall, session):
    phone = Client()
    press(phone, wall, "sign_in")
    before = phone.cookies[COOKIE].value
    press(phone, wall, "leave")
    press(phone, wall, "sign_in")
    assert phone.cookies[COOKIE].value == before
    strange = Client()
    strange.cookies[COOKIE] = "<script>"
    press(strange, wall, "sign_in")
    assert re.fullmatch(r"[\w-]{32}", strange.cookies[COOKIE].value)
    assert numbers(session) == 2


def test_how_it_was(wall, session):
    phone = Client()
    early = phone.post(f"/w/{wall.code}/", {"do": "opinion", "session": session.ref, "stars": "5"})
    assert (early.status_code, Opinion.objects.count()) == (422, 0)
    assert "请先签到" in text(early)
    press(phone, wall, "sign_in")
    missing = press(phone, wall, "opinion", words="讲得细")
    assert missing.status_code == 422
    assert "讲得细" in text(missing)
    assert press(phone, wall, "opinion", stars="4", words="讲得细").status_code == 302
    assert press(phone, wall, "opinion", stars="5", words="讲得很细").status_code == 302
    assert [(one.stars, one.words) for one in Opinion.objects.all()] == [(5, "讲得很细")]
    page = text(phone.get(f"/w/{wall.code}/"))
    assert "您的评价已保存" in page and 'value="5" checked' in page


def test_before_the_doors_open_the_page_says_when_and_offers_no_button(wall, session):
    phone = Client()
    with clock.set_to(FIRST.day, 8, 0):
        page = text(phone.get(f"/w/{wall.code}/"))
        assert 'value="sign_in"' not in page and "08:30 起可以签到" in page
        given = {"do": "sign_in", "session": session.ref, "idempotency_key": "early"}
        refused = phone.post(f"/en/w/{wall.code}/", given)
        assert (refused.status_code, SignIn.objects.count()) == (422, 0)
        assert "The session begins at 09:30; phones sign in from 08:30 on." in text(refused)
    with clock.set_to(FIRST.day, 9, 0):
        press(phone, wall, "sign_in")
        page = text(phone.get(f"/w/{wall.code}/"))
        assert 'value="leave"' in page and 'value="opinion"' not in page and "09:30 起可以评价" in page
    assert 'value="opinion"' in text(phone.get(f"/w/{wall.code}/"))


def test_taking_back_and_being_forgotten(wall, session):
    phone = Client()
    press(phone, wall, "sign_in")
    press(phone, wall, "leave")
    assert numbers(session) == 0
    press(phone, wall, "sign_in")
    answer = press(phone, wall, "forget")
    assert answer.status_code == 302
    assert phone.cookies[COOKIE].value == ""
    assert "已忘掉这部手机" in text(phone.get(answer.headers["Location"]))
    assert numbers(session) == 1
    assert 'value="sign_in"' in text(phone.get(f"/w/{wall.code}/"))
    assert 'value="forget"' not in text(phone.get(f"/w/{wall.code}/"))
    assert press(Client(), wall, "forget").status_code == 302


def test_what_is_not_on_here_today_cannot_be_signed_in_to(world, wall, session):
    phone = Client()
    for given in ({"do": "sign_in", "session": "nothing"}, {"do": "dance", "session": session.ref}):
        assert phone.post(f"/w/{wall.code}/", given).status_code == 422
    actions.cancel(by=world.worker, session=session, reason="停电")
    page = text(phone.get(f"/w/{wall.code}/"))
    assert "停电" in page and 'value="sign_in"' not in page
    with clock.set_to(FIRST.day.replace(day=23)):
        actions.restore(by=world.worker, session=session)
        page = text(phone.get(f"/w/{wall.code}/"))
        assert "今天这里没有安排" in page and "接下来" in page and "面塑" in page
    with clock.set_to(FIRST.day.replace(day=28)):
        assert "这里暂时没有别的安排" in text(phone.get(f"/w/{wall.code}/"))
    assert SignIn.objects.count() == 0


def test_a_code_that_hangs_nowhere_says_whom_to_ask(world, wall):
    actions.withdraw_code(by=world.worker, wall_code=wall)
    page = Client().get(f"/en/w/{wall.code}/")
    assert (page.status_code, "Ask whoever runs the room" in text(page)) == (422, True)
    assert Client().get("/w/abcdefgh/").status_code == 422


def test_too_many_from_one_address_are_asked_to_turn_to_the_host(wall, session, monkeypatch):
    monkeypatch.setattr("towngown.web.attendance.phone.MOST", 2)
    answers = [press(Client(), wall, "sign_in") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert "请让主办方替您登记" in text(answers[2])
    assert numbers(session) == 2
    assert MOST >= 200


def test_the_page_is_small_private_and_without_script_of_its_own(wall):
    page = Client().get(f"/w/{wall.code}/")
    assert len(gzip.compress(page.content)) < 8_000
    assert "no-store" in page.headers["Cache-Control"]
    assert "<script>" not in text(page) and "style=" not in text(page)


def test_no_teacher_is_named_to_a_visitor(world, browser, wall, session):
    def said(who, address):
        return re.sub(r"<[^>]+>", "", text(browser(who).get(address)))

    for address in (f"/w/{wall.code}/", f"/sessions/{session.ref}/"):
        assert "teacher 人" not in said("visitor", address)
    assert "teacher 人" in said("worker", f"/sessions/{session.ref}/")
