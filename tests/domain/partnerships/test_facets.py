"""Counts kept in memory are exactly what a count would say, for each viewer, after every act."""

from django.db.models import Count

from tests.domain.activities.conftest import lecture, today  # noqa: F401
from tests.fixtures import TODAY
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.activities.queries import FACETS


def counted(by):
    return dict(Activity.objects.visible_to(by).values_list("state").annotate(Count("pk")))


def test_counts_follow_every_act_and_every_viewer(world, lecture):  # noqa: F811
    for audience in ("public", "partnership"):
        made = actions.plan(
            by=world.office, partnership=world.partnership, activity_kind=lecture, title_zh="宣讲", audience=audience,
            first_day=TODAY,
        )  # fmt: skip
        for name in ("office", "worker", "stranger", "visitor"):
            by = world.actors[name]
            assert FACETS.seen(by).by("state") == counted(by), name
    actions.cancel(by=world.office, activity=made, reason="下雨")
    assert FACETS.seen(world.office).by("state") == counted(world.office) == {"planned": 1, "cancelled": 1}
    assert FACETS.seen(world.office).by("year") == {"2026": 2}
    narrowed = {"kind": lecture.code, "partnership": world.partnership.pk}
    assert FACETS.seen(world.office).by("state", **narrowed) == counted(world.office)
    assert FACETS.seen(world.office).by("state", partnership=world.other.pk) == {}
    assert FACETS.seen(world.office).by("state", year=lambda year: year < "2026") == {}


def test_nothing_is_counted_twice(world, django_assert_num_queries):
    FACETS.seen(world.office)
    with django_assert_num_queries(1):
        FACETS.seen(world.office)


def test_an_act_elsewhere_counts_nothing_anew(world, lecture, django_assert_num_queries):  # noqa: F811
    actions.plan(by=world.stranger, partnership=world.other, activity_kind=lecture, title_zh="外", first_day=TODAY)
    FACETS.seen(world.office)
    actions.plan(by=world.office, partnership=world.partnership, activity_kind=lecture, title_zh="内", first_day=TODAY)
    with django_assert_num_queries(2):
        FACETS.seen(world.office)
