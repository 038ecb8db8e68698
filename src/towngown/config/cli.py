"""The `towngown` command: our own commands, then Django's and those that chapters bring."""

import os
import sys
from importlib import import_module

OWN = {
    "run": "Start everything: database, translations, examples, server and worker.",
    "work": "Do the work that waits: reactions, mails, imports; and tick the clock.",
    "backup": "Write database, files and key into one file.",
    "restore": "Bring a backup back into an empty data folder.",
    "check": "Whether everything is as it should be: settings, tables, files, sums, work owed.",
    "messages": "Find marked words and keep the translation files; --check, --compile.",
    "reference": "Write docs/reference from the registries.",
    "createkeeper": "Make the log-in of a keeper of this instance.",
}
OF_CHAPTERS = {
    "import": "Bring a partnership in from a workbook or YAML files; --check writes nothing.",
    "export": "Write a partnership as YAML or a workbook; --template writes an empty workbook.",
    "demo": "Play the invented partnership on to a day; --until=…",
    "tick": "Do what the clock asks for now: notices, reminders, ends.",
}


def main() -> None:
    """Run the command named first, ours or Django's; the exit code tells whether it went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name in ("help", "--help", "-h") and len(sys.argv) < 3:
        print(_usage())
    elif name in OWN:
        sys.exit(import_module(f"towngown.config.commands.{name}").main(sys.argv[2:]))
    else:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["towngown", *sys.argv[1:]])


def _usage() -> str:
    lines = [f"  {name:14}{sentence}" for name, sentence in (OWN | OF_CHAPTERS).items()]
    more = "  migrate, shell …: see towngown help --commands"
    return "\n".join(["towngown COMMAND [--help]", "", *lines, more])
