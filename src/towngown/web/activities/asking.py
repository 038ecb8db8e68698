"""Asking the other side by a one-time link, and the page behind the link."""

from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from towngown.domain.activities import queries
from towngown.domain.activities.words import HAPPENED, STATES
from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import refuse_link
from towngown.domain.evidence.words import OWN_WORD
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.foundation.accounts.queries import link as link_actor
from towngown.foundation.journal.action import VERBS, perform_once
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems
from towngown.web.activities.pages import activity_at
from towngown.web.activities.sides import side_by_side
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.forms import form_for
from towngown.web.shared.wording import listed, sentence, words


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Whom to ask; then, once, the link as address and printable slip."""
    activity = activity_at(request, ref)
    verb = VERBS["link.make"]
    if not verb.may(request.actor, activity.claim):
        raise Problem("not_allowed")
    posted = request.POST if request.method == "POST" else None
    form = form_for(verb, request.actor, activity.claim, posted, initial=request.GET.dict())
    _only_others(request, activity, form)
    if posted is not None:
        made = attempt(request, verb, activity.claim, form, session=request.session.session_key or "")
        if made is not None:
            return _slip(request, activity, made)
    context = _about(activity) | {"form": form, "key": key_of(request)}
    return render(request, "activities/ask.html", context, status=422 if posted is not None else 200)


def _about(activity: Any) -> dict[str, Any]:
    """What every page about an activity needs."""
    return {"activity": activity, "invented": activity.partnership.caveat}


def _only_others(request: HttpRequest, activity: Any, form: Any) -> None:
    """Offer only the parties of other sides."""
    own = {seat.side for seat in request.actor.seats_in(activity.partnership_id)}
    others = [one for one in partnerships.parties(request.actor, activity.partnership) if one.side not in own]
    party = next(one for one in form.fields if one.name == "party")
    party.things = {one.ref: one for one in others}
    party.choices = [(one.ref, words(one)) for one in others]
    if len(others) == 1 and not party.value:
        party.value = others[0].ref


def _slip(request: HttpRequest, activity: Any, link: Any) -> HttpResponse:
    """The link, this once; a repeated sending finds it made already and says so."""
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("link", args=[link.token]) if link.token else ""
    context = _about(activity) | {"link": link, "address": address, "svg": _qr(address) if address else ""}
    return render(request, "activities/slip.html", context)


def _qr(address: str) -> str:
    """The address as a QR code drawn in SVG, black on white, with its alternative text."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=2, light="#fff", omitsize=True, title=_("Code of the link"), svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of ours


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The phone page: what is claimed, three short questions; after answering, both numbers."""
    asked = evidence.link_by_token(token)
    activity = queries.by_claim(asked.claim_id)
    if activity is None:
        raise Problem("evidence.link_unknown")
    session = request.session.session_key or ""
    if request.method == "POST":
        return _answer(request, asked, activity, session)
    if asked.used_at is not None and request.session.get("answered") == asked.ref:
        return _thanks(request, asked, activity)
    refused = _refused(asked, activity, session)
    if refused is not None:
        return _refusal(request, activity, refused)
    return _question(request, asked, activity)


def _refused(asked: Any, activity: Any, session: str) -> Problem | None:
    """Why this link cannot be answered now, or none."""
    own = bool(session) and evidence.hashed(session) == asked.session_hash
    try:
        refuse_link(
            used=asked.used_at is not None, withdrawn=asked.withdrawn_at is not None, expires_at=asked.expires_at,
            now=clock.now(), own_session=own,
        )  # fmt: skip
    except Problem as problem:
        return problem
    if activity.state not in HAPPENED:
        return Problem("activities.not_happening", state=STATES[activity.state])
    said = evidence.account_of(activity.claim, asked.party.side)
    if said is not None and said.means in OWN_WORD:
        return Problem("evidence.already_said")
    return None


def _question(request: HttpRequest, asked: Any, activity: Any, errors: dict[str, str] | None = None) -> HttpResponse:
    who, side = asked.asked or words(asked.party), words(SIDES[asked.party.side])
    kept_as = _("Say only what you saw. It is kept as: said by {who} through a one-time link, counted for the {side}.")
    context = {
        "heading": _("{who}, a question for you").format(who=who), "question": _claimed(asked, activity),
        "kept_as": kept_as.format(who=who, side=side),
        "errors": errors or {}, "given": request.POST, "key": key_of(request),
    }  # fmt: skip
    return render(request, "activities/link.html", _about(activity) | context, status=422 if errors else 200)


def _claimed(asked: Any, activity: Any) -> str:
    """The question: when, where, what, and who came, as far as that is known."""
    when = f"{words(activity.when)} {activity.starts_at}".strip()
    where = activity.where or names([activity.place_code]).get(activity.place_code, "")
    who = listed(words(one) for one in activity.organised_by if one.pk != asked.party.organisation_id)
    text = {
        (True, True): _("{when}: {who} came to {where} for “{what}”. Is that so?"),
        (True, False): _("{when}: {who} came for “{what}”. Is that so?"),
        (False, True): _("{when}: “{what}” took place at {where}. Is that so?"),
        (False, False): _("{when}: “{what}” took place. Is that so?"),
    }[bool(who), bool(where)]
    return text.format(when=when, who=who, where=where, what=words(activity))


def _answer(request: HttpRequest, asked: Any, activity: Any, session: str) -> HttpResponse:
    took_place = request.POST.get("took_place", "")
    if took_place not in ("yes", "no"):
        return _question(request, asked, activity, {"took_place": _("Please choose one of the two.")})
    given = {
        "activity": activity, "link": asked, "agrees": took_place == "yes", "session": session,
        "heads": request.POST.get("heads", "") if took_place == "yes" else "", "said": request.POST.get("said", ""),
    }  # fmt: skip
    try:
        perform_once(key_of(request), "activity.confirm_by_link", by=link_actor(asked.claim_id), **given)
    except Problems as several:
        return _question(request, asked, activity, {one.field or "": sentence(one) for one in several.problems})
    except Problem as problem:
        return _refusal(request, activity, problem)
    request.session["answered"] = asked.ref
    return _thanks(request, evidence.link_by_token(request.resolver_match.kwargs["token"]), activity)


def _thanks(request: HttpRequest, asked: Any, activity: Any) -> HttpResponse:
    sides = side_by_side(evidence.accounts_shown_to(asked))
    return render(request, "activities/thanks.html", _about(activity) | {"link": asked, "sides": sides})


def _refusal(request: HttpRequest, activity: Any, problem: Problem) -> HttpResponse:
    context = _about(activity) | {"sentence": sentence(problem)}
    return render(request, "activities/link_refused.html", context, status=409)
