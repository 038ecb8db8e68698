"""From a promise to the report: planned, held, confirmed by a phone without account or scripts, counted, printed."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw

from tests.stories.live import Live
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

YEAR = date.today().year
TITLE = "青年理论宣讲"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A photo of a sign-in sheet."""
    picture = Image.new("RGB", (640, 480), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(12):
        pen.line((30, 60 + line * 34, 610, 60 + line * 34), fill="gray")
    path = tmp_path / "签到表.jpg"
    picture.save(path, "JPEG")
    return path


def test_a_lecture_keeps_the_promise_and_stands_in_the_report(
    live: Live, walk: Callable[..., Walk], sheet: Path
) -> None:
    campus = walk(live)
    campus.log_in("campus")
    cell = planned(campus)
    activity = held(campus, sheet)
    address = asked(campus)
    confirmed(walk(live, phone=True, scripts=False), address)

    campus.open(activity)
    campus.sees("183", "176", "相差 7")
    campus.open(cell)
    assert campus.page.locator("main .mark.kept").count() == 1
    campus.sees("已兑现", TITLE)
    reported(campus)


def planned(campus: Walk) -> str:
    """From the open cell of this year to a plan; returns the cell's address."""
    campus.open("/partnerships/small/")
    campus.click(campus.page.locator(f"table.ledger tr:has-text('理论宣讲') td:has-text('{YEAR}') a"))
    campus.sees("进行中")
    cell = campus.path
    campus.click(campus.page.locator("main a[href*='/activities/plan/']"))
    campus.fill(title_zh=TITLE, first_day=date.today().isoformat(), where="县文化馆")
    campus.send()
    campus.sees(TITLE, "理论宣讲")
    return cell


def held(campus: Walk, sheet: Path) -> str:
    """It took place, with the head-count and the sheet; returns the activity's address."""
    activity = campus.path
    campus.verb("activity.hold", heads="183")
    campus.sees("183", "还没有回音")
    campus.verb("item.add", item_kind="签到表", upload=sheet)
    campus.sees("签到表")
    picture = campus.page.locator("main img[alt^=签到表]")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 480  # the small one
    return activity


def asked(campus: Walk) -> str:
    """The other side is asked by a one-time link; returns its address."""
    campus.click(campus.page.locator("main a[href$='/ask/']"))
    campus.fill(asked="石桥村村务员")
    campus.send()
    return next(word for word in campus.text.split() if word.startswith(f"{campus.address}/link/"))


def confirmed(phone: Walk, address: str) -> None:
    """Somebody with an old phone, no account, no scripts: fewer people came. The link works once."""
    phone.open(address)
    phone.sees(TITLE)
    phone.misses("183")
    phone.page.locator("[name=took_place][value=yes]").check()
    phone.fill(heads="176")
    phone.send()
    phone.sees("183", "176")


def reported(campus: Walk) -> None:
    """The year's report says so, on the screen and in the Word file."""
    campus.open("/reports/")
    campus.verb("report.start", within="main table", year=YEAR)
    campus.sees(TITLE, "183", "176")
    with campus.page.expect_download() as download:
        campus.page.locator("a[href$='/zh.docx']").click()
    document = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    written = "\n".join([*(one.text for one in document.paragraphs), *cells])
    for expected in (TITLE, "183", "176"):
        assert expected in written
