"""How near two wordings of a need are. 需求标题的相近程度。"""

import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz

NEAR = 62
"""From this nearness on (0 to 100) a request is offered for joining. Found by trying it on titles of both languages."""

_NOISE = re.compile(r"[\W_]+|我们|希望|需要|想要|请求|请|一些|一次|开展|举办|组织|关于")


def plain(title: str) -> str:
    """The title without width, case, punctuation and the words that every request has."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", title).casefold())


def nearness(one: str, other: str) -> int:
    """0 to 100: how alike two titles are; the one contained in the other counts nine tenths."""
    left, right = plain(one), plain(other)
    if not left or not right:
        return 0
    contained = 0.9 * fuzz.partial_ratio(left, right) if min(len(left), len(right)) >= 3 else 0.0
    return round(max(fuzz.ratio(left, right), contained))


def nearest(title: str, titles: Mapping[int, tuple[str, ...]], most: int = 3) -> list[int]:
    """The keys of the titles that are near enough, nearest first, at most so many; each key may have several titles."""
    scores = {key: max(nearness(title, one) for one in known) for key, known in titles.items()}
    near = sorted((key for key, score in scores.items() if score >= NEAR), key=lambda key: (-scores[key], -key))
    return near[:most]
