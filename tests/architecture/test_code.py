"""Where a line may live: writes only in actions, answers that change nothing, names of files, sizes."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY, SRC, functions, part, plant, python_files, tree

ANATOMY = {
    "__init__", "words", "compute", "models", "rules", "queries", "actions", "reactions", "demo", "apps",
    "migrations", "locale", "templates", "static", "table", "tasks", "data", "management",
}  # fmt: skip
# The doorway; uploads of refused forms and small pictures, which are no records; what may be kept in memory, and the counts that are; the index in each database's own words; the registry of long work, and everything driven by the clock.
ALSO = {
    "journal": {"action", "outbox", "moments"},
    "files": {"waiting", "thumbnails"},
    "partnerships": {"facets"},
    "search": {"engine"},
    "jobs": {"work", "clock"},
}
WRITES = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "create_user", "create_superuser"}
QUERYSET_WRITES = WRITES | {"create", "update", "delete"}
# The doorway itself; the actors, which have no verbs because every verb needs one; the first keeper, whom nobody may name.
DOORWAY = {
    "foundation/journal/action.py", "foundation/journal/outbox.py", "foundation/accounts/queries.py",
    "config/commands/createkeeper.py",
}  # fmt: skip
LONGEST_FUNCTION, LONGEST_FILE = 40, 400


def unknown_files(root: Path) -> list[str]:
    """Files and folders of foundation and domain packages that the anatomy does not know."""
    found = []
    for package in [*root.glob("domain/*/"), *root.glob("foundation/*/")]:
        if package.is_dir() and package.name != "__pycache__":
            known = ANATOMY | ALSO.get(package.name, set())
            found += [
                str(path.relative_to(root))
                for path in sorted(package.iterdir())
                if path.stem not in known and path.name != "__pycache__"
            ]
    return found


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def _of_objects(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr in ("objects", "_default_manager") for one in ast.walk(node))


def writes_outside(root: Path) -> list[str]:
    """Saving anywhere but in actions, reactions and the doorway."""
    found = []
    for path in python_files(root):
        name = path.relative_to(root).as_posix()
        if name in DOORWAY or (
            name.startswith(("domain/", "foundation/")) and part(path, root) in ("actions", "reactions")
        ):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not _is_super(node.func.value):
                on_rows = node.func.attr in QUERYSET_WRITES and _of_objects(node.func.value)
                if on_rows or (node.func.attr in ("save", "bulk_create", "bulk_update") and not _a_file(node)):
                    found.append(f"{name}:{node.lineno} .{node.func.attr}(")
    return found


def _a_file(node: ast.Call) -> bool:
    """Pictures, workbooks and documents are saved with where to; rows are saved with nothing or named columns."""
    return bool(node.args)


def answers_that_act(root: Path) -> list[str]:
    """Queries, rules and compute that call an action, however it was imported."""
    found = []
    for path in python_files(root):
        if path.relative_to(root).parts[0] in ("domain", "foundation") and part(path, root) in (
            "queries",
            "rules",
            "compute",
        ):
            found += [
                f"{path.relative_to(root)}:{node.lineno}"
                for node in ast.walk(tree(path))
                if (isinstance(node, ast.ImportFrom) and _names_actions(node))
                or (isinstance(node, ast.Name) and node.id in ("perform_once", "VERBS"))
            ]
    return found


def _names_actions(node: ast.ImportFrom) -> bool:
    return (
        ".actions" in f"{node.module}."
        and ".actions." in f"{node.module}."
        or "actions" in {one.name for one in node.names}
    )


def imports_of_the_unimportable(root: Path) -> list[str]:
    """Reactions and demo imported by anybody but demo: reactions are found by the registry, demo by the command line."""
    pattern = re.compile(r"^\s*(from|import)\s+towngown\.\w+\.\w+(\.| import )(reactions|demo)\b", re.MULTILINE)
    return [
        str(path.relative_to(root))
        for path in python_files(root)
        if not path.is_relative_to(root / "config") and "demo" not in path.parts and pattern.search(path.read_text())
    ]


def too_long(root: Path) -> list[str]:
    """Functions over 40 lines, files over 400."""
    found = []
    for path in python_files(root):
        lines = len(path.read_text().splitlines())
        if lines > LONGEST_FILE:
            found.append(f"{path.name}: {lines} lines")
        for function in functions(path):
            length = (function.end_lineno or 0) - function.body[0].lineno + 1  # a verb's parameters are a table
            if length > LONGEST_FUNCTION:
                found.append(f"{path.name}:{function.lineno} {function.name} has {length} lines")
    return found


def signals(root: Path) -> list[str]:
    """Django signals: what later chapters want to know is a reaction."""
    pattern = re.compile(r"django\.(db\.models|core|dispatch)(\.signals| import (Signal|receiver))|@receiver")
    return [str(path.relative_to(root)) for path in python_files(root) if pattern.search(path.read_text())]


def left_over(root: Path) -> list[str]:
    """Notes to self, and names of one machine."""
    pattern = re.compile(r"\b(TODO|FIXME|XXX)\b|/(work|root|home)/\w")
    return [str(path.relative_to(root)) for path in python_files(root) if pattern.search(path.read_text())]


GUARDS = [unknown_files, writes_outside, answers_that_act, imports_of_the_unimportable, too_long, signals, left_over]

BREACHES = [
    (unknown_files, {"domain/evidence/helpers.py": ""}),
    (unknown_files, {"foundation/files/utils/x.py": ""}),
    (writes_outside, {"domain/evidence/queries.py": "def f(row):\n    row.save()\n"}),
    (writes_outside, {"web/desk/views.py": "Claim.objects.filter(pk=1).update(x=1)\n"}),
    (writes_outside, {"domain/evidence/demo.py": "Claim.objects.create(x=1)\n"}),
    (writes_outside, {"config/commands/x.py": "Claim.objects.filter(pk=1).delete()\n"}),
    (answers_that_act, {"domain/evidence/queries.py": "def f():\n    from towngown.domain.evidence import actions\n"}),
    (answers_that_act, {"domain/evidence/rules.py": "from towngown.domain.evidence.actions import claim\n"}),
    (answers_that_act, {"domain/evidence/compute.py": "perform_once('k', 'x.y')\n"}),
    (imports_of_the_unimportable, {"web/desk/views.py": "from towngown.domain.evidence.demo import make\n"}),
    (imports_of_the_unimportable, {"domain/reports/actions.py": "    from towngown.domain.reports import reactions\n"}),
    (too_long, {"web/desk/views.py": "def f():\n" + "    x = 1\n" * 41}),
    (too_long, {"web/desk/views.py": "x = 1\n" * 401}),
    (signals, {"domain/reports/actions.py": "from django.db.models.signals import post_save\n"}),
    (left_over, {"domain/reports/actions.py": "# TO" + "DO later\n"}),
]  # fmt: skip


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_house_rule_holds(guard):
    assert guard(SRC) == []


@pytest.mark.parametrize(("guard", "files"), BREACHES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_breach_is_seen(guard, files, tmp_path):
    assert len(guard(plant(tmp_path, files))) == 1


def test_saving_a_picture_or_through_super_is_no_breach(tmp_path):
    files = {"domain/x/queries.py": "image.save(buffer, 'PNG')\n", "domain/x/table.py": "super().save()\n"}
    assert writes_outside(plant(tmp_path, files)) == []


def test_tests_and_tools_are_not_endless_either():
    assert too_long(REPOSITORY / "tests") + too_long(REPOSITORY / "tools") + too_long(REPOSITORY / "benchmarks") == []
