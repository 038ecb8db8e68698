"""The negative control: a server that acknowledges a form before it has kept it. The harness must catch it."""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from towngown.config.wsgi import application as honest

HEADERS = [("Location", "/"), ("Content-Length", "0")]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer every POST at once; do it half a second later, if still alive."""
    if environ["REQUEST_METHOD"] != "POST":
        return honest(environ, start_response)
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    threading.Thread(target=_later, args=(dict(environ), body)).start()
    start_response("302 Found", HEADERS)
    return [b""]


def _later(environ: dict[str, Any], body: bytes) -> None:
    time.sleep(0.5)
    environ["wsgi.input"] = io.BytesIO(body)
    b"".join(honest(environ, lambda *_: None))
