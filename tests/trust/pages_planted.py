"""A little server of pages with one fault each, so that the checks are seen to find it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from time import sleep

SOUND = "<main><h1>一页</h1><p>没有错。</p>{}</main>"
SLOW = 0.3  # seconds; the picture that pushes the page down comes after the first frame
# More than thirty kilobytes; what it says does not matter.
STYLE = "".join(f".rule-{number}{{color:#123456}}" for number in range(1_400))


def page(inside: str = "", *, language: str = "zh-Hans", body: str = "", head: str = "") -> str:
    """A page with nothing wrong but what is put inside."""
    given = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>一页</title><meta name="viewport"'
    )
    return (
        given + f' content="width=device-width">{head}</head><body class="{body}">{SOUND.format(inside)}</body></html>'
    )


def noise(size: int) -> str:
    """A comment that no compression makes small."""
    return f"<!-- {Random(1).randbytes(size // 2).hex()} -->"


class Handler(BaseHTTPRequestHandler):
    """Serves the planted pages, a style sheet and a late picture; says nothing."""

    pages: dict[str, str] = {}

    def do_GET(self) -> None:
        """One answer."""
        name = self.path.strip("/")
        kind, text = (
            ("text/css", STYLE) if name == "style.css" else ("text/html; charset=utf-8", self.pages.get(name, ""))
        )
        if name == "late.svg":
            sleep(SLOW)
            kind, text = "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300"/>'
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src *; style-src 'self' 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def planted(pages: dict[str, str]) -> Iterator[str]:
    """Serve these pages on a free port; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Planted", (Handler,), {"pages": pages}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
