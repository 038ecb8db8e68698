"""A whole site for a test: its own data folder, its own server and worker processes, and plain clients of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.architecture.source import REPOSITORY

APPLICATION = "towngown.config.wsgi:application"
CSRF = "c" * 32


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class File(NamedTuple):
    """A file in a form."""

    data: bytes
    name: str = "sheet.pdf"
    field: str = "upload"


@dataclass
class Answer:
    """What the server said."""

    status: int
    body: bytes
    headers: Message

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def cookie(self, name: str) -> str:
        """The value of a cookie that it set, or nothing."""
        set_now = [one.split(";")[0].partition("=") for one in self.headers.get_all("set-cookie") or []]
        return {key: value for key, _, value in set_now}.get(name, "")


@dataclass
class Site:
    """A data folder with its processes. `people`: name → session key; `things`: name → ref, both from seed.py."""

    data: Path
    database_url: str = ""
    application: str = APPLICATION
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    people: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    log_folder: Path | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)]),
            "DJANGO_SETTINGS_MODULE": "towngown.config.settings",
            "TOWNGOWN_DATA": str(self.data),
            "TOWNGOWN_DATABASE_URL": self.database_url,
            "TOWNGOWN_PORT": str(self.port),
            "TOWNGOWN_DEMONSTRATION": "1",
        }
        return os.environ | own | self.secrets

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a towngown command on this site."""
        line = [sys.executable, "-c", "from towngown.config.cli import main; main()", *words]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, check=check)

    def python(self, module: str, *words: str) -> Any:
        """Run a module on this site's data; what it prints last is JSON."""
        line = [sys.executable, "-m", module, *words]
        done = subprocess.run(line, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def prepare(self) -> "Site":
        """Tables, static files, and the little world of the tests with sessions for its people."""
        seeded = self.python("tests.trust.seed")
        self.people, self.things = seeded["people"], seeded["things"]
        return self

    def like(self, model: "Site") -> "Site":
        """A copy of a prepared site that does not run."""
        shutil.copytree(model.data, self.data)
        self.people, self.things = dict(model.people), dict(model.things)
        return self

    def start(self, *, worker: bool = True) -> "Site":
        """Server (and worker) up and answering."""
        shape = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error"]
        where = ["--host", "127.0.0.1", "--port", str(self.port), self.application]
        self.server = self._spawn([sys.executable, "-m", "granian", *shape, *where])
        if worker:
            self.start_worker()
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the server did not come up")

    def start_worker(self) -> None:
        """The worker alone."""
        self.worker = self._spawn([sys.executable, "-m", "towngown.config.commands.work"])

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """The worker stands still, wherever it is, until the end of the block."""
        assert self.worker is not None
        os.killpg(self.worker.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.worker.pid, signal.SIGCONT)

    def _spawn(self, line: list[str]) -> subprocess.Popen[bytes]:
        """A process in a group of its own, so that it can be killed with all its children; it speaks to a log."""
        with self.log.open("ab") as log:
            return subprocess.Popen(line, env=self.environment, cwd=REPOSITORY, stdout=log, stderr=log, process_group=0)

    @property
    def log(self) -> Path:
        """What server and worker said; beside the data unless it is to lie elsewhere."""
        return (self.log_folder or self.data.parent) / "site.log"

    def kill(self, signal_number: int = signal.SIGKILL) -> None:
        """End server and worker with everything they started; by default without a chance to say goodbye."""
        for process in (self.server, self.worker):
            if process is not None:
                try:
                    os.killpg(process.pid, signal_number)
                except ProcessLookupError:
                    continue
                finally:
                    process.wait()
        self.server = self.worker = None

    def post(self, path: str, who: str = "", timeout: float = 60, upload: File | None = None, **fields: str) -> Answer:
        """Send a form as one of the people or as nobody, with a file."""
        body, content_type = encode_multipart({"csrfmiddlewaretoken": CSRF} | fields, upload)
        return self._ask(path, who, body, timeout, {"Content-Type": content_type})

    def get(self, path: str, who: str = "", timeout: float = 60) -> Answer:
        """A page, as one of the people or as nobody."""
        return self._ask(path, who, None, timeout)

    def _ask(
        self, path: str, who: str, body: bytes | None, timeout: float, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Answer:
        cookies = f"csrftoken={CSRF}" + (f"; sessionid={self.people[who]}" if who else "")
        told = {"Cookie": cookies, "Referer": self.address + "/", **headers}
        request = urllib.request.Request(self.address + path, body, told)
        opener = urllib.request.build_opener(_Stay)
        try:
            with opener.open(request, timeout=timeout) as answer:
                return Answer(answer.status, answer.read(), answer.headers)
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.read(), refused.headers)


def encode_multipart(fields: Mapping[str, str], upload: File | None) -> tuple[bytes, str]:
    """(body, content type) of a form as a browser sends it."""
    edge = b"--of-the-test"
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    if upload is not None:
        parts.append(f'name="{upload.field}"; filename="{upload.name}"\r\n\r\n'.encode() + upload.data)
    body = b"".join(b"--" + edge + b"\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    return body + b"--" + edge + b"--\r\n", f"multipart/form-data; boundary={edge.decode()}"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers, not something to follow."""

    def redirect_request(self, *_: Any) -> None:
        return None
