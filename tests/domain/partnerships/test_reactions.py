"""A merged organisation leaves its places in partnerships to the one that stays."""

from tests.fixtures import organisation
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.models import Party
from towngown.foundation.journal import outbox
from towngown.foundation.organisations import actions as organisations


def test_the_party_goes_along(world):
    double = organisation("江城 大学", "university")
    party = partnerships.join(by=world.keeper, partnership=world.other, organisation=double, side="campus")
    organisations.merge(by=world.keeper, organisation=double, into=world.university)
    outbox.drain()
    party.refresh_from_db()
    assert party.organisation == world.university


def test_where_both_are_parties_both_places_stay(world):
    double = organisation("江城 大学", "university")
    party = partnerships.join(by=world.keeper, partnership=world.partnership, organisation=double, side="campus")
    organisations.merge(by=world.keeper, organisation=double, into=world.university)
    outbox.drain()
    outbox.drain()
    party.refresh_from_db()
    assert party.organisation == double
    assert Party.objects.filter(partnership=world.partnership).count() == 3
