"""Marked English ids become the reader's words here."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from towngown.kit.halfdays import HALVES, WEEKDAYS, HalfDay
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.when import Language, When


def language() -> str:
    """The reader's language as kit knows it: "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def words(value: Any) -> str:
    """Anything as the reader's words: a marked id, a date or a quantity as reported, a titled thing ("" if nameless)."""
    if isinstance(value, When | Quantity):
        return value.text(language())
    if isinstance(value, date):
        return moment(value) if isinstance(value, datetime) else day(value)
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, HalfDay):
        return gettext("{day}, {half}").format(day=day_words(value.day), half=gettext(HALVES[value.half]).lower())
    if isinstance(value, Problem):
        return sentence(value)
    if hasattr(value, "title") and callable(value.title) and not isinstance(value, str):
        return str(value.title(language())[0])
    if type(value).__str__ is Model.__str__:
        return ""
    return gettext(value) if isinstance(value, str) and value else str(value if value is not None else "")


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the reader's language parts them."""
    return ("、" if language() == "zh" else ", ").join(names)


def people(quantity: Quantity) -> str:
    """A head-count with its unit: a reported wording names its own, a bare number does not."""
    text = words(quantity)
    return gettext("{n} people").format(n=text) if text and not quantity.words("zh") else text


def day(value: date) -> str:
    """A day written out, of a moment the day on which it was here: 26 November 2026, 2026年11月26日."""
    here = timezone.localdate(value) if isinstance(value, datetime) else value
    return _day(here, language())


def days(first: date | None, last: date | None) -> str:
    """From day to day; "" where neither is known."""
    if first and last:
        return When.days(first, last).text(language())
    if first:
        return gettext("{first} – now").format(first=day(first))
    return f"– {day(last)}" if last else ""


def moment(at: datetime) -> str:
    """A moment to the minute, its day written out."""
    return f"{day(at)} {timezone.localtime(at):%H:%M}"


@lru_cache(maxsize=4096)
def _day(day: date, reader: Language) -> str:
    return When.day(day).text(reader)


def day_words(day: date) -> str:
    """A day of the weeks to come as people say it: Thursday 3 December, 12月3日 周四."""
    return gettext("{weekday} {day}").format(
        weekday=gettext(WEEKDAYS[day.weekday()]), day=date_format(day, gettext("j F"))
    )


def sentence(problem: Problem) -> str:
    """A refusal in the reader's language, its places filled."""
    return gettext(problem.sentence).format(**{name: words(value) for name, value in problem.values.items()})
