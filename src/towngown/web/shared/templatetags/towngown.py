"""Tags and filters that every template has without loading: href, invented, actions_on, story, words, day, until, listed, lang, spoken."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html

from towngown.foundation.journal.action import verbs_for
from towngown.kit.digits import whole_number
from towngown.web.shared import addresses, forms, passages, wording
from towngown.web.shared.invented import label
from towngown.web.shared.stories import told

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
def day(value: Any) -> str:
    """The day written out, of a moment the day on which it was here; nothing for none."""
    return wording.day(value) if value else ""


@register.filter
def until(first: Any, last: Any) -> str:
    """From day to day."""
    return wording.days(first, last)


@register.filter
def listed(names: Any) -> str:
    """Names one after the other, as the reader's language parts them."""
    return wording.listed(names)


@register.filter
def lang(thing: Any) -> str:
    """The language tag of what is shown of it, for lang attributes: of a titled thing's title, or of these words."""
    if callable(getattr(thing, "title", None)) and not isinstance(thing, str | Promise):
        return passages.TAGS[thing.title(wording.language())[1]]
    return passages.TAGS[passages.language_of(wording.words(thing), wording.language())]


@register.filter
def spoken(text: Any) -> str:
    """Words that people wrote, each passage in the other language marked as being in it."""
    return passages.marked(wording.words(text) if not isinstance(text, str) else text, wording.language())


@register.simple_tag(takes_context=True)
def invented(context: Any, thing: Any) -> str:
    """The label of an invented thing in a list; nothing on a page that says of itself that all of it is invented."""
    said = "" if context.get("invented") or thing is None else label(context["request"], thing)
    return format_html(' <span class="badge">{}</span>', said) if said else ""


@register.simple_tag
def to_fill(form: Any, fields: Any, count: str = "") -> str:
    """How many fields must be filled in and how many may be left; `count` required ones where the page has its own."""
    asked = [one.field.required for one in form.visible_fields()] if form else []
    asked += [bool(one.get("required")) for one in fields or []]
    return forms.to_fill(int(count or 0) or sum(asked), asked.count(False))


@register.inclusion_tag("shared/_actions.html", takes_context=True)
def actions_on(context: Any, *things: Any) -> dict[str, Any]:
    """Buttons for the verbs that this viewer may do on these things now."""
    by = context["request"].actor
    actions = [
        {"label": wording.words(verb.label), "href": addresses.form_href(verb.name, thing)}
        for thing in things
        if thing
        for verb in verbs_for(by, thing)
    ]
    return {"actions": actions, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("shared/_story.html", takes_context=True)
def story(context: Any, *things: Any) -> dict[str, Any]:
    """The journal of these things in words, as far as this viewer may see it; `?story=` names where the older ones begin."""
    request = context["request"]
    before = whole_number(request.GET.get("story", ""))
    entries, further = told(request.actor, *[thing for thing in things if thing], before=before)
    return {
        "entries": entries,
        "newer": _story_from(request, None) if before else "",
        "older": _story_from(request, further) if further else "",
    }


def _story_from(request: Any, entry: int | None) -> str:
    """This page with its story from before an entry on, or from the newest."""
    query = request.GET.copy()
    query.pop("story", None)
    if entry is not None:
        query["story"] = str(entry)
    return f"?{query.urlencode()}#told"
