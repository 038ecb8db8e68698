"""Which language a passage is in, told by its script: what people write carries no language of its own."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

TAGS = {"zh": "zh-Hans", "en": "en"}
HAN = "\u3400-\u9fff\uf900-\ufaff"
# A run of the other script, with what belongs to it; markup, entities and addresses are stepped over, codes are no words.
MARKUP = r"<[^>]*>|&#?\w+;|https?://[^\s<]+"
RUNS = {
    "zh": re.compile(
        rf"(?P<markup>{MARKUP})|(?<![0-9A-Za-z_.@])[A-Za-z]{{2,}}(?:[ ,.'’/()-]+[A-Za-z]+)*(?![0-9A-Za-z_@])"
    ),
    "en": re.compile(rf"(?P<markup>{MARKUP})|[0-9]*[{HAN}][{HAN}0-9\u3000-\u303f\uff00-\uffef“”·]*"),
}


def language_of(text: str, default: str) -> str:
    """zh where there is a Chinese character, else en where there is a Latin word, else the default."""
    if re.search(f"[{HAN}]", text):
        return "zh"
    return "en" if re.search("[A-Za-z]{2}", text) else default


def marked(text: str, language: str) -> str:
    """The text as markup for a page in this language, passages in the other script in a span with their language."""
    other = TAGS["en" if language == "zh" else "zh"]

    def passage(found: re.Match[str]) -> str:
        return found.group() if found["markup"] else f'<span lang="{other}">{found.group()}</span>'

    return mark_safe(RUNS[language].sub(passage, conditional_escape(text)))  # noqa: S308 - escaped just here
