"""From the plan to both sides' word, by name and by link."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.activities.conftest import VILLAGE
from tests.foundation.files.samples import picture
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.activities.queries import awaiting_own_side, by_claim, planned_past_their_day
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.queries import items, link_by_token
from towngown.domain.evidence.words import DOCUMENT, OTHER_NAMED
from towngown.foundation.accounts.queries import clock as clock_actor
from towngown.foundation.accounts.queries import link as link_actor
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.outbox import drain
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems


def refusal(call, **given):
    with pytest.raises(Problem) as refused:
        call(**given)
    return refused.value.code


def fresh(activity):
    return Activity.objects.select_related("claim").get(pk=activity.pk)


def names(by, activity):
    return {verb.name for verb in verbs_for(by, fresh(activity))}


def test_a_plan_fills_in_what_it_knows(world, lecture):
    made = actions.plan(
        by=world.worker, partnership=world.partnership, activity_kind=lecture, first_day=date(2026, 12, 1),
        starts_at="9:05",
    )  # fmt: skip
    assert (str(made), made.place_code, made.claim.place_code, made.state) == ("理论宣讲", VILLAGE, VILLAGE, "planned")
    assert (made.when.format(), made.start_time.isoformat()) == ("2026-12-01", "09:05:00")


def test_a_plan_is_refused_out_of_reach_or_malformed(world, lecture):
    given = {"by": world.sibling, "partnership": world.partnership, "activity_kind": lecture, "first_day": "2026-12-01"}
    assert refusal(actions.plan, **given, place_code=VILLAGE) == "not_allowed"
    assert refusal(actions.plan, **given | {"by": world.stranger}) == "not_allowed"
    assert refusal(actions.plan, **given, starts_at="soon") == "activities.bad_time"
    assert refusal(actions.plan, **given, last_day="2026-11-30") == "activities.day_order"
    assert refusal(actions.plan, **given, host=world.parties["other"]) == "activities.other_partnership"
    with pytest.raises(Problems):
        actions.plan(**given | {"first_day": ""})


def test_a_plan_for_the_own_party_is_seen_by_it_alone(world, lecture):
    made = actions.plan(
        by=world.office, partnership=world.partnership, activity_kind=lecture, first_day="2026-12-01", audience="party"
    )
    seen = [who for who in world.actors if Activity.objects.visible_to(world.actors[who]).filter(pk=made.pk).exists()]
    assert seen == ["office", "keeper"]


def test_a_plan_is_changed_until_it_is_held(world, planned):
    actions.change(
        by=world.worker, activity=planned, title_en="Winter lecture", first_day="2026-11-21", audience="public"
    )
    assert (planned.title_zh, planned.title_en, planned.claim.audience_key) == ("冬季宣讲", "Winter lecture", "public")
    assert refusal(actions.change, by=world.sibling, activity=planned, first_day="2026-11-21") == "not_allowed"
    held = actions.hold(by=world.worker, activity=planned)
    assert refusal(actions.change, by=world.worker, activity=held, first_day="2026-11-22") == "not_allowed"


def test_nothing_is_held_before_its_day_or_by_others(world, planned):
    actions.change(by=world.worker, activity=planned, first_day="2026-11-23")
    assert refusal(actions.hold, by=world.worker, activity=planned) == "activities.not_yet"
    assert fresh(planned).state == "planned"
    assert refusal(actions.hold, by=world.sibling, activity=planned) == "not_allowed"


def test_one_that_begins_at_a_time_is_held_from_then_on(world, planned):
    actions.change(by=world.worker, activity=planned, first_day="2026-11-20", starts_at="14:30")
    with clock.set_to(date(2026, 11, 20), 14, 29):
        assert refusal(actions.hold, by=world.worker, activity=planned) == "activities.not_begun"
    with clock.set_to(date(2026, 11, 20), 14, 30):
        assert actions.hold(by=world.worker, activity=planned).state == "held"


def test_both_sides_by_name_confirm_it_and_the_lower_number_decides(world, held):
    assert (held.state, held.claim.lower) == ("held", 58)
    actions.confirm(by=world.campus, activity=held, heads="61")
    found = fresh(held)
    assert (found.state, found.claim.lower) == ("confirmed", 58)
    assert refusal(actions.confirm, by=world.campus, activity=found) == "not_allowed"
    assert refusal(actions.confirm, by=world.stranger, activity=found) == "not_allowed"


def test_the_buttons_follow_side_and_moment(world, held):
    assert "activity.confirm" in names(world.campus, held)
    assert "activity.confirm" not in names(world.worker, held)
    assert "activity.take_back" in names(world.worker, held)
    assert names(world.sibling, held) == set()
    assert names(world.visitor, held) == set()


def test_the_sheet_goes_with_the_count(world, planned, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    sheet = SimpleUploadedFile("签到表.jpg", picture(), "image/jpeg")
    made = actions.hold(by=world.worker, activity=planned, heads="58", sheet=sheet)
    (item,) = items(world.office, made.claim)
    assert (item.item_kind, item.side, made.claim.support) == ("sign_in_sheet", "locality", OTHER_NAMED | DOCUMENT)


def test_a_dispute_is_settled_by_the_side_that_raised_it(world, held):
    actions.dispute(by=world.campus, activity=held, said="那天没有来")
    assert fresh(held).state == "disputed"
    assert refusal(actions.dispute, by=world.stranger, activity=held, said="x") == "not_allowed"
    actions.confirm(by=world.campus, activity=held, heads="55", said="查过了，来了")
    assert (fresh(held).state, fresh(held).claim.lower) == ("confirmed", 55)


def test_taking_back_goes_one_step_back(world, held):
    actions.confirm(by=world.campus, activity=held, heads="61")
    actions.take_back(by=world.campus, activity=held)
    assert fresh(held).state == "held"
    assert refusal(actions.take_back, by=world.campus, activity=fresh(held)) == "not_allowed"


def test_the_other_side_answers_by_link(world, held):
    made = evidence.make_link(by=world.worker, claim=held.claim, party=world.parties["campus"], session="a")
    given = {"by": link_actor(held.claim_id), "activity": by_claim(held.claim_id), "link": link_by_token(made.token)}
    assert actions.confirm_by_link(**given, heads="60").state == "confirmed"
    assert (fresh(held).state, fresh(held).claim.lower) == ("confirmed", 58)
    assert refusal(actions.confirm_by_link, **given, heads="9") == "evidence.link_used"
    assert refusal(actions.confirm_by_link, **given | {"by": world.campus}) == "not_allowed"


def test_a_link_says_nothing_about_what_was_not_held(world, planned):
    made = evidence.make_link(by=world.worker, claim=planned.claim, party=world.parties["campus"])
    given = {"by": link_actor(planned.claim_id), "activity": planned, "link": link_by_token(made.token)}
    assert refusal(actions.confirm_by_link, **given) == "activities.not_happening"


def test_an_account_given_on_the_claim_itself_moves_the_activity_by_reaction(world, held):
    evidence.give(by=world.campus, claim=held.claim, heads="60")
    assert fresh(held).state == "held"
    drain()
    assert fresh(held).state == "confirmed"
    assert drain() == 0
    assert refusal(actions.follow, by=world.office, activity=held) == "not_allowed"
    assert actions.follow(by=clock_actor(), activity=fresh(held)).state == "confirmed"


def test_cancel_with_a_reason_and_restore(world, planned):
    with pytest.raises(Problems):
        actions.cancel(by=world.worker, activity=planned, reason="")
    actions.cancel(by=world.worker, activity=planned, reason="大雪封路")
    assert (fresh(planned).state, fresh(planned).cancel_reason) == ("cancelled", "大雪封路")
    assert refusal(actions.hold, by=world.worker, activity=planned) == "wrong_moment"
    assert refusal(actions.restore, by=world.sibling, activity=planned) == "not_allowed"
    assert actions.restore(by=world.office, activity=planned).state == "planned"
    assert refusal(actions.cancel, by=world.sibling, activity=planned, reason="x") == "not_allowed"


def test_withdrawn_stays_readable_and_is_over(world, held):
    assert refusal(actions.withdraw, by=world.sibling, activity=held, reason="x") == "not_allowed"
    actions.withdraw(by=world.worker, activity=held, reason="记重了")
    assert fresh(held).state == "withdrawn"
    assert refusal(actions.hold, by=world.worker, activity=held) == "wrong_moment"


def test_what_waits_for_whom(world, planned, lecture):
    assert list(planned_past_their_day(world.worker, date(2026, 11, 21))) == [planned]
    assert list(planned_past_their_day(world.worker, date(2026, 11, 20))) == []
    assert list(planned_past_their_day(world.sibling, date(2026, 11, 21))) == []
    actions.hold(by=world.worker, activity=planned)
    assert list(awaiting_own_side(world.campus)) == [planned]
    assert list(awaiting_own_side(world.office)) == list(awaiting_own_side(world.sibling)) == []
    actions.confirm(by=world.campus, activity=fresh(planned))
    assert list(awaiting_own_side(world.campus)) == []


@pytest.mark.parametrize("heads", ["99999999999999999999", "200+ | " + "很" * 101 + " | "])
def test_a_number_that_no_database_holds_is_refused_beside_its_field(world, planned, heads):
    with pytest.raises(Problems) as refused:
        actions.hold(by=world.worker, activity=planned, heads=heads)
    assert [one.field for one in refused.value.problems] == ["heads"]
