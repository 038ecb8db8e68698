"""The options in force on this instance, for its keeper."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from towngown.web.office.access import keepers_only

MAY_HOLD_PASSWORDS = ("DATABASE_URL", "MAIL_URL")


@require_GET
@keepers_only
def options(request: HttpRequest) -> HttpResponse:
    """How is this instance set up? Reading only: options are set where the server is started."""
    rows = [
        {"name": f"TOWNGOWN_{name}", "type": kind, "default": _shown(name, default), "value": _shown(name, value),
         "sentence": sentence, "changed": value != default}
        for name, kind, default, value, sentence in settings.OPTIONS
    ]  # fmt: skip
    return render(request, "office/options.html", {"rows": rows})


def _shown(name: str, value: Any) -> str:
    """The value in words; of addresses with a password in them only that they are set."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == "":
        return _("empty")
    return _("set, not shown") if name in MAY_HOLD_PASSWORDS else str(value)
