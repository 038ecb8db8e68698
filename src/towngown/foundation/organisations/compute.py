"""How alike two names of organisations are. 单位名称相似度。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

CLOSE = 80
CHUNK = 500

_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十百]+")
_NOISE = re.compile(r"[\s·・()（）《》“”\"'，,。.\-—]+")


@dataclass(frozen=True)
class Named:
    """What is compared: the id, the name, the place ("" = none) and the parent."""

    id: int
    name: str
    place_code: str = ""
    parent_id: int | None = None


@dataclass(frozen=True)
class Alike:
    """Two that may be one, and how alike their names are (0–100)."""

    one: int
    other: int
    score: int


def plain(name: str) -> str:
    """The name without spaces, marks and width: what two spellings of one name share."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def may_be_one(one: Named, other: Named) -> bool:
    """Whether place, parent and numbers leave it open that both are the same body: 第一小学 is not 第二小学."""
    if one.parent_id and other.parent_id and one.parent_id != other.parent_id:
        return False
    if one.place_code and other.place_code and not _nested(one.place_code, other.place_code):
        return False
    return _NUMBERS.findall(plain(one.name)) == _NUMBERS.findall(plain(other.name))


def _nested(one: str, other: str) -> bool:
    return other.startswith(one) or one.startswith(other)


def pairs(names: Sequence[Named], close: int = CLOSE) -> list[Alike]:
    """All pairs at least this alike, most alike first."""
    plain_names, found = [plain(one.name) for one in names], []
    for start in range(0, len(names), CHUNK):
        scores = process.cdist(
            plain_names[start : start + CHUNK], plain_names, scorer=fuzz.ratio, score_cutoff=close, workers=1
        )
        for row, column in zip(*scores.nonzero(), strict=True):
            one, other = names[start + row], names[column]
            if start + row < column and may_be_one(one, other):
                found.append(Alike(one.id, other.id, round(float(scores[row, column]))))
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def like(name: str, names: Sequence[Named], most: int = 5, close: int = CLOSE) -> list[int]:
    """The ids of those whose name is most like this one, best first."""
    given = {one.id: plain(one.name) for one in names}
    found = process.extract(
        plain(name), given, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=close, limit=most
    )
    return [key for _name, _score, key in found]
