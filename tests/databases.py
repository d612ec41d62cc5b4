"""Databases for tests: their schema is made once by the migrations, and copied."""

from __future__ import annotations

import tempfile
import uuid
from functools import cache, cached_property
from pathlib import Path

from dbos import run_dbos_database_migrations
from sqlalchemy import create_engine, text

from storage.db import Database
from storage.schema import upgrade


class Postgres:
    """A running server, and what it has for tests.

    Args:
        uri: Of its database `postgres`.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri
        driver = uri.replace("postgresql://", "postgresql+psycopg://")
        self._admin = create_engine(driver, isolation_level="AUTOCOMMIT")
        # Nothing here has to outlive the machine, and nothing is there for long enough to be tidied up.
        for setting in ("fsync", "full_page_writes", "autovacuum"):
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def create(self, *, migrated: bool = False) -> str:
        """The URL of a new database: empty, or with the current schema."""
        template = f" TEMPLATE {self._template}" if migrated else ""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._do(f"CREATE DATABASE {name}{template}")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._do(f"DROP DATABASE {url.partition('?')[0].rpartition('/')[2]} WITH (FORCE)")

    def close(self) -> None:
        """Close the connection; the server goes on."""
        self._admin.dispose()

    @cached_property
    def _template(self) -> str:
        self._do("CREATE DATABASE migrated")
        migrate(Database(Path(), self._url("migrated")))
        return "migrated"

    def _url(self, name: str) -> str:
        return self._uri.replace("/postgres?", f"/{name}?")

    def _do(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


def ready(path: Path) -> Database:
    """A new SQLite database with the current schema, and with the tables of the job engine."""
    path.write_bytes(_template())
    return Database(path)


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "footage.db"
        migrate(Database(path))
        return path.read_bytes()


def migrate(database: Database) -> None:
    """Bring a database to the current schema, as the first process of a home does, and close it."""
    upgrade(database)
    run_dbos_database_migrations(system_database_url=database.url)
    database.close()
