"""kill -9 of server and worker under mixed load: nothing acknowledged is lost, nothing is done twice."""

import random
import time

import pytest

from tests.asvs import asvs
from tests.trust.load import Load, settled, verdict

pytestmark = pytest.mark.trust


def kill_under_load(site, kills: int) -> Load:
    """Start, load, kill, start again …; the site is stopped at the end."""
    chance = random.Random(2026)
    site.start()
    with Load(site) as load:
        for _ in range(kills):
            load.until(more=4)
            time.sleep(chance.uniform(0, 1))
            site.kill()
            site.start()
        load.until(more=4)
    site.kill()
    return load


def assert_nothing_lost(site, kills: int) -> None:
    load = kill_under_load(site, kills)
    after = settled(site)
    assert load.strange == []
    assert len(load.acknowledged) > kills * 3
    assert verdict(load.acknowledged, after["kept"]) == ([], [])
    assert after["silent"] == []
    assert site.command("check", check=False).stdout.strip() == "All is well."


@asvs("2.3.3")
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_five_kills_lose_nothing_and_double_nothing(make_site, database):
    assert_nothing_lost(make_site(database), 5)


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_fifty_kills_lose_nothing_and_double_nothing(make_site, database):
    assert_nothing_lost(make_site(database), 50)


def test_what_a_killed_worker_left_is_asked_for_again_by_the_tick(make_site):
    """The library leaves a killed worker's tasks marked as running for ever; without the tick nobody does them."""
    site = make_site().start(worker=False)
    with Load(site) as load:
        load.until(more=8)
    owed = site.python("tests.trust.stuck")
    site.command("db_worker", "--batch")
    without = site.python("tests.trust.kept")["owed"]
    site.command("tick")
    site.command("db_worker", "--batch")
    assert without == owed > 0
    assert site.python("tests.trust.kept")["owed"] == 0


def test_the_harness_catches_a_server_that_acknowledges_too_early(make_site):
    site = make_site(application="tests.trust.liar:application")
    load = kill_under_load(site, 2)
    lost, _doubled = verdict(load.acknowledged, site.python("tests.trust.kept")["kept"])
    assert lost


def test_the_checker_sees_a_loss_and_a_double():
    assert verdict(["a", "b", "c"], ["a", "c", "c", "d"]) == (["b"], ["c"])
