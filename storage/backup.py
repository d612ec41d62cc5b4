"""A copy of a SQLite database while others write to it, and whether a copy is whole."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from footage.errors import InvalidInputError
from storage.db import BUSY_TIMEOUT_S

_SIDE_FILES = ("-wal", "-shm")


def copy_sqlite(file: Path, out: Path) -> None:
    """Write the database as it is at one moment into a new file; nobody who writes waits for it.

    Raises:
        InvalidInputError: The copy is not whole, as the database itself is not.
    """
    with (
        contextlib.closing(sqlite3.connect(file, timeout=BUSY_TIMEOUT_S)) as source,
        contextlib.closing(sqlite3.connect(out)) as copy,
    ):
        source.execute("PRAGMA query_only=ON")
        source.backup(copy)  # in one step: pages that are written meanwhile go to the log of the source
        copy.execute("PRAGMA journal_mode=DELETE")  # or what was copied would be in a file beside the copy
    require_whole(out)


def require_whole(file: Path) -> None:
    """Look at every page of a database.

    Raises:
        InvalidInputError: It is damaged, or none.
    """
    try:
        with contextlib.closing(sqlite3.connect(file)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as exc:
        found = str(exc)
    if found != "ok":
        raise InvalidInputError(
            f"{file.name} is damaged ({found}).", hint="Take an earlier backup; `footage doctor --deep` looks further."
        )


def put_in_place(copy: Path, file: Path) -> None:
    """Make a copy the database of a home that has none; what is left of an earlier one's log is not played into it.

    Raises:
        InvalidInputError: A process has begun a database there meanwhile.
    """
    for end in _SIDE_FILES:
        file.with_name(file.name + end).unlink(missing_ok=True)
    copy.chmod(0o600)
    try:
        file.hardlink_to(copy)  # unlike a move it fails where there is one
    except FileExistsError:
        raise InvalidInputError(
            f"Somebody has begun to work at {file.parent}.", hint="End all of Footage there, then call again."
        ) from None
