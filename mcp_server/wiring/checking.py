"""What a thorough look needs: the rows, the connections and the shared place, whatever state they are in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footage.threads import utc_now
from footage.vendors import load_vendors
from mcp_server.opening import quietly
from mcp_server.wiring.files import cloud_storage, place_of
from mcp_server.wiring.storage import connected, open_ledger

if TYPE_CHECKING:
    from footage.config import Settings
    from storage.books.balances import Balances
    from storage.books.checkup import Checkup, WrongHold
    from storage.objects.shared import Place
    from storage.schema import Schema


@dataclass(frozen=True)
class Inside:
    """The database as it is found."""

    schema: Schema
    checkup: Checkup
    balances: Balances
    is_file: bool
    locked_accounts: Callable[[], list[str]]
    """Accounts that films are sent to whose keys cannot be read here."""


@contextlib.contextmanager
def inside(settings: Settings) -> Iterator[Inside]:
    """The database, whatever its schema is. Raises FootageError where it cannot be reached."""
    from footage.sealing import Seal
    from storage.books.checkup import Checkup
    from storage.books.outlet_accounts import AccountTable
    from storage.schema import schema_of

    with contextlib.ExitStack() as closing, connected(settings, closing) as database:
        ledger = open_ledger(settings, database)
        accounts = AccountTable(database, utc_now, Seal(settings.home, settings.outlet_key))
        schema = schema_of(database)
        yield Inside(schema, Checkup(database), ledger.balances, database.is_sqlite, accounts.locked)


def free_strays(settings: Settings) -> list[WrongHold]:
    """Free the money that is kept for jobs that have ended; what may still be billed becomes in doubt instead."""
    from storage.books.checkup import Checkup

    with contextlib.ExitStack() as closing, connected(settings, closing) as database:
        ledger = open_ledger(settings, database)
        strays = [one for one in Checkup(database).wrong_holds() if one.of_ended_job]
        for job_id in sorted({one.job_id for one in strays}):
            with database.write() as session:
                ledger.release_all(session, job_id)
    return strays


def require_own_sessions(settings: Settings) -> None:
    """Look whether locks hold between here and PostgreSQL. Raises InvalidInputError where they do not."""
    from storage.pooler import require_own_sessions

    with contextlib.ExitStack() as closing, connected(settings, closing) as database:
        require_own_sessions(database)


@contextlib.contextmanager
def shared_place(storage: str) -> Iterator[tuple[Place, str]]:
    """The place of FOOTAGE_STORAGE, and what names begin with in it."""
    gcs = cloud_storage(load_vendors())
    try:
        yield place_of(storage, gcs)
    finally:
        quietly(gcs.close)
