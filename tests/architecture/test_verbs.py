"""Every verb has a rule, words and a docstring; every state has a way in."""

import inspect
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from tests.architecture.source import REPOSITORY
from tests.verbs import untried
from towngown.foundation.journal.action import VERBS
from towngown.kit.actors import Actor
from towngown.kit.states import states


def without_words(verbs: Mapping[str, Any]) -> list[str]:
    """Verbs without an imperative, a past tense, a docstring, or a rule that is a predicate."""
    return [
        f"{name} has no {what}"
        for name, verb in verbs.items()
        for what, given in {
            "label": verb.label, "past tense": verb.told, "docstring": verb.doc, "rule": callable(verb.may),
            "object in its name": "." in name,
        }.items()
        if not given
    ]  # fmt: skip


def not_keyword_only(verbs: Mapping[str, Any]) -> list[str]:
    """Verbs that can be called with positions, or whose first parameter is not `by: Actor`."""
    found = []
    for name, verb in verbs.items():
        parameters = list(inspect.signature(verb.run).parameters.values())
        kinds = {one.kind for one in parameters}
        if kinds != {inspect.Parameter.KEYWORD_ONLY} or (parameters[0].name, parameters[0].annotation) != ("by", Actor):
            found.append(name)
    return found


def stranded_states(words: Any) -> list[str]:
    """States that no verb leads to from the first one, of every MOVES table and the STATES that it moves among."""
    tables = {name: table for name, table in vars(words).items() if name.endswith("STATES")}
    found = []
    for name, moves in vars(words).items():
        if name.endswith("MOVES"):
            named = {at for at, _ in moves} | set(moves.values())
            among = [table for table in tables.values() if named <= set(table)]
            if not among:
                found.append(f"{name} names a state that no STATES table knows")
            found += [
                f"{name}: nothing leads to {state}"
                for table in among[:1]
                for state in sorted(set(table) - states(moves, next(iter(table))))
            ]
    return found


def idle_moves(words: Any, verbs: Mapping[str, Any]) -> list[str]:
    """Moves by a verb that nobody registered, or whose verb does not know the table."""
    return [
        f"{name}: {verb}"
        for name, moves in vars(words).items()
        if name.endswith("MOVES")
        for verb in sorted({verb for _, verb in moves})
        if verb not in verbs or verbs[verb].moves != moves
    ]


def chapter_words() -> list[Any]:
    """The words.py of every chapter that has one."""
    found = []
    for chapter in settings.CHAPTERS:
        try:
            found.append(import_module(f"{chapter}.words"))
        except ModuleNotFoundError:
            continue
    return found


def planted(**changes: Any) -> dict[str, Any]:
    """One verb, well formed but for the changes."""

    def pour(*, by: Actor, cup: str) -> None:
        """Pour."""

    given = {"label": "Pour", "told": "poured", "doc": "Pour.", "may": bool, "run": pour, "moves": {}}
    return {"cup.pour": SimpleNamespace(**given | changes)}


def test_every_verb_has_its_words_and_its_rule():
    assert without_words(VERBS) == []
    assert not_keyword_only(VERBS) == []


@pytest.mark.parametrize("what", [{"label": ""}, {"told": ""}, {"doc": ""}, {"may": None}])
def test_a_verb_without_words_or_rule_is_seen(what):
    assert without_words(planted()) == []
    assert len(without_words(planted(**what))) == 1


def test_a_verb_called_by_position_is_seen():
    assert not_keyword_only(planted()) == []
    assert not_keyword_only(planted(run=lambda by, cup: None)) == ["cup.pour"]


@pytest.mark.parametrize("words", chapter_words(), ids=lambda words: words.__name__.split(".")[-2])
def test_every_state_has_a_way_in_and_every_move_a_verb(words):
    assert stranded_states(words) == []
    if find_spec(words.__name__.replace(".words", ".actions")):
        assert idle_moves(words, VERBS) == []


def test_a_state_without_a_way_in_is_seen():
    words = SimpleNamespace(STATES={"full": "", "empty": "", "broken": ""}, MOVES={("full", "cup.drink"): "empty"})
    assert stranded_states(words) == ["MOVES: nothing leads to broken"]
    words = SimpleNamespace(STATES={"full": ""}, MOVES={("full", "cup.drink"): "empty"})
    assert stranded_states(words) == ["MOVES names a state that no STATES table knows"]


def test_a_move_without_a_verb_is_seen():
    words = SimpleNamespace(MOVES={("full", "cup.drink"): "empty"})
    assert idle_moves(words, {}) == ["MOVES: cup.drink"]


def test_an_untried_verb_is_seen():
    """What `make unit` asks of all tests together (tests/verbs.py)."""
    assert untried(["cup.pour"], {("cup.pour", "done"), ("cup.pour", "wrong_moment")}) == []
    assert untried(["cup.pour"], {("cup.pour", "done")}) == ["cup.pour was never refused in a test"]
    assert untried(["cup.pour"], {("cup.pour", "wrong_moment")}) == ["cup.pour was never done in a test"]


@pytest.mark.trust
def test_a_run_that_tries_no_verb_fails_also_when_workers_share_it():
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-n",
        "1",
        "--every-verb",
        "tests/kit/test_shelf.py",
    ]
    ran = subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True)
    assert (ran.returncode, "4 passed" in ran.stdout) == (1, True)
    assert ran.stdout.count("was never") == 2 * len(VERBS)
