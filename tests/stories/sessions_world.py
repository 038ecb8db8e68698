"""`python -m tests.stories.sessions_world`: the small world, made public, with a course in the village today and one soon.

Prints the code on the wall and the ref of today's session.
"""

import json
from datetime import time, timedelta

import django

django.setup()

from tests.domain.attendance.world import VILLAGE, course, done  # noqa: E402 - after django.setup
from tests.fixtures import small_world  # noqa: E402
from towngown.domain.attendance import actions  # noqa: E402
from towngown.domain.attendance.models import Session  # noqa: E402
from towngown.domain.orders import actions as orders  # noqa: E402
from towngown.domain.stations import actions as stations  # noqa: E402
from towngown.foundation.accounts.queries import clock as the_clock  # noqa: E402
from towngown.kit import clock, doorway  # noqa: E402
from towngown.kit.halfdays import HalfDay  # noqa: E402


def main() -> None:
    """A dough-figures course: today, in a week (accepted) and tomorrow (waits for the teacher's answer)."""
    world, today = small_world(), clock.today()
    made = course(world, weeks=2, public=True, first=HalfDay(today, "am"))
    station = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="石桥会客厅", title_en="Shiqiao living room",
        place_code=VILLAGE, resources="政策：六大计划\n人员：编织团队教师",
    )  # fmt: skip
    done("dispatch.accept", made.dispatch())
    with doorway.opened("fixture"):  # it has begun, at whatever hour the story is told
        Session.objects.update(start_time=time.min)
    done("dispatch.accept", made.dispatch(HalfDay(today + timedelta(days=7), "am"), unit=1))
    other = orders.place(by=world.worker, partnership=world.partnership, offer=made.offer, quantity="20", wishes=[])
    orders.release(by=world.office, order=other)
    orders.dispatch(by=the_clock(), order=other)
    made.dispatch(HalfDay(today + timedelta(days=1), "pm"), order=other, state="dispatched")
    with doorway.opened("fixture"):  # it began with the day: phones rate it at whatever hour the story is told
        Session.objects.filter(day=today).update(start_time=time())
    wall = actions.print_code(by=world.worker, partnership=world.partnership, station=station)
    print(json.dumps({"code": wall.code, "session": Session.objects.get(day=today).ref, "station": station.ref}))  # noqa: T201


if __name__ == "__main__":
    main()
