"""One session: when and where, who came, how it was liked; and its sign-in sheet for paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.attendance import queries
from towngown.domain.attendance.rules import runs
from towngown.domain.attendance.words import SESSION_STATES
from towngown.domain.matching.words import DISPATCH_STATES
from towngown.domain.orders.words import TAKES_PART_AS
from towngown.domain.partnerships.words import SIDES
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.queries import if_seen
from towngown.foundation.places.queries import path as place_path
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.attendance.present import TONES, moment, stars_of
from towngown.web.shared.addresses import form_href, href, list_href
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.stories import knows_names
from towngown.web.shared.wording import words

# What this moment asks for comes first, what undoes comes last.
ORDER = ("session.hold", "session.confirm", "session.restore", "attendance.sheet", "session.move")
UNDOING = ("attendance.take_back", "session.unhold", "session.cancel")
LINES = 36  # of a sign-in sheet, in two columns on one page


def session(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one session."""
    by = request.actor
    one = or_not_found(queries.session(by, ref), ref)
    numbers = queries.numbers_of([one])[one.pk]
    inside = runs(by, one)
    context = {
        "session": one,
        "invented": one.partnership.caveat,
        "state": words(SESSION_STATES[one.state]),
        "tone": TONES[one.state],
        "reason": words(one.reason),
        "facts": _facts(by, one),
        "figures": _figures(numbers),
        "numbers": numbers,
        "sides": _sides(numbers) if one.state == "held" else None,
        "favour": _favour(one),
        "said": queries.words_about(one)[:50] if inside else [],
        "actions": _buttons(by, one, numbers),
        "wall_href": _wall(by, one) if inside and one.state != "cancelled" else "",
        "may_print": inside,
    }
    return render(request, "attendance/session.html", context)


def _facts(by: Any, one: Any) -> list[dict[str, Any]]:
    order, activity, dispatch = (if_seen(by, thing) for thing in (one.order, one.activity, one.dispatch))
    teacher = one.teacher.person.name if one.teacher and knows_names(by, one.partnership_id) else ""
    facts = [
        {"label": _("When"), "value": moment(one)},
        {"label": _("Place"), "value": " ".join(place_path(one.place_code)[-2:]) if one.place_code else "",
         "href": list_href("session", place=one.place_code) if one.place_code else ""},
        {"label": _("Where"), "value": one.where},
        {"label": _("Station"), "value": words(one.station) if one.station else "", "href": href(one.station)},
        {"label": _("Teacher"), "value": teacher, "lang": "zh-Hans"},
        {"label": _("Those who come take part by"), "value": words(TAKES_PART_AS[one.takes_part_as])},
        {"label": _("Activity"), "value": words(activity) if activity else "", "href": href(activity)},
        {"label": _("Comes of the order"), "value": words(order) if order and href(order) else "", "href": href(order)},
        {"label": _("Dispatch"), "value": words(DISPATCH_STATES[dispatch.state]) if dispatch else "", "href": href(dispatch)},
        {"label": _("Partnership"), "value": words(one.partnership), "href": href(one.partnership)},
    ]  # fmt: skip
    return [fact for fact in facts if fact["value"]]


def _figures(numbers: Any) -> list[dict[str, Any]]:
    return [
        {"label": _("By the code on the wall"), "value": numbers.code, "note": _("phones, one person each")},
        {"label": _("On paper"), "value": numbers.paper, "note": _("written down by the host")},
        {"label": _("Counted by the host"), "value": numbers.host, "note": _("without phone or paper")},
        {"label": _("Signed in together"), "value": numbers.signed, "note": ""},
    ]


def _sides(numbers: Any) -> dict[str, Any]:
    """Both words for the component both_sides."""
    said = numbers.said or {}
    shown = [side for side in SIDES if side in said or side != "support"]
    counts = sorted(said.values())
    return {
        "accounts": [
            {"side": words(SIDES[side]), "value": str(said[side]) if side in said else "",
             "unit": _("people") if side in said else "", "by": ""}
            for side in shown
        ],
        "difference": str(counts[-1] - counts[0]) if numbers.differ else "",
        "waiting": len(said) < 2,
    }  # fmt: skip


def _favour(one: Any) -> dict[str, Any]:
    liked = queries.favour_of(one)
    return {"number": liked.number, "stars": "" if liked.tenths is None else stars_of(liked.tenths)}


def _buttons(by: Any, one: Any, numbers: Any) -> list[dict[str, Any]]:
    """The verbs of the moment first; what was signed in is filled in already."""
    verbs = [verb for verb in verbs_for(by, one) if _makes_sense(verb.name, one, numbers)]
    verbs.sort(key=_urgency)
    known = {"people": str(numbers.signed)} if numbers.signed else {}
    asked = ("session.hold", "session.confirm")
    return [
        {
            "label": words(verb.label),
            "href": form_href(verb.name, one, **(known if verb.name in asked else {})),
            "primary": at == 0 and verb.name in asked,
        }
        for at, verb in enumerate(verbs)
    ]


def _makes_sense(name: str, one: Any, numbers: Any) -> bool:
    """Whether the time has come for it, and there is something to take back."""
    if name == "attendance.take_back":
        return bool(numbers.paper or numbers.host)
    if name == "attendance.sheet":
        return one.state != "cancelled" and one.begins <= clock.now()
    return name != "session.hold" or one.begins <= clock.now()


def _urgency(verb: Any) -> tuple[bool, int]:
    return verb.name in UNDOING, ORDER.index(verb.name) if verb.name in ORDER else len(ORDER)


def _wall(by: Any, one: Any) -> str:
    """The poster of the code of its room, or where one is made."""
    wall = (one.station and queries.wall_of_station(one.station)) or queries.wall_of_place(
        one.partnership, one.place_code
    )
    if wall is not None:
        return reverse("wall_code", args=[wall.ref])
    asked = {"station": one.station.ref} if one.station else {"place": one.place_code}
    return form_href("wall.print", one.partnership, partnership=one.partnership.slug, **asked)


def sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """An A4 sheet to sign in on, for those who run the session; it stays with them, only its number is typed in."""
    one = or_not_found(queries.session(request.actor, ref), ref)
    if not runs(request.actor, one):
        raise Problem("not_allowed")
    context = {
        "session": one,
        "invented": one.partnership.caveat,
        "when": moment(one),
        "rows": [(number, number + LINES // 2) for number in range(1, LINES // 2 + 1)],
        "back_href": href(one),
        "back_label": words(one),
    }
    return render(request, "attendance/sheet.html", context)
