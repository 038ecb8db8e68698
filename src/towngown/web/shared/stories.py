"""The journal told in words: who, through which role, did what to which thing, and when."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from towngown.foundation.accounts.queries import names_of
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import story_of
from towngown.kit.text import mark
from towngown.web.shared.wording import words

MOST = 50

NAMELESS = {
    "user": mark("Somebody"),
    "link": mark("The holder of a one-time link"),
    "clock": mark("The system"),
    "import": mark("The import"),
    "visitor": mark("A visitor"),
}


def told(*things: Any) -> list[dict[str, Any]]:
    """The story of these things for the story component, newest first: date, when, text."""
    return lines(_outermost(list(story_of(*things)[:MOST])))


def lines(entries: Sequence[Any]) -> list[dict[str, Any]]:
    """Entries for the story component, each with its date, when, text."""
    names = names_of({entry.actor_id for entry in entries})
    return [_line(entry, names) for entry in entries if entry.verb in VERBS]


def _outermost(entries: list[Any]) -> list[Any]:
    """Without the acts that another act of this story brought with it: the story tells what people did."""
    told_here = {entry.pk for entry in entries}
    return [entry for entry in entries if entry.cause_id not in told_here]


def _line(entry: Any, names: dict[int, tuple[str, str]]) -> dict[str, Any]:
    kind, name = names.get(entry.actor_id, ("user", ""))
    who = name or gettext(NAMELESS[kind])
    at = timezone.localtime(entry.at)
    sentence = gettext("{who} {did}").format(who=who, did=words(VERBS[entry.verb].told))
    return {"date": at.date().isoformat(), "when": date_format(at, "Y-m-d H:i"), "text": sentence}
