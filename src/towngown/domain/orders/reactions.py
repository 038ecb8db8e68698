"""Who hears what of an order: the town at once, the district when it is reviewed, the asker of every step."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from towngown.domain.orders import actions, queries
from towngown.domain.orders.words import COMES_ALONG, NEW_ORDER, ORDER_HEARD, TO_RELEASE
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import person_behind


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
        _tell(entry, order.joined_to, COMES_ALONG, queries.askers([order.joined_to]))


@reaction("orders.deliver_joined", on=("order.deliver",))
def deliver_joined(entry: Any, order: Any) -> None:
    """What was delivered was delivered to those too who came along."""
    done = order is not None and order.state in ("delivered", "rated")
    for joiner in queries.joined_group(order)[1:] if done else ():
        actions.deliver(by=clock(), order=joiner)


def tell_all_askers(some: Sequence[tuple[Any, Any]]) -> None:
    """Whoever ordered, and whoever joined, hears what was done, but not what they did themselves."""
    there = [(entry, order) for entry, order in some if order is not None]
    askers, doer = queries.askers_with_joiners([order for _, order in there]), cache(person_behind)
    for entry, order in there:
        urgent = entry.verb in ("order.refuse", "order.free", "order.part")
        _tell(entry, order, ORDER_HEARD[entry.verb], askers[order.pk], urgent=urgent, doer=doer)


@reaction("orders.tell_askers", on=tuple(ORDER_HEARD), together=tell_all_askers)
def tell_askers(entry: Any, order: Any) -> None:
    """The same for one order."""
    tell_all_askers([(entry, order)])


def _tell(
    entry: Any, order: Any, sentence: str, persons: Iterable[Any], *, urgent: bool = False,
    doer: Callable[[int], int | None] = person_behind,
) -> None:  # fmt: skip
    """Each of these persons, but not of what they did themselves."""
    persons = list(persons)
    own = doer(entry.actor_id) if persons else None
    told = [person for person in persons if person.pk != own]
    if not told:
        return
    notices.tell(
        by=clock(), persons=told, sentence=sentence, values={"order": order}, thing=order, entry=entry, urgent=urgent
    )  # fmt: skip


def _persons(memberships: Iterable[Any]) -> list[Any]:
    return [one.person for one in memberships]
