"""A small menu in the small world: two shelves and one to come, three offers, two teachers, a town with its window."""

from dataclasses import dataclass
from typing import Any

from tests.fixtures import World, organisation, person
from towngown.domain.orders import actions
from towngown.foundation.people.models import Person
from towngown.foundation.places import actions as places
from towngown.kit import doorway

TOWN, VILLAGE, SIBLING = "429901100", "429901100201", "429901100202"
PLACES = f"""code,name,parent,tier,replaced_by
42,湖北省,,province,
4299,云溪市,42,city,
429901,云溪县,4299,county,
{TOWN},石桥镇,429901,town,
{VILLAGE},石桥村,{TOWN},village,
{SIBLING},柳林村,{TOWN},village,
429901100203,东山村,{TOWN},village,
429901101,柳河镇,429901,town,
429901101201,河口村,429901101,village,
"""


@dataclass
class Menu:
    """What can be ordered, and who gives it. `teacher` has a log-in (`teacher` of the world); `other` has none."""

    health: Any
    arts: Any
    coming: Any
    pressure: Any
    papercut: Any
    hall: Any
    teacher: Any
    other: Any


def teacher(world: World, name: str, offers: list[Any], **said: Any) -> Any:
    """Somebody on the university's list who can give these."""
    with doorway.opened("fixture"):
        row = Person.objects.create(name=name, invented=True)
    made = actions.add_teacher(by=world.campus, partnership=world.partnership, person=row, **said)
    actions.set_gives(by=world.campus, teacher=made, offers=offers)
    return made


def offer(world: World, category: Any, title: str, **said: Any) -> Any:
    """Something on the menu."""
    added = actions.add_offer(by=world.campus, partnership=world.partnership, title_zh=title, category=category, **said)
    return actions.publish_offer(by=world.campus, offer=added)


def shelf(world: World, title: str, **said: Any) -> Any:
    """A category on the menu."""
    added = actions.add_category(by=world.campus, partnership=world.partnership, title_zh=title, **said)
    return actions.offer_category(by=world.campus, category=added)


def set_menu(world: World) -> Menu:
    """Lay the menu, and let the town's window and a teacher log in."""
    places.load(by=world.keeper, file=PLACES.encode())
    window = organisation("石桥镇便民窗口", "unit", world.county, TOWN)
    world.users["window"] = person("window", window, "window", TOWN)
    if "teacher" not in world.users:
        world.users["teacher"] = person("teacher", world.university, "expert")
    for name in ("window", "teacher"):
        world.actors[name] = world.fresh(name)
    health, arts = shelf(world, "健康教育", title_en="Health", order=10), shelf(world, "艺术修养", order=20)
    coming = actions.add_category(by=world.campus, partnership=world.partnership, title_zh="社会治理专题", batch=2)
    given = {"by": world.campus, "partnership": world.partnership}
    pressure = offer(world, health, "高血压怎么管", title_en="Living with high blood pressure", quantity="15-40")
    papercut = offer(world, arts, "剪纸入门", quantity="10-20", minutes=120)
    hall = offer(world, None, "校史馆参观", offer_kind="venue", quantity="≤60")
    logged_in = actions.add_teacher(
        **given, person=Person.objects.get(pk=world.teacher.person_id), place_code=TOWN, half_days="工作日"
    )  # fmt: skip
    actions.set_gives(by=world.campus, teacher=logged_in, offers=[pressure, papercut])
    other = teacher(world, "钱老师", [pressure], place_code="429901101201", half_days="周一；周二上午")
    return Menu(health, arts, coming, pressure, papercut, hall, logged_in, other)
