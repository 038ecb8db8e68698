"""The same form sent by 64 clients at once is done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.asvs import asvs
from tests.trust.load import verdict

pytestmark = pytest.mark.trust
CLIENTS = 64


def race(site, number: int) -> None:
    """So many clients send the same form under the same key at once; all are told that it was done."""
    path = f"/do/programme.open/partnership/{site.things['partnership']}/"
    key = {"title_zh": f"race {number}", "idempotency_key": f"race {number}", "next": "/"}
    with ThreadPoolExecutor(CLIENTS) as pool:
        sent = [pool.submit(site.post, path, "office", timeout=120, **key) for _ in range(CLIENTS)]
    assert {one.result().status for one in sent} == {302}


def races(site, count: int) -> None:
    """After so many races each form was done exactly once."""
    site.start(worker=False)
    for number in range(count):
        race(site, number)
    site.kill()
    keys = [f"race {number}" for number in range(count)]
    assert verdict(keys, site.python("tests.trust.kept")["kept"]) == ([], [])


@asvs("2.3.4", "15.4.2")
@pytest.mark.parametrize(("database", "count"), [("sqlite", 20), ("postgresql", 5)])
def test_one_key_counts_once(make_site, database, count):
    races(make_site(database), count)


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_one_key_counts_once_a_thousand_times(make_site, database):
    races(make_site(database), 1000)


def test_without_a_shared_key_each_counts(live):
    path = f"/do/programme.open/partnership/{live.things['partnership']}/"
    for number in range(3):
        assert live.post(path, "office", title_zh="same", idempotency_key=f"k{number}", next="/").status == 302
    live.kill()
    assert live.python("tests.trust.kept")["kept"] == ["same"] * 3
