"""Somebody who knows nothing opens the front page: what the real partnerships are known to have done, and what is invented."""

from collections.abc import Callable

import pytest

from tests.stories.live import Live
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]

HUGUAN = {"领导互访", "党建共建", "理论宣讲", "专家调研", "干部培训", "实习实践"}
INVENTED = "示例数据，纯属虚构"


@pytest.fixture
def visitor(demonstration: Live, walk: Begin) -> Walk:
    """Nobody in particular, at the front page."""
    one = walk(demonstration)
    one.open("/")
    return one


def test_huguan_is_shown_as_far_as_the_report_goes(visitor: Walk) -> None:
    visitor.follow("壶关县 × 武汉大学", "main")
    assert set(visitor.page.locator("table.ledger th[scope=row] a").all_inner_texts()) == HUGUAN
    marks = {year: visitor.page.locator(f"table.ledger td:has-text('{year}') .mark") for year in (2022, 2023, 2024)}
    assert marks[2022].and_(visitor.page.locator(".not_yet_promised")).count() == len(HUGUAN)
    assert marks[2023].and_(visitor.page.locator(".kept")).count() == 1
    assert marks[2024].and_(visitor.page.locator(".not_recorded")).count() == len(HUGUAN)
    assert visitor.page.locator("table.ledger .missed, table.ledger .late").count() == 0

    visitor.click(visitor.page.locator("table.ledger tr:has-text('领导互访') td:has-text('2023') a"))
    visitor.sees("已兑现", "佐证：弱", "由整理者归类")
    visitor.misses(INVENTED)


def test_chengdu_has_its_figures_as_reported(visitor: Walk) -> None:
    visitor.follow("成都石羊街道", "main")
    visitor.page.locator("#scorecard").scroll_into_view_if_needed()
    figures = visitor.page.locator("#scorecard").inner_text()
    for reported in ("20余", "30余", "近10"):
        assert reported in figures


def test_wanzhou_met_at_a_table(visitor: Walk) -> None:
    visitor.follow("万州区民政局", "main")
    visitor.follow("校地合作座谈会", "main")
    visitor.sees("座谈会", "公开报道")


def test_yunxi_is_alive_and_labelled(visitor: Walk) -> None:
    visitor.follow("云溪县 × 江城大学", "main")
    labelled(visitor)
    assert visitor.page.locator("table.ledger .kept").count() > 5
    visitor.click(visitor.page.locator("#story .story a"))
    labelled(visitor)


def test_a_released_report_is_read_on_a_phone(demonstration: Live, walk: Begin) -> None:
    one = walk(demonstration, phone=True, scripts=False)
    one.open("/reports/")
    one.click(one.page.locator("main ol.story a"))
    one.sees("云溪县 × 江城大学", "事实校验码")


def labelled(one: Walk) -> None:
    """The page says that it is invented."""
    assert INVENTED in one.page.locator(".notice").inner_text(), one.path
