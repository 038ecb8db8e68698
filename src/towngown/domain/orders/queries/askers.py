"""Who asked for something: whoever placed an order and, where it was typed in for somebody, those at the place."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from towngown.domain.orders.models import Order
from towngown.domain.orders.queries.near import joined_groups
from towngown.foundation.people.queries import reaching, with_ids

if TYPE_CHECKING:
    from towngown.foundation.people.models import Person


def askers(orders: Iterable[Order]) -> "list[Person]":
    """Who asked for these orders, each once; without those who came along to them (askers_with_joiners)."""
    return _askers_of({0: list(orders)})[0]


def askers_with_joiners(orders: Iterable[Order]) -> "dict[int, list[Person]]":
    """Id of an order → who asked for it or came along to it: who hears what becomes of it."""
    return _askers_of(joined_groups(orders))


def _askers_of(groups: Mapping[int, list[Order]]) -> "dict[int, list[Person]]":
    """The same for many groups of orders; every organisation at a place is asked for once."""
    at_place = cache(lambda organisation, place: reaching({organisation}, ("worker",), place))
    known = {one.pk: one for one in with_ids({one.placed_by_id or 0 for orders in groups.values() for one in orders})}
    found: dict[int, dict[int, Person]] = {}
    for key, orders in groups.items():
        persons = [known[one.placed_by_id] for one in orders if one.placed_by_id in known]
        for one in orders:
            if (one.assisted or not one.placed_by_id) and one.organisation_id:
                persons += [seat.person for seat in at_place(one.organisation_id, one.place_code)]
        found[key] = {person.pk: person for person in persons}
    return {key: list(persons.values()) for key, persons in found.items()}
