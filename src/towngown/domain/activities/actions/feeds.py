"""Calendar addresses: opened once, shown once, withdrawn at will."""

from typing import Annotated, Any

from towngown.domain.activities.models import CalendarFeed
from towngown.domain.activities.rules import has_seat, opened_it
from towngown.domain.evidence.queries import hashed
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Thing
from towngown.kit.problems import Problem
from towngown.kit.refs import new_ref
from towngown.kit.text import mark


@action("feed.open", label=mark("Open a calendar address"), told=mark("opened a calendar address"), may=has_seat)
def open_feed(
    *, by: Actor, partnership: Annotated[Any, Thing(label=mark("Only this partnership"), kind="partnership")] = None
) -> CalendarFeed:
    """An address under which the actor's calendar is read; `.token` is on the returned object only, this once."""
    if partnership is not None and not by.seats_in(partnership.pk):
        raise Problem("not_allowed")
    token = new_ref() + new_ref()
    feed = CalendarFeed.objects.create(token_hash=hashed(token), actor_id=by.id, partnership=partnership)
    feed.token = token
    return feed


@action(
    "feed.withdraw", label=mark("Withdraw this calendar address"), told=mark("withdrew a calendar address"),
    may=opened_it, on="feed", offered=False,
)  # fmt: skip
def withdraw_feed(*, by: Actor, feed: CalendarFeed) -> CalendarFeed:
    """Make the address useless from now on."""
    feed.withdrawn_at = clock.now()
    feed.save()
    return feed
