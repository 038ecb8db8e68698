"""Honest sums, and differences that are differences."""

import pytest

from towngown.domain.reports import compute


def said(**heads):
    return [{"side": side, "heads": text} for side, text in heads.items()]


@pytest.mark.parametrize(
    ("accounts", "text"),
    [
        (said(campus="58", locality="60"), "58"),
        (said(campus="200+", locality=""), "≥200"),
        (said(campus="", locality=""), None),
        (said(campus="about 100", locality="95"), "约100"),
        ([], None),
    ],
)
def test_heads(accounts, text):
    counted = compute.heads(accounts)
    assert (counted and counted.text("zh")) == text


@pytest.mark.parametrize(
    ("accounts", "apart"),
    [
        (said(campus="58", locality="60"), True),
        (said(campus="200+", locality="183"), True),
        (said(campus="200+", locality="250"), False),
        (said(campus="about 100", locality="95"), False),
        (said(campus="100"), False),
    ],
)
def test_differs(accounts, apart):
    assert compute.differs(accounts) is apart


def test_a_sum_with_an_unknown_part_is_at_least():
    known = {"accounts": said(campus="50")}
    assert compute.total_heads([known, known]).text("zh") == "100"
    assert compute.total_heads([known, {"accounts": []}]).text("zh") == "≥50"
    assert compute.total_heads([{"accounts": []}]) is None


def test_kinds_are_counted():
    lines = [{"kind_zh": "宣讲", "kind_en": ""}, {"kind_zh": "培训", "kind_en": ""}, {"kind_zh": "宣讲", "kind_en": ""}]
    assert compute.kinds_of(lines) == [("宣讲", "", 2), ("培训", "", 1)]


def test_the_digest_sees_every_change_but_not_the_order():
    assert compute.digest({"a": 1, "b": [2]}) == compute.digest({"b": [2], "a": 1})
    assert compute.digest({"a": 1}) != compute.digest({"a": 2})


def test_each_state_is_counted_by_itself():
    cells = [{"state": state} for state in ("not_yet_promised", "kept", "late", "not_yet_promised")]
    assert compute.states_of([{"cells": cells}]) == {"kept": 1, "late": 1, "not_yet_promised": 2}
