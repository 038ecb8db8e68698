"""Search over the index against reading everything with icontains, on generated documents in SQLite.

Run: python benchmarks/search.py [documents]. Prints one JSON line; both ways answer the same questions in the same run
and show one page of 25, what the viewer may see.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SYLLABLES = "石桥柳林云溪江城东西南北山水田园村镇乡社区电商培训茶叶果园支教网格党建讲座调研座谈实习志愿服务文化站点机器养老环保法律健康"
FREQUENT = ["培训", "村", "座谈"]
QUERIES = ["村", "茶", "培训", "茶叶", "网格员", "党建座谈", "石桥村 电商", "罕见词语", "party", "2024"]
SIZE = 100_000
ROUNDS = 7


def text(dice: random.Random, length: int) -> str:
    """Generated words, the frequent ones in most documents, as in real reports."""
    words = "".join(dice.choice(SYLLABLES) for _ in range(length))
    words += "".join(word for word in FREQUENT if dice.random() < 0.6)
    if dice.random() < 0.002:
        words += dice.choice(["罕见词语", "网格员", " party school ", "茶叶", " 2024 "])
    return words


def fill(size: int) -> None:
    """Generated documents of two walls, some public, some a party's own."""
    from towngown.foundation.search.compute import tokens_of
    from towngown.foundation.search.models import Document
    from towngown.kit import doorway

    dice = random.Random(20260331)
    rows = []
    for number in range(size):
        told = {"title_zh": text(dice, 8), "text": text(dice, 220)}
        key = dice.choice(["public", "p1", "p2", "o1"])
        rows.append(
            Document(
                thing_kind="activity", thing_id=number, thing_ref=f"{number:010}", audience_key=key,
                title_zh=told["title_zh"], excerpt=told["text"][:300], wall=1,
                tokens=tokens_of(told, "activity", 1, key, ""),
            )
        )  # fmt: skip
    with doorway.opened("benchmark"):
        Document.objects.bulk_create(rows, batch_size=1000)


def milliseconds(work: Callable[[str], object], query: str, rounds: int) -> float:
    """The median time of one question."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work(query)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(size: int) -> None:
    """Fill, ask both ways, print."""
    from django.core.management import call_command
    from django.db.models import Q

    from towngown.foundation.search.models import Document
    from towngown.foundation.search.queries import search
    from towngown.kit.actors import Actor

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    fill(size)
    filled = time.perf_counter() - start
    by = Actor(kind="user", id=1, keys=frozenset({"public", "p1", "o1"}))

    def index(query: str) -> object:
        return search(by, query)

    def scan(query: str) -> object:
        condition = Q()
        for word in query.split():
            condition &= Q(title_zh__icontains=word) | Q(excerpt__icontains=word)
        rows = Document.objects.visible_to(by).filter(condition).defer("tokens")
        return rows.count(), list(rows.order_by("-pk")[:25])

    index("暖")
    times = {query: (milliseconds(index, query, ROUNDS), milliseconds(scan, query, 3)) for query in QUERIES}
    ours, theirs = sum(one[0] for one in times.values()), sum(one[1] for one in times.values())
    print(  # noqa: T201
        json.dumps(
            {
                "benchmark": "search", "documents": size, "index_seconds": round(filled, 1),
                "ms_ours": round(ours / len(QUERIES), 2), "ms_icontains": round(theirs / len(QUERIES), 2),
                "times_faster": round(theirs / ours, 1), "goal": 25,
                "queries": {query: [round(a, 2), round(b, 2), round(b / a, 1)] for query, (a, b) in times.items()},
            },
            ensure_ascii=False,
        )
    )  # fmt: skip


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "towngown.config.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TOWNGOWN_DATA"] = folder
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)
