"""Nobody is sent too far within a day; what that costs is told; small rounds are compared with every possible plan."""

from dataclasses import astuple, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.matching.rounds import KINDS, round_of
from towngown.kit.matching import Instance, Parts, Travel, accept, build, clashes, repair, solve, visits
from towngown.kit.matching import local as local_module
from towngown.kit.matching.plan import parts


def with_travel(seed: int, most: int = 30, **kind: int) -> tuple[Instance, Travel]:
    instance = build(*round_of(**kind, seed=seed))
    spots = np.random.default_rng(seed).integers(0, 60, (len(instance.teachers.distance), 2))
    return instance, Travel(np.abs(spots[:, None] - spots).sum(axis=2), most)


def feasible(instance: Instance, arc: np.ndarray, travel: Travel) -> bool:
    """Counted from who goes where, without the network."""
    served, teachers = np.flatnonzero(arc >= 0), instance.teachers
    where = {(int(instance.teacher[s]), int(instance.half_day[s])): int(instance.orders.place[o])
             for o, s in zip(served, instance.slot[arc[served]], strict=True)}  # fmt: skip
    weekly = np.zeros_like(teachers.week_cap)
    for who, when in where:
        weekly[who, when // teachers.half_days_a_week] += 1
        if (
            when % 2 == 0
            and (who, when + 1) in where
            and travel.between[where[who, when], where[who, when + 1]] > travel.most
        ):
            return False
    return len(where) == len(served) and bool(
        (weekly <= teachers.week_cap).all() and (weekly.sum(1) <= teachers.term_cap).all()
    )


def best(instance: Instance, travel: Travel) -> Parts:
    """The best of every plan there is."""
    choices = [[-1, *np.flatnonzero(instance.tail == order).tolist()] for order in range(instance.orders.count)]
    plans = (np.array(arc) for arc in product(*choices))
    return min((parts(instance, arc) for arc in plans if feasible(instance, arc, travel)), key=astuple)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 2))
def test_a_small_repair_is_the_best_of_all_plans(seed: int, orders: int, teachers: int) -> None:
    instance, travel = with_travel(
        seed,
        orders=orders,
        teachers=teachers,
        weeks=1,
        courses=1,
        wishes=2,
        per_week=4,
        skill=1.0,
        reach=100,
        caps=4,
        free=0.8,
    )
    plan = solve(instance)
    done = repair(instance, plan, travel)
    assert feasible(instance, done.plan.arc, travel)
    if done.clashes:
        found = best(instance, travel)
        assert astuple(done.plan.parts) == astuple(found)


@pytest.mark.parametrize("kind", ["generous", "scarce", "one course"])
@pytest.mark.parametrize("seed", range(3))
def test_a_repaired_plan_has_no_clash_and_an_honest_gap(kind: str, seed: int) -> None:
    instance, travel = with_travel(seed, **KINDS[kind])
    plan = solve(instance)
    instance = accept(instance, plan, np.random.default_rng(seed).random(len(plan.arc)) < 0.5)
    done = repair(instance, plan, travel)
    assert len(clashes(instance, done.plan, travel)) == 0 and feasible(instance, done.plan.arc, travel)
    assert done.plan.parts == parts(instance, done.plan.arc)
    assert astuple(done.gap) == tuple(np.subtract(astuple(done.plan.parts), astuple(plan.parts)))
    assert astuple(done.gap) >= (0, 0, 0, 0, 0)
    assert done.clashes == len(clashes(instance, plan, travel))


def test_clashes_are_found_and_repaired_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    instance, travel = with_travel(1, most=0, **KINDS["generous"] | {"teachers": 12, "skill": 0.8})
    plan = solve(instance)
    assert len(clashes(instance, plan, travel)) > 2
    together = repair(instance, plan, travel)
    monkeypatch.setattr("towngown.kit.matching.travel.DAYS_AT_ONCE", 1)
    monkeypatch.setattr("towngown.kit.matching.travel.ORDERS_AT_ONCE", 3)
    one_by_one = repair(instance, plan, travel)
    assert len(clashes(instance, one_by_one.plan, travel)) == 0
    assert astuple(together.gap) <= astuple(one_by_one.gap)
    assert (repair(instance, plan, travel).plan.arc == one_by_one.plan.arc).all()


def test_without_clashes_the_plan_stays() -> None:
    instance, travel = with_travel(0, most=1000, **KINDS["scarce"])
    plan = solve(instance)
    done = repair(instance, plan, travel)
    assert (done.plan.arc == plan.arc).all() and astuple(done.gap) == (0, 0, 0, 0, 0) and done.clashes == 0


def test_only_neighbours_of_one_day_clash() -> None:
    """One teacher, four half-days: 0 and 1 are one day, 2 and 3 the next."""
    orders, teachers = round_of(2, 1, 1, courses=1, places=2, skill=1.0, free=1.0, far=1, wishes=1)
    teachers = replace(teachers, week_cap=np.array([[4]]), term_cap=np.array([4]))
    travel = Travel(np.array([[0, 9], [9, 0]]), 5)
    for pair, clash in (((0, 1), True), ((1, 2), False), ((0, 2), False), ((2, 3), True)):
        asked = replace(orders, wishes=np.array(pair)[:, None], place=np.array([0, 1]), weight=np.array([1, 2]))
        instance = build(asked, teachers)
        plan = solve(instance)
        assert bool(len(clashes(instance, plan, travel))) == clash
        done = repair(instance, plan, travel)
        assert (visits(instance, done.plan)[:, 0] >= 0).tolist() == [not clash, True]
        assert done.gap.unserved == clash


def test_out_of_patience_the_orders_concerned_stay_unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    instance, travel = with_travel(1, most=0, **KINDS["generous"] | {"teachers": 12, "skill": 0.8})
    monkeypatch.setattr(local_module, "PATIENCE", 0.0)
    done = repair(instance, solve(instance), travel)
    assert feasible(instance, done.plan.arc, travel)
