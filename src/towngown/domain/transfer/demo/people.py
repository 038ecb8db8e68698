"""Who lives in the demonstration: one log-in for every role on both sides. All invented."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from towngown.foundation.accounts.queries import importer
from towngown.foundation.journal.table import kinds
from towngown.foundation.people import actions as people
from towngown.kit import clock

BEGINNING = date(2022, 1, 4)


class Somebody(NamedTuple):
    """An invented person: log-in, name, organisation, role, how far down it reaches, position, skills."""

    username: str
    name: str
    organisation: str
    role: str
    place_code: str = ""
    title: str = ""
    skills: str = ""


PEOPLE = (
    Somebody("county-office", "周明", "yunxi-office", "office", title="主任"),
    Somebody("town-window", "李静", "yunxi-shiqiao-town", "window", "990101101", "窗口主任"),
    Somebody("village-shiqiao", "陈桂兰", "yunxi-shiqiao-village", "worker", "990101101201", "村委会委员"),
    Somebody("village-liulin", "黄志强", "yunxi-liulin-village", "worker", "990101102201", "村委会副主任"),
    Somebody("university-office", "王芳", "jiangcheng-office", "office", title="副处长"),
    Somebody("coordinator", "赵磊", "jiangcheng-public", "coordinator", title="院长助理"),
    Somebody("expert", "孙立新", "jiangcheng-life", "expert", title="教授", skills="药用植物；病虫害"),
    Somebody("student", "林小雨", "jiangcheng-public", "student"),
    Somebody("alumni", "何建国", "jiangcheng-alumni", "coordinator", title="秘书长"),
    Somebody("work-team", "马骏", "yunxi-work-team", "coordinator", title="队长"),
    Somebody("auditor", "吴敏", "yunxi-audit", "auditor"),
)


def settle(everybody: Iterable[Somebody] = PEOPLE) -> dict[str, Any]:
    """Register everybody who is not there yet, with role and log-in; log-in name → user."""
    return {one.username: _settled(one).user for one in everybody}


def _settled(one: Somebody) -> Any:
    key = f"yunxi-{one.username}"
    persons: Any = kinds()["person"].objects
    organisations: Any = kinds()["organisation"].objects
    known = persons.filter(key=key).select_related("user").first()
    if known is not None and known.user is not None:
        return known
    keeper = importer()
    with clock.set_to(BEGINNING):
        person = people.record(by=keeper, key=key, name=one.name, skills=one.skills, invented=True)
        organisation = organisations.get(key=one.organisation)
        people.record_membership(
            by=keeper, person=person, organisation=organisation, role=one.role, place_code=one.place_code,
            title=one.title, from_day=BEGINNING,
        )  # fmt: skip
        return people.register_demo(by=keeper, person=person, username=one.username)
