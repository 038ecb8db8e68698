"""Teachers: on the list, what they say of themselves, away and back, from a file; and where places lie."""

from datetime import timedelta

import pytest

from tests.domain.orders.conftest import MONDAY, THURSDAY, THURSDAY_AM, refused
from tests.domain.orders.menu import SIBLING, VILLAGE, teacher
from towngown.domain.orders import actions, queries
from towngown.domain.orders.models import Spot, Teacher
from towngown.foundation.people.models import Person
from towngown.kit.halfdays import ALL_WEEK, WORKING_DAYS, HalfDay


def test_the_university_keeps_the_list(world, menu):
    person = Person.objects.get(pk=world.worker.person_id)
    given = {"partnership": world.partnership, "person": person}
    for who in (world.office, world.worker, world.stranger, world.teacher):
        assert refused(actions.add_teacher, by=who, **given) == "not_allowed"
    made = actions.add_teacher(by=world.campus, **given)
    assert (made.half_days, made.week_cap, made.active) == (ALL_WEEK, 4, True)
    assert refused(actions.add_teacher, by=world.campus, **given) == "orders.teacher_twice"


def test_teachers_are_the_university_s_own(world, menu):
    everybody = {menu.teacher, menu.other}
    assert set(queries.teachers(world.campus)) == everybody
    assert set(queries.teachers(world.keeper)) == everybody
    for who in (world.office, world.window, world.worker, world.stranger, world.visitor):
        assert list(queries.teachers(who)) == []
    assert queries.teacher(world.teacher, menu.teacher.ref) == menu.teacher
    assert queries.teacher_of(world.teacher) == [menu.teacher]
    assert queries.teacher_of(world.campus) == queries.teacher_of(world.visitor) == []


def test_a_teacher_who_is_no_member_sees_the_own_row(world, menu):
    row = actions.add_teacher(
        by=world.campus, partnership=world.partnership, person=Person.objects.get(pk=world.stranger.person_id)
    )
    assert queries.teacher_of(world.stranger) == [row]
    assert list(queries.teachers(world.stranger)) == [row]


def test_teachers_say_for_themselves_when_and_how_often(world, menu):
    given = {"teacher": menu.teacher, "week_cap": 2, "term_cap": 12, "half_days": "周三", "rather": [menu.arts]}
    actions.describe_teacher(by=world.teacher, **given)
    row = queries.teacher(world.campus, menu.teacher.ref)
    assert (row.week_cap, row.term_cap, row.half_days, list(row.rather.all())) == (2, 12, 0b110000, [menu.arts])
    for who in (world.office, world.worker, world.stranger):
        assert refused(actions.describe_teacher, by=who, **given) == "not_allowed"
    wrong = given | {"week_cap": 9, "term_cap": 3}
    assert refused(actions.describe_teacher, by=world.teacher, **wrong) == "orders.term_below_week"
    shelf = actions.add_category(by=world.keeper, partnership=world.other, title_zh="别处")
    assert refused(actions.describe_teacher, by=world.teacher, **(given | {"rather": [shelf]})) == "not_found"
    assert list(row.rather.all()) == [menu.arts]


def test_away_and_back(world, menu):
    days = {"teacher": menu.teacher, "first_day": THURSDAY}
    actions.away(by=world.teacher, **days, absence_kind="ill")
    absence = queries.absences(menu.teacher, MONDAY)[0]
    assert (absence.first_day, absence.last_day, absence.absence_kind) == (THURSDAY, THURSDAY, "ill")
    assert queries.absences(menu.teacher, THURSDAY + timedelta(days=1)) == []
    assert refused(actions.away, by=world.office, **days) == "not_allowed"
    assert refused(actions.away, by=world.campus, **days, last_day=MONDAY) == "orders.range"
    assert refused(actions.back, by=world.worker, **days) == "not_allowed"
    assert refused(actions.back, by=world.campus, teacher=menu.teacher, first_day=MONDAY) == "not_found"
    actions.back(by=world.campus, **days)
    assert queries.absences(menu.teacher, MONDAY) == []


def test_who_is_free_when(world, menu):
    wall, week = world.partnership.pk, [THURSDAY + timedelta(days=at) for at in range(7)]
    free, able = queries.when_free(wall, VILLAGE, week, menu.pressure)
    monday = THURSDAY + timedelta(days=4)
    assert (able, free[HalfDay(monday, "am")], free[THURSDAY_AM]) == (2, 2, 1)
    assert not any(one.day.weekday() > 4 for one in free)
    assert list(free) == sorted(free)
    actions.away(by=world.campus, teacher=menu.teacher, first_day=THURSDAY)
    assert THURSDAY_AM not in queries.when_free(wall, VILLAGE, week, menu.pressure)[0]
    assert queries.when_free(wall, VILLAGE, week, menu.hall) == ({}, 0)
    assert queries.when_free(wall, VILLAGE, week)[1] == 2
    assert queries.when_free(wall, VILLAGE, week, category=menu.arts)[1] == 1


def test_who_lives_too_far_away_is_not_free(world, menu):
    spots = [(VILLAGE, 0, 0), ("429901101201", 30_000, 0), ("429901100", 1_000, 0)]
    actions.load_spots(by=world.keeper, partnership=world.partnership, spots=spots)
    assert queries.when_free(world.partnership.pk, VILLAGE, [THURSDAY], menu.pressure)[1] == 1


@pytest.mark.parametrize("name", ["campus", "office", "visitor"])
def test_spots_are_loaded_by_the_keeper_only(world, menu, name):
    given = {"partnership": world.partnership, "spots": [(VILLAGE, 1, 2)]}
    assert refused(actions.load_spots, by=world.actors[name], **given) == "not_allowed"


def test_a_place_that_has_a_spot_moves(world, menu):
    given = {"by": world.keeper, "partnership": world.partnership}
    actions.load_spots(**given, spots=[(VILLAGE, 1, 2), (SIBLING, 3, 4)], generated=True)
    actions.load_spots(**given, spots=[(VILLAGE, 5, 6)])
    assert queries.all_spots(world.partnership.pk) == {VILLAGE: (5, 6), SIBLING: (3, 4)}
    assert Spot.objects.get(place_code=SIBLING).generated
    assert queries.spots_of(world.partnership.pk, [VILLAGE, "1"]) == {VILLAGE: (5, 6)}


def record(world, **more):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "t1", "name": "周老师"}
    return actions.record_teacher(**(given | more))


def test_a_row_of_a_file_brings_the_person_along(world, menu):
    row = record(world, skills="剪纸、书法", phone="13800000000", offers=[menu.papercut], half_days="工作日")
    assert (row.person.name, row.person.skills, row.person.phone) == ("周老师", ["剪纸", "书法"], "13800000000")
    assert (row.half_days, [one.offer for one in row.teaches.all()]) == (WORKING_DAYS, [menu.papercut])
    held = row.person.memberships.get()
    assert (held.organisation, held.role) == (world.university, "expert")
    again = record(world, name="周老师（退休）", offers=[menu.pressure])
    assert (again.pk, again.person.name, again.person.phone) == (row.pk, "周老师（退休）", "13800000000")
    assert [one.offer for one in again.teaches.all()] == [menu.pressure]
    assert again.person.memberships.count() == 1


def test_a_row_names_its_unit(world, menu):
    from tests.fixtures import organisation

    unit = organisation("老年大学", "unit", world.university)
    row = record(world, unit=unit)
    assert [one.organisation for one in row.person.memberships.all()] == [unit]


def test_a_row_without_a_name_or_with_somebody_else_s_is_refused(world, menu):
    assert refused(record, world=world, name="") == "orders.who"
    given = {"by": world.campus, "partnership": world.partnership, "key": "t1", "name": "周老师"}
    assert refused(actions.record_teacher, **given) == "not_allowed"
    known = record(world, key="t2", person=Person.objects.get(pk=world.worker.person_id), name="")
    assert refused(record, world=world, key="t3", person=known.person, name="") == "orders.teacher_twice"
    assert refused(record, world=world, key="t2", name="别的名字") == "orders.own_name"
    assert record(world, key="t2", name=known.person.name, week_cap=1).week_cap == 1


def test_a_teacher_added_here_gets_the_key_of_the_file(world, menu):
    row = record(world, key="logged-in", person=menu.teacher.person, name="")
    assert (row.pk, row.key, Teacher.objects.count()) == (menu.teacher.pk, "logged-in", 2)


def test_names_stand_in_order(world, menu):
    teacher(world, "阿老师", [])
    names = [str(one) for one in queries.teachers(world.campus)]
    assert names == sorted(names)
    assert menu.other.title("en") == ("钱老师", "zh")
