"""A crowd of generated rows for the page benchmark, written past the verbs (benchmarks may), the same for the same seed."""

import random
from datetime import date, timedelta
from typing import Any

from towngown.domain.activities.models import Activity, Serves
from towngown.domain.agreements.models import Agreement, Promise
from towngown.domain.evidence.models import Claim
from towngown.domain.exchange.models import Need
from towngown.domain.partnerships.queries import activity_kinds
from towngown.kit import doorway
from towngown.kit.actors import partnership_key

WORDS = [
    "理论",
    "宣讲",
    "党建",
    "网格",
    "治理",
    "乡村",
    "振兴",
    "专家",
    "调研",
    "干部",
    "培训",
    "实习",
    "座谈",
    "社区",
    "服务",
    "连翘",
    "栽培",
    "电商",
    "教学",
    "健康",
    "讲座",
    "法律",
    "援助",
    "图书",
    "文化",
    "环境",
]
FIRST = date(2017, 1, 1)
DAYS = 3600
BATCH = 2000


def _title(random_: random.Random, number: int) -> str:
    return "".join(random_.sample(WORDS, 4)) + f"（第{number}期）"


def fill(partnership: Any, activities: int, agreements: int) -> None:
    """Agreements with six promises each, activities with claims that serve them, and needs."""
    random_ = random.Random(7)
    common = {"partnership": partnership, "audience": "partnership", "audience_key": partnership_key(partnership.pk)}
    kinds = list(activity_kinds()[:6])
    with doorway.opened("benchmark"):
        promises = _agreements(random_, common, kinds, agreements)
        for start in range(0, activities, BATCH):
            _activities(random_, common, promises, start, min(BATCH, activities - start))
        needs = [
            Need(**common, title_zh=_title(random_, n), state=random_.choice(["raised", "accepted", "refused", "met"]))
            for n in range(activities // 10)
        ]
        Need.objects.bulk_create(needs, batch_size=BATCH)


def _agreements(random_: random.Random, common: dict[str, Any], kinds: list[Any], count: int) -> list[Promise]:
    made = Agreement.objects.bulk_create(
        [Agreement(**common, title_zh=_title(random_, n), state="in_force", term_first=FIRST) for n in range(count)],
        batch_size=BATCH,
    )
    promises = [
        Promise(
            **common, agreement=agreement, activity_kind=kind, title_zh=kind.title_zh, first_day=FIRST,
            evidence_rule="any_record",
        )
        for agreement in made
        for kind in kinds
    ]  # fmt: skip
    return Promise.objects.bulk_create(promises, batch_size=BATCH)


def _activities(
    random_: random.Random, common: dict[str, Any], promises: list[Promise], start: int, count: int
) -> None:
    supports = [random_.choice([0, 1, 3, 9, 17, 35]) for _ in range(count)]
    claims = Claim.objects.bulk_create([Claim(**common, claim_kind="activity", support=bits) for bits in supports])
    rows, served = [], []
    for number, claim in enumerate(claims, start=start):
        promise = random_.choice(promises)
        day = FIRST + timedelta(days=random_.randrange(DAYS))
        state = random_.choice(["held", "confirmed", "confirmed", "planned"])
        rows.append(
            Activity(
                **common, claim=claim, activity_kind_id=promise.activity_kind_id, state=state, precision="day",
                title_zh=_title(random_, number), first_day=day, last_day=day, low=random_.randrange(10, 300),
            )
        )  # fmt: skip
        served.append(promise)
    made = Activity.objects.bulk_create(rows)
    pairs = zip(made, served, strict=True)
    Serves.objects.bulk_create([Serves(activity=row, promise=promise, confirmed=True) for row, promise in pairs])
