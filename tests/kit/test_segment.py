"""What a text is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.kit import segment


def test_a_text_gives_characters_neighbours_and_latin_words():
    assert segment.tokens("石桥村 Village 2024年") == ["石", "桥", "村", "石桥", "桥村", "village", "2024", "年"]


@pytest.mark.parametrize(
    ("query", "tokens", "beginnings"),
    [
        ("網格員", ("网格", "格员"), ()),
        ("村", ("村",), ()),
        ("Univ 2024", ("2024",), ("univ",)),
        ("Ｓｃｈｏｏｌ", (), ("school",)),
        ("、。！", (), ()),
    ],
)
def test_a_query_asks_for(query, tokens, beginnings):
    assert segment.wanted(query) == segment.Wanted(tokens, beginnings)


def test_our_lexicon_keeps_field_words_whole():
    assert "网格员" in segment.words("请网格员来")
    assert "石桥村" in segment.words("石桥村电商培训")


@given(st.text(alphabet="石桥村电商培训网格员 ab1", min_size=1, max_size=30), st.integers(0, 29), st.integers(1, 3))
def test_every_piece_of_a_text_finds_it(text, start, length):
    piece = text[start : start + length].strip()
    wanted = segment.wanted(piece)
    have = set(segment.tokens(text))
    latin = [char for char in piece if char.isascii()]
    if not latin:
        assert set(wanted.tokens) <= have
