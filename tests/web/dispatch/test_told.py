"""What the pages of dispatch say beside their numbers: rooms, suggestions that exclude each other, names of the chart."""

from datetime import date

import pytest

from tests.domain.matching.small import FAR, MONDAY, THERE
from tests.fixtures import TODAY
from towngown.web.dispatch.charts import LETTER, fairness
from towngown.web.dispatch.today import rounds


def shown(response):
    return response.content.decode()


def test_suggestions_that_count_on_one_teacher_say_so(world, menu, browser):
    """Two villages far away want the same half-day: the one teacher who would go so far can go to one of them."""
    for place in (FAR, FAR, THERE):
        menu.order("first_aid" if place == FAR else "phones", "2026-12-01 am", place)
    made = menu.scenario(menu.round())
    page = browser("campus").get(f"/dispatch/scenarios/{made.ref}/unserved/")
    assert sorted(row["shared"] for row in page.context["rows"]) == [0, 2, 2]
    text = shown(page)
    assert text.count("有 2 条建议指望同一位教师的这个半天，只能实现其中一条。") == 2
    assert text.index("每条建议只就自己而言成立") < text.index("多走")


def test_several_courses_in_one_place_at_once_are_shown(world, menu, browser):
    """The engine knows no rooms, so whoever plans is told where to ask for them."""
    for name, day in (("first_aid", 1), ("first_aid", 1), ("tai_chi", 2)):
        menu.order(name, f"2026-12-0{day} am")
    made = menu.scenario(menu.round())
    client, base = browser("campus"), f"/dispatch/scenarios/{made.ref}/"
    page = client.get(base)
    (crowd,) = page.context["crowds"]
    assert (crowd["visits"], "有 1 个半天，同一个地方排了几门课：看看教室够不够" in shown(page)) == (2, True)
    assert "派单不知道一个地方有几间教室" in shown(page)
    there = client.get(crowd["href"])
    assert there.context["visits"] == 3  # of the whole week in that place
    assert shown(there).count("同时 2 门") == 2
    assert "同时" not in shown(client.get(base + "board/?q=无此人"))


@pytest.mark.parametrize("name", ["庙行镇", "宝山工业园区", "宝山城市工业园区"])
def test_no_name_of_the_chart_runs_into_its_dots(name):
    chart = fairness([("A", {"1": [3, 0], "2": [3, 3]})], {"1": name, "2": "镇"})
    dots = [mark["x"] for row in chart["rows"] for mark in row["marks"]]
    assert (min(dots), max(dots)) == (chart["left"], chart["right"])
    assert chart["left"] >= LETTER * (len(name) + 1)


def test_rounds_not_shown_on_the_desk_are_counted(world, menu, monkeypatch):
    monkeypatch.setattr("towngown.web.dispatch.today.MOST", 1)
    for last in (12, 13, 14):
        menu.round(MONDAY, date(2026, 12, last))
    assert [(todo.number, todo.href) for todo in rounds(world.campus, TODAY)][1:] == [(2, "/dispatch/")]
