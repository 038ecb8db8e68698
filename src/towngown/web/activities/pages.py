"""One activity: its facts, both sides' accounts, its evidence and its story."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from towngown.domain.activities import actions, queries
from towngown.domain.activities.compute import has_begun
from towngown.domain.activities.words import HAPPENED, MEETINGS, STATES, TASK_STATES
from towngown.domain.agreements import queries as agreements
from towngown.domain.attendance.queries import of_activity
from towngown.domain.attendance.words import SESSION_STATES
from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import both_spoke, reasons, strength
from towngown.domain.evidence.words import ITEM_KINDS
from towngown.domain.exchange.words import INTENTION_STATES, NEED_STATES
from towngown.foundation.journal.action import VERBS, verbs_for
from towngown.foundation.journal.queries import if_seen, thing
from towngown.kit import clock
from towngown.kit.when import When
from towngown.web.activities.lists import tone_of
from towngown.web.activities.sides import both_sides, waited_for
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.wording import listed, people, words


def activity_at(request: HttpRequest, ref: str) -> Any:
    """The activity at this address; raises not_found when there is none for this viewer."""
    return or_not_found(queries.activity(request.actor, ref), ref)


def activity(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one activity."""
    one = activity_at(request, ref)
    by, happened = request.actor, one.state in HAPPENED
    context = {
        "activity": one,
        "invented": one.partnership.caveat,
        "state": words(STATES[one.state]),
        "tone": tone_of(one),
        "facts": _facts(by, one),
        "sides": both_sides(by, one) if happened else None,
        "waited_for": waited_for(by, one) if happened else [],
        "strength": strength(one.claim.support) if happened else "",
        "reasons": [words(sentence) for sentence in reasons(one.claim.support)] if happened else [],
        "items": [_item(by, item) for item in evidence.items(by, one.claim)],
        "served": _served(by, one),
        "serves_none": _serves_none(by, one),
        "is_meeting": one.activity_kind.code in MEETINGS,
        "agenda": list(one.agenda.all()),
        "decisions": list(queries.decisions(by, one)),
        "tasks": [_task(by, task) for task in queries.tasks(by, one)],
        "raised": [_raised(row.intention or row.need) for row in queries.raised_in(by, one)],
        "links": _links(by, one),
        "sessions": [{"session": row, "state": words(SESSION_STATES[row.state])} for row in of_activity(by, one)],
    }
    return render(request, "activities/activity.html", context | _buttons(by, one, happened))


def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """To the page of what claims: the activity whose claim this is."""
    one = or_not_found(queries.of_claim(request.actor, ref), ref)
    return HttpResponseRedirect(reverse("activity", args=[one.ref]))


@require_POST
def serves(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm or take off one promise, straight from its line on the page."""
    one = activity_at(request, ref)
    verbs = {"serves.confirm": actions.confirm_promise, "serves.remove": actions.remove_promise}
    verb = or_not_found(verbs.get(request.POST.get("verb", "")), request.POST.get("verb", ""))
    verb(by=request.actor, activity=one, promise=thing(request.actor, "promise", request.POST.get("promise", "")))
    return HttpResponseRedirect(reverse("activity", args=[one.ref]))


def button(verb: Any, thing: Any, *, primary: bool = False) -> dict[str, Any]:
    """A verb as the action bar shows it."""
    href = reverse("do_on", args=[verb.name, thing.kind, thing.ref])
    return {"label": words(verb.label), "href": href, "primary": primary}


# What this moment asks for comes first, what undoes comes last.
ORDER = ("activity.hold", "activity.confirm", "activity.restore", "link.make")
UNDOING = ("activity.take_back", "activity.cancel", "activity.withdraw")


def _buttons(by: Any, one: Any, happened: bool) -> dict[str, Any]:
    """The verbs of the moment first, the meeting's beside the meeting, evidence beside the evidence."""
    begun = has_begun(one.first_day, one.start_time, clock.now())
    verbs = [verb for verb in verbs_for(by, one) if begun or verb.name != "activity.hold"]
    main = [verb for verb in verbs if not _of_meeting(verb)]
    ask, show = VERBS["link.make"], VERBS["item.add"]
    if happened and not both_spoke(one.claim.support) and ask.open_to(by, one.claim):
        main.append(ask)
    main.sort(key=_urgency)
    return {
        "main": [_main(verb, one, primary=at == 0 and verb.name in ORDER) for at, verb in enumerate(main)],
        "meeting": [button(verb, one) for verb in verbs if _of_meeting(verb)],
        "showing": [button(show, one.claim)] if happened and show.open_to(by, one.claim) else [],
    }


def _urgency(verb: Any) -> tuple[bool, int]:
    return verb.name in UNDOING, ORDER.index(verb.name) if verb.name in ORDER else len(ORDER)


def _main(verb: Any, one: Any, *, primary: bool) -> dict[str, Any]:
    """Asking has a page of its own, which shows the link once; every other verb has the common form."""
    if verb.name != "link.make":
        return button(verb, one, primary=primary)
    return {"label": words(verb.label), "href": reverse("activity_ask", args=[one.ref]), "primary": primary}


def _of_meeting(verb: Any) -> bool:
    return verb.name.startswith(("meeting.", "task."))


def _facts(by: Any, one: Any) -> list[dict[str, Any]]:
    """What is known, nothing that is not."""
    need, station, programme = if_seen(by, one.need), if_seen(by, one.station), if_seen(by, one.programme)
    organisers = listed(words(row) for row in one.organised_by)
    known = [
        (_("When"), f"{words(one.when)} {one.starts_at}".strip()),
        (_("Kind"), words(one.activity_kind)),
        (_("Where"), one.where),
        (_("Host"), words(one.host) if one.host else ""),
        (_("Organised by"), organisers),
        (_("Station"), words(station) if station else ""),
        (_("Programme"), words(programme) if programme else ""),
        (_("Answers the need"), words(need) if need else ""),
        (_("Expected"), people(one.expected) if one.expected else ""),
        (_("Children"), _("Children take part") if one.involves_minors else ""),
    ]
    return [{"label": label, "value": value} for label, value in known if value]


WIDE = 240  # points of a picture in the page; the page keeps its place before it is there


def _item(by: Any, item: Any) -> dict[str, Any]:
    file = item.stored_file
    picture = file is not None and file.media_type.startswith("image/")
    return {
        "item": item,
        "kind": words(ITEM_KINDS[item.item_kind]),
        "picture": picture,
        "width": WIDE if picture else None,
        "height": max(round(WIDE * (file.height or WIDE) / (file.width or WIDE)), 1) if picture else None,
        "buttons": [button(verb, item) for verb in verbs_for(by, item)],
    }


def _served(by: Any, one: Any) -> list[dict[str, Any]]:
    """The promises with what this viewer may say about each."""
    decides = VERBS["serves.confirm"].open_to(by, one)
    return [{"promise": row.promise, "row": row, "decides": decides} for row in queries.served(by, one)]


def _serves_none(by: Any, one: Any) -> str:
    """Why something reported serves no promise: it is older than the first, or nobody knows when it was."""
    if not one.as_reported:
        return _("None so far")
    first = agreements.first_promised(by, [one.partnership_id])
    if first is None:
        hidden = agreements.anything_promised(one.partnership)
        return _("Only what you may see is listed here.") if hidden else _("The reports mention no promises.")
    if one.last_day is None:
        return _("It has no exact date: it is history and serves no promise.")
    if one.last_day < first:
        return _("It is older than the promises, which begin on {day}.").format(day=words(When.day(first)))
    return _("None so far")


def _raised(thing: Any) -> dict[str, Any]:
    states = INTENTION_STATES if thing.kind == "intention" else NEED_STATES
    return {"thing": thing, "state": states[thing.state]}


def _task(by: Any, task: Any) -> dict[str, Any]:
    return {
        "task": task,
        "state": words(TASK_STATES[task.state]),
        "buttons": [button(verb, task) for verb in verbs_for(by, task)],
    }


def _links(by: Any, one: Any) -> list[dict[str, Any]]:
    """The links made for the other side, for those who may make them."""
    if not VERBS["link.make"].open_to(by, one.claim):
        return []
    return [
        {"link": row, "buttons": [button(verb, row) for verb in verbs_for(by, row)]}
        for row in evidence.links(by, one.claim)
    ]
