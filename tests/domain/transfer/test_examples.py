"""The five partnerships as files: each imports cleanly, again changes nothing, and comes out as it went in."""

from pathlib import Path

import pytest

from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import bring_in
from towngown.foundation.accounts.queries import importer
from towngown.foundation.journal.table import kinds

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


def test_a_report_named_otherwise_replaces_the_one_named_before(db):
    bring("wanzhou")
    content = (EXAMPLES / "wanzhou/partnership.yaml").read_text().replace("2022年9月26日的一篇报道", "另一篇报道")
    assert bring("wanzhou", content.encode()).changes == 1
    assert bring("wanzhou", content.encode()).changes == 0
    standing = kinds()["item"].objects.filter(withdrawn_at=None, claim__claim_kind="activity")
    assert [item.source for item in standing] == ["另一篇报道"]
