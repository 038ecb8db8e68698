"""Who gets what: every address × method × role, against the table of matrix.py.

A new address fails here until its line is added. `PRINT_MATRIX=1 python -m pytest tests/trust/test_access.py -s` prints
the lines as they are now: judge each before adding it.
"""

import logging
import os

import pytest
from django.contrib.auth import get_user_model

from tests.asvs import asvs
from tests.trust.access import ROLES, addresses, ask, clients
from tests.trust.matrix import EXPECTED
from tests.trust.things import everything
from tests.web.conftest import static_files_where_they_lie

__all__ = ["static_files_where_they_lie"]
pytestmark = pytest.mark.trust

Found = dict[str, tuple[str, str]]

# What lies inside the partnership: not even readable for anybody without a seat in it.
INSIDE = {
    "agreement", "promise", "cell", "station", "activity", "activity_ask", "activity_serves", "activity_plan", "claim",
    "need", "intention", "report", "report_word", "partnership", "ledger", "ledger_export", "brief", "export", "job",
    "notice", "file", "person", "person_data", "person_contact", "do_on", "visit", "scenario", "scenario_publish",
    "board", "unserved", "unserved_export", "round", "offer", "category", "offer_givers", "order", "order_done",
    "teacher", "teacher_back",
}  # fmt: skip
OUTSIDE = ("stranger", "link", "visitor")


@pytest.fixture
def found(world, settings, tmp_path) -> Found:
    """Address → (what GET gave each role, what an empty POST gave each role)."""
    settings.FILES_ROOT = settings.STATIC_ROOT = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False
    logging.disable(logging.CRITICAL)
    world.users["keeper"] = get_user_model().objects.create_user(username="keeper", password="x", is_staff=True)
    made = everything(world)
    browsers = clients(world, made)
    given = {
        name: tuple("".join(ask(browsers[role], how, name, wanted, made) for role in ROLES) for how in ("GET", "POST"))
        for name, wanted in addresses()
    }
    logging.disable(logging.NOTSET)
    return given


def surprises(found: Found, expected: Found) -> list[str]:
    """Addresses without a line, lines without an address, and letters that differ."""
    lines = [f"{name}: no line in matrix.py" for name in sorted(set(found) - set(expected))]
    lines += [f"{name}: a line without an address" for name in sorted(set(expected) - set(found))]
    return lines + [
        f"{name}: {found[name]} instead of {expected[name]}"
        for name in sorted(set(found) & set(expected))
        if found[name] != expected[name]
    ]


def broken(found: Found) -> list[str]:
    """Server errors, and addresses that the harness could not fill."""
    return [name for name, letters in found.items() if set("".join(letters)) & {"E", "?"}]


def leaks(found: Found) -> list[str]:
    """Said again without the table, so that a line wrongly added does not pass: nobody outside gets inside."""
    places = [ROLES.index(role) for role in OUTSIDE]
    return [f"{name} {letters}" for name in sorted(INSIDE & set(found)) for letters in found[name] for at in places if letters[at] == "s"]  # fmt: skip


def nosy(found: Found) -> list[str]:
    """What the county keeps to itself is neither seen nor done by the other party, the sibling village, or outsiders."""
    places = [ROLES.index(role) for role in ("campus", "sibling", *OUTSIDE)]
    return [f"{name} {letters}" for name in sorted(found) if name.startswith("own ") for letters in found[name] for at in places if letters[at] in "sw"]  # fmt: skip


@asvs("8.2.1", "8.2.2", "8.3.1", "8.4.1")
def test_everybody_gets_what_the_matrix_says(found):
    if "PRINT_MATRIX" in os.environ:
        print("\n".join(f'    "{name}": ("{get}", "{post}"),' for name, (get, post) in found.items()))
    assert broken(found) == []
    assert leaks(found) == []
    assert nosy(found) == []
    assert surprises(found, EXPECTED) == []


def test_the_checkers_see_what_is_planted():
    refused = ("s----l--", "m-------")
    assert leaks({"report": ("sss-s---", "--------")}) == ["report sss-s---"]
    assert nosy({"own activity": ("ss------", "--------")}) == ["own activity ss------"]
    assert broken({"a": ("sE------", "--------"), "b": ("?-------", "--------"), "c": refused}) == ["a", "b"]
    assert surprises({"a": refused, "b": refused}, {"a": refused}) == ["b: no line in matrix.py"]
    assert surprises({}, {"a": refused}) == ["a: a line without an address"]
    assert surprises({"a": refused}, {"a": ("", "")}) == [f"a: {refused} instead of ('', '')"]
