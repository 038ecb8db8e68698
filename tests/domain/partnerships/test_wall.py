"""The wall: who becomes a party, what closes with it, what a place-bound seat sees of its party's own."""

import pytest

from tests.fixtures import organisation, person
from towngown.domain.exchange import actions as needs
from towngown.domain.exchange.models import Need
from towngown.domain.partnerships import actions
from towngown.domain.partnerships.models import Area
from towngown.foundation.journal import outbox
from towngown.foundation.search.queries import search
from towngown.kit.problems import Problem


def test_a_signer_cannot_make_a_unit_of_its_own_the_other_side(world):
    unit = organisation("研究院", "unit", world.university)
    with pytest.raises(Problem) as refused:
        actions.join(by=world.campus, partnership=world.partnership, organisation=unit, side="locality")
    assert refused.value.code == "not_allowed"


def test_what_a_partnership_holds_is_closed_to_the_public_with_it(world):
    actions.describe(by=world.office, partnership=world.partnership, audience="public")
    area = actions.name_area(by=world.office, partnership=world.partnership, title_zh="社会服务")
    assert Area.objects.visible_to(world.visitor).get() == area
    actions.describe(by=world.office, partnership=world.partnership, audience="partnership")
    assert not Area.objects.visible_to(world.visitor).exists()
    assert Area.objects.visible_to(world.campus).get() == area


@pytest.mark.parametrize(("role", "sees"), [("worker", 1), ("auditor", 1), ("student", 0), ("juror", 0)])
def test_students_and_jurors_of_a_place_do_not_see_what_the_party_keeps_to_itself(world, role, sees):
    needs.raise_need(by=world.worker, partnership=world.partnership, title_zh="请专家", audience="party")
    world.users["other"] = person("other", world.village, role, "429901100201")
    assert Need.objects.visible_to(world.fresh("other")).count() == sees


@pytest.mark.parametrize("closing", ["describe", "record"])
def test_what_is_closed_is_not_found_by_the_public_either(world, closing):
    actions.describe(by=world.office, partnership=world.partnership, audience="public")
    given = {"by": world.office, "partnership": world.partnership}
    needs.raise_need(**given, title_zh="连翘病害防治", audience="public")
    outbox.drain()
    assert search(world.visitor, "连翘").count == 1
    if closing == "describe":
        actions.describe(**given, audience="partnership")
    else:
        actions.record(by=world.keeper, slug="small", title_zh="云溪县 × 江城大学", audience="partnership")
    outbox.drain()
    assert (search(world.visitor, "连翘").count, search(world.campus, "连翘").count) == (0, 1)
