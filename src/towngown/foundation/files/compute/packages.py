"""Office documents are zip packages: their parts are counted, named and unpacked within limits before one is kept."""

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from struct import error as StructError

from towngown.foundation.files.words import DOCX, ODT, XLSX
from towngown.kit import xml
from towngown.kit.problems import Problem

MOST_PARTS = 5_000
MOST_BYTES = 200_000_000
MOST_TIMES = 100  # so many times its size a package may unpack to, beyond FREE_BYTES
FREE_BYTES = 20_000_000
MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
PROGRAM_PARTS = re.compile(
    r"(^|/)(vbaproject|vbadata|activex|oleobject)[^/]*|^(basic|scripts)/.+|\.(exe|dll|js|vbs|bat|cmd|scr|ps1|hta|jar|lnk|sh)$",
    re.I,
)
# A document type may stand behind a comment of any length; as text of a document these words are written otherwise.
DECLARES = [word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")]
LONGEST_DECLARED = max(map(len, DECLARES))
XML_PARTS = re.compile(r"\.(xml|rels|rdf)$", re.I)


def media_type(data: bytes) -> str:
    """docx, xlsx or odt. Raises a Problem for other archives and for anything unsafe inside."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_shape(package, data)
            _check_parts(package)
            _unpack(package, len(data))
            return _type_of(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, StructError, NotImplementedError, ValueError, OSError, KeyError):
        raise Problem("files.broken") from None


def _check_shape(package: zipfile.ZipFile, data: bytes) -> None:
    """One archive from the first byte to the last: nothing before it, nothing after it, no parts lying on each other."""
    infos = package.infolist()
    end = data.rfind(b"PK\x05\x06")
    starts_late = bool(infos) and min(info.header_offset for info in infos) != 0
    if package.comment or end != len(data) - 22 or starts_late:
        raise Problem("files.two_in_one")
    if len(infos) > MOST_PARTS or sum(info.compress_size for info in infos) > len(data):
        raise Problem("files.bomb")


def _check_parts(package: zipfile.ZipFile) -> None:
    names = [info.filename for info in package.infolist()]
    if any(_dangerous(name) for name in names) or len({name.lower() for name in names}) != len(names):
        raise Problem("files.bad_names")
    if any(info.external_attr >> 16 & 0o170000 == 0o120000 for info in package.infolist()):
        raise Problem("files.bad_names")
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise Problem("files.protected")
    if any(PROGRAM_PARTS.search(name) for name in names):
        raise Problem("files.macros")


def _dangerous(name: str) -> bool:
    """A name that would leave the folder it is unpacked in."""
    parts = name.split("/")
    return "\\" in name or ":" in name or "\x00" in name or posixpath.isabs(name) or ".." in parts


def _unpack(package: zipfile.ZipFile, size: int) -> None:
    """Read every part to its end, counting what really comes out; XML parts must be harmless."""
    left = min(MOST_BYTES, max(FREE_BYTES, size * MOST_TIMES))
    for info in package.infolist():
        if info.file_size > left:
            raise Problem("files.bomb")
        is_xml = bool(XML_PARTS.search(info.filename))
        before = b""
        with package.open(info) as part:
            while chunk := part.read(65536):
                left -= len(chunk)
                if left < 0:
                    raise Problem("files.bomb")
                if is_xml and any(word in before + chunk for word in DECLARES):
                    raise Problem("files.active")
                before = chunk[-LONGEST_DECLARED:]


def _type_of(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "mimetype" in names and package.read("mimetype").strip() == ODT.encode():
        return ODT
    if "[Content_Types].xml" not in names:
        raise Problem("files.archive")
    try:
        types = {part.get("ContentType", "") for part in xml.read(package.read("[Content_Types].xml"))}
    except xml.HostileXml:
        raise Problem("files.broken") from None
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types):
        raise Problem("files.macros")
    if any(_pulls_template(package, name) for name in names if name.endswith("settings.xml.rels")):
        raise Problem("files.macros")
    for content, kind in MAIN.items():
        if content in types:
            return kind
    raise Problem("files.unknown_type")


def _pulls_template(package: zipfile.ZipFile, name: str) -> bool:
    """Whether the document fetches its template from elsewhere, which may bring macros with it."""
    relations = package.read(name)
    return b"attachedTemplate" in relations and b'"External"' in relations
