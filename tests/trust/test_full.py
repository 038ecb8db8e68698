"""The disk is full, or fails at each k-th write: what is acknowledged is recorded, people read one plain page, and all
goes on by itself once the disk does."""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.asvs import asvs
from tests.trust.disks import forgetful, small
from tests.trust.load import Load, settled, verdict
from tests.trust.site import APPLICATION, Site
from towngown.kit.breakdown import is_breakdown, no_room

pytestmark = pytest.mark.trust
DOORS = "/do/programme.open/partnership/{partnership}/", "/en/do/programme.open/partnership/{partnership}/"


@contextmanager
def running(folder: Path, model: Site, application: str = APPLICATION) -> Iterator[Site]:
    """A site whose data lie in this folder, its server and worker running; ended before the disk is taken away."""
    if not (folder / "data").exists():
        shutil.copytree(model.data, folder / "data")
    site = Site(folder / "data", application=application, people=model.people, things=model.things)
    site.log_folder = folder.parent
    try:
        yield site.start()
    finally:
        site.kill()


def grow(disk) -> None:
    """There is room again."""
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)


def until_said(site: Site, words: str) -> None:
    """Wait until server or worker wrote these words to the log."""
    deadline = time.monotonic() + 60
    while words not in site.log.read_text():
        assert time.monotonic() < deadline, "nothing was said"
        time.sleep(0.05)


def assert_kept(site: Site, load: Load) -> None:
    """Server and worker lived through it; what was acknowledged is there, and nothing is harmed."""
    assert [process.poll() for process in (site.server, site.worker)] == [None, None]
    site.kill()
    after = settled(site)
    assert load.strange == []
    assert verdict(load.acknowledged, after["kept"]) == ([], [])
    assert after["silent"] == []
    assert site.command("check", check=False).stdout.strip() == "All is well."


def test_a_full_disk_says_so_and_goes_on_when_there_is_room(tmp_path, model):
    with small(tmp_path) as disk, running(disk, model) as site:
        with Load(site, bearable={507}) as load:
            load.until_refused(more=20)
            chinese, english = (site.post(one.format(**site.things), "office", title_zh="茶" * 200) for one in DOORS)
            assert (chinese.status, english.status) == (507, 507)
            assert "刚才提交的没有保存" in chinese.text
            assert "What you sent just now was not saved" in english.text
            assert site.get("/activities/", "office").status == 200
            grow(disk)
            load.until(more=20)
        assert_kept(site, load)


def test_the_harness_catches_a_server_that_acknowledges_what_found_no_room(tmp_path, model):
    with small(tmp_path) as disk, running(disk, model, "tests.trust.liar:application") as site:
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free))
        with Load(site) as load:
            load.until(more=8)
        site.kill()
        grow(disk)
        lost, _doubled = verdict(load.acknowledged, site.python("tests.trust.kept")["kept"])
        assert lost


def fail_each(tmp_path, model, numbers) -> None:
    """Load while each k-th write or fsync fails, for several k; then without failures."""
    with forgetful(tmp_path) as disk:
        shutil.copytree(model.data, disk.store / "data")
        with running(disk.on().mount, model) as site:
            fail_one_after_the_other(disk, site, numbers)


def fail_one_after_the_other(disk, site, numbers) -> None:
    """The failures themselves; when no write succeeds at all, the worker must meet with it, too."""
    with Load(site, bearable={500, 507}) as load:
        load.until(more=8)
        for every in numbers:
            if every == 1:
                fail_with_work_in_hand(disk, site, load)
            else:
                disk.fail(every)
            load.until_refused(more=4)
            if every == 1:
                until_said(site, "the database failed; work goes on")
            disk.fail(0)
            load.until(more=8)
    assert_kept(site, load)


def fail_with_work_in_hand(disk, site, load) -> None:
    """From now on every write fails, the worker's too: it is held still while it gets something to do, but for the
    moments in which it holds the database itself."""
    for _ in range(20):
        with site.worker_held():
            if load.gets_through(more=4, within=5.0):
                disk.fail(1)
                return
    raise AssertionError("the worker never let go of the database")


@asvs("16.5.3")
def test_a_failed_write_is_never_acknowledged(tmp_path, model):
    fail_each(tmp_path, model, (1, 7))


@pytest.mark.long
def test_a_failed_write_is_never_acknowledged_whichever_it_is(tmp_path, model):
    fail_each(tmp_path, model, range(1, 40))


@pytest.mark.parametrize("error", [OSError(28, "full"), OSError(122, "quota"), OSError(27, "too large")])
def test_want_of_room_is_known_by_the_word_of_the_system(error):
    assert no_room(error)
    assert is_breakdown(error)
    assert not no_room(OSError(5, "broken"))
    assert is_breakdown(OSError(5, "broken"))
    assert not is_breakdown(FileNotFoundError(2, "ours"))


def test_want_of_room_is_known_by_the_word_of_the_database():
    """SQLite itself says it, through Django, when no page may be added."""
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA max_page_count=2")
    with pytest.raises(sqlite3.OperationalError) as full:
        database.execute("CREATE TABLE a (b)").execute("INSERT INTO a VALUES (zeroblob(100000))")
    database.close()
    wrapped = RuntimeError()
    wrapped.__cause__ = full.value
    assert no_room(full.value)
    assert is_breakdown(full.value)
    assert no_room(wrapped)
