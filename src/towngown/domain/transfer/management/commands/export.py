"""`towngown export SLUG`: a partnership as files; `--template` writes an empty workbook instead."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from towngown.domain.partnerships.queries import by_slug, slugs
from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import export
from towngown.domain.transfer.words import FORMATS
from towngown.foundation.accounts.queries import importer


class Command(BaseCommand):
    """Write one partnership, or an empty workbook, to a file or to standard output."""

    help = "Write a partnership as YAML or as a workbook, or an empty workbook to fill in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", default="")
        parser.add_argument("--format", choices=sorted(FORMATS), default="yaml")
        parser.add_argument("--language", choices=["zh", "en"], default="zh", help="of the workbook's columns")
        parser.add_argument("--template", choices=["zh", "en"], nargs="?", const="zh", help="an empty workbook")
        parser.add_argument("--out", type=Path, help="the file to write; otherwise standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        content = self._content(options)
        if options["out"]:
            options["out"].write_bytes(content)
        else:
            sys.stdout.buffer.write(content)

    def _content(self, options: dict[str, Any]) -> bytes:
        if options["template"]:
            return queries.template(options["template"])
        partnership = by_slug(importer(), options["slug"])
        if partnership is None:
            known = " ".join(slugs(importer())) or "none yet"
            raise CommandError(f"Say which partnership: {known}.")
        return export(by=importer(), partnership=partnership, form=options["format"], language=options["language"])
