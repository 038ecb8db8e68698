"""Who hears what of an order: the town at once, the district when it is reviewed, the asker of every step."""

from typing import Any

from towngown.domain.orders import queries
from towngown.domain.orders.rules import CAMPUS, REVIEWING
from towngown.domain.orders.words import NEW_ORDER, ORDER_HEARD, TO_RELEASE
from towngown.domain.partnerships.queries import party_organisation_ids
from towngown.foundation.accounts.queries import clock, user_behind
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import holders, person_of, with_ids
from towngown.foundation.people.words import SIGNING


@reaction("orders.tell_reviewers", on=("order.place", "order.place_again", "order.change"))
def tell_reviewers(entry: Any, order: Any) -> None:
    """The windows and offices over the place hear that an order waits."""
    _tell(entry, order, NEW_ORDER, REVIEWING)


@reaction("orders.tell_releasers", on=("order.review",))
def tell_releasers(entry: Any, order: Any) -> None:
    """The offices over the place hear that an order was reviewed."""
    _tell(entry, order, TO_RELEASE, SIGNING)


def _tell(entry: Any, order: Any, sentence: str, roles: tuple[str, ...]) -> None:
    if order is None:
        return
    parties = party_organisation_ids(order.partnership_id, beside=CAMPUS)
    persons = holders(parties, roles, order.place_code, below=True)
    told = [person for person in persons if person.pk != _doer(entry)]
    notices.tell(by=clock(), persons=told, sentence=sentence, values={"order": order}, thing=order, entry=entry)


@reaction("orders.tell_askers", on=tuple(ORDER_HEARD))
def tell_askers(entry: Any, order: Any) -> None:
    """Whoever ordered, and whoever joined, hears what was done, but not what they did themselves."""
    if order is None:
        return
    asked = {one.placed_by_id for one in queries.joined_group(order) if one.placed_by_id}
    persons = with_ids(asked - {_doer(entry)})
    urgent = entry.verb in ("order.refuse", "order.free")
    notices.tell(
        by=clock(), persons=persons, sentence=ORDER_HEARD[entry.verb], values={"order": order}, thing=order,
        entry=entry, urgent=urgent,
    )  # fmt: skip


def _doer(entry: Any) -> int | None:
    user = user_behind(entry.actor_id)
    person = person_of(user.pk) if user else None
    return person.pk if person else None
