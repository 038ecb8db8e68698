"""One-time links: made for the other side, shown once, used up by one POST."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from towngown.domain.evidence.actions.accounts import Agrees, Heads, Words, put_down
from towngown.domain.evidence.compute import refuse_link
from towngown.domain.evidence.models import Claim, Link
from towngown.domain.evidence.queries import hashed
from towngown.domain.evidence.rules import holds_link, is_open, speaking_seat, speaks, speaks_about_its_claim
from towngown.domain.evidence.words import LINK_DAYS
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Text, Thing
from towngown.kit.problems import Problem
from towngown.kit.refs import new_ref
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Party

WhomAsked = Annotated["Party", Thing(label=mark("Whom you ask"), kind="party")]


@action(
    "link.make", label=mark("Ask the other side"), told=mark("made a one-time link"), may=speaks, on="claim",
    offered=False,
)  # fmt: skip
def make_link(
    *,
    by: Actor,
    claim: Claim,
    party: WhomAsked,
    asked: Annotated[str, Text(label=mark("The person asked"), max_length=100)] = "",
    session: str = "",
) -> Link:
    """A link for a party of another side, good for thirty days; `.token` is on the returned object only, this once.

    Raises evidence.link_other_side when the party is on the maker's own side or elsewhere.
    """
    seat = speaking_seat(by, claim)
    if seat is None or party.partnership_id != claim.partnership_id or party.side == seat.side:
        raise Problem("evidence.link_other_side", "party")
    token, now = new_ref() + new_ref(), clock.now()
    link = Link.objects.create(
        claim=claim, party=party, asked=asked, token_hash=hashed(token), session_hash=hashed(session), made_by_id=by.id,
        made_at=now, expires_at=now + timedelta(days=LINK_DAYS),
    )  # fmt: skip
    link.token = token
    return link


@action(
    "link.use", label=mark("Answer"), told=mark("answered by a one-time link"),
    may=holds_link, on="link", offered=False,
)  # fmt: skip
def use_link(
    *, by: Actor, link: Link, heads: Heads = None, words: Words = "", agrees: Agrees = True, session: str = ""
) -> Link:
    """Give the account of the link's side and use the link up, once for all. Raises why it cannot be used."""
    now = clock.now()
    own_session = bool(session) and hashed(session) == link.session_hash
    taken = not own_session and Link.objects.filter(
        pk=link.pk, used_at=None, withdrawn_at=None, expires_at__gt=now
    ).update(used_at=now)
    if not taken:
        link.refresh_from_db(fields=["used_at", "withdrawn_at"])
        refuse_link(
            used=link.used_at is not None, withdrawn=link.withdrawn_at is not None, expires_at=link.expires_at,
            now=now, own_session=own_session,
        )  # fmt: skip
    link.used_at = now
    link.account = put_down(by, link.claim, link.party.side, "link", link.party, agrees, heads, words)
    link.save()
    return link


@action(
    "link.withdraw", label=mark("Withdraw this link"), told=mark("withdrew a one-time link"),
    may=is_open & speaks_about_its_claim, on="link",
)  # fmt: skip
def withdraw_link(*, by: Actor, link: Link) -> Link:
    """Make a link that was not used yet useless. Raises evidence.link_used and evidence.link_withdrawn."""
    now = clock.now()
    if not Link.objects.filter(pk=link.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=now):
        link.refresh_from_db(fields=["used_at", "withdrawn_at"])
        raise Problem("evidence.link_used" if link.used_at else "evidence.link_withdrawn")
    link.withdrawn_at = now
    return link
