"""That it took place: said by the side that held it, confirmed or disputed by the other, by name or by link."""

from typing import TYPE_CHECKING, Any

from towngown.domain.activities.actions import fields
from towngown.domain.activities.compute import has_begun, state_after
from towngown.domain.activities.models import Activity
from towngown.domain.activities.rules import holds_its_link, is_disputed, own_side_silent, own_side_spoke, speaks
from towngown.domain.activities.words import HAPPENED, MOVES, STATES
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.actions.accounts import Agrees
from towngown.domain.evidence.queries import account_of
from towngown.domain.evidence.rules import speaking_seat
from towngown.domain.partnerships.rules import is_system
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.evidence.models import Link


@action(
    "activity.hold", label=mark("Record that it took place"), told=mark("recorded that it took place"), may=speaks, on="activity",
    moves=MOVES,
)  # fmt: skip
def hold(
    *,
    by: Actor,
    activity: Activity,
    heads: fields.Heads = None,
    sheet: fields.Sheet = None,
    said: fields.Words = "",
) -> Activity:
    """Record that a planned activity took place, as the account of the actor's side. Raises before it begins."""
    _not_before_it_begins(activity)
    return _say(by, activity, heads, said, agrees=True, sheet=sheet)


@action(
    "activity.confirm", label=mark("Confirm it for our side"), told=mark("confirmed that it took place"),
    may=speaks & (own_side_silent | is_disputed), on="activity", moves=MOVES,
)  # fmt: skip
def confirm(
    *,
    by: Actor,
    activity: Activity,
    heads: fields.Heads = None,
    sheet: fields.Sheet = None,
    said: fields.Words = "",
) -> Activity:
    """Give the account of the actor's side; what it said before is withdrawn. The state follows all accounts."""
    return _say(by, activity, heads, said, agrees=True, sheet=sheet)


@action(
    "activity.dispute", label=mark("It was not so"), told=mark("disputed that it took place"), may=speaks,
    on="activity", moves=MOVES,
)  # fmt: skip
def dispute(*, by: Actor, activity: Activity, said: fields.Words) -> Activity:
    """Say for the actor's side that it was not so, and in words what was; what the side said before is withdrawn."""
    return _say(by, activity, None, said, agrees=False)


@action(
    "activity.take_back", label=mark("Take our account back"), told=mark("took back its side's account"),
    may=speaks & own_side_spoke, on="activity",
)  # fmt: skip
def take_back(*, by: Actor, activity: Activity) -> Activity:
    """Withdraw the account of the actor's side; the state follows the accounts that are left."""
    _withdraw_own(by, activity)
    return _followed(activity)


@action(
    "activity.confirm_by_link", label=mark("Answer"), told=mark("answered about the activity"), may=holds_its_link,
    on="activity", offered=False,
)  # fmt: skip
def confirm_by_link(
    *,
    by: Actor,
    activity: Activity,
    link: "Link",
    agrees: Agrees = True,
    heads: fields.Heads = None,
    said: fields.Words = "",
    session: str = "",
) -> Activity:
    """The other side's answer through a one-time link, used up by it. Raises why the link cannot be used."""
    if activity.state not in HAPPENED:
        raise Problem("activities.not_happening", state=STATES[activity.state])
    link.claim = activity.claim
    evidence.use_link(by=by, link=link, heads=heads, words=said, agrees=agrees, session=session)
    return _followed(activity)


@action(
    "activity.follow", label=mark("Follow the accounts"), told=mark("let the state follow the accounts"),
    may=is_system, on="activity", offered=False,
)  # fmt: skip
def follow(*, by: Actor, activity: Activity) -> Activity:
    """Bring the state in line with the accounts of the claim; doing it twice changes nothing."""
    return _followed(activity)


def _say(
    by: Actor, activity: Activity, heads: Quantity | None, said: str, *, agrees: bool, sheet: Any = None
) -> Activity:
    _withdraw_own(by, activity)
    evidence.give(by=by, claim=activity.claim, heads=heads, words=said, agrees=agrees)
    if sheet is not None:
        evidence.add_item(by=by, claim=activity.claim, item_kind="sign_in_sheet", upload=sheet)
    return _followed(activity)


def _withdraw_own(by: Actor, activity: Activity) -> None:
    """Withdraw what the actor's side said here itself, if it did."""
    seat = speaking_seat(by, activity)
    account = account_of(activity.claim, seat.side) if seat else None
    if account is not None and account.means in ("named", "link"):
        account.claim = activity.claim
        evidence.withdraw_account(by=by, account=account)


def _followed(activity: Activity) -> Activity:
    """The activity with the state its claim's accounts ask for, once it has taken place."""
    if activity.state in HAPPENED:
        activity.claim.refresh_from_db(fields=["support", "lower"])
        activity.state = state_after(activity.claim.support)
        activity.save()
    return activity


def _not_before_it_begins(activity: Activity) -> None:
    if not has_begun(activity.first_day, None, clock.now()):
        raise Problem("activities.not_yet", day=activity.when)
    if not has_begun(activity.first_day, activity.start_time, clock.now()):
        raise Problem("activities.not_begun", day=activity.when, time=activity.starts_at)
