"""The `towngown` command."""

import os
import sys


def main() -> None:
    """Hand over to Django's command line with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["towngown", *sys.argv[1:]])
