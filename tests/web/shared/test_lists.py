"""Every list has a search, filters, a count, an empty state that says what to do, and itself as a file."""

import csv
import io
import re
from functools import partial
from typing import NamedTuple

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.domain.orders.menu import offer, shelf
from tests.fixtures import organisation, person
from tests.trust.matrix import EXPECTED
from tests.web.activities.conftest import browser, whole_house
from tests.web.reports.conftest import draft, promise, released, report, signed, story, third, today
from towngown.domain.activities import actions as activities
from towngown.domain.agreements import actions as agreements
from towngown.domain.attendance import actions as attendance
from towngown.domain.exchange import actions as exchange
from towngown.domain.orders import actions as orders
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.reports import actions as reports
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.complaints import actions as complaints
from towngown.foundation.journal import outbox
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.models import Entry
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.models import Person
from towngown.foundation.places import actions as places
from towngown.kit.problems import Problem, Problems

__all__ = [
    "browser", "draft", "promise", "released", "report", "signed", "story", "third", "today", "whole_house",
]  # fmt: skip

BOOK = "code,name,parent,tier\n42,湖北省,,province\n4299,省直辖县级行政区划,42,city\n"


class Listing(NamedTuple):
    """A list: the address that takes it along, the verb that is written down, a name on it, and what narrows it away."""

    view: str
    verb: str
    known: str
    narrow: str
    who: str = "office"


LISTS = {
    "/activities/": Listing("activities_export", "activity.export", "春季宣讲", "kind=salon"),
    "/needs/": Listing("needs_export", "need.export", "普通话", "state=met"),
    "/intentions/": Listing("intentions_export", "intention.export", "建实践基地", "state=closed"),
    "/agreements/": Listing("agreements_export", "agreement.export", "合作协议", "state=ended"),
    "/reports/": Listing("reports_export", "report.export", "2026年度报告", "kind=brief"),
    "/partnerships/": Listing("partnerships_export", "partnership.export_list", "云溪县 × 江城大学", "nature=reported"),
    "/partnerships/small/ledger/": Listing("ledger_export", "ledger.export", "理论宣讲", "state=missed"),
    "/office/organisations/": Listing("organisations_export", "organisation.export", "云溪县", "kind=association"),
    "/office/people/": Listing("people_export", "person.export_list", "worker 人", "role=student"),
    "/office/places/": Listing("places_export", "place.export", "湖北省", "tier=village"),
    "/office/places/42/": Listing("place_export", "place.export", "省直辖县级行政区划", "tier=village"),
    "/desk/notices/": Listing("notices_export", "notice.export", "请看一看", "state=unread"),
    "/complaints/": Listing("complaints_export", "complaint.export", "打不开", "state=answered", "the keeper"),
    "/menu/": Listing("menu_export", "offer.export", "高血压怎么管", "kind=venue"),
    "/orders/": Listing("orders_export", "order.export", "高血压怎么管", "state=refused"),
    "/sessions/": Listing("sessions_export", "session.export", "义诊0", "state=cancelled"),
}
# Teachers cannot be narrowed to nobody, and who is left out is not searched: both are tried in the tests of their rooms.
BESIDE_THEIR_PAGES = {"teachers_export", "unserved_export"}
EVERY = pytest.mark.parametrize(("address", "listing"), LISTS.items())
# What a list shows everybody, or asks a visitor to log in for.
OPEN = ("/office/places/", "/office/places/42/")


@pytest.fixture
def full(world, released):
    """Something in every list."""
    exchange.voice(by=world.campus, partnership=world.partnership, title_zh="建实践基地")
    complaints.file(by=world.visitor, words="打不开", contact="13800000000")
    places.load(by=world.keeper, file=BOOK.encode())
    world.users["the keeper"] = get_user_model().objects.create_superuser("the keeper", password="a long password")
    order(world, "高血压怎么管")
    sit(world, 0)
    tell(world, "请看一看")
    outbox.drain()
    notices.read_all(by=world.office)
    return world


def order(world, title):
    course = offer(world, shelf(world, f"栏目：{title}"), title)
    orders.place(by=world.worker, partnership=world.partnership, offer=course, quantity="25")


def sit(world, number):
    """A session of an activity that was planned by hand."""
    day, kind = "2026-11-02", activity_kind("theory_lecture")
    planned = activities.plan(by=world.office, partnership=world.partnership, activity_kind=kind,
                              title_zh=f"义诊{number}", first_day=day)  # fmt: skip
    attendance.add(by=world.office, activity=planned, day=day, half="pm")


def tell(world, sentence):
    office = Person.objects.get(pk=world.office.person_id)
    notices.tell(by=the_clock(), persons=[office], sentence=sentence, thing=world.partnership)


def shown(client, address):
    return html.fromstring(client.get(address).content.decode())


def files_of(page):
    return {link.text: link.get("href") for link in page.xpath("//*[@class='list-line']//a")}


def rows_of(client, address):
    return list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


@EVERY
def test_a_list_is_searched_filtered_counted_and_taken_along(full, browser, address, listing):
    client = browser(listing.who)
    page = shown(client, address)
    assert page.xpath("//form[@role='search']//input[@type='search']")
    assert page.xpath("//form[@role='search']//select")
    assert listing.known in page.xpath("//main")[0].text_content()
    links = files_of(page)
    assert set(links) == {"导出 Excel", "导出 CSV"}
    rows = rows_of(client, links["导出 CSV"])
    assert any(listing.known in cell for row in rows[1:] for cell in row)
    assert {len(row) for row in rows} == {len(rows[0])}
    count = page.xpath("//*[@class='list-line']/span[@role='status']")[0].text_content()
    assert re.findall(r"\d+", count)[0] == str(len(rows) - 1) or address == "/office/people/"  # a row for each role
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(links["导出 Excel"]).content)).active
    assert sheet.max_row == len(rows)
    taken = Entry.objects.filter(verb=listing.verb).order_by("pk")
    assert [one.details for one in taken] == [{"rows": len(rows) - 1, "form": form} for form in ("csv", "xlsx")]


@EVERY
def test_a_narrowed_list_is_taken_along_narrowed(full, browser, address, listing):
    client = browser(listing.who)
    page = shown(client, f"{address}?{listing.narrow}")
    assert page.xpath("//*[@class='empty']//a")  # nothing fits, and the page says what to do
    assert page.xpath("//form[@role='search']//select/option[@selected][not(@value='')]")
    assert listing.known not in page.xpath("//*[@class='empty']")[0].text_content()
    for link in files_of(page).values():
        assert listing.narrow in link
        assert client.get(link).status_code == 200
    assert len(rows_of(client, f"{address}export.csv?{listing.narrow}")) == 1


@EVERY
def test_a_list_is_searched_by_a_word(full, browser, address, listing):
    client = browser(listing.who)
    assert listing.known in shown(client, f"{address}?q={listing.known}").xpath("//main")[0].text_content()
    assert len(rows_of(client, f"{address}export.csv?q={listing.known}")) > 1
    nothing = shown(client, f"{address}?q=没有这样的词")
    assert nothing.xpath("//*[@class='empty']//a")
    assert nothing.xpath("//input[@type='search'][@value='没有这样的词']")
    assert len(rows_of(client, f"{address}export.csv?q=没有这样的词")) == 1


@EVERY
def test_there_is_no_other_file(full, browser, address, listing):
    for form in ("pdf", "XLSX", "x"):
        assert browser(listing.who).get(f"{address}export.{form}").status_code == 404
    assert not Entry.objects.filter(verb=listing.verb).exists()


@pytest.mark.parametrize("address", [one for one in LISTS if one not in OPEN])
@pytest.mark.parametrize("who", ["stranger", "visitor"])
def test_a_file_holds_nothing_that_the_list_does_not_show_this_reader(full, browser, address, who):
    file = browser(who).get(f"{address}export.csv").content.decode("utf-8-sig")
    assert (LISTS[address].known in file) is (address == "/office/organisations/" and who == "stranger")


@pytest.mark.parametrize("verb", sorted({one.verb for one in LISTS.values()}))
def test_only_a_known_form_and_a_number_of_rows_are_written_down(full, verb):
    asked = VERBS[verb].run
    if VERBS[verb].on:
        asked = partial(asked, partnership=full.partnership)
    asked(by=full.keeper, rows=0, form="xlsx")
    for wrong in ({"rows": 1, "form": "pdf"}, {"rows": -1, "form": "csv"}, {"rows": 1, "form": ""}):
        with pytest.raises(Problems):
            asked(by=full.keeper, **wrong)


@pytest.mark.parametrize("verb", ["person.export_list", "complaint.export"])
def test_who_may_not_see_a_list_may_not_take_it(full, verb):
    with pytest.raises(Problem) as refused:
        VERBS[verb].run(by=full.worker, rows=1, form="csv")
    assert refused.value.code == "not_allowed"


def test_the_limit_of_a_file_is_named(full, browser, monkeypatch):
    monkeypatch.setattr("towngown.web.shared.export.MOST_EXPORTED", 1)
    rows = rows_of(browser("office"), "/activities/export.csv")
    assert len(rows) == 3
    assert "前 1 行" in rows[2][0]
    assert Entry.objects.get(verb="activity.export").details["rows"] == 1
    assert len(rows_of(browser("office"), "/reports/export.csv")) == 2  # there was only one


def test_no_cell_of_a_file_becomes_a_formula(full, browser):
    complaints.file(by=full.visitor, words="=HYPERLINK(1)", about="+1")
    exchange.raise_need(by=full.worker, partnership=full.partnership, title_zh="@SUM(A1)")
    exchange.voice(by=full.campus, partnership=full.partnership, title_zh="-1")
    for address, who in (("/complaints/", "the keeper"), ("/needs/", "office"), ("/intentions/", "office")):
        cells = [cell for row in rows_of(browser(who), f"{address}export.csv") for cell in row]
        assert any(cell[:2] in ("'=", "'+", "'@", "'-") for cell in cells)
        assert not any(cell[:1] in ("=", "+", "@", "-") for cell in cells)


def test_the_contact_of_a_complaint_stays_here(full, browser):
    assert "打不开" in browser("the keeper").get("/complaints/export.csv").content.decode()
    assert "13800000000" not in browser("the keeper").get("/complaints/export.csv").content.decode()


def more(world, number):
    """One more row in every list."""
    kind, keeper = activity_kind("theory_lecture"), world.keeper
    activities.plan(by=world.office, partnership=world.partnership, activity_kind=kind, title_zh=f"活动{number}",
                    first_day="2026-11-01")  # fmt: skip
    village = exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh=f"需求{number}")
    exchange.refuse(by=world.campus, need=village, reason="no_time", words="排满了")
    exchange.voice(by=world.campus, partnership=world.partnership, title_zh=f"意向{number}")
    paper = agreements.draft(by=world.office, partnership=world.partnership, title_zh=f"协议{number}",
                             parties=[world.parties["locality"], world.parties["campus"]])  # fmt: skip
    agreements.add_promise(by=world.office, agreement=paper, activity_kind=kind, first_day="2023-01-01")
    agreements.sign(by=world.office, agreement=paper)
    agreements.sign(by=world.campus, agreement=paper)
    reports.start(by=world.office, partnership=world.partnership, report_kind="annual", year=2020 + number)
    partnerships.found(by=keeper, slug=f"more-{number}", title_zh=f"合作{number}", audience="public")
    person(f"more-{number}", organisation(f"单位{number}", "association", world.county), "worker")
    places.load(by=keeper, file=(BOOK + f"4{number},省{number},,province\n42{number}0,市{number},42,city\n").encode())
    complaints.file(by=world.visitor, words=f"意见{number}")
    order(world, f"课程{number}")
    sit(world, number)
    tell(world, f"提醒{number}")
    outbox.drain()


@pytest.mark.parametrize("asked", ["", "export.csv"])
def test_a_longer_list_asks_the_database_no_more(full, browser, asked):
    def statements():
        counted = {}
        for address, listing in LISTS.items():
            client = browser(listing.who)
            client.get(address + asked)  # reads what is then kept
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address + asked).status_code == 200
            counted[address] = len(caught)
        return counted

    more(full, 1)
    few = statements()
    for number in (3, 4, 5):
        more(full, number)
    assert statements() == few


def test_every_list_that_is_taken_along_is_tried_here():
    tried = {one.view for one in LISTS.values()}
    assert {view for view in EXPECTED if view.endswith("_export")} == tried | BESIDE_THEIR_PAGES
