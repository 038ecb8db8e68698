"""What a phone sees that scanned the code on the wall: what is on here today, one tap to sign in, how it was.

No account, no script, no name. The phone keeps a random token, from its first sign-in on and for a year at most.
"""

import re
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from towngown.domain.attendance import queries
from towngown.domain.attendance.words import MOST_WORDS, TOKEN_DAYS
from towngown.foundation.accounts.queries import visitor
from towngown.foundation.journal.action import perform_once
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems
from towngown.web.attendance.present import STARS, day_of_week, hours, title_of_wall
from towngown.web.shared.do import key_of
from towngown.web.shared.errors import STATUS
from towngown.web.shared.limits import too_often
from towngown.web.shared.wording import sentence, words

COOKIE = "towngown_phone"
TOKEN = re.compile(r"[\w-]{20,64}")
MOST, WITHIN = 300, 3600  # sign-ins from one address, and in how many seconds: a hall may share one connection
VERBS = {"sign_in": "attendance.sign_in", "leave": "attendance.leave", "opinion": "opinion.give"}


@never_cache
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the code; POST signs in, says how it was, takes back, or lets the phone be forgotten."""
    found = queries.wall_by_code(code)
    if found is None:
        raise Problem("attendance.no_code")
    if request.method == "POST":
        return _done(request, found)
    return _page(request, found)


def _done(request: HttpRequest, found: Any) -> HttpResponse:
    """Do what was asked, then show the page again; a refusal is a sentence on it."""
    asked = request.POST.get("do", "")
    if asked == "forget":
        return _forgotten(request, found)
    token = _token(request) or (secrets.token_urlsafe(24) if asked == "sign_in" else "")
    try:
        _do(request, found, asked, token)
    except Problems as several:
        return _page(request, found, several.problems[0])
    except Problem as problem:
        return _page(request, found, problem)
    response = HttpResponseRedirect(reverse("wall", args=[found.code]))
    if asked == "sign_in" and not _token(request):
        _keep(response, token)
    return response


def _do(request: HttpRequest, found: Any, asked: str, token: str) -> None:
    verb = VERBS.get(asked)
    on = {one.ref: one for one in queries.on_wall(found, clock.today())}
    session = on.get(request.POST.get("session", ""))
    if verb is None or session is None:
        raise Problem("attendance.nothing_now")
    if asked == "sign_in" and too_often(request, "sign_in", MOST, WITHIN):
        raise Problem("attendance.too_many_tries")
    given: dict[str, Any] = {"session": session, "wall": found, "token": token}
    if asked == "opinion":
        given |= {"stars": request.POST.get("stars", ""), "words": request.POST.get("words", "")}
    perform_once(key_of(request), verb, by=visitor(), **given)


def _forgotten(request: HttpRequest, found: Any) -> HttpResponse:
    if _token(request):
        perform_once(
            key_of(request), "attendance.forget", by=visitor(), partnership=found.partnership, token=_token(request)
        )
    response = HttpResponseRedirect(reverse("wall", args=[found.code]) + "?forgotten=1")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _token(request: HttpRequest) -> str:
    """The token that this phone keeps, or "" when it keeps none that we gave."""
    token = request.COOKIES.get(COOKIE, "")
    return token if TOKEN.fullmatch(token) else ""


def _keep(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE, token, max_age=TOKEN_DAYS * 24 * 3600, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _page(request: HttpRequest, found: Any, problem: Problem | None = None) -> HttpResponse:
    """What is on, and what this phone has done and may do."""
    today = clock.today()
    on = queries.on_wall(found, today)
    learner = queries.learner_of(found.partnership_id, _token(request))
    signed, given = queries.signed_in(learner, on), queries.given_by(learner, on)
    context = {
        "wall": found,
        "invented": found.partnership.caveat,
        "title": title_of_wall(found, names([found.place_code])),
        "today": day_of_week(today),
        "rows": [_row(request, one, one.pk in signed, given.get(one.pk), problem) for one in on],
        "next": [{"session": one, "day": day_of_week(one.day), "hours": hours(one)} for one in queries.next_on(found, today)],
        "problem": sentence(problem) if problem else "",
        "knows_phone": bool(_token(request)),
        "forgotten": "forgotten" in request.GET,
        "days": TOKEN_DAYS,
        "most": MOST_WORDS,
        "key": key_of(request),
    }  # fmt: skip
    status = 200 if problem is None else STATUS.get(problem.code, 422)
    return render(request, "attendance/wall.html", context, status=status)


def _row(request: HttpRequest, one: Any, signed: bool, opinion: Any, problem: Problem | None) -> dict[str, Any]:
    """One session of today; what was typed and refused is still there."""
    tried = problem is not None and request.POST.get("session") == one.ref
    chosen = request.POST.get("stars", "") if tried else str(opinion.stars) if opinion else ""
    return {
        "session": one,
        "hours": hours(one),
        "off": one.state == "cancelled",
        "opens": f"{one.opens:%H:%M}" if one.opens > clock.now() else "",
        "begins": f"{one.begins:%H:%M}" if one.begins > clock.now() else "",
        "reason": words(one.reason),
        "signed": signed,
        "opinion": opinion,
        "stars": [
            {"value": str(stars), "label": f"{stars} · {words(label)}", "chosen": chosen == str(stars)}
            for stars, label in STARS.items()
        ],
        "words": request.POST.get("words", "")[:MOST_WORDS] if tried else opinion.words if opinion else "",
    }
