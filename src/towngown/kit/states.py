"""Tables of moves: which verb leads from which state to which. 状态与动作表。"""

from collections.abc import Iterable, Mapping

from towngown.kit.problems import Problem

Moves = Mapping[tuple[str, str], str]
"""(state, verb) → state after it."""


def after(moves: Moves, state: str, verb: str) -> str:
    """The state after the verb; Problem("wrong_moment", state=state) if the verb is not possible in it."""
    if (state, verb) not in moves:
        raise Problem("wrong_moment", state=state)
    return moves[state, verb]


def verbs_from(moves: Moves, state: str) -> tuple[str, ...]:
    """The verbs possible in this state, in the order of the table."""
    return tuple(verb for at, verb in moves if at == state)


def states(moves: Moves, start: str) -> frozenset[str]:
    """Every state that can be reached from `start`, itself included."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting.extend(to for (at, _), to in moves.items() if at == state and to not in reached)
    return frozenset(reached)


def unreachable(moves: Moves, start: str, states_: Iterable[str]) -> frozenset[str]:
    """Those of the given states that nothing leads to from `start`: for tests, which want none."""
    return frozenset(states_) - states(moves, start)
