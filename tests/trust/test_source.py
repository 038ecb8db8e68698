"""What the source never does, whoever calls it; each rule is shown a planted breach."""

import ast
import re

import pytest

from tests.architecture.source import SRC, plant, python_files, tree
from tests.asvs import asvs

pytestmark = pytest.mark.trust

DANGEROUS = {"eval", "exec", "compile", "__import__"}
WEAK = {"md5", "sha1"}
UNSAFE_SCRIPT = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.html\(")


def calls(root) -> list[tuple[str, ast.Call]]:
    """(where, call) of every call."""
    return [
        (f"{path.relative_to(root)}:{node.lineno}", node)
        for path in python_files(root)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    ]


def code_out_of_data(root) -> list[str]:
    """eval and its relatives, pickles and YAML that makes objects."""
    found = [where for where, one in calls(root) if getattr(one.func, "id", "") in DANGEROUS]
    pattern = re.compile(r"^\s*(import|from) (pickle|marshal|shelve)\b|yaml\.load\(|typ=[\"']unsafe", re.MULTILINE)
    return found + [str(path.relative_to(root)) for path in python_files(root) if pattern.search(path.read_text())]


def shells(root) -> list[str]:
    """Commands given to a shell."""
    found = [where for where, one in calls(root) if any(word.arg == "shell" for word in one.keywords)]
    return found + [
        where for where, one in calls(root) if getattr(one.func, "attr", "") in ("system", "popen", "getoutput")
    ]


def weak_hashes(root) -> list[str]:
    """MD5 and SHA-1."""
    return [where for where, one in calls(root) if getattr(one.func, "attr", getattr(one.func, "id", "")) in WEAK]


def scripts_that_write_markup(root) -> list[str]:
    """Browser scripts that turn text into markup or code."""
    return [
        str(path.relative_to(root)) for path in root.rglob("static/**/*.js") if UNSAFE_SCRIPT.search(path.read_text())
    ]


BREACHES = [
    (code_out_of_data, {"web/x.py": "eval(words)\n"}),
    (code_out_of_data, {"web/x.py": "import pickle\n"}),
    (shells, {"web/x.py": "run(words, shell=True)\n"}),
    (shells, {"web/x.py": "os.system(words)\n"}),
    (weak_hashes, {"web/x.py": "hashlib.md5(words)\n"}),
    (scripts_that_write_markup, {"web/desk/static/desk/x.js": "a.innerHTML = words\n"}),
]


@asvs("1.3.2")
def test_no_code_is_made_out_of_data():
    assert code_out_of_data(SRC) == []


@asvs("1.2.5")
def test_no_command_goes_through_a_shell():
    assert shells(SRC) == []


@asvs("11.4.1")
def test_no_weak_hash_is_used():
    assert weak_hashes(SRC) == []


@asvs("3.2.2")
def test_scripts_write_text_as_text():
    assert scripts_that_write_markup(SRC) == []


@pytest.mark.parametrize(("guard", "files"), BREACHES)
def test_a_planted_breach_is_seen(guard, files, tmp_path):
    assert len(guard(plant(tmp_path, files))) == 1
