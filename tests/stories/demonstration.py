"""`python -m tests.stories.demonstration`: an instance with the examples and the demonstration in it.

Of Baoshan's places there is one town only: its month is played at a thirteenth of its size.
"""

from pathlib import Path

import django
from django.core.management import call_command

TOWN = "310113104"


def main() -> None:
    """Import every example, then let the invented partnership live up to today."""
    django.setup()
    _places()
    for partnership in sorted(Path("examples").glob("*/partnership.yaml")):
        call_command("import", str(partnership.parent))
    call_command("demo")


def _places() -> None:
    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.places.actions import load

    first, *lines = Path("examples/places/baoshan.csv").read_text().splitlines()
    above = {TOWN[:length] for length in (2, 4, 6)}
    kept = [line for line in lines if line.startswith(TOWN) or line.split(",")[0] in above]
    load(by=importer(), file="\n".join([first, *kept]).encode())


if __name__ == "__main__":
    main()
