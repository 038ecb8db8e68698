"""What pages offer is there: follow every link and press every button that somebody is shown, and note 403 and 404.

Of links and buttons of one sort (the same address but for which thing it is about) EACH are tried. What a button does
is taken back at once, so that the site stays as it is. Chinese pages are enough: in English they offer the same.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve
from lxml import html

EACH = 1
REFUSALS = (403, 404)
LEFT_ALONE = ("account_logout", "account_login", "set_language", "jsi18n")  # they change who is looking, or how


@dataclass(frozen=True)
class Offer:
    """A link or a button on a page: where it leads, what it sends (nothing: a link)."""

    page: str
    address: str
    sent: tuple[tuple[str, str], ...] | None = None

    @property
    def sort(self) -> tuple[object, ...]:
        """What it has in common with others that differ only in the thing."""
        parts = urlsplit(self.address)
        match = resolved(parts.path)
        if match is None:
            return (parts.path,)
        verb = (match.kwargs.get("verb"), match.kwargs.get("kind"), match.kwargs.get("form"))
        asked = tuple(sorted({name for name, value in parse_qsl(parts.query) if value}))
        said = tuple(sorted(name for name, _ in self.sent)) if self.sent is not None else None
        return match.view_name, verb, asked, said


def broken(client: Client, start: str = "/") -> list[tuple[str, str, int]]:
    """(page, what it offers, status) of everything that is refused, beginning on a page."""
    tried, found = Counter[tuple[object, ...]](), list[tuple[str, str, int]]()
    waiting, seen = deque([Offer("", start)]), {start}
    while waiting:
        offer = waiting.popleft()
        status, page = _tried(client, offer)
        if status in REFUSALS:
            found.append((offer.page, offer.address, status))
        for other in _offered(offer.address, page) if offer.sent is None else ():
            key = other.address if other.sent is None else f"{other.address} {other.sent}"
            if key not in seen and _is_ours(other.address) and tried[other.sort] < EACH:
                tried[other.sort] += 1
                seen.add(key)
                waiting.append(other)
    return found


def _tried(client: Client, offer: Offer) -> tuple[int, str]:
    """The status, and the page where it is one; nothing stays done."""
    with transaction.atomic():
        if offer.sent is None:
            answer = client.get(offer.address, follow=True)
        else:
            answer = client.post(offer.address, dict(offer.sent))
        transaction.set_rollback(True)
    is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.status_code, answer.content.decode() if is_page else ""


def _offered(address: str, page: str) -> Iterator[Offer]:
    """The links of a page, and its forms as they stand."""
    if not page:
        return
    tree = html.fromstring(page)
    for href in tree.xpath("//a/@href"):
        yield Offer(address, _absolute(address, href))
    for form in tree.xpath("//form"):
        filled = {name: value for name, value in form.fields.items() if isinstance(value, str)}
        if (form.get("method") or "get").lower() == "post":
            for button in form.xpath(".//button[not(@type='button')]"):
                action = button.get("formaction") or form.get("action") or address
                sent = filled | ({button.get("name"): button.get("value", "")} if button.get("name") else {})
                yield Offer(address, _absolute(address, action), tuple(sorted(sent.items())))


def _absolute(page: str, href: str) -> str:
    parts = urlsplit(urljoin(page, href))
    if parts.netloc:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_ours(address: str) -> bool:
    """Whether it is a page of this site, which there may not be, and not one that is left alone."""
    path = urlsplit(address).path
    match = resolved(path)
    elsewhere = not path.startswith("/") or path.startswith(("/static/", "/en/"))
    return not elsewhere and (not match or match.view_name not in LEFT_ALONE)


def resolved(path: str) -> ResolverMatch | None:
    """What answers at this path, or nothing."""
    try:
        return resolve(path)
    except Resolver404:
        return None
