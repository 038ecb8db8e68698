"""The doorway: what it refuses, what it writes down, what it gives back."""

import pytest

from tests.asvs import asvs
from towngown.domain.exchange import actions as needs
from towngown.domain.exchange.models import Need
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.models import Partnership
from towngown.foundation.journal.action import perform_once
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.queries import story_of
from towngown.kit.doorway import WriteOutsideDoorway
from towngown.kit.problems import Problem, Problems


def test_writes_outside_the_doorway_raise(world):
    with pytest.raises(WriteOutsideDoorway):
        world.partnership.save()
    with pytest.raises(WriteOutsideDoorway):
        Partnership.objects.update(words="x")


def test_a_verb_leaves_an_entry_without_free_text(world):
    partnerships.describe(by=world.office, partnership=world.partnership, words="机密的话", audience="public")
    entry = story_of(world.partnership).first()
    assert entry.verb == "partnership.describe"
    assert entry.details == {"audience": "public"}
    assert entry.wall == world.partnership.pk


@asvs("8.3.1")
def test_the_rule_refuses_and_nothing_is_written(world):
    before = Entry.objects.count()
    with pytest.raises(Problem) as refused:
        partnerships.describe(by=world.stranger, partnership=world.partnership, words="x")
    assert refused.value.code == "not_allowed"
    assert Entry.objects.count() == before


@asvs("2.2.1")
def test_every_wrong_field_is_named_at_once(world):
    with pytest.raises(Problems) as several:
        partnerships.found(by=world.keeper, slug="", nature="strange")
    assert {problem.field for problem in several.value.problems} == {"slug", "nature"}


def test_the_same_key_gives_the_same_answer(world):
    given = {"by": world.keeper, "slug": "once", "title_zh": "一次"}
    first = perform_once("k1", "partnership.found", **given)
    assert perform_once("k1", "partnership.found", **given) == first
    assert Partnership.objects.filter(slug="once").count() == 1
    with pytest.raises(Problem):
        perform_once("k1", "area.name", by=world.keeper, partnership=first, title_zh="别的")


def test_a_verb_may_ask_for_a_key_of_its_own(world):
    area = perform_once("k2", "area.name", by=world.keeper, partnership=world.partnership, title_zh="茶", key="tea")
    assert area.key == "tea"


def test_a_page_loaded_earlier_does_not_bring_back_what_was_changed_meanwhile(world):
    early = Partnership.objects.get(pk=world.partnership.pk)
    partnerships.describe(by=world.office, partnership=world.partnership, title_zh="新名称")
    partnerships.describe(by=world.campus, partnership=early, title_en="New name")
    now = Partnership.objects.get(pk=early.pk)
    assert (now.title_zh, now.title_en) == ("新名称", "New name")


def test_the_rule_judges_the_row_as_it_is_now(world):
    need = needs.raise_need(by=world.worker, partnership=world.partnership, title_zh="请专家")
    stale = Need.objects.get(pk=need.pk)
    needs.withdraw(by=world.worker, need=need)
    with pytest.raises(Problem) as refused:
        needs.accept(by=world.campus, need=stale, reason="will_do")
    assert refused.value.code in ("wrong_moment", "not_allowed")
