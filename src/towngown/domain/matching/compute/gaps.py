"""In which round a waiting order can still be served. 待派的订单等哪一轮。"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from towngown.domain.matching.compute.calendar import Span
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.domain.orders.queries import Waiting


def ahead(order: "Waiting", today: date) -> list[HalfDay]:
    """The half-days of all its weeks for which somebody can still be found; none when it wishes none."""
    weeks = [timedelta(weeks=unit) for unit in range(order.weeks)]
    moved = [HalfDay(wish.day + later, wish.half) for later in weeks for wish in order.wishes]
    return [one for one in moved if one.day > today]  # nothing is planned for the same day


def first_round(order: "Waiting", rounds: Sequence[Span], today: date) -> int | None:
    """Which of these rounds is the first that can still serve it."""
    days = ahead(order, today)
    for at, span in enumerate(rounds):
        if span.last > today and (not order.wishes or any(span.holds(one) for one in days)):
            return at
    return None
