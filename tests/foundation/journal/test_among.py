"""`among` says what `in` says, with one value for the database."""

import pytest

from towngown.domain.partnerships.models import Party


@pytest.mark.parametrize("some", [[], [0], slice(1), slice(None)])
def test_among_is_in(world, some):
    every = list(Party.objects.order_by("pk"))
    ids = some if isinstance(some, list) else [one.pk for one in every[some]]
    assert list(Party.objects.filter(pk__among=ids).order_by("pk")) == [one for one in every if one.pk in ids]
    walls = [one.partnership_id for one in every if one.pk in ids]
    found = Party.objects.filter(partnership__among=walls).order_by("pk")
    assert list(found) == list(Party.objects.filter(partnership__in=walls).order_by("pk"))


def test_the_statement_is_the_same_for_any_number(world):
    one, three = (Party.objects.filter(pk__among=ids).query.sql_with_params() for ids in ([1], [1, 2, 3]))
    assert (one[0], len(one[1]), len(three[1])) == (three[0], 1, 1)
