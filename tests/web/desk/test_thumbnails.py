"""Small pictures: made when asked for, from what is kept, for whoever may see the whole one, with nothing but pixels in them."""

from io import BytesIO

import pytest
from PIL import Image

from tests.foundation.files import samples
from towngown.foundation.files import actions as files
from towngown.foundation.files import thumbnails
from towngown.foundation.files.words import SMALL_SIDE


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_ROOT, settings.THUMBNAILS_ROOT = tmp_path / "files", tmp_path / "thumbnails"


@pytest.fixture
def office(client, world):
    client.force_login(world.users["office"])
    return client


def content(answer):
    """Read to its end, the client closes the answer itself; closing it by hand would close the test's database, too."""
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("kind", "size", "mode", "small"),
    [
        ("JPEG", (2000, 1000), "RGB", (480, 240)),
        ("JPEG", (900, 1800), "L", (240, 480)),
        ("PNG", (1000, 1000), "RGBA", (480, 480)),
        ("PNG", (1000, 500), "P", (480, 240)),
        ("WEBP", (700, 700), "RGB", (480, 480)),
        ("GIF", (600, 300), "RGB", (480, 240)),
        ("PNG", (1, 2000), "RGB", (1, 480)),
        ("JPEG", (100, 50), "RGB", (100, 50)),
    ],
)
def test_every_kind_of_picture_has_a_small_one(office, world, kind, size, mode, small):
    stored = files.store(by=world.office, upload=samples.picture(kind, size, mode))
    answer = office.get(f"/files/{stored.ref}/?small")
    assert answer["Content-Type"] == "image/webp"
    data = content(answer)
    assert int(answer["Content-Length"]) == len(data)
    assert Image.open(BytesIO(data)).size == small
    assert max(small) <= SMALL_SIDE


def test_it_is_upright_light_and_says_nothing_of_where_it_was_taken(office, world):
    stored = files.store(by=world.office, upload=samples.picture_with_gps(orientation=6))
    data = content(office.get(f"/files/{stored.ref}/?small"))
    opened = Image.open(BytesIO(data))
    assert opened.size == (20, 40)
    assert not opened.getexif()
    assert samples.GPS not in data


def test_it_is_made_once_and_again_when_lost(office, world, settings, monkeypatch):
    stored = files.store(by=world.office, upload=samples.picture())
    made = []
    monkeypatch.setattr(thumbnails, "small", lambda data: made.append(1) or b"RIFF")
    for _ in range(3):
        assert content(office.get(f"/files/{stored.ref}/?small")) == b"RIFF"
    assert made == [1]
    next(path for path in settings.THUMBNAILS_ROOT.rglob("*") if path.is_file()).unlink()
    content(office.get(f"/files/{stored.ref}/?small"))
    assert made == [1, 1]


def test_without_room_the_whole_picture_is_shown(office, world, monkeypatch):
    stored = files.store(by=world.office, upload=samples.picture("PNG"))

    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("towngown.kit.shelf.tempfile.mkstemp", full)
    answer = office.get(f"/files/{stored.ref}/?small")
    assert (answer["Content-Type"], content(answer)[1:4]) == ("image/png", b"PNG")


def test_the_same_eyes_and_the_same_headers(office, world, client):
    picture = files.store(by=world.office, upload=samples.picture())
    document = files.store(by=world.office, upload=samples.pdf())
    small, whole = office.get(f"/files/{picture.ref}/?small"), office.get(f"/files/{picture.ref}/")
    assert content(small) != content(whole)
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        assert small[name] == whole[name]
    assert small["ETag"] != whole["ETag"]
    assert office.get(f"/files/{picture.ref}/?small", headers={"If-None-Match": small["ETag"]}).status_code == 304
    assert content(office.get(f"/files/{document.ref}/?small")) == samples.pdf()
    client.force_login(world.users["campus"])
    assert client.get(f"/files/{picture.ref}/?small").status_code == 404
    client.logout()
    assert client.get(f"/files/{picture.ref}/?small").status_code == 404
