"""The one table of options: name, type, default, and what it does. Each is read from TOWNGOWN_<NAME>."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from towngown.kit.text import mark


@dataclass(frozen=True)
class Option:
    """One option of an instance."""

    name: str
    type: type
    default: Any
    sentence: str

    def read(self) -> Any:
        """The value from the environment, or the default; ValueError names the option when it cannot be read."""
        text = os.environ.get(f"TOWNGOWN_{self.name}")
        if text is None:
            return self.default
        if self.type is bool:
            return text.strip().lower() in {"1", "true", "yes", "on"}
        try:
            return self.type(text)
        except ValueError:
            raise ValueError(f"TOWNGOWN_{self.name} must be {self.type.__name__}, not {text!r}") from None


TABLE = {
    option.name: option
    for option in (
        Option("DATA", Path, Path("var"), mark("Folder of the database, the files and the secret key.")),
        Option("DATABASE_URL", str, "", mark("postgresql://… instead of the embedded database.")),
        Option("HOST", str, "127.0.0.1", mark("Address that the server listens on.")),
        Option("PORT", int, 8000, mark("Port that the server listens on.")),
        Option("HOSTS", str, "localhost 127.0.0.1 [::1]", mark("Names under which the site is reached.")),
        Option("ADDRESS", str, "", mark("Address of the site as people type it, for links on paper and in mails.")),
        Option(
            "HTTPS", bool, False, mark("Whether the site is reached by https: cookies are then sent by https only.")
        ),
        Option("PROXIES", int, 0, mark("How many trusted proxies stand before the server.")),
        Option(
            "DEMONSTRATION",
            bool,
            False,
            mark("Demonstration mode: invented people may log in with a printed password."),
        ),
        Option("DEBUG", bool, False, mark("Development mode: never on a real site.")),
        Option(
            "MAIL_URL",
            str,
            "",
            mark("smtp://user:password@host:port of the mail server, smtps:// with TLS; empty sends no mails."),
        ),
        Option("MAIL_FROM", str, "towngown@localhost", mark("Sender of mails.")),
        Option(
            "KEEPER",
            str,
            "",
            mark("Who keeps this instance and how to reach them, shown to people who cannot get in."),
        ),
        Option("UPLOAD_MEGABYTES", int, 20, mark("Largest file that may be uploaded, in megabytes.")),
        Option("REPORT_TEMPLATE", str, "", mark("A Word template that replaces ours for reports.")),
    )
}


def option(name: str) -> Any:
    """The value of one option."""
    return TABLE[name].read()
