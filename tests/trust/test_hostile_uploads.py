"""Uploads made to harm: each is refused with one sentence or neutralised, within 300 MB and 5 seconds."""

import subprocess
import sys
import textwrap
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.asvs import asvs
from tests.foundation.files import samples
from towngown.foundation.files.compute import safe
from towngown.kit import xml
from towngown.kit.problems import Problem

pytestmark = pytest.mark.trust
SRC = str(Path(__file__).resolve().parents[2] / "src")


def with_stored_size(data: bytes, real: int, told: int) -> bytes:
    """The archive with a lie about how much a part unpacks to."""
    return data.replace(real.to_bytes(4, "little"), told.to_bytes(4, "little"))


BOMB = samples.docx(word__big=b"\0" * 60_000_000)
LYING = with_stored_size(BOMB, 60_000_000, 1_000)

REFUSED = {
    "empty": (b"", "files.empty"),
    "svg with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "files.active"),
    "svg behind an xml line": (b'<?xml version="1.0"?><svg onload="x()"/>', "files.active"),
    "html": (b"<!DOCTYPE html><html><body>hi</body></html>", "files.active"),
    "html behind blanks": (b"\n\n   \t<HTML><script>x</script>", "files.active"),
    "html in utf-16": ("<html><script>x</script>".encode("utf-16"), "files.active"),
    "text that becomes html": (b"hello <script>alert(1)</script>", "files.active"),
    "xml with an entity": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "files.active"),
    "windows program": (b"MZ\x90\x00" + b"\0" * 200, "files.program"),
    "linux program": (b"\x7fELF" + b"\0" * 200, "files.program"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "files.program"),
    "zip": (samples.archive({"a.txt": b"x"}), "files.archive"),
    "rar": (b"Rar!\x1a\x07\x00" + b"\0" * 50, "files.archive"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 50, "files.archive"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "files.old_office"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "files.heic"),
    "macros": (samples.docx(word__vbaProject_dot_bin=b"x"), "files.macros"),
    "macros in capitals": (samples.docx(word__VBAPROJECT_dot_BIN=b"x"), "files.macros"),
    "activex": (samples.docx(word__activeX__activeX1_dot_bin=b"x"), "files.macros"),
    "embedded program": (samples.docx(word__embeddings__setup_dot_exe=b"MZ"), "files.macros"),
    "macros by content type": (
        samples.archive(
            {"[Content_Types].xml": '<T><D ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></T>'}
        ),
        "files.macros",
    ),
    "remote template": (
        samples.docx(word___rels__settings_dot_xml_dot_rels='<R Type="attachedTemplate" TargetMode="External"/>'),
        "files.macros",
    ),
    "zip-slip": (samples.archive({"[Content_Types].xml": "<a/>", "../../x": b"x"}), "files.bad_names"),
    "absolute name": (samples.archive({"[Content_Types].xml": "<a/>", "/etc/cron.d/x": b"x"}), "files.bad_names"),
    "backslash name": (samples.archive({"[Content_Types].xml": "<a/>", "..\\..\\x": b"x"}), "files.bad_names"),
    "bomb": (BOMB, "files.bomb"),
    "bomb that lies": (LYING, "files.broken"),
    "entity in a part": (samples.docx(word__x_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "files.active"),
    "entity behind a long comment": (
        samples.docx(word__x_dot_xml=f'<!--{" " * 70_000}--><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "files.active",
    ),
    "entity in utf-16": (
        samples.docx(word__x_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16-be")),
        "files.active",
    ),
    "cut-off document": (samples.docx()[:-30], "files.broken"),
    "document and something after it": (samples.docx() + b"<html>", "files.two_in_one"),
    "pdf and zip": (samples.pdf(tail=samples.archive({"a.js": b"x"})), "files.two_in_one"),
    "pdf and html": (b"%PDF-1.4 <script>alert(1)</script>" + samples.pdf(), "files.two_in_one"),
    "pdf with a program": (samples.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "files.macros"),
    "pdf cut off": (b"%PDF-1.4\n" + b"x" * 5000, "files.broken"),
    "zip behind text": (b"hello\n" + samples.archive({"a.txt": b"x"}), "files.two_in_one"),
    "sixty megapixels": (samples.huge_png(10_000, 6_000), "files.too_many_pixels"),
    "four thousand megapixels": (samples.huge_png(60_000, 64)[:200], "files.broken_picture"),
    "truncated jpeg": (samples.picture("JPEG", (400, 400))[:-400], "files.broken_picture"),
    "truncated png": (samples.picture("PNG", (400, 400))[:120], "files.broken_picture"),
    "picture by its first bytes only": (b"\xff\xd8\xff\xe0" + b"not a picture", "files.broken_picture"),
    "binary": (bytes(range(256)) * 4, "files.unknown_type"),
}


@asvs("5.2.2", "5.2.3")
@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name):
    data, code = REFUSED[name]
    start = time.process_time()
    with pytest.raises(Problem) as refused:
        safe(data)
    assert refused.value.code == code
    assert time.process_time() - start < 5


HIDDEN = b"<script>alert('polyglot')</script>"


@asvs("5.2.2")
@pytest.mark.parametrize(
    "data",
    [
        samples.picture("JPEG", comment=HIDDEN),
        samples.picture("JPEG") + HIDDEN,
        samples.picture("GIF", comment=HIDDEN),
        samples.picture("PNG") + samples.archive({"x.html": HIDDEN}),
        samples.picture("WEBP") + HIDDEN,
    ],
)
def test_a_second_file_hidden_in_a_picture_does_not_survive(data):
    kept = safe(data).data
    assert HIDDEN not in kept
    assert not zipfile.is_zipfile(BytesIO(kept))


def test_where_a_picture_was_taken_does_not_survive():
    data = samples.picture_with_gps()
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    kept = Image.open(BytesIO(safe(data).data))
    assert not kept.getexif()
    assert samples.GPS not in safe(data).data
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(kept.info)


def test_control_a_naive_store_would_keep_where_it_was_taken():
    data = samples.picture_with_gps()
    assert samples.GPS in data
    out = BytesIO()
    opened = Image.open(BytesIO(data))
    opened.save(out, "JPEG", exif=opened.info["exif"])
    assert Image.open(BytesIO(out.getvalue())).getexif().get_ifd(0x8825)


def test_control_what_is_refused_differs_from_what_is_kept_only_in_the_harm():
    assert safe(samples.docx()).data == samples.docx()
    assert safe(samples.pdf()).data == samples.pdf()
    assert safe(samples.huge_png(8_000, 6_000)).width == 2560


DEEP = b"<a>" * 10_000 + b"</a>" * 10_000
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'


@asvs("1.5.1")
@pytest.mark.parametrize(
    "data",
    [
        DEEP,
        LAUGHS,
        b'<!DOCTYPE a SYSTEM "http://example.org/x"><a/>',
        b"<a><b></a>",
        b"",
        b'<?xml version="1.0" encoding="x"?><a/>',
    ],
)
def test_hostile_xml_is_refused(data):
    with pytest.raises(xml.HostileXml):
        xml.read(data)


def test_harmless_xml_is_read():
    assert xml.read("<甲><b>丙</b></甲>".encode())[0].text == "丙"


def test_the_largest_allowed_picture_needs_little_memory():
    """Forty-eight megapixels in a fresh process, below 300 MB more than the start."""
    script = """
        import resource, sys
        sys.path.insert(0, {src!r})
        sys.path.insert(0, {root!r})
        from tests.foundation.files import samples
        from towngown.foundation.files.compute import safe
        data = samples.huge_png(8000, 6000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        safe(data)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    code = textwrap.dedent(script).format(src=SRC, root=str(Path(SRC).parent))
    grown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert int(grown.stdout) < 300_000
