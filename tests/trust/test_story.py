"""Anybody does anything in any order, from promise to report: the product answers as the plain model of story_model.py does."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from tests.asvs import asvs
from tests.fixtures import person
from tests.trust.story_acts import BEGIN, KINDS, PROMISED, RECORD_FROM
from tests.trust.story_model import Story
from tests.trust.story_papers import Papers
from towngown.domain.activities.models import Activity
from towngown.domain.agreements import actions as agreements
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.reports import actions as reports
from towngown.domain.reports.compute import digest
from towngown.kit import clock, doorway

pytestmark = pytest.mark.trust

PER = {12: "year", 3: "quarter"}


def promised(world):
    """The agreement of the small world, in force, with the four promises of the model; its record begins in 2025."""
    world.users["third"] = person("third", world.university, "coordinator")
    world.actors["third"] = world.fresh("third")
    with doorway.opened("fixture"):
        world.partnership.record_from = RECORD_FROM
        world.partnership.save()
    paper = agreements.draft(
        by=world.office, partnership=world.partnership, title_zh="协议", term_first=date(2024, 1, 1),
        parties=[world.parties["locality"], world.parties["campus"]],
    )  # fmt: skip
    rows = [
        agreements.add_promise(
            by=world.office, agreement=paper, activity_kind=activity_kind(kind), minimum=one.minimum,
            measure=one.measure, per=PER[one.months], first_day=one.since, evidence_rule=one.rule,
            year_starts_month=one.year_starts[0],
        )
        for kind, one in zip(KINDS, PROMISED, strict=True)
    ]  # fmt: skip
    agreements.sign(by=world.office, agreement=paper)
    agreements.sign(by=world.campus, agreement=paper)
    return paper, rows


class Machine(Papers):
    """After each rule, the ledger, the states and the reports must say the same in both worlds."""

    @rule(year=st.sampled_from([2025, 2026]))
    def report(self, year):
        done = any(one.year == year for one, _frozen in self.released)
        with self.expecting(("reports.already", done)):
            row = reports.start(by=self.by("office"), partnership=self.world.partnership, year=year)
            reports.check(by=self.by("campus"), report=row)
            self.released.append((reports.release(by=self.by("third"), report=row), row.frozen["digest"]))
        if not done:
            self.compare_report(row.frozen["facts"], year)

    def compare_report(self, facts, year):
        numbers = {row.ref: number for number, row in enumerate(self.promises)}
        refs = {one["ref"]: [cell["state"] for cell in one["cells"]] for one in facts["promises"]}
        line = {number: self.newest(number) for number in range(len(self.promises))}
        expected = {}
        for (number, first), (state, _proven, _held) in sorted(
            self.story.ledger().items(), key=lambda cell: cell[0][1]
        ):
            if self.story.promises[number].period(first)[1].year == year:
                expected.setdefault(line[number], []).append(state)
        assert {numbers[ref]: states for ref, states in refs.items()} == expected
        happened = {act.row.ref: act.state for act in self.story.happened_in(year)}
        assert {one["ref"]: one["state"] for one in facts["activities"]} == happened

    def newest(self, number):
        """The promise that stands at the end of its line."""
        after = {id(one.replaces): at for at, one in enumerate(self.story.promises) if one.replaces}
        while id(self.story.promises[number]) in after:
            number = after[id(self.story.promises[number])]
        return number

    @invariant()
    def the_ledger_says_the_same(self):
        numbers = {row.pk: number for number, row in enumerate(self.promises)}
        found = outcomes.ledger(self.by("office"), [self.world.partnership], self.story.today)
        cells = {(numbers[c.promise.pk], c.period.first): (c.code, c.counted, c.held) for c in found.cells}
        assert cells == self.story.ledger()

    @invariant()
    def every_activity_is_in_the_same_state(self):
        states = dict(Activity.objects.values_list("pk", "state"))
        assert states == {act.row.pk: act.state for act in self.story.acts}

    @invariant()
    def what_was_released_stays(self):
        for report, frozen in self.released:
            report.refresh_from_db()
            assert (report.frozen["digest"], digest(report.frozen["facts"])) == (frozen, frozen)


def run(world, settings_of_django, tmp_path, examples, steps, story_type=Story):
    """The machine, so often, with so many steps each."""
    settings_of_django.FILES_ROOT = tmp_path
    with clock.set_to(BEGIN):
        paper, rows = promised(world)
    name = f"{story_type.__name__}Machine"
    machine = type(name, (Machine,), {"world": world, "paper": paper, "rows": rows, "story_type": story_type})
    run_state_machine_as_test(machine, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    ))  # fmt: skip


@asvs("2.3.1")
def test_the_product_answers_as_the_model_does(world, settings, tmp_path):
    run(world, settings, tmp_path, examples=20, steps=25)


@pytest.mark.long
def test_the_product_answers_as_the_model_does_for_long(world, settings, tmp_path):
    run(world, settings, tmp_path, examples=200, steps=50)


class OneSideIsEnough(Story):
    """The negative control: a model in which one side's word proves what both must say."""

    def amounts(self, number, first, last):
        return (self.amounts_held(number, first, last),) * 2

    def amounts_held(self, number, first, last):
        return Story.amounts(self, number, first, last)[1]


def test_the_machine_sees_a_difference(world, settings, tmp_path):
    with pytest.raises(AssertionError):
        run(world, settings, tmp_path, examples=30, steps=30, story_type=OneSideIsEnough)
