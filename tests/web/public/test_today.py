"""The keepers' line for complaints."""

from datetime import date

from towngown.foundation.complaints import actions
from towngown.web.public.today import complaints


def test_one_line_for_all_that_wait(world, browser):
    assert list(complaints(world.keeper, date(2026, 11, 22))) == []
    first = actions.file(by=world.visitor, words="一")
    actions.file(by=world.visitor, words="二")
    assert "2" in next(complaints(world.keeper, date(2026, 11, 22))).text
    actions.answer(by=world.keeper, complaint=first, answer="好")
    assert "1" in next(complaints(world.keeper, date(2026, 11, 22))).text
    assert list(complaints(world.office, date(2026, 11, 22))) == []
