"""Asking every address as everybody, and saying in one letter what came of it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.trust.things import places

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = ("office", "campus", "worker", "sibling", "stranger", "link", "visitor", "keeper")
OWN = ("activity", "activity_ask", "activity_serves", "claim")


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, the places it has) of every address, and once more for a thing that one party keeps to itself."""
    for name, wanted in _walk(get_resolver()):
        yield name, wanted
        if name in OWN:
            yield f"own {name}", wanted


def _walk(resolver: URLResolver, above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in resolver.url_patterns:
        wanted = above + tuple(one.pattern.converters or one.pattern.regex.groupindex)
        if isinstance(one, URLPattern):
            yield one.name or one.lookup_str, wanted
        else:
            yield from _walk(one, wanted)


def clients(world: Any, made: dict[str, Any]) -> dict[str, Client]:
    """A browser for each role; the link-holder has opened the link and nothing else."""
    browsers = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, client in browsers.items():
        if role in world.users:
            client.force_login(world.users[role], backend=BACKEND)
    browsers["link"].get(reverse("link", args=[made["link"].token]))
    return browsers


def ask(client: Client, method: str, name: str, wanted: tuple[str, ...], made: dict[str, Any]) -> str:
    """One letter; whatever the request changed is taken back."""
    given = places(name, wanted, made)
    if given is None:
        return "?"
    address = reverse(name.removeprefix("own "), kwargs=given)
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.get(address) if method == "GET" else client.post(address, {})
        read(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    return letter(answer.status_code, answer.headers.get("Location", ""))


def read(answer: Any) -> None:
    """Read a file to its end, then the client closes it; closing it here would close the test's own connection."""
    if answer.streaming:
        b"".join(answer.streaming_content)


def letter(status: int, location: str) -> str:
    """s shown or done · r led on · l sent to log in · - refused · m no such method · w wrong input · E broken."""
    if status >= 500:
        return "E"
    if 300 <= status < 400:
        return "l" if "/accounts/login/" in location else "r"
    return {403: "-", 404: "-", 405: "m", 400: "w", 409: "w", 410: "-", 422: "w"}.get(status, "s")
