"""A source tree as the guards read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SRC = REPOSITORY / "src" / "towngown"
TESTS = REPOSITORY / "tests"


def python_files(root: Path, *, migrations: bool = False) -> Iterator[Path]:
    """Every Python file under the root, migrations only when wanted."""
    for path in sorted(root.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


@cache
def _parsed(path: Path, _changed: int) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return _parsed(path, path.stat().st_mtime_ns)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def part(path: Path, root: Path) -> str:
    """Which file of the anatomy a module belongs to: domain/evidence/actions/links.py and …/actions.py are "actions"."""
    inside = path.relative_to(root).parts[2:]
    return inside[0].removesuffix(".py") if inside else ""


def plant(root: Path, files: dict[str, str]) -> Path:
    """A small source tree with these files (path under towngown → text), for breaches to be found in."""
    for name, text in files.items():
        path = root / "towngown" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root / "towngown"
