"""towngown run: prepare, say where it is, serve, and end server and worker together."""

import argparse
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

from towngown.config.options import option

PR_SET_PDEATHSIG = 1
PATIENCE = 10.0  # seconds that server and worker have to finish what they are doing


def main(arguments: list[str]) -> int:
    """Serve until SIGINT or SIGTERM, or until server or worker ends by itself; returns an exit code."""
    parser = argparse.ArgumentParser(prog="towngown run", description=__doc__)
    parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere (towngown work)")
    options = parser.parse_args(arguments)
    if _stays_taken(option("HOST"), option("PORT")):
        say(f"Port {option('PORT')} is in use by another program. Set TOWNGOWN_PORT to a free one.")
        return 1
    _prepare()
    commands = [_server()] + [[sys.executable, "-m", "towngown.config.commands.work"]] * (not options.no_worker)
    _stop_on_signals()
    children = [subprocess.Popen(command, process_group=0, preexec_fn=_end_with_us) for command in commands]
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        end(children)


def _prepare() -> None:
    """Every step says what it is about to do, if there is something to do: the first start takes a minute or two."""
    import django

    django.setup()
    from towngown.config.commands import prepare

    for step, doing in (
        (prepare.words, "Compiling the translations …"),
        (prepare.database, "Bringing the database up to date …"),
        (prepare.pages, "Collecting style sheets and scripts …"),
        (prepare.examples, "Bringing in the examples and playing the demonstration, a minute or so …"),
    ):
        if work := step():
            say(doing)
            work()
    _greet()


def _greet() -> None:
    """Where it is, and who may log in to look around."""
    from django.conf import settings
    from django.db import connection

    from towngown.foundation.people.queries import demonstration_logins
    from towngown.foundation.people.words import DEMONSTRATION_PASSWORD
    from towngown.kit import clock

    say(f"校地通 Towngown: {settings.SITE_ADDRESS}/   English: {settings.SITE_ADDRESS}/en/")
    people = list(demonstration_logins()[:30]) if settings.DEMONSTRATION else []
    if people:
        say(f"Demonstration log-ins, all with the password {DEMONSTRATION_PASSWORD}:")
        for person in people:
            roles = ", ".join(sorted({one.role for one in person.held(clock.today())}))
            say(f"  {person.user.username:20}{roles:14}{person.name}")
    connection.close()


def _server() -> list[str]:
    """One process and a few threads: SQLite has one writer, and most of a page is waiting for nothing."""
    address = ["--host", option("HOST"), "--port", str(option("PORT"))]
    shape = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", *shape, *address, "towngown.config.wsgi:application"]


def taken(host: str, port: int) -> bool:
    """Whether somebody listens there. The server itself would share the port, and each would answer half of the people."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _stays_taken(host: str, port: int) -> bool:
    """Whether it is taken for longer than a server needs that was just told to end."""
    deadline = time.monotonic() + PATIENCE
    occupied = taken(host, port)
    if occupied:
        say(f"Port {port} is still in use; waiting a few seconds …")
    while occupied and time.monotonic() < deadline:
        time.sleep(0.2)
        occupied = taken(host, port)
    return occupied


def _stop_on_signals() -> None:
    """SIGTERM is handled like Ctrl-C; the children are in groups of their own and hear of either from us only."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _end_with_us() -> None:
    """In the child, on Linux: be told to end when we are killed and cannot tell it ourselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to finish, wait, and kill whoever does not, with whatever it started itself."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def say(line: str) -> None:
    """One line for the person who started us, at once."""
    print(line, flush=True)
