"""Many things at once: the same as one by one, all or none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.matching.small import small
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.action import perform_many
from towngown.foundation.journal.models import Entry, Reaction
from towngown.kit.problems import Problem


@pytest.fixture
def menu(world):
    return small(world)


def written(since):
    """What entries since then say, and what they are owed."""
    entries = Entry.objects.filter(pk__gt=since).order_by("pk")
    columns = ("verb", "actor_id", "thing_kind", "on_kind", "wall", "details", "cause_id")
    owed = [sorted(entry.reactions.values_list("name", flat=True)) for entry in entries]
    return [(*row, names) for row, names in zip(entries.values_list(*columns), owed, strict=True)]


def test_many_are_done_as_if_one_by_one(menu):
    several = [menu.order("phones", "2026-12-01 am") for _ in range(6)]
    before = Entry.objects.latest("pk").pk
    for one in several[:3]:
        orders.dispatch(by=clock(), order=one)
    single, middle = written(before), Entry.objects.latest("pk").pk
    done = perform_many("order.dispatch", list(reversed(several[3:])), by=clock())
    assert written(middle) == single
    assert [entry.thing_id for entry in Entry.objects.filter(pk__gt=middle).order_by("pk")] == [
        one.pk for one in several[3:]
    ]
    assert set(Order.objects.values_list("state", flat=True)) == {one.state for one in done} == {"dispatched"}


def test_one_that_is_refused_names_itself_and_nothing_happens(world, menu):
    one, other = menu.order("phones", "2026-12-01 am"), menu.order("first_aid", "2026-12-01 am")
    orders.withdraw(by=world.worker, order=other)
    entries, owed = Entry.objects.count(), Reaction.objects.count()
    for by, stale in ((clock(), False), (clock(), True), (world.office, False)):
        things = [one, Order(pk=other.pk, ref=other.ref, offer=other.offer, state="released") if stale else other]
        with pytest.raises(Problem) as refused:
            perform_many("order.dispatch", things, by=by)
        assert (refused.value.code, str(refused.value.values["thing"])) == (
            "refused_one", "phones" if by is world.office else "first_aid"
        )  # fmt: skip
    assert (Entry.objects.count(), Reaction.objects.count()) == (entries, owed)
    assert Order.objects.get(pk=one.pk).state == "released"


def test_a_thing_that_is_gone_is_refused(menu):
    gone = menu.order("phones", "2026-12-01 am")
    with pytest.raises(Problem) as refused:
        perform_many("order.dispatch", [Order(pk=0, ref=gone.ref, offer=gone.offer, state="released")], by=clock())
    assert refused.value.code == "refused_one"


def test_a_verb_that_does_more_is_refused(menu):
    with pytest.raises(ValueError, match="does more"):
        perform_many("order.withdraw", [menu.order("phones")], by=clock())


def test_statements_do_not_grow_with_the_number(menu):
    few, many = [menu.order("phones") for _ in range(2)], [menu.order("phones") for _ in range(9)]
    by, counts = clock(), []
    for things in (few, many):
        with CaptureQueriesContext(connection) as asked:
            perform_many("order.dispatch", things, by=by)
        counts.append(len(asked))
    assert counts == [7, 7]
    assert perform_many("order.dispatch", [], by=by) == []
