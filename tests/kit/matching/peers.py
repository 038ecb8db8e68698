"""Two independent solvers on the same arrays, to agree with: OR-Tools' cost scaling, and HiGHS' simplex through SciPy."""

import numpy as np

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.network import Network


def supplies(net: Network) -> Ints:
    """One unit from every order, all of them into the sink."""
    found = np.zeros(net.sink + 1, np.int64)
    found[: net.orders] = 1
    found[net.sink] = -net.orders
    return found


def by_ortools(net: Network) -> Ints:
    """A best flow on every arc."""
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        net.tail.astype(np.int32), net.head.astype(np.int32), net.capacity, net.cost
    )
    solver.set_nodes_supplies(np.arange(net.sink + 1, dtype=np.int32), supplies(net))
    assert solver.solve() == solver.OPTIMAL
    return np.asarray(solver.flows(arcs))


def by_highs(net: Network) -> Ints:
    """A best flow on every arc; the linear program of a flow has whole vertices."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    arcs = np.arange(len(net.tail))
    if not len(arcs):
        return arcs
    signs = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    rows = csr_array((signs, (np.r_[net.tail, net.head], np.r_[arcs, arcs])), shape=(net.sink + 1, len(arcs)))
    bounds = np.stack([np.zeros(len(arcs)), net.capacity], axis=1)
    found = linprog(net.cost, A_eq=rows, b_eq=supplies(net), bounds=bounds, method="highs")
    assert found.status == 0
    whole = np.rint(found.x).astype(np.int64)
    assert np.abs(found.x - whole).max(initial=0) < 1e-6
    return whole


def paid(net: Network, flow: Ints) -> int:
    """What a flow costs, exactly."""
    return sum(int(cost) * int(units) for cost, units in zip(net.cost[flow > 0], flow[flow > 0], strict=True))
