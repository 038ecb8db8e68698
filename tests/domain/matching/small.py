"""A small menu with teachers and orders in the small world: enough to dispatch, small enough to work out by head."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from towngown.domain.matching import actions
from towngown.domain.matching.models import Dispatch, Scenario, Unserved
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.foundation.accounts.queries import importer
from towngown.foundation.jobs import tasks
from towngown.foundation.journal import outbox
from towngown.foundation.people import actions as people
from towngown.kit.halfdays import HalfDay, parse_all

HERE, THERE, FAR = "429901100201", "429901100202", "429901200201"  # two villages of one town, one of another
MONDAY = date(2026, 11, 30)


@dataclass
class Small:
    """The world, its offers and teachers by name."""

    world: Any
    offers: dict[str, Any] = field(default_factory=dict)
    teachers: dict[str, Any] = field(default_factory=dict)
    numbers: int = 0

    def teacher(self, name: str, gives: Iterable[str], **more: Any) -> Any:
        """Somebody who can give these offers, living in the first village unless said otherwise."""
        by, wall = importer(), self.world.partnership
        person = people.record(by=by, key=f"teacher-{name}", name=name, invented=True)
        given = {"place_code": HERE, "key": f"teacher-{name}"} | more
        self.teachers[name] = orders.record_teacher(by=by, partnership=wall, person=person, **given)
        for offer in gives:
            known = [one.teacher for one in self.offers[offer].teaches.select_related("teacher")]
            orders.set_givers(by=by, offer=self.offers[offer], teachers=[*known, self.teachers[name]])
        return self.teachers[name]

    def order(self, offer: str, wishes: str = "", place: str = HERE, **more: Any) -> Order:
        """A released order; wishes as "2026-12-01 am, 2026-12-02 pm"."""
        self.numbers += 1
        row = orders.Ordered(
            key=f"order-{self.numbers}", offer=self.offers[offer], place_code=place, placed_on=date(2026, 11, 20),
            wishes=parse_all(wishes), **more,
        )  # fmt: skip
        party = self.world.parties["locality"]
        orders.load(
            by=importer(), partnership=self.world.partnership, rows=[row], party=party, organisation=self.world.village
        )
        return Order.objects.get(partnership=self.world.partnership, key=row.key)

    def round(self, first: date = MONDAY, last: date = date(2026, 12, 13)) -> Any:
        return actions.open_round(
            by=self.world.campus, partnership=self.world.partnership, first_day=first, last_day=last
        )

    def scenario(self, round_: Any, **settings: Any) -> Scenario:
        """One worked out by its job."""
        made = actions.add_scenario(by=self.world.campus, round_=round_, **settings)
        tasks.run(made.job_ref)
        made.refresh_from_db()
        return made

    def published(self, **days: Any) -> Scenario:
        scenario = self.scenario(self.round(**days))
        return actions.publish_scenario(by=self.world.campus, scenario=scenario)


def small(world: Any) -> Small:
    """Three courses; a village of another town far away."""
    made, by = Small(world), importer()
    category = orders.record_category(by=by, partnership=world.partnership, key="health", title_zh="健康")
    for name in ("first_aid", "tai_chi", "phones"):
        made.offers[name] = orders.record_offer(
            by=by, partnership=world.partnership, key=name, title_zh=name, category=category, state="offered",
            quantity="10–40",
        )  # fmt: skip
    spots = [(HERE, 0, 0), (THERE, 1_000, 0), (FAR, 30_000, 0)]
    orders.load_spots(by=by, partnership=world.partnership, spots=spots, generated=True)
    return made


def coming(scenario: Any) -> dict[tuple[int, int], tuple[str, HalfDay, str]]:
    """(order, unit) → (teacher's name, half-day, state), of what holds a teacher's half-day."""
    rows = Dispatch.objects.filter(scenario=scenario, state__in=("drafted", "dispatched", "accepted")).order_by("pk")
    return {
        (row.order_id, row.unit): (row.teacher.person.name, row.half_day, row.state)
        for row in rows.select_related("teacher__person")
    }


def why(scenario: Any) -> dict[tuple[int, int], str]:
    """(order, unit) → cause, of what is left out."""
    return {(row.order_id, row.unit): row.cause for row in Unserved.objects.filter(scenario=scenario)}


def settle() -> None:
    """Everything that is owed is done."""
    outbox.drain()
