"""`python -m tests.stories.term_world ORDERS TEACHERS`: the small world with a term of orders for 700 places, from a Monday on.

Three of the worker's own orders are such that nobody can come as things are: for each another reason, and another remedy.
The orders beside them are drawn as benchmarks draw them.
"""

import sys
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from benchmarks.stored import COUNTY, TOWNS, VILLAGES, WEEKS, fill, span  # noqa: E402 - after django.setup
from tests.fixtures import World, person, small_world  # noqa: E402
from towngown.domain.matching.compute import term_of  # noqa: E402
from towngown.domain.orders import actions  # noqa: E402
from towngown.foundation.people.models import Person  # noqa: E402
from towngown.foundation.places import actions as places  # noqa: E402
from towngown.kit import clock, doorway  # noqa: E402
from towngown.kit.halfdays import HalfDay  # noqa: E402

NEAR, FAR = f"{COUNTY}100201", f"{COUNTY}103201"  # the worker's village, and one fifteen kilometres off
NAMES = ["石桥", "柳河", "东山", "西坪", "南浦", "北塘", "白沙", "清泉", "竹溪", "枫林", "梅岭", "云台", "桂湖"]


def coming_monday(weeks: int) -> date:
    """The first Monday after this week from which on so many weeks lie in one term."""
    today = clock.today()
    monday = today + timedelta(days=7 - today.weekday())
    while term_of(monday)[1] < monday + timedelta(weeks=weeks, days=-1):
        monday += timedelta(weeks=1)
    return monday


def name_places(world: World) -> None:
    """Thirteen towns with their villages."""
    rows = [
        "code,name,parent,tier,replaced_by",
        "42,湖北省,,province,",
        "4299,云溪市,42,city,",
        f"{COUNTY},云溪县,4299,county,",
    ]
    for town, name in zip(range(TOWNS), NAMES, strict=True):
        code = f"{COUNTY}{100 + town}"
        rows.append(f"{code},{name}镇,{COUNTY},town,")
        rows += [f"{code}{200 + village},{name}{village + 1}村,{code},village," for village in range(VILLAGES)]
    places.load(by=world.keeper, file="\n".join(rows).encode())


def giver(world: World, who: Person, offer: Any, **said: Any) -> None:
    """Somebody who gives this one thing."""
    made = actions.add_teacher(by=world.campus, partnership=world.partnership, person=who, **said)
    actions.set_gives(by=world.campus, teacher=made, offers=[offer])


def hard_orders(world: World, first: date) -> None:
    """First aid wished for a Saturday by a village whose teacher comes on weekdays; calligraphy, whose teacher lives too
    far away; dough figures, which nobody gives. All are urgent, so they are read first."""
    shelf = actions.record_category(by=world.keeper, partnership=world.partnership, key="own", title_zh="乡村选修")
    world.users["teacher"] = person("teacher", world.university, "expert")
    with doorway.opened("fixture"):
        other = Person.objects.create(name="钱老师", invented=True)
    givers = {
        "急救常识": (Person.objects.get(user=world.users["teacher"]), NEAR),
        "书法入门": (other, FAR),
        "面塑": None,
    }
    for title, comes in givers.items():
        offer = actions.add_offer(by=world.campus, partnership=world.partnership, title_zh=title, category=shelf)
        actions.publish_offer(by=world.campus, offer=offer)
        if comes:
            giver(world, comes[0], offer, place_code=comes[1], half_days="工作日", reach_m=12_000)
        day = HalfDay(first + timedelta(days=5 if title == "急救常识" else 2), "am")
        order = actions.place(by=world.worker, partnership=world.partnership, offer=offer, quantity="20", wishes=[day])
        actions.review(by=world.office, order=order, urgent=True)
        actions.release(by=world.office, order=order)


def main(orders: int, teachers: int) -> None:
    """The world, its places, and the term."""
    world, first = small_world(), coming_monday(WEEKS)
    name_places(world)
    hard_orders(world, first)
    fill(world.partnership, world.parties["locality"], world.village, orders, teachers, first=first)
    print(*(day.isoformat() for day in span(first)))  # noqa: T201


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]))
