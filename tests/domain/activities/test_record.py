"""The past as reported: made or brought up to date by key, signed by nobody, never counted beyond what was said."""

from datetime import date

import pytest

from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity, Decision, Raised
from towngown.domain.activities.queries import served
from towngown.domain.agreements import actions as agreements
from towngown.domain.evidence.models import Item
from towngown.domain.evidence.queries import accounts
from towngown.domain.evidence.words import FILED, PUBLISHED
from towngown.domain.exchange import actions as exchange
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems


def refusal(call, **given):
    with pytest.raises(Problem) as refused:
        call(**given)
    return refused.value.code


@pytest.fixture
def promise(world, lecture):
    agreement = agreements.record(
        by=world.keeper, partnership=world.partnership, key="frame", title_zh="框架协议", state="in_force"
    )
    return agreements.record_promise(
        by=world.keeper, partnership=world.partnership, agreement=agreement, key="lecture", activity_kind=lecture,
        title_zh="每年宣讲", first_day=date(2023, 3, 31),
    )  # fmt: skip


def record(world, lecture, **more):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "talk", "activity_kind": lecture}
    return actions.record(**given | more)


def test_it_is_recorded_with_its_report_and_signed_by_nobody(world, lecture, promise):
    made = record(
        world, lecture, title_zh="宣讲", when="2023-04", heads="200余名", source="校报", source_title="校地同行",
        source_date="2023-05", classified_by_us="yes", promises=[promise], agenda="一、回顾\n二、展望", decided="加强沟通",
    )  # fmt: skip
    assert (made.state, made.as_reported, made.claim.support, made.claim.lower) == ("held", True, PUBLISHED, 200)
    account = accounts(world.office, made.claim).get()
    assert (account.side, account.means, account.words_zh) == ("", "published", "200余名")
    item = Item.objects.get()
    assert (item.title, item.source, item.when.format(), item.classified_by_us) == ("校地同行", "校报", "2023-05", True)
    link = served(world.office, made).get()
    assert (link.promise, link.confirmed, link.classified_by_us) == (promise, True, True)
    assert [point.words for point in made.agenda.all()] == ["一、回顾", "二、展望"]


def test_recording_again_changes_and_never_doubles(world, lecture, promise):
    for heads in ("20", "30"):
        made = record(world, lecture, when="2023", campus_heads=heads, locality_heads="25", decided="甲\n乙")
    assert (Activity.objects.count(), Decision.objects.count(), made.claim.lower) == (1, 2, 25)
    assert [(one.side, one.low, one.means) for one in accounts(world.office, made.claim)] == [
        ("campus", 30, "file"),
        ("locality", 25, "file"),
    ]
    assert made.claim.support == FILED


def test_nothing_is_recorded_as_held_before_its_day(world, lecture):
    given = {"world": world, "lecture": lecture, "when": "2026-11-23"}
    for said in ("heads", "campus_heads", "locality_heads"):
        assert refusal(record, **given, **{said: "20"}) == "activities.not_yet"
    planned = record(**given)
    assert (planned.state, list(accounts(world.office, planned.claim))) == ("planned", [])
    with clock.set_to(date(2026, 11, 23)):
        assert record(**given, heads="20").state == "held"
    assert refusal(record, **given) == "activities.not_yet"  # the clock went back; it stays held
    assert record(world, lecture, key="month", when="2026-11").state == "held"  # some day of a month that has begun


def test_an_undated_activity_is_history(world, lecture):
    made = record(world, lecture, words="多次")
    assert (made.when.format(), made.claim.lower, str(made)) == ("unknown", None, "理论宣讲")


def test_it_is_refused_to_people_and_over_what_was_planned_here(world, lecture, planned, promise):
    assert refusal(record, world=world, lecture=lecture, by=world.office) == "not_allowed"
    assert refusal(record, world=world, lecture=lecture, host=world.parties["other"]) == "activities.other_partnership"
    with pytest.raises(Problems):
        record(world, lecture, when="someday")


def test_both_sides_may_still_confirm_what_was_reported(world, lecture):
    made = record(world, lecture, when="2026-10", campus_heads="30", source="校报")
    actions.confirm(by=world.campus, activity=made, heads="31")
    actions.confirm(by=world.office, activity=made, heads="29")
    assert Activity.objects.get().state == "confirmed"
    again = record(world, lecture, when="2026-10", campus_heads="30", source="校报")
    assert (again.state, again.claim.lower) == ("confirmed", 29)


def test_all_that_was_suggested_for_some_days_is_confirmed_at_once(world, lecture, promise, planned):
    days = {"first_day": planned.last_day, "last_day": planned.last_day}
    assert refusal(actions.confirm_all, by=world.worker, promise=promise, **days) == "not_allowed"
    before = {"first_day": date(2023, 4, 1), "last_day": date(2023, 4, 30)}
    assert refusal(actions.confirm_all, by=world.campus, promise=promise, **before) == "activities.nothing_suggested"
    actions.confirm_all(by=world.campus, promise=promise, **days)
    assert served(world.office, planned).get().confirmed is True
    assert refusal(actions.confirm_all, by=world.campus, promise=promise, **days) == "activities.nothing_suggested"


def test_promises_of_its_kind_are_suggested_and_confirmed_by_a_person(world, lecture, promise, planned):
    assert [(row.promise, row.confirmed) for row in served(world.office, planned)] == [(promise, False)]
    assert refusal(actions.confirm_promise, by=world.sibling, activity=planned, promise=promise) == "not_allowed"
    actions.confirm_promise(by=world.worker, activity=planned, promise=promise)
    assert served(world.office, planned).get().confirmed is True
    assert (
        refusal(actions.add_promise, by=world.worker, activity=planned, promise=promise) == "activities.already_serves"
    )
    actions.remove_promise(by=world.worker, activity=planned, promise=promise)
    assert list(served(world.office, planned)) == []
    assert refusal(actions.remove_promise, by=world.worker, activity=planned, promise=promise) == "not_found"
    assert refusal(actions.remove_promise, by=world.sibling, activity=planned, promise=promise) == "not_allowed"
    assert refusal(actions.confirm_promise, by=world.worker, activity=planned, promise=promise) == "not_found"
    actions.add_promise(by=world.worker, activity=planned, promise=promise)
    assert served(world.office, planned).get().confirmed is True
    assert refusal(actions.add_promise, by=world.stranger, activity=planned, promise=promise) == "not_allowed"


def test_a_promise_that_began_later_is_not_suggested(world, lecture, promise):
    made = actions.plan(by=world.office, partnership=world.partnership, activity_kind=lecture, first_day="2023-03-30")
    assert list(served(world.office, made)) == []


def test_what_was_withdrawn_here_is_not_brought_back_by_the_next_file(world, lecture):
    made = record(world, lecture, when="2026-10", campus_heads="30", source="校报")
    actions.withdraw(by=world.campus, activity=made, reason="记重了")
    assert record(world, lecture, when="2026-10", campus_heads="31", source="校报").state == "withdrawn"
    assert Activity.objects.get().state == "withdrawn"


def test_promises_and_decisions_become_those_that_the_file_names(world, lecture, promise):
    other = agreements.record_promise(
        by=world.keeper, partnership=world.partnership, agreement=promise.agreement, key="other", activity_kind=lecture, title_zh="另一条",
        first_day=date(2023, 3, 31),
    )  # fmt: skip
    made = record(world, lecture, when="2023-04", promises=[promise], decided="甲\n乙\n丙", agenda="一\n二")
    record(world, lecture, when="2023-04", promises=[other], decided="丁", agenda="三")
    assert [row.promise for row in served(world.office, made)] == [other]
    assert [row.words for row in Decision.objects.filter(activity=made)] == ["丁"]
    assert [row.words for row in made.agenda.all()] == ["三"]
    record(world, lecture, when="2023-04")
    assert [row.promise for row in served(world.office, made)] == [other]


def everything(made):
    """What lists an activity has, each by what it names."""
    return {
        "organisers": [str(one) for one in made.organisers.all()],
        "promises": [row.promise for row in made.serves.all()],
        "agenda": [point.words for point in made.agenda.all()],
        "decided": [one.words for one in Decision.objects.filter(activity=made)],
        "raised": [row.intention or row.need for row in Raised.objects.filter(activity=made).order_by("pk")],
    }


@pytest.fixture
def full(world, promise):
    """A meeting with something in every list: what is given to record it."""
    named = {"by": world.keeper, "partnership": world.partnership}
    return {
        "organised_by": [world.county], "promises": [promise], "agenda": "一", "decided": "甲",
        "raised_intentions": [exchange.record_intention(**named, key="i", title_zh="建平台")],
        "raised_needs": [exchange.record_need(**named, key="n", title_zh="要人")],
    }  # fmt: skip


def test_a_list_that_is_not_given_stays(world, lecture, full):
    made = record(world, lecture, **full)
    before = everything(made)
    assert all(before.values())
    assert everything(record(world, lecture, title_zh="改名")) == before


@pytest.mark.parametrize("name", ["organised_by", "promises", "agenda", "decided", "raised_intentions", "raised_needs"])
def test_a_list_that_is_given_empty_is_emptied_and_no_other(world, lecture, full, name):
    made = record(world, lecture, **full)
    before = everything(made)
    after = everything(record(world, lecture, **{name: type(full[name])()}))
    if name.startswith("raised"):
        kept = "need" if name == "raised_intentions" else "intention"
        assert [one.kind for one in after["raised"]] == [kept]
    else:
        shown = "organisers" if name == "organised_by" else name
        assert after == before | {shown: []}


def test_what_was_raised_elsewhere_is_not_linked(world, lecture):
    theirs = exchange.record_intention(by=world.keeper, partnership=world.other, key="i", title_zh="别处的")
    given = {"world": world, "lecture": lecture, "raised_intentions": [theirs]}
    assert refusal(record, **given) == "activities.other_partnership"
