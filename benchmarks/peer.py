"""The peer of the page benchmark: the same route, middleware, session, user and template, without the page's work.

With `X-Bench: keep` a page is served as always, and the name of the template and the context that it rendered last are
kept. With `X-Bench: peer` the address is resolved as always, but instead of its view one answers that only renders the
kept template with the kept context, its querysets long since lists. A query inside the peer is an error, not a
measurement.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.django import Template

Respond = Callable[[HttpRequest], HttpResponse]

_kept: dict[str, tuple[str, dict[str, Any]]] = {}
_last: list[tuple[str, dict[str, Any]]] = []
_render = Template.render


def _remembering(self: Template, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
    if request is not None:
        _last[:] = [(str(self.template.name), context or {})]
    return str(_render(self, context, request))


class PeerMiddleware:
    """Innermost of the stack: decides by header whether the page or its peer answers."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        Template.render = _remembering  # type: ignore[method-assign]  # the benchmark listens to what pages render

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("X-Bench") == "keep" and _last:
            _kept[request.get_full_path()] = _last[0]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The peer's view, in place of the page's."""
        if request.headers.get("X-Bench") != "peer":
            return None
        str(request.actor.name)  # who asks is worked out by the middleware's price, on both sides
        template, context = _kept[request.get_full_path()]
        with connection.execute_wrapper(_no_query):
            return render(request, template, context)


def _no_query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise RuntimeError(f"the peer asked the database: {sql[:200]}")
