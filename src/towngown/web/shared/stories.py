"""The journal told in words: who, through which role, did what to which thing, and when."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from towngown.domain.partnerships.queries import invented, of_partnership
from towngown.domain.partnerships.words import BROUGHT
from towngown.foundation.accounts.queries import names_of
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import story_of, things
from towngown.foundation.people.queries import memberships_behind
from towngown.kit.actors import Actor
from towngown.kit.text import mark
from towngown.web.shared.wording import moment, words

MOST = 50

NAMELESS = {
    "user": mark("Somebody"),
    "link": mark("The holder of a one-time link"),
    "clock": mark("The system"),
    "import": mark("The import"),
    "visitor": mark("A visitor"),
}


def told(by: Actor, *about: Any, before: int | None = None) -> tuple[list[dict[str, Any]], int | None]:
    """The story of these things for the story component, newest first: date, when, text; of fifty entries, those older than
    the entry `before` where one is named. And before which entry it goes on, if it does.

    What was done to a thing that the viewer may not see is left out.
    """
    found = story_of(*about)
    entries = list((found.filter(pk__lt=before) if before else found)[: MOST + 1])
    further = entries[MOST - 1].pk if len(entries) > MOST else None
    return lines(by, _seen(by, about, _outermost(about, entries[:MOST]))), further


def lines(by: Actor, entries: Sequence[Any]) -> list[dict[str, Any]]:
    """Entries for the story component, each with its date, when, text; people have names for their colleagues only, all
    others read for which party they acted."""
    names, parties = names_of({entry.actor_id for entry in entries}), _parties(by, entries)
    return [
        _line(entry, *names.get(entry.actor_id, ("user", "")), by, parties.get((entry.wall, entry.actor_id), ""))
        for entry in entries if entry.verb in VERBS
    ]  # fmt: skip


def _parties(by: Actor, entries: Sequence[Any]) -> dict[tuple[int, int], str]:
    """(partnership id, actor id) → the party for which the person acted, where the viewer is not to know the name."""
    unnamed = {(one.wall, one.actor_id) for one in entries if one.wall and not knows_names(by, one.wall)}
    behind = memberships_behind({actor for _wall, actor in unnamed}) if unnamed else {}
    found = {}
    for wall, actor in unnamed:
        above = {pk for row in behind.get(actor, []) for pk in row.organisation.ancestors}
        party = next((one for one in of_partnership(by, wall) if one.organisation_id in above), None)
        if party is not None:
            found[wall, actor] = words(party)
    return found


def _seen(by: Actor, about: Sequence[Any], entries: list[Any]) -> list[Any]:
    """The entries whose thing is on this page, or is seen by the viewer; one query for each kind."""
    shown = {(one.kind, one.pk) for one in about}
    asked: dict[str, set[int]] = {}
    for entry in entries:
        if entry.thing_kind and (entry.thing_kind, entry.thing_id) not in shown:
            asked.setdefault(entry.thing_kind, set()).add(entry.thing_id)
    for kind, ids in asked.items():
        shown |= {(kind, pk) for pk in things(by, kind).filter(pk__in=ids).values_list("pk", flat=True)}
    return [entry for entry in entries if not entry.thing_kind or (entry.thing_kind, entry.thing_id) in shown]


def knows_names(by: Actor, wall: int | None) -> bool:
    """Whether the viewer has a seat in the entry's partnership; outside of all partnerships, a log-in."""
    return by.keeper or by.sees_all or (by.kind == "user" and (wall is None or bool(by.seats_in(wall))))


def _outermost(about: Sequence[Any], entries: list[Any]) -> list[Any]:
    """Without the acts that another act of this story brought with it: the story tells what people did. A cause may stand
    on the next page, so it is known by what it is about."""
    here = {(one.kind, one.pk) for one in about}

    def told_here(cause: Any) -> bool:
        return (cause.thing_kind, cause.thing_id) in here or (cause.on_kind, cause.on_id) in here

    return [entry for entry in entries if entry.cause is None or not told_here(entry.cause)]


def _did(entry: Any, kind: str) -> str:
    """What was done; of what was made up nobody reported anything, whatever verb brought it in."""
    nature = invented().walls.get(entry.wall or 0, "")
    made_up = kind == "import" and entry.verb.endswith(".record")
    return BROUGHT[nature] if made_up and nature else VERBS[entry.verb].told


def _line(entry: Any, kind: str, name: str, by: Actor, party: str) -> dict[str, Any]:
    who = (name if knows_names(by, entry.wall) else party) or gettext(NAMELESS[kind])
    sentence = gettext("{who} {did}").format(who=who, did=words(_did(entry, kind)))
    return {"date": timezone.localdate(entry.at).isoformat(), "when": moment(entry.at), "text": sentence}
