"""What teachers have given away already."""

from datetime import date

from towngown.domain.matching import actions, queries
from towngown.domain.matching.models import Dispatch
from towngown.domain.orders.queries import when_free
from towngown.kit.halfdays import HalfDay

DAY = date(2026, 12, 1)
MORNING, AFTERNOON = HalfDay(DAY, "am"), HalfDay(DAY, "pm")


def test_half_days_given_away_are_known_and_no_longer_offered(world, menu):
    menu.teacher("陈", ["first_aid"])
    wall, offer = world.partnership.pk, menu.offers["first_aid"]
    assert queries.taken(wall, DAY, DAY) == set()
    menu.order("first_aid", "2026-12-01 am")
    menu.published()
    teacher = menu.teachers["陈"]
    given = queries.taken(wall, DAY, DAY)
    assert given == {(teacher.pk, MORNING)}
    assert queries.loads([teacher], DAY, DAY) == {teacher.pk: 1}
    assert when_free(wall, "429901100201", [DAY], offer)[0] == {MORNING: 1, AFTERNOON: 1}
    assert when_free(wall, "429901100201", [DAY], offer, taken=given)[0] == {AFTERNOON: 1}
    actions.decline_dispatch(by=world.campus, dispatch=Dispatch.objects.get(), reason="出差", told_so=True)
    assert queries.taken(wall, DAY, DAY) == set()
    assert queries.loads([teacher], DAY, DAY) == {}
