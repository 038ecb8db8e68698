"""Partnerships, parties, areas and programmes as reported: by key, made or brought up to date."""

import pytest

from towngown.domain.partnerships import actions, queries
from towngown.domain.partnerships.queries import programmes
from towngown.kit.problems import Problem


def code(refused) -> tuple[str, str | None]:
    return refused.value.code, refused.value.field


def test_a_partnership_is_made_and_brought_up_to_date(world):
    made = actions.record(by=world.keeper, slug="reported", title_zh="甲")
    again = actions.record(by=world.keeper, slug="reported", title_zh="乙", audience="public")
    assert (again.pk, again.title_zh, again.audience, again.nature) == (made.pk, "乙", "public", "reported")


def test_a_partnership_is_not_recorded_under_a_bad_address_or_by_an_office(world):
    with pytest.raises(Problem) as refused:
        actions.record(by=world.keeper, slug="Not Good", title_zh="甲")
    assert code(refused) == ("partnerships.bad_slug", "slug")
    with pytest.raises(Problem) as refused:
        actions.record(by=world.office, slug="good", title_zh="甲")
    assert code(refused) == ("not_allowed", None)


def test_a_party_takes_the_key_and_is_not_doubled(world):
    given = {"by": world.keeper, "partnership": world.partnership, "organisation": world.county}
    party = actions.record_party(**given, key="county", side="locality")
    assert party == world.parties["locality"]
    assert (party.key, actions.record_party(**given, key="county", side="support").side) == ("county", "support")
    with pytest.raises(Problem) as refused:
        actions.record_party(**given, key="other", side="locality")
    assert code(refused) == ("partnerships.party_twice", "organisation")


def test_areas_are_known_by_their_key(world):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "health"}
    area = actions.record_area(**given, title_zh="健康")
    assert actions.record_area(**given, title_zh="健康服务").pk == area.pk
    with pytest.raises(Problem) as refused:
        actions.record_area(**given)
    assert code(refused) == ("required", "title_zh")


def test_a_programme_has_directions_of_its_own_partnership_only(world):
    given = {"by": world.keeper, "partnership": world.partnership}
    whole = actions.record_programme(**given, key="whole", title_zh="计划")
    actions.record_programme(**given, key="part", title_zh="方向", parent=whole)
    assert [one.key for one in programmes(world.office, world.partnership)] == ["whole", "part"]
    with pytest.raises(Problem) as refused:
        actions.record_programme(by=world.keeper, partnership=world.other, key="x", title_zh="别的", parent=whole)
    assert code(refused) == ("not_found", "parent")


def test_recorded_as_closed_all_it_holds_is_closed_and_it_has_a_name(world):
    given = {"by": world.keeper, "slug": "reported", "title_zh": "某县 × 某校"}
    partnership = actions.record(**given, audience="public")
    area = actions.name_area(by=world.keeper, partnership=partnership, title_zh="社会服务")
    assert list(queries.areas(world.visitor, partnership)) == [area]
    actions.record(**given, audience="partnership")
    assert list(queries.areas(world.visitor, partnership)) == []
    with pytest.raises(Problem, match="fill this in"):
        actions.record(by=world.keeper, slug="nameless")
