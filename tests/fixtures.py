"""A small invented partnership made through the ordinary actions: a county, a university, villages, people with seats."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.accounts.queries import importer, visitor
from towngown.foundation.organisations.models import Organisation
from towngown.foundation.people.models import Membership, Person
from towngown.kit import doorway
from towngown.kit.actors import Actor

TODAY = date(2026, 11, 22)


@dataclass
class World:
    """The little world of a test. `actors` by name: office (county), campus, worker (village A), sibling (village B),
    stranger (another partnership's office), visitor, keeper (the importer)."""

    partnership: Any
    other: Any
    county: Any
    university: Any
    village: Any
    sibling_village: Any
    parties: dict[str, Any] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    users: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        actors = self.__dict__.get("actors", {})
        if name in actors:
            return actors[name]
        raise AttributeError(name)

    def fresh(self, name: str) -> Actor:
        """The actor worked out anew, after seats changed."""
        user = self.users[name]
        return actor_for(user.pk, user.name, "zh-hans", user.is_staff, TODAY)


def organisation(title: str, kind: str, parent: Any = None, place: str = "") -> Organisation:
    """An organisation row with its path (tests may write past the verbs of people and organisations)."""
    with doorway.opened("fixture"):
        row = Organisation.objects.create(title_zh=title, org_kind=kind, parent=parent, place_code=place)
        row.path = (parent.path if parent else "/") + f"{row.pk}/"
        row.save()
    return row


def person(username: str, organisation: Any, role: str, place: str = "") -> Any:
    """A log-in with one membership; returns the user."""
    user = get_user_model().objects.create_user(username=username, name=username, password="a long password")
    with doorway.opened("fixture"):
        row = Person.objects.create(name=f"{username} 人", user=user, invented=True)
        Membership.objects.create(person=row, organisation=organisation, role=role, place_code=place)
    return user


def small_world() -> World:
    """Yunxi's shape in small: 429901 with two villages, one university, and another partnership beside it."""
    keeper = importer()
    county = organisation("云溪县", "government", place="429901")
    village = organisation("石桥村", "village_committee", county, "429901100201")
    sibling = organisation("柳林村", "village_committee", county, "429901100202")
    university = organisation("江城大学", "university")
    elsewhere = organisation("外县", "government", place="429902")
    partnership = partnerships.found(
        by=keeper, slug="small", title_zh="云溪县 × 江城大学", title_en="Yunxi × Jiangcheng"
    )
    other = partnerships.found(by=keeper, slug="other", title_zh="外县 × 外校")
    made = World(partnership, other, county, university, village, sibling)
    join = partnerships.join
    made.parties["locality"] = join(by=keeper, partnership=partnership, organisation=county, side="locality")
    made.parties["campus"] = join(by=keeper, partnership=partnership, organisation=university, side="campus")
    made.parties["other"] = join(by=keeper, partnership=other, organisation=elsewhere, side="locality")
    made.users = {
        "office": person("office", county, "office"),
        "campus": person("campus", university, "office"),
        "worker": person("worker", village, "worker", "429901100201"),
        "sibling": person("sibling", sibling, "worker", "429901100202"),
        "stranger": person("stranger", elsewhere, "office"),
    }
    made.actors = {name: made.fresh(name) for name in made.users} | {"visitor": visitor(), "keeper": keeper}
    return made


@pytest.fixture
def world(db: Any) -> World:
    """The small world in the test's database."""
    return small_world()
