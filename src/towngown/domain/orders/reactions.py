"""Who hears what of an order: the town at once, the district when it is reviewed, the asker of every step."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from towngown.domain.orders import actions, queries
from towngown.domain.orders.words import COMES_ALONG, NEW_ORDER, ORDER_HEARD, TO_RELEASE
from towngown.foundation.accounts.queries import clock, user_behind
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import person_of, reaching, with_ids


@reaction("orders.tell_reviewers", on=("order.place", "order.place_again", "order.change", "order.leave", "order.part"))
def tell_reviewers(entry: Any, order: Any) -> None:
    """The windows over the place hear that an order waits; where there is none, the offices."""
    if order is not None and order.state == "placed":
        _tell(entry, order, NEW_ORDER, _persons(queries.reviewers(order)))


@reaction("orders.tell_releasers", on=("order.review",))
def tell_releasers(entry: Any, order: Any) -> None:
    """The offices over the place hear that an order was reviewed."""
    if order is not None and order.state == "reviewed":
        _tell(entry, order, TO_RELEASE, _persons(queries.releasers(order)))


@reaction("orders.tell_hosts", on=("order.join",))
def tell_hosts(entry: Any, order: Any) -> None:
    """Whoever ordered first hears that a neighbour comes along."""
    if order is not None and order.joined_to is not None:
        _tell(entry, order.joined_to, COMES_ALONG, _askers([order.joined_to]))


@reaction("orders.deliver_joined", on=("order.deliver",))
def deliver_joined(entry: Any, order: Any) -> None:
    """What was delivered was delivered to those too who came along."""
    done = order is not None and order.state in ("delivered", "rated")
    for joiner in queries.joined_group(order)[1:] if done else ():
        actions.deliver(by=clock(), order=joiner)


def tell_all_askers(some: Sequence[tuple[Any, Any]]) -> None:
    """Whoever ordered, and whoever joined, hears what was done, but not what they did themselves."""
    there = [(entry, order) for entry, order in some if order is not None]
    askers = _askers_of(queries.joined_groups([order for _, order in there]))
    for entry, order in there:
        urgent = entry.verb in ("order.refuse", "order.free", "order.part")
        _tell(entry, order, ORDER_HEARD[entry.verb], askers[order.pk], urgent=urgent)


@reaction("orders.tell_askers", on=tuple(ORDER_HEARD), together=tell_all_askers)
def tell_askers(entry: Any, order: Any) -> None:
    """The same for one order."""
    tell_all_askers([(entry, order)])


def _tell(entry: Any, order: Any, sentence: str, persons: Iterable[Any], *, urgent: bool = False) -> None:
    persons = list(persons)
    doer = _doer(entry) if persons else None
    told = [person for person in persons if person.pk != doer]
    if not told:
        return
    notices.tell(
        by=clock(), persons=told, sentence=sentence, values={"order": order}, thing=order, entry=entry, urgent=urgent
    )  # fmt: skip


def _askers(orders: Iterable[Any]) -> list[Any]:
    """Who placed these orders; for one that was typed in for somebody, also those at the place."""
    return _askers_of({0: list(orders)})[0]


def _askers_of(groups: Mapping[int, list[Any]]) -> dict[int, list[Any]]:
    """The same for many groups of orders; every organisation at a place is asked for once."""
    at_place = cache(lambda organisation, place: _persons(reaching({organisation}, ("worker",), place)))
    known = {one.pk: one for one in with_ids({one.placed_by_id or 0 for orders in groups.values() for one in orders})}
    found: dict[int, dict[int, Any]] = {}
    for key, orders in groups.items():
        placed = [known[one.placed_by_id] for one in orders if one.placed_by_id in known]
        for one in orders:
            if (one.assisted or not one.placed_by_id) and one.organisation_id:
                placed += at_place(one.organisation_id, one.place_code)
        found[key] = {person.pk: person for person in placed}
    return {key: list(persons.values()) for key, persons in found.items()}


def _persons(memberships: Iterable[Any]) -> list[Any]:
    return [one.person for one in memberships]


def _doer(entry: Any) -> int | None:
    user = user_behind(entry.actor_id)
    person = person_of(user.pk) if user else None
    return person.pk if person else None
