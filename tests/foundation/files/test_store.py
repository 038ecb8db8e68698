"""Keeping files: types by content, pictures upright and bare, the same content once, seen through what they hang on."""

import os
from io import BytesIO

import pytest
from PIL import Image

from tests.asvs import asvs
from tests.fixtures import TODAY
from tests.foundation.files import samples
from towngown.domain.activities import actions as activities
from towngown.domain.agreements.models import Agreement, AgreementFile
from towngown.domain.evidence import actions as evidence
from towngown.domain.partnerships.queries import activity_kind
from towngown.foundation.files import actions, queries
from towngown.foundation.files.compute import safe, safe_name
from towngown.foundation.files.models import StoredFile
from towngown.foundation.files.words import CSV, DOCX, JPEG, ODT, PDF, PNG, TEXT, WEBP, XLSX
from towngown.foundation.journal import outbox
from towngown.foundation.people import actions as people
from towngown.foundation.people.queries import person_of
from towngown.kit import doorway, shelf
from towngown.kit.problems import Problem, Problems


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (samples.picture("JPEG"), JPEG),
        (samples.picture("JPEG", mode="L"), JPEG),
        (samples.picture("JPEG", mode="CMYK"), JPEG),
        (samples.picture("PNG", mode="RGBA"), PNG),
        (samples.picture("PNG", mode="P"), PNG),
        (samples.picture("WEBP"), WEBP),
        (samples.picture("GIF"), PNG),
        (samples.pdf(), PDF),
        (samples.docx(), DOCX),
        (samples.xlsx(), XLSX),
        (samples.odt(), ODT),
        ("姓名,电话\n甲,1\n".encode("gb18030"), CSV),
        ("会议纪要\n第一条".encode(), TEXT),
        ("会议".encode("utf-16"), TEXT),
    ],
)
def test_the_type_comes_from_the_content(data, media_type):
    assert safe(data).media_type == media_type


def test_a_picture_is_turned_upright_and_loses_its_orientation():
    upright = Image.open(BytesIO(safe(samples.picture_with_gps(orientation=6)).data))
    assert upright.size == (20, 40)
    red, _, blue = upright.getpixel((10, 4))[:3]
    assert red > 200 > 50 > blue
    assert not upright.getexif()


def test_transparency_survives():
    assert Image.open(BytesIO(safe(samples.picture("PNG", mode="RGBA")).data)).getpixel((0, 0)) == (0, 0, 255, 128)


def test_a_large_picture_becomes_smaller():
    found = safe(samples.picture("JPEG", (5200, 2600)))
    assert (found.width, found.height) == (2560, 1280)


@asvs("5.4.2")
@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("会议.JPEG", JPEG, "会议.jpg"),
        ("照片.pdf.exe", PDF, "照片.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\x\\报告.docm", DOCX, "报告.docx"),
        ("evil\u202egpj.exe", PNG, "evilgpj.png"),
        ("a\r\nSet-Cookie: x", TEXT, "aSet-Cookie  x.txt"),
        ("", CSV, "file.csv"),
        ("第1.2版", PDF, "第1.2版.pdf"),
    ],
)
def test_names_are_made_harmless(name, media_type, kept):
    assert safe_name(name, media_type) == kept


@asvs("5.3.2")
def test_the_same_content_lies_there_once(world, files_root):
    first = actions.store(by=world.office, upload=BytesIO(samples.pdf()), name="一.pdf")
    second = actions.store(by=world.campus, upload=samples.pdf(), name="二.pdf")
    assert first.sha256 == second.sha256
    assert [path for path in files_root.rglob("*") if path.is_file()] == [queries.path_of(first)]
    assert queries.path_of(second).read_bytes() == samples.pdf()
    assert (first.name, second.name, first.size) == ("一.pdf", "二.pdf", len(samples.pdf()))


@asvs("5.2.1")
def test_too_large_is_refused_and_nothing_lies_there(world, settings, files_root):
    settings.UPLOAD_LIMIT_BYTES = 1_000_000
    with pytest.raises(Problem, match="larger than 1 MB"):
        actions.store(by=world.office, upload=b"x" * 1_000_001)
    assert not files_root.exists()


def test_a_visitor_may_not_store_and_a_file_must_be_given(world):
    with pytest.raises(Problem, match="may not"):
        actions.store(by=world.visitor, upload=samples.pdf())
    with pytest.raises(Problems):
        actions.store(by=world.office, upload=None)


def test_a_file_is_seen_through_what_it_hangs_on(world, monkeypatch):
    monkeypatch.setattr(queries, "_through", {})
    queries.seen_through("agreements.AgreementFile", "stored_file", "agreement")
    stored = actions.store(by=world.office, upload=samples.pdf())
    assert queries.file(world.office, stored.ref) == stored
    with pytest.raises(Problem):
        queries.file(world.campus, stored.ref)
    with doorway.opened("test"):
        agreement = Agreement.objects.create(partnership=world.partnership, title_zh="协议")
        AgreementFile.objects.create(agreement=agreement, stored_file=stored)
    assert queries.file(world.campus, stored.ref) == stored
    for name in ("stranger", "visitor"):
        with pytest.raises(Problem):
            queries.file(world.actors[name], stored.ref)


@asvs("16.5.3")
def test_a_failed_write_leaves_no_trace(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("towngown.kit.shelf.os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        shelf.put(tmp_path, b"content")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@asvs("5.3.1")
def test_what_was_uploaded_lies_where_nothing_is_served_or_run(world, settings):
    path = queries.path_of(actions.store(by=world.office, upload=samples.pdf(), name="run.php"))
    assert (path.suffix, path.stat().st_mode & 0o111) == ("", 0)
    assert not path.is_relative_to(settings.STATIC_ROOT)


@asvs("5.3.2")
def test_only_a_hash_names_a_place(tmp_path):
    with pytest.raises(ValueError, match="SHA-256"):
        shelf.path_in(tmp_path, "../../etc/passwd")


def test_uploads_of_the_erased_go_unless_something_hangs_on_them(world, settings):
    stray, shown = (actions.store(by=world.office, upload=samples.pdf(name)) for name in (b"stray", b"shown"))
    activity = activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=activity_kind("salon"), first_day=TODAY
    )
    evidence.add_item(by=world.office, claim=activity.claim, item_kind="photo", upload=samples.pdf(b"shown"))
    paths = [queries.path_of(one) for one in (stray, shown)]
    people.erase(by=world.keeper, person=person_of(world.users["office"].pk))
    outbox.drain()
    assert [one.sha256 for one in StoredFile.objects.all()] == [shown.sha256]
    assert actions.sweep() == 0
    for path in paths:
        os.utime(path, (0, 0))
    assert actions.sweep() == 1
    assert [path.exists() for path in paths] == [False, True]
