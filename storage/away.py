"""What is wrong with a database, in words that a person can act on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from footage.errors import DatabaseAwayError

_BUSY_STATES = frozenset({"55P03", "40001", "40P01"})
"""PostgreSQL: a lock was not to be had in time, a transaction has to be tried again, or two waited for each other."""

_FULL_STATES = frozenset({"53100"})
_AWAY_CLASSES = frozenset({"08", "53", "57", "58"})
"""PostgreSQL: the connection, the server's resources, its operator, or its own machine is at fault."""


@contextlib.contextmanager
def told_in_words(place: str, waited_s: float) -> Iterator[None]:
    """Raise trouble of the database that is no defect of ours as `DatabaseAwayError`, the cause attached.

    Args:
        place: Where the database is, for people, without secrets.
        waited_s: How long a lock is waited for, in seconds.
    """
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as exc:
        if error := _in_words(exc, place, waited_s):
            raise error from exc
        raise


def _in_words(exc: Exception, place: str, waited_s: float) -> DatabaseAwayError | None:
    """None for what only a change of the program can cure, such as a table that is not there."""
    said = str(exc.orig if isinstance(exc, DBAPIError) else exc).strip().split("\n")[0]
    state = getattr(getattr(exc, "orig", None), "sqlstate", None)
    lowered = said.lower()
    if state in _FULL_STATES or "disk is full" in lowered or "no space left" in lowered:
        return DatabaseAwayError(
            f"The disk is full, so nothing can be written to the database at {place}.",
            hint="Ask the user to free space on that disk, then call again.",
        )
    if state in _BUSY_STATES or "is locked" in lowered:
        return DatabaseAwayError(
            f"The database is locked: others have been writing to {place} for more than {waited_s:.0f} s."
        )
    if isinstance(exc, PoolTimeoutError):
        return DatabaseAwayError("The database is locked: every connection of this process is in use.")
    if any(sign in lowered for sign in ("readonly database", "unable to open database file", "disk i/o error")):
        return DatabaseAwayError(f"The database at {place} cannot be used: {said}.")
    if _does_not_answer(exc, state):  # without the driver's words, which may name users and addresses
        return DatabaseAwayError(f"The database at {place} does not answer.")
    return None


def _does_not_answer(exc: Exception, state: str | None) -> bool:
    if not type(getattr(exc, "orig", None)).__module__.startswith("psycopg"):
        return False
    return state is None or state[:2] in _AWAY_CLASSES
