"""Pictures made here as numbers for a template: how fair scenarios are to towns, where the served places lie."""

from collections.abc import Mapping, Sequence
from typing import Any

from towngown.domain.orders.compute import Point
from towngown.foundation.places.words import TOWN
from towngown.web.dispatch.present import percent

# The fairness chart, in its own units: one line a town, one mark a scenario.
LEFT, RIGHT, TOP, LINE, APART = 84, 432, 24, 28, 4
SHAPES = ("circle", "square", "triangle", "diamond", "ring", "cross")


def fairness(scenarios: Sequence[tuple[str, Mapping[str, Sequence[int]]]], towns: Mapping[str, str]) -> dict[str, Any]:
    """Share served by town for each scenario (letter, town → [asked, served]); the town served least in the last first."""
    if not scenarios:
        return {}
    last = scenarios[-1][1]
    order = sorted(last, key=lambda town: (_share(last[town]), town))
    rows = [
        {
            "name": towns.get(town, town),
            "y": TOP + LINE * number + LINE // 2,
            "marks": [
                _mark(place, len(scenarios), figures.get(town, (0, 0))) for place, (_, figures) in enumerate(scenarios)
            ],
            "cells": [_cell(letter, figures.get(town, (0, 0))) for letter, figures in scenarios],
        }
        for number, town in enumerate(order)
    ]
    ticks = [{"x": _x(tick / 100), "label": f"{tick} %"} for tick in (0, 25, 50, 75, 100)]
    bottom = TOP + LINE * len(rows)
    return {
        "rows": rows, "ticks": ticks, "bottom": bottom, "height": bottom + 8, "left": LEFT, "right": RIGHT,
        "legend": [{"letter": letter, "shape": SHAPES[place]} for place, (letter, _) in enumerate(scenarios)],
        "letters": [letter for letter, _ in scenarios],
    }  # fmt: skip


def _share(counts: Sequence[int]) -> float:
    asked, served = counts
    return served / asked if asked else 0.0


def _x(share: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * share)


def _mark(place: int, of: int, counts: Sequence[int]) -> dict[str, Any]:
    """Marks of one town lie a little apart, so that none hides another."""
    return {"x": _x(_share(counts)), "lower": round((place - (of - 1) / 2) * APART), "shape": SHAPES[place]}


def _cell(letter: str, counts: Sequence[int]) -> dict[str, Any]:
    asked, served = counts
    return {"letter": letter, "share": percent(served, asked), "counts": f"{served} / {asked}"}


# The sketch of places.
WIDTH, MARGIN = 480, 34


def sketch(
    spots: Mapping[str, Point], places: Mapping[str, tuple[int, int]], towns: Mapping[str, str]
) -> dict[str, Any]:
    """Where villages and towns lie: a village is served, asked in vain, or never asked; a town shows its share."""
    if not spots:
        return {}
    east, north = [one[0] for one in spots.values()], [one[1] for one in spots.values()]
    scale = (WIDTH - 2 * MARGIN) / max(max(east) - min(east), max(north) - min(north), 1)

    def at(point: Point) -> tuple[int, int]:
        return round(MARGIN + (point[0] - min(east)) * scale), round(MARGIN + (max(north) - point[1]) * scale)

    villages = [
        {"x": at(spot)[0], "y": at(spot)[1], "state": state_of(places.get(code))}
        for code, spot in sorted(spots.items()) if len(code) > TOWN
    ]  # fmt: skip
    by_town = totals(places)
    centres = [
        {"x": at(spot)[0], "y": at(spot)[1], "name": towns.get(code, code), "opacity": shade(by_town.get(code))}
        | {"share": percent(by_town[code][1], by_town[code][0]) if code in by_town else "—"}
        for code, spot in sorted(_centres(spots).items())
    ]
    height = round(2 * MARGIN + (max(north) - min(north)) * scale)
    return {"villages": villages, "towns": centres, "width": WIDTH, "height": height}


def _centres(spots: Mapping[str, Point]) -> dict[str, Point]:
    """Town → its own spot, else the middle of its villages'."""
    inside: dict[str, list[Point]] = {}
    for code, spot in spots.items():
        inside.setdefault(code[:TOWN], []).append(spot)
    return {
        town: spots.get(town) or (sum(one[0] for one in many) // len(many), sum(one[1] for one in many) // len(many))
        for town, many in inside.items()
    }


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


def shade(counts: tuple[int, int] | None) -> str:
    """How dark: the share served, in five steps."""
    return f"{0.08 + 0.16 * round(_share(counts or (0, 0)) * 5):.2f}"
