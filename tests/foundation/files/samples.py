"""Files made in memory for tests: good ones and hostile ones."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
)
GPS = b"31.2304N"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:
    """A picture, its left half red, its right half blue."""
    made = Image.new(
        mode, size, {"RGB": (0, 0, 255), "RGBA": (0, 0, 255, 128), "L": 9, "P": 3, "CMYK": (9, 9, 9, 9)}[mode]
    )
    if mode == "RGB":
        made.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def picture_with_gps(orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it: where, when, with what, which way up."""
    exif = Image.Exif()
    exif[0x010F] = "Phone of " + GPS.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 49.0)
    return picture("JPEG", exif=exif.tobytes(), comment=GPS)


def huge_png(width: int, height: int) -> bytes:
    """A PNG of so many pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A zip archive of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    """A Word document with these further parts ("__" stands for "/" and "_dot_" for ".")."""
    types = CONTENT_TYPES.format(part="word/document.xml", kind="wordprocessingml.document")
    parts: dict[str, bytes | str] = {"[Content_Types].xml": types, "word/document.xml": "<w>你好</w>"}
    return archive(parts | {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()})


def xlsx() -> bytes:
    """An Excel workbook."""
    return archive({"[Content_Types].xml": CONTENT_TYPES.format(part="xl/workbook.xml", kind="spreadsheetml.sheet")})


def odt() -> bytes:
    """An OpenDocument text."""
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


def pdf(middle: bytes = b"", tail: bytes = b"") -> bytes:
    """Something a reader takes for a PDF."""
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + middle + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n" + tail
