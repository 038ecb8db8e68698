"""From a thing to its row in the index, and from a question to what the index must hold. Plain data only."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from towngown.kit import segment
from towngown.kit.actors import Actor
from towngown.kit.segment import Wanted

MOST_TEXT = 20_000
EXCERPT = 200


@dataclass(frozen=True)
class Token:
    """One token to match, whole or by its beginning."""

    text: str
    beginning: bool = False


Condition = Sequence[Sequence[Token]]
"""All of: any of."""


def excerpt_of(text: str) -> str:
    """The beginning of a text in one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"


def tokens_of(told: dict[str, Any], kind: str, wall: int | None, audience_key: str, place_code: str) -> str:
    """Everything a document is matched by: who may see it (s_), its class (c_), its wall (w_), its title (t_), its words."""
    titles = segment.tokens(f"{told.get('title_zh', '')} {told.get('title_en', '')}")
    text = segment.tokens(f"{told.get('excerpt', '')}\n{told.get('text', '')}"[:MOST_TEXT])
    seen = [f"s_{audience_key}"] + ([f"s_{audience_key}_{place_code}"] if place_code else [])
    belongs = [f"c_{kind}"] + ([f"w_{wall}"] if wall else [])
    return " ".join([*seen, *belongs, *dict.fromkeys(f"t_{one}" for one in titles), *titles, *text])


def asked(wanted: Wanted, prefix: str = "") -> list[list[Token]]:
    """The words of a question, all of which must occur; with prefix t_ in the title."""
    exact = [[Token(prefix + token)] for token in wanted.tokens]
    return exact + [[Token(prefix + token, beginning=True)] for token in wanted.beginnings]


def allowed(by: Actor, kinds: Collection[str] | None, wall: int | None) -> list[list[Token]]:
    """What the viewer may see and asked to be shown: the same keys and areas as `seen_by`, said in tokens."""
    condition: list[list[Token]] = []
    if not by.sees_all:
        keys = [Token(f"s_{key}") for key in sorted(by.keys)]
        condition.append(keys + [Token(f"s_{key}_{code}", beginning=True) for key, code in by.areas])
    if kinds:
        condition.append([Token(f"c_{kind}") for kind in kinds])
    if wall:
        condition.append([Token(f"w_{wall}")])
    return condition


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words; the pieces joined are the text."""
    small = text.lower()
    hits = [False] * len(text)
    for word in filter(None, words):
        at = small.find(word)
        while at >= 0:
            hits[at : at + len(word)] = [True] * len(word)
            at = small.find(word, at + 1)
    pieces: list[tuple[str, bool]] = []
    for char, hit in zip(text, hits, strict=False):
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + char, hit)
        else:
            pieces.append((char, hit))
    return pieces
