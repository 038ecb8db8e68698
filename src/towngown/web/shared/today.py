"""What this person must do today: rooms of web register sources, the desk shows them all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.kit.actors import Actor


@dataclass(frozen=True)
class Todo:
    """One thing to do: a translated sentence, where it is done, the words of the button, the thing it is about."""

    text: str
    href: str
    button_label: str = ""
    urgent: bool = False
    thing: Any = None
    due: date | None = None
    day_told: bool = False  # the sentence says the day already
    group: str = ""  # what things of its sort ask for, in translated words: many of one sort make one line
    number: int = 1  # of how many things it tells


Source = Callable[[Actor, date], Iterable[Todo]]

_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register a source; called once per desk page with the viewer and the day, it makes a fixed number of queries."""
    if function not in _sources:
        _sources.append(function)
    return function


def first_of(rows: Any, most: int) -> tuple[list[Any], int]:
    """The first rows, and how many more there are, which is counted only where there are more."""
    shown = list(rows[: most + 1])
    if len(shown) <= most:
        return shown, 0
    return shown[:most], (len(rows) if isinstance(rows, list) else rows.count()) - most


def rest(number: int, href: str, group: str) -> Iterator[Todo]:
    """The line for those that are not shown one by one, leading to a list that holds them; none where all are."""
    if number:
        text = ngettext("and {n} more", "and {n} more", number).format(n=number)
        yield Todo(text, href, _("See the list") if href else "", group=group, number=number)


def title(number: int) -> str:
    """So many things to do, those told in one line included."""
    return ngettext("{n} thing to do today", "{n} things to do today", number).format(n=number)


def todos(by: Actor, today: date) -> list[Todo]:
    """Everything this person must do, urgent things first, then by the day it is due; without a day last."""
    found = [todo for function in _sources for todo in function(by, today)]
    return sorted(found, key=lambda todo: (not todo.urgent, todo.due or date.max))
