"""Digits as people write them: the ordinary ones, and the full-width ones of Chinese keyboards. 半角与全角数字。"""

import unicodedata
from itertools import groupby

LONGEST = 18  # digits; nobody counts further


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as the ordinary ones, signs of one piece taken apart: １２ → 12, ㋂ → 3月;
    without blanks around.

    What is a number but no digit stays as it is, for it says something else than the digit in it: ², ①, ½.
    """
    runs = groupby(text, key=lambda sign: unicodedata.category(sign) == "No")
    parts = ("".join(run) if stays else unicodedata.normalize("NFKC", "".join(run)) for stays, run in runs)
    return "".join(parts).strip()


def whole_number(text: str) -> int | None:
    """The number that ordinary or full-width digits say; None for anything else and for more digits than LONGEST."""
    plain = half_width(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST else None
