"""The facts: what counts, what is only kept, what the reader may not see, and what is still missing."""

from datetime import date

from django.utils.translation import override

from towngown.domain.agreements import actions as agreements
from towngown.domain.exchange import actions as exchange
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.reports import actions, compute, queries
from towngown.domain.reports.queries import facts as facts_module
from towngown.domain.reports.queries.numbers import figures
from towngown.kit import clock

TODAY = date(2026, 11, 22)


def zh(lines):
    return [line["zh"] for line in lines]


def test_the_year_s_facts(world, report, story):
    facts = queries.facts_of(report)
    assert zh(facts["activities"]) == ["秋季宣讲", "春季宣讲"]
    assert zh(facts["undated"]) == ["多次现场指导"]
    assert zh(facts["past_day"]) == ["忘了记的"]
    assert [(cell["zh"], cell["state"]) for one in facts["promises"] for cell in one["cells"]] == [("2026年", "kept")]
    assert facts["promises"][0]["cells"][0]["decided_by"]["ref"] == story["held"].ref
    need = facts["needs"][0]
    assert (need["ref"], need["state"], need["reason"], need["joined"]) == (story["need"].ref, "refused", "no_time", 1)
    assert zh(facts["outputs"]) == ["捐赠图书"]
    assert [(one["zh"], one["state"]) for one in facts["agreements"]] == [("合作协议", "in_force")]


def test_an_agreement_stopped_early_stands_in_the_year_in_which_it_was_stopped(world, story):
    """Whether its term had an end or not; the day before a year is not in it."""
    parties = [world.parties["locality"], world.parties["campus"]]
    long = agreements.draft(
        by=world.office, partnership=world.partnership, title_zh="长期协议", term_first=date(2023, 1, 1),
        term_last=date(2030, 12, 31), parties=parties,
    )  # fmt: skip
    agreements.sign(by=world.office, agreement=long)
    agreements.sign(by=world.campus, agreement=long)
    for one in (story["agreement"], long):
        with clock.set_to(TODAY):
            agreements.terminate(by=world.office, agreement=one, end_reason="另有安排")
    listed = {
        year: [
            (one["zh"], one["state"])
            for one in queries.gathered(world.office, world.partnership, TODAY, year)["agreements"]
        ]
        for year in (2025, 2026, 2027)
    }
    both = [("合作协议", "terminated"), ("长期协议", "terminated")]
    assert listed == {2025: both, 2026: both, 2027: []}


def test_both_numbers_are_kept_and_the_lower_one_decides(world, report, story):
    facts = queries.facts_of(report)
    spring = next(one for one in facts["activities"] if one["zh"] == "春季宣讲")
    assert {(one["side"], one["heads"]) for one in spring["accounts"]} == {("campus", "58"), ("locality", "60")}
    assert compute.heads(spring["accounts"]).exact == 58
    assert compute.differs(spring["accounts"])
    assert compute.total_heads(facts["activities"]).text("zh") == "≥58"


def test_another_year_has_none_of_it(world, report, story):
    facts = queries.gathered(world.office, world.partnership, TODAY, 2025)
    assert facts["activities"] == facts["past_day"] == facts["outputs"] == []
    assert [cell["state"] for one in facts["promises"] for cell in one["cells"]] == ["late"]


def test_a_brief_has_everything_so_far(world, story):
    facts = queries.gathered(world.office, world.partnership, TODAY)
    assert [cell["state"] for one in facts["promises"] for cell in one["cells"]] == ["late", "late", "late", "kept"]
    assert len(facts["activities"]) == 2


def test_numbers_at_the_top_count_what_is_not_listed_too(world, report, story, monkeypatch):
    facts = queries.facts_of(report)
    monkeypatch.setattr("towngown.domain.reports.queries.facts.MOST_SHOWN", 0)
    assert queries.facts_of(report)["undated_count"] == 1
    with override("en"):
        many = figures(facts | {"undated_count": 700, "activity_count": 800})
        notes = [one["note"] for one in many if one["note"]]
        units = {one["label"]: (one["value"], one["unit"]) for one in many}
        assert units["Attendances, at least"] == ("58", "")
        assert units["Promises: Kept"] == ("1", "period")
        assert "700 more have no exact date: they are history and not counted." in notes
        assert "counted in 1 of 800; where the sides differ the lower number counts" in notes
        frozen = {name: given for name, given in facts.items() if name != "undated_count"}  # before it was counted
        assert "1 more has no exact date: it is history and not counted." in [one["note"] for one in figures(frozen)]


def test_a_reader_gets_only_what_the_audience_may_see(world, report, story):
    exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh="只给自己看", audience="party")
    assert zh(queries.facts_of(report)["needs"]) == [story["need"].title_zh]
    report.audience = "public"
    public = queries.facts_of(report)
    assert public["needs"] == public["activities"] == public["promises"] == public["agreements"] == []


def test_what_is_still_missing(world, report, story):
    missing = compute.missing(queries.facts_of(report), report.words_zh)
    assert missing == [
        ("own_words", "", ""),
        ("one_sided", "activity", story["uncounted"].ref),
        ("differs", "activity", story["held"].ref),
        ("undated", "activity", story["undated"].ref),
        ("past_day", "activity", story["forgotten"].ref),
    ]


def test_the_number_of_queries_does_not_grow(world, report, story, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.facts_of(report)
    for title in ("一", "二", "三"):
        need = exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh=title)
        exchange.join(by=world.sibling, need=need)
    with django_assert_num_queries(len(few)):
        assert len(queries.facts_of(report)["needs"]) == 4


def test_a_partnership_without_anything(world):
    facts = queries.gathered(world.stranger, world.other, TODAY, 2026)
    assert compute.total_heads(facts["activities"]) is None
    assert compute.missing(facts, "有话") == []
    partnerships.describe(by=world.keeper, partnership=world.other, audience="public")
    assert actions.start(by=world.stranger, partnership=world.other, year=2026).frozen == {}


def test_what_is_too_much_for_the_lists_is_counted_all_the_same(world, report, story, monkeypatch):
    """The lists hold the latest; the numbers at the top and the notes say how many there are."""
    whole = {one["label"]: one["value"] for one in figures(queries.facts_of(report))}
    exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh="再来一次")
    monkeypatch.setattr(facts_module, "MOST_SHOWN", 1)
    facts = queries.facts_of(report)
    assert [len(facts[name]) for name in ("activities", "needs", "outputs")] == [1, 1, 1]
    few = {one["label"]: one["value"] for one in figures(facts)}
    assert few == whole | {"已答复的需求": "1 / 2"}
    notes = {one.name: one.note for one in queries.sheet(report, "zh", facts).sections}
    assert notes["needs"] == "共2条，列出最近的1条。"
    assert notes["outputs"] == ""
