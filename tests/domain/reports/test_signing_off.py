"""The three signatures, what each verb refuses, and what release freezes."""

from datetime import date

import pytest

from towngown.domain.activities import actions as activities
from towngown.domain.reports import actions, compute, queries
from towngown.domain.reports.models import Report
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.people.models import Membership
from towngown.kit import doorway
from towngown.kit.problems import Problem


def refused(call, **given):
    with pytest.raises(Problem) as problem:
        call(**given)
    return problem.value.code


def test_starting_names_the_report_in_both_languages(world, report):
    assert (report.state, report.year, report.as_of) == ("edited", 2026, date(2026, 11, 22))
    assert report.title_zh == "云溪县 × 江城大学2026年度报告"
    assert report.title_en == "Yunxi × Jiangcheng: annual report 2026"


def test_who_does_not_sign_does_not_start(world, story):
    for who in (world.worker, world.stranger, world.visitor):
        assert refused(actions.start, by=who, partnership=world.partnership, year=2026) == "not_allowed"


def test_starting_refuses_no_year_a_second_one_and_the_future(world, report):
    given = {"by": world.office, "partnership": world.partnership}
    assert refused(actions.start, **given) == "reports.which_year"
    assert refused(actions.start, **given, year=2026) == "reports.already"
    assert refused(actions.start, **given, year=2027) == "reports.not_over"
    assert refused(actions.start, **given, year=2025, as_of=date(2026, 11, 23)) == "reports.future"


def test_a_brief_is_for_a_meeting_of_the_same_partnership(world, story):
    given = {"by": world.office, "partnership": world.partnership, "report_kind": "brief"}
    brief = actions.start(**given, meeting=story["held"])
    assert (brief.year, brief.activity) == (None, story["held"])
    assert brief.title_zh == "云溪县 × 江城大学情况简报（截至2026年11月22日）"
    assert actions.start(**given).pk != brief.pk
    with pytest.raises(Problem) as problem:
        actions.start(**(given | {"partnership": world.other, "by": world.stranger}), meeting=story["held"])
    assert problem.value.code == "reports.other_partnership"


def test_writing_is_for_those_who_sign_and_only_while_edited(world, report):
    assert refused(actions.write, by=world.worker, report=report, words_zh="x") == "not_allowed"
    actions.write(by=world.campus, report=report, words_zh="校方的话", audience="public")
    assert (report.words_zh, report.audience, report.edited_by_id) == ("校方的话", "public", world.campus.id)
    assert queries.writers(report) == {world.office.id, world.campus.id}


def test_nobody_checks_what_they_wrote(world, report, third):
    assert refused(actions.check, by=world.office, report=report) == "reports.same_person"
    report.refresh_from_db()
    assert "report.check" not in [verb.name for verb in verbs_for(world.office, report)]
    assert "report.check" in [verb.name for verb in verbs_for(world.campus, report)]
    assert refused(actions.check, by=world.worker, report=report) == "not_allowed"
    actions.check(by=world.campus, report=report)
    assert (report.state, report.checked_by_id) == ("checked", world.campus.id)
    assert refused(actions.write, by=world.office, report=report) == "wrong_moment"


def test_sending_back_undoes_the_check(world, report):
    assert refused(actions.send_back, by=world.office, report=report) == "wrong_moment"
    actions.check(by=world.campus, report=report)
    assert refused(actions.send_back, by=world.stranger, report=report) == "not_allowed"
    actions.send_back(by=world.office, report=report)
    assert (report.state, report.checked_by) == ("edited", None)


def test_release_is_the_third_person_s(world, report, third):
    assert refused(actions.release, by=third, report=report) == "wrong_moment"
    actions.check(by=world.campus, report=report)
    for who in (world.office, world.campus):
        assert refused(actions.release, by=who, report=report) == "reports.third_person"
    actions.release(by=third, report=report)
    assert (report.state, report.released_by_id) == ("released", third.id)


def test_whoever_checked_releases_when_nobody_else_may(world, report):
    actions.check(by=world.campus, report=report)
    assert refused(actions.release, by=world.office, report=report) == "reports.third_person"
    assert actions.release(by=world.campus, report=report).state == "released"
    assert report.frozen["signed"] == {"edit": "office", "check": "campus", "release": "campus"}


@pytest.mark.parametrize("gone", ["role", "login"])
def test_a_third_person_counts_only_while_they_can(world, report, third, gone):
    actions.check(by=world.campus, report=report)
    assert refused(actions.release, by=world.campus, report=report) == "reports.third_person"
    with doorway.opened("fixture"):
        if gone == "role":
            Membership.objects.filter(person__user=world.users["third"]).update(to_day=date(2026, 11, 21))
        else:
            world.users["third"].is_active = False
            world.users["third"].save()
    assert actions.release(by=world.campus, report=report).state == "released"


def test_a_report_in_which_everybody_wrote_is_checked_by_whoever_did_not_write_last(world, report, third):
    actions.write(by=third, report=report, words_zh="一")
    actions.write(by=world.campus, report=report, words_zh="二")
    assert refused(actions.check, by=world.campus, report=report) == "reports.same_person"
    actions.check(by=world.office, report=report)
    assert refused(actions.release, by=world.campus, report=report) == "reports.third_person"
    assert actions.release(by=third, report=report).released_by_id == third.id


def test_release_freezes_facts_and_names(world, released, story):
    before = queries.facts_of(released)
    assert released.frozen["signed"] == {"edit": "office", "check": "campus", "release": "third"}
    assert released.frozen["digest"] == compute.digest(before)
    activities.withdraw(by=world.office, activity=story["held"], reason="记错了")
    again = Report.objects.get(pk=released.pk)
    assert queries.facts_of(again) == before
    assert compute.digest(queries.facts_of(again)) == again.frozen["digest"]
    assert [one["zh"] for one in before["activities"]] == ["秋季宣讲", "春季宣讲"]


def test_withdrawing_leaves_it_readable_and_lets_another_start(world, released):
    assert refused(actions.withdraw, by=world.worker, report=released) == "not_allowed"
    actions.withdraw(by=world.office, report=released)
    assert queries.report(world.worker, released.ref).state == "withdrawn"
    assert refused(actions.withdraw, by=world.office, report=released) == "wrong_moment"
    assert actions.start(by=world.office, partnership=world.partnership, year=2026).state == "edited"


def test_a_public_report_is_public_from_its_release_on(world, report, third):
    actions.write(by=world.office, report=report, audience="public")
    assert queries.report(world.visitor, report.ref) is None
    assert queries.report(world.stranger, report.ref) is None
    assert queries.report(world.worker, report.ref) == report
    actions.check(by=world.campus, report=report)
    actions.release(by=third, report=report)
    assert queries.report(world.visitor, report.ref) == report


def test_what_is_due(world, report):
    today = date(2026, 11, 22)
    assert [(one.partnership, one.year) for one in queries.due(world.office, today)] == [(world.partnership, 2025)]
    assert queries.due(world.worker, today) == []
    in_december = queries.due(world.office, date(2027, 12, 1))
    assert [one.year for one in in_december] == [2027]


def test_a_year_that_had_not_begun_by_the_day_has_no_report(world, story):
    given = {"by": world.office, "partnership": world.partnership, "year": 2026}
    with pytest.raises(Problem) as refused:
        actions.start(**given, as_of=date(2025, 12, 31))
    assert (refused.value.code, refused.value.field) == ("reports.not_over", "year")
    assert actions.start(**given, as_of=date(2026, 1, 1)).year == 2026
