"""The five partnerships as files: each imports cleanly, again changes nothing, and comes out as it went in."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from towngown.domain.outcomes.queries import ledger, scorecard, served_in
from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import bring_in
from towngown.foundation.accounts.queries import importer, visitor
from towngown.foundation.journal.table import kinds
from towngown.kit.periods import Period

EXAMPLES = Path(__file__).parents[3] / "examples"
REAL = ["baoshan", "chengdu-lanzhou", "huguan", "wanzhou", "zhouqu"]


def bring(slug: str, content: bytes = b""):
    content = content or (EXAMPLES / slug / "partnership.yaml").read_bytes()
    return bring_in(by=importer(), files=[(f"{slug}.yaml", content)])


@pytest.mark.parametrize("slug", REAL)
def test_an_example_goes_in_and_comes_out_without_loss(db, slug):
    first = bring(slug)
    assert (first.found, first.slug, first.partnership.nature) == ([], slug, "reported")
    again = bring(slug)
    assert (again.found, again.changes) == ([], 0)
    yaml = queries.as_yaml(importer(), first.partnership)
    exported = queries.exported(importer(), first.partnership)
    assert {name: len(rows) for name, rows in exported.items()} == {
        name: tally.created for name, tally in first.tallies.items()
    }
    from_export = bring(slug, yaml.encode())
    assert (from_export.found, from_export.changes) == ([], 0)
    for language in ("zh", "en"):
        book = queries.as_workbook(importer(), first.partnership, language)
        from_book = bring_in(by=importer(), files=[("a.xlsx", book)])
        assert (from_book.found, from_book.changes) == ([], 0)
    assert queries.as_yaml(importer(), first.partnership) == yaml


@pytest.mark.parametrize("slug", REAL)
def test_an_exported_example_makes_the_same_partnership_elsewhere(db, slug):
    yaml = queries.as_yaml(importer(), bring(slug).partnership)
    renamed = yaml.replace(f"slug: {slug}\n", "slug: copy\n", 1)
    copy = bring("copy", renamed.encode())
    assert copy.found == []
    assert queries.as_yaml(importer(), copy.partnership) == renamed


def test_everything_about_real_partners_is_as_reported_and_public(db):
    for slug in REAL:
        bring(slug)
    assert set(kinds()["agreement"].objects.values_list("as_reported", flat=True)) == {True}
    assert set(kinds()["activity"].objects.values_list("as_reported", flat=True)) == {True}
    assert set(kinds()["activity"].objects.values_list("audience", flat=True)) == {"public"}
    assert set(kinds()["partnership"].objects.values_list("audience", flat=True)) == {"public"}


@pytest.mark.parametrize("slug", REAL)
def test_everybody_who_takes_part_is_named_in_chinese(slug):
    told = yaml.safe_load((EXAMPLES / slug / "partnership.yaml").read_text())
    assert [one["key"] for one in told["organisations"] if not one["title"].get("zh")] == []


def test_a_report_named_otherwise_replaces_the_one_named_before(db):
    bring("wanzhou")
    named = "2022年9月26日的一篇报道（所读为英文机器译文，发布者和标题的中文、网址未载）"
    content = (EXAMPLES / "wanzhou/partnership.yaml").read_text().replace(named, "另一篇报道")
    assert bring("wanzhou", content.encode()).changes == 1
    assert bring("wanzhou", content.encode()).changes == 0
    standing = kinds()["item"].objects.filter(withdrawn_at=None, claim__claim_kind="activity")
    assert [item.source for item in standing] == ["另一篇报道"]


def test_huguans_ledger_says_what_the_report_says_and_no_more(db):
    huguan = bring("huguan").partnership
    with_promises = ledger(visitor(), [huguan], date(2026, 11, 22))
    assert (len(with_promises.rows), with_promises.years) == (6, (2021, 2022, 2023, 2024, 2025, 2026))
    states = {row.promise.key: [cell.code for cell in row.cells] for row in with_promises.rows}
    visit = states.pop("leaders-visit")
    assert visit == ["not_yet_promised"] * 2 + ["kept"] + ["not_recorded"] * 3
    assert set(map(tuple, states.values())) == {("not_yet_promised",) * 2 + ("not_recorded",) * 4}
    promise = next(row.promise for row in with_promises.rows if row.promise.key == "leaders-visit")
    served = served_in(visitor(), promise, Period(date(2023, 1, 1), date(2023, 12, 31)))
    assert [(one.counts, one.strength, one.classified_by_us) for one in served] == [(True, "weak", True)]


def test_chengdus_scorecard_is_as_reported(db):
    lines = scorecard(visitor(), bring("chengdu-lanzhou").partnership)
    assert [(line.quantity.low, line.quantity.high, line.quantity.words_zh) for line in lines.order_by("order")] == [
        (20, None, "20余人"), (20, None, "三批20余人"), (None, 10, "近10场"), (30, None, "30余篇")
    ]  # fmt: skip
