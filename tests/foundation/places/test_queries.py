"""Reading places: names, ancestors, children, ranges."""

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from towngown.foundation.accounts.queries import importer
from towngown.foundation.places import actions, queries
from towngown.foundation.places.models import Place
from towngown.kit import doorway

FILE = """code,name,parent,tier,replaced_by
31,上海市,,province,
3101,市辖区,31,city,
310113,宝山区,3101,county,
310113009,大场镇,310113,town,
310113009001,大场村,310113009,village,
310113009002,联东村,310113009,village,310113009003
310113009003,联西村,310113009,village,
310114,嘉定区,3101,county,
44,广东省,,province,
4419,东莞市,44,city,
441900003,东城街道,4419,town,
"""


@pytest.fixture
def book(db):
    actions.load(by=importer(), file=FILE.encode())


def codes(rows):
    return [row.code for row in rows]


def test_names_in_one_query(book, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.names(["310113", "44", "", "99"]) == {"310113": "宝山区", "44": "广东省"}
    with django_assert_num_queries(0):
        assert queries.names([]) == {}


def test_the_newest_edition_names_a_place(book):
    newer = "code,name,parent,tier\n31,上海市,,province\n3101,市辖区,31,city\n310113,宝山新区,3101,county\n"
    actions.load(by=importer(), file=newer.encode(), edition="2025")
    assert queries.names(["310113"]) == {"310113": "宝山新区"}
    assert queries.place("310113").edition == "2025"
    assert [row.name for row in queries.children("3101")] == ["宝山新区", "嘉定区"]


def test_a_path_leaves_out_the_fillers(book):
    assert queries.path("310113009001") == ["上海市", "宝山区", "大场镇", "大场村"]
    assert queries.path("3101") == ["上海市", "市辖区"]
    assert queries.path("441900003") == ["广东省", "东莞市", "东城街道"]
    assert queries.path("99") == []


def test_the_chain_keeps_everything_for_breadcrumbs(book):
    assert codes(queries.chain("310113009")) == ["31", "3101", "310113", "310113009"]


def test_children_leave_out_replaced_places(book):
    assert codes(queries.children("310113009")) == ["310113009001", "310113009003"]
    assert codes(queries.children("")) == ["31", "44"]


def test_a_replaced_place_still_has_its_name_and_page(book):
    assert queries.names(["310113009002"]) == {"310113009002": "联东村"}
    assert queries.place("310113009002").replaced_by == "310113009003"
    assert queries.place("310199") is None


def test_under_is_the_place_and_all_below(book):
    assert codes(queries.under("310113")) == ["310113", "310113009", "310113009001", "310113009003"]
    assert len(queries.under("")) == 10


def test_listed_by_name_by_code_and_by_tier_widest_first(book):
    assert codes(queries.wider_first(queries.listed("大场"))) == ["310113009", "310113009001"]
    found = codes(queries.wider_first(queries.listed("3101")))
    assert found == ["3101", "310113", "310114", "310113009", "310113009001", "310113009003"]
    assert codes(queries.wider_first(queries.listed("３１０１"))) == found
    assert codes(queries.listed("³")) == []
    assert codes(queries.listed("大场", within="310114")) == []
    assert codes(queries.listed(within="310113", tier="village")) == ["310113009001", "310113009003"]
    assert codes(queries.listed(" 大场 ", tier="town")) == ["310113009"]


def test_the_range_uses_the_index(book):
    if connection.vendor == "postgresql":  # which reads a table as small as this one from end to end
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Place.objects.filter(code__under="3101").explain()
    assert "SEARCH places_place USING INDEX" in plan or "Index" in plan


digits = st.text("0123456789", min_size=2, max_size=12)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.sets(digits, max_size=30), digits)
def test_under_equals_startswith(all_codes, asked):
    with transaction.atomic(), doorway.opened("fixture"):
        Place.objects.bulk_create(Place(code=code, name="x", tier="village") for code in all_codes)
        assert set(codes(Place.objects.under(asked))) == {code for code in all_codes if code.startswith(asked)}
        transaction.set_rollback(True)
