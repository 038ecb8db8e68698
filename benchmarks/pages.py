"""Every list page and the ledger at full size, against the same page without a database.

    python -m benchmarks.pages [--activities 100000] [--agreements 1000] [--requests 500]

granian on loopback, one worker, one client, a logged-in office user, 25 rows a page; 50 requests warm both sides up, then
page and peer alternate. The peer is the same route with the same middleware, session, user, template and bytes, its
context kept as plain objects. Beside both, the page is asked after writes: each time after one more journal entry, so that
nothing kept in memory for a moment of the journal helps it (after_write_p50_ms, 40 requests).
One JSON line a page (milliseconds and ratios). The last line has the worst p50_ratio and p99_ratio, with the load of the
machine before and after, and its limits in this run: gigabytes of memory read and fdatasync calls a second.
Goals: p50_ratio ≤ 1.5, p99_ratio ≤ 4.
"""

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import machine

PASSWORD = "a long password for the benchmark"
WARM = 50
WRITES = 40


def main() -> None:
    """Fill a database in a temporary folder, serve it, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=100_000)
    parser.add_argument("--agreements", type=int, default=1_000)
    parser.add_argument("--requests", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        os.environ |= {
            "TOWNGOWN_DATA": folder,
            "TOWNGOWN_PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        addresses = _prepare(given.activities, given.agreements)
        server = _serve(port)
        try:
            client = _Client(port)
            client.log_in()
            before = os.getloadavg()[0]
            lines = [_measure(client, name, address, given.requests) for name, address in addresses.items()]
            machine_now = machine.limits(Path(folder))
        finally:
            server.terminate()
            server.wait()
    worst = {
        "benchmark": "pages",
        "activities": given.activities,
        "agreements": given.agreements,
        "requests": given.requests,
        "p50_ratio": max(line["p50_ratio"] for line in lines),
        "p99_ratio": max(line["p99_ratio"] for line in lines),
        "worst_p50": max(lines, key=lambda line: line["p50_ratio"])["page"],
        "worst_p99": max(lines, key=lambda line: line["p99_ratio"])["page"],
        "load_before": round(before, 2),
        "load_after": round(os.getloadavg()[0], 2),
    } | machine_now
    print(json.dumps(worst))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _prepare(activities: int, agreements: int) -> dict[str, str]:
    """Make the database; name → address of every page measured."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from benchmarks import crowd
    from towngown.domain.partnerships import actions as partnerships
    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.search.actions import reindex

    by = importer()
    partnership = partnerships.found(by=by, slug="crowd", title_zh="压力测试（生成数据）", audience="partnership")
    _office(by, partnership)
    crowd.fill(partnership, activities, agreements)
    reindex(by=by)
    return {
        "partnerships": "/partnerships/",
        "intentions first": "/intentions/",
        "intentions searched": "/intentions/?q=%E7%BD%91%E6%A0%BC",
        "activities first": "/activities/",
        "activities filtered": "/activities/?state=confirmed&year=2024",
        "activities of a rare state": "/activities/?state=disputed",
        "activities searched": "/activities/?q=%E7%BD%91%E6%A0%BC",
        "agreements first": "/agreements/",
        "agreements filtered": "/agreements/?state=in_force",
        "agreements searched": "/agreements/?q=%E7%BD%91%E6%A0%BC",
        "needs first": "/needs/",
        "needs filtered": "/needs/?state=refused",
        "needs searched": "/needs/?q=%E7%BD%91%E6%A0%BC",
        "ledger filtered": "/partnerships/crowd/ledger/?state=unproven&year=2024",
        "search two characters": "/search/?q=%E8%BF%9E%E7%BF%98",
        "search one character": "/search/?q=%E5%85%9A",
        "ledger": "/partnerships/crowd/ledger/",
    } | _deep()


def _deep() -> dict[str, str]:
    """Each list again, from the row in its middle on."""
    from towngown.domain.activities.models import Activity
    from towngown.domain.agreements.models import Agreement, Promise
    from towngown.domain.exchange.models import Intention, Need

    def middle(model: Any, *order: str) -> str:
        rows = model.objects.order_by(*order)
        return str(rows[rows.count() // 2].ref)

    return {
        "activities deep": f"/activities/?before={middle(Activity, '-last_day', '-pk')}",
        "agreements deep": f"/agreements/?before={middle(Agreement, '-pk')}",
        "needs deep": f"/needs/?before={middle(Need, '-pk')}",
        "intentions deep": f"/intentions/?before={middle(Intention, '-pk')}",
        "ledger deep": f"/partnerships/crowd/ledger/?after={middle(Promise, 'agreement', 'pk')}",
    }


def _office(by: Any, partnership: Any) -> None:
    """A county with one office person who logs in."""
    from django.contrib.auth import get_user_model

    from towngown.domain.partnerships import actions as partnerships
    from towngown.foundation.organisations import actions as organisations
    from towngown.foundation.people.models import Membership, Person
    from towngown.kit import doorway

    county = organisations.found(by=by, org_kind="government", title_zh="压力县（生成数据）")
    partnerships.join(by=by, partnership=partnership, organisation=county, side="locality")
    user = get_user_model().objects.create_user(username="bench", password=PASSWORD)
    with doorway.opened("benchmark"):
        person = Person.objects.create(name="生成的人", user=user, invented=True)
        Membership.objects.create(person=person, organisation=county, role="office")


def _serve(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--log-level", "warning"]
    command += [
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--blocking-threads",
        "1",
        "towngown.config.wsgi:application",
    ]
    server = subprocess.Popen(command, cwd=Path(__file__).parent.parent)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    server.kill()
    raise RuntimeError("the server did not start")


class _Client:
    """One keep-alive connection with one session."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies: dict[str, str] = {}

    def ask(self, address: str, wish: str = "", form: str | None = None) -> tuple[int, bytes, float]:
        """Status, body and milliseconds of one request."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "X-Bench": wish}
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/",
            }
        began = time.perf_counter()
        self.connection.request("GET" if form is None else "POST", address, body=form, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, value = header.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, body, took

    def log_in(self) -> None:
        """Through the ordinary log-in page."""
        _, body, _ = self.ask("/accounts/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if token is None:
            raise RuntimeError("the log-in page has no form")
        form = f"csrfmiddlewaretoken={token[1].decode()}&login=bench&password={PASSWORD.replace(' ', '+')}"
        status, _, _ = self.ask("/accounts/login/", form=form)
        if status != 302:
            raise RuntimeError(f"log-in answered {status}")
        self.ask("/desk/")  # takes away the greeting


def _measure(client: _Client, name: str, address: str, requests: int) -> dict[str, Any]:
    """Alternate page and peer; the bytes must be equal but for the form tokens."""
    client.ask(address)
    status, page, _ = client.ask(address, "keep")
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
    peer = client.ask(address, "peer")[1]
    if _without_tokens(page) != _without_tokens(peer):
        raise RuntimeError(f"{address}: page and peer differ: {_first_difference(page, peer)}")
    for _ in range(WARM):
        client.ask(address)
        client.ask(address, "peer")
    ours, theirs = [], []
    for _ in range(requests):
        ours.append(client.ask(address)[2])
        theirs.append(client.ask(address, "peer")[2])
    line = {"page": name, "bytes": len(page)} | _figures(ours, theirs)
    line["after_write_p50_ms"] = round(statistics.median(_after_write(client, address) for _ in range(WRITES)), 2)
    print(json.dumps(line), flush=True)
    return line


def _after_write(client: _Client, address: str) -> float:
    """Milliseconds of the page after one more entry in the partnership's journal."""
    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.journal.models import Entry
    from towngown.kit import clock, doorway

    with doorway.opened("benchmark"):
        last = Entry.objects.exclude(wall=None).latest("id")
        Entry.objects.create(verb=last.verb, actor_id=importer().id, wall=last.wall, at=clock.now())
    return client.ask(address)[2]


def _first_difference(page: bytes, peer: bytes) -> str:
    lines = (_without_tokens(body).decode().splitlines() for body in (page, peer))
    pairs = zip(*lines, strict=False)
    return next((f"{ours!r} and {theirs!r}" for ours, theirs in pairs if ours != theirs), "one is shorter")


def _without_tokens(body: bytes) -> bytes:
    return re.sub(rb'(name="(csrfmiddlewaretoken|idempotency_key)" value=")[^"]+', rb"\1", body)


def _figures(ours: list[float], theirs: list[float]) -> dict[str, float]:
    def at(values: list[float], percent: int) -> float:
        return statistics.quantiles(values, n=100)[percent - 1]

    return {
        "p50_ms": round(at(ours, 50), 2),
        "p99_ms": round(at(ours, 99), 2),
        "peer_p50_ms": round(at(theirs, 50), 2),
        "peer_p99_ms": round(at(theirs, 99), 2),
        "p50_ratio": round(at(ours, 50) / at(theirs, 50), 3),
        "p99_ratio": round(at(ours, 99) / at(theirs, 99), 3),
    }


if __name__ == "__main__":
    main()
