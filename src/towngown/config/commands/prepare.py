"""What must be in order before the server starts. Each step returns what is left to do, or None when nothing is."""

import hashlib
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from towngown.config.commands.messages import compile_all, stale

EXAMPLES = settings.HERE.parent.parent / "examples"


Work = Callable[[], object]


def words() -> Work | None:
    """Compile translations that changed."""
    return compile_all if stale() else None


def database() -> Work | None:
    """Bring the tables up to date."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    return lambda: call_command("migrate", verbosity=0, interactive=False)


def pages() -> Work | None:
    """Collect style sheets, scripts and pictures when one changed."""
    from django.contrib.staticfiles.finders import get_finders

    files = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    mark = settings.STATIC_ROOT / ".collected"
    return _once(mark, files, lambda: call_command("collectstatic", verbosity=0, interactive=False, clear=True))


def examples() -> Work | None:
    """Bring in the example partnerships and let the demonstration live, when it is on and its files changed."""
    if not settings.DEMONSTRATION or "import" not in get_commands():
        return None
    folders = sorted(path for path in EXAMPLES.glob("*") if path.is_dir())
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return _once(settings.DATA / ".examples", files, lambda: _bring_in(folders)) if files else None


def _bring_in(folders: list[Path]) -> None:
    """Places, then partnerships, then what the invented one lived through. None of the three changes what is there, so
    an interrupted run is simply run again."""
    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.places.actions import load

    for path in sorted(path for folder in folders for path in folder.glob("*.csv")):
        load(by=importer(), file=path.read_bytes())
    for folder in (folder for folder in folders if [*folder.glob("*.yaml"), *folder.glob("*.xlsx")]):
        call_command("import", str(folder), verbosity=0, stdout=io.StringIO())
    if "demo" in get_commands():
        call_command("demo", verbosity=0, stdout=io.StringIO())


def _once(mark: Path, files: Iterable[Path], do: Work) -> Work | None:
    """The work, unless it was done for these very files; the mark says so once it is done."""
    seen = hashlib.sha256(repr(sorted(_print(path) for path in files)).encode()).hexdigest()
    if mark.exists() and mark.read_text() == seen:
        return None

    def work() -> None:
        do()
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(seen)

    return work


def _print(path: Path) -> tuple[str, int, int]:
    facts = path.stat()
    return str(path), facts.st_mtime_ns, facts.st_size
