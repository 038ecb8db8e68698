"""A term of ten thousand orders is dispatched: two scenarios compared, three why-nots read, one suggestion followed."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.stories.live import Live, prepared
from tests.stories.walk import PATIENCE, Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]
ORDERS, TEACHERS = 10_000, 400


@pytest.fixture(scope="module")
def term(emptied: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, list[str]]]:
    """A running instance with the term, and its first and last day; the data are made once."""
    folder: Path = tmp_path_factory.mktemp("term") / "data"
    days = prepared(emptied, folder, "term_world", str(ORDERS), str(TEACHERS)).split()
    with Live(folder) as instance:
        yield instance, days


def worked_out(one: Walk) -> None:
    """Stay on the scenario's page, which looks for itself how far the work is, until it is done."""
    one.page.locator("#scenario .figures").wait_for(timeout=PATIENCE * 1000)
    one.look()
    one.sees("已证明最优")


def measured(one: Walk, label: str) -> list[str]:
    """What the scenarios of a round say side by side, by the label of the row."""
    return one.page.locator("main tr", has_text=label).first.locator("td").all_inner_texts()


def left_out(one: Walk, what: str) -> Locator:
    """The item of an order on the page of who is left out."""
    return one.page.locator("main .story > li", has_text=what).first


def test_a_term_of_ten_thousand_orders(term: tuple[Live, list[str]], walk: Begin) -> None:
    live, (first, last) = term
    office, worker = walk(live), walk(live, phone=True)
    office.log_in("campus")
    scenario = compare_two(office, first, last)
    office.open(scenario)
    read_three_reasons(office)
    follow_one(office, scenario)
    publish(office)
    worker.log_in("worker")
    for heard in ("您的订单派到了老师：急救常识", "这一轮没有为您的订单找到老师"):
        worker.await_there(f"#told li:has-text('{heard}')")


def compare_two(office: Walk, first: str, last: str) -> str:
    """Open a round, have two scenarios worked out with other settings, look at both side by side; the first one's page."""
    office.open("/dispatch/")
    office.verb("round.open", first_day=first, last_day=last, title_zh="春季学期")
    round_at = office.path
    office.verb("scenario.add")
    office.page.locator("#scenario progress").wait_for()
    office.sees("您可以离开这一页")
    worked_out(office)
    scenario = office.path

    office.open(round_at)
    office.verb("scenario.add", memory=True, reach_pct="150")  # a click on what is ticked takes the tick away
    worked_out(office)
    office.follow("春季学期", "main")
    office.sees("方案 A", "方案 B", "所报的 150%")
    served = [int(re.sub(r"\D", "", cell.split("/")[0])) for cell in measured(office, "派到 / 要求次数")]
    assert ORDERS * 0.8 < served[0] < served[1] <= ORDERS
    return scenario


def read_three_reasons(office: Walk) -> None:
    """On the page of who is left out: why, and what would help."""
    office.click(office.page.locator("main a[href*='/unserved/']"))
    for what, why, helps in (
        ("面塑", "没有老师会讲", "如果再有 1 位"),
        ("书法入门", "都到不了这么远", "多走"),
        ("急救常识", "在想要的半天里都没空", "也方便"),
    ):
        said = left_out(office, what).inner_text()
        assert why in said and helps in said, said


def follow_one(office: Walk, scenario: str) -> None:
    """Follow the suggestion for first aid: a new scenario, in which the order is served."""
    office.click(left_out(office, "急救常识").locator("button"))
    followed = office.path
    assert followed != scenario
    worked_out(office)
    office.follow("本方案中已派到", "main")
    office.sees("急救常识", "石桥2村", "teacher 人")
    office.open(followed)


def publish(office: Walk) -> None:
    """Publish the scenario whose page is open, wait for the job, look at the board."""
    scenario = office.path
    office.follow("发布", "main")
    office.sees("还没有问过任何人")
    office.send()
    office.await_there("main a[href*='/dispatch/scenarios/']")
    office.open(scenario)
    office.sees("已发布")
    office.click(office.page.locator("main a[href*='/board/']"))
    assert office.page.locator("main tbody tr").count() == 25
    office.sees("待教师答复")
