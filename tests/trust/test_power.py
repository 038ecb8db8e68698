"""The power is cut under load: what was acknowledged is there when it comes back, and the database is whole."""

import random
import shutil
import time

import pytest

from tests.trust.disks import forgetful
from tests.trust.load import Load, settled, verdict
from tests.trust.site import APPLICATION, Site

pytestmark = pytest.mark.trust


@pytest.fixture
def disk(tmp_path):
    with forgetful(tmp_path) as one:
        yield one


def cut_under_load(disk, model, cuts: int, application: str = APPLICATION) -> tuple[Site, Load]:
    """Start, load, cut, start again …; the disk is on again at the end, and nothing runs on it."""
    chance = random.Random(2026)
    shutil.copytree(model.data, disk.store / "data")
    site = Site(disk.mount / "data", application=application, people=model.people, things=model.things)
    site.log_folder = disk.mount.parent
    with Load(site) as load:
        for _ in range(cuts):
            disk.on()
            site.start(worker=application == APPLICATION)
            load.until(more=8)
            time.sleep(chance.uniform(0, 1.0))
            site.kill()
            disk.cut(landing=chance.choice([0, 30, 70]))
    disk.on()
    return site, load


def assert_nothing_lost(disk, model, cuts: int) -> None:
    site, load = cut_under_load(disk, model, cuts)
    after = settled(site)
    assert load.strange == []
    assert len(load.acknowledged) > cuts * 3
    assert verdict(load.acknowledged, after["kept"]) == ([], [])
    assert after["silent"] == []
    assert site.command("check", check=False).stdout.strip() == "All is well."


def test_two_cuts_lose_nothing(disk, model):
    assert_nothing_lost(disk, model, 2)


@pytest.mark.long
def test_twenty_five_cuts_lose_nothing(disk, model):
    assert_nothing_lost(disk, model, 25)


def test_the_harness_catches_a_database_that_does_not_wait_for_the_disk(disk, model):
    site, load = cut_under_load(disk, model, 1, "tests.trust.careless:application")
    lost, _doubled = verdict(load.acknowledged, site.python("tests.trust.kept")["kept"])
    assert lost
