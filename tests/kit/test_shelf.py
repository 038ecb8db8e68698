"""Content by its hash: put once, removed only when nobody put it again meanwhile."""

import os
import time

import pytest

from towngown.kit import shelf

OLD = time.time() - 1000
BEFORE = time.time() - 500


@pytest.fixture
def old(tmp_path):
    """The hash of something put long ago."""
    sha256 = shelf.put(tmp_path, b"x")
    os.utime(shelf.path_in(tmp_path, sha256), (OLD, OLD))
    return sha256


def test_what_lay_there_long_goes(tmp_path, old):
    assert shelf.remove(tmp_path, old, BEFORE)
    assert not shelf.path_in(tmp_path, old).exists()
    assert not shelf.remove(tmp_path, old, BEFORE)


def test_what_was_put_again_stays(tmp_path, old):
    assert shelf.put(tmp_path, b"x") == old
    assert not shelf.remove(tmp_path, old, BEFORE)
    assert shelf.path_in(tmp_path, old).read_bytes() == b"x"


@pytest.mark.parametrize("wanted", [True, False])
def test_what_an_interrupted_removal_left_aside_is_settled(tmp_path, old, wanted):
    path = shelf.path_in(tmp_path, old)
    path.replace(tmp_path / f"{shelf.LEAVING}{old}")
    shelf.settle(tmp_path, lambda sha256: wanted and sha256 == old)
    assert path.exists() is wanted
    assert not list(tmp_path.glob(f"{shelf.LEAVING}*"))
