"""The table of who has the studio open.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import PREFIX, utc_time


class StudioSession(SQLModel, table=True):
    """A link into the studio, and the session that it becomes when somebody follows it.

    Of what opens either there is a hash. A link that is used up has no `link_hash` any more; `expires_at` is the
    link's end at first, then the session's.
    """

    __tablename__ = f"{PREFIX}studio_session"

    id: str = Field(primary_key=True)
    name: str
    role: str
    org_id: str
    team_id: str = Field(index=True)
    link_hash: str | None = Field(default=None, unique=True)
    hash: str | None = Field(default=None, unique=True)
    browser: str = ""
    invited_at: datetime = utc_time()
    began_at: datetime | None = utc_time(nullable=True)
    seen_at: datetime | None = utc_time(nullable=True)
    expires_at: datetime = utc_time()
