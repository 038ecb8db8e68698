"""The small menu, an order on it, and the day on which all this happens."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.orders.menu import Menu, set_menu
from towngown.domain.orders import actions
from towngown.kit import clock
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem, Problems

MONDAY = date(2026, 11, 23)
THURSDAY, FRIDAY = MONDAY + timedelta(days=10), MONDAY + timedelta(days=11)
THURSDAY_AM, FRIDAY_PM = HalfDay(THURSDAY, "am"), HalfDay(FRIDAY, "pm")


def refused(call: Any, **given: Any) -> str:
    """The code of the refusal."""
    with pytest.raises((Problem, Problems)) as problem:
        call(**given)
    value = problem.value
    return value.code if isinstance(value, Problem) else value.problems[0].code


@pytest.fixture
def monday() -> Any:
    """It is a Monday."""
    with clock.set_to(MONDAY):
        yield MONDAY


@pytest.fixture
def menu(world: Any, monday: Any) -> Menu:
    return set_menu(world)


@pytest.fixture
def order(world: Any, menu: Menu) -> Any:
    """The village ordered blood pressure for 25 people on a Thursday morning."""
    return actions.place(
        by=world.worker, partnership=world.partnership, offer=menu.pressure, wishes=[THURSDAY_AM, FRIDAY_PM],
        quantity="25",
    )  # fmt: skip


@pytest.fixture
def neighbour(world: Any, menu: Menu) -> Any:
    """The village beside it ordered the same for ten."""
    return actions.place(by=world.sibling, partnership=world.partnership, offer=menu.pressure, quantity="10")
