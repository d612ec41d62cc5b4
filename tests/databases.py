"""Databases for tests: their schema is made once by the migrations, and copied."""

from __future__ import annotations

import tempfile
import uuid
from functools import cache, cached_property
from pathlib import Path

import psycopg
from dbos import run_dbos_database_migrations
from sqlalchemy import create_engine, text

from storage.db import Database
from storage.schema import upgrade

_OURS = "nspname IN ('public', 'dbos')"
_KEPT = "'footage_schema_version', 'footage_schema_window', 'dbos_migrations'"
_CUT_OFF = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = :name"
_SCHEMA = f"""
SELECT md5(string_agg(said, ';' ORDER BY said)) FROM (
    SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull, attisdropped) AS said FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE {_OURS}
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(pg_constraint.oid)) FROM pg_constraint
        JOIN pg_namespace ON pg_namespace.oid = connamespace WHERE {_OURS}
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', pronamespace, prosrc) FROM pg_proc
        JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE {_OURS}
    UNION ALL SELECT version_num FROM footage_schema_version
) AS everything (said)
"""
_CLEAR = f"""
DO $$
DECLARE name regclass;
BEGIN
    SET LOCAL session_replication_role = replica;  -- in any order, and without triggers
    FOR name IN SELECT pg_class.oid FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE {_OURS} AND relkind = 'r' AND relname NOT IN ({_KEPT})
    LOOP
        EXECUTE format('DELETE FROM %s', name);
    END LOOP;
    FOR name IN SELECT seqrelid FROM pg_sequence LOOP
        PERFORM setval(name, 1, false);
    END LOOP;
END $$
"""


class Postgres:
    """A running server, and what it has for tests.

    Args:
        uri: Of its database `postgres`.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri
        driver = uri.replace("postgresql://", "postgresql+psycopg://")
        self._admin = create_engine(driver, isolation_level="AUTOCOMMIT")
        self._migrated: set[str] = set()
        self._cleared: list[str] = []
        # Nothing here has to outlive the machine, and nothing is there for long enough to be tidied up.
        for setting in ("fsync", "full_page_writes", "autovacuum"):
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def create(self, *, migrated: bool = False) -> str:
        """The URL of a database without rows: new and without tables, or with the current schema."""
        if migrated and self._cleared:
            return self._url(self._cleared.pop())
        template = f" TEMPLATE {self._template}" if migrated else ""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._do(f"CREATE DATABASE {name}{template}")
        if migrated:
            self._migrated.add(name)
        return self._url(name)

    def drop(self, url: str) -> None:
        """Take a database back, whoever is connected to it.

        One with the current schema is emptied for the next test: to make one anew costs a third of a second.
        """
        name = url.partition("?")[0].rpartition("/")[2]
        if name in self._migrated:
            self._do(_CUT_OFF, name=name)
            if self._clear(name):
                self._cleared.append(name)
                return
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Close the connection; the server goes on."""
        self._admin.dispose()

    @cached_property
    def _template(self) -> str:
        self._do("CREATE DATABASE migrated")
        migrate(Database(Path(), self._url("migrated")))
        return "migrated"

    @cached_property
    def _schema(self) -> object:
        with psycopg.connect(self._url(self._template)) as connection:
            return connection.execute(_SCHEMA).fetchone()

    def _clear(self, name: str) -> bool:
        """Remove all rows, unless the schema is not what it was."""
        with psycopg.connect(self._url(name)) as connection:
            same = connection.execute(_SCHEMA).fetchone() == self._schema
            if same:
                connection.execute(_CLEAR)
        return same

    def _url(self, name: str) -> str:
        return self._uri.replace("/postgres?", f"/{name}?")

    def _do(self, statement: str, **values: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement), values)


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
