"""Mixed load with a journal of acknowledgements kept by the clients, and the checker of what was kept."""

import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.trust.site import Site

WRITERS = ("office", "campus", "office", "campus")


@dataclass
class Load:
    """Clients that write under idempotency keys, ask again when they heard nothing, and note what was acknowledged."""

    site: Site
    stopped: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Writers of both sides, and one reader."""
        for number, who in enumerate(WRITERS):
            self.threads.append(threading.Thread(target=self._write, args=(f"w{number}", who)))
        self.threads.append(threading.Thread(target=self._read))
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """No new writes; those under way are still answered."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _write(self, name: str, who: str) -> None:
        verbs = ("programme.open", "area.name")
        count = 0
        while not self.stopped.is_set():
            key = f"{name}-{count}"
            if self._send(verbs[count % 2], who, key):
                self.acknowledged.append(key)
            count += 1

    def _send(self, verb: str, who: str, key: str) -> bool:
        """Ask until there is an answer; whether it was an acknowledgement."""
        path = f"/do/{verb}/partnership/{self.site.things['partnership']}/"
        while True:
            try:
                answer = self.site.post(path, who, title_zh=key, idempotency_key=key, next="/")
            except (OSError, ValueError):
                if self.stopped.wait(0.05):
                    return False
                continue
            if answer.status not in (302, 303):
                self.strange.append(f"{answer.status} {answer.text[:200]}")
            return answer.status in (302, 303)

    def _read(self) -> None:
        while not self.stopped.wait(0.05):
            try:
                self.site.get("/activities/", "office")
            except (OSError, ValueError):
                continue


def verdict(acknowledged: list[str], kept: list[str]) -> tuple[list[str], list[str]]:
    """(acknowledged but not kept, kept more than once)."""
    times = Counter(kept)
    return sorted(key for key in acknowledged if not times[key]), sorted(key for key, n in times.items() if n > 1)
