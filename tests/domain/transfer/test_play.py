"""Baoshan played small: nothing happens later than now, nothing before what it follows from, and notices say when."""

from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest

from tests.played import bring_examples
from towngown.domain.attendance.models import Count, Session
from towngown.domain.matching.models import Dispatch, Scenario
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.domain.transfer.demo import live
from towngown.domain.transfer.demo.plan import people
from towngown.foundation.journal.models import Entry
from towngown.foundation.notices.models import Notice
from towngown.kit import clock

TODAY = date(2026, 11, 26)
STEPS = ("order.place", "order.review", "order.release", "order.dispatch", "order.accept", "order.deliver")
ONE_STEP = ("dispatch.publish", "dispatch.accept")


@pytest.fixture
def baoshan(db, settings):
    """The invented partnership, and Baoshan with the neighbourhoods of a few towns, on a morning at half past nine."""
    settings.DEMONSTRATION = True
    with clock.set_to(TODAY, 9, 31):
        bring_examples("yunxi", "baoshan-plan")
        yield


def test_nothing_happens_later_than_now_or_before_its_cause(baoshan):
    live(TODAY - timedelta(days=5))
    live(TODAY)
    assert live(TODAY) == 0
    _nothing_is_later_than(clock.now())
    _every_thing_ascends()
    _orders_go_their_way()
    _notices_say_when()


def test_the_next_month_comes_after_what_people_did_meanwhile(baoshan):
    """A person releases an order for December; weeks later December is played on, and November's last visits with it."""
    live(TODAY)
    office = people.acting(people.staff()["plan-office"])
    with clock.set_to(TODAY + timedelta(days=1), 10, 0):
        orders.release(by=office, order=Order.objects.filter(state="reviewed").first())
    later = TODAY + timedelta(days=24)
    with clock.set_to(later, 9, 31):
        assert live(later) > 0
        _nothing_is_later_than(clock.now())
        _every_thing_ascends()


def _nothing_is_later_than(now: datetime) -> None:
    assert not Entry.objects.filter(at__gt=now).exists()
    assert all(notice.at <= now for notice in Notice.objects.select_related("entry"))
    assert not Order.objects.filter(placed_on__gt=now.astimezone(clock.ZONE).date()).exists()


def _every_thing_ascends() -> None:
    """What was written down about one thing stands in the order in which it happened; what follows comes after its cause."""
    about = defaultdict(list)
    for entry in (
        Entry.objects.exclude(actor__actor_kind="import").exclude(thing_kind="").select_related("cause").order_by("pk")
    ):
        about[entry.thing_kind, entry.thing_id].append(entry.at)
        assert entry.cause is None or entry.cause.at <= entry.at
    assert len(about) > 100
    assert [thing for thing, moments in about.items() if moments != sorted(moments)] == []


def _orders_go_their_way() -> None:
    """Placed, reviewed, released, dispatched, accepted, held, confirmed: each not before the one before."""
    said = defaultdict(dict)
    for entry in Entry.objects.filter(verb__in=(*STEPS, *ONE_STEP)).order_by("pk"):
        said[entry.thing_kind, entry.thing_id][entry.verb] = entry.at
    for order in Order.objects.all():
        steps = [clock.midnight(order.placed_on)] + [at for verb in STEPS if (at := said["order", order.pk].get(verb))]
        assert steps == sorted(steps), order.key
    sessions = Session.objects.filter(state="held")
    assert sessions.count() > 5
    for session in sessions:
        answered = [said["dispatch", session.dispatch_id][verb] for verb in ONE_STEP]
        counted = list(Count.objects.filter(session=session).order_by("pk").values_list("given_at", flat=True))
        assert len(counted) == 2
        way = [*answered, session.begins, *counted]
        assert way == sorted(way)
    assert not Dispatch.objects.filter(state="dispatched", day__lt=TODAY).exists()


def _notices_say_when() -> None:
    """A notice about the spring of 2025 is of that spring."""
    need = Notice.objects.filter(sentence__startswith="A need waits", entry__at__year=2025).first()
    assert need is not None
    assert need.at.astimezone(clock.ZONE).date() == date(2025, 3, 6)


def test_the_two_scenarios_teach_what_a_way_costs(baoshan):
    """The first spares teachers their ways and serves fewer; the second serves more and goes further."""
    live(TODAY)
    near, far = (scenario.figures for scenario in Scenario.objects.order_by("number"))
    assert near["served"] < far["served"]
    assert near["metres"] < far["metres"]
