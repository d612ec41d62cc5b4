"""Kinds of columns that tables share. Amounts are integer micro-dollars in BIGINT; times are UTC; JSON is text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, DateTime, Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from footage.caller import LOCAL

PREFIX = "footage_"


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC in the database: the same in SQLite and Postgres."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, which have no meaning here."""
        if value is not None and value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value else None


def utc_time(*, nullable: bool = False) -> Any:
    """A moment."""
    return Field(default=None if nullable else ..., sa_column=Column(UtcDateTime(), nullable=nullable))


def json_text(*, nullable: bool = True) -> Any:
    """A document."""
    return Field(default=None, sa_column=Column(JSON(), nullable=nullable))


def owner_id() -> Any:
    """An id of who a row belongs to; those that were written before there were callers are the local one's."""
    return Field(sa_column_kwargs={"server_default": LOCAL.team_id})


def microusd(*, nullable: bool = False) -> Any:
    """An amount of micro-dollars."""
    return Field(default=None if nullable else 0, sa_column=Column(BigInteger(), nullable=nullable))
