"""The database with its tables' classes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footage.threads import utc_now
from mcp_server.opening import quietly

if TYPE_CHECKING:
    from footage.config import Settings
    from storage.books.agent_pushes import AgentPushTable
    from storage.books.agent_tasks import AgentTaskTable
    from storage.books.alarms import AlarmTable
    from storage.books.approvals import ApprovalTable
    from storage.books.attempts import AttemptBook
    from storage.books.caps import CapTable
    from storage.books.health import HealthTable
    from storage.books.history import AttemptHistory
    from storage.books.jobs import JobTable
    from storage.books.ledger import Ledger
    from storage.books.publications import PublicationTable
    from storage.books.rates import RateTable
    from storage.books.retakes import RetakeTable
    from storage.books.secrets import SecretTable
    from storage.books.texts import TextTable
    from storage.db import Database
    from storage.engine.engine import DbosEngine
    from storage.engine.placing import Placing
    from storage.engine.workers import WorkerTable

_SQLITE = "footage.db"


def was_opened_before(settings: Settings) -> bool:
    """Whether there is a database at all; nobody makes one just to look into it."""
    return settings.database_url is not None or (settings.home / _SQLITE).exists()


def open_database(settings: Settings, closing: contextlib.ExitStack) -> Database:
    """The shared database with the current schema: a file of our own is brought to it, a server's must have it.

    Raises:
        UnavailableError: It cannot be used, or `footage migrate` has not been run.
        InvalidInputError: FOOTAGE_DATABASE_URL is none.
    """
    from storage.schema import require_current, upgrade

    with connected(settings, closing) as database:
        (upgrade if database.is_sqlite else require_current)(database)
    return database


@dataclass(frozen=True)
class Migrated:
    """The schema's revision before and after; None before there was one."""

    before: str | None
    after: str


def migrate(settings: Settings) -> Migrated:
    """Bring the database to the current schema, and the job engine's tables to theirs.

    Raises:
        UnavailableError: It cannot be used, or was used by a newer Footage.
        InvalidInputError: FOOTAGE_DATABASE_URL is none, or a pooler stands before it that keeps no locks: the job
            engine takes one while it makes its tables, which would stay taken.
    """
    from storage.engine.placing import make_tables
    from storage.pooler import require_own_sessions
    from storage.schema import HEAD, schema_of, upgrade

    with contextlib.ExitStack() as closing, connected(settings, closing, is_direct=True) as database:
        if not database.is_sqlite:
            require_own_sessions(database)
        before = schema_of(database)
        make_tables(database)  # first: a schema that is current says that these are, too
        upgrade(database)
        return Migrated(before.revision, max(before.revision or HEAD, HEAD))


@contextlib.contextmanager
def connected(settings: Settings, closing: contextlib.ExitStack, *, is_direct: bool = False) -> Iterator[Database]:
    """The database, whatever its schema is; what fails in the block is told in words."""
    from storage import trouble
    from storage.db import Database

    url, direct = (
        one.get_secret_value() if one else None for one in (settings.database_url, settings.database_direct_url)
    )
    file = settings.home / _SQLITE
    with trouble.opening("The database of FOOTAGE_DATABASE_URL" if url else f"The database {file}"):
        database = Database(file, (direct or url) if is_direct else url, direct, settings.database_connections)
        closing.callback(quietly, database.close)
        yield database


def look_at_schema(database: Database) -> None:
    """Look whether this release can still work with the database. Raises UnavailableError where it cannot."""
    from storage.schema import require_current

    require_current(database)


def newest_schema() -> str:
    """The schema that this release needs."""
    from storage.schema import HEAD

    return HEAD


def secrets_of(database: Database) -> SecretTable:
    """What all processes that share the database know."""
    from storage.books.secrets import SecretTable

    return SecretTable(database, utc_now)


@dataclass(frozen=True)
class Books:
    """The tables' classes over one database."""

    ledger: Ledger
    attempts: AttemptBook
    jobs: JobTable
    health: HealthTable
    history: AttemptHistory
    retakes: RetakeTable
    alarms: AlarmTable
    approvals: ApprovalTable
    rates: RateTable
    texts: TextTable
    workers: WorkerTable
    publications: PublicationTable
    tasks: AgentTaskTable
    pushes: AgentPushTable


def open_ledger(settings: Settings, database: Database) -> Ledger:
    """The money book, with the installation's caps."""
    from storage.books.ledger import Ledger

    return Ledger(
        database,
        settings.caps(),
        utc_now,
        time_zone=settings.time_zone,
        warn_at=settings.warn_at,
        no_spend=settings.no_spend,
        tells=settings.webhook_url is not None,
    )


@dataclass(frozen=True)
class MoneyBooks:
    """What people who run an installation look at and set."""

    ledger: Ledger
    caps: CapTable


@contextlib.contextmanager
def money_books(settings: Settings) -> Iterator[MoneyBooks]:
    """The money book and the caps, for as long as the block."""
    from storage.books.caps import CapTable

    with contextlib.ExitStack() as closing:
        database = open_database(settings, closing)
        yield MoneyBooks(open_ledger(settings, database), CapTable(database, utc_now))


def open_books(settings: Settings, database: Database, queue: DbosEngine | Placing | None) -> Books:
    """The tables' classes; without a queue no jobs can be placed."""
    from storage.books.agent_pushes import AgentPushTable
    from storage.books.agent_tasks import AgentTaskTable
    from storage.books.alarms import AlarmTable
    from storage.books.approvals import ApprovalTable
    from storage.books.attempts import AttemptBook
    from storage.books.health import HealthTable
    from storage.books.history import AttemptHistory
    from storage.books.jobs import JobTable
    from storage.books.publications import PublicationTable
    from storage.books.rates import RateTable
    from storage.books.retakes import RetakeTable
    from storage.books.texts import TextTable
    from storage.engine.workers import WorkerTable

    ledger = open_ledger(settings, database)
    return Books(
        ledger=ledger,
        attempts=AttemptBook(database, ledger, utc_now),
        jobs=JobTable(database, ledger, queue.enqueue if queue else None, utc_now),
        health=HealthTable(database, utc_now),
        history=AttemptHistory(database, utc_now),
        retakes=RetakeTable(database),
        alarms=AlarmTable(database, utc_now),
        approvals=ApprovalTable(database, utc_now),
        rates=RateTable(database, utc_now, settings.rate_per_minute, settings.rate_burst),
        texts=TextTable(database, utc_now),
        workers=WorkerTable(database, utc_now),
        publications=PublicationTable(database, utc_now),
        tasks=AgentTaskTable(database, utc_now),
        pushes=AgentPushTable(database, utc_now),
    )
