"""Registering people and giving roles: rights reach down, never up or sideways."""

from datetime import date, timedelta

import pytest

from tests.fixtures import organisation, person
from towngown.foundation.journal import outbox
from towngown.foundation.journal.queries import story_of
from towngown.foundation.organisations import actions as organisations
from towngown.foundation.people import actions as people
from towngown.foundation.people import queries
from towngown.foundation.people.models import Membership, Person
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems

DAY = date(2026, 11, 22)


def refusal(function, **given):
    with pytest.raises(Problem) as refused:
        function(**given)
    return refused.value.code


def the(world, name):
    return Person.objects.get(user=world.users[name])


def test_an_office_registers_people_of_its_villages(world):
    made = people.register(
        by=world.office, organisation=world.village, name="新人", role="worker", phone="123", skills="调研、统计,调研"
    )
    assert (made.name, made.skills, made.user) == ("新人", ["调研", "统计"], None)
    assert [(row.organisation, row.role) for row in made.memberships.all()] == [(world.village, "worker")]
    entry = story_of(made).get(verb="person.register")
    assert entry.details == {"role": "worker", "contact_consent": False}
    assert entry.effects.get().verb == "person.grant"


def test_register_with_a_log_in(world):
    given = {"by": world.office, "organisation": world.village, "name": "新人", "role": "worker"}
    made = people.register(**given, username="newcomer", password="a password of ours")
    assert made.user.check_password("a password of ours")
    assert refusal(people.register, **given, username="other") == "people.password_missing"
    assert refusal(people.register, **given, username="newcomer", password="x" * 12) == "people.username_taken"


@pytest.mark.parametrize("who", ["worker", "stranger", "campus", "visitor"])
def test_others_register_nobody_there(world, who):
    given = {"by": getattr(world, who), "organisation": world.village, "name": "新人", "role": "worker"}
    assert refusal(people.register, **given) == "not_allowed"
    assert Person.objects.count() == 5


def test_bad_contact_and_skills_are_named(world):
    given = {"by": world.office, "organisation": world.village, "name": "新人", "role": "worker"}
    assert refusal(people.register, **given, email="no address") == "people.email"
    assert refusal(people.register, **given, skills="、".join(map(str, range(21)))) == "people.too_many_skills"
    assert refusal(people.register, **given, skills="长" * 31) == "people.long_skill"
    with pytest.raises(Problems):
        people.register(**given | {"role": "boss"})


def test_an_office_with_a_narrower_place_reaches_only_that_far(world):
    world.users["town"] = person("town", world.county, "office", "429901100")
    by = world.fresh("town")
    given = {"by": by, "organisation": world.village, "name": "新人", "role": "worker"}
    assert people.register(**given, place_code="429901100201").name == "新人"
    assert refusal(people.register, **given, place_code="429901200201") == "people.out_of_reach"
    assert refusal(people.register, **given) == "people.out_of_reach"


def test_grant_and_grant_again_is_one_row(world):
    given = {"by": world.office, "organisation": world.village, "person": the(world, "sibling"), "role": "window"}
    people.grant(**given, title="窗口")
    people.grant(**given, title="服务窗口", to_day=DAY)
    row = Membership.objects.get(role="window")
    assert (row.title, row.to_day) == ("服务窗口", DAY)
    assert refusal(people.grant, **given, from_day=DAY, to_day=DAY - timedelta(days=1)) == "people.days"


def test_grant_is_refused_outside_the_office(world):
    given = {"organisation": world.village, "person": the(world, "worker"), "role": "office"}
    assert refusal(people.grant, by=world.worker, **given) == "not_allowed"
    assert refusal(people.grant, by=world.stranger, **given) == "not_allowed"


def test_revoke_ends_the_role_at_once(world):
    given = {
        "organisation": world.village,
        "person": the(world, "worker"),
        "role": "worker",
        "place_code": "429901100201",
    }
    people.revoke(by=world.office, **given)
    assert Membership.objects.get(person=given["person"]).to_day == clock.today() - timedelta(days=1)
    assert queries.memberships_of(given["person"].pk, clock.today()) == []
    assert refusal(people.revoke, by=world.office, **given) == "people.no_membership"
    assert refusal(people.revoke, by=world.stranger, **given) == "not_allowed"


def test_revoke_of_what_has_not_begun_takes_it_out(world):
    given = {"by": world.office, "organisation": world.village, "person": the(world, "worker"), "role": "window"}
    people.grant(**given, from_day=clock.today() + timedelta(days=5))
    people.revoke(**given)
    assert not Membership.objects.filter(role="window").exists()


def test_record_person_and_role_by_key(world):
    given = {"by": world.keeper, "key": "p1", "name": "王芳", "skills": "社会工作", "contact_consent": True}
    first = people.record(**given)
    again = people.record(**given | {"name": "王方", "contact_consent": False})
    assert (again.pk, again.name, again.contact_consent) == (first.pk, "王方", True)
    role = {"by": world.keeper, "person": again, "organisation": world.university, "role": "expert"}
    people.record_membership(**role, title="教授")
    people.record_membership(**role, title="院长")
    assert [row.title for row in again.memberships.all()] == ["院长"]
    assert refusal(people.record, **given | {"by": world.office}) == "not_allowed"
    assert refusal(people.record_membership, **role | {"by": world.office}) == "not_allowed"


def test_who_sees_whom(world):
    def seen(name):
        return {row.name for row in queries.persons(getattr(world, name))}

    assert seen("keeper") == {"office 人", "campus 人", "worker 人", "sibling 人", "stranger 人"}
    assert seen("office") == {"office 人", "worker 人", "sibling 人"}
    assert seen("worker") == {"worker 人"}
    assert seen("campus") == {"campus 人"}
    assert seen("visitor") == set()


def test_merged_organisations_bring_their_people(world):
    double = organisation("石桥", "village_committee", world.county)
    newcomer = people.register(by=world.office, organisation=double, name="新人", role="worker")
    both = the(world, "worker")
    people.grant(by=world.office, organisation=double, person=both, role="worker", place_code="429901100201")
    organisations.merge(by=world.keeper, organisation=double, into=world.village)
    outbox.drain()
    assert [row.organisation for row in newcomer.memberships.all()] == [world.village]
    assert [row.organisation for row in both.memberships.all()] == [world.village]


def test_holders_are_those_who_hold_today_and_reach_the_place(world):
    found = queries.holders({world.village.pk}, ("worker",), "429901100201")
    assert found == [the(world, "worker")]
    assert queries.holders({world.village.pk}, ("worker",), "429901100202") == []
    people.revoke(
        by=world.office, organisation=world.village, person=found[0], role="worker", place_code="429901100201"
    )  # fmt: skip
    assert queries.holders({world.village.pk}, ("worker",), "429901100201") == []


def test_filters_and_members(world, django_assert_num_queries):
    everybody = queries.persons(world.keeper)
    assert [row.name for row in queries.working_in(everybody, role="worker")] == ["sibling 人", "worker 人"]
    below = queries.working_in(everybody, world.county.path, "office")
    assert [row.name for row in below] == ["office 人"]
    assert [row.person.name for row in queries.members_of(world.office, world.village.pk)] == ["worker 人"]
    assert queries.members_of(world.campus, world.village.pk) == []
    with django_assert_num_queries(2):
        assert len([row.held(DAY)[0].organisation.title_zh for row in queries.with_roles(everybody)]) == 5
