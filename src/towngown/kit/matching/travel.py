"""Travel between two visits of one day: what the network cannot say, repaired around it. 同日行程修补。

That a teacher cannot be in one village in the morning and in a far one in the afternoon joins two half-days, and so
breaks the network. The plan of the flow is then a bound that no plan can beat. `repair` takes the teacher-days that
clash, a few at a time, frees the orders around them, and lets CP-SAT place just these anew, the rest of the plan standing
still. What the repaired plan is worth less than the bound is its gap, told level by level; a gap of nothing proves it best.
"""

from dataclasses import astuple, dataclass, replace

import numpy as np

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.plan import Parts, Plan, parts

DAYS_AT_ONCE = 6
ORDERS_AT_ONCE = 60


@dataclass(frozen=True)
class Travel:
    """How far a teacher goes between two half-days that follow each other on one day.

    between [P, P]  distance from place to place, in the unit of Teachers.distance
    most            at most so far
    half_days_a_day how many half-days are a day
    """

    between: Ints
    most: int
    half_days_a_day: int = 2


@dataclass(frozen=True)
class Repaired:
    """A plan without clashes.

    plan     its prices are those of the flow: they prove the bound, not this plan
    gap      its parts minus those of the bound, level by level, the first that is not 0 above it
    clashes  how many teacher-days clashed
    """

    plan: Plan
    gap: Parts
    clashes: int


def clashes(instance: Instance, plan: Plan, travel: Travel) -> Ints:
    """[K, 2] the pairs of slots, earlier first, between which their teacher would have to go too far."""
    place = _places(instance, plan.arc)
    first, second = _neighbours(instance, travel)
    both = (place[first] >= 0) & (place[second] >= 0)
    first, second = first[both], second[both]
    too_far = travel.between[place[first], place[second]] > travel.most
    return np.stack([first[too_far], second[too_far]], axis=1)


def repair(instance: Instance, plan: Plan, travel: Travel) -> Repaired:
    """The plan with as little given up as the orders around its clashes allow. Deterministic."""
    from towngown.kit.matching.local import place_anew

    arc, count = plan.arc.copy(), len(clashes(instance, plan, travel))
    pairs = _neighbours(instance, travel)
    while len(found := clashes(instance, replace(plan, arc=arc), travel)):
        around = _around(instance, arc, found[:DAYS_AT_ONCE])
        arc = place_anew(instance, arc, around, pairs, travel.between > travel.most)
    worth = parts(instance, arc)
    gap = Parts(*(mine - bound for mine, bound in zip(astuple(worth), astuple(plan.parts), strict=True)))
    return Repaired(Plan(arc, plan.price, worth, "repaired"), gap, count)


def _places(instance: Instance, arc: Ints) -> Ints:
    """[S] where the teacher of a slot goes, or −1."""
    found, served = np.full(len(instance.teacher), -1), np.flatnonzero(arc >= 0)
    found[instance.slot[arc[served]]] = instance.orders.place[served]
    return found


def _neighbours(instance: Instance, travel: Travel) -> tuple[Ints, Ints]:
    """The slots that follow each other on one day of one teacher: the earlier of each pair, and the later."""
    first = np.flatnonzero(
        (instance.teacher[1:] == instance.teacher[:-1]) & (instance.half_day[1:] == instance.half_day[:-1] + 1)
        & (instance.half_day[1:] % travel.half_days_a_day != 0)
    )  # fmt: skip
    return first, first + 1


def _around(instance: Instance, arc: Ints, found: Ints) -> Ints:
    """The orders of these clashes, then those that have or want what these could take instead, up to the limit."""
    occupant = np.full(len(instance.teacher), -1)
    served = np.flatnonzero(arc >= 0)
    occupant[instance.slot[arc[served]]] = served
    own = np.unique(occupant[found.ravel()])
    could_take = instance.slot[np.isin(instance.tail, own)]
    others = np.concatenate([occupant[could_take], instance.tail[np.isin(instance.slot, found.ravel())]])
    others = np.setdiff1d(others[others >= 0], own)
    left_first = np.argsort(arc[others] >= 0, kind="stable")
    return np.sort(np.concatenate([own, others[left_first]])[:ORDERS_AT_ONCE])
