"""What backups need of the database."""

from __future__ import annotations

from pathlib import Path

from footage.threads import utc_now


def take_copy(database: Path, out: Path) -> None:
    """Write the database as it is now into a new file. Raises InvalidInputError where it is damaged."""
    from storage.backup import copy_sqlite

    copy_sqlite(database, out)


def put_in_place(copy: Path, database: Path) -> None:
    """Make a copy the database of a home that has none. Raises InvalidInputError where there is one by now."""
    from storage import backup

    backup.put_in_place(copy, database)


def is_in_use(home: Path) -> bool:
    """Whether a process takes jobs there."""
    from storage.engine.slots import are_taken

    return are_taken(home / "slots")


def stop_open_jobs(database: Path) -> list[str]:
    """Bring a copy to the current schema and ask the jobs in it that have not ended to stop; returns which.

    Raises:
        InvalidInputError: It is damaged.
        UnavailableError: A newer Footage has written it.
    """
    from storage import trouble
    from storage.backup import require_whole
    from storage.books.jobs import JobTable
    from storage.books.ledger import Ledger
    from storage.db import Database
    from storage.schema import upgrade

    require_whole(database)
    with trouble.opening(f"The database in the backup, {database.name},"):
        opened = Database(database)
        try:
            upgrade(opened)
            return JobTable(opened, Ledger(opened, {}, utc_now), None, utc_now).cancel_all()
        finally:
            opened.close()
