"""Every real spreadsheet goes through the importer's door: refused with sentences in the reader's language, never a crash."""

import sys
import time

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.measured import memory_of
from tests.real import needed, real
from towngown.domain.transfer.actions import bring_in
from towngown.domain.transfer.compute.workbooks import CHILD
from towngown.foundation.accounts.queries import importer

FOLDER = "spreadsheets"
REAL = real(FOLDER)


def test_the_real_spreadsheets_are_where_they_should_be():
    needed(REAL, FOLDER)
    assert len(REAL) >= 10


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_it_is_refused_with_sentences_and_nothing_is_written(db, world, path):
    begun = time.process_time()
    for partnership in (None, world.partnership):
        outcome = bring_in(by=importer(), files=[(path.name, path.read_bytes())], partnership=partnership)
        assert outcome.found and not outcome.changes
        with translation.override("zh-hans"):
            assert all(gettext(one.problem.sentence) != one.problem.sentence for one in outcome.found)
    assert time.process_time() - begun < 10  # two times five seconds
    assert memory_of([sys.executable, "-I", str(CHILD)], path.read_bytes()) < 300_000
