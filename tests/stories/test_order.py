"""A village orders a course on an old phone, five taps, no JavaScript; and one that is turned down says why on the desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Response

from tests.stories.live import Live
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]
MOST_TAPS = 5
MOST_BYTES = 60_000
TOUCH = 44


@pytest.fixture
def laid(begun: Callable[[str], Live]) -> Live:
    """The running instance with the small world and its menu, and nothing ordered yet."""
    return begun("small_menu")


class Taps:
    """Counts the taps of one task, and looks that each target is large enough for a thumb."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.count = walk, 0

    def on(self, selector: str, *, leads_on: bool = True) -> None:
        """Tap the first of these; wait for the page that follows, if one does."""
        target = self.walk.page.locator(selector).first
        box = target.bounding_box()
        assert box, f"{selector} is not on {self.walk.path}"
        assert min(box["width"], box["height"]) >= TOUCH, f"{selector} is {box['width']} × {box['height']} pixels"
        self.count += 1
        if leads_on:
            self.walk.click(target)
        else:
            target.click()


def weigh(one: Walk, address: str) -> int:
    """Bytes that the page and everything it asks for take on the way, with nothing kept from before."""
    sizes: list[int] = []

    def note(answer: Response) -> None:
        answer.finished()
        sizes.append(answer.request.sizes()["responseBodySize"])

    one.page.on("response", note)
    one.open(address)
    one.page.wait_for_load_state("networkidle")
    one.page.remove_listener("response", note)
    return sum(sizes)


@pytest.mark.parametrize("scripts", [False, True], ids=["no-scripts", "scripts"])
def test_five_taps_from_the_menu_to_an_order(laid: Live, walk: Begin, scripts: bool) -> None:
    worker = walk(laid, phone=True, scripts=scripts)
    worker.log_in("worker")
    worker.open("/menu/")
    worker.sees("高血压怎么管", "筹备中", "第 2 批")
    taps = Taps(worker)
    taps.on("main li:has-text('高血压怎么管') a.button")
    worker.sees("石桥镇 · 石桥村", "90 分钟", "哪些半天方便")
    assert worker.page.locator("main [name=quantity]:checked").get_attribute("value") == ""  # no guess of ours
    wish = worker.page.locator("main label.choice:has([name=wishes])").first.inner_text()
    taps.on("main label.choice:has([name=wishes])", leads_on=False)
    taps.on("main label.choice:has([name=quantity]):has-text('30–40')", leads_on=False)
    taps.on("main form.form .form-end [type=submit]")
    assert taps.count <= MOST_TAPS
    worker.sees("已点单：高血压怎么管", "石桥镇便民窗口", "审核后报区里", wish.split()[0])

    worker.follow("查看订单", "main")
    worker.sees("已点单", "约30–40", "石桥村")
    worker.open("/orders/")
    worker.sees("高血压怎么管")


def test_the_order_page_is_light(laid: Live, walk: Begin) -> None:
    worker = walk(laid, phone=True)
    worker.log_in("worker")
    worker.open("/menu/")
    address = worker.page.locator("main li:has-text('高血压怎么管') a.button").get_attribute("href")
    assert address
    fresh = walk(laid, phone=True)
    fresh.page.context.add_cookies(worker.page.context.cookies())  # type: ignore[arg-type]  # the same shape, other name
    assert 5_000 < weigh(fresh, address) <= MOST_BYTES


def test_a_neighbour_comes_along_with_one_more_tap(laid: Live, walk: Begin) -> None:
    worker, sibling = walk(laid, phone=True, scripts=False), walk(laid, phone=True, scripts=False)
    for one in (worker, sibling):
        one.log_in("worker" if one is worker else "sibling")
        one.open("/menu/")
        one.click(one.page.locator("main li:has-text('剪纸入门') a.button"))
        if one is worker:
            one.fill(quantity="10–14")
            one.click(one.page.locator("main .form-end [type=submit]"))
    sibling.sees("石桥村", "点了同样的课")
    sibling.click(sibling.page.locator("main button[name=joining]"))
    sibling.sees("您与邻村拼了单")

    worker.open("/desk/")
    worker.await_there("#told button")
    worker.sees("有邻村来拼您的单")


def test_a_refused_order_says_why_where_the_asker_looks(laid: Live, walk: Begin) -> None:
    worker, window = walk(laid, phone=True, scripts=False), walk(laid)
    worker.log_in("worker")
    worker.open("/menu/")
    worker.click(worker.page.locator("main li:has-text('高血压怎么管') a.button"))
    worker.click(worker.page.locator("main .form-end [type=submit]"))

    window.log_in("window")
    window.sees("1 份订单等您审核")
    window.open("/orders/review/")
    window.click(window.page.locator("main .queue a:has-text('不予安排')"))
    window.fill(reason="人数不足以开课", words="本周只报了三个人，凑满十五人我们马上安排")
    window.send()
    assert window.path == "/orders/review/"
    window.sees("没有等您处理的订单")

    worker.open("/desk/")
    told = worker.await_there("#told button")
    worker.sees("您的订单未予安排")
    worker.click(told)
    worker.sees("未予安排", "人数不足以开课", "本周只报了三个人，凑满十五人我们马上安排", "再点一次")
    worker.verb("order.place_again")
    worker.sees("已点单")


def test_a_window_passes_on_a_whole_queue(laid: Live, walk: Begin) -> None:
    for name, course in (("worker", "高血压怎么管"), ("sibling", "剪纸入门")):
        one = walk(laid, phone=True, scripts=False)
        one.log_in(name)
        one.open("/menu/")
        one.click(one.page.locator(f"main li:has-text('{course}') a.button"))
        one.click(one.page.locator("main .form-end [type=submit]"))
    window, office = walk(laid), walk(laid)
    window.log_in("window")
    window.open("/orders/review/")
    window.follow("勾选所显示的全部", "main")
    window.click(window.page.locator("main form:has(.queue) [type=submit]"))
    assert "通过所选：2 份" in window.page.locator(".messages").inner_text()
    office.log_in("office")
    office.open("/orders/review/?tick=release")
    office.click(office.page.locator("#release [type=submit]"))
    office.sees("没有等您处理的订单")
    office.open("/orders/?state=released")
    office.sees("高血压怎么管", "剪纸入门", "等待派单")
