"""Which pages there are to be taken: every list, every thing, the forms that matter, the phone's pages, the errors.

Imported by tools.shots once Django is ready; everything is found in the record, nothing is named twice.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from towngown.domain.evidence import actions as evidence
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.partnerships.queries import actor_for, parties, partnerships
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import things
from towngown.foundation.journal.table import kinds
from towngown.kit import clock
from towngown.web.shared.addresses import href, known_kinds

# Answers that are no pages of their own.
NO_PAGE = ("notices_read", "notices_unread", "office")
FORMS = (
    "round.open",
    "scenario.add",
    "dispatch.move",
    "activity.plan",
    "activity.hold",
    "agreement.draft",
    "need.refuse",
    "waiver.propose",
    "report.start",
)

Row = tuple[str, str, str]


def table(office: str = "county-office") -> list[Row]:
    """(name, address, who looks) of every page; the office sees everything, a visitor what has a public face."""
    user = get_user_model().objects.get(username=office)
    by = actor_for(user.pk, user.name, "zh-hans", user.is_staff, clock.today())
    seen = [*_lists(), *_things(by), *_of_partnerships(by), *_scenarios(by), *_forms(by), *_links(by)]
    seen.append(("error-404", "/nowhere/"))
    public = [("home-visitor", "/"), ("log-in", reverse("account_login")), ("help-visitor", reverse("help"))]
    once = {address: name for name, address in reversed(seen)}
    return [(name, address, office) for address, name in once.items()] + [
        (name, address, "") for name, address in public
    ]


def _lists() -> Iterator[tuple[str, str]]:
    """Every address that needs nothing filled in."""
    for name in sorted(_plain_names(get_resolver().url_patterns)):
        if not name.startswith(("account_", "mfa_", "do")) and name not in NO_PAGE:
            yield name, reverse(name)


def _plain_names(patterns: list[Any]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver) and not one.pattern.converters:
            yield from _plain_names(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name and not one.pattern.converters:
            yield one.name


def _things(by: Any) -> Iterator[tuple[str, str]]:
    """The newest thing of every kind that has a page."""
    for kind in sorted(known_kinds() & kinds().keys()):
        newest = things(by, kind).order_by("-pk").first()
        address = href(newest)
        if address and "#" not in address:
            yield f"one-{kind}", address


def _of_partnerships(by: Any) -> Iterator[tuple[str, str]]:
    """Every partnership with its ledger, and one cell."""
    for one in partnerships(by):
        yield f"partnership-{one.slug}", href(one)
        yield f"ledger-{one.slug}", reverse("ledger", args=[one.slug])
        yield f"brief-{one.slug}", reverse("brief", args=[one.slug])
        cells = list(outcomes.ledger(by, [one], clock.today()).cells)
        for state in sorted({cell.code for cell in cells}):
            cell = next(cell for cell in cells if cell.code == state)
            yield f"cell-{one.slug}-{state}", reverse("cell", args=[cell.promise.ref, cell.period.first.isoformat()])


def _scenarios(by: Any) -> Iterator[tuple[str, str]]:
    """The pages of a scenario: its board, who is left out, publishing it."""
    for one in things(by, "scenario").order_by("-pk")[:1]:
        for name in ("board", "unserved", "scenario_publish"):
            yield name, reverse(name, args=[one.ref])


def _forms(by: Any) -> Iterator[tuple[str, str]]:
    """A few verbs' forms, each about the newest thing on which it is open."""
    for name in FORMS:
        verb = VERBS[name]
        on = next((one for one in things(by, verb.on_kind).order_by("-pk")[:50] if verb.open_to(by, one)), None)
        if on is not None:
            yield f"do-{name}", reverse("do_on", args=[name, on.kind, on.ref])


def _links(by: Any) -> Iterator[tuple[str, str]]:
    """The phone page behind a one-time link, made here for the other side of something that took place."""
    verb = VERBS["link.make"]
    for activity in things(by, "activity").filter(state="held").order_by("-pk")[:50]:
        own = {seat.side for seat in by.seats_in(activity.wall)}
        others = [one for one in parties(by, activity.partnership) if one.side not in own]
        if others and verb.open_to(by, activity.claim):
            made = evidence.make_link(by=by, claim=activity.claim, party=others[0])
            yield "link", reverse("link", args=[made.token])
            yield "ask", reverse("activity_ask", args=[activity.ref])
            return
