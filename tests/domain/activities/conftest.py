"""A planned and a held activity in the small world, in a village that the worker reaches and the sibling does not."""

from datetime import date

import pytest

from tests.fixtures import TODAY
from towngown.domain.activities import actions
from towngown.domain.partnerships import actions as partnerships
from towngown.kit import clock

VILLAGE = "429901100201"


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def lecture(world):
    return partnerships.add_kind(by=world.keeper, code="theory_lecture", title_zh="理论宣讲", title_en="Theory lecture")


@pytest.fixture
def planned(world, lecture):
    return actions.plan(
        by=world.office, partnership=world.partnership, activity_kind=lecture, title_zh="冬季宣讲",
        first_day=date(2026, 11, 20), place_code=VILLAGE, expected="60",
    )  # fmt: skip


@pytest.fixture
def held(world, planned):
    return actions.hold(by=world.worker, activity=planned, heads="58", said="来的人不少")
