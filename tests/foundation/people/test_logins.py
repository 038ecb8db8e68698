"""Log-ins: invitations are used once, a role given does not open somebody else's door."""

from datetime import timedelta

import pytest

from tests.asvs import asvs
from tests.fixtures import organisation
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.models import Entry
from towngown.foundation.people import actions as people
from towngown.foundation.people import queries
from towngown.foundation.people.models import Invitation, Person
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems

GOOD = "a password of ours"


def refusal(function, **given):
    with pytest.raises(Problem) as refused:
        function(**given)
    return refused.value.code


@pytest.fixture
def newcomer(world):
    return people.register(by=world.office, organisation=world.village, name="新来的人", role="worker")


def the(world, name):
    return Person.objects.get(user=world.users[name])


@asvs("6.4.1")
def test_an_invitation_makes_a_log_in_once(world, newcomer):
    invited = people.invite(by=world.office, person=newcomer)
    stored = Invitation.objects.get()
    assert invited.token not in stored.token_hash
    assert queries.invitation_open(stored.token_hash, clock.now()) == newcomer
    accepted = people.accept(by=world.visitor, token=invited.token, username="newcomer", password=GOOD)
    assert (accepted, accepted.user.username, accepted.user.name) == (newcomer, "newcomer", "新来的人")
    assert accepted.user.check_password(GOOD)
    again = {"by": world.visitor, "token": invited.token, "username": "another", "password": GOOD}
    assert refusal(people.accept, **again) == "people.invitation_over"
    assert queries.invitation_open(stored.token_hash, clock.now()) is None


def test_neither_token_nor_names_reach_the_journal(world, newcomer):
    invited = people.invite(by=world.office, person=newcomer)
    people.accept(by=world.visitor, token=invited.token, username="newcomer", password=GOOD)
    assert [entry.details for entry in Entry.objects.filter(verb__in=["person.invite", "person.accept"])] == [{}, {}]


@asvs("6.4.1")
def test_an_invitation_ends_after_thirty_days_and_with_the_next_one(world, newcomer):
    first = people.invite(by=world.office, person=newcomer)
    second = people.invite(by=world.office, person=newcomer)
    given = {"by": world.visitor, "username": "newcomer", "password": GOOD}
    assert refusal(people.accept, token=first.token, **given) == "people.invitation_over"
    with clock.set_to(clock.today() + timedelta(days=32)):
        assert refusal(people.accept, token=second.token, **given) == "people.invitation_over"
    assert refusal(people.accept, token="invented", **given) == "people.invitation_over"
    assert people.accept(token=second.token, **given).user.username == "newcomer"


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("a b", GOOD, "people.bad_username"),
        ("office", GOOD, "people.username_taken"),
        ("newcomer", "short", "people.password_too_short"),
        ("newcomer", "1234567890", "people.password_too_common"),
        ("newcomer", "newcomer12", "people.password_too_similar"),
    ],
)
def test_weak_passwords_and_bad_names_leave_the_invitation_open(world, newcomer, username, password, code):
    token = people.invite(by=world.office, person=newcomer).token
    assert refusal(people.accept, by=world.visitor, token=token, username=username, password=password) == code
    assert people.accept(by=world.visitor, token=token, username="newcomer", password=GOOD).user is not None


def test_only_office_and_keeper_invite_and_only_the_keeper_renews(world, newcomer):
    for who in (world.worker, world.stranger, world.campus, world.visitor):
        assert refusal(people.invite, by=who, person=newcomer) == "not_allowed"
    assert refusal(people.invite, by=world.office, person=the(world, "worker")) == "people.has_login"
    renewed = people.invite(by=world.keeper, person=the(world, "worker"))
    people.accept(by=world.visitor, token=renewed.token, username="worker", password=GOOD)
    world.users["worker"].refresh_from_db()
    assert world.users["worker"].check_password(GOOD)


def test_a_role_given_does_not_open_somebody_elses_door(world):
    """An office may give anybody a role, but that does not make them its own as long as another role lies outside."""
    victim = the(world, "campus")
    people.grant(by=world.office, organisation=world.village, person=victim, role="worker")
    assert refusal(people.disable, by=world.office, person=victim) == "not_allowed"
    assert refusal(people.describe, by=world.office, person=victim, name="别名") == "not_allowed"


@pytest.mark.parametrize("working", [True, False])  # an office can enable what it disabled
def test_an_office_does_not_turn_the_mails_of_a_log_in_to_itself(world, working):
    worker = the(world, "worker")
    worker = people.describe(by=world.worker, person=worker, name="石桥村工", email="worker@example.org")
    if not working:
        people.disable(by=world.office, person=worker)
    for email in ("office@example.org", ""):
        given = {"by": world.office, "person": worker, "name": "石桥村工", "email": email}
        assert refusal(people.describe, **given) == "people.email_of_login"
    told = people.describe(by=world.office, person=worker, name="村工", phone="123", email="worker@example.org")
    assert (told.name, told.phone, told.email) == ("村工", "123", "worker@example.org")
    assert people.describe(by=world.keeper, person=worker, name="村工", email="k@example.org").email == "k@example.org"


def test_an_office_keeps_the_e_mail_of_whoever_has_no_log_in(world, newcomer):
    assert people.describe(by=world.office, person=newcomer, name="新", email="n@example.org").email == "n@example.org"


def test_disable_and_enable(world):
    worker = the(world, "worker")
    assert refusal(people.enable, by=world.office, person=worker) == "not_allowed"
    assert people.disable(by=world.office, person=worker).user.is_active is False
    assert refusal(people.disable, by=world.office, person=worker) == "not_allowed"
    assert people.enable(by=world.office, person=worker).user.is_active is True
    assert refusal(people.disable, by=world.stranger, person=worker) == "not_allowed"
    assert refusal(people.disable, by=world.worker, person=worker) == "not_allowed"


def test_a_keeper_is_not_disabled_by_an_office(world):
    worker = the(world, "worker")
    worker.user.is_staff = True
    worker.user.save()
    assert refusal(people.disable, by=world.office, person=worker) == "not_allowed"


def test_demonstration_log_ins_exist_in_demonstration_only(world, settings):
    invented = people.record(by=world.keeper, key="demo", name="演示", invented=True)
    people.record_membership(by=world.keeper, person=invented, organisation=world.village, role="worker")
    given = {"by": world.keeper, "person": invented, "username": "demo"}
    assert refusal(people.register_demo, **given) == "people.not_a_demonstration"
    settings.DEMONSTRATION = True
    assert people.register_demo(**given).user.check_password(DEMONSTRATION_PASSWORD)
    assert people.register_demo(**given).user.username == "demo"
    assert refusal(people.register_demo, **given | {"by": world.office}) == "not_allowed"
    real = people.record(by=world.keeper, key="real", name="真人")
    assert refusal(people.register_demo, **given | {"person": real}) == "people.not_invented"
    assert invented in queries.demonstration_logins()
    settings.DEMONSTRATION = False
    assert list(queries.demonstration_logins()) == []


@asvs("16.3.1")
@pytest.mark.parametrize("verb", ["login.change_password", "login.add_key", "login.remove_key"])
def test_what_the_log_in_library_did_is_written_down(world, verb):
    worker = the(world, "worker")
    VERBS[verb].run(by=world.worker, person=worker)
    assert Entry.objects.get(verb=verb).thing_id == worker.pk


def test_nobody_writes_down_log_ins_of_others(world):
    worker = the(world, "worker")
    assert refusal(people.change_password, by=world.sibling, person=worker) == "not_allowed"
    assert refusal(people.add_key, by=world.sibling, person=worker) == "not_allowed"
    assert refusal(people.remove_key, by=world.sibling, person=worker) == "not_allowed"


@asvs("16.3.1")
def test_a_failed_log_in_is_written_down_by_a_visitor(world):
    people.fail_login(by=world.visitor, person=the(world, "worker"))
    assert Entry.objects.get(verb="login.fail").actor_id == world.visitor.id
    with pytest.raises(Problems):
        people.fail_login(by=world.visitor, person=None)


def test_an_office_elsewhere_in_the_tree_does_not_reach(world, newcomer):
    aside = organisation("别处", "unit", world.university)
    people.grant(by=world.campus, organisation=aside, person=newcomer, role="student")
    assert refusal(people.invite, by=world.office, person=newcomer) == "not_allowed"
    assert refusal(people.invite, by=world.campus, person=newcomer) == "not_allowed"
    assert people.invite(by=world.keeper, person=newcomer).person == newcomer


def test_an_open_invitation_does_not_lead_around_a_disabled_log_in(world):
    worker = the(world, "worker")
    renewed = people.invite(by=world.keeper, person=worker)
    people.disable(by=world.office, person=worker)
    given = {"by": world.visitor, "token": renewed.token, "username": "worker", "password": GOOD}
    assert refusal(people.accept, **given) == "people.invitation_over"
    worker.user.refresh_from_db()
    assert worker.user.is_active is False
