"""Tags and filters that every template has without loading: href, words, lang."""

from typing import Any

from django import template

from towngown.web.shared import addresses, wording

register = template.Library()


@register.simple_tag
def href(thing: Any) -> str:
    """The one address of a thing."""
    return addresses.href(thing)


@register.filter
def words(value: Any) -> str:
    """The reader's words for a marked id, a date or quantity as reported, or a titled thing."""
    return wording.words(value)


@register.filter
def lang(thing: Any) -> str:
    """The language tag of a titled thing's shown title, for lang attributes."""
    return "zh-Hans" if thing.title(wording.language())[1] == "zh" else "en"
