"""Go on from a plan when the round changed: few moves, little work, the objective of a full solve. 续算。

Choices and prices are carried over; choices that no longer exist or no longer fit the caps are given up; prices are set
right from the sink outwards, so that only orders whose choice is no longer the cheapest at these prices break the
invariant of outward.py. Those give up their choice, too, the units their half-days lost are pulled, theirs are pushed.
"""

import numpy as np

from towngown.kit.matching.changes import Change, apply_change
from towngown.kit.matching.facts import Bools, Ints
from towngown.kit.matching.flat import ABSENT, UNSERVED, Flow, Graph, search_room
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.network import network
from towngown.kit.matching.plan import Plan, as_flow, parts, solve, visits
from towngown.kit.matching.solvers import back, graph


def replan(instance: Instance, plan: Plan, change: Change) -> tuple[Instance, Plan]:
    """The round after the change, and its best plan."""
    new = apply_change(instance, change)
    return new, resume(instance, plan, new)


def resume(instance: Instance, plan: Plan, new: Instance, last: int | None = None) -> Plan:
    """The best plan of a new round, found from the plan of one much like it; the order `last`, if any, asks last.

    Where the levels differ, old prices mean nothing in the new round, and it is solved from the beginning.
    """
    if new.levels != instance.levels:
        return solve(new)
    from towngown.kit.matching.inward import pull
    from towngown.kit.matching.outward import push

    lines, search = graph(network(new)), search_room(new.nodes, len(new.tail))
    flow = as_flow(new, carried_over(instance, plan, new), prices_over(instance, plan, new))
    if last is not None:
        flow.arc_of[last] = ABSENT
    _set_prices(new, lines, flow)
    lost = np.flatnonzero(flow.order_of >= 0)
    lost = lost[flow.arc_of[flow.order_of[lost]] == ABSENT]
    pull(lines, back(lines, new.tail), flow, search, (new.orders.count + lost).astype(np.int32))
    todo = np.flatnonzero(flow.arc_of == ABSENT)
    if last is not None:
        todo = np.append(todo[todo != last], last)
    push(lines, flow, search, todo.astype(np.int32))
    arc = flow.arc_of.astype(np.int64)
    return Plan(arc, flow.price, parts(new, arc), "resumed")


def carried_over(instance: Instance, plan: Plan, new: Instance) -> Ints:
    """[O] the arc of the new round that goes where each order went, UNSERVED as before, or ABSENT; within the caps."""
    there = np.full(new.teachers.free.shape, ABSENT, np.int64)
    there[new.teacher, new.half_day] = np.arange(len(new.teacher))
    went, served = np.full(new.orders.count, ABSENT, np.int64), np.flatnonzero(plan.arc >= 0)
    went[served] = there[tuple(visits(instance, plan)[served].T)]
    arc = np.full(new.orders.count, ABSENT, np.int64)
    arc[np.flatnonzero(plan.arc < 0)] = UNSERVED
    same = np.flatnonzero(new.slot == went[new.tail])
    arc[new.tail[same]] = same
    for owner, room in ((new.week_of, new.week_cap), (new.teacher, new.room)):
        served = np.flatnonzero(arc >= 0)
        arc[served[_beyond(owner[new.slot[arc[served]]], room)]] = ABSENT
    return arc


def _beyond(owner: Ints, room: Ints) -> Bools:
    """Which entries are not among the first `room` of their owner."""
    in_order = np.argsort(owner, kind="stable")
    sorted_ = owner[in_order]
    rank = np.arange(len(owner)) - np.searchsorted(sorted_, sorted_)
    beyond = np.zeros(len(owner), np.bool_)
    beyond[in_order] = rank >= room[sorted_]
    return beyond


def prices_over(instance: Instance, plan: Plan, new: Instance) -> Ints:
    """[nodes] old prices on the nodes of the new round; what is new costs as much as what it belongs to."""
    orders, slots, weeks = instance.orders.count, len(instance.teacher), len(instance.week_cap)
    cuts = np.cumsum([orders, slots, weeks, instance.teachers.count])
    order, teacher = np.zeros(new.orders.count, np.int64), np.zeros(new.teachers.count, np.int64)
    no_longer_held = instance.levels.keep * (instance.drops - new.drops[:orders])  # all its arcs cost so much less now
    order[:orders] = np.where(new.orders.weight[:orders] > 0, plan.price[:orders] - no_longer_held, 0)
    teacher[: instance.teachers.count] = plan.price[cuts[2] : cuts[3]]
    week = np.repeat(teacher[:, None], new.teachers.week_cap.shape[1], axis=1)
    week[instance.week_teacher, instance.week_number] = plan.price[cuts[1] : cuts[2]]
    slot = np.repeat(week, new.teachers.half_days_a_week, axis=1)
    slot[instance.teacher, instance.half_day] = plan.price[cuts[0] : cuts[1]]
    return np.concatenate([
        order, slot[new.teacher, new.half_day],
        week[new.week_teacher, new.week_number], teacher, np.zeros(1, np.int64),
    ])  # fmt: skip


def _set_prices(instance: Instance, lines: Graph, flow: Flow) -> None:
    """From the sink outwards: every residual arc but those of orders gets its sign; orders off their cheapest let go."""
    orders, slots, weeks = instance.orders.count, len(instance.teacher), len(instance.week_cap)
    of_orders, of_slots, of_weeks, of_teachers, _ = np.split(
        flow.price, np.cumsum([orders, slots, weeks, instance.teachers.count])
    )
    steps = np.append(lines.step, 0)
    least = np.where(flow.load > 0, steps[lines.steps_from[:-1] + flow.load - 1], 0)
    most = np.where(flow.load < instance.room, steps[lines.steps_from[:-1] + flow.load], np.iinfo(np.int64).max)
    of_teachers[:] = np.clip(of_teachers, least, most)
    above = of_teachers[instance.week_teacher]
    full = flow.used >= instance.week_cap
    of_weeks[:] = np.where(
        full, np.maximum(of_weeks, above), np.where(flow.used > 0, above, np.minimum(of_weeks, above))
    )
    above = of_weeks[instance.week_of]
    of_slots[:] = np.where(flow.order_of >= 0, np.maximum(of_slots, above), np.minimum(of_slots, above))
    reach = np.append(lines.cost + of_slots[lines.slot], np.iinfo(np.int64).max)
    cheapest = np.minimum.reduceat(reach, lines.first[:-1]) if orders else reach[:0]
    of_orders[:] = np.minimum(np.where(np.diff(lines.first) > 0, cheapest, np.iinfo(np.int64).max), lines.unserved)
    now = np.where(flow.arc_of >= 0, reach[np.maximum(flow.arc_of, UNSERVED)], lines.unserved)
    flow.arc_of[now > of_orders] = ABSENT
