"""Many phones with the same link at the same moment: exactly one answer counts."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection

from tests.domain.activities.conftest import VILLAGE
from tests.fixtures import TODAY
from tests.races import HEAD_START, PATIENCE, needs_two_writers
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.activities.queries import by_claim
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.actions import accounts
from towngown.domain.evidence.models import Account
from towngown.domain.evidence.queries import link_by_token, recount
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.accounts.queries import link as link_actor
from towngown.kit import clock
from towngown.kit.problems import Problem

PHONES = 6


@pytest.fixture
def asked(world):
    """A held activity and the link by which the campus is asked about it."""
    kind = partnerships.add_kind(by=world.keeper, code="salon", title_zh="沙龙")
    activity = actions.plan(
        by=world.office, partnership=world.partnership, activity_kind=kind, first_day="2026-11-20", place_code=VILLAGE
    )
    actions.hold(by=world.worker, activity=activity, heads="58")
    return activity, evidence.make_link(by=world.worker, claim=activity.claim, party=world.parties["campus"]).token


def at_once(calls):
    """What each call comes to ("done", or why not), all begun at the same moment."""
    together = Barrier(len(calls))

    def come_to(call):
        try:
            call()
        except Problem as problem:
            return problem.code
        return "done"

    def begin(call):
        together.wait()
        with clock.set_to(TODAY):
            while True:
                try:
                    return come_to(call)
                except OperationalError:  # the tests' database in memory does not wait for its turn
                    continue
                finally:
                    connection.close()

    with ThreadPoolExecutor(len(calls)) as phones:
        return list(phones.map(begin, calls))


def answering(activity, token, number):
    def answer():
        given = {"activity": by_claim(activity.claim_id), "link": link_by_token(token)}
        actions.confirm_by_link(by=link_actor(activity.claim_id), heads=str(60 + number), **given)

    return answer


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_counts(asked):
    activity, token = asked
    answers = at_once([answering(activity, token, number) for number in range(PHONES)])
    assert sorted(answers) == ["done"] + ["evidence.link_used"] * (PHONES - 1)
    assert Account.objects.filter(claim=activity.claim_id, side="campus", withdrawn_at=None).count() == 1
    assert Activity.objects.get().state == "confirmed"
    assert recount() == []


@pytest.mark.django_db(transaction=True)
def test_a_link_is_used_or_withdrawn_and_never_both(world, asked):
    activity, token = asked
    links = [link_by_token(token) for _ in range(2)]
    taking_back = [partial(evidence.withdraw_link, by=world.worker, link=link) for link in links]
    answers = at_once([answering(activity, token, 1), *taking_back, answering(activity, token, 2)])
    link = link_by_token(token)
    assert (link.used_at is None) != (link.withdrawn_at is None)
    assert answers.count("done") == 1
    said = Account.objects.filter(claim=activity.claim_id, side="campus", withdrawn_at=None).count()
    assert said == (link.used_at is not None)
    assert recount() == []


@needs_two_writers
def test_whoever_withdraws_an_account_and_whoever_says_it_anew_do_not_wait_for_each_other(world, asked, monkeypatch):
    """Both begin with the claim, so the one who comes later waits, and holds nothing that the first one needs."""
    activity, _token = asked
    actions.dispute(by=world.campus, activity=activity, said="没有来")
    account = Account.objects.get(side="locality", withdrawn_at=None)
    first_inside, other_inside, lock = Event(), Event(), accounts.locked

    def locked(claim):
        if first_inside.is_set():
            lock(claim)
            other_inside.set()
        else:
            first_inside.set()
            other_inside.wait(HEAD_START)
            lock(claim)

    def act(call):
        try:
            with clock.set_to(TODAY):
                return call()
        except Problem as problem:
            return problem.code
        finally:
            connection.close()

    monkeypatch.setattr(accounts, "locked", locked)
    with ThreadPoolExecutor(2) as both:
        withdrawing = both.submit(act, partial(evidence.withdraw_account, by=world.worker, account=account))
        assert first_inside.wait(PATIENCE)
        saying = both.submit(act, partial(actions.confirm, by=world.worker, activity=by_claim(activity.claim_id)))
        assert withdrawing.result(PATIENCE) == account
        assert saying.result(PATIENCE) == "evidence.withdrawn"
    assert recount() == []
