"""Which requirement of OWASP ASVS 5.0.0 a test proves: `@asvs("1.2.1", "v5.0.0-1.2.4")`, or in a module's pytestmark.

The table below names every requirement of level 1 in our own few words, and those of higher levels that some test proves.
`make reference` writes docs/reference/asvs.md from it and from the marks (`python -m tests.asvs`).
"""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

VERSION = "v5.0.0-"
TESTS = Path(__file__).resolve().parent
IN_LEVEL = {1: 70, 2: 183}  # how many the standard has
PAGE = TESTS.parent / "docs" / "reference" / "asvs.md"


@dataclass(frozen=True)
class Requirement:
    """`words`: what is asked, in short. Where no test can prove it: a page that documents it, or why it is not ours.
    `open`: what is still missing."""

    words: str
    level: int = 1
    page: str = ""
    not_ours: str = ""
    open: str = ""


def asvs(*numbers: str) -> pytest.MarkDecorator:
    """Mark a test as proof of these requirements; an unknown number is an error."""
    strange = [one for one in map(plain, numbers) if one not in TABLE]
    if strange:
        raise KeyError(f"not in the table of tests/asvs.py: {', '.join(strange)}")
    return pytest.mark.asvs(*map(plain, numbers))


def plain(number: str) -> str:
    """1.2.1 of v5.0.0-1.2.1."""
    return number.removeprefix(VERSION)


def proofs(root: Path = TESTS) -> dict[str, list[str]]:
    """Requirement → the tests that are marked with it (path::name, or the path where the whole module is)."""
    found: dict[str, list[str]] = {}
    for path in sorted(root.rglob("test_*.py")):
        for name, numbers in _marked(ast.parse(path.read_text())):
            for number in numbers:
                where = str(path.relative_to(root.parent)) + (f"::{name}" if name else "")
                found.setdefault(plain(number), []).append(where)
    return found


def _marked(tree: ast.Module) -> list[tuple[str, list[str]]]:
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    marked = [(one.name, _numbers(one.decorator_list)) for one in functions]
    whole = [one.value for one in tree.body if isinstance(one, ast.Assign) and "pytestmark" in ast.dump(one.targets[0])]
    return [("", _numbers(whole)), *marked]


def _numbers(nodes: list[ast.expr]) -> list[str]:
    calls = [one for node in nodes for one in ast.walk(node) if isinstance(one, ast.Call)]
    named = [one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "asvs"]
    return [argument.value for one in named for argument in one.args if isinstance(argument, ast.Constant)]


def page() -> str:
    """docs/reference/asvs.md."""
    proved = proofs()
    lines = [
        "# OWASP ASVS 5.0.0",
        "",
        "Made from `tests/asvs.py` and the marks on the tests by `make reference`; never edit it. 由测试生成，请勿手改。",
        "",
        _count(proved),
        "",
        "| requirement | level | in short | proved by |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {number} | {one.level} | {one.words} | {_proof(one, proved.get(number, []))} |"
        for number, one in TABLE.items()
    ]
    return "\n".join(lines) + "\n"


def _count(proved: dict[str, list[str]]) -> str:
    ours = {number: one for number, one in TABLE.items() if one.level == 1 and not one.not_ours}
    done = [number for number, one in ours.items() if (number in proved or one.page) and not one.open]
    second = sum(one.level == 2 and number in proved for number, one in TABLE.items())
    return (
        f"Level 1 has {IN_LEVEL[1]} requirements; {len(ours)} apply, {len(done)} of them are proved by a test or documented, "
        f"{len(ours) - len(done)} are open. Of the {IN_LEVEL[2]} that level 2 adds, {second} are proved by a test; the others "
        "have not been gone through."
    )


def _proof(one: Requirement, tests: list[str]) -> str:
    if one.not_ours:
        return f"does not apply: {one.not_ours}"
    parts = [f"`{test}`" for test in tests] + ([f"[{one.page}](../{one.page})"] if one.page else [])
    return "<br>".join(parts + ([f"**open:** {one.open}"] if one.open else []))


def unproved() -> list[str]:
    """Requirements that are neither proved nor documented, nor said to be open or not ours."""
    proved = proofs()
    return [number for number, one in TABLE.items() if not (number in proved or one.page or one.not_ours or one.open)]


NO_OAUTH = "nobody logs in elsewhere with a Towngown account"
NO_ENCRYPTION = "nothing is encrypted by Towngown itself"
SECURITY = "building/security.md"

TABLE: dict[str, Requirement] = {
    "1.2.1": Requirement("output is escaped for where it stands"),
    "1.2.2": Requirement("addresses are built safely, no javascript: or data:"),
    "1.2.3": Requirement("JSON and scripts cannot be broken out of"),
    "1.2.4": Requirement("queries are parameterised"),
    "1.2.5": Requirement("no shell, commands as lists"),
    "1.3.1": Requirement(
        "HTML that people write is sanitised", not_ours="nobody can write HTML: all texts are escaped"
    ),
    "1.3.2": Requirement("no eval, no code out of data"),
    "1.3.7": Requirement("no templates out of what people write", level=2),
    "1.5.1": Requirement("XML parsers resolve nothing from outside"),
    "2.1.1": Requirement("the rules of valid input are documented", page=SECURITY),
    "2.2.1": Requirement("input is checked against what is expected"),
    "2.2.2": Requirement("the server checks, whatever the browser did"),
    "2.3.1": Requirement("steps only in their order"),
    "2.3.3": Requirement("an operation is done whole or not at all", level=2),
    "2.3.4": Requirement("what may be done once is done once", level=2),
    "3.2.1": Requirement("files and answers are not run in a wrong context"),
    "3.2.2": Requirement("scripts put text into pages as text"),
    "3.3.1": Requirement("cookies are Secure and have the prefix __Host-"),
    "3.3.2": Requirement("cookies say SameSite", level=2),
    "3.3.4": Requirement("scripts cannot read the session cookie", level=2),
    "3.4.1": Requirement("HSTS of a year"),
    "3.4.2": Requirement("no other origin is let in"),
    "3.4.3": Requirement("a content security policy", level=2),
    "3.4.4": Requirement("nosniff", level=2),
    "3.4.5": Requirement("a referrer policy", level=2),
    "3.4.6": Requirement("no page may be framed", level=2),
    "3.5.1": Requirement("forged requests are refused"),
    "3.5.2": Requirement(
        "nothing relies on a preflight", not_ours="no address relies on CORS: 3.5.1 holds for all of them"
    ),
    "3.5.3": Requirement("what changes something is a POST"),
    "3.7.2": Requirement("redirects stay on the site", level=2),
    "4.1.1": Requirement("every answer says its type and charset"),
    "4.4.1": Requirement("WebSockets over TLS", not_ours="there are no WebSockets"),
    "5.2.1": Requirement("files have a largest size"),
    "5.2.2": Requirement("the content of a file is what its type says"),
    "5.2.3": Requirement("archives are measured before they are unpacked", level=2),
    "5.3.1": Requirement("uploads are never run by the server"),
    "5.3.2": Requirement("paths never come from names that people give"),
    "5.4.2": Requirement("names of files handed out cannot break the header", level=2),
    "6.1.1": Requirement("the defence against guessing passwords is documented", page=SECURITY),
    "6.2.1": Requirement("passwords have a least length"),
    "6.2.2": Requirement("people can change their password"),
    "6.2.3": Requirement("changing it needs the one before"),
    "6.2.4": Requirement("the commonest passwords are refused"),
    "6.2.5": Requirement("any characters will do"),
    "6.2.6": Requirement("password fields are masked"),
    "6.2.7": Requirement("pasting and password managers work"),
    "6.2.8": Requirement("a password is compared as typed, whole"),
    "6.2.9": Requirement("64 characters are allowed", level=2),
    "6.3.1": Requirement("guessing passwords is slowed down"),
    "6.3.2": Requirement("no accounts with known passwords"),
    "6.4.1": Requirement("invitations are random, end, and are no password"),
    "6.4.2": Requirement("no secret questions"),
    "7.2.1": Requirement("sessions are checked by the server"),
    "7.2.2": Requirement("session tokens are made for each session"),
    "7.2.3": Requirement("session tokens are random, 128 bits or more"),
    "7.2.4": Requirement("logging in makes a new session"),
    "7.3.2": Requirement("a session ends at the latest after two weeks", level=2),
    "7.4.1": Requirement("after logging out the session is worth nothing"),
    "7.4.2": Requirement("sessions end with the log-in"),
    "8.1.1": Requirement("who may what is documented", page=SECURITY),
    "8.2.1": Requirement("each function is for those who may"),
    "8.2.2": Requirement("each thing is for those who may"),
    "8.3.1": Requirement("the server decides who may"),
    "8.4.1": Requirement("one partnership never touches another", level=2),
    "9.1.1": Requirement("signed words are checked before they are believed"),
    "9.1.2": Requirement("one fixed way of signing", not_ours="the words carry no choice of algorithm"),
    "9.1.3": Requirement("keys from a trusted place", not_ours="the words name no key; there is the instance's own"),
    "9.2.1": Requirement("signed words end when they say"),
    "10.4.1": Requirement("redirect addresses of OAuth clients", not_ours=NO_OAUTH),
    "10.4.2": Requirement("authorisation codes once", not_ours=NO_OAUTH),
    "10.4.3": Requirement("authorisation codes are short-lived", not_ours=NO_OAUTH),
    "10.4.4": Requirement("only the grants that are needed", not_ours=NO_OAUTH),
    "10.4.5": Requirement("refresh tokens are not replayed", not_ours=NO_OAUTH),
    "11.3.1": Requirement("no weak block modes", not_ours=NO_ENCRYPTION),
    "11.3.2": Requirement("approved ciphers only", not_ours=NO_ENCRYPTION),
    "11.4.1": Requirement("no MD5, no SHA-1"),
    "11.4.2": Requirement("passwords are stored with a slow hash", level=2),
    "12.1.1": Requirement("TLS 1.2 or newer", page=SECURITY),
    "12.2.1": Requirement("no way back to plain HTTP"),
    "12.2.2": Requirement("publicly trusted certificates", page=SECURITY),
    "13.4.1": Requirement("nothing of version control is served"),
    "13.4.2": Requirement("debugging is off", level=2),
    "14.2.1": Requirement(
        "no secrets in addresses",
        open="one-time links, invitations and calendar addresses are secrets in an address by design; they are stored "
        "hashed, end, and can be withdrawn",
    ),
    "14.2.4": Requirement("what the reference says is erased with a person is gone everywhere", level=2),
    "14.3.1": Requirement("logging out clears the browser"),
    "15.1.1": Requirement("how fast components are renewed is documented", page=SECURITY),
    "15.2.1": Requirement(
        "components are as new as documented", open="no check of the lock file against advisories runs yet"
    ),
    "15.3.1": Requirement("only the fields that are needed leave"),
    "15.4.2": Requirement("checks and what follows from them are one step", level=3),
    "16.3.1": Requirement("log-ins and failures are written down", level=2),
    "16.5.1": Requirement("errors tell nothing of the inside", level=2),
    "16.5.3": Requirement("failures leave nothing half-done", level=2),
}


if __name__ == "__main__":
    PAGE.write_text(page())
