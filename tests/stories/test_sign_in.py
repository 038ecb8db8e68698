"""Sign-in: the code on the wall without an account, the paper sheet typed in by the host, the numbers on the page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stories.live import Live, prepared
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def room(emptied: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, dict[str, str]]]:
    """A running instance with a course in the village today; the code on its wall, and its session."""
    folder = tmp_path_factory.mktemp("room") / "data"
    told = prepared(emptied, folder, "sessions_world").strip().splitlines()[-1]
    with Live(folder) as instance:
        yield instance, json.loads(told)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_resident_signs_in_and_says_how_it_was(room: tuple[Live, dict[str, str]], walk: Begin, scripts: bool) -> None:
    live, told = room
    phone = walk(live, phone=True, scripts=scripts)
    phone.open(f"/w/{told['code']}/")
    phone.sees("今天这里", "石桥会客厅", "面塑", "00:00")
    assert not kept(phone)
    phone.click(phone.page.locator("button[value=sign_in]"))
    phone.sees("已签到，谢谢您来。")
    assert kept(phone)
    phone.fill(stars="4 · 好", words="手把手教")
    phone.click(phone.page.locator("button[value=opinion]"))
    phone.sees("您的评价已保存")
    again = phone.page.request.post(phone.page.url, form=again_from(phone, told), headers={"Referer": phone.page.url})
    assert again.status == 422
    assert "这部手机已经签过到了" in again.text()
    phone.click(phone.page.locator("button[value=forget]"))
    phone.sees("已忘掉这部手机", "面塑")
    assert not kept(phone)


def kept(phone: Walk) -> list[str]:
    """The tokens that this phone keeps."""
    return [one["value"] for one in phone.page.context.cookies() if one["name"] == "towngown_phone"]


def again_from(phone: Walk, told: dict[str, str]) -> dict[str, str]:
    """The form of somebody who presses the button of a page left open."""
    token = phone.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    return {"do": "sign_in", "session": told["session"], "csrfmiddlewaretoken": token, "idempotency_key": "left open"}


def test_the_phone_page_is_small_and_its_targets_are_large(room: tuple[Live, dict[str, str]], walk: Begin) -> None:
    live, told = room
    phone = walk(live, phone=True)
    sizes: list[int] = []
    phone.page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    phone.open(f"/w/{told['code']}/")
    phone.click(phone.page.locator("button[value=sign_in]"))
    phone.page.wait_for_load_state("networkidle")
    assert sum(sizes) < MOST_BYTES
    heights = phone.page.evaluate(
        "[...document.querySelectorAll('main button, main .choice, main textarea')].map(one => one.clientHeight + 2)"
    )
    assert len(heights) >= 8 and min(heights) >= 44


def test_the_host_types_the_paper_sheet_in_and_both_sides_count(room: tuple[Live, dict[str, str]], walk: Begin) -> None:
    live, told = room
    phone = walk(live, phone=True)
    phone.open(f"/w/{told['code']}/")
    phone.click(phone.page.locator("button[value=sign_in]"))
    host = walk(live)
    host.log_in("worker")
    host.open(f"/sessions/{told['session']}/")
    before = int(host.page.locator("#signed dd").first.inner_text())
    assert before >= 1
    host.verb("attendance.sheet", people="12", signed_by="纸质签到")
    host.sees("12", str(before + 12))
    host.click(host.page.locator("main a[href*='/do/session.hold/']"))
    assert host.page.locator("[name=people]").input_value() == str(before + 12)
    host.send()
    host.sees("已举行", f"{before + 12} 人")
    teacher = walk(live)
    teacher.log_in("teacher")
    teacher.open("/my-week/")
    teacher.sees("有 1 次派单等您答复", "面塑")
    teacher.open(f"/sessions/{told['session']}/")
    teacher.verb("session.confirm", people=str(before + 14))
    teacher.sees("双方相差 2")
    visitor = walk(live, phone=True)
    visitor.open(f"/stations/{told['station']}/")
    visitor.sees("谁会再来", "学员：至少签到过一次", "12 人不计入任何一步")
