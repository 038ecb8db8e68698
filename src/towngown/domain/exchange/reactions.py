"""Who hears what: the other side of a new need; the asker and everybody who joined of each step after it."""

from typing import Any

from towngown.domain.exchange import queries
from towngown.domain.exchange.words import HEARD, NEW_NEED, REASONS, WAITING
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import holders, person_behind, with_ids
from towngown.foundation.people.words import SIGNING


@reaction("exchange.tell_those_who_answer", on=("need.raise", "need.share", "need.raise_again"))
def tell_those_who_answer(entry: Any, need: Any) -> None:
    """The offices of the other sides hear at once that a need waits for them; of one kept to its party, nobody."""
    if need is None or need.audience == "party":
        return
    persons = holders(queries.answering_organisations(need), SIGNING, need.place_code)
    notices.tell(
        by=clock(), persons=persons, sentence=NEW_NEED, values={"need": need}, thing=need, entry=entry, urgent=True
    )


@reaction("exchange.settle", on=("need.accept", "need.refuse", "need.withdraw", "need.meet"))
def settle(entry: Any, need: Any) -> None:
    """A need that somebody answered waits for nobody else any more."""
    if need is not None and need.state not in WAITING:
        notices.settle(by=clock(), thing=need, sentence=NEW_NEED)


@reaction("exchange.tell_askers", on=tuple(HEARD))
def tell_askers(entry: Any, need: Any) -> None:
    """Whoever asked, and whoever joined, hears what was done, but not what they did themselves."""
    if need is None:
        return
    persons = with_ids(queries.interested(need) - {person_behind(entry.actor_id)})
    values = {"need": need, "reason": REASONS.get(entry.details.get("reason", ""), "")}
    notices.tell(by=clock(), persons=persons, sentence=HEARD[entry.verb], values=values, thing=need, entry=entry)
