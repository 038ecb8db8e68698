"""What the pictures and the checks of pages need and a demonstration has not: a keeper, sessions, links, work that ran."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from towngown.domain.attendance import actions as attendance
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.queries import account_of
from towngown.domain.matching import actions as matching
from towngown.domain.orders import actions as orders
from towngown.domain.partnerships.queries import actor_for, parties
from towngown.domain.transfer.words import JOB
from towngown.foundation.accounts.queries import importer, visitor
from towngown.foundation.complaints import actions as complaints
from towngown.foundation.files import actions as files
from towngown.foundation.jobs import actions as jobs
from towngown.foundation.jobs.tasks import run_job
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import things
from towngown.foundation.people import actions as people
from towngown.kit import clock
from towngown.kit.actors import Actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEEPER = "keeper"
RIGHT = "intentions:\n  - {key: shots-school, title: {zh: 共建乡村夜校}, on: 2024-03}\n"
WRONG = "intentions:\n  - {key: shots-school, title: {zh: 共建乡村夜校}, on: 去年春天某日, audience: 随便谁}\n"

Made = Iterator[tuple[str, str]]


def keeper() -> str:
    """A log-in that keeps the instance and has a second factor; returns its name."""
    users = get_user_model().objects
    made, new = users.get_or_create(username=KEEPER, defaults={"name": "管理员", "is_staff": True})
    if new:
        TOTP.activate(made, generate_totp_secret())
        RecoveryCodes.activate(made)
    return KEEPER


def session(username: str) -> str:
    """The key of a session of this person, who gave the password just now, and for a day of looking."""
    client = Client()
    user = get_user_model().objects.get(username=username)
    client.force_login(user, backend=BACKEND)
    request = HttpRequest()
    request.user, request.session = user, client.session
    reauthenticate_by_password(request)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += 24 * 60 * 60
    request.session.save()
    return str(request.session.session_key)


def actor(username: str) -> Actor:
    """The person as the verbs know them, with the seats of today."""
    user = get_user_model().objects.get(username=username)
    return actor_for(user.pk, user.name, "zh-hans", user.is_staff, clock.today())


def links(by: Actor) -> Made:
    """A one-time link for another side that has not spoken of something that took place, and one withdrawn."""
    activity, party = next(one for one in to_be_asked(by) if not account_of(one[0].claim, one[1].side))
    made = [evidence.make_link(by=by, claim=activity.claim, party=party) for _ in range(2)]
    evidence.withdraw_link(by=by, link=made[1])
    yield "link", reverse("link", args=[made[0].token])
    yield "error-link", reverse("link", args=[made[1].token])


def to_be_asked(by: Actor) -> Iterator[tuple[Any, Any]]:
    """Activities that took place, each with a party of another side to ask."""
    for activity in things(by, "activity").filter(state="held").order_by("-pk")[:50]:
        own = {seat.side for seat in by.seats_in(activity.wall)}
        others = [one for one in parties(by, activity.partnership) if one.side not in own]
        if others and VERBS["link.make"].open_to(by, activity.claim):
            yield activity, others[0]


def invitation() -> Made:
    """The way in of somebody who was invited."""
    keeping = importer()
    somebody = people.record(by=keeping, key="shots-invited", name="新来的人", invented=True)
    yield "invitation", reverse("invitation", args=[people.invite(by=keeping, person=somebody).token])


def complaints_filed() -> Made:
    """Two complaints: one that waits, one with its answer."""
    made = complaints.file(by=visitor(), words="手机上的字太小，看不清。")
    yield "one-complaint", reverse("complaint_one", args=[made.ref])
    answered = complaints.file(by=visitor(), words="公示页在哪里？")
    complaints.answer(by=actor(keeper()), complaint=answered, answer="在首页的“报告”里。谢谢提醒。")
    yield "complaint-answered", reverse("complaint_one", args=[answered.ref])


def work(by: Actor, slug: str) -> Made:
    """Imports that were tried: one with mistakes in it, one that would be written; and the page of watched work."""
    mistaken, good = _tried(by, slug, WRONG), _tried(by, slug, RIGHT)
    yield "import-mistakes", reverse("import_outcome", args=[mistaken.ref])
    yield "import-good", reverse("import_outcome", args=[good.ref])
    yield "job", reverse("job", args=[good.ref])


def _tried(by: Actor, slug: str, written: str) -> Any:
    stored = files.store(by=by, upload=SimpleUploadedFile("intentions.yaml", written.encode()))
    given = {"files": [["intentions.yaml", stored.ref]], "partnership": slug, "trial": True}
    job = jobs.start(by=by, job_kind=JOB, given=given)
    run_job.call(job.ref)
    return job


def sessions_held(by: Actor, partnership: Any) -> Made:
    """A session of something planned, with its sheet, and the code on the wall of a station."""
    planned = things(by, "activity").filter(partnership=partnership, state="planned", first_day__isnull=False)
    activity = next(one for one in planned.order_by("-pk") if VERBS["session.add"].open_to(by, one))
    made = attendance.add(by=by, activity=activity, day=activity.first_day, half="am")
    yield "session", reverse("session", args=[made.ref])
    yield "session-sheet", reverse("session_sheet", args=[made.ref])
    station = things(by, "station").filter(partnership=partnership).order_by("pk").first()
    code = attendance.print_code(by=by, partnership=partnership, station=station)
    yield "wall-code", reverse("wall_code", args=[code.ref])
    yield "wall", reverse("wall", args=[code.code])


def teacher(by: Actor, partnership: Any, username: str) -> Made:
    """Somebody with a log-in becomes a teacher: their week, and the file of their own calendar."""
    person = things(importer(), "person").get(user__username=username)
    made = orders.add_teacher(by=by, partnership=partnership, person=person)
    yield "my-week", reverse("my_week")
    yield "busy", reverse("busy", args=[made.ref])


def dispatching(by: Actor) -> Made:
    """A round for the month to come with one scenario that is worked out; its pages, and those of the last published."""
    partnership = next(iter(things(by, "round").order_by("-pk")[:1])).partnership
    first = (clock.today().replace(day=1) + timedelta(days=32)).replace(day=1)
    opened = matching.open_round(
        by=by, partnership=partnership, first_day=first, last_day=first + timedelta(days=20), title_zh="下一轮"
    )
    scenario = matching.add_scenario(by=by, round_=opened)
    run_job.call(scenario.job_ref)
    yield "round-open", reverse("round", args=[opened.ref])
    yield "scenario-open", reverse("scenario", args=[scenario.ref])
    yield "scenario_publish", reverse("scenario_publish", args=[scenario.ref])
    published = things(by, "scenario").filter(state="published").order_by("-pk").first()
    for name in ("board", "unserved"):
        yield name, reverse(name, args=[published.ref])
    asked = (
        things(by, "dispatch").filter(scenario=published, state__in=("dispatched", "accepted")).order_by("-day", "-pk")
    )
    yield "visit_move", reverse("visit_move", args=[asked.first().ref])
    offer = things(by, "offer").filter(partnership=partnership, offer_kind="course").order_by("pk").first()
    yield "offer_givers", reverse("offer_givers", args=[offer.ref])


def ordering(by: Actor) -> Made:
    """An order as it was just placed."""
    for one in things(by, "order").filter(state="placed", placed_by=by.person_id).order_by("-pk")[:1]:
        yield "order_done", reverse("order_done", args=[one.ref])
