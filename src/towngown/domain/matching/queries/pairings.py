"""Reading pairings, and who may still be paired."""

from collections import Counter
from typing import TYPE_CHECKING

from towngown.domain.matching.compute import Somebody
from towngown.domain.matching.models import Pairing
from towngown.domain.orders import queries as orders
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


def pairings(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Pairing]:
    """The pairings that stand and that the viewer may see, by expert."""
    found = Pairing.objects.visible_to(by).filter(ended_on=None)
    found = found.filter(partnership=partnership) if partnership else found
    shown = found.select_related("expert__person", "teacher__person", "partnership")
    return shown.order_by("expert__person__name", "expert", "teacher__person__name", "pk")


def unpaired(wall: int, each: int) -> tuple[list[Somebody], list[int], list[Somebody]]:
    """Experts, how many more each of them takes, and the teachers who have none."""
    standing = Pairing.objects.filter(partnership_id=wall, ended_on=None).values_list("expert_id", "teacher_id")
    taken, having = Counter(expert for expert, _ in standing), {teacher for _, teacher in standing}
    spots, kinds = orders.all_spots(wall), orders.kinds_of_teachers(wall)
    people = [
        (Somebody(one.id, one.categories, spots.get(one.place_code)), kinds[one.id]) for one in orders.supply(wall)
    ]
    experts = [one for one, kind in people if kind == "expert"]
    others = [one for one, kind in people if kind == "teacher" and one.id not in having]
    return experts, [max(each - taken[one.id], 0) for one in experts], others
