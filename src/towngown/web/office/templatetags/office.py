"""The rooms of the office, and what the log-in page shows in a demonstration."""

from typing import Any

from django import template
from django.conf import settings

from towngown.foundation.people.queries import demonstration_logins as found
from towngown.foundation.people.queries import works_in_office
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD, ROLES
from towngown.kit import clock

register = template.Library()


@register.inclusion_tag("office/_demonstration.html", takes_context=True)
def demonstration_logins(context: Any) -> dict[str, Any]:
    """The invented people with their roles and the printed password; nothing outside demonstration mode."""
    logins = [
        {"person": person, "held": [{"role": ROLES[one.role], "at": one.organisation} for one in held]}
        for person in found()
        for held in [person.held(clock.today())]
    ]
    return {"logins": logins, "password": DEMONSTRATION_PASSWORD, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("office/_locked_out.html")
def locked_out() -> dict[str, Any]:
    """Who helps those who cannot get in, and whether a mail can."""
    return {"mails": bool(settings.EMAIL_HOST), "keeper": settings.KEEPER}


@register.simple_tag
def sends_mail() -> bool:
    """Whether this instance has a mail server."""
    return bool(settings.EMAIL_HOST)


@register.inclusion_tag("office/_rooms.html", takes_context=True)
def rooms(context: Any, here: str) -> dict[str, Any]:
    """The rooms that this viewer may open; `here` is the one they are in."""
    by = context["request"].actor
    return {"here": here, "office": works_in_office(by), "keeper": by.keeper}
