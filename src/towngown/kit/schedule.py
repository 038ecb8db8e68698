"""What is done by the clock: chapters register functions, the tick (foundation.jobs) runs them. 定时事务登记。"""

from collections.abc import Callable
from typing import Literal

Rhythm = Literal["tick", "daily"]
Periodic = Callable[[], object]

_registered: dict[str, tuple[Rhythm, Periodic]] = {}


def every(rhythm: Rhythm, function: Periodic) -> Periodic:
    """Run the function at every tick (about a minute), or once a calendar day. It must be safe to run twice."""
    name = f"{function.__module__}.{function.__qualname__}".removeprefix("towngown.")
    if name in _registered and _registered[name][1] is not function:
        raise ValueError(f"{name} is registered twice")
    _registered[name] = (rhythm, function)
    return function


def registered(rhythm: Rhythm) -> dict[str, Periodic]:
    """Name → function, of one rhythm, in the order they were registered."""
    return {name: function for name, (own, function) in _registered.items() if own == rhythm}
