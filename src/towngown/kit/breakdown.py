"""Breakdowns: failures of the machine under us, not of what was asked. 机器故障，与请求本身无关。

Told by the word of the system (errno), of SQLite (its error code) or of PostgreSQL (SQLSTATE), on the error or on one
that it came from.
"""

import errno
import sqlite3
from collections.abc import Iterator

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
FULL_POSTGRESQL = {"53100"}

BROKEN = FULL | {errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
BROKEN_SQLITE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
BROKEN_POSTGRESQL = {"08", "53", "57", "58"}  # classes: connection, resources, operator, system


def no_room(error: BaseException | None) -> bool:
    """Whether it was for want of room on the disk."""
    return any(
        number in FULL or code in FULL_SQLITE or state in FULL_POSTGRESQL for number, code, state in _told(error)
    )


def is_breakdown(error: BaseException | None) -> bool:
    """Whether the machine, its disk or the database server failed, so that the same may go well later."""
    return any(
        number in BROKEN or (code or 0) & 0xFF in BROKEN_SQLITE or (state or "")[:2] in BROKEN_POSTGRESQL
        for number, code, state in _told(error)
    )


def _told(error: BaseException | None) -> Iterator[tuple[int | None, int | None, str | None]]:
    """(errno, SQLite's code, SQLSTATE) of the error and of those it came from."""
    while error is not None:
        told = [getattr(error, name, None) for name in ("errno", "sqlite_errorcode", "sqlstate")]
        yield told[0], told[1], told[2]
        error = error.__cause__ or error.__context__
