"""A database that cannot be used, in words. Drivers' own words are not passed on: they may quote the URL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from footage import trouble
from footage.errors import FootageError, UnavailableError
from footage.trouble import causes, full_disk

_DAMAGED = (
    "is damaged",
    "Put a copy from before in its place, or move it away to start anew; what it knew of jobs and money is then lost.",
)
_UNUSABLE = ("cannot be opened or written to", "Check its path and permissions; FOOTAGE_HOME says where it is.")
_BUSY = ("is busy", "Call again; if it repeats, look for a program that keeps it locked.")
_SQLITE: Mapping[int, tuple[str, str]] = {
    sqlite3.SQLITE_NOTADB: ("is damaged, or is no database", _DAMAGED[1]),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_READONLY: _UNUSABLE,
    sqlite3.SQLITE_CANTOPEN: _UNUSABLE,
    sqlite3.SQLITE_PERM: _UNUSABLE,
    sqlite3.SQLITE_IOERR: ("cannot be read or written: the disk does not work", "Look at the disk."),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}
_LOOK = "Check FOOTAGE_DATABASE_URL, and that PostgreSQL runs and can be reached from here."
_POSTGRES: Mapping[str, tuple[str, str]] = {
    "28": ("refuses the user or the password", "Check FOOTAGE_DATABASE_URL."),
    "3D": ("does not exist at its server", "Create it, or check FOOTAGE_DATABASE_URL."),
    "42501": ("does not permit its user to do that", "Give the user of FOOTAGE_DATABASE_URL the right to it."),
    "53": ("has no more room or connections", "Give PostgreSQL more, then call again."),
    "55P03": _BUSY,
    "25006": ("can only be read", "Point FOOTAGE_DATABASE_URL at the primary server."),
}
"""By the beginning of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html."""

_WITHOUT_SQLSTATE = {"password authentication failed": "28", "no pg_hba.conf entry": "28", "does not exist": "3D"}
"""A connection that is refused has none; its English words tell as much."""


def in_words(error: BaseException, name: str = "The database") -> UnavailableError | None:
    """What to tell of an error of the database, also of one behind it; None when it may be our own fault.

    Args:
        error: Whatever was caught.
        name: What to call the database.
    """
    for cause in causes(error):
        if isinstance(cause, NoConnectionError):
            return _told(name, _BUSY)
        original = cause.orig if isinstance(cause, DBAPIError) else cause
        if isinstance(original, sqlite3.Error):
            return _of_sqlite(original, name)
        if isinstance(cause, DBAPIError) and (said := _of_postgres(cause)):
            return _told(name, said)
    return None


def of_machine(error: BaseException) -> UnavailableError | None:
    """What to tell of a database, a disk or a limit that is in the way; None when it may be our own fault."""
    return in_words(error) or trouble.in_words(error)


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


def _of_sqlite(error: sqlite3.Error, name: str) -> UnavailableError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest are details of the same
    if code == sqlite3.SQLITE_FULL:
        return full_disk()
    return _told(name, _SQLITE[code]) if code in _SQLITE else None


def _of_postgres(error: DBAPIError) -> tuple[str, str] | None:
    state = getattr(error.orig, "sqlstate", None) or next(
        (state for words, state in _WITHOUT_SQLSTATE.items() if words in str(error.orig)), ""
    )
    for beginning, said in _POSTGRES.items():
        if state.startswith(beginning):
            return said
    is_away = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
    return ("does not answer", _LOOK) if is_away else None


def _told(name: str, said: tuple[str, str]) -> UnavailableError:
    return UnavailableError(f"{name} {said[0]}.", hint=said[1])
