"""From the bytes of an upload to bytes that are safe to keep. The name and its ending are never believed."""

import re
import unicodedata
from dataclasses import dataclass

from towngown.foundation.files.compute import documents, pictures
from towngown.foundation.files.words import ENDINGS
from towngown.kit.problems import Problem

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"#!",
    b"\x00asm",
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Safe:
    """What is kept: the bytes, their type, and the size of a picture."""

    data: bytes
    media_type: str
    width: int | None = None
    height: int | None = None


def safe(data: bytes) -> Safe:
    """The upload made safe: pictures re-encoded without metadata, documents as they are. Raises a Problem otherwise."""
    _refuse_programs(data)
    kind = pictures.kind_of(data)
    if kind:
        return Safe(*pictures.cleaned(data))
    return Safe(data, documents.media_type(data))


def _refuse_programs(data: bytes) -> None:
    if not data:
        raise Problem("files.empty")
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise Problem("files.heic")
    if data.startswith(PROGRAMS):
        raise Problem("files.program")
    if data.startswith(ARCHIVES):
        raise Problem("files.archive")
    if data.startswith(OLD_OFFICE):
        raise Problem("files.old_office")


def safe_name(name: str, media_type: str) -> str:
    """The name without folders, control characters and direction tricks, with the ending of what it really is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
    stem = re.sub(r'[<>:"|?*;]+', " ", plain).strip(" .")
    known = {*ENDINGS.values(), "jpeg", "gif", "htm", "html", "svg", "exe", "docm", "xlsm", "js", "bat", "cmd", "scr"}
    while "." in stem and stem.rsplit(".", 1)[1].lower() in known:
        stem = stem.rsplit(".", 1)[0].strip(" .")
    return f"{(stem or 'file')[:150]}.{ENDINGS[media_type]}"
