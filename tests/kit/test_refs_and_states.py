import pytest

from towngown.kit.problems import Problem
from towngown.kit.refs import ALPHABET, is_ref, new_ref
from towngown.kit.states import after, states, unreachable, verbs_from

MOVES = {
    ("draft", "propose"): "proposed",
    ("proposed", "sign"): "in_force",
    ("proposed", "withdraw"): "draft",
    ("in_force", "end"): "ended",
    ("lost", "find"): "draft",
}


def test_refs_are_refs_and_differ() -> None:
    refs = {new_ref() for _ in range(1000)}
    assert len(refs) == 1000
    assert all(is_ref(ref) for ref in refs)
    assert set("".join(refs)) == set(ALPHABET)


@pytest.mark.parametrize("text", ["", "abc", "abcdefghi0", "ABCDEFGHJK", "0123456789a", "012345678u", "0123456789\n"])
def test_other_texts_are_not(text: str) -> None:
    assert not is_ref(text)


def test_after() -> None:
    assert after(MOVES, "proposed", "sign") == "in_force"
    with pytest.raises(Problem) as caught:
        after(MOVES, "draft", "sign")
    assert (caught.value.code, caught.value.values) == ("wrong_moment", {"state": "draft"})


def test_the_table_answers() -> None:
    assert verbs_from(MOVES, "proposed") == ("sign", "withdraw")
    assert verbs_from(MOVES, "ended") == ()
    assert states(MOVES, "draft") == {"draft", "proposed", "in_force", "ended"}
    assert unreachable(MOVES, "draft", ["draft", "ended", "lost", "gone"]) == {"lost", "gone"}
