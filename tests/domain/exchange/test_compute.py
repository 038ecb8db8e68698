"""When two requests are the same request."""

import pytest

from towngown.domain.exchange.compute import NEAR, nearest, nearness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("村里需要普通话培训", "普通话培训"),
        ("开展急救知识讲座", "急救讲座"),
        ("果树修剪技术指导", "请求果树修剪指导"),
        ("Teacher for a dance class", "A dance class teacher"),
        ("ＡＩ课程", "ai 课程"),
        ("请专家来看连翘病害", "石桥乡连翘病害，请专家来看"),
        ("连翘病害防治", "请专家来指导防治连翘病害"),
    ],
)
def test_alike(one, other):
    assert nearness(one, other) >= NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("普通话培训", "果树修剪指导"),
        ("急救讲座", "普法讲座"),
        ("A dance class", "Road repair"),
        ("", "x"),
        ("培训", "…"),
        ("请专家来看连翘病害", "请专家来讲急救知识"),
        ("石桥乡道路维修", "石桥乡连翘病害，请专家来看"),
    ],
)
def test_different(one, other):
    assert nearness(one, other) < NEAR


def test_the_nearest_come_first_and_only_so_many():
    titles = {1: ("果树修剪",), 2: ("果树修剪技术", "Pruning"), 3: ("修桥",)}
    assert nearest("果树修剪技术", titles) == [2, 1]
    assert nearest("果树修剪技术", titles, most=1) == [2]
    assert nearest("pruning", titles) == [2]
