"""Every explanation is put to the test: the remedy is applied, the round solved anew, and the order is served."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.matching.rounds import KINDS, round_of
from tests.kit.matching.test_levels import one_teacher
from towngown.kit.matching import (
    Beyond,
    Caps,
    Cause,
    Explainer,
    Explanation,
    Instance,
    Joined,
    Orders,
    Plan,
    Remedy,
    Teachers,
    Wish,
    Withdrawn,
    apply_change,
    build,
    explain,
    replan,
    solve,
    visits,
)  # fmt: skip
from towngown.kit.matching.reach import Regions

ROUNDS = {name: KINDS[name] for name in ("generous", "scarce", "very scarce", "degenerate", "one course", "no caps",
          "hopeless", "nobody there", "no wishes")}  # fmt: skip


def explained(instance: Instance) -> tuple[Plan, list[Explanation]]:
    plan = solve(instance)
    explainer = Explainer(instance, plan)
    return plan, [explainer.explain(int(order)) for order in np.flatnonzero(plan.arc < 0)]


def check_remedy(instance: Instance, plan: Plan, order: int, remedy: Remedy) -> None:
    """Served in a full solve of the changed round, and in each of its best plans: without it, the best is worse."""
    new = apply_change(instance, remedy.change)
    best = solve(new)
    assert best.arc[order] >= 0
    assert best.parts.unserved <= plan.parts.unserved
    gone = solve(apply_change(new, Withdrawn(order))).parts
    worth = int(new.orders.weight[order])
    now = (best.parts.unserved, best.parts.moved, best.parts.wish, best.parts.near, best.parts.even)
    assert now < (gone.unserved + worth, gone.moved, gone.wish, gone.near, gone.even)
    if isinstance(remedy.change, Wish | Beyond):
        assert best.served == plan.served + 1
        assert (visits(instance, plan)[order] == -1).all() and new.teachers.free[remedy.teacher, remedy.half_day]


def check_cause(instance: Instance, plan: Plan, said: Explanation) -> None:
    """The cause, found in another way: by lifting what is said to bind for everybody."""
    orders, teachers, order = instance.orders, instance.teachers, said.order
    able = teachers.qualified[orders.course[order]]
    near = able & (teachers.distance[orders.place[order]] <= teachers.reach)
    wished = orders.wishes[order][orders.wishes[order] >= 0]
    free = near & teachers.free[:, wished].any(axis=1)
    assert (said.qualified, said.in_reach, said.free) == (able.sum(), near.sum(), free.sum())
    counted = {Cause.NOBODY_QUALIFIED: able, Cause.NOBODY_WITHIN_REACH: near, Cause.NOBODY_FREE: free}
    if said.cause in counted:
        assert not counted[said.cause].any()
        return
    assert free.any()
    weekly = build(orders, replace(teachers, week_cap=teachers.week_cap + 99))
    lifted = build(orders, replace(teachers, week_cap=teachers.week_cap + 99, term_cap=teachers.term_cap + 99))
    if said.cause == Cause.WEEK_CAP:
        assert solve(weekly).served > plan.served
    elif said.cause == Cause.TERM_CAP:
        assert solve(lifted).served > plan.served
    else:
        crowd = np.append(Regions(instance, plan).of(order).orders, order)
        assert said.heavier + said.equal == len(crowd) - 1 > 0
        assert (solve(lifted).arc[crowd] < 0).any()


@pytest.mark.parametrize("kind", ROUNDS)
def test_every_explanation_holds(kind: str) -> None:
    instance = build(*round_of(**ROUNDS[kind]))
    plan, found = explained(instance)
    for said in found[:25]:
        check_cause(instance, plan, said)
        for remedy in said.remedies:
            check_remedy(instance, plan, said.order, remedy)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 25), st.integers(1, 8), st.integers(1, 3), st.floats(0.2, 1))
def test_every_explanation_holds_in_any_round(seed: int, orders: int, teachers: int, caps: int, free: float) -> None:
    instance = build(*round_of(orders, teachers, seed=seed, courses=2, caps=caps, free=free, places=3))
    plan, found = explained(instance)
    for said in found[:6]:
        check_cause(instance, plan, said)
        for remedy in said.remedies:
            check_remedy(instance, plan, said.order, remedy)


def test_all_causes_and_remedies_occur() -> None:
    causes, kinds = set(), set()
    for kind in ROUNDS:
        instance = build(*round_of(**ROUNDS[kind]))
        plan = solve(instance)
        explainer = Explainer(instance, plan)
        for order in np.flatnonzero(plan.arc < 0)[:30].tolist():
            said = explainer.explain(order)
            causes.add(said.cause)
            kinds |= {type(remedy.change) for remedy in said.remedies}
    assert causes == set(Cause) - {Cause.WITHDRAWN}
    assert kinds == {Wish, Beyond, Caps, Joined}


def of_second(**changes: np.ndarray) -> Explanation:
    """Why the second of two orders for one teacher's one half-day is unserved."""
    instance = build(*one_teacher(**changes))
    return explain(instance, solve(instance), 1)


def test_the_numbers_of_an_explanation() -> None:
    said = of_second()
    assert (said.cause, said.qualified, said.in_reach, said.free) == (Cause.TERM_CAP, 1, 1, 1)
    assert said.remedies == (Remedy(Caps(0, 0, 1, 1), 0, 1), Remedy(Joined(0, 1, 0, 1), 2, 0))
    said = of_second(term_cap=np.array([2, 2]))
    assert said.cause == Cause.WEEK_CAP and said.remedies[0] == Remedy(Caps(0, 0, 1, 0), 0, 1)
    said = of_second(week_cap=np.array([[2], [2]]))
    assert said.cause == Cause.TERM_CAP and said.remedies[0] == Remedy(Caps(0, 0, 0, 1), 0, 1)


def test_outweighed() -> None:
    one = {"wishes": np.array([[0, -1], [0, -1]]), "week_cap": np.array([[2], [2]]), "term_cap": np.array([2, 2])}
    said = of_second(**one)
    assert (said.cause, said.heavier, said.equal) == (Cause.OUTWEIGHED, 0, 1)
    assert said.remedies[0] == Remedy(Wish(1, 1), 0, 1)
    assert (of_second(**one, weight=np.array([3, 1])).heavier, of_second(**one, weight=np.array([3, 1])).equal) == (
        1,
        0,
    )


def test_reach() -> None:
    said = of_second(distance=np.array([[0, 0], [57, 0]]), wishes=np.array([[0, -1], [1, -1]]),
                     term_cap=np.array([2, 2]), week_cap=np.array([[2], [2]]))  # fmt: skip
    assert said.cause == Cause.NOBODY_WITHIN_REACH and said.remedies[0] == Remedy(Beyond(1, 0, 7), 0, 1)


def test_a_withdrawn_order_needs_no_remedy() -> None:
    said = of_second(weight=np.array([1, 0]))
    assert said.cause == Cause.WITHDRAWN and said.remedies == ()


def test_more_than_one_teacher_where_others_count_more() -> None:
    """Three heavier orders of the place are unserved, too: the fourth new teacher would be the first for this one."""

    def crowd(heavier: int) -> tuple[Orders, Teachers]:
        orders, teachers = round_of(heavier + 1, 1, 1, courses=1, places=1, wishes=1, skill=0.0, free=1.0)
        weights = np.append(np.full(heavier, 2), 1)
        return replace(orders, weight=weights, wishes=np.zeros((heavier + 1, 1), np.int64)), teachers

    for heavier, count in ((0, 1), (2, 3)):
        instance = build(*crowd(heavier))
        said = explain(instance, solve(instance), heavier)
        assert [remedy.change for remedy in said.remedies] == [Joined(0, 0, 0, count)]
    instance = build(*crowd(3))
    assert explain(instance, solve(instance), 3).remedies == ()


def test_what_is_served_needs_no_explanation() -> None:
    instance = build(*one_teacher())
    with pytest.raises(ValueError, match="order 0 is served"):
        explain(instance, solve(instance), 0)


def test_who_goes_beyond_the_reach_counts_as_within_it() -> None:
    far = {"distance": np.array([[80, 0], [80, 0]]), "wishes": np.array([[0, -1], [0, -1]])}
    instance = build(*one_teacher(**far, beyond=np.array([[0, 0], [1, 0]])))
    assert explain(instance, solve(instance), 1).in_reach == 1


def test_a_remedy_can_be_taken() -> None:
    instance = build(*round_of(**KINDS["scarce"]))
    plan, found = explained(instance)
    said = next(one for one in found if one.remedies)
    new, after = replan(instance, plan, said.remedies[0].change)
    assert after.arc[said.order] >= 0


def test_without_search_the_quick_remedies_are_the_same():
    instance = build(*round_of(**ROUNDS["scarce"]))
    plan = solve(instance)
    explainer = Explainer(instance, plan)
    for order in np.flatnonzero(plan.arc < 0)[:20]:
        slow, quick = explainer.explain(int(order)), explainer.explain(int(order), search=False)
        assert quick.remedies == tuple(one for one in slow.remedies if isinstance(one.change, Wish | Beyond))
        assert replace(quick, remedies=()) == replace(slow, remedies=())
