"""What is shown, taken along and erased."""

import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from towngown.foundation.files.models import StoredFile
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.table import Guarded
from towngown.foundation.notices.models import Notice
from towngown.foundation.people import actions as people
from towngown.foundation.people import queries
from towngown.foundation.people.actions import Contact
from towngown.foundation.people.actions.persons import _emptied
from towngown.foundation.people.models import Invitation, Person
from towngown.foundation.search.models import Document
from towngown.kit import doorway
from towngown.kit.problems import Problem

CANARY = "金丝雀"


def refusal(function, **given):
    with pytest.raises(Problem) as refused:
        function(**given)
    return refused.value.code


@pytest.fixture
def worker(world):
    row = Person.objects.get(user=world.users["worker"])
    people.describe(by=world.worker, person=row, name=f"{CANARY}一", phone="13900000000", email="canary@example.org")
    return row


def test_contact_needs_self_office_keeper_or_consent(world, worker):
    contact = Contact("13900000000", "canary@example.org")
    assert people.show_contact(by=world.worker, person=worker) == contact
    assert people.show_contact(by=world.office, person=worker) == contact
    assert refusal(people.show_contact, by=world.campus, person=worker) == "not_allowed"
    colleague = people.register(by=world.office, organisation=world.village, name="同事", role="worker", phone="1")
    assert refusal(people.show_contact, by=world.worker, person=colleague) == "not_allowed"
    people.consent(by=world.worker, person=worker, contact_consent=True)
    assert refusal(people.show_contact, by=world.sibling, person=worker) == "not_allowed"
    assert Entry.objects.filter(verb="person.show_contact", thing_id=worker.pk).count() == 2


def test_with_consent_colleagues_see_it(world, worker):
    other = people.register(
        by=world.office, organisation=world.village, name="同事", role="worker", username="colleague",
        password="a password of ours",
    )  # fmt: skip
    world.users["colleague"] = other.user
    assert refusal(people.show_contact, by=world.fresh("colleague"), person=worker) == "not_allowed"
    people.consent(by=world.worker, person=worker, contact_consent=True)
    assert people.show_contact(by=world.fresh("colleague"), person=worker).phone == "13900000000"


def test_only_the_person_consents(world, worker):
    for who in (world.office, world.keeper, world.stranger):
        assert refusal(people.consent, by=who, person=worker, contact_consent=True) == "not_allowed"


def test_skills_by_self_and_office(world, worker):
    assert people.say_skills(by=world.worker, person=worker, skill_words="电脑，报表").skills == ["电脑", "报表"]
    assert people.say_skills(by=world.office, person=worker).skills == []
    assert refusal(people.say_skills, by=world.sibling, person=worker, skill_words="x") == "not_allowed"
    assert refusal(people.say_skills, by=world.worker, person=worker, skill_words="长" * 31) == "people.long_skill"


def test_describe_renames_the_log_in_too(world, worker):
    world.users["worker"].refresh_from_db()
    assert world.users["worker"].name == f"{CANARY}一"
    assert refusal(people.describe, by=world.sibling, person=worker, name="x") == "not_allowed"
    assert refusal(people.describe, by=world.worker, person=worker, name="x", email="x") == "people.email"


def test_export_is_everything_and_is_journalled(world, worker):
    people.invite(by=world.keeper, person=worker)
    taken = people.export(by=world.worker, person=worker)
    assert taken["people.Person"][0]["phone"] == "13900000000"
    assert taken["people.Membership"][0]["role"] == "worker"
    assert taken["accounts.User"][0]["username"] == "worker"
    assert "person.describe" in {row["verb"] for row in taken["journal.Entry"]}
    text = json.dumps(taken, ensure_ascii=False)
    assert "password" not in taken["accounts.User"][0]
    assert Invitation.objects.get().token_hash not in text
    assert Entry.objects.filter(verb="person.export").count() == 1
    assert refusal(people.export, by=world.office, person=worker) == "not_allowed"


def scatter(worker, actor_id):
    """Rows with the canary in columns whose policy is erased."""
    with doorway.opened("fixture"):
        Notice.objects.create(
            person=worker, sentence="x", values={"name": CANARY}, thing_kind="person", thing_ref=worker.ref
        )
        Document.objects.create(
            thing_kind="person", thing_id=worker.pk, thing_ref=worker.ref, title_zh=CANARY, excerpt=CANARY,
            tokens=CANARY, audience_key="public",
        )  # fmt: skip
        StoredFile.objects.create(
            name=f"{CANARY}.jpg", sha256="0" * 64, size=1, media_type="x", uploaded_by_id=actor_id
        )


def canaries():
    """Every text column of every table that still holds the canary."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for column in model._meta.concrete_fields:
                cursor.execute(
                    f'SELECT count(*) FROM "{model._meta.db_table}" WHERE CAST("{column.column}" AS text) LIKE %s '
                    f'OR CAST("{column.column}" AS text) LIKE %s OR CAST("{column.column}" AS text) LIKE %s',
                    [f"%{CANARY}%", "%13900000000%", "%canary@%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{model._meta.label}.{column.name}")
    return found


def test_erase_empties_every_table_and_keeps_the_journal(world, worker):
    scatter(worker, world.worker.id)
    people.say_skills(by=world.worker, person=worker, skill_words=CANARY)
    token = people.invite(by=world.keeper, person=worker).token
    assert len(canaries()) >= 8
    before = Entry.objects.count()
    erased = people.erase(by=world.worker, person=worker)
    assert canaries() == []
    assert (erased.name, erased.user, erased.skills) == ("", None, [])
    assert not get_user_model().objects.filter(username="worker").exists()
    assert Entry.objects.count() == before + 1
    assert Entry.objects.filter(actor_id=world.worker.id).exists()
    assert erased not in queries.persons(world.keeper)
    given = {"by": world.visitor, "token": token, "username": "back", "password": "a password of ours"}
    assert refusal(people.accept, **given) == "people.invitation_over"


def test_erase_touches_nobody_else(world, worker):
    sibling = Person.objects.get(user=world.users["sibling"])
    people.erase(by=world.keeper, person=worker)
    sibling.refresh_from_db()
    assert (sibling.name, sibling.user) == ("sibling 人", world.users["sibling"])


def test_who_may_erase_and_what_an_erased_person_allows(world, worker):
    for who in (world.office, world.sibling, world.stranger, world.visitor):
        assert refusal(people.erase, by=who, person=worker) == "not_allowed"
    erased = people.erase(by=world.keeper, person=worker)
    assert refusal(people.describe, by=world.keeper, person=erased, name="x") == "not_allowed"
    grant = {"by": world.keeper, "organisation": world.village, "person": erased, "role": "worker"}
    assert refusal(people.grant, **grant) == "people.erased"


def test_a_list_of_people_leaves_with_offices_only(world):
    people.export_list(by=world.office, rows=3, form="csv")
    assert refusal(people.export_list, by=world.worker, rows=3, form="csv") == "not_allowed"
    assert Entry.objects.filter(verb="person.export_list").count() == 1


def test_the_last_keeper_stays(world, worker):
    user = world.users["worker"]
    user.refresh_from_db()
    user.is_staff = True
    user.save()
    worker.refresh_from_db()
    assert refusal(people.erase, by=world.fresh("worker"), person=worker) == "people.last_keeper"
    assert Person.objects.get(pk=worker.pk).erased_at is None


def test_every_erased_column_can_be_emptied():
    """A policy that cannot be carried out would only be found when somebody asks to be forgotten."""
    for model in apps.get_models():
        if issubclass(model, Guarded):
            for name, value in _emptied(model).items():
                column = model._meta.get_field(name)
                assert value is not None or column.null, f"{model._meta.label}.{name}"
