"""A signed agreement of the small world, with one promise."""

from datetime import date

import pytest
import time_machine

from tests.fixtures import TODAY, organisation, person
from towngown.domain.agreements import actions as agreements
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind, actor_for


@pytest.fixture
def today():
    """Every test of this chapter happens on the same day."""
    with time_machine.travel(TODAY, tick=False):
        yield TODAY


@pytest.fixture
def draft(world, today):
    """A draft between county and university, since 2022."""
    return agreements.draft(
        by=world.office, partnership=world.partnership, title_zh="合作协议", term_first=date(2022, 1, 1),
        parties=[world.parties["locality"], world.parties["campus"]],
    )  # fmt: skip


@pytest.fixture
def promise(world, draft):
    """At least one theory lecture a year, from 2023 on."""
    return agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("theory_lecture"), first_day=date(2023, 1, 1)
    )


@pytest.fixture
def signed(world, draft, promise):
    """The agreement in force."""
    agreements.sign(by=world.office, agreement=draft)
    return agreements.sign(by=world.campus, agreement=draft)


@pytest.fixture
def alumni(world):
    """The office of a party of the partnership that is no party to the agreement."""
    association = organisation("校友会", "association")
    partnerships.join(by=world.keeper, partnership=world.partnership, organisation=association, side="support")
    return actor_for(person("alumni", association, "office").pk, "x", "zh-hans", False, TODAY)
