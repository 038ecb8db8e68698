"""The guides speak in the words of the pages: what they print in bold stands on a button, a link or a heading."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import REPOSITORY, SRC

DOCS = REPOSITORY / "docs"
ROLES = ("office", "village", "campus", "resident")
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def spoken(language: str) -> set[str]:
    """Every message of the pages, as it reads in this language."""
    found: set[str] = set()
    for path in SRC.rglob("locale/zh_Hans/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                words = message.id if language == "en" else message.string
                found |= {words} if isinstance(words, str) else set(words)
    return found - {""}


def parts() -> list[tuple[str, str, str]]:
    """(name, language, text) of every guide; the start is written in both languages."""
    guides = [
        (f"{language}/{role}", language, (DOCS / "guide" / language / f"{role}.md").read_text())
        for language in ("zh", "en")
        for role in ROLES
    ]
    chinese, english = (DOCS / "start.md").read_text().split("\n## English\n")
    return [*guides, ("start zh", "zh", chinese), ("start en", "en", english)]


@pytest.mark.parametrize(("name", "language", "text"), parts(), ids=lambda value: value if len(value) < 30 else "")
def test_what_stands_in_bold_stands_on_a_page(name, language, text):
    bold = set(BOLD.findall(text))
    assert len(bold) > 2
    assert bold - spoken(language) == set()


def test_a_word_that_no_page_has_is_seen():
    assert "提需求" in spoken("zh")
    assert "Ask for something" in spoken("en")
    assert not {"提个需求", "Ask for anything"} & (spoken("zh") | spoken("en"))


@pytest.mark.parametrize("role", ROLES)
def test_both_languages_have_the_same_chapters(role):
    texts = [(DOCS / "guide" / language / f"{role}.md").read_text() for language in ("zh", "en")]
    assert texts[0].count("\n## ") == texts[1].count("\n## ") > 2


@pytest.mark.parametrize("path", sorted([*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")]), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path):
    missing = [link for link in LINK.findall(path.read_text()) if not (path.parent / link).exists()]
    assert missing == []


def test_every_decision_stands_in_the_index():
    index = (DOCS / "decisions" / "README.md").read_text()
    decisions = [path.name for path in (DOCS / "decisions").glob("0*.md")]
    assert decisions
    assert [name for name in decisions if f"({name})" not in index] == []
