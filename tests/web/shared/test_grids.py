"""Half-days to tick: what is shown as ticked, what is sent, and what the verb gets."""

from datetime import date

import pytest
from django.http import QueryDict

from towngown.foundation.journal.action import VERBS, clean
from towngown.kit import clock
from towngown.kit.halfdays import ALL_WEEK, HalfDay
from towngown.kit.problems import Problem
from towngown.web.shared.forms import form_for
from towngown.web.shared.grids import DAYS, rows
from towngown.web.shared.wording import words

MONDAY = date(2026, 11, 23)


def ticked(grid):
    return [cell["value"] for row in grid for cell in row["cells"] if cell["chosen"]]


@pytest.mark.parametrize(
    ("value", "wanted"), [("0", []), ("3", ["0", "1"]), (["13"], ["13"]), ("", []), ("nonsense", []), (5, ["0", "2"])]
)
def test_a_week_shows_what_was_said(value, wanted):
    grid = rows("week", value, MONDAY)
    assert (len(grid), ticked(grid)) == (7, wanted)


def test_the_weeks_to_come_and_what_was_wished_outside_of_them():
    grid = rows("half_days", ["2026-11-24 pm", "2026-11-02 am", "rubbish"], MONDAY)
    assert (len(grid), ticked(grid)) == (DAYS + 1, ["2026-11-02 am", "2026-11-24 pm"])
    assert rows("half_days", "", MONDAY)[0]["cells"][0]["value"] == "2026-11-23 am"


def test_a_half_day_and_a_refusal_within_a_refusal_are_said_in_words():
    assert words(HalfDay(MONDAY, "am")) == "11月23日 周一上午"
    why = Problem("not_a_week", value="x")
    assert words(Problem("orders.one_of_many", order="剪纸", why=why)).startswith("剪纸：“x”")


def sent(data, by, verb="teacher.describe"):
    form = form_for(VERBS[verb], by, None, QueryDict(data))
    return {name: value for name, value in clean(VERBS[verb], form.values()).items() if name in ("half_days", "wishes")}


@pytest.mark.parametrize(("data", "mask"), [("half_days=0&half_days=13", 1 | 1 << 13), ("", 0)])
def test_the_verb_gets_a_mask_and_an_empty_week_is_an_answer(world, data, mask):
    assert sent(data, world.campus) == {"half_days": mask}


def test_a_form_about_to_be_shown_has_every_half_day_ticked(world):
    form = form_for(VERBS["teacher.describe"], world.campus)
    shown = next(one for one in form.shown if one["name"] == "half_days")
    assert (shown["kind"], len(ticked(shown["rows"]))) == ("grid", 14)
    assert ALL_WEEK == (1 << 14) - 1


def test_the_verb_gets_half_days(world):
    with clock.set_to(MONDAY):
        given = sent("wishes=2026-11-26 pm&wishes=2026-11-25 am", world.campus, "order.place_again")
    assert given == {"wishes": (HalfDay(date(2026, 11, 26), "pm"), HalfDay(date(2026, 11, 25), "am"))}
