"""Which pages there are: every list, every thing, the forms that matter, the phone's pages, the log-in, the errors.

The one list for pictures (tools.shots) and for the checks of tests/trust. `python -m tools.shot_pages` prints it as JSON
for the data folder of the environment; everything is found in the record, and what is missing there is made.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import django

django.setup()

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse  # noqa: E402 - needs setup

from tools import shot_made as made  # noqa: E402 - after django.setup
from towngown.domain.outcomes import queries as outcomes  # noqa: E402 - after django.setup
from towngown.domain.partnerships.queries import partnerships  # noqa: E402 - after django.setup
from towngown.foundation.journal.action import VERBS  # noqa: E402 - after django.setup
from towngown.foundation.journal.queries import things  # noqa: E402 - after django.setup
from towngown.foundation.journal.table import kinds  # noqa: E402 - after django.setup
from towngown.kit import clock  # noqa: E402 - after django.setup
from towngown.web.shared.addresses import href, known_kinds  # noqa: E402 - after django.setup

OFFICE, VILLAGE, CAMPUS, TEACHER, VISITOR = "county-office", "village-shiqiao", "university-office", "expert", ""
LIVING = "yunxi"  # the partnership in which people act
# Answers that are no pages of their own.
NO_PAGE = ("notices_read", "notices_unread", "office")
TEACHERS = ("my_week", "teachers", "teacher_new")
KEEPERS = ("options", "complaints")
FORMS = (
    "activity.plan", "activity.hold", "agreement.draft", "need.refuse", "waiver.propose", "report.start",
    "round.open", "scenario.add", "dispatch.move",
    "complaint.answer", "person.register", "organisation.found", "task.give", "item.add", "report.write",
)  # fmt: skip
# Who orders and dispatches in the generated month, and the kinds of things whose newest each of them opens.
PLAN = {
    "plan-worker": ("order", "offer"),
    "plan-college": ("order", "offer", "teacher", "round", "scenario", "dispatch", "session"),
    "plan-teacher": ("dispatch", "session"),
}
# What a visitor sees of the record, and what else each of them opens.
PUBLIC = ("partnership", "activity", "report", "organisation", "agreement", "promise")
OPENED = {
    VISITOR: (
        "home",
        "account_login",
        "help",
        "complaint",
        "partnerships",
        "activities",
        "reports",
        "search",
        "places",
    ),
    VILLAGE: ("desk", "need_new", "needs", "calendar", "notices"),
    CAMPUS: ("desk", "people", "intentions"),
    "plan-worker": ("desk", "menu", "order_new", "orders"),
    "plan-window": ("desk", "orders_review", "order_slip"),
    "plan-office": ("orders_review", "coverage"),
    "plan-college": ("desk", "teachers", "teacher_new", "dispatch", "coverage", "pairings"),
    "plan-teacher": ("my_week",),
}
HELP = ("office", "village", "campus", "resident")
# Pages of one's own log-in, which a demonstration does not offer: for a visitor, an office, a keeper with a second factor.
LOG_IN = {
    VISITOR: (
        "account_login", "account_signup", "account_inactive", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key_done", "account_email_verification_sent", "account_confirm_email",
        "account_reset_password_from_key",
    ),
    OFFICE: (
        "account_logout", "account_change_password", "account_reauthenticate", "account_email", "mfa_index",
        "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
    ),
    made.KEEPER: (
        "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    ),
}  # fmt: skip
FILLED = {"account_confirm_email": ["k-1"], "account_reset_password_from_key": ["1", "k-1"]}

Found = Iterator[tuple[str, str]]


class Row(NamedTuple):
    """One page: its name in pictures, its address, who looks ("" is a visitor), whether where log-ins are one's own."""

    name: str
    address: str
    who: str
    own: bool = False


def table() -> list[Row]:
    """Every page once for each who looks; the office sees nearly everything, others what is theirs."""
    office, visitor = made.actor(OFFICE), made.visitor()
    rows = [Row(name, address, VISITOR) for name, address in (*made.links(made.actor(CAMPUS)), *made.complaints_filed())]
    rows += [Row(*one, VISITOR) for one in made.invitation()]
    rows += [Row(*one, OFFICE) for one in _office(office)]
    living = next(one for one in partnerships(office) if one.slug == LIVING)
    rows += [
        Row(name, address, VISITOR if name == "wall" else OFFICE)
        for name, address in made.sessions_held(office, living)
    ]
    rows += [Row(*one, TEACHER) for one in made.teacher(made.actor(CAMPUS), living, TEACHER)]
    rows += [Row(f"{name}-keeper", address, made.keeper()) for name, address in _keeper()]
    for who, wanted in PLAN.items():
        by = made.actor(who)
        rows += [
            Row(f"one-{kind}-{who}", address, who) for kind, address in (*_newest(by, wanted), *_dispatched(by, who))
        ]
    for who, names in OPENED.items():
        rows += [Row(f"{name}-{who or 'visitor'}", reverse(name), who) for name in names]
    rows += [Row(f"one-{kind}-visitor", address, VISITOR) for kind, address in _newest(visitor, PUBLIC)]
    rows += [Row(f"{name}-visitor", address, VISITOR) for name, address in _of(LIVING, visitor, ("kept", "late"))]
    rows += [Row(f"help-{role}", reverse("help_role", args=[role]), VISITOR) for role in HELP]
    rows += [Row("error-403", reverse("options"), VILLAGE), Row("error-404-visitor", "/nowhere/", VISITOR)]
    for who, names in LOG_IN.items():
        rows += [
            Row(f"own-{name}-{who or 'visitor'}", reverse(name, args=FILLED.get(name)), who, True) for name in names
        ]
    return list({(row.address, row.who, row.own): row for row in reversed(rows)}.values())[::-1]


def _office(by: Any) -> Found:
    yield from _lists()
    yield from ((f"one-{kind}", address) for kind, address in _newest(by, sorted(known_kinds() & kinds().keys())))
    for one in partnerships(by):
        yield from _of(one.slug, by)
    yield from _forms(by)
    yield from made.work(by, LIVING)
    yield "one-place", reverse("place", args=["990101"])
    yield "activity_plan", reverse("activity_plan", args=[LIVING])
    yield "ask", reverse("activity_ask", args=[next(made.to_be_asked(by))[0].ref])
    yield "search-found", reverse("search") + "?q=云溪"
    yield "activities-narrowed", reverse("activities") + "?q=没有这样的活动"
    yield "error-404", "/nowhere/"


def _lists() -> Found:
    """Every address that needs nothing filled in."""
    for name in sorted(_plain_names(get_resolver().url_patterns)):
        if not name.startswith(("account_", "mfa_", "do")) and name not in (*NO_PAGE, *KEEPERS, *TEACHERS):
            yield name, reverse(name)


def _keeper() -> Found:
    by = made.actor(made.keeper())
    for name in (*KEEPERS, "people", "desk", "import"):
        yield name, reverse(name)
    yield from _newest(by, ["complaint"])
    yield from _forms(by)


def _plain_names(patterns: list[Any]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver) and not one.pattern.converters:
            yield from _plain_names(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name and not one.pattern.converters:
            yield one.name


def _newest(by: Any, wanted: Iterable[str]) -> Found:
    """The newest thing of every kind that has a page."""
    for kind in wanted:
        address = href(things(by, kind).order_by("-pk").first())
        if address and "#" not in address:
            yield kind, address


def _of(slug: str, by: Any, states: tuple[str, ...] = ()) -> Found:
    """A partnership with its ledger, its brief, and one cell of each state (or of these)."""
    one = next(one for one in partnerships(by) if one.slug == slug)
    yield f"partnership-{slug}", href(one)
    yield f"ledger-{slug}", reverse("ledger", args=[slug])
    yield f"brief-{slug}", reverse("brief", args=[slug])
    cells = list(outcomes.ledger(by, [one], clock.today()).cells)
    for state in sorted({cell.code for cell in cells if not states or cell.code in states}):
        cell = next(cell for cell in cells if cell.code == state)
        yield f"cell-{slug}-{state}", reverse("cell", args=[cell.promise.ref, cell.period.first.isoformat()])


def _dispatched(by: Any, who: str) -> Found:
    """What the generated month leads to: the board and who is left out, moving a visit by hand, an order to be rated."""
    if who == "plan-college":
        yield from made.dispatching(by)
    if who == "plan-worker":
        yield from made.ordering(by)


def _forms(by: Any) -> Found:
    """A few verbs' forms, each about the newest thing on which it is open."""
    for name in FORMS:
        verb = VERBS[name]
        if not verb.on and verb.may(by, None):
            yield f"do-{name}", reverse("do", args=[name])
        if verb.on:
            on = next((one for one in things(by, verb.on_kind).order_by("-pk")[:50] if verb.open_to(by, one)), None)
            if on is not None:
                yield f"do-{name}", reverse("do_on", args=[name, on.kind, on.ref])


def view_of(address: str) -> str:
    """The name of the address, "" where there is none."""
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def names() -> set[str]:
    """Proper names that pages write as they are: of people, and of organisations named in one language only."""
    keeping = made.importer()
    people, organisations = things(keeping, "person"), things(keeping, "organisation")
    pairs = organisations.values_list("title_zh", "title_en")
    return {*people.values_list("name", flat=True), *(zh or en for zh, en in pairs if not (zh and en))} - {""}


def main() -> None:
    """Print {"pages": [{name, address, who, own, view}], "sessions": {log-in: key}, "names": [proper names]}."""
    pages = [row._asdict() | {"view": view_of(row.address)} for row in table()]
    sessions = {who: made.session(who) for who in sorted({page["who"] for page in pages} - {VISITOR})}
    json.dump({"pages": pages, "sessions": sessions, "names": sorted(names())}, sys.stdout)


if __name__ == "__main__":
    main()
