"""Pictures made here as numbers for a template: how fair scenarios are to towns, which towns are served how much."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from towngown.foundation.places.words import TOWN
from towngown.web.dispatch.present import percent

# The fairness chart, in its own units: one line a town, one mark a scenario.
RIGHT, TOP, LINE, APART = 432, 24, 28, 4
LETTER, NARROWEST = 15, 5  # how wide a letter of a name is, and how many the column of names holds at least
SHAPES = ("circle", "square", "triangle", "diamond", "ring", "cross")


def fairness(scenarios: Sequence[tuple[str, Mapping[str, Sequence[int]]]], towns: Mapping[str, str]) -> dict[str, Any]:
    """Share served by town for each scenario (letter, town → [asked, served]); the town served least in the last first."""
    if not scenarios:
        return {}
    last = scenarios[-1][1]
    order = sorted(last, key=lambda town: (_share(last[town]), town))
    left = LETTER * (max([NARROWEST, *(len(towns.get(town, town)) for town in order)]) + 1)
    rows = [
        {
            "name": towns.get(town, town),
            "y": TOP + LINE * number + LINE // 2,
            "marks": [
                _mark(left, place, len(scenarios), figures.get(town, (0, 0)))
                for place, (_letter, figures) in enumerate(scenarios)
            ],
            "cells": [_cell(letter, figures.get(town, (0, 0))) for letter, figures in scenarios],
        }
        for number, town in enumerate(order)
    ]
    ticks = [{"x": _x(left, tick / 100), "label": _("{n} %").format(n=tick)} for tick in (0, 25, 50, 75, 100)]
    bottom = TOP + LINE * len(rows)
    return {
        "rows": rows, "ticks": ticks, "bottom": bottom, "height": bottom + 8, "left": left, "right": RIGHT,
        "legend": [{"letter": letter, "shape": SHAPES[place]} for place, (letter, _) in enumerate(scenarios)],
        "letters": [letter for letter, _ in scenarios],
    }  # fmt: skip


def _share(counts: Sequence[int]) -> float:
    asked, served = counts
    return served / asked if asked else 0.0


def _x(left: int, share: float) -> int:
    return round(left + (RIGHT - left) * share)


def _mark(left: int, place: int, of: int, counts: Sequence[int]) -> dict[str, Any]:
    """Marks of one town lie a little apart, so that none hides another."""
    return {"x": _x(left, _share(counts)), "lower": round((place - (of - 1) / 2) * APART), "shape": SHAPES[place]}


def _cell(letter: str, counts: Sequence[int]) -> dict[str, Any]:
    asked, served = counts
    return {"letter": letter, "share": percent(served, asked), "counts": f"{served} / {asked}"}


def state_of(counts: tuple[int, int] | None) -> str:
    """served, vain (asked and never served), or silent (never asked)."""
    return "silent" if counts is None or not counts[0] else "served" if counts[1] else "vain"


def totals(places: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Town → (asked, served) of its places together."""
    found: dict[str, tuple[int, int]] = {}
    for code, (asked, served) in places.items():
        before = found.get(code[:TOWN], (0, 0))
        found[code[:TOWN]] = before[0] + asked, before[1] + served
    return found


def length(asked: int, served: int) -> int:
    """The bar of a tile, of 100: no bar for nothing served, a whole one only for all that was asked."""
    return 100 * served // asked if asked else 0
