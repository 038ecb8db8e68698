"""`towngown demo`: let the invented partnership live up to today, or up to `--until`."""

from datetime import date
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from towngown.kit import clock
from towngown.kit.problems import Problem


class Command(BaseCommand):
    """Tell what has not been told yet; told again, nothing changes."""

    help = "Let the invented partnership of the demonstration live up to a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", type=date.fromisoformat, help="the last day to tell; today unless said")

    def handle(self, *args: Any, **options: Any) -> None:
        demo = import_module("towngown.domain.transfer.demo")
        try:
            told = demo.live(options["until"] or clock.today())
        except Problem as problem:
            raise CommandError(
                f"{problem} (first: towngown import examples/yunxi, with TOWNGOWN_DEMONSTRATION=1)"
            ) from None
        self.stdout.write(f"{told} new steps")
