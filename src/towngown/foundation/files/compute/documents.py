"""Documents, which are only ever handed over as attachments: PDF, Word, Excel, OpenDocument text, CSV, plain text."""

import re
import zipfile
from io import BytesIO

from towngown.foundation.files.compute import packages
from towngown.foundation.files.words import CSV, PDF, TEXT
from towngown.kit.problems import Problem

ACTIVE = re.compile(
    rb"<\s*(!doctype\s+(html|svg)|html|head|body|script|svg|iframe|\?xml|\?php|!entity|math|object|embed)", re.I
)
RUNS = re.compile(rb"/(JavaScript|Launch|RichMedia|XFA)\b")
SEPARATORS = ",;\t"
BOMS = (b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes) -> str:
    """The type of a document by its content. Raises a Problem for everything that is not one of ours."""
    if data.startswith(b"PK"):
        return packages.media_type(data)
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return PDF
    return _plain_text(data)


def _check_pdf(data: bytes) -> None:
    """A PDF that ends as one, carries no program we can see, and is not a second file as well."""
    if b"%%EOF" not in data[-2048:]:
        raise Problem("files.broken")
    if zipfile.is_zipfile(BytesIO(data)) or ACTIVE.search(data[:1024]) or ACTIVE.search(data[data.rindex(b"%%EOF") :]):
        raise Problem("files.two_in_one")
    if RUNS.search(data):
        raise Problem("files.macros")


def _plain_text(data: bytes) -> str:
    """CSV or plain text in UTF-8, UTF-16 or GB 18030, without control characters and without markup that runs."""
    if zipfile.is_zipfile(BytesIO(data)):
        raise Problem("files.two_in_one")
    text = _decoded(data)
    if ACTIVE.search(text[:4096].lstrip("\ufeff").encode()):
        raise Problem("files.active")
    return CSV if _is_table(text) else TEXT


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(BOMS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]", text):
            return text
    raise Problem("files.unknown_type")


def _is_table(text: str) -> bool:
    """Whether the first lines all have the same number of one separator."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    if len(lines) < 2:
        return False
    return any(lines[0].count(sep) and len({line.count(sep) for line in lines[:5]}) == 1 for sep in SEPARATORS)
