"""`towngown import PATH …`: bring a partnership's files in; `--check` only says what would happen.

Each folder, and each file named by itself, is one partnership. CSV files are files of places.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from towngown.domain.transfer.actions import Outcome, bring_in
from towngown.domain.transfer.queries import told
from towngown.foundation.accounts.queries import importer
from towngown.foundation.places import actions as places
from towngown.foundation.places.words import EDITION

PLACES = ".csv"
INVENTED = "invented"
ENDINGS = (".yaml", ".yml", ".xlsx", ".xls")


class Command(BaseCommand):
    """Import the files and folders named; exits with 1, having written nothing, when anything is wrong."""

    help = "Import a partnership from YAML files, a folder of them, or a workbook."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--check", action="store_true", help="write nothing, only say what would happen")
        parser.add_argument("--language", choices=["zh-hans", "en"], default="en", help="of what is said")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        with translation.override(options["language"]):
            for paths in _packages(options["paths"]):
                wrong += self._bring_in(paths, options["check"])
        if wrong:
            raise CommandError(f"Problems found: {wrong}. Nothing of the files that have them was written.")

    def _bring_in(self, paths: list[Path], check: bool) -> int:
        """How many problems one package has."""
        for path in paths:
            if path.suffix == PLACES and not check:
                self.stdout.write(
                    f"{path.name}: {places.load(by=importer(), file=path.read_bytes(), edition=edition_of(path))}"
                )
        files = [(path.name, path.read_bytes()) for path in paths if path.suffix in ENDINGS]
        if not files:
            return 0
        outcome = bring_in(by=importer(), files=files, trial=check)
        for line in _lines(outcome):
            self.stdout.write(line)
        return len(outcome.found)


def edition_of(path: Path) -> str:
    """Invented places stand in an edition of their own, so that nobody takes them for the code book."""
    return INVENTED if path.stem.endswith(INVENTED) else EDITION


def _packages(paths: Iterable[Path]) -> Iterable[list[Path]]:
    for path in paths:
        if path.is_dir():
            yield sorted(one for one in path.iterdir() if one.suffix in (*ENDINGS, PLACES))
        elif path.is_file():
            yield [path]
        else:
            raise CommandError(f"There is no file {path}.")


def _lines(outcome: Outcome) -> Iterable[str]:
    for found in outcome.found:
        place, sentence = told(found)
        yield f"{place}: {sentence}" if place else sentence
    if not outcome.found:
        for sheet, tally in outcome.tallies.items():
            yield f"{sheet}: {tally.created} new, {tally.changed} changed, {tally.unchanged} unchanged"
        yield (
            f"{outcome.slug}: {outcome.changes} rows to write"
            if outcome.changes
            else f"{outcome.slug}: nothing changes"
        )
