"""What a meeting has and leaves: agenda, minutes, decisions, and what was raised in it."""

from typing import TYPE_CHECKING, Annotated, Any

from django.db.models import Max

from towngown.domain.activities.compute import lines_of
from towngown.domain.activities.models import Activity, AgendaItem, Decision, Raised
from towngown.domain.activities.rules import not_over, speaks
from towngown.domain.exchange import actions as exchange
from towngown.domain.exchange.rules import speaks as raises
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import LongText, Text
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.exchange.models import Intention, Need

What = Annotated[str, Text(label=mark("What it is about"))]
InWords = Annotated[str, LongText(label=mark("In a few words"), max_length=2000)]


@action(
    "meeting.set_agenda",
    label=mark("Set the agenda"),
    told=mark("set the agenda"),
    may=speaks & not_over,
    on="activity",
)
def set_agenda(
    *,
    by: Actor,
    activity: Activity,
    lines: Annotated[str, LongText(label=mark("Agenda"), help=mark("One point a line."))],
) -> Activity:
    """Put these points, one a line, in place of the agenda."""
    put_agenda(activity, lines_of(lines, "lines"))
    return activity


def put_agenda(activity: Activity, lines: list[str]) -> None:
    """Replace the agenda by these lines."""
    AgendaItem.objects.filter(activity=activity).delete()
    points = [AgendaItem(activity=activity, order=at, words=line) for at, line in enumerate(lines, 1)]
    AgendaItem.objects.bulk_create(points)


def put_raised(activity: Activity, **named: list[Any] | None) -> None:
    """Let these be the intentions, and these the needs, raised in the meeting; of a kind that is not given all stay."""
    for kind, things in named.items():
        if things is not None:
            Raised.objects.filter(activity=activity, **{f"{kind}__isnull": False}).exclude(
                **{f"{kind}__in": things}
            ).delete()
            for thing in things:
                Raised.objects.get_or_create(activity=activity, **{kind: thing})


@action(
    "meeting.write_minutes", label=mark("Write the minutes"), told=mark("wrote the minutes"), may=speaks & not_over,
    on="activity",
)  # fmt: skip
def write_minutes(
    *, by: Actor, activity: Activity, minutes: Annotated[str, LongText(label=mark("Minutes"), max_length=50_000)]
) -> Activity:
    """Write down what was said; writing again replaces it."""
    activity.minutes = minutes
    activity.save()
    return activity


@action(
    "meeting.decide", label=mark("Record a decision"), told=mark("recorded a decision"), may=speaks & not_over,
    on="activity",
)  # fmt: skip
def decide(
    *, by: Actor, activity: Activity, decided: Annotated[str, Text(label=mark("What was decided"), max_length=500)]
) -> Decision:
    """Add a decision after those already there."""
    last = Decision.objects.filter(activity=activity).aggregate(last=Max("order"))["last"] or 0
    return Decision.objects.create(activity=activity, order=last + 1, words=decided)


@action(
    "meeting.raise_need", label=mark("Raise a need"), told=mark("raised a need in the meeting"), may=speaks & not_over,
    on="activity", offered=raises,
)  # fmt: skip
def raise_need(*, by: Actor, activity: Activity, what: What, in_words: InWords = "") -> "Need":
    """A need of the actor's side, raised in this meeting; it goes the way of every need."""
    need = exchange.raise_need(
        by=by, partnership=activity.partnership, title_zh=what, words=in_words, place_code=activity.place_code,
        programme=activity.programme,
    )  # fmt: skip
    Raised.objects.create(activity=activity, need=need)
    return need


@action(
    "meeting.raise_intention", label=mark("Voice an intention"), told=mark("voiced an intention in the meeting"),
    may=speaks & not_over, on="activity", offered=raises,
)  # fmt: skip
def raise_intention(*, by: Actor, activity: Activity, what: What, in_words: InWords = "") -> "Intention":
    """Something the actor's side would like to do, voiced in this meeting."""
    intention = exchange.voice(by=by, partnership=activity.partnership, title_zh=what, words=in_words)
    Raised.objects.create(activity=activity, intention=intention)
    return intention
