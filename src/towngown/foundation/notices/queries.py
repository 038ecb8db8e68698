"""Reading notices."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext, override

from towngown.foundation.notices import words
from towngown.foundation.notices.models import Notice, NoticeQuerySet
from towngown.foundation.notices.words import DIGEST_FROM_HOUR, MAIL_TAKES
from towngown.foundation.people import queries as people
from towngown.foundation.people.queries import with_ids
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.foundation.people.models import Person

MOST_SEARCHED = 1000
SHORT = {"zh-hans": "zh", "en": "en"}


def notices(by: Actor) -> NoticeQuerySet:
    """One's own, newest first."""
    return Notice.objects.visible_to(by).select_related("entry").order_by("-pk")


def searched(by: Actor, language: str, *, text: str = "", unread: bool = False, thing_kind: str = "") -> NoticeQuerySet:
    """One's own that hold this text in this language, wait to be read, are about things of this kind, where given.

    A sentence exists only once it is filled in, so the text is looked for in the newest MOST_SEARCHED sentences.
    """
    found = notices(by)
    found = found.filter(read_at=None) if unread else found
    found = found.filter(thing_kind=thing_kind) if thing_kind else found
    if text:
        sentences = {one.pk: text_of(one, language).casefold() for one in found[:MOST_SEARCHED]}
        found = found.filter(pk__in=[pk for pk, sentence in sentences.items() if text.casefold() in sentence])
    return found


def kinds_told(by: Actor) -> list[str]:
    """The kinds of the things that one's own notices are about."""
    return sorted(notices(by).order_by().values_list("thing_kind", flat=True).distinct())


def notice(by: Actor, ref: str) -> Notice | None:
    """One of one's own."""
    return notices(by).filter(ref=ref).first()


def unread(by: Actor) -> int:
    """How many of one's own are unread."""
    return notices(by).filter(read_at=None).count()


def waiting(by: Actor, most: int) -> list[Notice]:
    """The unread ones for the desk, urgent first, then newest."""
    return list(notices(by).filter(read_at=None).order_by("-urgent", "-pk")[:most])


def already_told(**about: Any) -> set[int]:
    """The ids of persons who have been told exactly this."""
    return set(Notice.objects.filter(**about).values_list("person_id", flat=True))


def address_of(person: "Person") -> tuple[str, str]:
    """E-mail address ("" = none) and language of a person; the log-in's where the person has none."""
    return people.address_of(person), person.user.language if person.user else "zh-hans"


def unmailed() -> NoticeQuerySet:
    """What nobody has read or been mailed yet, and nobody has in hand to mail it."""
    waits = Notice.objects.filter(mailed_at=None, read_at=None, person__erased_at=None)
    return waits.exclude(taken_at__gte=clock.now() - MAIL_TAKES)


def _reachable() -> Any:
    has_address = ~Q(person__email="") | (~Q(person__user__email="") & Q(person__user__is_active=True))
    return unmailed().filter(has_address)


def persons_to_mail(urgent: bool) -> "list[Person]":
    """Who gets a mail now: at once for urgent things; the digest from the morning on, once a calendar day."""
    rows = _reachable().filter(urgent=urgent)
    if not urgent:
        now = clock.now().astimezone(clock.ZONE)
        if now.hour < DIGEST_FROM_HOUR:
            return []
        midnight = datetime.combine(now.date(), time(), clock.ZONE)
        gets = Q(mailed_at__gte=midnight) | Q(mailed_at=None, taken_at__gte=clock.now() - MAIL_TAKES)
        had = Notice.objects.filter(gets, urgent=False).values("person_id")
        rows = rows.exclude(person_id__in=had)
    return with_ids(set(rows.values_list("person_id", flat=True)))


def letter(person: "Person", notices: Iterable[Notice], urgent: bool) -> tuple[str, str]:
    """Subject and body of the mail with these notices, in the person's language."""
    language = address_of(person)[1]
    with override(language):
        lines = [f"· {text_of(notice, language)}" for notice in notices]
        prefix = "/en" if language == "en" else ""
        where = gettext(words.WHERE).format(address=f"{settings.SITE_ADDRESS}{prefix}/desk/")
        parts = [gettext(words.HELLO).format(name=person.name), "\n".join(lines), where, gettext(words.WHY)]
        return gettext(words.URGENT if urgent else words.DIGEST), "\n\n".join(parts) + "\n"


def text_of(notice: Notice, language: str) -> str:
    """The sentence in this language ("zh-hans" or "en"), its places filled."""
    with override(language):
        values = {name: _shown(value, SHORT.get(language, "zh")) for name, value in notice.values.items()}
        return gettext(notice.sentence).format_map(values)


def _shown(value: Any, language: str) -> str:
    if isinstance(value, dict) and "day" in value:
        return When.day(date.fromisoformat(value["day"])).text("en" if language == "en" else "zh")
    if isinstance(value, dict):
        other = value.get("zh") or value.get("en") or ""
        return str(value.get(language) or other)
    return gettext(value) if isinstance(value, str) and value else str(value)
