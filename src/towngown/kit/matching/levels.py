"""Five aims in one 64-bit cost: serve ≻ keep ≻ wish ≻ near ≻ even, strictly, and proven not to overflow. 逐级目标。

Why weights suffice. Two plans differ by simple cycles of the residual network; a plan is best if no such cycle improves
it. A simple cycle meets each order and the sink at most once, so it changes each level by no more than its bound:
  even   one unit enters the sink and one leaves it: at most the dearest step of the load
  near, wish   each order leaves one arc and takes another: at most the sum over the orders of their dearest arc
  keep   at most the number of orders that are or may be held
With weight(level) = 1 + Σ weight(lower) · bound(lower), the highest level in which a cycle differs decides its sign.

Why 64 bits suffice. A price (dual) is the cost of a simple path, at most `serve · heaviest + Σ lower` < 2 · serve · heaviest
in size; a path's reduced length adds three of those. With serve · heaviest ≤ 2^59 every sum stays below 2^63.
"""

from dataclasses import astuple, dataclass

ROOM = 1 << 59


class NoRoom(ValueError):
    """The levels of this round do not fit into 64 bits; `needed` is how many times too large they are."""

    def __init__(self, bounds: "Bounds", largest: int) -> None:
        self.bounds = bounds
        self.needed = -(-largest // ROOM)
        super().__init__(
            f"the objective needs {largest.bit_length()} of {ROOM.bit_length() - 1} bits ({bounds}); "
            f"measure distances {self.needed} times coarser, divide the round, or leave no room to keep"
        )


@dataclass(frozen=True)
class Bounds:
    """How far one simple cycle can change each level, and the heaviest weight of an order."""

    heaviest: int
    keep: int
    wish: int
    near: int
    even: int

    def roomy(self) -> "Bounds":
        """Each rounded up to three leading bits, so that a small change of the round keeps levels, and prices, as they are."""
        return Bounds(*(-(-one >> (rest := max(one.bit_length() - 3, 0))) << rest for one in astuple(self)))

    def cover(self, other: "Bounds") -> bool:
        """Whether levels made for these bounds hold for the others, too."""
        return all(mine >= yours for mine, yours in zip(astuple(self), astuple(other), strict=True))


@dataclass(frozen=True)
class Levels:
    """What one unit of each aim costs; even = 1."""

    serve: int
    keep: int
    wish: int
    near: int
    even: int = 1


def levels(bounds: Bounds) -> Levels:
    """The smallest weights that keep the order of the aims; NoRoom when a cost would not fit."""
    below, weights = 0, []
    for bound in (bounds.even, bounds.near, bounds.wish, bounds.keep):
        weights.append(1 + below)
        below += weights[-1] * bound
    even, near, wish, keep = weights
    serve = 1 + below
    if serve * max(bounds.heaviest, 1) > ROOM:
        raise NoRoom(bounds, serve * max(bounds.heaviest, 1))
    return Levels(serve, keep, wish, near, even)
