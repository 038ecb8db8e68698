"""What this person must do today: rooms of web register sources, the desk shows them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

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


Source = Callable[[Actor, date], Iterable[Todo]]

_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register a source; called once per desk page with the viewer and the day, it makes a fixed number of queries."""
    if function not in _sources:
        _sources.append(function)
    return function


def todos(by: Actor, today: date) -> list[Todo]:
    """Everything this person must do, urgent things first, then by the day it is due; without a day last."""
    found = [todo for function in _sources for todo in function(by, today)]
    return sorted(found, key=lambda todo: (not todo.urgent, todo.due or date.max))
