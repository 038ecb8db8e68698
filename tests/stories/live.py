"""A Towngown that really runs: its data folder, its server on a free port, its worker."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "towngown.sqlite3"
DEMONSTRATION = {"TOWNGOWN_DEMONSTRATION": "1"}
PATIENCE = 120.0  # seconds until a server must answer, and until its worker is done
LATE = os.environ.get("LATE_WORKER", "")
WORKER = ["tests.stories.late_worker", LATE] if LATE else ["django", "db_worker"]
DUE = """SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'
    OR status = 'READY' AND (run_after <= datetime('now') OR run_after > '9999')"""  # the year 9999 stands for at once


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a process of this instance needs to know."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TOWNGOWN_")}
    ours.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
    return ours | {"PYTHONPATH": path, "TOWNGOWN_DATA": str(folder)} | more


def run(folder: Path, *command: str, **more: str) -> str:
    """Run Python with these arguments on the folder's data; returns what it printed, raises when it fails."""
    given = environment(folder, **more)
    done = subprocess.run([sys.executable, *command], env=given, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def towngown(folder: Path, *command: str, **more: str) -> str:
    """The same for a towngown command."""
    return run(folder, "-m", "django", *command, **more)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Live:
    """One running instance on a copy of a prepared data folder."""

    folder: Path
    demonstration: bool = False
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log_end(self) -> str:
        return (self.folder / "log.txt").read_text()[-4000:]

    @property
    def settings(self) -> dict[str, str]:
        return {"TOWNGOWN_ADDRESS": self.address, "TOWNGOWN_PORT": str(self.port)} | (
            DEMONSTRATION if self.demonstration else {}
        )

    def __enter__(self) -> "Live":
        self._start("-m", "granian", "--interface", "wsgi", "towngown.config.wsgi:application", "--host", "127.0.0.1",
                    "--port", str(self.port), "--no-ws")  # fmt: skip
        self._start("-m", *WORKER, "--interval", "0.1", "--no-startup-delay")
        try:
            self._await_answer()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def restore(self, prepared: Path) -> None:
        """Put the prepared records in place of the present ones, under the running server.

        It keeps in memory what it read at a moment of the journal: no number of an entry may come twice. The worker must
        be idle: whoever takes its task away under its hands ends it.
        """
        self.await_idle()
        with (
            closing(sqlite3.connect(prepared / DATABASE)) as before,
            closing(sqlite3.connect(self.folder / DATABASE)) as now,
        ):
            used = now.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'").fetchone()
            before.backup(now)
            now.execute("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = 'journal_entry'", used or (0,))
            now.commit()

    def await_idle(self) -> None:
        """Wait until the worker has done what is due, and everybody was told; raises with the log when it is gone."""
        end = time.monotonic() + PATIENCE
        with closing(sqlite3.connect(self.folder / DATABASE)) as now:
            while now.execute(DUE).fetchone()[0] or self._is_gone():
                if self._is_gone() or time.monotonic() > end:
                    raise RuntimeError("Its work does not end:\n" + self.log_end)
                time.sleep(0.05)

    def _is_gone(self) -> bool:
        return any(process.poll() is not None for process in self.processes)

    def _start(self, *command: str) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            given = environment(self.folder, **self.settings)
            self.processes.append(
                subprocess.Popen([sys.executable, *command], env=given, cwd=ROOT, stdout=log, stderr=log)
            )

    def _await_answer(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._is_gone():
                break
            try:
                urllib.request.urlopen(self.address + "/accounts/login/", timeout=5).close()
                return
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("The server did not start:\n" + self.log_end)


def copy(prepared: Path, folder: Path) -> Path:
    """A prepared data folder of one's own."""
    shutil.copytree(prepared, folder)
    return folder


def empty(folder: Path) -> None:
    """Make an instance with nothing in it."""
    folder.mkdir(exist_ok=True)
    towngown(folder, "migrate", "-v0")
    towngown(folder, "collectstatic", "-v0", "--noinput")


def prepared(emptied: Path, folder: Path, world: str, *given: str) -> str:
    """Make an instance with one of the worlds beside this file in it, and return what that printed of itself."""
    copy(emptied, folder)
    return run(folder, "-m", f"tests.stories.{world}", *given)


def demonstrate(folder: Path) -> None:
    """Make an instance with the examples and the demonstration in it."""
    empty(folder)
    run(folder, "-m", "tests.stories.demonstration", **DEMONSTRATION)
