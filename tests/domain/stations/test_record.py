"""Stations and milestones as reported."""

import pytest

from towngown.domain.stations import actions
from towngown.foundation.journal.table import kinds
from towngown.kit.problems import Problem


@pytest.fixture
def given(world):
    return {"by": world.keeper, "partnership": world.partnership}


def test_a_station_is_made_and_brought_up_to_date(world, given):
    made = actions.record(**given, key="s", title_zh="服务站", when="2021-07-17", quantity="20", floors=3)
    again = actions.record(**given, key="s", title_zh="服务站", when="2021-07-17", quantity="20", floors="4")
    assert (again.pk, again.floors, again.quantity.exact, again.audience) == (made.pk, 4, 20, "partnership")


def test_a_station_needs_a_name_and_the_importer(world, given):
    with pytest.raises(Problem) as refused:
        actions.record(**given, key="s")
    assert (refused.value.code, refused.value.field) == ("required", "title_zh")
    with pytest.raises(Problem) as refused:
        actions.record(by=world.office, partnership=world.partnership, key="s", title_zh="站")
    assert refused.value.code == "not_allowed"


def test_a_milestone_claims_to_have_happened(world, given):
    station = actions.record(**given, key="s", title_zh="服务站")
    told = {"station": station, "title_zh": "动工", "when": "2022-04", "source": "县报"}
    made = actions.record_milestone(**given, key="m", **told)
    again = actions.record_milestone(**given, key="m", **told | {"source": "省报"})
    assert (again.pk, again.claim_id, again.when.format()) == (made.pk, made.claim_id, "2022-04")
    standing = kinds()["item"].objects.filter(claim=made.claim, withdrawn_at=None)
    assert [item.source for item in standing] == ["省报"]


def test_a_milestone_stands_at_a_station_of_its_own_partnership(world, given):
    station = actions.record(by=world.keeper, partnership=world.other, key="s", title_zh="别处")
    with pytest.raises(Problem) as refused:
        actions.record_milestone(**given, key="m", station=station, title_zh="动工")
    assert (refused.value.code, refused.value.field) == ("not_found", "station")
