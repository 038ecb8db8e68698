"""Founding, joining, naming: accepted, and refused in words."""

import pytest

from towngown.domain.partnerships import actions
from towngown.kit.problems import Problem, Problems


def code_of(act, **given):
    with pytest.raises((Problem, Problems)) as refused:
        act(**given)
    return getattr(refused.value, "code", None) or refused.value.problems[0].code


def test_a_programme_has_a_name_and_a_key_of_its_own(world):
    given = {"by": world.office, "partnership": world.partnership}
    made = actions.open_programme(**given, title_zh="乡村振兴", key="rural")
    assert (made.title_zh, made.audience) == ("乡村振兴", world.partnership.audience)
    assert code_of(actions.open_programme, **given) == "required"
    assert code_of(actions.open_programme, **given, title_zh="又一个", key="rural") == "partnerships.key_taken"
    assert code_of(actions.open_programme, **given | {"by": world.stranger}, title_zh="外人的") == "not_allowed"


def test_an_area_has_a_name_and_a_key_of_its_own(world):
    given = {"by": world.campus, "partnership": world.partnership}
    assert actions.name_area(**given, title_en="Health", key="h").title_en == "Health"
    assert code_of(actions.name_area, **given) == "required"
    assert code_of(actions.name_area, **given, title_zh="再来", key="h") == "partnerships.key_taken"
    assert code_of(actions.name_area, **given | {"by": world.worker}, title_zh="村里的") == "not_allowed"


def test_only_the_keeper_adds_kinds_and_renames_by_code(world):
    first = actions.add_kind(by=world.keeper, code="fair", title_zh="集市")
    assert actions.add_kind(by=world.keeper, code="fair", title_zh="大集").pk == first.pk
    assert code_of(actions.add_kind, by=world.keeper, code="fair") == "required"
    assert code_of(actions.add_kind, by=world.office, code="x", title_zh="x") == "not_allowed"


def test_only_the_keeper_founds_under_a_new_and_plain_address(world):
    assert actions.found(by=world.keeper, slug="tea-1", title_zh="茶").slug == "tea-1"
    for slug, code in (("tea-1", "partnerships.slug_taken"), ("Tea!", "partnerships.bad_slug"), ("", "required")):
        assert code_of(actions.found, by=world.keeper, slug=slug, title_zh="茶") == code
    assert code_of(actions.found, by=world.keeper, slug="tea-2") == "required"
    assert code_of(actions.found, by=world.office, slug="tea-2", title_zh="茶") == "not_allowed"


def test_an_organisation_joins_once(world):
    given = {"by": world.keeper, "partnership": world.partnership, "organisation": world.village}
    assert actions.join(**given, side="support").side == "support"
    assert code_of(actions.join, **given, side="support") == "partnerships.party_twice"
    assert code_of(actions.join, **given | {"by": world.stranger}, side="support") == "not_allowed"


def test_describing_keeps_the_address(world):
    made = actions.describe(by=world.campus, partnership=world.partnership, title_en="Yunxi", audience="public")
    assert (made.slug, made.title_en, made.audience) == ("small", "Yunxi", "public")
    assert code_of(actions.describe, by=world.worker, partnership=world.partnership) == "not_allowed"
