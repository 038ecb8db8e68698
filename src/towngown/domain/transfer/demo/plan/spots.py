"""Where the places of the play-through lie: towns on rings, neighbourhoods around them. Generated; no map of anything."""

from collections.abc import Iterable
from math import cos, pi, sin
from random import Random

from towngown.foundation.places.words import TOWN

BETWEEN_M = 4_500  # from one ring of towns to the next
AROUND_M = 2_200  # how far a neighbourhood lies from the middle of its town, at most


def spots(towns: Iterable[str], villages: Iterable[str]) -> list[tuple[str, int, int]]:
    """(code, metres east, metres north) of every place; the same for the same codes."""
    centres = {code: _centre(number) for number, code in enumerate(sorted(towns))}
    found = [(code, *at) for code, at in centres.items()]
    for code in sorted(villages):
        random = Random(code)
        far, angle = AROUND_M * random.random() ** 0.5, 2 * pi * random.random()
        east, north = centres.get(code[:TOWN], (0, 0))
        found.append((code, east + round(far * cos(angle)), north + round(far * sin(angle))))
    return found


def _centre(number: int) -> tuple[int, int]:
    """The first in the middle, six around it, then rings of more."""
    ring, first = 0, 0
    while number > first + 6 * ring - (ring > 0):
        first += max(6 * ring, 1)
        ring += 1
    angle = 2 * pi * (number - first) / max(6 * ring, 1) + ring / 2
    return round(BETWEEN_M * ring * cos(angle)), round(BETWEEN_M * ring * sin(angle))
