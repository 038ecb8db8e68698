"""Needs: who may ask, who may join, who answers, and what is refused."""

from datetime import date

import pytest

from towngown.domain.exchange import actions, queries
from towngown.domain.exchange.models import Need, PlusOne
from towngown.domain.exchange.queries import Asking
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import outbox
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.queries import story_of
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems


@pytest.fixture
def need(world):
    return actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="村里需要普通话培训")


def offered(by, thing):
    return {verb.name for verb in verbs_for(by, thing)}


def refused(call, **given):
    with pytest.raises(Problem) as problem:
        call(**given)
    return problem.value.code


def test_a_worker_asks_for_the_own_place_and_organisation(world, need):
    assert (need.place_code, need.organisation, need.party) == (
        "429901100201", world.village, world.parties["locality"],
    )  # fmt: skip
    assert (need.state, need.raised_by_id) == ("raised", world.worker.person_id)
    assert story_of(need).first().verb == "need.raise"


def test_who_has_no_seat_cannot_ask(world):
    for who in (world.stranger, world.visitor):
        given = {"by": who, "partnership": world.partnership, "title_zh": "x"}
        assert refused(actions.raise_need, **given) == "not_allowed"


def test_a_need_has_a_title_and_stays_within_reach(world):
    with pytest.raises(Problem) as problem:
        actions.raise_need(by=world.worker, partnership=world.partnership)
    assert (problem.value.code, problem.value.field) == ("required", "title_zh")
    given = {"by": world.worker, "partnership": world.partnership, "title_zh": "x", "place_code": "429901100202"}
    assert refused(actions.raise_need, **given) == "exchange.beyond_reach"
    elsewhere = partnerships.open_programme(by=world.keeper, partnership=world.other, title_zh="别处")
    given |= {"place_code": "", "programme": elsewhere}
    assert refused(actions.raise_need, **given) == "not_found"
    assert Need.objects.count() == 0


def test_the_other_side_answers_with_a_reason(world, need):
    assert "need.accept" in offered(world.campus, need)
    assert "need.accept" not in offered(world.office, need) | offered(world.worker, need)
    actions.accept(by=world.campus, need=need, reason="planned", words="六月")
    answer = queries.answers(need)[0]
    assert (need.state, answer.state, answer.reason, answer.words) == ("accepted", "accepted", "planned", "六月")
    assert refused(actions.accept, by=world.campus, need=need) == "wrong_moment"


def test_the_own_side_does_not_answer_itself(world, need):
    assert refused(actions.accept, by=world.office, need=need) == "not_allowed"
    assert refused(actions.refuse, by=world.stranger, need=need, reason="no_money", words="x") == "not_allowed"


def test_a_refusal_needs_a_reason_and_words(world, need):
    with pytest.raises(Problems) as problems:
        actions.refuse(by=world.campus, need=need, reason="no_money", words="")
    assert [(one.code, one.field) for one in problems.value.problems] == [("required", "words")]
    need.refresh_from_db()
    assert need.state == "raised"
    with pytest.raises(Problems) as problems:
        actions.refuse(by=world.campus, need=need, reason="will_do", words="x")
    assert [one.code for one in problems.value.problems] == ["not_a_choice"]
    actions.refuse(by=world.campus, need=need, reason="no_money", words="今年没有经费")
    assert queries.last_answers([need])[need.pk].reason == "no_money"


def test_a_refused_need_can_be_raised_again_by_its_asker_only(world, need):
    actions.refuse(by=world.campus, need=need, reason="no_time", words="六月都排满了")
    assert refused(actions.raise_again, by=world.sibling, need=need) == "not_allowed"
    actions.raise_again(by=world.worker, need=need, words="九月也可以")
    assert (need.state, need.words) == ("raised", "九月也可以")


def test_a_need_raised_again_or_shown_later_waits_from_that_day_and_keeps_its_date(world):
    raised, later = date(2026, 3, 1), date(2026, 4, 20)
    with clock.set_to(raised):
        again, shown, first = (
            actions.raise_need(by=world.worker, partnership=world.partnership, title_zh=title, audience=audience)
            for title, audience in (("培训", "partnership"), ("体检", "party"), ("讲座", "partnership"))
        )
        actions.refuse(by=world.campus, need=again, reason="no_time", words="都排满了")
    with clock.set_to(later):
        actions.raise_again(by=world.worker, need=again)
        actions.share(by=world.worker, need=shown)
    found = list(queries.waiting_for(world.campus))
    assert found == [first, again, shown]
    assert [queries.days_waited(one, later) for one in found] == [50, 0, 0]
    assert [str(queries.answer_due(one)) for one in found] == ["2026-03-15", "2026-05-04", "2026-05-04"]
    lines = queries.lines(queries.needs(world.campus))
    assert [queries.days_waited(one, later) for one in lines] == [50, 0, 0]
    assert {one.first_day for one in found} == {raised}


def test_met_is_said_by_either_side_after_acceptance(world, need):
    assert refused(actions.meet, by=world.worker, need=need) == "wrong_moment"
    actions.accept(by=world.campus, need=need)
    assert refused(actions.meet, by=world.sibling, need=need) == "not_allowed"
    actions.meet(by=world.worker, need=need, words="来了两位老师")
    assert (need.state, queries.answers(need)[0].reason) == ("met", "done")


def test_another_village_joins_once_and_leaves(world, need):
    actions.join(by=world.sibling, need=need)
    assert [one.organisation for one in queries.plus_ones(need)] == [world.sibling_village]
    assert refused(actions.join, by=world.sibling, need=need) == "not_allowed"
    assert queries.needs(world.office).get().joined == 1
    actions.leave(by=world.sibling, need=need)
    assert PlusOne.objects.count() == 0
    assert refused(actions.leave, by=world.sibling, need=need) == "not_allowed"


def test_nobody_joins_the_own_need_or_a_finished_one(world, need):
    assert refused(actions.join, by=world.worker, need=need) == "not_allowed"
    assert refused(actions.join, by=world.stranger, need=need) == "not_allowed"
    actions.withdraw(by=world.worker, need=need)
    assert refused(actions.join, by=world.sibling, need=need) == "wrong_moment"


def test_withdrawing_is_for_those_who_ask(world, need):
    assert refused(actions.withdraw, by=world.campus, need=need) == "not_allowed"
    actions.withdraw(by=world.office, need=need)
    assert need.state == "withdrawn"


def test_a_need_kept_to_the_own_party_waits_for_sharing(world):
    given = {"by": world.worker, "partnership": world.partnership, "title_zh": "先内部看", "audience": "party"}
    kept = actions.raise_need(**given)
    assert queries.need(world.campus, kept.ref) is None
    assert queries.need(world.sibling, kept.ref) is None
    assert queries.need(world.worker, kept.ref) == queries.need(world.office, kept.ref) == kept
    assert refused(actions.accept, by=world.campus, need=kept) == "not_allowed"
    assert list(queries.waiting_for(world.campus)) == []
    assert refused(actions.share, by=world.sibling, need=kept) == "not_allowed"
    actions.share(by=world.office, need=kept)
    assert queries.need(world.campus, kept.ref) == kept
    assert refused(actions.share, by=world.office, need=kept) == "not_allowed"


def test_the_importer_records_and_updates_by_key(world):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "n1", "title_zh": "课程"}
    first = actions.record_need(**given, party=world.parties["locality"], when="2024", state="met")
    again = actions.record_need(**given, party=world.parties["locality"], when="2024-05", state="refused")
    assert first == again
    assert (again.when.format(), again.state, Need.objects.count()) == ("2024-05", "refused", 1)
    assert refused(actions.record_need, **(given | {"by": world.office})) == "not_allowed"
    given["key"] = "n2"
    assert refused(actions.record_need, **given, party=world.parties["other"]) == "not_found"


def test_what_waits_for_my_side_oldest_first(world, need):
    younger = actions.raise_need(by=world.sibling, partnership=world.partnership, title_zh="果树修剪")
    assert list(queries.waiting_for(world.campus)) == [need, younger]
    assert list(queries.waiting_for(world.office)) == list(queries.waiting_for(world.worker)) == []
    actions.accept(by=world.campus, need=need)
    assert list(queries.waiting_for(world.campus)) == [younger]


def test_days_waited(world, need):
    need.first_day = date(2026, 11, 1)
    assert queries.days_waited(need, date(2026, 11, 22)) == 21
    need.first_day = None
    assert queries.days_waited(need, date(2026, 11, 22)) == 0


def test_similar_needs_are_found_among_the_living_only(world, need):
    title = "需要普通话培训班"
    assert queries.similar(world.sibling, world.partnership, title) == [need]
    assert queries.similar(world.sibling, world.partnership, "修一座桥") == []
    assert queries.similar(world.stranger, world.partnership, title) == []
    actions.withdraw(by=world.worker, need=need)
    assert queries.similar(world.sibling, world.partnership, title) == []


def test_lists_narrow_and_count(world, need):
    actions.raise_need(by=world.sibling, partnership=world.partnership, title_zh="果树修剪", title_en="Pruning")
    actions.withdraw(by=world.worker, need=need)
    outbox.drain()
    assert [one.title_en for one in queries.needs(world.office, Asking(text="prun"))] == ["Pruning"]
    assert queries.needs(world.office, Asking(place_code="429901100201")).get() == need
    assert queries.needs(world.office, Asking(state="withdrawn")).get() == need
    assert queries.needs(world.office, Asking(partnership_id=world.other.pk)).count() == 0
    listed = queries.listed(world.office, Asking())
    assert (listed.counts, listed.places) == ({"raised": 1, "withdrawn": 1}, ["429901100201", "429901100202"])
    assert queries.listed(world.office, Asking(place_code="429901100201")).counts == {"withdrawn": 1}
    assert queries.listed(world.office, Asking(text="prun")).counts == {"raised": 1}
    assert queries.listed(world.stranger, Asking()).counts == {}


def test_what_waits_without_a_day_comes_after_what_has_waited_longest(world):
    given = {"by": world.keeper, "partnership": world.partnership, "party": world.parties["locality"]}
    for key, when in (("undated", None), ("new", "2025"), ("old", "2024")):
        actions.record_need(**given, key=key, title_zh=key, when=when)
    assert [one.key for one in queries.waiting_for(world.campus)] == ["old", "new", "undated"]
