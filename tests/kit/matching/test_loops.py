"""The compiled loops do what their source says: the same rounds in plain Python give the same plans and prices."""

import sys
from collections.abc import Iterator
from importlib import import_module

import numba
import numpy as np
import pytest

from tests.kit.matching.rounds import KINDS, round_of
from towngown.kit.matching import Absent, Instance, Live, Plan, Withdrawn, accept, build, certify, replan, solve
from towngown.kit.matching.changes import Added
from towngown.kit.matching.network import network
from towngown.kit.matching.plan import priced

LOOPS = [f"towngown.kit.matching.{name}" for name in ("nearest", "outward", "inward", "duals")]
package = import_module("towngown.kit.matching")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The modules with loops imported anew, not compiled; afterwards the compiled ones are back."""
    kept = {name: sys.modules.pop(name, None) for name in LOOPS}
    monkeypatch.setattr(numba.config, "DISABLE_JIT", True)
    modules = [import_module(name) for name in LOOPS]
    assert not any(hasattr(getattr(modules[1], name), "py_func") for name in ("push", "_send"))
    yield
    for name, module in kept.items():
        sys.modules.pop(name)
        delattr(package, name.rpartition(".")[2])
        if module:
            sys.modules[name] = module
            setattr(package, name.rpartition(".")[2], module)


def everything(kind: str) -> list[tuple[list[int], list[int]]]:
    """Choices and prices of a solve, of prices found anew, of a re-planning, of live changes."""
    instance = build(*round_of(**KINDS[kind]))
    plan = solve(instance)
    found = [plan, Plan(plan.arc, priced(instance, network(instance), plan.arc), plan.parts, "")]
    instance = accept(instance, plan, plan.arc >= 0)
    found.append(replan(instance, plan, Added(7, 0, 0, (0, 1, 2)))[1])
    live = Live(instance, plan)
    for change in _changes(instance, plan):
        live.change(change)
        new, after = live.result()
        certify(new, after)
        found.append(after)
    return [(plan.arc.tolist(), plan.price.tolist()) for plan in found]


def _changes(instance: Instance, plan: Plan) -> list[Absent | Withdrawn]:
    busy = np.bincount(instance.teacher[instance.slot[plan.arc[plan.arc >= 0]]], minlength=instance.teachers.count)
    served = np.flatnonzero(plan.arc >= 0)
    ill = [Absent(int(who), (0, 1, 4, 5)) for who in np.argsort(-busy, kind="stable")[:4]]
    return [*ill, *(Withdrawn(int(order)) for order in served[:40])]


@pytest.fixture
def compiled_results(request: pytest.FixtureRequest) -> list[tuple[list[int], list[int]]]:
    return everything(request.node.callspec.params["kind"])


@pytest.mark.parametrize("kind", ["generous", "scarce", "very scarce", "degenerate", "one course", "no caps"])
def test_plain_python_finds_the_same(
    kind: str, compiled_results: list[tuple[list[int], list[int]]], plain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert everything(kind) == compiled_results
    monkeypatch.setattr(
        sys.modules[LOOPS[2]], "MUCH", 0
    )  # after every price that falls, nothing else is known any more
    assert everything(kind) == compiled_results
