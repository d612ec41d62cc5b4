"""The table of which releases the schema is for.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.columns import PREFIX


class SchemaWindow(SQLModel, table=True):
    """One row: the oldest schema whose code may still work with this one; see docs/guides/deploying.md, Upgrades."""

    __tablename__ = f"{PREFIX}schema_window"

    id: int = Field(primary_key=True)
    oldest: str
