"""What a verb asks for: field types that clean one value each.

A verb annotates its parameters, `title: Annotated[str, Text(label=mark("Title"), max_length=200)]`; the same types
make the plain form, check the importer's cells and the API's values. `clean` takes what a person or a file wrote
(text) or an already typed value, returns the typed value, and raises a Problem otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from towngown.kit import halfdays
from towngown.kit.digits import half_width, whole_number
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.when import When

YES = {"on", "yes", "true", "1", "是", "y"}
NO = {"", "no", "false", "0", "否", "n"}

MOST = 10**15  # sums of thousands of them still fit into the whole numbers of every database
MOST_WORDS = 100  # of a reported date or amount
YEARS = range(1000, 3000)  # a year after the last of them must still be a year

_PLACES = {str(bit): bit for bit in halfdays.bits_of(halfdays.ALL_WEEK)}  # of half-days in a week


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing asked. `required` is filled in by the verb: a parameter without a default is required."""

    label: str
    help: str = ""
    free_text: bool = field(default=False, init=False)  # free text never enters the journal

    def clean(self, value: Any) -> Any:
        """The typed value; Problem("required") is the caller's, for it knows whether this one may be empty."""
        return value

    def empty(self, value: Any) -> bool:
        """Whether this counts as not answered."""
        return value is None or value == "" or value == []

    @property
    def nothing(self) -> Any:
        """What an answer that was emptied is, for a verb that tells it (by the default None) from one not given."""
        return None


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line."""

    max_length: int = 200
    free_text: bool = field(default=True, init=False)

    def clean(self, value: Any) -> str:
        """Trimmed text of at most max_length characters."""
        text = str(value).replace("\x00", "").strip()
        if len(text) > self.max_length:
            raise Problem("too_long", limit=self.max_length, length=len(text))
        return text

    def empty(self, value: Any) -> bool:
        """Blanks are no answer."""
        return value is None or not str(value).strip()

    @property
    def nothing(self) -> str:
        """No words."""
        return ""


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Paragraphs."""

    max_length: int = 10_000


@dataclass(frozen=True, kw_only=True)
class Secret(Text):
    """A password: never shown again, never journalled."""

    def clean(self, value: Any) -> str:
        """As typed, not trimmed."""
        return str(value)


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Field):
    """A whole number between low and high, both included."""

    low: int = 0
    high: int = 10**12

    def clean(self, value: Any) -> int:
        """An int in range."""
        text = half_width(str(value))
        number = whole_number(text.removeprefix("-"))
        if number is None:
            raise Problem("not_a_number", value=value)
        number = -number if text.startswith("-") else number
        if number < self.low:
            raise Problem("too_small", limit=self.low)
        if number > self.high:
            raise Problem("too_large", limit=self.high)
        return number


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """A box to tick."""

    def clean(self, value: Any) -> bool:
        """True for a ticked box and the written forms of yes."""
        if isinstance(value, bool):
            return value
        text = str(value).strip().lower()
        if text in YES or text in NO:
            return text in YES
        raise Problem("not_a_choice", value=value)

    def empty(self, value: Any) -> bool:
        """An unticked box is an answer."""
        return value is None


def _short(*words: str) -> None:
    """Raise when reported words are longer than their column."""
    length = max(map(len, words))
    if length > MOST_WORDS:
        raise Problem("too_long", limit=MOST_WORDS, length=length)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A calendar day."""

    def clean(self, value: Any) -> date:
        """A date of the years 1000 to 2999; text as 2026-03-31."""
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
        except ValueError:
            raise Problem("not_a_date", value=value) from None
        if day.year not in YEARS:
            raise Problem("not_a_date", value=value)
        return day


@dataclass(frozen=True, kw_only=True)
class ReportedDate(Field):
    """A date as precise as it was reported: a day, some days, a month, a year."""

    def clean(self, value: Any) -> When:
        """A When of the years 1000 to 2999; text as When.parse reads it."""
        when = value if isinstance(value, When) else When.parse(str(value))
        if any(day is not None and day.year not in YEARS for day in (when.first, when.last)):
            raise Problem("not_a_date", value=value if isinstance(value, str) else when.format())
        _short(when.words)
        return when


@dataclass(frozen=True, kw_only=True)
class Amount(Field):
    """A quantity as reported: 183, 200+, nearly 10."""

    unit: str = ""

    def clean(self, value: Any) -> Quantity:
        """A Quantity of at most MOST; text as Quantity.parse reads it."""
        quantity = value if isinstance(value, Quantity) else Quantity.parse(str(value))
        if max(quantity.low or 0, quantity.high or 0) > MOST:
            raise Problem("too_large", limit=MOST)
        _short(quantity.words_zh, quantity.words_en)
        return quantity


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One word of a fixed list (word → marked label)."""

    choices: Mapping[str, str] = field(default_factory=dict)

    def clean(self, value: Any) -> str:
        """One of the words."""
        word = str(value).strip()
        if word not in self.choices:
            raise Problem("not_a_choice", value=word)
        return word


@dataclass(frozen=True, kw_only=True)
class Thing(Field):
    """Another thing of the record, by its kind; web and importer look it up among what the asker may see."""

    kind: str = ""

    def clean(self, value: Any) -> Any:
        """The thing itself."""
        if getattr(value, "kind", None) != self.kind:
            raise Problem("not_found", value=value)
        return value


@dataclass(frozen=True, kw_only=True)
class Things(Thing):
    """Any number of things of one kind."""

    @property
    def nothing(self) -> list[Any]:
        """None of them."""
        return []

    def clean(self, value: Any) -> list[Any]:
        """The things, in the order given, each once."""
        things: list[Any] = []
        for one in value:
            if getattr(one, "kind", None) != self.kind:
                raise Problem("not_found", value=one)
            if one not in things:
                things.append(one)
        return things


@dataclass(frozen=True, kw_only=True)
class PlaceCode(Field):
    """A place by its code; chosen from a list on pages."""

    def clean(self, value: Any) -> str:
        """2 to 12 digits."""
        code = half_width(str(value))
        if not (whole_number(code) is not None and 2 <= len(code) <= 12):
            raise Problem("not_found", value=value)
        return code


@dataclass(frozen=True, kw_only=True)
class Upload(Field):
    """A file as the browser or the importer handed it over; checked by the chapter files."""

    accept: str = ""
    free_text: bool = field(default=True, init=False)


@dataclass(frozen=True, kw_only=True)
class HalfDays(Field):
    """Some mornings and afternoons, the dearest first."""

    most: int = 12

    def clean(self, value: Any) -> tuple[HalfDay, ...]:
        """The half-days, each once; text as halfdays.parse reads it, several by commas or lines."""
        given = (
            [one.format() if isinstance(one, HalfDay) else str(one) for one in value]
            if not isinstance(value, str)
            else value
        )
        found = halfdays.parse_all(given)
        if len(found) > self.most:
            raise Problem("too_many", limit=self.most)
        return found

    def empty(self, value: Any) -> bool:
        """None given, or blanks."""
        return not value or (isinstance(value, str) and not value.strip())


@dataclass(frozen=True, kw_only=True)
class WeekHalves(Field):
    """The half-days of a week that suit, as a mask (halfdays.HalfDay.bit)."""

    def clean(self, value: Any) -> int:
        """A mask of 14 bits, from a number, from the places in the week, or from text as halfdays.parse_week reads it."""
        if isinstance(value, str):
            return halfdays.parse_week(value)
        try:
            mask = value if isinstance(value, int) else halfdays.mask_of(_PLACES[str(one)] for one in value)
        except KeyError:
            raise Problem("not_a_week", value=value) from None
        if not 0 <= mask <= halfdays.ALL_WEEK:
            raise Problem("not_a_week", value=value)
        return mask

    def empty(self, value: Any) -> bool:
        """Nothing said; an empty week is said by 0."""
        return value is None or value == [] or (isinstance(value, str) and not value.strip())
