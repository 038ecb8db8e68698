"""Mixed load with a journal of acknowledgements kept by the clients, and the checker of what was kept."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from tests.foundation.files.samples import pdf
from tests.trust.site import File, Site

# Verb, the kind of thing it is done on, and what it calls its title.
DOORS = (
    ("programme.open", "partnership", "title_zh"),
    ("area.name", "partnership", "title_zh"),
    ("item.add", "claim", "title"),
)
WRITERS = ("office", "campus", "office", "campus")


@dataclass
class Load:
    """Clients that write under idempotency keys, ask again when they heard nothing, and note what was acknowledged."""

    site: Site
    stopped: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[str] = field(default_factory=list)
    bearable: set[int] = field(default_factory=set)  # answers that acknowledge nothing and surprise nobody
    refused: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Load":
        """Begin; at the end of the block, however it ends, all clients have stopped."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Writers of both sides, and one reader."""
        for number, who in enumerate(WRITERS):
            self.threads.append(threading.Thread(target=self._write, args=(f"w{number}", who)))
        self.threads.append(threading.Thread(target=self._read))
        for thread in self.threads:
            thread.start()

    def until(self, more: int) -> None:
        """Wait until so many more were acknowledged."""
        self._wait(self.acknowledged, more)

    def gets_through(self, more: int, within: float) -> bool:
        """Whether so many more are acknowledged within these seconds."""
        goal, deadline = len(self.acknowledged) + more, time.monotonic() + within
        while len(self.acknowledged) < goal and time.monotonic() < deadline:
            time.sleep(0.02)
        return len(self.acknowledged) >= goal

    def until_refused(self, more: int) -> None:
        """Wait until so many more were refused in a bearable way."""
        self._wait(self.refused, more)

    def _wait(self, keys: list[str], more: int) -> None:
        goal, deadline = len(keys) + more, time.monotonic() + 120
        while len(keys) < goal:
            assert time.monotonic() < deadline, f"{len(keys)} of {goal}; {self.strange[-3:]}"
            time.sleep(0.02)

    def stop(self) -> None:
        """No new writes; those under way are still answered."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _write(self, name: str, who: str) -> None:
        count = 0
        while not self.stopped.is_set():
            key = f"{name}-{count}"
            if self._send(*DOORS[count % 3], who, key):
                self.acknowledged.append(key)
            count += 1

    def _send(self, verb: str, kind: str, title: str, who: str, key: str) -> bool:
        """Ask until there is an answer; whether it was an acknowledgement."""
        path = f"/do/{verb}/{kind}/{self.site.things[kind]}/"
        upload = File(pdf(key.encode())) if verb == "item.add" else None
        told = {title: key, "item_kind": "photo"}
        while True:
            try:
                answer = self.site.post(path, who, upload=upload, idempotency_key=key, next="/", **told)
            except (OSError, ValueError, HTTPException):
                if self.stopped.wait(0.05):
                    return False
                continue
            if answer.status in self.bearable:
                self.refused.append(key)
            elif answer.status not in (302, 303):
                self.strange.append(f"{answer.status} {answer.text[:200]}")
            return answer.status in (302, 303)

    def _read(self) -> None:
        while not self.stopped.wait(0.05):
            try:
                self.site.get("/activities/", "office")
            except (OSError, ValueError, HTTPException):
                continue


def settled(site: Site) -> dict[str, Any]:
    """What the site keeps (kept.py) once its worker, started anew and alone, has done what it still owed."""
    site.start_worker()
    deadline = time.monotonic() + 120
    while (found := site.python("tests.trust.kept"))["owed"]:
        assert time.monotonic() < deadline, f"{found['owed']} reactions are still owed"
    site.kill()
    return dict(found)


def verdict(acknowledged: list[str], kept: list[str]) -> tuple[list[str], list[str]]:
    """(acknowledged but not kept, kept more than once)."""
    times = Counter(kept)
    return sorted(key for key in acknowledged if not times[key]), sorted(key for key, n in times.items() if n > 1)
