"""Databases for tests: their schema is made once by the migrations, and copied."""

from __future__ import annotations

import shutil
import uuid
from functools import cached_property
from pathlib import Path

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
        self._do("ALTER SYSTEM SET fsync = off")  # nothing here has to outlive the machine
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


class Sqlite:
    """SQLite files with the current schema.

    Args:
        folder: For the one that is copied.
    """

    def __init__(self, folder: Path) -> None:
        self._template = folder / "migrated.db"
        migrate(Database(self._template))

    def create(self, path: Path) -> Database:
        """A new one."""
        shutil.copyfile(self._template, path)
        return Database(path)


def migrate(database: Database) -> None:
    """Bring a database to the current schema and close it."""
    upgrade(database)
    database.close()
