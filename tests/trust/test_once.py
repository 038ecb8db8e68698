"""The same form sent by 64 clients at once is done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.trust.load import verdict

pytestmark = pytest.mark.trust
CLIENTS = 64


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_one_key_counts_once(make_site, database):
    site = make_site(database).start()
    path = f"/do/programme.open/partnership/{site.things['partnership']}/"
    for race in range(3):
        with ThreadPoolExecutor(CLIENTS) as pool:
            sent = [
                pool.submit(
                    site.post,
                    path,
                    "office",
                    timeout=60,
                    title_zh=f"race {race}",
                    idempotency_key=f"race {race}",
                    next="/",
                )
                for _ in range(CLIENTS)
            ]
        assert {one.result().status for one in sent} == {302}
    site.kill()
    assert verdict(["race 0", "race 1", "race 2"], site.python("tests.trust.kept")["kept"]) == ([], [])


def test_without_a_shared_key_each_counts(live):
    path = f"/do/programme.open/partnership/{live.things['partnership']}/"
    for number in range(3):
        assert live.post(path, "office", title_zh="same", idempotency_key=f"k{number}", next="/").status == 302
    live.kill()
    assert live.python("tests.trust.kept")["kept"] == ["same"] * 3
