"""Anybody complains; only keepers read and answer."""

from datetime import date

import pytest

from towngown.foundation.complaints import actions, queries, words
from towngown.foundation.complaints.models import Complaint
from towngown.foundation.journal.queries import story_of
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems


def test_a_visitor_files_and_looks_it_up_by_ref(world):
    filed = actions.file(by=world.visitor, words="页面打不开", contact="13800000000", about="/needs/")
    assert queries.by_ref(filed.ref) == filed
    assert (filed.state, filed.about) == ("filed", "/needs/")
    assert story_of(filed).get().details == {}


def test_nothing_to_say_is_not_a_complaint(world):
    with pytest.raises(Problems) as problems:
        actions.file(by=world.visitor, words="  ")
    assert [(one.code, one.field) for one in problems.value.problems] == [("required", "words")]


def test_only_keepers_read_the_list_and_answer(world):
    filed = actions.file(by=world.visitor, words="建议")
    assert list(queries.complaints(world.office)) == list(queries.complaints(world.visitor)) == []
    with pytest.raises(Problem) as refused:
        actions.answer(by=world.office, complaint=filed, answer="好")
    assert refused.value.code == "not_allowed"
    actions.answer(by=world.keeper, complaint=filed, answer="已修好")
    assert (filed.state, queries.by_ref(filed.ref).answer) == ("answered", "已修好")
    waiting = actions.file(by=world.visitor, words="再来")
    assert list(queries.complaints(world.keeper)) == [waiting, filed]


def test_a_flood_is_refused_until_the_hour_is_over(world, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 2)
    with clock.set_to(date(2026, 11, 22), hour=9):
        actions.file(by=world.visitor, words="1")
        actions.file(by=world.visitor, words="2")
        with pytest.raises(Problem) as refused:
            actions.file(by=world.visitor, words="3")
    assert refused.value.code == "complaints.too_many"
    with clock.set_to(date(2026, 11, 22), hour=11):
        actions.file(by=world.visitor, words="4")
    assert Complaint.objects.count() == 3
    assert words.MOST_AN_HOUR == 100
