"""docs/reference/asvs.md: what is claimed of OWASP ASVS has its test or its page, and the list is what the marks say now."""

import pytest

from tests import asvs
from tests.asvs import Requirement


def test_nothing_is_claimed_without_a_test_or_a_page(monkeypatch):
    assert asvs.unproved() == []
    monkeypatch.setitem(asvs.TABLE, "99.1.1", Requirement("planted"))
    assert asvs.unproved() == ["99.1.1"]


def test_a_mark_that_no_requirement_has_is_an_error():
    with pytest.raises(KeyError, match="99.1.1"):
        asvs.asvs("1.2.1", "99.1.1")


def test_marks_are_read_from_tests_and_from_modules(tmp_path):
    (tmp_path / "test_one.py").write_text('pytestmark = [asvs("v5.0.0-1.2.1")]\n\n@asvs("1.2.4")\ndef test_x(): ...\n')
    where = f"{tmp_path.name}/test_one.py"
    assert asvs.proofs(tmp_path) == {"1.2.1": [where], "1.2.4": [f"{where}::test_x"]}


def test_level_one_is_whole():
    assert sum(one.level == 1 for one in asvs.TABLE.values()) == asvs.IN_LEVEL[1]


@pytest.mark.trust
def test_it_is_up_to_date():
    """`make reference` writes it anew."""
    assert asvs.PAGE.read_text() == asvs.page()
