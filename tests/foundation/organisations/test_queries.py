"""Trees and near-duplicates."""

from tests.fixtures import organisation
from towngown.foundation.organisations import queries
from towngown.foundation.organisations.compute import Named, pairs, plain


def test_roots_units_below_and_ancestors(world, django_assert_num_queries):
    team = organisation("一组", "unit", world.village)
    assert [row.title_zh for row in queries.roots(world.office)] == ["云溪县", "外县", "江城大学"]
    assert list(queries.units(world.office, world.county)) == [world.sibling_village, world.village]
    assert set(queries.below(world.office, world.county)) == {world.county, world.village, world.sibling_village, team}
    with django_assert_num_queries(1):
        assert queries.ancestors(team) == [world.county, world.village]
    assert list(queries.standing_at(world.office, "429901100201")) == [world.village]


def test_duplicates_are_named_most_alike_first(world):
    same = organisation("江城 大学", "university")
    near = organisation("江城大学校", "university")
    found = [(one.pk, other.pk, score) for one, other, score in queries.duplicates(world.keeper)]
    assert found[0] == (world.university.pk, same.pk, 100)
    assert {(one, other) for one, other, _ in found[1:]} == {(world.university.pk, near.pk), (same.pk, near.pk)}


def test_resembling_before_adding(world):
    assert queries.resembling(world.keeper, "江城（大学）") == [world.university]
    assert queries.resembling(world.keeper, " ") == []
    assert queries.resembling(world.keeper, "别的") == []


def test_places_parents_and_numbers_tell_apart():
    def alike(one, other):
        return [pair.score for pair in pairs([one, other])]

    assert alike(Named(1, "和平社区", "310113"), Named(2, "和平社区", "310114")) == []
    assert alike(Named(1, "和平社区", "310113"), Named(2, "和平社区", "310113009")) == [100]
    assert alike(Named(1, "社会学院", "", 7), Named(2, "社会学院", "", 8)) == []
    assert alike(Named(1, "云溪县第一小学校"), Named(2, "云溪县第二小学校")) == []
    assert alike(Named(1, "云溪县第一小学"), Named(2, "云溪县第一小学校")) == [93]


def test_plain_drops_width_marks_and_case():
    assert plain("ＡＢ 大学（筹）") == "ab大学筹"


def test_more_than_one_chunk_finds_the_same_pairs():
    names = [Named(n, f"{chr(0x4E00 + n * 7)}{chr(0x5000 + n * 11)}院") for n in range(1, 1200)] + [
        Named(9999, "叠大学院")
    ]
    names.insert(3, Named(5555, "叠大学院"))
    assert [(pair.one, pair.other) for pair in pairs(names) if pair.score == 100] == [(5555, 9999)]
