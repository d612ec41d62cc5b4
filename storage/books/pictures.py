"""Pictures that a job starts from, for processes on other machines: they travel through the shared database.

A SQLite database has no other machines. What is too large stays where it is, and whoever needs it there says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.tables import Picture

MAX_PICTURE_BYTES = 20_000_000
"""The largest picture that travels; what cameras make is smaller."""


def read(paths: Sequence[str]) -> dict[str, bytes]:
    """The pictures that travel, by their path."""
    return {path: Path(path).read_bytes() for path in paths if Path(path).stat().st_size <= MAX_PICTURE_BYTES}


def put(session: Session, job_id: str, contents: Mapping[str, bytes]) -> None:
    """Send them along with a job that is being placed."""
    session.add_all(Picture(job_id=job_id, path=path, content=content) for path, content in contents.items())


def forget(session: Session, job_id: str) -> None:
    """A job that has ended needs them no more."""
    session.execute(delete(Picture).where(col(Picture.job_id) == job_id))
