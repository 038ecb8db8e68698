"""A crowd of generated rows for the page benchmark, written past the verbs (benchmarks may), the same for the same seed."""

import random
from datetime import date, timedelta
from typing import Any

from towngown.domain.activities.models import Activity, Serves
from towngown.domain.agreements.models import Agreement, Promise
from towngown.domain.evidence.compute import Said, bits_of, lower_of
from towngown.domain.evidence.models import Account, Claim
from towngown.domain.exchange.models import Intention, Need
from towngown.domain.partnerships.queries import activity_kinds
from towngown.foundation.accounts.queries import importer
from towngown.kit import clock, doorway
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
        Intention.objects.bulk_create(
            [Intention(**common, title_zh=_title(random_, n)) for n in range(activities // 100)], batch_size=BATCH
        )


def _agreements(random_: random.Random, common: dict[str, Any], kinds: list[Any], count: int) -> list[Promise]:
    made = Agreement.objects.bulk_create(
        [Agreement(**common, title_zh=_title(random_, n), state="in_force", term_first=FIRST) for n in range(count)],
        batch_size=BATCH,
    )
    promises = [
        Promise(
            **common, agreement=agreement, activity_kind=kind, title_zh=kind.title_zh, first_day=FIRST,
            evidence_rule=random_.choice(["any_record", "both_sides"]),
        )
        for agreement in made
        for kind in kinds
    ]  # fmt: skip
    return Promise.objects.bulk_create(promises, batch_size=BATCH)


def _said(random_: random.Random) -> list[Said]:
    """What both sides, one or nobody says of an activity; now and then they count differently."""
    heads = random_.randrange(10, 300)
    campus = Said("campus", random_.choice(["named", "link"]), low=heads)
    other = Said("locality", random_.choice(["named", "link"]), low=heads + random_.choice([0, 0, 0, 5]))
    return random_.choice([[campus, other], [campus, other], [campus], [other], []])


def _accounts(claims: list[Claim], said: list[list[Said]]) -> None:
    by, now = importer().id, clock.now()
    rows = [
        Account(
            claim=claim, side=one.side, means=one.means, low=one.low, high=one.low, words_zh=f"{one.low}人",
            given_by_id=by, given_at=now,
        )
        for claim, accounts in zip(claims, said, strict=True) for one in accounts
    ]  # fmt: skip
    Account.objects.bulk_create(rows, batch_size=BATCH)


def _activities(
    random_: random.Random, common: dict[str, Any], promises: list[Promise], start: int, count: int
) -> None:
    said = [_said(random_) for _ in range(count)]
    claims = Claim.objects.bulk_create(
        [
            Claim(**common, claim_kind="activity", support=bits_of(accounts, []), lower=lower_of(accounts))
            for accounts in said
        ]
    )
    _accounts(claims, said)
    rows, served = [], []
    for number, claim in enumerate(claims, start=start):
        promise = random_.choice(promises)
        day = FIRST + timedelta(days=random_.randrange(DAYS))
        state = random_.choice(["held", "confirmed", "confirmed", "planned"]) if said[number - start] else "planned"
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
