"""The cache of compiled loops follows the content of the package, and finds a place that can be written."""

from pathlib import Path

import pytest

from towngown.kit.compiled import PREFIX, cache_folder, compiled, inlined


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    cache_folder.cache_clear()
    folder = tmp_path / "loops"
    folder.mkdir()
    (folder / "one.py").write_text("x = 1\n")
    (folder / "two.py").write_text("y = 1\n")
    return folder


def test_any_changed_line_of_the_package_means_another_folder(package: Path) -> None:
    before = cache_folder(package)
    cache_folder.cache_clear()
    assert cache_folder(package) == before
    (package / "two.py").write_text("y = 2\n")
    cache_folder.cache_clear()
    assert cache_folder(package) != before
    assert before.parent == package / "__pycache__" and before.name.startswith(PREFIX)


def test_where_the_package_cannot_be_written_the_users_cache_is_taken(package: Path, tmp_path: Path) -> None:
    (package / "__pycache__").write_text("a file where a folder should be")
    assert cache_folder(package).parent == tmp_path / "own" / "towngown" / "loops"
    cache_folder.cache_clear()
    (tmp_path / "own").rename(tmp_path / "gone")
    (tmp_path / "own").write_text("nor here")
    assert cache_folder(package) is None


def test_a_folder_that_only_others_may_write_is_passed_over(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert cache_folder(package) is None


def test_compiled_and_inlined_compute() -> None:
    assert compiled(_twice)(4) == 8 and inlined(_twice)(4) == 8
    assert compiled(_twice).py_func is _twice


def test_without_any_folder_loops_are_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towngown.kit.compiled.cache_folder", lambda _: None)
    assert compiled(_twice)(4) == 8


def _twice(number: int) -> int:
    return 2 * number
