"""The walls of .importlinter: the tree keeps them, and each contract sees the breach planted against it."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY, SRC

# Where a line is planted, the line, and the name of the contract that must see it.
BREACHES = {
    "foundation/people/queries.py": ("    from towngown.domain.partnerships import queries", "Floors"),
    "foundation/accounts/queries.py": ("from towngown.foundation.people import queries", "Foundation"),
    "domain/partnerships/queries.py": ("    from towngown.domain.reports import words", "The story, read from its end"),
    "web/desk/urls.py": ("from towngown.web.office import urls", "Rooms never import each other"),
    "domain/partnerships/words.py": ("from towngown.domain.partnerships import rules", "Inside every package"),
    "domain/evidence/words.py": ("import django", "kit, words and compute never see Django"),
    "domain/partnerships/rules.py": ("from towngown.domain.partnerships import actions", "Queries, rules and compute call no action"),
    "web/office/urls.py": ("from towngown.domain.agreements import models", "Pages speak through actions and queries"),
    "domain/partnerships/actions.py": ("    from towngown.domain.partnerships import demo", "Nobody imports reactions or demo"),
    "kit/when.py": ("    from towngown.kit import periods", "No cycles at any depth"),
    "domain/reports/words.py": ("from towngown.domain.agreements import models", "agreements.models is private"),
    "domain/strange/__init__.py": ("", "towngown.domain.strange"),
}  # fmt: skip


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root), "COLUMNS": "300"}
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()", "--no-cache"]
    return subprocess.run(
        [*linter, "--config", str(REPOSITORY / ".importlinter")],
        env=environment,
        cwd=root,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """What the linter says about a copy of the tree with every breach planted at once."""
    root = tmp_path_factory.mktemp("breached")
    shutil.copytree(
        SRC, root / "towngown", ignore=shutil.ignore_patterns("__pycache__", "locale", "static", "migrations")
    )
    for name, (line, _contract) in BREACHES.items():
        path = root / "towngown" / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text() if path.exists() else ""
        path.write_text(before + (f"\n\ndef planted():\n{line}\n" if line.startswith("    ") else f"\n{line}\n"))
    demo = root / "towngown/domain/partnerships/demo.py"
    demo.write_text(demo.read_text() if demo.exists() else "")
    return lint(root).stdout


def test_the_walls_stand():
    done = lint(REPOSITORY / "src")
    hint = "A foreign model named only in an annotation is imported under TYPE_CHECKING and written in quotes."
    assert done.returncode == 0, f"{done.stdout[done.stdout.find('Broken contracts') :]}\n{hint}"


@pytest.mark.parametrize("contract", sorted({contract for _line, contract in BREACHES.values()}))
def test_a_planted_breach_is_seen(broken, contract):
    assert f"{contract} BROKEN" in broken or f"- {contract}" in broken


def test_every_package_has_its_models_protected():
    walls = configparser.ConfigParser()
    walls.read(REPOSITORY / ".importlinter")
    protected = {section.get("protected_modules", "") for section in walls.values()}
    packages = [path.parent for floor in ("domain", "foundation") for path in (SRC / floor).glob("*/models*")]
    expected = {
        ".".join(["towngown", *path.relative_to(SRC).parts, "models"])
        for path in packages
        if path.name != "__pycache__"
    }
    assert expected - protected == set()
