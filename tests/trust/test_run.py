"""towngown run as people use it: up, down with everything it started, and up again at once; and towngown check."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.trust.site import Site

pytestmark = pytest.mark.trust


@pytest.fixture
def run():
    """run(site) → towngown run, once its server listens; without the demonstration, which has tests of its own."""
    running: list[subprocess.Popen[str]] = []

    def begin(site: Site) -> subprocess.Popen[str]:
        line = [sys.executable, "-c", "from towngown.config.cli import main; main()", "run"]
        quiet = site.environment | {"TOWNGOWN_DEMONSTRATION": "0"}
        process = subprocess.Popen(line, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.append(process)
        deadline = time.monotonic() + 120
        while not listens(site) and time.monotonic() < deadline:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.1)
        return process

    yield begin
    for process in running:
        process.terminate()
        process.wait()


def listens(site: Site) -> bool:
    """Whether anybody answers on the site's port."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", site.port)) == 0


def children(process: subprocess.Popen[str]) -> list[int]:
    """What it started."""
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:  # noqa: PTH123 - not a path of ours
        return [int(pid) for pid in file.read().split()]


def alive(pid: int) -> bool:
    """Whether the process still runs."""
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - not a path of ours
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_server_and_worker_end_with_the_command(make_site, run, ending):
    site = make_site()
    process = run(site)
    assert site.get("/").status == 200
    two = children(process)
    assert len(two) == 2
    os.kill(process.pid, ending)
    said = process.communicate(timeout=120)[0]
    assert process.returncode == (-9 if ending == signal.SIGKILL else 0)
    assert f"http://localhost:{site.port}/" in said
    deadline = time.monotonic() + 60
    while any(alive(pid) for pid in two) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in two if alive(pid)] == []
    assert not listens(site)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("which", [0, 1])
def test_when_one_of_them_dies_the_other_is_ended_too(make_site, run, which):
    process = run(make_site())
    two = children(process)
    os.kill(two[which], signal.SIGKILL)
    process.communicate(timeout=120)
    assert process.returncode == 1
    assert [pid for pid in two if alive(pid)] == []


def test_the_second_start_prepares_nothing_again(make_site, run):
    site = make_site(prepared=False)
    for expected in (True, False):
        process = run(site)
        process.terminate()
        said = process.communicate(timeout=120)[0]
        assert ("Bringing the database up to date" in said) is expected
        assert ("Collecting style sheets and scripts" in said) is expected


def test_check_names_what_is_wrong(make_site):
    site = make_site()
    assert site.command("check", check=False).stdout.strip() == "All is well."
    site.python("tests.trust.damage")
    said = site.command("check", check=False)
    assert said.returncode == 1
    assert "is open to public, not to p1" in said.stdout
    assert "is not what it was" in said.stdout
    assert "is missing" in said.stdout
    assert "1 reactions failed and are still owed" in said.stdout


def test_a_keeper_is_made_once_and_with_a_good_password(make_site):
    site = make_site()
    for password, code in (("short", 1), ("a long enough one", 0), ("a long enough one", 1)):
        site.secrets = {"TOWNGOWN_KEEPER_PASSWORD": password}
        assert site.command("createkeeper", "chief", check=False).returncode == code
