"""Dispatch of orders: our solver, OR-Tools and HiGHS on the same arrays, and re-planning after an illness.

    python -m benchmarks.dispatch [--orders 10000] [--seed 11] [--rounds 3] [--illnesses 200] [--e2e]

Prints one JSON line. Times are processor seconds of this process (all solvers here use one thread), for on a shared
machine a process is stopped for seconds now and then. What is timed: both sides start from the same arrays (tail, head, capacity, cost) and end with the
flow on each arc, alternating, medians; HiGHS is scipy.optimize.linprog(method="highs") on a prebuilt sparse matrix, once,
and only up to 20 000 orders. `gap` is our objective minus OR-Tools', exact. Compiling is not timed, but printed. The round
in which illnesses happen is the same one, published and accepted by everybody; each illness (one week, or from a week to
the end) starts from that plan, is measured five times, and counts with its median. When all are measured, all are made
once more and proven best by their prices; some are compared with a full solve. A proof between two measurements reads
every array, and the next illness would be timed with cold caches. The time is divided by the median of our own full
solve of that round. `scarcity` is orders for each half-day that can be given.
`--e2e` measures the way from stored rows to the published round instead, with the share of each step, and its ratio to
reading and writing the same rows plainly (benchmarks/stored.py).
"""

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import astuple
from typing import Any

import numpy as np

from benchmarks.machine import limits
from benchmarks.rounds import drawn
from benchmarks.stored import end_to_end
from towngown.kit.matching import Absent, Instance, Live, Plan, accept, build, certify, solve
from towngown.kit.matching.facts import Ints
from towngown.kit.matching.network import Network, network
from towngown.kit.matching.solvers import best_choice, on_arcs

HIGHS_AT_MOST = 20_000
MEASURED = 5


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """The processor seconds it took, and what came out."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def megabytes() -> int:
    """The largest this process has been."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def ours(net: Network) -> Ints:
    """The flow on each arc, by the solver that the engine chooses."""
    return on_arcs(net, best_choice(net).arc)


def ortools(net: Network) -> Ints:
    """The same by SimpleMinCostFlow, everything passed in whole arrays."""
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        net.tail.astype(np.int32), net.head.astype(np.int32), net.capacity, net.cost
    )
    solver.set_nodes_supplies(np.arange(net.sink + 1, dtype=np.int32), _supply(net))
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("OR-Tools finds these costs beyond its range: measure distances coarser")
    return np.asarray(solver.flows(arcs))


def _supply(net: Network) -> Ints:
    supply = np.zeros(net.sink + 1, np.int64)
    supply[: net.orders], supply[net.sink] = 1, -net.orders
    return supply


def highs(net: Network) -> tuple[float, float]:
    """Seconds of linprog, and how far its objective is from exact, as a fraction."""
    from scipy.optimize import linprog
    from scipy.sparse import csc_array

    arcs = np.arange(len(net.tail))
    signs = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    rows = csc_array((signs, (np.r_[net.tail, net.head], np.r_[arcs, arcs])), shape=(net.sink + 1, len(arcs)))
    bounds = np.stack([np.zeros(len(arcs)), net.capacity], axis=1)
    taken, found = seconds(lambda: linprog(net.cost, A_eq=rows, b_eq=_supply(net), bounds=bounds, method="highs"))
    return taken, float(found.fun)


def paid(net: Network, flow: Ints) -> int:
    """What a flow costs, exactly."""
    return sum(int(cost) * int(units) for cost, units in zip(net.cost[flow > 0], flow[flow > 0], strict=True))


def against_peers(instance: Instance, rounds: int) -> dict[str, Any]:
    """Our time, theirs, the ratios, the gap."""
    net = network(instance)
    own, theirs, sizes = [], [], []
    for _ in range(rounds):
        taken, flow = seconds(lambda: ours(net))
        own.append(taken)
        sizes.append(megabytes())
        taken, other = seconds(lambda: ortools(net))
        theirs.append(taken)
    mine, peer = statistics.median(own), statistics.median(theirs)
    found = {
        "links": net.links, "nodes": net.sink + 1, "seconds": round(mine, 4), "ortools_seconds": round(peer, 4),
        "ratio_to_ortools": round(mine / peer, 4), "gap": paid(net, flow) - paid(net, other), "rss_mb": sizes[0],
        "solver": best_choice(net).solver if rounds > 1 else None,
    }  # fmt: skip
    if net.orders <= HIGHS_AT_MOST:
        taken, objective = highs(net)
        found |= {
            "highs_seconds": round(taken, 3), "ratio_to_highs": round(mine / taken, 4),
            "highs_off_by": abs(objective / max(paid(net, flow), 1) - 1),
        }  # fmt: skip
    return found


def illnesses(instance: Instance, count: int, seed: int) -> list[Absent]:
    """Teachers and when they are ill: half of them one week, half to the end of the round."""
    dice, days = np.random.default_rng(seed), instance.teachers.half_days_a_week
    end, found = instance.teachers.free.shape[1], []
    for at in range(count):
        first = int(dice.integers(instance.teachers.week_cap.shape[1])) * days
        last = first + days if at % 2 else end
        found.append(Absent(int(dice.integers(instance.teachers.count)), tuple(range(first, last))))
    return found


def replanning(instance: Instance, count: int, rounds: int, compared: int) -> dict[str, Any]:
    """Time of an illness as a fraction of a full solve, and how many move for each that is displaced."""
    plan = solve(instance)
    instance = accept(instance, plan, plan.arc >= 0)
    net = network(instance)
    full = statistics.median(seconds(lambda: ours(net))[0] for _ in range(max(rounds, 3)))
    live, ill, taken, displaced, moved = Live(instance, plan), illnesses(instance, count, seed=5), [], 0, 0
    state = live.save()
    for illness in ill:
        own = []
        for _ in range(MEASURED):
            live.restore(state)
            own.append(seconds(lambda illness=illness: live.change(illness)))
        taken.append(statistics.median(one for one, _ in own))
        displaced, moved = displaced + len(own[0][1].displaced), moved + len(own[0][1].moved)
    for at, illness in enumerate(ill):
        live.restore(state)
        live.change(illness)
        _prove(live, in_full=at < compared)
    return {
        "full_solve_seconds": round(full, 4), "replan_p50_ms": round(statistics.median(taken) * 1e3, 4),
        "replan_worst_ms": round(max(taken) * 1e3, 3), "replan_p50_ratio": round(statistics.median(taken) / full, 6),
        "replan_worst_ratio": round(max(taken) / full, 6), "illnesses": count, "displaced": displaced,
        "moved_per_displaced": round(moved / max(displaced, 1), 3), "compared_with_full_solve": min(compared, count),
    }  # fmt: skip


def _prove(live: Live, in_full: bool) -> None:
    """The plan after the illness is best for the round after it, by its prices and, if asked, by a full solve."""
    new, plan = live.result()
    certify(new, plan)
    if in_full and astuple(solve(new).parts) != astuple(plan.parts):
        raise SystemExit("re-planning and a full solve differ")


def compile_seconds() -> float:
    """The first small round of the process minus the second: compiling, or reading what `make setup` compiled."""
    orders, teachers, step = drawn(50, seed=1)
    small = build(orders, teachers, step)

    def once() -> Plan:
        plan = solve(small)
        Live(small, plan).change(Absent(0, (0,)))
        return plan

    return round(seconds(once)[0] - seconds(once)[0], 3)


def main() -> None:
    """Draw the round, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--orders", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=11)
    asked.add_argument("--rounds", type=int, default=3, help="alternating rounds of ours and OR-Tools")
    asked.add_argument("--illnesses", type=int, default=200, help="0 leaves re-planning out")
    asked.add_argument("--compared", type=int, default=20, help="of the illnesses, how many with a full solve")
    asked.add_argument("--e2e", action="store_true", help="from stored rows to the published round")
    options = asked.parse_args()
    if options.e2e:
        said = {"benchmark": "dispatch from stored rows", "orders": options.orders, **end_to_end(options.orders)}
        print(json.dumps(said | {"load": round(os.getloadavg()[0], 1)} | limits()))
        return
    orders, teachers, step = drawn(options.orders, options.seed)
    compiling = compile_seconds()
    taken, instance = seconds(lambda: build(orders, teachers, step, room_to_keep=False))
    said: dict[str, Any] = {
        "benchmark": "dispatch", "orders": options.orders, "jit_seconds": compiling, "build_seconds": round(taken, 3),
        "scarcity": round(options.orders / int(instance.room.sum()), 3),
    }  # fmt: skip
    said |= against_peers(instance, options.rounds)
    if options.illnesses:
        said |= replanning(build(orders, teachers, step), options.illnesses, options.rounds, options.compared)
    print(json.dumps(said | {"load": round(os.getloadavg()[0], 1)} | limits()))


if __name__ == "__main__":
    main()
