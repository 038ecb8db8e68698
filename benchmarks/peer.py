"""The peer of the page benchmark: the same address, middleware, session, user and template, without the page's work.

With `X-Bench: keep` a page is served as always, and the template and context that it rendered last are kept. With
`X-Bench: peer` the kept template is rendered with the kept context, its querysets long since lists: what remains is the
price of the middleware and of the template. A query inside the peer is an error, not a measurement.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template

Respond = Callable[[HttpRequest], HttpResponse]

_kept: dict[str, tuple[Template, dict[str, Any]]] = {}
_last: list[tuple[Template, dict[str, Any]]] = []
_render = Template.render


def _remembering(self: Template, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
    if request is not None:
        _last[:] = [(self, context or {})]
    return str(_render(self, context, request))


class PeerMiddleware:
    """Innermost of the stack: decides by header whether the page or its peer answers."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        Template.render = _remembering  # type: ignore[method-assign]  # the benchmark listens to what pages render

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wish = request.headers.get("X-Bench", "")
        address = request.get_full_path()
        if wish == "peer":
            str(request.actor.name)  # who asks is worked out by the middleware's price, on both sides
            template, context = _kept[address]
            with connection.execute_wrapper(_no_query):
                return HttpResponse(_render(template, context, request))
        response = self.get_response(request)
        if wish == "keep" and _last:
            _kept[address] = _last[0]
        return response


def _no_query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise RuntimeError(f"the peer asked the database: {sql[:200]}")
