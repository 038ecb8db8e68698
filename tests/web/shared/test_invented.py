"""In lists that mix partnerships, every row of an invented one says so, and no other does."""

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.fixtures import organisation, person
from tests.web.activities.conftest import browser, whole_house
from towngown.domain.activities import actions as activities
from towngown.domain.agreements import actions as agreements
from towngown.domain.exchange import actions as exchange
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind, invented
from towngown.domain.reports import actions as reports
from towngown.foundation.journal import outbox
from towngown.foundation.people.models import Membership, Person
from towngown.foundation.places.models import Place
from towngown.kit import doorway

__all__ = ["browser", "whole_house"]

REAL, INVENTED = "长治学院", "江城学院"
ROW, LINE = "//tbody/tr", "//ol[@class='story']/li"
ROWS = {
    "/activities/": ROW, "/needs/": LINE, "/intentions/": LINE, "/agreements/": ROW, "/reports/": LINE,
    "/office/organisations/?q=学院": ROW, "/search/?q=学院": LINE, "/office/places/?q=学院": "//main//section//li",
    "/desk/": "//*[@id='changed']//li", "/activities/plan/": "//main//li",
}  # fmt: skip


def fill(world, partnership, name, code):
    """One of everything in a partnership, each called by the same name."""
    given = {"by": world.keeper, "partnership": partnership, "key": "one"}
    activities.record(**given, title_zh=f"{name}宣讲", activity_kind=activity_kind("theory_lecture"), when="2026-03-10")
    exchange.record_need(**given, title_zh=f"{name}的需求", audience="public")
    exchange.record_intention(**given, title_zh=f"{name}的意向", audience="public")
    agreements.record(**given, title_zh=f"{name}协议", signed="2022")
    with doorway.opened("fixture"):
        Place.objects.create(code=code, name=f"{name}村", tier="village", parent_code=code[:9])


@pytest.fixture
def mixed(world):
    """An invented partnership and a real one beside it, both with the same office in them."""
    with doorway.opened("fixture"):
        world.partnership.audience = "public"
        world.partnership.save()
    real = partnerships.found(
        by=world.keeper, slug="real", title_zh=f"壶关县 × {REAL}", nature="reported", audience="public"
    )
    college, made_up = organisation(REAL, "university"), organisation(INVENTED, "university")
    partnerships.join(by=world.keeper, partnership=real, organisation=college, side="campus")
    partnerships.join(by=world.keeper, partnership=real, organisation=world.county, side="locality")
    partnerships.join(by=world.keeper, partnership=world.partnership, organisation=made_up, side="campus")
    with doorway.opened("fixture"):
        Membership.objects.create(
            person=Person.objects.get(user=world.users["office"]), organisation=made_up, role="office"
        )
    fill(world, real, REAL, "140427100201")
    fill(world, world.partnership, INVENTED, "990101100201")
    for one, name in ((real, REAL), (world.partnership, INVENTED)):
        report = reports.start(by=world.fresh("office"), partnership=one, report_kind="annual", year=2025)
        with doorway.opened("fixture"):
            report.title_zh = f"{name}报告"
            report.save()
    outbox.drain()
    return real


@pytest.mark.parametrize(("address", "rows"), ROWS.items())
def test_a_row_says_that_it_is_invented(world, browser, mixed, address, rows):
    page = html.fromstring(browser("office").get(address).content.decode())
    labelled = {row.text_content().strip(): "虚构" in row.text_content() for row in page.xpath(rows)}
    about = {name: [said for text, said in labelled.items() if name in text] for name in (REAL, INVENTED)}
    if address in ("/desk/", "/activities/plan/", "/reports/"):  # these name the partnership or its thing
        about[INVENTED] += [said for text, said in labelled.items() if "江城大学" in text]
    assert about[INVENTED]
    assert all(about[INVENTED])
    assert about[REAL]
    assert not any(about[REAL])


def test_a_filter_and_a_file_say_it_in_words(world, browser, mixed):
    client = browser("visitor")
    for address in ("/activities/", "/needs/", "/agreements/"):
        page = html.fromstring(client.get(address).content.decode())
        options = [one.text for one in page.xpath("//select[@name='partnership']/option")]
        assert {"云溪县 × 江城大学（虚构）", f"壶关县 × {REAL}"} <= set(options)
    for address in ("/activities/export.csv", "/agreements/export.csv"):
        lines = client.get(address).content.decode("utf-8-sig").splitlines()
        assert ["（虚构）" in line for line in lines if REAL in line] == [False]
        assert ["（虚构）" in line for line in lines if INVENTED in line] == [True]


def test_what_was_generated_was_not_reported(world, browser, mixed):
    with doorway.opened("fixture"):
        world.partnership.nature = "generated"
        world.partnership.save()
    client = browser("visitor")
    page = html.fromstring(client.get("/agreements/").content.decode())
    said = {INVENTED: "", REAL: ""}
    for row in page.xpath(ROW):
        said |= {name: row.text_content() for name in said if f"{name}协议" in row.text_content()}
    assert ("生成" in said[INVENTED], "按报道" in said[INVENTED]) == (True, False)
    assert ("生成" in said[REAL], "按报道" in said[REAL]) == (False, True)
    for address in page.xpath(f"{ROW}//th/a/@href"):
        one = html.fromstring(client.get(address).content.decode()).text_content()
        assert ("按报道" in one, "由程序生成" in one) == ((False, True) if INVENTED in one else (True, False))


def test_a_page_that_is_all_invented_says_it_once(world, browser, mixed):
    page = html.fromstring(browser("campus").get("/desk/").content.decode())
    assert page.xpath("//aside[@class='notice']")
    assert not page.xpath("//*[@class='badge'][.='虚构']")
    page = html.fromstring(browser("office").get("/desk/").content.decode())
    assert not page.xpath("//aside[@class='notice']")


def test_the_form_of_a_verb_says_it_too(world, browser, mixed):
    form = browser("office").get(f"/do/report.start/partnership/{world.partnership.ref}/").content.decode()
    assert "纯属虚构" in form
    assert "纯属虚构" not in browser("office").get(f"/do/report.start/partnership/{mixed.ref}/").content.decode()
    assert "纯属虚构" in browser("office").get("/activities/plan/small/").content.decode()


def test_a_calendar_says_it_in_each_title(world, browser, mixed):
    feed = activities.open_feed(by=world.office)
    read = icalendar.Calendar.from_ical(browser("visitor").get(f"/calendar/{feed.token}.ics").content)
    assert [str(one["summary"]) for one in read.walk("VEVENT")] == [f"{REAL}宣讲", f"{INVENTED}宣讲（虚构）"]


def test_an_organisation_is_real_once_it_takes_part_in_something_real(world, mixed):
    known = invented()
    assert known.holds(world.university)
    assert known.holds(world.village) is False  # a unit of the county, which is a party of the real one too
    school = organisation("江城大学公管学院", "unit", world.university)
    assert known.holds(school)


def test_the_label_costs_one_statement(world, browser, mixed):
    client = browser("visitor")
    client.get("/needs/")
    with CaptureQueriesContext(connection) as few:
        client.get("/needs/")
    number = len(few)
    for at in range(5):
        exchange.record_need(
            by=world.keeper, partnership=world.partnership, key=f"n{at}", title_zh=f"需求 {at}", audience="public"
        )
    client.get("/needs/")
    with CaptureQueriesContext(connection) as many:
        client.get("/needs/")
    assert len(many) == number > 0


def test_people_are_labelled_by_themselves(world, browser):
    person("somebody", world.county, "worker")
    page = html.fromstring(browser("office").get("/office/people/").content.decode())
    rows = page.xpath(ROW)
    assert rows
    assert all("虚构" in row.text_content() for row in rows)
