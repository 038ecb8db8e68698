"""Pictures: opened within limits, turned upright, made smaller, and written anew, so that nothing else survives in them."""

import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from towngown.foundation.files.words import GIF, JPEG, LONG_SIDE, MOST_PIXELS, PNG, SMALL_SIDE, WEBP
from towngown.kit.problems import Problem

OPENED = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", GIF: "GIF"}
OPTIONS: dict[str, dict[str, Any]] = {
    JPEG: {"quality": 85, "optimize": True},
    PNG: {"optimize": True},
    WEBP: {"quality": 85, "method": 4},
}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow warns above it and refuses above its double; both are refused here


def kind_of(data: bytes) -> str:
    """The media type by the first bytes, or "" when it is no picture of ours."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    return WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def cleaned(data: bytes) -> tuple[bytes, str, int, int]:
    """The picture written anew: bytes, media type, width, height. A GIF becomes a PNG of its first frame."""
    kind = kind_of(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            picture = _small_upright(data, kind)
            kind = PNG if kind == GIF else kind
            out = BytesIO()
            picture.save(out, OPENED[kind], **OPTIONS[kind])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Problem("files.too_many_pixels", limit=MOST_PIXELS // 1_000_000) from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, EOFError, Warning, MemoryError):
            raise Problem("files.broken_picture") from None
    return out.getvalue(), kind, picture.width, picture.height


def small(data: bytes) -> bytes:
    """A kept picture as pages show it: WebP, long side at most SMALL_SIDE, nothing in it but pixels."""
    with Image.open(BytesIO(data), formats=list(dict.fromkeys(OPENED.values()))) as opened:
        opened.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        opened.thumbnail((SMALL_SIDE, SMALL_SIDE), reducing_gap=2.0)
        picture = opened if opened.mode in ("RGB", "RGBA") else opened.convert("RGB")
        bare = Image.new(picture.mode, picture.size)
        bare.paste(picture)
    out = BytesIO()
    bare.save(out, "WEBP", quality=70, method=4)
    return out.getvalue()


def _small_upright(data: bytes, kind: str) -> Image.Image:
    """The pixels alone: long side at most LONG_SIDE, orientation applied, no metadata, no profile."""
    with Image.open(BytesIO(data), formats=[OPENED[kind]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
        opened.load()
        orientation = opened.getexif().get(0x0112, 1)
        picture = opened if opened.mode in ("L", "RGB", "RGBA") else opened.convert(_mode(opened, kind))
        picture.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=2.0)
    wanted = "RGB" if kind == JPEG and picture.mode != "L" else picture.mode
    bare = Image.new(wanted, picture.size)
    bare.paste(picture if picture.mode == wanted else picture.convert(wanted))
    return _turned(bare, orientation)


def _mode(picture: Image.Image, kind: str) -> str:
    """What the pixels become: with transparency where the picture has some and the kind allows it."""
    transparent = "transparency" in picture.info or picture.mode in ("PA", "LA", "La", "RGBa")
    return "RGBA" if transparent and kind != JPEG else "RGB"


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture upright, by the orientation its camera noted."""
    exif = Image.Exif()
    exif[0x0112] = orientation if orientation in range(1, 9) else 1
    picture.info["exif"] = exif.tobytes()
    turned = ImageOps.exif_transpose(picture)
    turned.info.clear()
    return turned
