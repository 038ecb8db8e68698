"""Agreements from draft to end: who signs, what both sides means, what ends with it."""

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
import time_machine
from django.apps import apps

from tests.fixtures import TODAY
from towngown.domain.agreements import actions, queries
from towngown.domain.agreements.models import Agreement, Promise, Signature
from towngown.domain.agreements.words import MOVES, STATES
from towngown.domain.partnerships.queries import activity_kind
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal import outbox
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.queries import story_of
from towngown.foundation.search.models import Document
from towngown.foundation.search.queries import search
from towngown.kit import doorway
from towngown.kit.actors import partnership_key
from towngown.kit.problems import Problem, Problems
from towngown.kit.schedule import registered
from towngown.kit.states import unreachable
from towngown.kit.when import When


def refusal(verb, **given):
    """The code with which the verb refuses."""
    with pytest.raises(Problem) as refused:
        verb(**given)
    return refused.value.code


def offered(by, thing):
    """The verbs that the page of the thing shows as buttons."""
    return [verb.name for verb in verbs_for(by, Agreement.objects.get(pk=thing.pk))]


def parties(world, *names):
    return [world.parties[name] for name in names or ("locality", "campus")]


def test_every_state_has_a_way_in():
    assert unreachable(MOVES, "draft", STATES) == frozenset()


def test_a_draft_needs_both_sides_of_this_partnership(world, today):
    given = {"by": world.office, "partnership": world.partnership, "title_zh": "草案"}
    assert refusal(actions.draft, **given, parties=parties(world, "locality")) == "agreements.one_side"
    assert refusal(actions.draft, **given, parties=parties(world, "other")) == "agreements.other_partnership"
    order = {"term_first": date(2026, 1, 2), "term_last": date(2026, 1, 1)}
    assert refusal(actions.draft, **given, parties=parties(world), **order) == "agreements.term_order"
    assert refusal(actions.draft, **given | {"title_zh": ""}, parties=parties(world)) == "required"
    assert refusal(actions.draft, **given | {"by": world.worker}, parties=parties(world)) == "not_allowed"


def test_a_draft_is_changed_until_somebody_signs(world, draft, promise):
    given = {"agreement": draft, "title_zh": "改名", "parties": parties(world), "audience": "public"}
    assert actions.change(by=world.campus, **given).title_zh == "改名"
    assert Promise.objects.get().audience == "public"
    assert refusal(actions.change, by=world.campus, **given | {"parent": draft}) == "agreements.own_child"
    actions.sign(by=world.office, agreement=draft)
    assert refusal(actions.change, by=world.campus, **given) == "agreements.text_signed"
    kind = activity_kind("salon")
    assert (
        refusal(actions.add_promise, by=world.office, agreement=draft, activity_kind=kind) == "agreements.text_signed"
    )
    actions.unsign(by=world.office, agreement=draft)
    assert actions.change(by=world.campus, **given).state == "draft"
    assert refusal(actions.unsign, by=world.office, agreement=draft) == "agreements.nothing_signed"


def test_a_draft_is_nobody_else_s_until_both_sides_have_signed(world, draft, promise):
    actions.change(by=world.office, agreement=draft, parties=parties(world), title_zh="共建协议", audience="public")
    outbox.drain()
    seen = [(draft, queries.agreement), (promise, queries.promise)]
    for one, read in seen:
        assert read(world.campus, one.ref) == one
        assert read(world.visitor, one.ref) is None
    assert search(world.visitor, "共建协议").count == search(world.visitor, "宣讲").count == 0
    actions.sign(by=world.office, agreement=draft)
    assert queries.agreement(world.visitor, draft.ref) is None
    actions.sign(by=world.campus, agreement=draft)
    outbox.drain()
    for one, read in seen:
        assert read(world.visitor, one.ref) == one
    assert search(world.visitor, "共建协议").count == search(world.visitor, "宣讲").count == 1


def test_drafts_that_were_public_are_closed_by_the_migration(world, draft, promise):
    with doorway.opened("as it was before"):
        for table in (Agreement, Promise, Document):
            table.objects.update(audience_key="public")
        import_module("towngown.domain.agreements.migrations.0002_drafts_are_not_public").close(apps, None)
    key = partnership_key(world.partnership.pk)
    assert [table.objects.get().audience_key for table in (Agreement, Promise)] == [key, key]
    assert not Document.objects.filter(thing_kind__in=("agreement", "promise")).exists()


def test_a_draft_for_one_party_is_hidden_from_the_other(world, draft):
    actions.change(by=world.office, agreement=draft, parties=parties(world), audience="party")
    assert queries.agreement(world.office, draft.ref) == draft
    assert queries.agreement(world.campus, draft.ref) is None


def test_both_sides_sign_and_it_is_in_force(world, draft, promise):
    actions.sign(by=world.office, agreement=draft)
    assert draft.state == "draft"
    assert refusal(actions.sign, by=world.office, agreement=draft) == "agreements.already_signed"
    actions.sign(by=world.campus, agreement=draft)
    draft.refresh_from_db()
    assert (draft.state, draft.when) == ("in_force", When.day(TODAY))
    rows = Signature.objects.order_by("pk").values_list("party_id", "side", "signed_by_id")
    assert list(rows) == [
        (world.parties["locality"].pk, "locality", world.office.id),
        (world.parties["campus"].pk, "campus", world.campus.id),
    ]
    told = [(entry.verb, entry.cause.verb if entry.cause else "") for entry in story_of(draft)[:3]]
    assert set(told) == {
        ("agreement.sign", ""), ("agreement.complete", "agreement.sign"), ("agreement.start", "agreement.sign"),
    }  # fmt: skip


def test_one_person_does_not_sign_for_both_sides(world, draft):
    both = replace(world.office, seats=world.office.seats + world.campus.seats)
    actions.sign(by=both, agreement=draft)
    assert refusal(actions.sign, by=both, agreement=draft) == "agreements.same_person"
    assert not queries.awaits(both, draft, Signature.objects.all(), once_per_side=False)
    assert (draft.state, Signature.objects.count()) == ("draft", 1)


def test_one_side_cannot_complete_it(world, draft):
    actions.sign(by=world.office, agreement=draft)
    assert refusal(actions.complete, by=world.office, agreement=draft) == "agreements.sides_missing"


def test_who_is_no_party_does_nothing_to_it(world, draft, promise, alumni):
    kind = activity_kind("salon")
    assert refusal(actions.sign, by=alumni, agreement=draft) == "not_allowed"
    assert refusal(actions.sign, by=world.stranger, agreement=draft) == "not_allowed"
    assert refusal(actions.change, by=alumni, agreement=draft, parties=parties(world)) == "not_allowed"
    assert refusal(actions.attach, by=alumni, agreement=draft, stored_file=None) == "not_allowed"
    assert refusal(actions.add_promise, by=alumni, agreement=draft, activity_kind=kind) == "not_allowed"
    for by in (world.office, world.campus):
        actions.sign(by=by, agreement=draft)
    assert refusal(actions.end, by=alumni, agreement=draft) == "not_allowed"
    assert refusal(actions.terminate, by=alumni, agreement=draft, end_reason="x") == "not_allowed"
    draft.refresh_from_db()
    assert draft.state == "in_force"


def test_it_starts_with_its_term_by_the_clock(world, today):
    later = actions.draft(
        by=world.office, partnership=world.partnership, title_zh="明年", parties=parties(world),
        term_first=date(2027, 1, 1), term_last=date(2027, 12, 31),
    )  # fmt: skip
    actions.sign(by=world.office, agreement=later)
    actions.sign(by=world.campus, agreement=later)
    assert later.state == "signed"
    assert refusal(actions.start, by=clock(), agreement=later) == "agreements.not_begun"
    assert actions.keep_time(by=clock(), today=TODAY) == []
    with time_machine.travel(date(2027, 1, 1), tick=False):
        assert [one.state for one in actions.keep_time(by=clock(), today=date(2027, 1, 1))] == ["in_force"]
        assert refusal(actions.end, by=clock(), agreement=later) == "agreements.not_over"
        assert "agreement.end" not in offered(world.office, later)
    with time_machine.travel(date(2027, 12, 31), tick=False):
        assert "agreement.end" in offered(world.office, later)
    assert list(queries.ending_soon(world.office, date(2027, 10, 1))) == []
    assert list(queries.ending_soon(world.office, date(2027, 10, 3))) == [later]
    with time_machine.travel(date(2028, 1, 1), tick=False):
        assert [one.state for one in actions.keep_time(by=clock(), today=date(2028, 1, 1))] == ["ended"]


def test_the_daily_clock_ends_what_is_over(world, draft):
    actions.change(by=world.office, agreement=draft, parties=parties(world), term_last=date(2026, 12, 31))
    for by in (world.office, world.campus):
        actions.sign(by=by, agreement=draft)
    with time_machine.travel(date(2027, 1, 1), tick=False):
        registered("daily")["domain.agreements.actions.papers.turn_of_the_day"]()
    ended = Agreement.objects.get()
    assert ended.state == "ended"
    assert refusal(actions.renew, by=world.office, agreement=ended) == "not_allowed"


def test_whoever_ended_it_may_undo_that_on_the_same_day(world, draft, promise):
    later = actions.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), first_day=date(2027, 3, 1)
    )
    for by in (world.office, world.campus):
        actions.sign(by=by, agreement=draft)
    actions.end(by=world.office, agreement=draft)
    promise.refresh_from_db()
    assert (draft.term_last, promise.last_day) == (TODAY, TODAY)
    assert refusal(actions.renew, by=world.campus, agreement=draft) == "not_allowed"
    with time_machine.travel(date(2026, 11, 23), tick=False):
        assert refusal(actions.renew, by=world.office, agreement=draft) == "not_allowed"
    actions.renew(by=world.office, agreement=draft)
    for one in (draft, promise, later):
        one.refresh_from_db()
    assert (draft.state, draft.term_last, promise.last_day, later.last_day) == ("in_force", None, None, None)
    assert refusal(actions.renew, by=world.office, agreement=draft) == "wrong_moment"


def test_undoing_an_ending_does_not_make_the_term_longer(world, draft):
    actions.change(by=world.office, agreement=draft, parties=parties(world), term_last=TODAY)
    for by in (world.office, world.campus):
        actions.sign(by=by, agreement=draft)
    actions.end(by=world.office, agreement=draft)
    assert actions.renew(by=world.office, agreement=draft).term_last == TODAY


def test_terminating_needs_a_reason_and_is_final(world, signed, promise):
    with pytest.raises(Problems):
        actions.terminate(by=world.office, agreement=signed, end_reason="")
    actions.terminate(by=world.office, agreement=signed, end_reason="机构合并")
    promise.refresh_from_db()
    assert (signed.state, promise.last_day) == ("terminated", TODAY)
    assert refusal(actions.renew, by=world.office, agreement=signed) == "not_allowed"


def test_reported_agreements_are_recorded_by_key_without_signatures(world, today):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "base"}
    first = actions.record(**given, title_zh="基地", signed=When.year(2021), parties=parties(world))
    second = actions.record(**given, title_zh="实践基地", signed=When.year(2021), parent=None)
    assert first == second
    assert Agreement.objects.get().title_zh == "实践基地"
    assert (second.state, second.as_reported, Signature.objects.count()) == ("in_force", True, 0)
    assert refusal(actions.record, **given | {"by": world.office}, title_zh="x") == "not_allowed"
    assert refusal(actions.end, by=world.office, agreement=second) == "not_allowed"


def test_reported_promises_are_recorded_by_key(world, today):
    base = actions.record(by=world.keeper, partnership=world.partnership, key="base", title_zh="基地")
    given = {
        "by": world.keeper, "partnership": world.partnership, "key": "visit", "agreement": base,
        "activity_kind": activity_kind("leaders_visit"), "first_day": date(2023, 3, 31),
    }  # fmt: skip
    actions.record_promise(**given)
    promise = actions.record_promise(**given, minimum=2)
    assert (Promise.objects.count(), promise.minimum, promise.title_zh, promise.title_en) == (
        1, 2, "领导互访", "Leaders’ visit",
    )  # fmt: skip
    assert refusal(actions.record_promise, **given, per="once") == "agreements.once_needs_a_day"
    assert refusal(actions.record_promise, **given | {"by": world.office}) == "not_allowed"


def test_exports_leave_a_trace(world):
    assert actions.export(by=world.visitor, rows=3, form="csv") is None
    with pytest.raises(Problems, match="At least 0"):
        actions.export(by=world.visitor, rows=-1, form="csv")


def test_search(world, signed, draft):
    outbox.drain()
    assert [one.promise_count for one in queries.search(world.office, words="合作", state="in_force")] == [1]
    assert list(queries.search(world.office, partnership="other")) == []
    assert list(queries.search(world.office, ending_by=date(2030, 1, 1))) == []
    assert list(queries.search(world.stranger)) == []
    narrowings = [{}, {"state": "in_force"}, {"state": "draft"}, {"partnership": "small"}, {"partnership": "nowhere"}]
    for narrowed in [*narrowings, {"words": "合作"}, {"ending_by": date(2030, 1, 1)}]:
        for by in (world.office, world.stranger, world.keeper):
            found = queries.listed(by, **narrowed)
            assert queries.number(by, found, **narrowed) == len(queries.lines(found, [])) == len(found)


def test_what_is_recorded_has_a_name(world):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "nameless"}
    assert refusal(actions.record, **given) == "required"
