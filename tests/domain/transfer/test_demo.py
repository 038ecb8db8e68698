"""The invented partnership lives through the ordinary verbs: every state of the ledger, told once, in order."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from towngown.domain.outcomes.queries import ledger
from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import bring_in
from towngown.domain.transfer.demo import live
from towngown.foundation.accounts.queries import importer, visitor
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.outbox import anything_owed
from towngown.foundation.journal.table import kinds
from towngown.kit.problems import Problem

YUNXI = Path(__file__).parents[3] / "examples/yunxi/partnership.yaml"
TODAY = date(2026, 11, 22)


@pytest.fixture
def yunxi(db, settings):
    settings.DEMONSTRATION = True
    outcome = bring_in(by=importer(), files=[("yunxi.yaml", YUNXI.read_bytes())])
    assert outcome.found == []
    return outcome.partnership


def test_it_shows_every_state_and_can_be_told_in_parts(yunxi):
    first, rest = live(date(2025, 3, 11)), live(TODAY)
    assert (first > 30, rest > 60, live(TODAY), anything_owed()) == (True, True, 0, False)
    counts = Counter(cell.code for cell in ledger(visitor(), [yunxi], TODAY).cells)
    assert counts == {
        "not_yet_promised": 19, "waived": 1, "kept": 19, "unproven": 2, "not_recorded": 5, "open": 5, "missed": 1,
        "late": 3,
    }  # fmt: skip
    told = Entry.objects.filter(wall=yunxi.pk).exclude(actor__actor_kind="import").order_by("id")
    moments = list(told.values_list("at", flat=True))
    assert moments == sorted(moments)
    _both_head_counts_are_kept(yunxi)
    _its_report_does_not_contradict_itself(yunxi)
    _it_can_be_taken_along(yunxi)


def _its_report_does_not_contradict_itself(yunxi):
    """Its own words speak of tasks only where the record has some."""
    annual = kinds()["report"].objects.get(partnership=yunxi, report_kind="annual")
    assert ("任务" in annual.words_zh, annual.frozen["facts"]["tasks"]) == (False, [])


def _both_head_counts_are_kept(yunxi):
    training = kinds()["activity"].objects.get(partnership=yunxi, first_day=date(2025, 11, 6))
    said = {one.side: (one.quantity.exact, one.means) for one in training.claim.accounts.filter(withdrawn_at=None)}
    assert said == {"campus": (183, "named"), "locality": (176, "link")}
    assert training.state == "confirmed"


def _it_can_be_taken_along(yunxi):
    files = queries.as_yaml(importer(), yunxi)
    again = bring_in(by=importer(), files=[("y.yaml", files.encode())])
    assert (again.found, again.changes) == ([], 0)
    copied = files.replace("slug: yunxi\n", "slug: yunxi-copy\n")
    copy = bring_in(by=importer(), files=[("y.yaml", copied.encode())])
    assert copy.found == []
    assert queries.as_yaml(importer(), copy.partnership) == copied


def test_nothing_lives_outside_demonstration_mode(yunxi, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(Problem) as refused:
        live(TODAY)
    assert refused.value.code == "people.not_a_demonstration"


def test_nothing_lives_before_its_files_are_there(db):
    with pytest.raises(Problem) as refused:
        live(TODAY)
    assert refused.value.code == "not_found"


def test_its_places_are_in_no_real_code_book():
    codes = [line.split(",")[0] for line in YUNXI.with_name("places-invented.csv").read_text().splitlines()[1:]]
    assert len(codes) == 18
    assert {code[:2] for code in codes} == {"99"}
