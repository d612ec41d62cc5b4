"""What a driver's error means: the words and the next step for a person, and whether waiting may help.

Drivers' own words are not passed on: they may quote the URL with its password.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from footage import trouble
from footage.errors import DatabaseAwayError, FootageError, UnavailableError
from footage.trouble import FREE_SPACE, causes


class Trouble(NamedTuple):
    """One thing that can be wrong with a database.

    Attributes:
        said: What, in a sentence with the database's name in it.
        hint: The next step.
        may_pass: Whether it may end by itself or by somebody's hand while a job waits; a damaged file stays damaged.
    """

    said: str
    hint: str
    may_pass: bool = True


_FULL = Trouble("The disk is full. {name} cannot be written to", FREE_SPACE)
_BUSY = Trouble(
    "{name} is locked: another program keeps writing to it",
    "Call again; if it repeats, look for a program that keeps it.",
)
_NO_CONNECTION_FREE = Trouble("{name} is locked: every connection of this process is in use", "Call again in a moment.")
_UNUSABLE = Trouble(
    "{name} cannot be opened or written to", "Check its path and permissions; FOOTAGE_HOME says where it is."
)
_FROM_A_COPY = (
    "Put a copy from before in its place, or move it away to start anew; what it knew of jobs and money is then lost."
)

_SQLITE: Mapping[int, Trouble] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _UNUSABLE,
    sqlite3.SQLITE_CANTOPEN: _UNUSABLE,
    sqlite3.SQLITE_PERM: _UNUSABLE,
    sqlite3.SQLITE_IOERR: Trouble("{name} cannot be read or written: the disk does not work", "Look at the disk."),
    sqlite3.SQLITE_NOTADB: Trouble("{name} is damaged, or is no database", _FROM_A_COPY, may_pass=False),
    sqlite3.SQLITE_CORRUPT: Trouble("{name} is damaged", _FROM_A_COPY, may_pass=False),
}
"""By primary result code, https://www.sqlite.org/rescode.html."""

_NO_ANSWER = Trouble(
    "{name} does not answer", "Check FOOTAGE_DATABASE_URL, and that PostgreSQL runs and can be reached from here."
)
_POSTGRES: Mapping[str, Trouble] = {
    "08": _NO_ANSWER,
    "25006": Trouble("{name} can only be read", "Point FOOTAGE_DATABASE_URL at the primary server."),
    "28": Trouble("{name} refuses the user or the password", "Check FOOTAGE_DATABASE_URL."),
    "3D": Trouble("{name} does not exist at its server", "Create it, or check FOOTAGE_DATABASE_URL."),
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": Trouble(
        "{name} does not permit its user to do that",
        "Give the user of FOOTAGE_DATABASE_URL the right to it.",
        may_pass=False,
    ),
    "53100": _FULL,
    "53": Trouble("{name} has no more room or connections", "Give PostgreSQL more, then call again."),
    "55P03": _BUSY,
    "57": _NO_ANSWER,
    "58": _NO_ANSWER,
}
"""By the beginning of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html."""

_WITHOUT_SQLSTATE = {"password authentication failed": "28", "no pg_hba.conf entry": "28", "does not exist": "3D"}
"""A connection that is refused has none; its English words tell as much."""


def find(error: BaseException) -> Trouble | None:
    """What an error of SQLAlchemy or of a driver means; None when it may be our own fault."""
    if isinstance(error, NoConnectionError):
        return _NO_CONNECTION_FREE
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _SQLITE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)  # the rest are details of the same
    return _of_postgres(error) if isinstance(error, DBAPIError) else None


def in_words(error: BaseException, name: str = "The database") -> UnavailableError | None:
    """What to tell of an error of the database, also of one behind it; None when it may be our own fault.

    Args:
        error: Whatever was caught.
        name: What to call the database; no secret may be in it.
    """
    for cause in causes(error):
        if found := find(cause):
            return _error(name, found)
    return None


def of_machine(error: BaseException) -> UnavailableError | None:
    """What to tell of a database, a disk or a limit that is in the way; None when it may be our own fault."""
    return in_words(error) or trouble.in_words(error)


@contextlib.contextmanager
def using(name: str) -> Iterator[None]:
    """Raise what may pass as `DatabaseAwayError` while a database is used; every other error stays as it is.

    Args:
        name: What to call the database; no secret may be in it.

    Raises:
        DatabaseAwayError: The database cannot be used now.
    """
    try:
        yield
    except (DBAPIError, NoConnectionError) as exc:
        found = find(exc)
        if found is None or not found.may_pass:
            raise
        raise _error(name, found) from exc


@contextlib.contextmanager
def opening(name: str) -> Iterator[None]:
    """Turn what fails while a database is opened into words.

    Args:
        name: What to call the database; no secret may be in it.

    Raises:
        UnavailableError: The database cannot be used.
    """
    try:
        yield
    except FootageError:
        raise
    except ImportError as exc:
        raise UnavailableError(
            f"{name} needs {exc.name}, which does not work here.", hint="Run: pip install 'footage[postgres]'"
        ) from exc
    except Exception as exc:
        known = in_words(exc, name)
        if known is None and isinstance(exc, DBAPIError):
            known = UnavailableError(
                f"{name} is not as Footage left it: {type(exc.orig).__name__}.",
                hint="Give Footage a database, or a FOOTAGE_HOME, of its own.",
            )
        if known is None:
            raise
        raise known from exc


def _of_postgres(error: DBAPIError) -> Trouble | None:
    state = getattr(error.orig, "sqlstate", None) or next(
        (state for words, state in _WITHOUT_SQLSTATE.items() if words in str(error.orig)), None
    )
    if state is None:
        is_away = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
        return _NO_ANSWER if is_away else None
    return next((found for beginning, found in _POSTGRES.items() if state.startswith(beginning)), None)


def _error(name: str, found: Trouble) -> UnavailableError:
    kind = DatabaseAwayError if found.may_pass else UnavailableError
    return kind(f"{found.said.format(name=name)}.", hint=found.hint)
