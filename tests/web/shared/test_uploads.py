"""A refused form keeps its files: for whoever sent them, for a day, and never two in place of one."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from tests.asvs import asvs
from tests.fixtures import TODAY
from tests.foundation.files import samples
from tests.web.activities.conftest import browser, held, lecture, planned, today, whole_house
from towngown.domain.evidence.models import Item
from towngown.foundation.files import waiting
from towngown.foundation.files.models import StoredFile
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.kit.schedule import registered

__all__ = ["browser", "held", "lecture", "planned", "today", "whole_house"]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_ROOT, settings.WAITING_ROOT = tmp_path / "files", tmp_path / "waiting"


def photo(name="现场.jpg", content=None):
    return SimpleUploadedFile(name, content or samples.picture_with_gps(), "image/jpeg")


def form_of(response):
    """The names and values of the form's hidden fields, as a browser sends them again."""
    page = html.fromstring(response.content.decode())
    return {one.get("name"): one.get("value") for one in page.xpath("//main//input[@type='hidden']")}


@pytest.fixture
def refused(world, browser, held):
    """A photo sent with a kind that there is not: the page that comes back."""
    client = browser("office")
    address = f"/do/item.add/claim/{held.claim.ref}/"
    page = client.post(address, {"item_kind": "cake", "upload": photo(), "title": "雪地里", "idempotency_key": "k"})
    return client, address, page


def test_the_page_says_which_file_is_kept(refused):
    _client, _address, page = refused
    assert page.status_code == 422
    assert "“现场.jpg”已保留" in page.content.decode()
    assert StoredFile.objects.count() == 0  # nothing enters the record before the form is accepted


def test_sent_again_without_choosing_it_is_there(refused, held):
    client, address, page = refused
    sent = client.post(address, form_of(page) | {"item_kind": "photo", "title": "雪地里"})
    assert sent.status_code == 302
    item = Item.objects.get(claim=held.claim)
    assert (item.title, item.stored_file.name, item.stored_file.media_type) == ("雪地里", "现场.jpg", "image/jpeg")


def test_refused_twice_it_is_still_there(refused):
    client, address, page = refused
    again = client.post(address, form_of(page) | {"item_kind": "cake"})
    assert again.status_code == 422
    assert form_of(again)["kept_upload"] == form_of(page)["kept_upload"]


def test_another_file_replaces_it(refused, held):
    client, address, page = refused
    client.post(address, form_of(page) | {"item_kind": "photo", "upload": photo("另一张.jpg")})
    assert Item.objects.get(claim=held.claim).stored_file.name == "另一张.jpg"


def test_what_waits_has_lost_where_it_was_taken(refused):
    kept = [path.read_bytes() for path in configured.WAITING_ROOT.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert samples.GPS not in kept[0]


@asvs("9.1.1")
def test_nobody_else_can_take_it(refused, browser, world, held):
    _client, address, page = refused
    word = form_of(page)["kept_upload"]
    for other in (browser("office"), browser("sibling"), browser("campus")):  # another session; other people
        sent = other.post(address, {"item_kind": "photo", "kept_upload": word})
        assert sent.status_code in (403, 422)
    assert Item.objects.count() == 0
    with pytest.raises(Problem, match="kept for a day"):
        waiting.take(world.office, "", word + "x")


@asvs("9.2.1")
def test_after_a_day_it_is_said_to_be_gone(refused):
    client, address, page = refused
    with clock.set_to(TODAY + timedelta(days=3)):
        sent = client.post(address, form_of(page) | {"item_kind": "photo"})
    assert sent.status_code == 422
    assert "只保留一天" in sent.content.decode()
    assert Item.objects.count() == 0


def test_a_file_that_is_wrong_itself_is_named_and_not_kept(browser, held):
    bad = SimpleUploadedFile("x.jpg", b"MZ" + b"\0" * 99)
    page = browser("office").post(
        f"/do/item.add/claim/{held.claim.ref}/", {"item_kind": "cake", "upload": bad, "idempotency_key": "k"}
    )
    assert "程序" in page.content.decode()
    assert "kept_upload" not in form_of(page)


def test_the_clock_forgets_what_nobody_can_take(refused):
    assert waiting.forget in registered("daily").values()
    files = [path for path in configured.WAITING_ROOT.rglob("*") if path.is_file()]
    assert waiting.forget() == 0
    assert all(path.exists() for path in files)
    with clock.set_to(TODAY + timedelta(days=4)):
        assert waiting.forget() == 1
    assert not any(path.exists() for path in files)


def test_the_same_file_sent_later_waits_longer(world):
    with clock.set_to(TODAY):
        waiting.keep(world.office, "s", photo())
    with clock.set_to(TODAY + timedelta(days=2)):
        word = waiting.keep(world.office, "s", photo()).word
    with clock.set_to(TODAY + timedelta(days=2), hour=20):
        assert waiting.forget() == 0
        assert waiting.take(world.office, "s", word).name == "现场.jpg"


def test_a_refused_import_keeps_its_good_files(world, browser):
    client = browser("office")
    good = SimpleUploadedFile("a.yaml", b"areas:\n  - {key: health, title: {en: Health}}\n")
    bad = SimpleUploadedFile("b.yaml", b"MZ\0\0")
    page = client.post("/import/", {"partnership": "small", "files": [good, bad], "idempotency_key": "k"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "b.yaml: " in said
    assert "“a.yaml”已保留，会一并提交。" in said
    sent = client.post("/import/", form_of(page) | {"partnership": "small"})
    assert sent.status_code == 302
    assert [one.name for one in StoredFile.objects.all()] == ["a.yaml.txt"]
