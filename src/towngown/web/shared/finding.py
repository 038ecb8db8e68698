"""What a page is about, or the refusal that there is no such thing."""

from typing import TypeVar

from towngown.kit.problems import Problem

Thing = TypeVar("Thing")


def or_not_found(thing: Thing | None, address: str) -> Thing:
    """The thing; raises not_found when there is none at this address for this viewer."""
    if thing is None:
        raise Problem("not_found", value=address)
    return thing
