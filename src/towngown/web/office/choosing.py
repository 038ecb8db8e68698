"""Which organisations and people a form offers first, and how the others are found."""

from typing import Any

from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.organisations import queries as organisations
from towngown.foundation.people import queries as people
from towngown.kit.actors import Actor

NEAR = 60


def near_organisations(by: Actor, on: Any) -> list[Any]:
    """Inside a partnership its parties with their units; elsewhere the actor's own organisations."""
    wall = getattr(on, "wall", None)
    return (partnerships.organisations_of(by, wall) if wall else list(organisations.within(by)[:NEAR]))[:NEAR]


def find_organisations(by: Actor, text: str) -> Any:
    """Those whose name or code holds the text."""
    return organisations.searched(organisations.organisations(by), text)


def near_people(by: Actor, on: Any) -> list[Any]:
    """Those the actor sees, by name."""
    return list(people.persons(by)[:NEAR])


def find_people(by: Actor, text: str) -> Any:
    """Those whose name or skills hold the text."""
    return people.searched(people.persons(by), text)
