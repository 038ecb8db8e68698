"""A notice in the reader's words."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from towngown.foundation.notices.models import Notice

SHORT = {"zh-hans": "zh", "en": "en"}


def plain(value: Any) -> Any:
    """A value as it is kept: titles in both languages, days as text, numbers and marked ids as they are."""
    if hasattr(value, "title_zh"):
        return {"zh": value.title_zh, "en": value.title_en}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, bool | int) else str(value)


def text_of(notice: Notice, language: str) -> str:
    """The sentence in this language ("zh-hans" or "en"), its places filled."""
    with override(language):
        values = {name: _shown(value, SHORT.get(language, "zh")) for name, value in notice.values.items()}
        return gettext(notice.sentence).format_map(values)


def _shown(value: Any, language: str) -> str:
    if isinstance(value, dict) and "day" in value:
        return date_format(date.fromisoformat(value["day"]), "Y-m-d")
    if isinstance(value, dict):
        other = value.get("zh") or value.get("en") or ""
        return str(value.get(language) or other)
    return gettext(value) if isinstance(value, str) and value else str(value)
