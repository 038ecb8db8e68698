"""What the pictures and the checks of pages need and a demonstration has not: a keeper, sessions, links, work that ran."""

from collections.abc import Iterator
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

from towngown.domain.evidence import actions as evidence
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
    """A one-time link for the other side of something that took place, and one withdrawn."""
    activity, party = next(to_be_asked(by))
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
