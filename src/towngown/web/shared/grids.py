"""Mornings and afternoons as a grid of boxes to tick: of any week, or of the weeks to come."""

from datetime import date, timedelta
from typing import Any

from towngown.kit import halfdays
from towngown.kit.halfdays import HALVES, WEEKDAYS, HalfDay
from towngown.kit.problems import Problem
from towngown.web.shared.wording import day_words, words

DAYS = 28  # so far ahead half-days are offered


def rows(widget: str, value: Any, today: date) -> list[dict[str, Any]]:
    """The rows of a grid: its day in words, and the two boxes with value, label and whether they are ticked."""
    return _week(value) if widget == "week" else _ahead(value, today)


def _week(value: Any) -> list[dict[str, Any]]:
    """Fourteen boxes, their values the places in the week."""
    ticked = set(value if isinstance(value, list) else map(str, halfdays.bits_of(_mask(value))))
    return [
        _row(words(day), [(str(number * 2 + half), str(number * 2 + half) in ticked) for half in (0, 1)])
        for number, day in enumerate(WEEKDAYS)
    ]


def _mask(value: Any) -> int:
    try:
        return halfdays.parse_week(str(value)) if value not in (None, "") else 0
    except Problem:
        return 0


def _ahead(value: Any, today: date) -> list[dict[str, Any]]:
    """The days to come, and before them those already wished for that lie elsewhere."""
    wished = value if isinstance(value, list) else str(value).split(",")
    ticked = {one.format() for one in map(_parsed, wished) if one}
    days = {today + timedelta(days=at) for at in range(DAYS)} | {halfdays.parse(one).day for one in ticked}
    return [
        _row(day_words(day), [(written, written in ticked) for written in (HalfDay(day, half).format() for half in HALVES)])
        for day in sorted(days)
    ]  # fmt: skip


def _parsed(text: str) -> HalfDay | None:
    try:
        return halfdays.parse(text)
    except Problem:
        return None


def _row(label: str, boxes: list[tuple[str, bool]]) -> dict[str, Any]:
    halves = [words(half) for half in HALVES.values()]
    cells = [
        {"value": value, "label": half, "chosen": chosen} for (value, chosen), half in zip(boxes, halves, strict=True)
    ]
    return {"label": label, "cells": cells}
