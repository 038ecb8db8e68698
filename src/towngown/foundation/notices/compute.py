"""The values of a sentence as they are kept."""

from datetime import date
from typing import Any

LANGUAGES = ("zh", "en")


def plain(value: Any) -> Any:
    """A value as it is kept: titles in both languages, days as text, numbers and marked ids as they are."""
    if hasattr(value, "title_zh"):
        return {"zh": value.title_zh, "en": value.title_en}
    if hasattr(value, "kind") and callable(getattr(value, "title", None)):  # an order is called by what was ordered
        return {language: value.title(language)[0] for language in LANGUAGES}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, bool | int) else str(value)
