"""How much people were asked, by the journal."""

from datetime import date

from towngown.web.reports.burden import burden

TODAY = date(2026, 11, 22)


def test_the_burden_is_counted_from_the_journal(world, story):
    counted = burden(world.office, world.partnership.pk, date(2026, 1, 1), TODAY)
    assert (counted.forms, counted.activities) == (7, 2)
    assert counted.per_activity == counted.fields / 2
    assert burden(world.office, world.partnership.pk, date(2025, 1, 1), date(2025, 12, 31)).per_activity is None
