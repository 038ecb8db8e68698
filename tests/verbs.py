"""Which verbs the tests performed and which were refused, listened to at the doorway; `--every-verb` fails the run when
one was never done, or never refused, in the body of a test.

Fixtures do not count, nor do the harnesses of tests/trust, which send nonsense to everything.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

Record = set[tuple[str, str]]
"""(verb, "done" or the code it was refused with)."""

record: Record = set()
_listening = False


def untried(verbs: Iterable[str], heard: Record) -> list[str]:
    """Verbs that no test did, and verbs that no test was refused."""
    done = {verb for verb, what in heard if what == "done"}
    refused = {verb for verb, what in heard if what != "done"}
    return [
        f"{verb} was never {what} in a test"
        for verb in sorted(verbs)
        for what, found in (("done", done), ("refused", refused))
        if verb not in found
    ]


def listen() -> None:
    """Stand at the doorway from now on."""
    from towngown.foundation.journal import action  # needs the settings
    from towngown.kit.problems import Problem, Problems

    perform = action._perform

    def heard(verb: Any, function: Any, kwargs: dict[str, Any]) -> Any:
        try:
            result = perform(verb, function, kwargs)
        except Problem as problem:
            _note(verb.name, problem.code)
            raise
        except Problems as several:
            _note(verb.name, several.problems[0].code)
            raise
        _note(verb.name, "done")
        return result

    action._perform = heard


def _note(verb: str, what: str) -> None:
    if _listening:
        record.add((verb, what))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-verb", action="store_true", help="fail unless each verb was done and refused in a test")


def pytest_sessionstart() -> None:
    listen()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    global _listening  # noqa: PLW0603 - the doorway is one for the process
    _listening = "trust" not in item.path.parts
    try:
        return (yield)
    finally:
        _listening = False


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist hands over what it heard; whoever leads the run judges it."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["verbs"] = sorted(record)
    elif session.config.getoption("--every-verb") and missing():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    record.update((verb, what) for verb, what in getattr(node, "workeroutput", {}).get("verbs", ()))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.getoption("--every-verb"):
        for line in missing():
            terminalreporter.write_line(line, red=True)


def missing() -> list[str]:
    """What is untried, of the verbs that exist."""
    from towngown.foundation.journal.action import VERBS

    return untried(VERBS, record)
