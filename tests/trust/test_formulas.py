"""Every export of a record in which every free text begins like a formula: no cell of any file is one."""

import csv
import io
import zipfile
from collections.abc import Iterator

import icalendar
import openpyxl
import pytest
import xlsxwriter
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.trust.access import addresses, clients
from tests.trust.poison import poison
from tests.trust.things import everything, places
from tests.web.conftest import static_files_where_they_lie
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.notices import actions as notices

__all__ = ["static_files_where_they_lie"]
pytestmark = pytest.mark.trust

SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", " =", "\u3000＝", "\ufeff+")
TOLD = 'cmd|" /C calc"!A0'


def active(name: str, content: bytes) -> tuple[list[str], int]:
    """(cells that a spreadsheet program would run, cells that hold our text)."""
    cells = list(_csv_cells(content) if name.endswith("csv") else _xlsx_cells(content))
    return [text for text, quoted in cells if _runs(text) and not quoted], sum(TOLD[:3] in text for text, _ in cells)


def _runs(text: str) -> bool:
    """Said apart from the product: a sign first, or after what programs skip."""
    seen = text.lstrip(" \u3000\ufeff")
    return seen[:1] in tuple("=+-@＝＋－＠\t\r")


def _csv_cells(content: bytes) -> Iterator[tuple[str, bool]]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield from ((text, False) for text in row)


def _xlsx_cells(content: bytes) -> Iterator[tuple[str, bool]]:
    """Text, and whether Excel is told to leave it alone (quote prefix); a formula is never quoted."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [part for part in parts.namelist() if "external" in part.lower() or "vba" in part.lower()]
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            yield str(cell.value), cell.quotePrefix and cell.data_type != "f"


@pytest.fixture
def browsers(world, settings, tmp_path):
    """Who looks at a poisoned record; and what is in it."""
    settings.FILES_ROOT = settings.STATIC_ROOT = tmp_path
    world.users["keeper"] = get_user_model().objects.create_user(username="keeper", password="x", is_staff=True)
    made = everything(world)
    poison([f"{sign}{TOLD}" for sign in SIGNS])
    # What a notice says is fixed but for what it holds: the title of a thing, say, as it was when it was told.
    told = {"by": the_clock(), "persons": [made["person"]], "sentence": "{title}", "thing": world.partnership}
    notices.tell(**told, values={"title": f"={TOLD}"})
    return clients(world, made), made


def exports(made) -> dict[str, str]:
    """What every address that gives a file in several forms is called, and where it is."""
    return {
        f"{name}.{form}": reverse(name, kwargs=places(name, wanted, made) | {"form": form})
        for name, wanted in addresses()
        if "form" in wanted
        for form in ("csv", "xlsx")
        if (name, form) != ("export", "csv")
    }


def test_no_cell_of_any_export_is_active(browsers):
    people, made = browsers
    found = exports(made)
    assert len(found) >= 11
    for name, address in found.items():
        told = [people[who].get(address) for who in ("office", "campus", "keeper")]
        files = [active(name, answer.content) for answer in told if answer.status_code == 200]
        assert [answer.status_code for answer in told if answer.status_code not in (200, 403, 404)] == [], name
        assert [cell for cells, _ in files for cell in cells] == [], name
        assert any(planted for _, planted in files), f"{name} holds nothing of what was planted"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_cell_of_the_empty_workbook_is_active(browsers, language):
    answer = browsers[0]["office"].get(reverse("import_template", args=[language]))
    assert active("template.xlsx", answer.content)[0] == []


def test_a_calendar_holds_what_was_said_and_nothing_more(browsers):
    people, made = browsers
    answer = people["visitor"].get(reverse("calendar_feed", args=[made["feed"].token]))
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    expected = {"UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "STATUS", "URL", "LOCATION"}
    assert events
    assert {name for event in events for name in event} <= expected
    assert all(TOLD in event["summary"] for event in events)


def raw_xlsx(rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, text in enumerate(rows):
            sheet.write(number, 0, text)
    return buffer.getvalue()


def test_the_checker_catches_a_raw_writer():
    planted = [f"{sign}{TOLD}" for sign in SIGNS]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([one] for one in planted)
    assert len(active("raw.csv", buffer.getvalue().encode())[0]) == len(SIGNS)
    assert len(active("raw.xlsx", raw_xlsx(planted))[0]) >= len(SIGNS) - 2  # \t and \r are not kept by XML
    assert active("raw.xlsx", raw_xlsx(["=1+1"]))[0] == ["=1+1"]
