"""The five aims come strictly one before the other, in one cost that fits; a round that does not fit says so."""

from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.matching.rounds import round_of
from towngown.kit.matching import Bounds, Levels, NoRoom, build, levels, solve, visits, weight

sizes = st.integers(0, 5_000)


@given(st.builds(Bounds, heaviest=st.integers(1, 7), keep=sizes, wish=sizes, near=sizes, even=sizes), st.data())
def test_the_highest_difference_decides(bounds: Bounds, data: st.DataObject) -> None:
    weights = astuple(levels(bounds))
    reach = astuple(bounds)
    change = [data.draw(st.integers(-top, top)) for top in reach]
    cost = sum(one * step for one, step in zip(weights, change, strict=True))
    first = next((step for step in change if step), 0)
    assert np.sign(cost) == np.sign(first)


def test_the_smallest_weights_that_do() -> None:
    assert levels(Bounds(7, 1, 2, 3, 4)) == Levels(serve=120, keep=60, wish=20, near=5, even=1)
    assert levels(Bounds(0, 0, 0, 0, 0)) == Levels(1, 1, 1, 1, 1)


def test_no_room_names_what_is_needed() -> None:
    with pytest.raises(NoRoom, match="72 of 59 bits") as caught:
        levels(Bounds(7, 10_000, 100_000, 1_000_000_000, 500))
    assert caught.value.needed > 1000
    assert caught.value.bounds.keep == 10_000


def test_the_edge_of_the_room() -> None:
    assert levels(Bounds(1, 0, 0, 0, (1 << 59) - 1)).serve == 1 << 59
    with pytest.raises(NoRoom):
        levels(Bounds(1, 0, 0, 0, 1 << 59))


@pytest.mark.parametrize(
    ("missed", "urgent", "is_"),
    [(0, False, 1), (1, False, 2), (9, False, 5), (0, True, 3), (4, True, 7), (-1, False, 1)],
)
def test_who_was_passed_over_weighs_more(missed: int, urgent: bool, is_: int) -> None:
    assert weight(missed, urgent) == is_


def test_weights_of_many() -> None:
    assert weight(np.array([0, 2, 8]), np.array([True, False, True])).tolist() == [3, 3, 7]


def one_teacher(**changes: np.ndarray) -> tuple:
    """Two orders of the same course for teacher 0, who gives one half-day; teacher 1 is of no use."""
    orders, teachers = round_of(2, 2, 1, per_week=2, wishes=2, courses=1, places=2, free=1.0, far=1)
    orders = replace(orders, weight=np.array([1, 1]), wishes=np.array([[0, 1], [0, 1]]), place=np.array([0, 1]))
    teachers = replace(
        teachers, qualified=np.array([[True, False]]), week_cap=np.array([[1], [1]]), term_cap=np.array([1, 1]),
        dislike=np.zeros((2, 2), np.int64), carried=np.array([0, 0]), reach=np.array([50, 50]),
    )  # fmt: skip
    return replace(orders, **{k: v for k, v in changes.items() if hasattr(orders, k)}), replace(
        teachers, **{k: v for k, v in changes.items() if hasattr(teachers, k)}
    )


def answer(**changes: np.ndarray) -> list[list[int]]:
    instance = build(*one_teacher(**changes))
    return visits(instance, solve(instance)).tolist()


def test_each_aim_in_its_turn() -> None:
    nobody, first, second = [-1, -1], [0, 0], [0, 1]
    near, far = np.array([[9, 0], [3, 0]]), np.array([[3, 0], [9, 0]])
    assert answer() == [first, nobody]
    assert answer(distance=near) == [nobody, first]
    assert answer(distance=near, wishes=np.array([[0, -1], [-1, 0]])) == [first, nobody]
    assert answer(distance=far, dislike=np.array([[1, 0], [0, 0]])) == [first, nobody]
    assert answer(distance=near, held=np.array([[0, 1], [-1, -1]])) == [second, nobody]
    assert answer(distance=near, held=np.array([[0, 1], [-1, -1]]), weight=np.array([1, 2])) == [nobody, first]


def test_the_load_is_evened_where_nothing_else_differs() -> None:
    both = {"qualified": np.array([[True, True]]), "distance": np.zeros((2, 2), np.int64)}
    assert sorted(who for who, _ in answer(**both)) == [0, 1]
    more = {"week_cap": np.array([[2], [2]]), "term_cap": np.array([2, 2]), "wishes": np.array([[0, -1], [1, -1]])}
    assert sorted(who for who, _ in answer(**both, **more)) == [0, 1]
    assert [who for who, _ in answer(**both, **more, carried=np.array([2, 0]))] == [1, 1]


def test_held_beyond_what_is_possible_is_no_promise() -> None:
    instance = build(*one_teacher(held=np.array([[1, 0], [0, 1]])))
    assert instance.drops.tolist() == [0, 1]
    plan = solve(instance)
    assert plan.parts.moved == 0 and visits(instance, plan).tolist() == [[-1, -1], [0, 1]]


def test_a_teacher_may_go_beyond_the_reach_for_one_order() -> None:
    distance = np.array([[80, 0], [80, 0]])
    assert answer(distance=distance) == [[-1, -1], [-1, -1]]
    assert answer(distance=distance, beyond=np.array([[1, 0]])) == [[-1, -1], [0, 0]]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"course": np.array([0])}, "course has shape"), ({"course": np.array([0, 1])}, "course is not in 0 … 0"),
        ({"weight": np.array([-1, 1])}, "weight is not in 0 … "), ({"wishes": np.array([[0, 0], [1, 0]])}, "twice"),
        ({"wishes": np.array([[0, 2], [1, 0]])}, "wishes is not in -1 … 1"),
        ({"week_cap": np.array([[1, 1], [1, 1]])}, "week_cap has shape"), ({"carried": np.array([-1, 0])}, "carried"),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_named(changes: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        build(*one_teacher(**changes))


@pytest.mark.parametrize("step", [[], [2, 1], [-1, 0]])
def test_steps_that_fall_are_refused(step: list[int]) -> None:
    with pytest.raises(ValueError, match="never fall"):
        build(*one_teacher(), step=np.array(step, np.int64))


def test_own_steps_of_the_load() -> None:
    instance = build(*one_teacher(carried=np.array([5, 0])), step=np.array([0, 3, 7]))
    assert solve(instance).parts.even == 7
