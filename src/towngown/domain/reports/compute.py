"""What a report says of its facts: sums that stay honest, what the two sides differ in, what is still missing.

Facts are plain data (dicts, lists, text, numbers), so that a frozen report is read by the same code as a living one.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from towngown.kit.quantity import Quantity

Facts = Mapping[str, Any]
Line = Mapping[str, Any]


def heads(accounts: Sequence[Line]) -> Quantity | None:
    """How many came, from the sides' accounts: where they differ the lower one decides; None when nobody counted."""
    counted = [Quantity.parse(one["heads"]) for one in accounts if one["heads"]]
    known = [one for one in counted if one.low is not None or one.high is not None]
    return min(known, key=lambda one: (one.at_least, one.high or one.at_least), default=None)


def differs(accounts: Sequence[Line]) -> bool:
    """Whether two sides give numbers that cannot both be true."""
    said = [Quantity.parse(one["heads"]) for one in accounts if one["heads"]]
    return any(_apart(one, other) for at, one in enumerate(said) for other in said[at + 1 :])


def _apart(one: Quantity, other: Quantity) -> bool:
    above = one.low is not None and other.high is not None and one.low > other.high
    return above or (other.low is not None and one.high is not None and other.low > one.high)


def total_heads(activities: Iterable[Line]) -> Quantity | None:
    """The sum of the head-counts, at least so many; None when nobody counted anywhere."""
    counted = [heads(one["accounts"]) for one in activities]
    known = [one for one in counted if one is not None]
    if not known:
        return None
    complete = len(known) == len(counted)
    total = Quantity.total(known)
    return total if complete else Quantity(total.at_least, None)


def reached(activities: Sequence[Line]) -> dict[str, int | None]:
    """How many people came at least (None when nobody counted anywhere), and in how many activities somebody counted."""
    total = total_heads(activities)
    known = sum(1 for one in activities if heads(one["accounts"]))
    return {"at_least": total.at_least if total else None, "known": known}


def states_of(promises: Iterable[Line]) -> Counter[str]:
    """How many cells are in each state."""
    return Counter(cell["state"] for one in promises for cell in one["cells"])


def kinds_of(activities: Iterable[Line]) -> list[tuple[str, str, int]]:
    """(Chinese, English, how many) of each kind of activity, the most frequent first."""
    counts = Counter((one["kind_zh"], one["kind_en"]) for one in activities)
    return [(zh, en, number) for (zh, en), number in counts.most_common()]


def both_spoke(activity: Line) -> bool:
    """Whether campus and another side have each given an account."""
    sides = {one["side"] for one in activity["accounts"]}
    return "campus" in sides and bool(sides & {"locality", "support"})


def missing(facts: Facts, own_words: str) -> list[tuple[str, str, str]]:
    """(what, kind, ref) of everything that is still missing before release; kind and ref are empty for the report's own."""
    found = [] if own_words.strip() else [("own_words", "", "")]
    for promise in facts["promises"]:
        states = {cell["state"] for cell in promise["cells"]}
        found += [(state, "promise", promise["ref"]) for state in ("late", "unproven") if state in states]
    for activity in facts["activities"]:
        found += [(what, "activity", activity["ref"]) for what in _lacking(activity)]
    found += [("undated", "activity", one["ref"]) for one in facts["undated"]]
    found += [("past_day", "activity", one["ref"]) for one in facts["past_day"]]
    found += [("unanswered", "need", one["ref"]) for one in facts["needs"] if one["state"] == "raised"]
    return found


def _lacking(activity: Line) -> list[str]:
    if activity["as_reported"]:
        return []
    if differs(activity["accounts"]):
        return ["differs"]
    if not both_spoke(activity):
        return ["one_sided"]
    return [] if heads(activity["accounts"]) else ["uncounted"]


def digest(facts: Facts) -> str:
    """SHA-256 of the facts in one agreed form: whoever has the facts can check that they were not changed."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
