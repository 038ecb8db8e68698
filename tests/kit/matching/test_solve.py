"""The engine finds the optimum: two other solvers agree, and the prices prove it; broken plans and proofs are caught."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.matching.peers import by_highs, by_ortools, paid
from tests.kit.matching.rounds import KINDS, round_of
from towngown.kit.matching import Instance, Levels, NotProven, Plan, build, certify, solve, solvers, total, visits
from towngown.kit.matching.network import network
from towngown.kit.matching.plan import parts, priced
from towngown.kit.matching.solvers import cost_scaling, on_arcs

kinds = pytest.mark.parametrize("kind", KINDS)
rounds = st.builds(
    round_of, orders=st.integers(0, 60), teachers=st.integers(0, 12), weeks=st.integers(1, 3), per_week=st.integers(1, 5),
    seed=st.integers(0, 10**6), courses=st.integers(1, 4), caps=st.integers(0, 4), far=st.integers(1, 20),
    skill=st.floats(0, 1), free=st.floats(0, 1),
)  # fmt: skip


@kinds
@pytest.mark.parametrize("seed", range(3))
def test_ortools_finds_the_same_and_the_prices_prove_it(kind: str, seed: int) -> None:
    instance = build(*round_of(**KINDS[kind], seed=seed), room_to_keep=False)
    plan, net = solve(instance), network(instance)
    certify(instance, plan)
    assert total(instance, plan.parts) == paid(net, by_ortools(net))


@settings(max_examples=100, deadline=None)
@given(rounds)
def test_ortools_finds_the_same_in_any_round(made: tuple) -> None:
    instance = build(*made, room_to_keep=False)
    plan, net = solve(instance), network(instance)
    certify(instance, plan)
    assert total(instance, plan.parts) == paid(net, by_ortools(net)) == paid(net, on_arcs(net, plan.arc))


@settings(max_examples=50, deadline=None)
@given(rounds)
def test_highs_finds_the_same(made: tuple) -> None:
    small = Levels(serve=5_000, keep=500, wish=60, near=1)  # HiGHS counts in floating point
    instance = replace(build(*made), levels=small)
    plan, net = solve(instance), network(instance)
    certify(instance, plan)
    assert total(instance, plan.parts) == paid(net, by_highs(net))


@kinds
@pytest.mark.parametrize("seed", range(3))
def test_prices_found_for_the_flow_of_another_solver_prove_it(kind: str, seed: int) -> None:
    instance = build(*round_of(**KINDS[kind], seed=seed), room_to_keep=False)
    net = network(instance)
    arc = cost_scaling(net).arc
    certify(instance, Plan(arc, priced(instance, net, arc), parts(instance, arc), ""))


def test_the_solver_is_chosen_by_size_and_scarcity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solvers, "HUGE", 300)
    chosen = {}
    for kind in ("scarce", "generous", "very scarce"):
        instance = build(*round_of(**KINDS[kind]), room_to_keep=False)
        plan = solve(instance)
        certify(instance, plan)
        chosen[kind] = plan.solver
    assert chosen == {"scarce": "cost_scaling", "generous": "layered", "very scarce": "layered"}


def test_costs_beyond_the_range_of_cost_scaling_are_solved_by_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solvers, "HUGE", 0)
    instance = build(*round_of(**KINDS["scarce"], far=10**9, reach=10**9))
    plan = solve(instance)
    certify(instance, plan)
    assert plan.solver == "layered"


@kinds
def test_no_order_twice_and_no_cap_broken(kind: str) -> None:
    orders, teachers = round_of(**KINDS[kind])
    instance = build(orders, teachers)
    found = visits(instance, solve(instance))
    served = np.flatnonzero(found[:, 0] >= 0)
    who, when = found[served].T
    assert len({*zip(who.tolist(), when.tolist(), strict=True)}) == len(served)
    weekly = np.zeros_like(teachers.week_cap)
    np.add.at(weekly, (who, when // teachers.half_days_a_week), 1)
    assert (weekly <= teachers.week_cap).all() and (weekly.sum(axis=1) <= teachers.term_cap).all()
    assert teachers.qualified[orders.course[served], who].all() and teachers.free[who, when].all()
    assert (teachers.distance[orders.place[served], who] <= teachers.reach[who]).all()
    assert (orders.wishes[served] == when[:, None]).any(axis=1).all()


@kinds
def test_weights_never_cost_a_number(kind: str) -> None:
    orders, teachers = round_of(**KINDS[kind])
    alike = build(replace(orders, weight=np.ones(orders.count, np.int64)), teachers)
    assert solve(build(orders, teachers)).served == solve(alike).served


def test_the_same_round_gives_the_same_plan() -> None:
    plans = [solve(build(*round_of(**KINDS["a term"]))) for _ in range(2)]
    assert (plans[0].arc == plans[1].arc).all() and (plans[0].price == plans[1].price).all()


def test_of_two_equal_orders_the_earlier_is_served() -> None:
    orders, teachers = round_of(2, 1, 1, per_week=1, wishes=1, courses=1, places=1, skill=1.0, free=1.0, far=1)
    orders = replace(orders, weight=np.ones(2, np.int64), wishes=np.zeros((2, 1), np.int64))
    teachers = replace(teachers, week_cap=np.ones((1, 1), np.int64), term_cap=np.ones(1, np.int64))
    instance = build(orders, teachers)
    assert visits(instance, solve(instance)).tolist() == [[0, 0], [-1, -1]]


def broken(instance: Instance, plan: Plan) -> dict[str, Plan]:
    """Every way to break a plan or its proof that the certificate must see."""
    served, left = np.flatnonzero(plan.arc >= 0), np.flatnonzero(plan.arc < 0)
    other, dropped, price = plan.arc.copy(), plan.arc.copy(), plan.price.copy()
    other[served[0]] = plan.arc[served[1]]
    dropped[served[0]] = -1
    price[served[0]] -= 1
    slot = instance.slot[plan.arc[served]]
    rivals = [a for a in range(len(instance.tail)) if instance.tail[a] in left and instance.slot[a] in slot]
    twice, beyond = plan.arc.copy(), np.append(plan.arc[:-1], len(instance.tail))
    twice[instance.tail[rivals[0]]] = rivals[0]
    return {
        "somebody else's arc": replace(plan, arc=other),
        "no arc of the round": replace(plan, arc=beyond),
        "one order too few": replace(plan, arc=dropped[:-1]),
        "a half-day twice": replace(plan, arc=twice),
        "worse than said": replace(plan, arc=dropped),
        "better than true": replace(plan, parts=replace(plan.parts, near=plan.parts.near - 1)),
        "a price too low": replace(plan, price=price),
        "no prices": replace(plan, price=np.zeros_like(plan.price)),
        "too few prices": replace(plan, price=plan.price[:-1]),
        "a sink that costs": replace(plan, price=plan.price + 1),
    }


@pytest.mark.parametrize("how", ["a half-day twice", "a price too low", "a sink that costs", "better than true",
    "no arc of the round", "no prices", "one order too few", "somebody else's arc", "too few prices", "worse than said"])  # fmt: skip
def test_a_broken_plan_is_caught(how: str) -> None:
    instance = build(*round_of(**KINDS["scarce"]))
    with pytest.raises(NotProven):
        certify(instance, broken(instance, solve(instance))[how])


def test_a_plan_beyond_a_cap_is_caught() -> None:
    orders, teachers = round_of(**KINDS["generous"])
    loose = build(orders, teachers)
    plan = solve(loose)
    certify(loose, plan)
    load = np.bincount(visits(loose, plan)[plan.arc >= 0, 0], minlength=teachers.count)
    tight = build(orders, replace(teachers, term_cap=np.where(load > 1, load - 1, teachers.term_cap)))
    with pytest.raises(NotProven, match="teacher gives more"):
        certify(tight, plan)
    with pytest.raises(NotProven, match="cap is broken"):
        certify(build(orders, replace(teachers, week_cap=np.minimum(teachers.week_cap, 1))), plan)


def test_a_worse_plan_with_an_honest_count_is_caught() -> None:
    instance = build(*round_of(**KINDS["scarce"]))
    plan = solve(instance)
    worse = broken(instance, plan)["worse than said"]
    with pytest.raises(NotProven, match="no plan is better"):
        certify(instance, replace(plan, arc=worse.arc, parts=parts(instance, worse.arc)))
