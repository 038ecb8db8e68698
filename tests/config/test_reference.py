"""docs/reference: what does not stand there does not exist, and it is what the code says now."""

import re

import pytest

from tests.architecture.source import REPOSITORY, SRC, python_files
from towngown.config.commands.reference import FOLDER, page
from towngown.config.options import TABLE
from towngown.foundation.journal.action import VERBS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_verb_and_option_stands_in_it(language):
    text = page(language)
    assert [name for name in VERBS if f"`{name}`" not in text] == []
    assert [name for name in TABLE if f"`TOWNGOWN_{name}`" not in text] == []


def test_every_option_read_anywhere_is_in_the_table():
    places = [*python_files(SRC), *REPOSITORY.glob("Makefile"), *REPOSITORY.glob("tools/*"), *REPOSITORY.glob("*.md")]
    read = {
        name
        for path in places
        if path.is_file()
        for name in re.findall(r"\bTOWNGOWN_([A-Z_]*[A-Z])\b", path.read_text())
    }
    assert read - set(TABLE) - {"KEEPER_PASSWORD"} == set()


@pytest.mark.trust
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_up_to_date(language):
    """`make reference` writes it anew."""
    assert (FOLDER / f"{language}.md").read_text() == page(language)
