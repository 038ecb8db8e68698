"""Founding, recording, moving and merging organisations; the path is always right."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from towngown.foundation.accounts.queries import importer
from towngown.foundation.journal.queries import story_of
from towngown.foundation.organisations import actions as organisations
from towngown.foundation.organisations import queries
from towngown.foundation.organisations.models import Organisation
from towngown.kit.problems import Problem

USCC = "91110108551385082Q"  # a published example of a code with a right check digit
OTHER_USCC = "91350211M000100Y43"


def refusal(function, **given):
    with pytest.raises(Problem) as refused:
        function(**given)
    return refused.value.code, refused.value.field


def test_found_gives_a_path_and_an_entry(world):
    made = organisations.found(by=world.keeper, org_kind="university", title_zh="新大学", uscc=USCC.lower())
    assert (made.path, made.uscc) == (f"/{made.pk}/", USCC)
    assert story_of(made).first().details == {"org_kind": "university"}


def test_found_is_refused_to_others(world):
    given = {"org_kind": "university", "title_zh": "新大学"}
    assert refusal(organisations.found, by=world.office, **given) == ("not_allowed", None)
    assert refusal(organisations.found, by=world.visitor, **given) == ("not_allowed", None)


def test_a_code_must_be_right_and_belongs_to_one_legal_person(world):
    given = {"by": world.keeper, "org_kind": "enterprise", "title_zh": "公司"}
    assert refusal(organisations.found, uscc="91110108551385082X", **given) == ("organisations.uscc", "uscc")
    first = organisations.found(uscc=USCC, **given)
    assert refusal(organisations.found, uscc=USCC, **given) == ("organisations.uscc_taken", "uscc")
    unit = {"uscc": OTHER_USCC, "parent": first}
    assert refusal(organisations.found, **given, **unit) == ("organisations.uscc_of_unit", "uscc")


def test_a_name_is_needed(world):
    assert refusal(organisations.found, by=world.keeper, org_kind="unit") == ("organisations.no_title", "title_zh")


def test_the_office_adds_units_below_itself_only(world):
    unit = organisations.add_unit(by=world.office, organisation=world.village, title_zh="妇联")
    assert unit.path == f"{world.village.path}{unit.pk}/"
    assert (unit.org_kind, unit.place_code) == ("unit", "429901100201")
    assert (
        refusal(organisations.add_unit, by=world.office, organisation=world.university, title_zh="系")[0]
        == "not_allowed"
    )
    assert (
        refusal(organisations.add_unit, by=world.worker, organisation=world.village, title_zh="系")[0] == "not_allowed"
    )


def test_record_is_idempotent_by_key(world):
    given = {"by": world.keeper, "key": "u1", "org_kind": "university", "title_zh": "甲大学"}
    first = organisations.record(**given)
    again = organisations.record(**given | {"title_en": "A University", "parent": world.county})
    assert again == first
    assert (again.title_en, again.path) == ("A University", f"{world.county.path}{first.pk}/")
    assert refusal(organisations.record, **given | {"by": world.office})[0] == "not_allowed"


def test_record_of_a_merged_key_gives_the_one_that_stays(world):
    given = {"by": world.keeper, "key": "u1", "org_kind": "university", "title_zh": "甲大学"}
    organisations.merge(by=world.keeper, organisation=organisations.record(**given), into=world.university)
    assert organisations.record(**given) == world.university
    assert queries.by_key("u1") == world.university
    assert queries.by_key("") is None


def test_found_refuses_a_key_in_use(world):
    organisations.record(by=world.keeper, key="u1", org_kind="university", title_zh="甲大学")
    found = refusal(organisations.found, by=world.keeper, org_kind="unit", title_zh="乙", key="u1")
    assert found == ("organisations.key_taken", "key")


def test_describe_by_the_office_and_not_by_strangers(world):
    given = {"organisation": world.village, "title_zh": "石桥社区", "org_kind": "village_committee"}
    assert organisations.describe(by=world.office, **given).title_zh == "石桥社区"
    assert refusal(organisations.describe, by=world.stranger, **given)[0] == "not_allowed"


def test_move_takes_everything_below_along(world):
    unit = organisations.add_unit(by=world.keeper, organisation=world.village, title_zh="小组")
    organisations.move(by=world.keeper, organisation=world.village, parent=world.university)
    unit.refresh_from_db()
    assert unit.ancestors == [world.university.pk, world.village.pk, unit.pk]
    assert refusal(organisations.move, by=world.keeper, organisation=world.university, parent=unit) == (
        "organisations.under_itself", "parent",
    )  # fmt: skip
    assert refusal(organisations.move, by=world.office, organisation=world.village)[0] == "not_allowed"


def test_nesting_has_an_end(world):
    top = world.county
    with pytest.raises(Problem) as refused:
        for _ in range(200):
            top = organisations.add_unit(by=world.keeper, organisation=top, title_zh="层")
    assert refused.value.code == "organisations.too_deep"


def test_merge_moves_units_and_leaves_the_lists(world):
    double = organisations.found(by=world.keeper, org_kind="university", title_zh="江城大学 ", uscc=USCC)
    unit = organisations.add_unit(by=world.keeper, organisation=double, title_zh="社会学院")
    merged = organisations.merge(by=world.keeper, organisation=double, into=world.university)
    unit.refresh_from_db()
    world.university.refresh_from_db()
    assert merged.merged_into == world.university
    assert unit.ancestors == [world.university.pk, unit.pk]
    assert world.university.uscc == USCC
    assert merged not in queries.organisations(world.keeper)
    assert queries.by_ref(merged.ref).merged_into == world.university


def test_merge_is_refused(world):
    double = organisations.found(by=world.keeper, org_kind="university", title_zh="双")
    assert refusal(organisations.merge, by=world.campus, organisation=double, into=world.university)[0] == "not_allowed"
    assert refusal(organisations.merge, by=world.keeper, organisation=world.county, into=world.village) == (
        "organisations.under_itself", "into",
    )  # fmt: skip
    gone = organisations.merge(by=world.keeper, organisation=double, into=world.university)
    assert refusal(organisations.merge, by=world.keeper, organisation=gone, into=world.county)[0] == "not_allowed"
    assert refusal(organisations.merge, by=world.keeper, organisation=world.county, into=gone) == (
        "organisations.merged", "into",
    )  # fmt: skip
    given = {"by": world.keeper, "organisation": world.village, "parent": gone}
    assert refusal(organisations.move, **given) == ("organisations.merged", "parent")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=12))
def test_paths_always_tell_the_tree(steps):
    """Whatever is moved and merged, every path is the parent's path and the own id."""
    with transaction.atomic():
        by = importer()
        rows = [organisations.found(by=by, org_kind="unit", title_zh=f"第{n}") for n in range(8)]
        for one, other, merge in steps:
            for row in rows:
                row.refresh_from_db()
            try:
                if merge:
                    organisations.merge(by=by, organisation=rows[one], into=rows[other])
                else:
                    organisations.move(by=by, organisation=rows[one], parent=rows[other])
            except Problem as refused:
                assert refused.code in {"organisations.under_itself", "organisations.merged", "not_allowed"}
        for row in Organisation.objects.select_related("parent"):
            assert row.path == f"{row.parent.path if row.parent else '/'}{row.pk}/"
            assert row.parent is None or row.parent.merged_into_id is None or row.merged_into_id is not None
        transaction.set_rollback(True)
