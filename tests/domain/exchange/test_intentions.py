"""Intentions: voiced, taken up, closed, reopened."""

import pytest

from towngown.domain.exchange import actions, queries
from towngown.domain.exchange.models import Intention
from towngown.kit.problems import Problem


@pytest.fixture
def intention(world):
    return actions.voice(by=world.campus, partnership=world.partnership, title_zh="共建实践基地")


def refused(call, **given):
    with pytest.raises(Problem) as problem:
        call(**given)
    return problem.value.code


def test_a_party_voices(world, intention):
    assert (intention.state, intention.party, intention.audience) == ("open", world.parties["campus"], "partnership")
    assert refused(actions.voice, by=world.stranger, partnership=world.partnership, title_zh="x") == "not_allowed"
    assert refused(actions.voice, by=world.campus, partnership=world.partnership) == "required"


def test_it_is_taken_up_closed_and_reopened(world, intention):
    assert refused(actions.take_up, by=world.worker, intention=intention) == "not_allowed"
    actions.take_up(by=world.office, intention=intention)
    assert intention.state == "taken_up"
    assert refused(actions.take_up, by=world.office, intention=intention) == "wrong_moment"
    actions.close(by=world.office, intention=intention)
    assert intention.state == "closed"
    assert refused(actions.reopen, by=world.stranger, intention=intention) == "not_allowed"
    actions.reopen(by=world.campus, intention=intention)
    assert intention.state == "open"


def test_closing_is_not_for_another_party_s_villagers(world, intention):
    assert refused(actions.close, by=world.sibling, intention=intention) == "not_allowed"


def test_needs_grow_out_of_it(world, intention):
    need = actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="选点", intention=intention)
    assert list(queries.needs_of(world.office, intention)) == [need]
    assert queries.intention(world.office, intention.ref).asked == 1
    assert queries.intention(world.stranger, intention.ref) is None


def test_the_importer_records_and_updates_by_key(world):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "i1", "title_zh": "意向"}
    first = actions.record_intention(**given, party=world.parties["campus"], when="2025-03")
    again = actions.record_intention(**given, party=world.parties["campus"], when="2025-04", state="closed")
    assert (first, again.state, again.when.format(), Intention.objects.count()) == (again, "closed", "2025-04", 1)
    assert refused(actions.record_intention, **(given | {"by": world.office})) == "not_allowed"


def test_only_needs_that_one_may_see_are_counted(world, intention):
    """A need kept to its own party is not told by a number either."""
    given = {"by": world.office, "partnership": world.partnership, "intention": intention}
    actions.raise_need(**given, title_zh="内部的", audience="party")
    actions.raise_need(**given, title_zh="大家的")
    found = {name: queries.intended(getattr(world, name), queries.Asking())[0] for name in ("office", "campus")}
    assert [queries.intention_lines(getattr(world, name), rows)[0].asked for name, rows in found.items()] == [2, 1]
    assert [queries.intention(getattr(world, name), intention.ref).asked for name in found] == [2, 1]
