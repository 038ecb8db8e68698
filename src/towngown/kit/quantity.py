"""Quantities as reported: a lower and an upper bound, either of which may be missing, and the words. 按报道所述的数量。

What the words mean, in bounds (both inclusive; the bound is the number that was said, never a guess beyond it):

    183, 183名                                          183 to 183
    200+, 200余名, 10多, 十几, more than 600, at least 5, 至少5, ≥5, 5 or more     low only
    nearly 10, 近10场, 不到20, less than 20, at most 20, ≤20                      high only
    20-30, 20至30名, 20 to 30                            20 to 30
    1至2万, 10 to 20 million                             10 000 to 20 000, the scale of the second is that of both
    about 100, 约100, 100左右                            a tenth less to a tenth more (`Quantity.about`)
    unknown, 未知, nothing, 多次, several, many           neither
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from towngown.kit.digits import half_width
from towngown.kit.problems import Problem, declare
from towngown.kit.text import mark
from towngown.kit.when import Language

declare({"quantity.not_understood": mark("“{value}” is not a quantity; write it like 183, 200+, 20-30 or about 100.")})

Bounds = tuple[int | None, int | None]
Number = Callable[[int], str]

_PREFIXES = {
    "high": r"不到|不足|少于|低于|不超过|不多于|至多|最多|将近|接近|近|<=?|≤|nearly|almost|close to|fewer than|"
    r"less than|under|at most|up to|no more than|not more than",
    "low": r"超过|多于|高于|不少于|不低于|至少|最少|超|逾|>=?|≥|more than|over|at least|no fewer than|no less than|"
    r"not less than",
    "about": r"大约|大概|约|about|around|approximately|roughly|some|ca\.?",
}
_SUFFIXES = {"low": r"\+|以上|or more", "high": r"以下|以内|不到|or fewer|or less", "about": r"左右|上下|or so"}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_SCALES |= {"万": 10**4, "亿": 10**8}
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

_NUMBER = r"(?:[0-9][0-9,]{0,20}(?:\.[0-9]{1,4})?[万亿]?|[零〇一二两三四五六七八九十百千万亿]{1,12}|(?:" + "|".join(
    _SMALL
)
_NUMBER += r")\b)(?:\s*(?:hundred|thousand|million|billion|dozen)\b)?"
_UNIT = r"(?:(?![不未到以上下内余多来几约近超至左右第零〇一二两三四五六七八九十百千万亿])[\u4e00-\u9fff]){0,12}?"
_UNIT += r"|\s(?!or\b|to\b|and\b|percent\b)[a-z][a-z '-]{0,40}?"


def _choice(name: str, kinds: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}_{kind}>{words})" for kind, words in kinds.items())


_SHAPE = re.compile(
    rf"(?:{_choice('before', _PREFIXES)})?\s*(?P<first>{_NUMBER})"
    rf"(?:(?P<inner_low>[余多几])(?P<inner_scale>[万亿])?|\s*(?:-|–|—|~|至|到|\bto\b)\s*(?P<second>{_NUMBER}))?"
    rf"(?P<tight>\+)?(?P<unit>{_UNIT})\s*(?:{_choice('after', _SUFFIXES)})?(?P<rest>{_UNIT})"
)
_UNCOUNTED = re.compile(
    r"|unknown|未知|不详|(?:多|若干|数[十百千万]*余?|几[十百千万]*|许多|不少|一些)[\u4e00-\u9fff]{0,12}|"
    r"(?:several|many|some|a few|numerous|a number of)\b.{0,40}"
)
_SILENT = frozenset({"", "unknown", "未知"})
_SCALE = re.compile(r"\s*(?:hundred|thousand|million|billion|dozen|[百千万亿])$")
_SOME = re.compile("[一二两三四五六七八九]{2,}")  # 三五 is three to five, 七八 seven or eight, neither is a number
_FORM = re.compile(r"((?:[^|\\]|\\.)*)\s\|\s((?:[^|\\]|\\.)*)\s\|\s((?:[^|\\]|\\.)*)", re.DOTALL)
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Quantity:
    """A count as reported: whole numbers, `low` ≤ `high`, either None when the report does not bound that side.

    `words_zh` and `words_en` are the report's, verbatim. low > high or a negative bound raises
    Problem("quantity.not_understood", value=…).
    """

    low: int | None
    high: int | None
    words_zh: str = ""
    words_en: str = ""

    def __post_init__(self) -> None:
        if self.at_least < 0 or (self.high is not None and self.high < self.at_least):
            raise Problem("quantity.not_understood", value=f"{self.low}-{self.high}")

    @classmethod
    def exactly(cls, number: int) -> Self:
        """This many, counted."""
        return cls(number, number)

    @classmethod
    def about(cls, number: int) -> Self:
        """Roughly this many: by convention a tenth (rounded up) less to a tenth more."""
        margin = -(-number // 10)
        return cls(number - margin, number + margin)

    @classmethod
    def unknown(cls, words_zh: str = "", words_en: str = "") -> Self:
        """Not counted; the words may say what the report does."""
        return cls(None, None, words_zh, words_en)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a quantity as reports write it (table above), or what `format` wrote.

        Reported words are kept as zh or en; bare notation (`183`, `200+`, `20-30`, `≤10`) leaves none. Anything else
        raises Problem("quantity.not_understood", value=text).
        """
        if written := _FORM.fullmatch(text):
            bounds, words_zh, words_en = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in written.groups())
            return cls(*bounds_of(bounds), words_zh, words_en)
        return cls(*bounds_of(text), *words_in(text))

    @classmethod
    def total(cls, quantities: Iterable["Quantity"]) -> Self:
        """The sum for people: what has no lower bound adds nothing to it, for counts are never negative.

        200+, nearly 10 and 5 make ≥205, where `+` would know no lower bound. If none has one, neither has the total.
        """
        parts = list(quantities)
        highs = [part.high for part in parts if part.high is not None]
        nothing_known = bool(parts) and all(part.low is None for part in parts)
        low = None if nothing_known else sum(part.at_least for part in parts)
        return cls(low, sum(highs) if len(highs) == len(parts) else None)

    def __add__(self, other: "Quantity") -> "Quantity":
        """Bound by bound; a missing bound makes that side of the sum missing. Words are left behind."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Quantity(low, high)

    @property
    def at_least(self) -> int:
        """What is certain: the lower bound, or 0."""
        return self.low or 0

    @property
    def exact(self) -> int | None:
        """The number, if both bounds agree; else None."""
        return self.low if self.low == self.high else None

    @property
    def middle(self) -> int | None:
        """The n of `Quantity.about(n)`, if the bounds are those and n is round (a multiple of ten above 0)."""
        if self.low is None or self.high is None or self.low == self.high or (self.low + self.high) % 20:
            return None
        middle = (self.low + self.high) // 2
        about = Quantity.about(middle)
        return middle if (about.low, about.high) == (self.low, self.high) else None

    def words(self, language: Language) -> str:
        """The reported words in this language; in the other if there is nothing else to show; else empty."""
        here, other = (self.words_zh, self.words_en) if language == "zh" else (self.words_en, self.words_zh)
        return here or (other if self.low is None and self.high is None else "")

    def text(self, language: Language) -> str:
        """For people: the reported words, else `183`, `≥200`, `≤10`, `约100`, `约20–30`, `数量不详`."""
        return self.words(language) or bounds_text(self, language)

    def format(self) -> str:
        """The canonical text, which `parse` reads back to an equal value: `200+`, or `200+ | 200余名 | over 200`."""
        if not self.words_zh and not self.words_en:
            return self._notation()
        escaped = (re.sub(r"([\\|])", r"\\\1", words) for words in (self.words_zh, self.words_en))
        return " | ".join((self._notation(), *escaped))

    def _notation(self) -> str:
        if self.low is None:
            return "unknown" if self.high is None else f"≤{self.high}"
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


def bounds_text(quantity: Quantity, language: Language, number: Number = str) -> str:
    """The bounds for people, without the reported words; `number` writes one number."""
    low, high, about = quantity.low, quantity.high, {"zh": "约", "en": "about "}[language]
    if low is None or high is None:
        if low is not None:
            return f"≥{number(low)}"
        return {"zh": "数量不详", "en": "number unknown"}[language] if high is None else f"≤{number(high)}"
    if low == high:
        return number(low)
    middle = quantity.middle
    return about + (f"{number(low)}–{number(high)}" if middle is None else number(middle))


def words_in(text: str, number: str | None = None) -> tuple[str, str]:
    """The words of the text worth keeping, as (zh, en): the text, unless its number part is bare notation."""
    said = text.strip() if number is None else number
    if said.casefold() in _SILENT or not re.search(r"[^\W\d_]", said):
        return "", ""
    return (text.strip(), "") if _CHINESE.search(text) else ("", text.strip())


def bounds_of(text: str, unit: int = 1) -> Bounds:
    """The bounds (low, high) that the text states, times `unit` (100 for yuan to fen); they must come out whole.

    Counted nouns (名, scholars) may follow only a plain count (unit 1): 1000美 is not a number of yuan.
    Problem("quantity.not_understood", value=text) if it is none of the forms above.
    """
    plain = half_width(text).casefold()
    if _UNCOUNTED.fullmatch(plain):
        return None, None
    try:
        return _bounds(_SHAPE.fullmatch(plain), unit)
    except ValueError:
        raise Problem("quantity.not_understood", value=text) from None


def _bounds(match: re.Match[str] | None, unit: int) -> Bounds:
    """ValueError unless the match says one clear thing."""
    if match is None:
        raise ValueError
    said = match.groupdict()
    kinds = {name.partition("_")[2] for name, found in said.items() if found and _KIND.fullmatch(name)}
    kinds |= {"low"} if said["tight"] else set()
    counted = (said["unit"] + said["rest"]).strip()
    if len(kinds) > 1 or (unit != 1 and counted) or (kinds - {"about"} and said["second"]):
        raise ValueError
    first = _number(said["first"], unit * _SCALES.get(said["inner_scale"], 1))
    if said["second"]:
        return _ordered(_sharing(said["first"], said["second"], first, unit), _number(said["second"], unit))
    return _KINDS[kinds.pop() if kinds else "exact"](first)


_KIND = re.compile("(before|inner|after)_(low|high|about)")
_KINDS: dict[str, Callable[[int], Bounds]] = {
    "low": lambda number: (number, None),
    "high": lambda number: (None, number),
    "about": lambda number: (Quantity.about(number).low, Quantity.about(number).high),
    "exact": lambda number: (number, number),
}


def _ordered(low: int, high: int) -> Bounds:
    if high < low:
        raise ValueError
    return low, high


def _sharing(first: str, second: str, plain: int, unit: int) -> int:
    """The first number of two: with the scale of the second, where it has none and comes out smaller so.

    1至2万 begins at 10 000, 10 to 20 million at 10 million; 8000至2万 begins at 8000.
    """
    scale = _SCALE.search(second)
    if scale is None or _SCALE.search(first):
        return plain
    try:
        scaled = _number(first + scale[0], unit)
    except (ValueError, ArithmeticError):  # 9百 is no number
        return plain
    return scaled if scaled < _number(second, unit) else plain


def _number(said: str, unit: int) -> int:
    """`1,200`, `1.5万`, `两百`, `three`, `5 million`, times the unit; ValueError if it does not come out whole."""
    word = re.sub(r"\s*(hundred|thousand|million|billion|dozen|[万亿])$", "", said) or said
    scale = _SCALES.get(said.removeprefix(word).strip(), 1)
    value = _plain_number(word) * scale * unit
    if value != int(value):
        raise ValueError
    return int(value)


def _plain_number(word: str) -> Decimal:
    if word in _SMALL:
        return Decimal(_SMALL.index(word))
    if word[0].isascii():
        return Decimal(_ungrouped(word))
    if _SOME.fullmatch(word):
        raise ValueError
    from cn2an import cn2an  # a tenth of a second of patterns: only who writes such a numeral pays

    return Decimal(cn2an(re.sub("^(?=[百千万亿])", "一", word), "normal"))


def _ungrouped(word: str) -> str:
    """Without thousands commas, which must stand where they belong."""
    if "," in word and not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", word):
        raise ValueError
    return word.replace(",", "")
