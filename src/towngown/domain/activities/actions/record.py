"""The past as reported: what a source says took place, entered by the importer, signed by nobody."""

from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.activities.actions import fields
from towngown.domain.activities.actions.meetings import put_agenda, put_raised
from towngown.domain.activities.actions.serves import put_serves
from towngown.domain.activities.compute import has_begun, lines_of, state_after
from towngown.domain.activities.models import Activity, Decision, Serves
from towngown.domain.activities.rules import records
from towngown.domain.activities.words import HAPPENED
from towngown.domain.evidence import actions as evidence
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Amount, LongText, ReportedDate, Text, YesNo
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

CampusHeads = Annotated[Quantity | None, Amount(label=mark("How many came, says the university side"))]
LocalityHeads = Annotated[Quantity | None, Amount(label=mark("How many came, says the local side"))]


@action(
    "activity.record", label=mark("Record an activity as reported"), told=mark("recorded the activity as reported"),
    may=records, on="partnership", offered=False,
)  # fmt: skip
def record(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Annotated[str, Text(label=mark("Key in files"), max_length=80)],
    activity_kind: fields.Kind,
    title_zh: fields.TitleZh = "",
    title_en: fields.TitleEn = "",
    when: Annotated[When | None, ReportedDate(label=mark("When, as reported"))] = None,
    where: fields.Where = "",
    place_code: fields.Place = "",
    host: fields.Host = None,
    organised_by: fields.OrganisedBy = None,
    station: fields.Station = None,
    programme: fields.Programme = None,
    words: fields.Words = "",
    involves_minors: fields.Minors = False,
    heads: fields.Heads = None,
    campus_heads: CampusHeads = None,
    locality_heads: LocalityHeads = None,
    source: Annotated[str, Text(label=mark("Published where"), max_length=300)] = "",
    source_title: Annotated[str, Text(label=mark("Title of the report"))] = "",
    source_date: Annotated[When | None, ReportedDate(label=mark("Published when"))] = None,
    classified_by_us: Annotated[bool, YesNo(label=mark("Classified by us"))] = False,
    promises: fields.Promises = None,
    agenda: Annotated[str | None, LongText(label=mark("Agenda"), help=mark("One point a line."))] = None,
    decided: Annotated[str | None, LongText(label=mark("What was decided"), help=mark("One decision a line."))] = None,
    raised_intentions: fields.Intentions = None,
    raised_needs: fields.Needs = None,
    minutes: Annotated[str, LongText(label=mark("Minutes"), max_length=50_000)] = "",
) -> Activity:
    """The activity with this key, made or brought up to date, in the state that its accounts support; planned as long as
    it is still to come.

    Of organisers, promises, agenda, decisions and what was raised, one that is not given stays as it is; an empty one empties.
    Raises activities.other_partnership when the key belongs to one that was planned here, or a thing lies elsewhere,
    and activities.not_yet when somebody is said to have come to what is still to come.
    """
    given = locals()
    known = Activity.objects.filter(partnership=partnership, key=key).select_related("claim")
    activity = known.select_for_update(of=("self",)).first()  # what somebody changes at this moment is not undone
    activity = activity or Activity(partnership=partnership, key=key, as_reported=True, state="planned")
    raised = [*(raised_intentions or []), *(raised_needs or [])]
    _refuse_others(activity, [host, station, programme, *(promises or []), *raised])
    _fill(by, activity, given)
    if organised_by is not None:
        activity.organisers.set(organised_by)
    if promises is not None:
        put_serves(by, activity, promises, suggest=False, classified_by_us=classified_by_us)
        Serves.objects.filter(activity=activity).exclude(promise__in=promises).delete()
    if not _still_to_come(activity, given):
        activity.state = "held" if activity.state == "planned" else activity.state
        _bring_accounts(by, activity, given)
    evidence.record_only_report(by, activity.claim, source_title, source, source_date, classified_by_us)
    _leave_papers(activity, agenda, decided)
    put_raised(activity, intention=raised_intentions, need=raised_needs)
    if activity.state in HAPPENED:  # what was withdrawn here stays so
        activity.state = state_after(activity.claim.support)
    activity.save()
    return activity


def _refuse_others(activity: Activity, things: list[Any]) -> None:
    elsewhere = any(thing is not None and thing.wall != activity.partnership_id for thing in things)
    if elsewhere or not activity.as_reported:
        raise Problem("activities.other_partnership", "key")


def _fill(by: Actor, activity: Activity, given: dict[str, Any]) -> None:
    kind, partnership = given["activity_kind"], given["partnership"]
    for name in ("activity_kind", "when", "where", "place_code", "host", "station", "programme", "words", "minutes"):
        setattr(activity, name, given[name])
    named = given["title_zh"] or given["title_en"]
    activity.title_zh = given["title_zh"] if named else kind.title_zh
    activity.title_en = given["title_en"] if named else kind.title_en
    activity.audience, activity.involves_minors = partnership.audience, given["involves_minors"]
    audience, place = activity.audience, activity.place_code
    if activity.claim_id is None:
        activity.claim = evidence.open_claim(
            by=by, partnership=partnership, claim_kind="activity", audience=audience, place_code=place
        )
    else:
        evidence.place_claim(by=by, claim=activity.claim, audience=audience, place_code=place)
    activity.save()


def _still_to_come(activity: Activity, given: dict[str, Any]) -> bool:
    """Whether its day is still to come. Raises when it is, and it is said to have been held, or that people came."""
    if has_begun(activity.first_day, None, clock.now()):
        return False
    counted = any(given[name] is not None for name in ("heads", "campus_heads", "locality_heads"))
    if counted or activity.state in HAPPENED:
        raise Problem("activities.not_yet", "when", day=activity.when)
    return True


def _bring_accounts(by: Actor, activity: Activity, given: dict[str, Any]) -> None:
    """The accounts that the source gives; without a source they are from a file."""
    means = "published" if given["source"] or given["source_title"] else "file"
    said = {side: given[f"{side}_heads"] for side in ("campus", "locality") if given[f"{side}_heads"] is not None}
    if given["heads"] is not None or not said:
        said[""] = given["heads"]
    for side, heads in said.items():
        evidence.record_account(by=by, claim=activity.claim, side=side, heads=heads, means=means)


def _leave_papers(activity: Activity, agenda: str | None, decided: str | None) -> None:
    if agenda is not None:
        put_agenda(activity, lines_of(agenda, "agenda"))
    if decided is None:
        return
    lines = lines_of(decided, "decided")
    Decision.objects.filter(
        activity=activity, order__gt=len(lines), tasks=None
    ).delete()  # what tasks follow from stays
    for order, line in enumerate(lines, 1):
        Decision.objects.update_or_create(activity=activity, order=order, defaults={"words": line})
