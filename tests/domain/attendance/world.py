"""A village that ordered a course for two weeks, its teacher, and the visits that were dispatched."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.fixtures import World, person
from towngown.domain.matching.models import Dispatch, Round, Scenario
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Offer, Order, Teacher
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.outbox import drain, owe
from towngown.foundation.people.models import Person
from towngown.kit import clock as time
from towngown.kit import doorway
from towngown.kit.halfdays import HalfDay

VILLAGE, SIBLING = "429901100201", "429901100202"
FIRST, SECOND = HalfDay(date(2026, 11, 24), "am"), HalfDay(date(2026, 12, 1), "am")


@dataclass
class Course:
    """What the tests of sessions stand on."""

    world: World
    offer: Offer
    order: Order
    teacher: Teacher
    scenario: Scenario
    first: HalfDay = FIRST

    def dispatch(
        self, half_day: HalfDay | None = None, unit: int = 0, state: str = "accepted", **more: Any
    ) -> Dispatch:
        """A visit as dispatch has it, without anybody having reacted yet."""
        half_day = half_day or self.first
        given = {"scenario": self.scenario, "order": self.order, "teacher": self.teacher, "unit": unit}
        given |= {"partnership": self.world.partnership, "place_code": VILLAGE, "state": state}
        with doorway.opened("fixture"):
            return Dispatch.objects.create(**given | {"day": half_day.day, "half": half_day.half} | more)


def course(
    world: World, *, weeks: int = 1, takes_part_as: str = "learn", public: bool = False, first: HalfDay = FIRST
) -> Course:
    """The course "面塑" ordered by the village worker; its teacher has a log-in and a seat at the university."""
    if partnerships_kind("course_visit") is None:
        partnerships.add_kind(by=world.keeper, code="course_visit", title_zh="送课上门", title_en="Course brought")
    if public:
        with doorway.opened("fixture"):
            type(world.partnership).objects.filter(pk=world.partnership.pk).update(audience="public")
        world.partnership.refresh_from_db()
    if "teacher" not in world.users:
        world.users["teacher"] = person("teacher", world.university, "expert")
    world.actors["teacher"] = world.fresh("teacher")
    programme = partnerships.open_programme(by=world.office, partnership=world.partnership, title_zh="学院课程进阵地")
    shelf = orders.add_category(
        by=world.campus, partnership=world.partnership, title_zh="非遗手作", title_en="Crafts", programme=programme
    )
    orders.offer_category(by=world.campus, category=shelf)
    own = Person.objects.get(user=world.users["teacher"])
    teacher = Teacher.objects.filter(person=own).first() or orders.add_teacher(
        by=world.campus, partnership=world.partnership, person=own
    )
    offer = orders.add_offer(
        by=world.campus, partnership=world.partnership, title_zh="面塑", title_en="Dough figures", category=shelf,
        provider=world.university, minutes=60, takes_part_as=takes_part_as,
    )  # fmt: skip
    orders.set_givers(by=world.campus, offer=offer, teachers=[teacher])
    orders.publish_offer(by=world.campus, offer=offer)
    order = orders.place(
        by=world.worker, partnership=world.partnership, offer=offer, quantity="30", weeks=weeks,
        wishes=[first.format()],
    )  # fmt: skip
    orders.release(by=world.office, order=order)
    orders.dispatch(by=clock(), order=order)
    return Course(world, offer, order, teacher, _scenario(world, first.day), first)


def partnerships_kind(code: str) -> Any:
    """The kind with this code, or none."""
    from towngown.domain.partnerships.queries import activity_kind

    return activity_kind(code)


def _scenario(world: World, first: date) -> Scenario:
    with doorway.opened("fixture"):
        given = {"first_day": first, "last_day": first + timedelta(days=60), "title_zh": "十二月"}
        one = Round.objects.create(partnership=world.partnership, state="published", **given)
        return Scenario.objects.create(partnership=world.partnership, round=one, number=1, state="published")


def done(verb: str, thing: Any) -> None:
    """Let the reactions to a verb of matching run as they would after it, once the rows are as it leaves them."""
    with doorway.opened("fixture"):
        entry = Entry.objects.create(
            verb=verb, actor_id=clock().id, thing_kind=thing.kind, thing_id=thing.pk, wall=thing.wall, at=time.now()
        )
        owe(entry)
    drain()


def becomes(dispatch: Dispatch, state: str, verb: str, **more: Any) -> None:
    """The dispatch as the verb leaves it, and everybody's reaction."""
    with doorway.opened("fixture"):
        for name, value in {"state": state, **more}.items():
            setattr(dispatch, name, value)
        dispatch.save()
    done(verb, dispatch)
