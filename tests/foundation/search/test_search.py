"""Finding: one- and two-character words, traditional characters, and only what the viewer may see."""

import pytest

from towngown.domain.agreements.models import Agreement
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import outbox
from towngown.foundation.search import actions, engine
from towngown.foundation.search.compute import Token, excerpt_of, marked
from towngown.foundation.search.models import Document
from towngown.foundation.search.queries import holding, search
from towngown.kit import doorway
from towngown.kit.problems import Problem


def agreement(world, title, **more):
    with doorway.opened("test"):
        row = Agreement.objects.create(partnership=more.pop("partnership", world.partnership), title_zh=title, **more)
    actions.index("agreement", row.pk)
    return row


def titles(found):
    return [document.title_zh for document in found.documents]


@pytest.mark.parametrize("query", ["网", "网格", "网格员", "網格員", "网格员培训", "培训 网格", "PARTY", "2024"])
def test_words_of_any_length_are_answered(world, query):
    agreement(world, "石桥村网格员培训协议", words="第一批 2024 party school")
    agreement(world, "别的协议", words="电商")
    assert titles(search(world.office, query)) == ["石桥村网格员培训协议"]


@pytest.mark.parametrize("most", [1000, 1])
@pytest.mark.parametrize("query", ["网格", "网格员培训", "网", "PART", "2024"])
def test_a_list_holds_the_same_few_or_many(world, monkeypatch, query, most):
    monkeypatch.setattr("towngown.foundation.search.queries.MOST_LISTED", most)
    told = [agreement(world, f"网格员培训协议{n}", words="2024 party school") for n in range(2)]
    agreement(world, "别的协议", words="格栅 20245 art")
    agreement(world, "别处的网格员培训", partnership=world.other, words="2024 party")
    found, few = holding(Agreement.objects.visible_to(world.office), query)
    assert (list(found.order_by("pk")), few) == (told, most > 1)
    assert holding(Agreement.objects.all(), "?!")[0].count() == 0


def test_titles_come_before_mentions(world):
    agreement(world, "甲", words="电商电商电商")
    agreement(world, "电商", words="乙")
    agreement(world, "丙", words="这里提到一次电商,还有很多别的话要说")
    assert titles(search(world.office, "电商")) == ["电商", "甲", "丙"]


def test_only_what_the_viewer_may_see(world):
    agreement(world, "公开电商", audience="public", state="in_force")
    agreement(world, "内部电商")
    agreement(world, "县里电商", audience="party", own_party=world.parties["locality"])
    place = {"place_code": world.village.place_code}
    agreement(world, "村里电商", audience="party", own_party=world.parties["locality"], **place)
    agreement(world, "别家电商", partnership=world.other)
    seen = {name: set(titles(search(world.actors[name], "电商"))) for name in world.actors}
    everything = {"公开电商", "内部电商", "县里电商", "村里电商", "别家电商"}
    assert seen == {
        "office": everything - {"别家电商"},
        "campus": {"公开电商", "内部电商"},
        "worker": {"公开电商", "内部电商", "村里电商"},
        "sibling": {"公开电商", "内部电商"},
        "stranger": {"公开电商", "别家电商"},
        "visitor": {"公开电商"},
        "keeper": everything,
    }


def test_kinds_and_walls_narrow(world):
    agreement(world, "电商")
    agreement(world, "电商", partnership=world.other)
    assert search(world.keeper, "电商").count == 2
    assert search(world.keeper, "电商", wall=world.other.pk).count == 1
    assert search(world.keeper, "电商", kinds=["promise"]).count == 0


def test_a_verb_is_followed_by_its_index(world):
    partnerships.describe(by=world.office, partnership=world.partnership, title_zh="改名之后", words="茶叶")
    assert search(world.office, "茶叶").count == 0
    outbox.drain()
    assert titles(search(world.office, "茶叶")) == ["改名之后"]


def test_what_is_gone_is_not_found(world):
    row = agreement(world, "短命协议")
    with doorway.opened("test"):
        pk, _ = row.pk, row.delete()
    actions.index("agreement", pk)
    assert search(world.office, "短命").count == 0


def test_a_change_replaces_the_old_words(world):
    row = agreement(world, "旧名字")
    with doorway.opened("test"):
        row.title_zh = "新称呼"
        row.save()
    actions.index("agreement", row.pk)
    assert search(world.office, "旧名").count == 0
    assert search(world.office, "称呼").count == 1


def test_reindex_writes_the_same_rows(world):
    row = agreement(world, "石桥村协议")
    before = Document.objects.get(thing_kind="agreement", thing_id=row.pk).tokens
    with doorway.opened("test"):
        Document.objects.all().delete()
    actions.reindex(by=world.keeper)
    assert Document.objects.get(thing_kind="agreement", thing_id=row.pk).tokens == before
    assert set(titles(search(world.office, "石桥村"))) == {"石桥村", "石桥村协议"}


def test_reindex_is_refused_to_others(world):
    with pytest.raises(Problem, match="may not"):
        actions.reindex(by=world.office)


@pytest.mark.parametrize("query", ['"', "'", "AND", "NEAR(", "*", "t_电商 OR x", "' | 's_public", "\\", "s_p1", "\x00"])
def test_query_syntax_is_only_words(world, query):
    agreement(world, "别家秘密", partnership=world.other)
    assert "别家秘密" not in titles(search(world.office, query))


def test_pages_follow_each_other_without_gap(world):
    made = {agreement(world, f"电商 {number}").title_zh for number in range(7)}
    first = search(world.office, "电商", limit=4)
    second = search(world.office, "电商", limit=4, after=first.after)
    assert {*titles(first), *titles(second)} == made
    assert (first.count, first.after, second.after) == (7, 4, None)


def test_frequent_words_are_cut_off_at_the_newest(world, monkeypatch):
    monkeypatch.setattr("towngown.foundation.search.queries.MOST", 3)
    agreement(world, "电商老标题")
    for number in range(5):
        agreement(world, f"第{number}", words="电商")
    found = search(world.office, "电商")
    assert found.capped
    assert titles(found) == ["电商老标题", "第4", "第3"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(world, number, django_assert_num_queries):
    for at in range(number + 1):
        agreement(world, f"电商 {at}")
    with django_assert_num_queries(5):
        search(world.office, "电商")


def test_conditions_are_written_for_both_databases():
    condition = [[Token("电商")], [Token("s_public"), Token("s_o1_4299", beginning=True)]]
    assert engine.written(condition, "sqlite") == '("电商") AND ("s_public" OR "s_o1_4299" *)'
    assert engine.written(condition, "postgresql") == "('电商') & ('s_public' | 's_o1_4299':*)"


def test_marked_words_and_excerpts():
    assert marked("石桥村 Party", ["桥", "party"]) == [("石", False), ("桥", True), ("村 ", False), ("Party", True)]
    assert excerpt_of("一\n 二") == "一 二"
    assert len(excerpt_of("长" * 500)) == 200


def test_many_are_indexed_at_once_and_what_is_gone_is_not_found(world):
    rows = [agreement(world, "电商一号"), agreement(world, "电商二号"), agreement(world, "电商三号")]
    with doorway.opened("test"):
        Document.objects.all().delete()
        gone = rows[2].pk
        rows[2].delete()
    actions.index_many("agreement", [row.pk for row in rows[:2]] + [gone])
    actions.index_many("agreement", [rows[0].pk])
    assert sorted(titles(search(world.office, "电商"))) == ["电商一号", "电商二号"]
