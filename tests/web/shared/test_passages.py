"""Passages in the other language carry it; codes, addresses and markup are left alone."""

import pytest
from django.utils.translation import override

from towngown.web.shared.passages import language_of, marked
from towngown.web.shared.templatetags.towngown import lang, spoken


@pytest.mark.parametrize(
    ("language", "text", "markup"),
    [
        ("en", "Reason: 七月汛情，双方商定 (2024)", 'Reason: <span lang="zh-Hans">七月汛情，双方商定</span> (2024)'),
        ("en", "2022年8月16日报道", '<span lang="zh-Hans">2022年8月16日报道</span>'),
        ("zh", "高校：Wuhan University；县", '高校：<span lang="en">Wuhan University</span>；县'),
        ("zh", "校验码 a1bc9fe0 见 https://example.org/ab", "校验码 a1bc9fe0 见 https://example.org/ab"),
        ("zh", "<b> & A", "&lt;b&gt; &amp; A"),
        ("en", "plain words", "plain words"),
        ("zh", "只有中文", "只有中文"),
    ],
)  # fmt: skip
def test_passages_are_marked(language, text, markup):
    assert marked(text, language) == markup


def test_what_is_markup_already_stays_markup():
    with override("zh-hans"):
        assert (
            spoken(marked("Deli <workers>", "en"))
            == '<span lang="en">Deli</span> &lt;<span lang="en">workers</span>&gt;'
        )


def test_the_language_of_words_is_told_by_their_script():
    assert [language_of(text, "zh") for text in ("王芳 Wang", "Wang Fang", "42")] == ["zh", "en", "zh"]
    with override("en"):
        assert (lang("周明"), lang("Wang"), lang("—")) == ("zh-Hans", "en", "en")
