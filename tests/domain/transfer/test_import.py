"""Importing through the record verbs: all or nothing, every problem named, again nothing changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from towngown.domain.exchange.models import Intention, Need
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import bring_in
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.table import kinds
from towngown.foundation.organisations import actions as organisations
from towngown.kit import doorway
from towngown.kit.problems import Problem

GOOD = """
intentions:
  - key: platform
    title: {zh: 建实践平台}
    when: 2022-09-26
needs:
  - key: disease
    title: {zh: 连翘病害}
    intention: platform
    when: 2022-09
"""

SHARED = """
organisations:
  - key: school-of-forestry
    org_kind: university
    title: {zh: 林学院, en: School of Forestry}
"""


def text(content: str) -> list[tuple[str, bytes]]:
    return [("partnership.yaml", content.encode())]


def codes(outcome) -> list[tuple[str, int]]:
    return [(one.problem.code, one.where.row) for one in outcome.found]


def test_rows_are_recorded_and_found_unchanged_the_second_time(world):
    first = bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    assert first.found == []
    assert {name: one.created for name, one in first.tallies.items()} == {
        "intentions": 1, "needs": 1
    }  # fmt: skip
    need = Need.objects.get(key="disease")
    assert (need.intention.key, need.when.format()) == ("platform", "2022-09")
    entries = Entry.objects.count()
    second = bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    assert (second.found, second.changes, Entry.objects.count()) == ([], 0, entries)


def test_a_trial_writes_nothing(world):
    before = Entry.objects.count()
    outcome = bring_in(by=world.office, partnership=world.partnership, files=text(GOOD), trial=True)
    assert (outcome.changes, Need.objects.count(), Entry.objects.count()) == (2, 0, before)


def test_what_was_recorded_is_caused_by_the_import(world):
    bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    whole = Entry.objects.get(verb="partnership.import")
    assert (whole.actor_id, whole.on_id) == (world.office.id, world.partnership.pk)
    assert Entry.objects.get(verb="need.record").cause == whole


def test_one_wrong_row_keeps_everything_out_and_every_wrong_cell_is_named(world):
    wrong = GOOD.replace("2022-09-26", "someday").replace("key: disease", "key: disease\n    colour: red")
    outcome = bring_in(by=world.office, partnership=world.partnership, files=text(wrong))
    assert sorted(codes(outcome)) == [("not_a_date", 5), ("transfer.unknown_column", 8)]
    assert Intention.objects.count() == 0


def test_a_row_that_waits_for_a_wrong_one_is_not_blamed_again(world):
    wrong = GOOD.replace("2022-09-26", "someday")
    outcome = bring_in(by=world.office, partnership=world.partnership, files=text(wrong))
    assert codes(outcome) == [("not_a_date", 5)]


def test_columns_that_are_left_out_stay_and_empty_cells_empty(world):
    bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    bring_in(by=world.office, partnership=world.partnership, files=text("needs:\n  - {key: disease, words: 很急}\n"))
    need = Need.objects.get(key="disease")
    assert (need.title_zh, need.words, need.intention.key) == ("连翘病害", "很急", "platform")
    bring_in(by=world.office, partnership=world.partnership, files=text("needs:\n  - {key: disease, words: }\n"))
    assert Need.objects.get(key="disease").words == ""


def test_owners_are_recorded_first_whatever_their_order(world):
    units = """
organisations:
  - {key: b, org_kind: unit, title: {zh: 乙}, parent: a}
  - {key: a, org_kind: government, title: {zh: 甲}}
"""
    outcome = bring_in(by=world.keeper, partnership=world.partnership, files=text(units))
    assert (outcome.found, outcome.tallies["organisations"].created) == ([], 2)


def test_a_circle_is_named(world):
    circle = """
organisations:
  - {key: b, org_kind: unit, title: {zh: 乙}, parent: a}
  - {key: a, org_kind: unit, title: {zh: 甲}, parent: b}
"""
    outcome = bring_in(by=world.keeper, partnership=world.partnership, files=text(circle))
    assert codes(outcome) == [("transfer.circle", 3), ("transfer.circle", 4)]


@pytest.mark.parametrize("name", ["stranger", "worker", "visitor"])
def test_others_may_not_import(world, name):
    with pytest.raises(Problem) as refused:
        bring_in(by=world.actors[name], partnership=world.partnership, files=text(GOOD))
    assert refused.value.code == "not_allowed"


def test_only_the_keeper_changes_what_partnerships_share(world):
    bring_in(by=world.keeper, partnership=world.partnership, files=text(SHARED))
    unchanged = bring_in(by=world.office, partnership=world.partnership, files=text(SHARED))
    assert (unchanged.found, unchanged.changes) == ([], 0)
    renamed = text(SHARED.replace("林学院", "农学院"))
    refused = bring_in(by=world.office, partnership=world.partnership, files=renamed)
    assert [one.problem.code for one in refused.found] == ["transfer.only_keeper"]
    changed = bring_in(by=world.keeper, partnership=world.partnership, files=renamed)
    assert (changed.found, changed.tallies["organisations"].changed) == ([], 1)


KEEPERS_ROWS = {
    "partnership": "partnership: {slug: small, title: {zh: 改名}}",
    "organisations": SHARED,
    "parties": "parties: [{key: new, organisation: 江城大学, side: support}]",
    "agreements": "agreements: [{key: base, title: {zh: 基地}}]",
    "promises": "promises: [{key: one, agreement: theirs, activity_kind: salon, first_day: 2022-01-01}]",
}


@pytest.mark.parametrize("sheet", KEEPERS_ROWS)
def test_no_side_alone_writes_what_both_stand_on(world, sheet):
    theirs = text("agreements: [{key: theirs, title: {zh: 协议}}]")
    assert bring_in(by=world.keeper, partnership=world.partnership, files=theirs).found == []
    files = text(KEEPERS_ROWS[sheet])
    refused = bring_in(by=world.office, partnership=world.partnership, files=files)
    assert [one.problem.code for one in refused.found] == ["transfer.only_keeper"]
    assert bring_in(by=world.keeper, partnership=world.partnership, files=files).found == []


def test_what_the_actor_does_not_see_is_neither_named_nor_overwritten(world):
    bring_in(by=world.keeper, partnership=world.partnership, files=text(GOOD))
    hidden = Intention.objects.get(key="platform")
    with doorway.opened("test"):
        hidden.audience, hidden.own_party = "party", world.parties["locality"]
        hidden.save()
    mine = text("needs:\n  - {key: mine, title: {zh: 我的}, intention: platform}\n")
    named = bring_in(by=world.campus, partnership=world.partnership, files=mine)
    assert [one.problem.code for one in named.found] == ["not_found"]
    row = text("intentions: [{key: platform, title: {zh: 别的}}]")
    written = bring_in(by=world.campus, partnership=world.partnership, files=row)
    assert [one.problem.code for one in written.found] == ["transfer.conflict"]
    assert bring_in(by=world.office, partnership=world.partnership, files=mine).found == []


def test_a_row_of_another_partnership_is_out_of_reach(world):
    bring_in(by=world.keeper, partnership=world.other, files=text(GOOD))
    only = "needs:\n  - {key: mine, title: {zh: 我的}, intention: platform}\n"
    outcome = bring_in(by=world.office, partnership=world.partnership, files=text(only))
    assert [one.problem.code for one in outcome.found] == ["not_found"]


def test_what_was_made_here_is_not_overwritten(world):
    bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    from towngown.domain.exchange import actions as exchange

    made = exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh="要一堂课")
    row = f"needs:\n  - {{key: {made.ref}, title: {{zh: 别的}}}}\n"
    outcome = bring_in(by=world.office, partnership=world.partnership, files=text(row))
    assert [one.problem.code for one in outcome.found] == ["transfer.made_here"]


def test_export_and_import_again_changes_nothing_and_gives_the_same_bytes(world):
    bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    yaml = queries.as_yaml(world.office, world.partnership)
    again = bring_in(by=world.office, partnership=world.partnership, files=text(yaml))
    assert (again.found, again.changes) == ([], 0)
    copied = yaml.replace("slug: small", "slug: copy")
    elsewhere = bring_in(by=world.keeper, files=text(copied))
    assert elsewhere.found == []
    assert queries.as_yaml(world.keeper, elsewhere.partnership) == copied


def test_a_file_about_another_partnership_is_refused(world):
    other = queries.as_yaml(world.keeper, world.other)
    outcome = bring_in(by=world.office, partnership=world.partnership, files=text(other))
    assert codes(outcome) == [("transfer.other_partnership", 2), ("transfer.only_keeper", 15)]  # its party too


def test_only_the_keeper_makes_a_partnership_from_a_file(world):
    new = text("partnership: {slug: brand-new, title: {zh: 新}}")
    with pytest.raises(Problem):
        bring_in(by=world.office, files=new)
    assert bring_in(by=world.keeper, files=new).partnership.slug == "brand-new"


def test_a_file_must_say_which_partnership_it_is_about(world):
    outcome = bring_in(by=world.keeper, files=text("areas: [{key: a, title: {zh: 甲}}]"), trial=True)
    assert codes(outcome) == [("transfer.no_partnership", 0)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_exported_changes_nothing_when_it_comes_back(world, language):
    bring_in(by=world.office, partnership=world.partnership, files=text(GOOD))
    book = queries.as_workbook(world.office, world.partnership, language)
    again = bring_in(by=world.office, partnership=world.partnership, files=[("a.xlsx", book)])
    assert (again.found, again.changes) == ([], 0)
    assert again.tallies["needs"].unchanged == 1


def test_what_the_other_party_keeps_to_itself_is_neither_seen_nor_changed(world):
    party = world.parties["campus"]
    party = partnerships.record_party(
        by=world.keeper, partnership=world.partnership, key="campus", organisation=party.organisation, side="campus"
    )
    own = "needs:\n  - {key: own, title: {zh: 内部}, party: campus, audience: party}\n"
    assert bring_in(by=world.campus, partnership=world.partnership, files=text(own)).found == []
    for tried in (own, own.replace("内部", "改过")):
        refused = bring_in(by=world.office, partnership=world.partnership, files=text(tried))
        assert [one.problem.code for one in refused.found] == ["transfer.conflict"]
    assert "内部" not in queries.as_yaml(world.office, world.partnership)
    assert "内部" in queries.as_yaml(world.campus, world.partnership)


def test_queries_of_an_export_do_not_grow_with_the_rows(world, django_assert_num_queries):
    kind = "activity_kind: salon, title: {zh: 沙龙}, when: 2024-05-01, heads: '5', source: 报, agenda: 一, decided: 二"

    def bring(count: int) -> None:
        rows = "\n".join(f"  - {{key: a{number}, {kind}}}" for number in range(count))
        assert bring_in(by=world.keeper, partnership=world.partnership, files=text(f"activities:\n{rows}")).found == []

    bring(1)
    with CaptureQueriesContext(connection) as one_row:
        queries.as_yaml(world.office, world.partnership)
    bring(3)
    with django_assert_num_queries(len(one_row)):
        queries.as_yaml(world.office, world.partnership)


def test_an_organisation_merged_into_another_is_that_other(world):
    asked = GOOD.replace("    intention: platform\n", "    intention: platform\n    organisation: school-of-forestry\n")
    both = text(SHARED + asked)
    assert bring_in(by=world.keeper, partnership=world.partnership, files=both).found == []
    school = kinds()["organisation"].objects.get(key="school-of-forestry")
    organisations.merge(by=world.keeper, organisation=school, into=world.university)
    again = bring_in(by=world.keeper, partnership=world.partnership, files=both)
    assert (again.found, Need.objects.get(key="disease").organisation) == ([], world.university)


def test_importing_into_somebody_elses_partnership_is_refused(world):
    with pytest.raises(Problem) as refused:
        VERBS["partnership.import"].run(
            by=world.stranger, partnership=world.partnership, given=[], outcome=None, progress=None
        )
    assert refused.value.code == "not_allowed"
