"""After a change the plan is as good as one made anew, whichever way it was reached."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.matching.rounds import KINDS, round_of
from towngown.kit.matching import (
    Absent,
    Added,
    Beyond,
    Caps,
    Change,
    Instance,
    Joined,
    Live,
    Plan,
    Wish,
    Withdrawn,
    accept,
    apply_change,
    build,
    certify,
    replan,
    solve,
    total,
    visits,
)  # fmt: skip
from towngown.kit.matching.plan import parts

ROUNDS = {name: KINDS[name] for name in ("generous", "scarce", "very scarce", "degenerate", "one course")}
kinds = pytest.mark.parametrize("kind", ROUNDS)


def published(kind: str, seed: int = 0) -> tuple[Instance, Plan]:
    """A round whose plan most teachers accepted."""
    instance = build(*round_of(**KINDS[kind], seed=seed))
    plan = solve(instance)
    return accept(instance, plan, np.random.default_rng(seed).random(len(plan.arc)) < 0.8), plan


def changes(instance: Instance, seed: int, count: int = 12) -> Iterator[Change]:
    """One of every kind and more."""
    dice, half_days = np.random.default_rng(seed), instance.teachers.free.shape[1]
    draw = lambda top: int(dice.integers(top))  # noqa: E731 - short, and used in every line
    for _ in range(count):
        order, teacher, week = draw(instance.orders.count), draw(instance.teachers.count), draw(2)
        course, place = draw(len(instance.teachers.qualified)), draw(len(instance.teachers.distance))
        some = tuple(dice.choice(half_days, 3, replace=False).tolist())
        yield from (
            Absent(teacher, some), Withdrawn(order), Added(1 + draw(7), course, place, some), Added(1, course, place, ()),
            Caps(teacher, week, 1, draw(2)), Caps(teacher, week, 0, 1), Beyond(order, teacher, 1),
            Joined(course, place, some[0], 1 + draw(2)),
        )  # fmt: skip
        if new := [one for one in some if one not in instance.orders.wishes[order]]:
            yield Wish(order, new[0])
        yield Caps(
            teacher,
            week,
            -int(instance.teachers.week_cap[teacher, week] > 0),
            -int(instance.teachers.term_cap[teacher] > 0),
        )


@kinds
@pytest.mark.parametrize("seed", range(2))
def test_replanning_equals_a_full_solve(kind: str, seed: int) -> None:
    instance, plan = published(kind, seed)
    for change in changes(instance, seed):
        new, found = replan(instance, plan, change)
        certify(new, found)
        assert found.parts == solve(new).parts


def test_one_change_after_another() -> None:
    instance, plan = published("scarce")
    for change in changes(instance, seed=5, count=3):
        if not isinstance(change, Wish):
            instance, plan = replan(instance, plan, change)
            certify(instance, plan)


def test_most_changes_are_answered_from_the_kept_prices() -> None:
    instance, plan = published("scarce")
    ways = [replan(instance, plan, change)[1].solver for change in changes(instance, seed=1)]
    assert set(ways) == {"resumed"}


def test_a_round_that_outgrows_its_levels_is_solved_anew() -> None:
    instance = build(*round_of(8, 5))  # eight have room to be kept; a ninth needs other levels
    new, found = replan(instance, solve(instance), Added(1, 0, 0, (0, 1)))
    certify(new, found)
    assert found.solver == "layered" and new.levels != instance.levels


@kinds
def test_accepting_keeps_the_plan_best(kind: str) -> None:
    instance, plan = published(kind)
    certify(instance, plan)
    assert plan.parts == solve(instance).parts


def test_accepting_needs_room() -> None:
    instance = build(*round_of(**KINDS["generous"]), room_to_keep=False)
    with pytest.raises(ValueError, match="room_to_keep"):
        accept(instance, plan := solve(instance), plan.arc >= 0)


def check(instance: Instance, live: Live, done: list[Change]) -> None:
    """The live plan is proven best for the round after the changes, and worth as much as a full solve."""
    before = visits(instance, Plan(live.arc, np.zeros(0), parts(instance, live.arc), ""))
    for change in done:
        instance = apply_change(instance, change)
    new, plan = live.result()
    certify(new, plan)
    assert new.tail.tolist() == instance.tail.tolist() and (visits(new, plan) == before).all()
    assert plan.parts == solve(instance).parts


@kinds
@pytest.mark.parametrize("seed", range(2))
def test_live_equals_a_full_solve(kind: str, seed: int) -> None:
    instance, plan = published(kind, seed)
    live, done = Live(instance, plan), list[Change]()
    for change in changes(instance, seed, count=2 if kind == "generous" else 6):
        if isinstance(change, Absent | Withdrawn):
            live.change(change)
            done.append(change)
            check(instance, live, done)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 10), st.data())
def test_live_in_any_round(seed: int, orders: int, teachers: int, data: st.DataObject) -> None:
    instance = build(*round_of(orders, teachers, seed=seed, courses=2))
    plan = solve(instance)
    instance = accept(instance, plan, plan.arc >= 0)
    live = Live(instance, plan)
    half_days = st.lists(st.integers(0, 7), max_size=8).map(tuple)
    kinds = st.builds(Absent, st.integers(0, teachers - 1), half_days) | st.builds(
        Withdrawn, st.integers(0, orders - 1)
    )
    done = data.draw(st.lists(kinds, max_size=4))
    for change in done:
        live.change(change)
    check(instance, live, done)


def test_live_says_who_moved() -> None:
    instance, plan = published("scarce")
    live, before = Live(instance, plan), plan.arc
    teacher = int(visits(instance, plan)[before >= 0][0, 0])
    state = live.save()
    said = live.change(Absent(teacher, tuple(range(8))))
    assert said.displaced.tolist() == np.flatnonzero(visits(instance, plan)[:, 0] == teacher).tolist()
    assert said.moved.tolist() == np.flatnonzero(before != live.arc).tolist()
    assert set(said.displaced.tolist()) <= set(said.moved.tolist())
    live.restore(state)
    assert (live.arc == before).all()
    assert live.change(Absent(teacher, tuple(range(8)))).moved.tolist() == said.moved.tolist()


def test_withdrawing_twice_or_what_is_unserved_moves_nobody() -> None:
    instance, plan = published("scarce")
    live, served = Live(instance, plan), int(np.flatnonzero(plan.arc >= 0)[0])
    left = int(np.flatnonzero(plan.arc < 0)[0])
    assert live.change(Withdrawn(left)).moved.size == 0
    assert served in live.change(Withdrawn(served)).moved
    assert live.change(Withdrawn(served)).moved.size == 0


def test_the_accepted_stay_where_somebody_else_can_move() -> None:
    """Two free half-days, an order that may take either, and one accepted: only the other moves."""
    orders, teachers = round_of(2, 2, 1, per_week=2, wishes=2, courses=1, places=1, skill=1.0, free=1.0, far=1)
    orders = replace(orders, weight=np.ones(2, np.int64), wishes=np.array([[0, 1], [0, 1]]))
    teachers = replace(
        teachers, week_cap=np.full((2, 1), 2), term_cap=np.array([2, 2]), dislike=np.array([[0, 0], [0, 0]])
    )
    instance = build(orders, teachers)
    plan = solve(instance)
    instance = accept(instance, plan, np.array([True, True]))
    who = int(visits(instance, plan)[0, 0])
    new, found = replan(instance, plan, Absent(who, (0,)))
    assert found.parts.moved == 0 and total(new, found.parts) == total(new, solve(new).parts)
    assert (visits(new, found)[1] == visits(instance, plan)[1]).all()


def test_a_round_without_any_arc_goes_on():
    orders, teachers = round_of(1, 1, 1, seed=3, skill=1.0, free=1.0, reach=100, caps=3, courses=1, places=1)
    everywhere = replace(teachers, reach=np.full(1, 1000), week_cap=np.full((1, 1), 3), term_cap=np.full(1, 3))
    instance = build(replace(orders, wishes=np.array([[0, 1, 2]])), replace(everywhere, free=np.ones((1, 4), np.bool_)))
    plan = solve(instance)
    assert plan.served == 1
    new, after = replan(instance, plan, Absent(0, (0, 1, 2, 3)))
    assert (len(new.tail), after.served) == (0, 0)
    certify(new, after)
