"""What is matched when somebody searches: single characters, pairs of neighbours, Latin words; all simplified. 检索分词。

A text becomes its single Chinese characters, every pair of neighbouring characters, and its Latin words and numbers.
A query is first cut into words (rjieba and our lexicon of field words), then each word asks for its pairs, so that the
answer never depends on where a dictionary would have cut the text: segmenters disagree, neighbours do not.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_RUN = re.compile("[a-z0-9]+|[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")
LONGEST_TOKEN = 40
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Wanted:
    """What a query asks for: tokens that must all occur, and beginnings of Latin words that must all occur."""

    tokens: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tokens or self.beginnings)


@cache
def _simplifier() -> Any:
    from opencc import OpenCC  # half a second of dictionaries: only who searches or indexes pays

    return OpenCC("t2s")


@cache
def _cutter() -> Any:
    from rjieba import Jieba

    cutter = Jieba()
    for word in files("towngown.kit").joinpath("lexicon.txt").read_text("utf-8").split():
        cutter.add_word(word, 100_000, "n")
    return cutter


def normal(text: str) -> str:
    """The text as it is compared: compatibility forms and accents folded, small letters, simplified characters."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return plain if plain.isascii() else str(_simplifier().convert(plain))


def runs(text: str) -> Iterator[str]:
    """The Latin words, numbers and unbroken Chinese runs of a text, normalised, in order."""
    for found in _RUN.finditer(normal(text)):
        yield found.group()


def _is_latin(run: str) -> bool:
    return run[0].isascii()


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tokens(text: str) -> list[str]:
    """Everything a text can be found by, repeated as often as it occurs."""
    found: list[str] = []
    for run in runs(text):
        if _is_latin(run):
            found.append(run[:LONGEST_TOKEN])
        else:
            found.extend(run)
            found.extend(_pairs(run))
    return found


def words(text: str) -> list[str]:
    """The words of a text, each once, in order: Latin words as written, Chinese runs cut by the dictionary."""
    found: dict[str, None] = {}
    for run in runs(text):
        found.update(dict.fromkeys([run] if _is_latin(run) else _cutter().cut(run)))
    return list(found)


def wanted(query: str) -> Wanted:
    """What a query asks for; a Latin word is matched by its beginning, a number as a whole."""
    exact: dict[str, None] = {}
    beginnings: dict[str, None] = {}
    for word in words(query[:LONGEST_QUERY]):
        if not _is_latin(word):
            exact.update(dict.fromkeys(_pairs(word) or [word]))
        elif word.isalpha() and len(word) > 1:
            beginnings[word[:LONGEST_TOKEN]] = None
        else:
            exact[word[:LONGEST_TOKEN]] = None
    return Wanted(tuple(exact), tuple(beginnings))
