"""The drill: back up, lose everything, restore, and find the same; and what restore refuses to touch."""

import hashlib
import json
import tarfile

import pytest

pytestmark = pytest.mark.trust
SECRET = "secret.key"


def state_of(site) -> dict[str, object]:
    """Every row of every table and the hash of every file."""
    rows = site.python("tests.trust.rows")
    folder = site.data / "files"
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return {"rows": rows, "files": files, "key": (site.data / SECRET).read_text()}


@pytest.fixture
def used(make_site, request):
    """A site with acts, a stored file, and its backup beside it."""
    site = make_site(request.param).start()
    path = f"/do/programme.open/partnership/{site.things['partnership']}/"
    for number in range(5):
        assert site.post(path, "office", title_zh=f"第{number}", idempotency_key=f"k{number}", next="/").status == 302
    stored = site.data / "files" / "ab" / ("ab" + "0" * 62)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"\x00a file\xff")
    return site


@pytest.mark.parametrize("used", ["sqlite", "postgresql"], indirect=True)
def test_what_was_backed_up_comes_back_the_same(used, make_site, tmp_path):
    used.kill(15)
    before = state_of(used)
    file = tmp_path / "towngown.tar"
    used.command("backup", str(file))
    again = make_site("postgresql" if used.database_url else "sqlite", prepared=False)
    again.command("restore", str(file))
    after = state_of(again)
    assert after == before
    assert len(before["rows"]["partnerships_programme"]) == 5
    assert len(before["files"]) == 1
    used.people, again.people = {}, used.people
    again.start()
    path = f"/do/programme.open/partnership/{used.things['partnership']}/"
    assert again.post(path, "office", title_zh="第5", idempotency_key="k5", next="/").status == 302
    again.kill(15)
    assert len(state_of(again)["rows"]["partnerships_programme"]) == 6


@pytest.mark.parametrize("used", ["sqlite"], indirect=True)
def test_a_backup_under_load_is_of_one_moment(used, make_site, tmp_path):
    file = tmp_path / "towngown.tar"
    used.command("backup", str(file))
    again = make_site("sqlite", prepared=False)
    again.command("restore", str(file))
    rows = state_of(again)["rows"]
    entries = [row for row in rows["journal_entry"] if "programme.open" in row]
    assert len(entries) == len(rows["partnerships_programme"]) == 5
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("used", ["sqlite"], indirect=True)
def test_restore_touches_nothing_that_is_in_use(used, tmp_path):
    file = tmp_path / "towngown.tar"
    used.command("backup", str(file))
    used.kill(15)
    before = state_of(used)
    refused = used.command("restore", str(file), check=False)
    assert refused.returncode == 1
    assert "is not empty" in refused.stderr
    assert state_of(used) == before


def test_restore_refuses_a_backup_of_the_other_database(make_site, tmp_path):
    file = tmp_path / "other.tar"
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"format": 1, "database": "postgresql"}))
    with tarfile.open(file, "w") as tar:
        tar.add(manifest, arcname="manifest.json")
    refused = make_site("sqlite", prepared=False).command("restore", str(file), check=False)
    assert (refused.returncode, refused.stderr.strip()) == (
        1,
        "This backup is of postgresql; this instance uses sqlite.",
    )


def test_the_drill_sees_a_lost_row(make_site):
    site = make_site()
    before = state_of(site)
    site.command("shell", "-c", "from django.contrib.sessions.models import Session; Session.objects.first().delete()")
    assert state_of(site) != before
