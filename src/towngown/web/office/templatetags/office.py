"""The rooms of the office, and what the log-in page shows in a demonstration."""

from typing import Any

from django import template
from django.conf import settings

from towngown.domain.partnerships.queries import taking_part
from towngown.foundation.people.queries import demonstration_logins as found
from towngown.foundation.people.queries import works_in_office
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD, ROLES
from towngown.kit import clock
from towngown.kit.text import mark

register = template.Library()

# What somebody of this role does first, for whoever tries the demonstration.
DOES = {
    "office": mark("sees what was promised and what is late, releases orders, signs"),
    "coordinator": mark("plans activities, dispatches teachers, signs for a party"),
    "window": mark("passes the orders of the villages on, types in paper slips"),
    "worker": mark("asks for help, orders courses where there is a menu, says how many came"),
    "expert": mark("says yes or no to visits, says how many came"),
    "student": mark("sees what takes place and what came of it"),
    "auditor": mark("reads everything and checks the numbers"),
}


@register.inclusion_tag("office/_demonstration.html", takes_context=True)
def demonstration_logins(context: Any) -> dict[str, Any]:
    """The invented people by the partnership they belong to, what each is and does there, and the printed password;
    nothing outside demonstration mode."""
    seats = [(person, one) for person in found() for one in person.held(clock.today())]
    cases = taking_part(one.organisation for _person, one in seats)
    groups: dict[Any, list[dict[str, Any]]] = {}
    for person, one in seats:
        login = {"person": person, "role": ROLES[one.role], "at": one.organisation, "does": DOES.get(one.role, "")}
        groups.setdefault(cases.get(one.organisation_id), []).append(login)
    return {"groups": groups.items(), "password": DEMONSTRATION_PASSWORD, "csrf_token": context.get("csrf_token"),
            "request": context["request"]}  # fmt: skip


@register.inclusion_tag("office/_locked_out.html")
def locked_out() -> dict[str, Any]:
    """Who helps those who cannot get in, and whether a mail can."""
    return {"mails": bool(settings.EMAIL_HOST), "keeper": settings.KEEPER}


@register.simple_tag
def keeper() -> str:
    """How the keeper of this instance is reached, as set; empty where nobody said."""
    return str(settings.KEEPER)


@register.simple_tag
def sends_mail() -> bool:
    """Whether this instance has a mail server."""
    return bool(settings.EMAIL_HOST)


@register.inclusion_tag("office/_rooms.html", takes_context=True)
def rooms(context: Any, here: str) -> dict[str, Any]:
    """The rooms that this viewer may open; `here` is the one they are in."""
    by = context["request"].actor
    return {"here": here, "office": works_in_office(by), "keeper": by.keeper}
