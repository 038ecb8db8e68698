"""Loops compiled by numba, kept on disk where no upgrade can confuse them. 编译循环及其缓存。

numba keeps what it compiled beside the source and looks only at the age of that one file: it would go on using a loop
that calls another one which has changed since. Here the cache lies in a folder named after the content of the whole
package, so a changed line anywhere in it means a new folder. Importing this module imports numba, which takes half a
second: import it inside functions, never at start-up.
"""

import hashlib
import inspect
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")

PREFIX = "loops-"


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled at its first call, or read from the cache; the original stays reachable as `.py_func`."""
    return _made(function, inline=False)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """As `compiled`, copied into its callers: handing over many arrays can cost more than what is done with them."""
    return _made(function, inline=True)


def _made(function: Callable[P, R], inline: bool) -> Callable[P, R]:
    config: Any = numba.config  # its names are made when it is loaded
    folder, before = cache_folder(Path(inspect.getfile(function)).parent), config.CACHE_DIR
    config.CACHE_DIR = str(folder or "")
    try:
        made: Callable[P, R] = numba.njit(cache=folder is not None, forceinline=inline)(function)
    finally:
        config.CACHE_DIR = before
    return made


@cache
def cache_folder(package: Path) -> Path | None:
    """Where the loops of this package are kept: beside it or in the user's cache; None if neither can be written."""
    content = hashlib.sha256()
    for source in sorted(package.glob("*.py")):
        content.update(source.read_bytes())
    own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "towngown" / package.name
    for base in (package / "__pycache__", own):
        folder = base / f"{PREFIX}{content.hexdigest()[:16]}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return None
