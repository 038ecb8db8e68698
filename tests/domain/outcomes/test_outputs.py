"""Outputs and scorecard lines."""

from datetime import date

import pytest

from towngown.domain.outcomes import actions, queries
from towngown.domain.outcomes.models import Output, ScorecardLine
from towngown.domain.stations import actions as stations
from towngown.kit.problems import Problem, Problems
from towngown.kit.quantity import Quantity


def refusal(verb, **given):
    with pytest.raises(Problem) as refused:
        verb(**given)
    return refused.value.code


def test_add_an_output_and_say_what_became_of_it(world):
    given = {"by": world.worker, "partnership": world.partnership, "output_kind": "plan"}
    plan = actions.add_output(**given, title_zh="规划", valid_first=date(2022, 1, 1))
    assert plan.valid_last == date(2022, 1, 1)
    assert refusal(actions.add_output, **given) == "required"
    assert refusal(actions.add_output, **given | {"by": world.stranger}, title_zh="x") == "not_allowed"
    actions.follow_output(by=world.office, output=plan, state_words="已采用")
    assert queries.output(world.campus, plan.ref).state_words == "已采用"
    assert refusal(actions.follow_output, by=world.stranger, output=plan, state_words="x") == "not_allowed"
    assert list(queries.outputs(world.stranger)) == []


def test_works_are_found_where_they_were_made_and_where_they_are_used(world):
    place = "429901100201"
    given = {"by": world.office, "partnership": world.partnership}
    station = stations.open_station(**given, title_zh="会客厅", place_code=place)
    nowhere = stations.open_station(**given, title_zh="无址")
    work = actions.add_output(**given, output_kind="work", title_zh="楼道彩绘")
    assert list(queries.of_station(world.campus, station)) == []
    actions.follow_output(by=world.office, output=work, state_words="画在三号楼道", place_code=place)
    actions.follow_output(by=world.office, output=work, state_words="画在三号楼道和门厅")
    assert [(one.title_zh, one.place_code) for one in queries.of_station(world.campus, station)] == [
        ("楼道彩绘", place)
    ]
    assert list(queries.of_station(world.campus, nowhere)) == []
    assert list(queries.of_station(world.stranger, station)) == []


def test_record_an_output_by_key(world):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "p", "output_kind": "paper"}
    actions.record_output(**given, title_zh="决策咨询")
    actions.record_output(**given, title_zh="决策咨询报告", quantity=Quantity.parse("30+"))
    assert [(row.title_zh, row.low) for row in Output.objects.all()] == [("决策咨询报告", 30)]
    assert refusal(actions.record_output, **given | {"by": world.office}, title_zh="x") == "not_allowed"


def test_scorecard_lines(world):
    given = {"by": world.office, "partnership": world.partnership, "quantity": Quantity.parse("20+")}
    actions.add_line(**given, title_zh="对接学者", order=2)
    elsewhere = stations.open_station(by=world.keeper, partnership=world.other, title_zh="别处")
    assert refusal(actions.add_line, **given, title_zh="x", station=elsewhere) == "agreements.other_partnership"
    assert refusal(actions.add_line, **given | {"by": world.stranger}, title_zh="x") == "not_allowed"
    recorded = {"by": world.keeper, "partnership": world.partnership, "key": "k"}
    actions.record_line(**recorded, title_zh="服务", order=1)
    actions.record_line(**recorded, title_zh="治理服务", order=1, quantity=Quantity.parse("近10场"))
    assert refusal(actions.record_line, **recorded | {"by": world.campus}, title_zh="x") == "not_allowed"
    assert [row.title_zh for row in queries.scorecard(world.campus, world.partnership)] == ["治理服务", "对接学者"]
    assert ScorecardLine.objects.count() == 2


def test_an_export_leaves_a_trace(world):
    done = actions.export_ledger(by=world.office, partnership=world.partnership, rows=1, form="csv")
    assert done == world.partnership
    with pytest.raises(Problems, match="At least 0"):
        actions.export_ledger(by=world.office, partnership=world.partnership, rows=-1, form="csv")


@pytest.mark.parametrize(
    "days, code, field",
    [
        ({"valid_last": date(2025, 12, 31)}, "required", "valid_first"),
        ({"valid_first": date(2026, 1, 1), "valid_last": date(2025, 12, 31)}, "activities.day_order", "valid_last"),
    ],
)
def test_what_is_valid_in_no_time_is_refused_beside_its_field(world, days, code, field):
    given = {"partnership": world.partnership, "output_kind": "plan", "title_zh": "规划"}
    for verb, more in (
        (actions.add_output, {"by": world.office}),
        (actions.record_output, {"by": world.keeper, "key": "p"}),
    ):
        with pytest.raises(Problem) as refused:
            verb(**given, **more, **days)
        assert (refused.value.code, refused.value.field) == (code, field)


def test_outputs_without_a_day_come_last(world):
    given = {"by": world.office, "partnership": world.partnership, "output_kind": "plan"}
    for title, when in (("无日期", None), ("旧", "2024"), ("新", "2025")):
        actions.add_output(**given, title_zh=title, when=when)
    assert [one.title_zh for one in queries.outputs(world.office)] == ["新", "旧", "无日期"]
