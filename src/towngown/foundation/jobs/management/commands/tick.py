"""towngown tick: everything driven by the clock, once or for ever."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from towngown.foundation.jobs.clock import tick


class Command(BaseCommand):
    help = "Do what is due by the clock: reminders and mails, reactions still owed, work whose worker was killed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, default=0, help="Seconds between ticks; without it, one tick.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tick once, or every so many seconds until stopped."""
        while True:
            ran = tick()
            self.stdout.write(f"{len(ran)} due: {', '.join(ran)}")
            if not options["every"]:
                return
            time.sleep(options["every"])
