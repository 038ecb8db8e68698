"""The report desk, a report on screen, its Word file, and the quick brief."""

import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from towngown.domain.activities import actions as activities
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.reports import actions
from towngown.domain.reports.models import Report


def shown(response):
    return response.content.decode()


def test_the_desk_starts_what_is_due(world, browser, story):
    client = browser("office")
    desk = client.get("/reports/")
    assert [(one["due"].partnership, one["due"].year) for one in desk.context["due"]] == [(world.partnership, 2025)]
    sent = {"report_kind": "annual", "year": "2025", "audience": "partnership", "idempotency_key": "k"}
    started = client.post(f"/do/report.start/partnership/{world.partnership.ref}/", sent)
    report = Report.objects.get()
    assert started.url == f"/reports/{report.ref}/"
    again = client.get("/reports/").context
    assert (again["due"], [row["report"] for row in again["rows"]]) == ([], [report])


def test_the_desk_measures_what_people_were_asked(world, browser, story):
    burden = browser("office").get("/reports/").context["mine"][0]["burden"]
    assert burden.per_activity == burden.fields / 2
    assert browser("worker").get("/reports/").context["mine"] == []


def test_every_number_leads_down(world, browser, report, story):
    page = shown(browser("office").get(f"/reports/{report.ref}/"))
    for name in ("held", "uncounted", "undated"):
        assert f'href="/activities/{story[name].ref}/"' in page
    assert f'href="/needs/{story["need"].ref}/"' in page
    assert 'href="#activities"' in page
    assert "&lt;培训&gt; &amp; {{ 7*7 }}" in page


def test_what_is_missing_is_said_to_those_who_work_on_it(world, browser, report, story):
    missing = browser("office").get(f"/reports/{report.ref}/").context["missing"]
    assert [one["thing"] for one in missing] == [
        None, story["uncounted"], story["held"], story["undated"], story["forgotten"]
    ]  # fmt: skip
    assert browser("worker").get(f"/reports/{report.ref}/").context["missing"] == []


def test_from_edit_to_release_in_the_browser(world, browser, report, third):
    address = f"/reports/{report.ref}/"
    browser("office").post(f"/do/report.write/report/{report.ref}/", {"words_zh": "扎实的一年", "audience": "public"})
    assert browser("visitor").get(address).status_code == 404
    refused = browser("office").post(f"/do/report.check/report/{report.ref}/")
    assert refused.status_code == 422
    browser("campus").post(f"/do/report.check/report/{report.ref}/")
    browser("third").post(f"/do/report.release/report/{report.ref}/")
    public = browser("visitor").get(address)
    assert public.status_code == 200
    assert "扎实的一年" in shown(public)
    assert [name for _step, name in public.context["sheet"].sign_off] == ["office", "campus", "third"]


def test_both_languages_and_their_files(world, browser, released):
    for prefix, language, title in (("", "zh", released.title_zh), ("/en", "en", released.title_en)):
        client = browser("worker")
        assert title in shown(client.get(f"{prefix}/reports/{released.ref}/"))
        file = client.get(f"{prefix}/reports/{released.ref}/{language}.docx")
        assert docx.Document(io.BytesIO(file.content)).paragraphs[0].text == title
    assert browser("worker").get(f"/reports/{released.ref}/fr.docx").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "visitor"])
def test_who_may_not_see_a_report(world, browser, released, who):
    for tail in ("", "zh.docx"):
        assert browser(who).get(f"/reports/{released.ref}/{tail}").status_code == 404
    assert browser(who).get("/reports/").context["rows"] == []


def test_the_quick_brief_shows_the_viewer_s_own_view(world, browser, story):
    page = browser("worker").get("/partnerships/small/brief/")
    assert "春季宣讲" in shown(page)
    assert "春季宣讲" not in shown(browser("visitor").get("/partnerships/small/brief/"))
    assert browser("visitor").get("/partnerships/small/brief/").status_code == 404
    partnerships.describe(by=world.keeper, partnership=world.partnership, audience="public")
    public = browser("visitor").get("/en/partnerships/small/brief/")
    assert public.status_code == 200
    assert "春季宣讲" not in shown(public)


def test_queries_do_not_grow_with_rows(world, browser, report, story, django_assert_num_queries):
    client = browser("office")
    client.get(f"/reports/{report.ref}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/reports/{report.ref}/")
    number = len(few)
    kind = activity_kind("theory_lecture")
    for key in ("a", "b"):
        given = {"key": key, "when": "2026-02", "heads": "200+", "title_zh": key}
        activities.record(by=world.keeper, partnership=world.partnership, activity_kind=kind, **given)
    client.get(f"/reports/{report.ref}/")  # reads what is kept until the next write
    with django_assert_num_queries(number):
        client.get(f"/reports/{report.ref}/")


def test_the_desk_s_queries_do_not_grow_with_reports(world, browser, report, django_assert_num_queries):
    client = browser("office")
    client.get("/reports/")
    with CaptureQueriesContext(connection) as one:
        client.get("/reports/")
    number = len(one)
    for _ in range(2):
        actions.start(by=world.office, partnership=world.partnership, report_kind="brief")
    client.get("/reports/")
    with django_assert_num_queries(number):
        assert len(client.get("/reports/").context["rows"]) == 3
