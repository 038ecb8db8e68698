"""Tags and filters that every template has without loading: href, actions_on, story, words, lang."""

from typing import Any

from django import template
from django.urls import reverse

from towngown.foundation.journal.action import verbs_for
from towngown.web.shared import addresses, wording
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
def lang(thing: Any) -> str:
    """The language tag of a titled thing's shown title, for lang attributes."""
    return "zh-Hans" if thing.title(wording.language())[1] == "zh" else "en"


@register.inclusion_tag("shared/_actions.html", takes_context=True)
def actions_on(context: Any, *things: Any) -> dict[str, Any]:
    """Buttons for the verbs that this viewer may do on these things now."""
    by = context["request"].actor
    actions = [
        {"label": wording.words(verb.label), "href": reverse("do_on", args=[verb.name, thing.kind, thing.ref])}
        for thing in things
        if thing
        for verb in verbs_for(by, thing)
    ]
    return {"actions": actions, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("shared/_story.html", takes_context=True)
def story(context: Any, *things: Any) -> dict[str, Any]:
    """The journal of these things in words, as far as this viewer may see it."""
    return {"entries": told(context["request"].actor, *[thing for thing in things if thing])}
