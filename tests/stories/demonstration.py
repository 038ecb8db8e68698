"""`python -m tests.stories.demonstration`: an instance with the examples and the demonstration in it."""

from pathlib import Path

import django
from django.core.management import call_command


def main() -> None:
    """Import every example, then let the invented partnership live up to today."""
    django.setup()
    for partnership in sorted(Path("examples").glob("*/partnership.yaml")):
        call_command("import", str(partnership.parent))
    call_command("demo")


if __name__ == "__main__":
    main()
