"""A year with a promise, a confirmed activity, one that nobody counted, one without a date, a need and an output."""

from datetime import date

import pytest

from tests.domain.agreements.conftest import draft, promise, signed, today
from tests.fixtures import person
from towngown.domain.activities import actions as activities
from towngown.domain.exchange import actions as exchange
from towngown.domain.outcomes import actions as outcomes
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.reports import actions

__all__ = ["draft", "promise", "signed", "today"]


@pytest.fixture
def story(world, today, signed, promise):
    """What happened in 2026; names → things."""
    lecture = activity_kind("theory_lecture")
    plan = {"by": world.office, "partnership": world.partnership, "activity_kind": lecture}
    held = activities.plan(**plan, title_zh="春季宣讲", title_en="Spring lecture", first_day=date(2026, 3, 10))
    activities.hold(by=world.office, activity=held, heads="60")
    activities.confirm(by=world.campus, activity=held, heads="58")
    activities.confirm_promise(by=world.office, activity=held, promise=promise)
    counted_by_nobody = activities.plan(**plan, title_zh="秋季宣讲", first_day=date(2026, 9, 10))
    activities.hold(by=world.office, activity=counted_by_nobody)
    forgotten = activities.plan(**plan, title_zh="忘了记的", first_day=date(2026, 10, 10))
    record = {"by": world.keeper, "partnership": world.partnership, "activity_kind": lecture}
    undated = activities.record(**record, key="old", title_zh="多次现场指导")
    need = exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh="普通话<培训> & {{ 7*7 }}")
    exchange.join(by=world.sibling, need=need)
    exchange.refuse(by=world.campus, need=need, reason="no_time", words="排满了")
    output = outcomes.record_output(
        by=world.keeper, partnership=world.partnership, key="o1", output_kind="gift", title_zh="捐赠图书",
        when="2026-05", quantity="100000000+ | 价值百万余元 | ",
    )  # fmt: skip
    made = {"held": held, "uncounted": counted_by_nobody, "forgotten": forgotten, "undated": undated}
    return made | {"need": need, "output": output, "agreement": signed, "promise": promise}


@pytest.fixture
def third(world):
    """A third person who may sign."""
    world.users["third"] = person("third", world.university, "coordinator")
    return world.fresh("third")


@pytest.fixture
def report(world, story):
    """The annual report of 2026, being edited by the county's office."""
    return actions.start(by=world.office, partnership=world.partnership, year=2026)


@pytest.fixture
def released(world, report, third):
    """The same, written, checked and released by three people."""
    actions.write(
        by=world.office, report=report, words_zh="这一年办得扎实。\n\n明年再加把劲。", words_en="A solid year."
    )
    actions.check(by=world.campus, report=report)
    return actions.release(by=third, report=report)
