"""What a worked-out round keeps of its plan, so that it can be re-planned from its own prices: arrays, packed. 存根。"""

import io
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from towngown.domain.matching.compute.calendar import A_WEEK, Span
from towngown.domain.matching.compute.facts import Facts
from towngown.domain.matching.compute.units import Unit
from towngown.kit.matching import Orders, Plan, Teachers

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Kept:
    """What the instance was made from; the plan: arc and price as kit.matching.Plan has them."""

    facts: Facts
    even: bool
    arc: Array
    price: Array


def pack(given: Facts, plan: Plan, even: bool) -> bytes:
    """The facts of a round and its plan in one block, some hundred kilobytes for ten thousand units."""
    span = given.span
    arrays: dict[str, Array] = {
        "span": np.array([span.first.toordinal(), span.last.toordinal()]),
        "measure": np.array([given.step_m, even]),
        "keys": np.array([unit.key for unit in given.units], np.int64).reshape(-1, 2),
        "places": np.array([unit.place for unit in given.units], "S12"),
        "teachers": np.array(given.teachers, np.int64),
        "metres": given.metres,
        "arc": plan.arc,
        "price": plan.price,
    }
    arrays |= {f"o.{one.name}": getattr(given.orders, one.name) for one in fields(Orders)}
    arrays |= {f"t.{one.name}": getattr(given.supply, one.name) for one in fields(Teachers) if one.name != WEEK}
    block = io.BytesIO()
    np.savez_compressed(block, allow_pickle=False, **{name: _narrow(array) for name, array in arrays.items()})
    return block.getvalue()


WEEK = "half_days_a_week"


def unpack(block: bytes) -> Kept:
    """What `pack` packed."""
    with np.load(io.BytesIO(block), allow_pickle=False) as packed:
        arrays = {name: _wide(packed[name]) for name in packed.files}
    first, last = (date.fromordinal(int(day)) for day in arrays["span"])
    orders = Orders(**{name[2:]: array for name, array in arrays.items() if name.startswith("o.")})
    supply = Teachers(
        **{name[2:]: array for name, array in arrays.items() if name.startswith("t.")}, half_days_a_week=A_WEEK
    )
    units = [
        Unit(order, unit, place, ("", 0), False, tuple(wish for wish in wishes if wish >= 0))
        for (order, unit), place, wishes in zip(
            arrays["keys"].tolist(), arrays["places"].astype(str).tolist(), orders.wishes.tolist(), strict=True
        )
    ]
    step_m, even = arrays["measure"].tolist()
    given = Facts(Span(first, last), units, arrays["teachers"].tolist(), arrays["metres"], orders, supply, step_m)
    return Kept(given, bool(even), arrays["arc"], arrays["price"])


def days_of(block: bytes) -> tuple[date, date]:
    """The first and last day of the round that was packed; nothing else is unpacked."""
    with np.load(io.BytesIO(block), allow_pickle=False) as packed:
        first, last = packed["span"].tolist()
    return date.fromordinal(first), date.fromordinal(last)


def _narrow(array: Array) -> Array:
    """Whole numbers in as few bytes as hold them."""
    if array.dtype.kind != "i" or not array.size:
        return array
    least, most = int(array.min()), int(array.max())
    return array.astype(np.promote_types(np.min_scalar_type(least), np.min_scalar_type(-most - 1)))


def _wide(array: Array) -> Array:
    """Whole numbers as the engine takes them."""
    return array.astype(np.int64) if array.dtype.kind in "iu" else array
