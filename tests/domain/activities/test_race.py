"""Many phones with the same link at the same moment: exactly one answer counts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from tests.domain.activities.conftest import VILLAGE
from tests.fixtures import TODAY
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.activities.queries import by_claim
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.models import Account
from towngown.domain.evidence.queries import link_by_token, recount
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.accounts.queries import link as link_actor
from towngown.kit import clock
from towngown.kit.problems import Problem

PHONES = 6


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_counts(world):
    kind = partnerships.add_kind(by=world.keeper, code="salon", title_zh="沙龙")
    activity = actions.plan(
        by=world.office, partnership=world.partnership, activity_kind=kind, first_day="2026-11-20", place_code=VILLAGE
    )
    actions.hold(by=world.worker, activity=activity, heads="58")
    token = evidence.make_link(by=world.worker, claim=activity.claim, party=world.parties["campus"]).token
    holder, together = link_actor(activity.claim_id), Barrier(PHONES)

    def try_once(number):
        given = {"activity": by_claim(activity.claim_id), "link": link_by_token(token)}
        try:
            actions.confirm_by_link(by=holder, heads=str(60 + number), **given)
        except Problem as problem:
            return problem.code
        return "counted"

    def answer(number):
        together.wait()
        with clock.set_to(TODAY):
            while True:
                try:
                    return try_once(number)
                except OperationalError:  # the tests' database in memory does not wait for its turn
                    continue
                finally:
                    connection.close()

    with ThreadPoolExecutor(PHONES) as phones:
        answers = list(phones.map(answer, range(PHONES)))
    assert sorted(answers) == ["counted"] + ["evidence.link_used"] * (PHONES - 1)
    assert Account.objects.filter(claim=activity.claim_id, side="campus", withdrawn_at=None).count() == 1
    assert Activity.objects.get().state == "confirmed"
    assert recount() == []
