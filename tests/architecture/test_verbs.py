"""Every verb has a rule, words, a docstring and tests; every state has a way in."""

import ast
import inspect
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from tests.architecture.source import TESTS, functions, python_files, tree
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


@cache
def tried(root: Path) -> tuple[frozenset[str], frozenset[str]]:
    """(names called or named in tests that expect success, those in tests that expect a refusal)."""
    accepted: set[str] = set()
    refused: set[str] = set()
    for path in python_files(root):
        outside = [node for node in tree(path).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
        accepted |= {name for node in outside for name in _named(node)}
        for function in functions(path):
            inside = {name for node in ast.walk(function) if _expects_refusal(node) for name in _named(node)}
            refused |= inside | (_named(function) if _sounds_refusing(function) else set())
            accepted |= _named(function, besides=_expects_refusal)
    return frozenset(accepted), frozenset(refused)


def _expects_refusal(node: ast.AST) -> bool:
    raising = isinstance(node, ast.With) and any("raises" in ast.dump(item.context_expr) for item in node.items)
    return raising or (isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith(("refus", "code_of")))


def _sounds_refusing(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        word in function.name
        for word in ("refus", "may_not", "cannot", "only", "nobody", "not_", "needs", "wrong", "no_")
    )


def _named(node: ast.AST, besides: Callable[[ast.AST], bool] = lambda _: False) -> set[str]:
    """Attributes, names and texts like "need.raise" mentioned in a piece of code, but not in what is left aside."""
    found, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Attribute):
            found.add(one.attr)
        elif isinstance(one, ast.Name):
            found.add(one.id)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            found.add(one.value)
        waiting += [child for child in ast.iter_child_nodes(one) if not besides(child)]
    return found


def untried(verbs: Mapping[str, Any], root: Path) -> list[str]:
    """Verbs without an accepted or without a refused test."""
    accepted, refused = tried(root)
    return [
        f"{name} has no {what} test"
        for name, verb in sorted(verbs.items())
        for what, names in (("accepted", accepted), ("refused", refused))
        if not {name, verb.run.__name__} & names
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


@pytest.mark.trust
def test_every_verb_is_tried_with_and_without_success():
    assert untried(VERBS, TESTS) == []


def test_an_untried_verb_is_seen(tmp_path):
    (tmp_path / "test_cup.py").write_text("def test_pouring():\n    assert actions.pour(by=x)\n")
    assert untried(planted(), tmp_path) == ["cup.pour has no refused test"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "test_cup.py").write_text("def test_x():\n    with pytest.raises(Problem):\n        pour()\n")
    assert untried(planted(), other) == ["cup.pour has no accepted test"]
