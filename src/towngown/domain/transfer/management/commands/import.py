"""`towngown import FILE …`: bring a partnership's files in; `--check` only says what would happen."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from towngown.domain.transfer.actions import Outcome, bring_in
from towngown.domain.transfer.queries import told
from towngown.foundation.accounts.queries import importer

ENDINGS = (".yaml", ".yml", ".xlsx", ".xls")


class Command(BaseCommand):
    """Import the files and folders named; exits with 1, having written nothing, when anything is wrong."""

    help = "Import a partnership from YAML files, a folder of them, or a workbook."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--check", action="store_true", help="write nothing, only say what would happen")
        parser.add_argument("--language", choices=["zh-hans", "en"], default="en", help="of what is said")

    def handle(self, *args: Any, **options: Any) -> None:
        files = [(path.name, path.read_bytes()) for path in _files(options["paths"])]
        with translation.override(options["language"]):
            outcome = bring_in(by=importer(), files=files, trial=options["check"])
            for line in _lines(outcome):
                self.stdout.write(line)
        if outcome.found:
            raise CommandError(f"{len(outcome.found)} problems; nothing was written.")


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.suffix in ENDINGS)
        elif path.is_file():
            yield path
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
