"""Persons, their skills, and memberships: a role in an organisation that reaches down from a place."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from towngown.foundation.journal.table import Guarded, GuardedQuerySet, Table, known
from towngown.foundation.people.words import ROLES
from towngown.kit.actors import Actor


class PersonQuerySet(GuardedQuerySet["Person"]):
    def visible_to(self, by: Actor) -> "PersonQuerySet":
        """The keeper sees everybody; others themselves and the people of their organisations, an office also below."""
        if by.sees_all or by.keeper:
            return self
        reach = Q(organisation_id__in=by.organisation_ids)
        for one in {seat.organisation_id for seat in by.seats if seat.role == "office"}:
            reach |= Q(organisation__path__contains=f"/{one}/")
        return self.filter(Q(pk=by.person_id or 0) | Q(pk__in=Membership.objects.filter(reach).values("person_id")))


class Person(Table):
    """Somebody who takes part. Contact data is shown only with consent, and showing it is journalled."""

    name = models.CharField(max_length=100, blank=True)
    user = models.OneToOneField("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    skills = models.JSONField(default=list)  # short words, as the person says them
    contact_consent = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, blank=True)

    objects: ClassVar = PersonQuerySet.as_manager()
    PRIVACY = {
        "ref": "kept", "name": "erased", "user": "erased", "phone": "erased", "email": "erased", "skills": "erased",
        "contact_consent": "kept", "invented": "kept", "erased_at": "kept", "key": "erased",
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(name="person_key_once", fields=["key"], condition=~Q(key=""))]

    @property
    def skill_words(self) -> str:
        """The skills in one line, as they are typed."""
        return "、".join(self.skills)

    def held(self, today: date) -> "list[Membership]":
        """The memberships that are not over, with their organisations; from what was prefetched, if it was."""
        loaded = getattr(self, "_prefetched_objects_cache", {}).get("memberships")
        rows = self.memberships.select_related("organisation") if loaded is None else loaded
        return [row for row in rows if row.to_day is None or row.to_day >= today]

    def __str__(self) -> str:
        return self.name


class Membership(Guarded):
    """One role of one person in one organisation; its rights reach down from the place ("" = wherever the party is)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=100, blank=True)  # as the organisation calls the position
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True)

    PRIVACY = dict.fromkeys(["person", "organisation", "role", "place_code", "from_day", "to_day"], "kept") | {
        "title": "erased"
    }

    class Meta:
        constraints = [
            known("membership_role_known", "role", ROLES),
            models.UniqueConstraint(name="membership_once", fields=["person", "organisation", "role", "place_code"]),
        ]


class Invitation(Guarded):
    """A one-time way in for a new log-in; stored hashed, shown once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    PRIVACY = dict.fromkeys(["person", "token_hash", "expires_at", "used_at"], "kept")
