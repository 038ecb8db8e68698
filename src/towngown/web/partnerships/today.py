"""What this viewer must do today in one partnership."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.agreements import queries as agreements
from towngown.domain.outcomes.words import State
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.journal.action import VERBS
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.web.partnerships import present
from towngown.web.shared.addresses import href
from towngown.web.shared.summaries import summaries
from towngown.web.shared.today import Todo, first_of, rest, title
from towngown.web.shared.wording import words

SOON_DAYS = 90
MOST = 6
ORDER = {State.LATE: 0, State.UNPROVEN: 1, State.OPEN: 2}


def late(by: Actor, today: date) -> Iterator[Todo]:
    """One line for each partnership in which this person signs and promises are late, leading to those cells."""
    walls = {seat.partnership_id for seat in by.seats if seat.role in SIGNING}
    mine = [one for one in choosable(by) if one.pk in walls] if walls else []
    for summary in summaries(by, mine, today):
        number = summary.counts[State.LATE]
        if number:
            text = ngettext("{n} period of a promise is late", "{n} periods of promises are late", number)
            yield Todo(
                text.format(n=number), f"{href(summary)}?state=late", _("See them"), thing=summary.partnership,
            )  # fmt: skip


def shown(by: Actor, partnership: Any, ledger: Any) -> dict[str, Any]:
    """What c-today shows: the first six, the rest in one line that leads to the ledger, and how many they are in all."""
    found = items(by, partnership, ledger)
    first, more = first_of(found, MOST)
    address = reverse("ledger", args=[partnership.slug])
    first += [{"text": todo.text, "href": todo.href, "button": todo.button_label} for todo in rest(more, address, "")]
    return {"today": first, "today_title": title(len(found))}


def items(by: Actor, partnership: Any, ledger: Any) -> list[dict[str, str]]:
    """Papers waiting for this viewer's signature, then cells that this viewer can give a hand."""
    found = papers(by, partnership, ledger.today) if by.seat_with(partnership.pk, *SIGNING) else []
    if VERBS["activity.plan"].may(by, partnership):
        mine = [cell for cell in needing(ledger) if _can_help(by, cell)]
        found += [_of_cell(partnership, cell, ledger.today) for cell in mine]
    return found


def _can_help(by: Actor, cell: Any) -> bool:
    """Whether the promise is within this viewer's reach; what is over asks for a waiver or a closing, by who signs."""
    if cell.state is State.LATE:
        return VERBS["waiver.propose"].may(by, cell.promise)
    return any(seat.reaches(cell.promise.place_code) for seat in by.seats_in(cell.promise.wall))


def needing(ledger: Any) -> list[Any]:
    """The cells that need a hand: late, unproven, or open and over within ninety days; the most pressing first."""
    cells = [cell for cell in ledger.cells if cell.state in ORDER and not _far(cell, ledger.today)]
    return sorted(cells, key=lambda cell: (ORDER[cell.state], -cell.period.last.toordinal()))


def _far(cell: Any, today: date) -> bool:
    return cell.state is State.OPEN and (cell.period.last - today).days > SOON_DAYS


def _of_cell(partnership: Any, cell: Any, today: date) -> dict[str, str]:
    item = {"what": f"{words(cell.promise)} {cell.period.text(present.language())}", "href": present.cell_href(cell)}
    if cell.state is State.OPEN:
        days = (cell.period.last - today).days
        text = ngettext(
            "{missing} still to do, {days} day left", "{missing} still to do, {days} days left", days
        ).format(missing=present.amount(cell.promise, cell.missing), days=days)
        return item | {"text": text, "button": _("See and plan")}
    if cell.state is State.UNPROVEN:
        return item | {"text": _("held, but the evidence is not complete"), "button": _("See what is missing")}
    return item | {"text": _("is over and not recorded as kept"), "button": _("Record, waive or close")}


def papers(by: Actor, partnership: Any, today: date) -> list[dict[str, str]]:
    """Drafts, changes, waivers and closings that wait for this viewer's signature."""
    proposed = agreements.proposed(by, partnership)
    rows = [
        (kind, one) for kind, several in proposed.items() for one in several if not agreements.overtaken(one, today)
    ]
    signed = agreements.signatures(*(one for _kind, one in rows))
    found = []
    for kind, one in rows:
        agreement = agreements.agreement_of(one)
        if agreements.awaits(by, agreement, signed[kind, one.pk], once_per_side=kind != "agreement"):
            found.append({"what": words(VERBS[f"{kind}.sign"].label), "text": _about(one), "href": href(one),
                          "button": _("Read and sign")})  # fmt: skip
    return found


def _about(one: Any) -> str:
    """What the paper is about."""
    if one.kind == "waiver":
        return f"{words(one.promise)} · {words(one.period_first)}"
    if one.kind == "closing":
        return f"{words(one.agreement)} · {one.year}"
    return words(one)
