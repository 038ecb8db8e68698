"""Who teaches and who works in the play-through of Baoshan: all generated from a seed, all marked as invented."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from towngown.domain.orders import actions as orders
from towngown.domain.partnerships.queries import actor_for
from towngown.domain.transfer.demo.people import Somebody, settle
from towngown.domain.transfer.demo.plan.month import ALONE, share
from towngown.foundation.accounts.queries import importer
from towngown.foundation.people import actions as people
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.halfdays import ALL_WEEK

TEACHERS = 400
EXPERTS = 24

FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严武戴莫孔向汤"
GIVEN = "安邦彩晨春丹东芳丰凤光国海涵和红华慧佳建健洁捷金景静军俊凯兰乐丽莲良林玲龙梅美敏明宁培平琦勤青清庆秋蓉荣如瑞尚诗书淑思松涛桐婉薇文霞贤祥小晓欣新星秀旭雪雅燕阳怡艺英勇玉元月云泽珍志中竹子"

HOME = "310113104004"  # where the neighbourhood worker with a log-in works

STAFF = (
    Somebody("plan-office", "顾永康", "plan-district", "office", title="区级项目主任"),
    Somebody("plan-window", "陆春燕", "plan-yuepu", "window", "310113104", "镇窗口"),
    Somebody("plan-worker", "沈美玲", "plan-neighbourhoods", "worker", HOME, "居委会干部"),
    Somebody("plan-college", "陶志明", "plan-college", "coordinator", title="教务"),
    Somebody("plan-teacher", "韩雅竹", "plan-college", "expert", title="教师", skills="书法；剪纸"),
)


@dataclass(frozen=True)
class Shelf:
    """One category of the menu with the courses on it."""

    category: Any
    offers: tuple[Any, ...]


def staff() -> dict[str, Any]:
    """The log-ins of the play-through; log-in name → user."""
    return settle(STAFF)


def acting(user: Any) -> Actor:
    """Somebody with a log-in, as pages see them on the day that the clock says."""
    return actor_for(user.pk, user.get_full_name(), "zh-hans", False, clock.today())


def names(count: int, seed: int) -> Iterator[str]:
    """So many different names, made of common parts; nobody in particular is meant."""
    random, seen = Random(seed), set[str]()
    while len(seen) < count:
        name = random.choice(FAMILY) + "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))
        if name not in seen:
            seen.add(name)
            yield name


def teachers(partnership: Any, shelves: list[Shelf], homes: list[str], somebody: Any) -> list[Any]:
    """The teachers and experts, each with a home, a reach, a load, times and one or two shelves; the first is `somebody`
    who can log in and gives one course alone. Made anew they are the same."""
    by, random = importer(), Random(11)
    made, gives = [], dict[int, list[Any]]()
    for number, name in enumerate(names(share(TEACHERS, homes), 7)):
        key = f"plan-teacher-{number:03}"
        person = somebody if number == 0 else people.record(by=by, key=key, name=name, invented=True)
        mine = random.sample(shelves, random.choice((1, 1, 2)))
        teacher = orders.record_teacher(
            by=by, partnership=partnership, key=key, person=person, place_code=random.choice(homes),
            teacher_kind="expert" if number % (TEACHERS // EXPERTS) == 1 else "teacher",
            half_days=_times(random) if number else ALL_WEEK,
            reach_m=random.choice((4_000, 6_000, 8_000, 12_000)) if number else 12_000, week_cap=random.choice((2, 3, 3, 4)) if number else 3,
            term_cap=random.choice((12, 20, 30)), rather=[mine[0].category],
        )  # fmt: skip
        made.append(teacher)
        for offer in _some(random, [one for shelf in mine for one in shelf.offers]):
            gives.setdefault(offer.pk, []).append(teacher)
    for offer in (one for shelf in shelves for one in shelf.offers):
        givers = made[:1] if offer.key == ALONE else gives.get(offer.pk, [])
        orders.set_givers(by=by, offer=offer, teachers=givers)
    return made


def _times(random: Random) -> int:
    """Most half-days of the working week; some at the weekend."""
    mask = 0
    for bit in range(14):
        if random.random() < (0.6 if bit < 10 else 0.15):
            mask |= 1 << bit
    return mask or ALL_WEEK


def _some(random: Random, offers: Iterable[Any]) -> list[Any]:
    offers = list(offers)
    return random.sample(offers, min(len(offers), random.randint(2, 5)))
