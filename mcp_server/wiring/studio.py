"""What only the studio reads and writes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footage.ports.changes import ChangeLog
from footage.ports.drafts import Drafts
from footage.ports.overview import Overview
from footage.ports.studio import Sessions
from footage.threads import utc_now
from mcp_server.wiring.storage import open_database

if TYPE_CHECKING:
    from footage.config import Settings
    from storage.books.caps import CapTable
    from storage.db import Database


@dataclass(frozen=True)
class StudioBooks:
    """The tables' classes of the studio.

    Attributes:
        sessions: Who has it open.
        overview: Many jobs at once.
        drafts: Films that people direct before anything is made.
        changes: What happened to any of them.
        caps: What somebody has set.
    """

    sessions: Sessions
    overview: Overview
    drafts: Drafts
    changes: ChangeLog
    caps: CapTable


def studio_books(settings: Settings, database: Database) -> StudioBooks:
    """Those over a database."""
    from storage.books.caps import CapTable
    from storage.books.changes import ChangeTable
    from storage.books.drafts import DraftTable
    from storage.books.overview import OverviewTable
    from storage.books.sessions import SessionTable

    return StudioBooks(
        sessions=SessionTable(database, utc_now),
        overview=OverviewTable(database, utc_now, settings.time_zone),
        drafts=DraftTable(database, utc_now),
        changes=ChangeTable(database, utc_now),
        caps=CapTable(database, utc_now),
    )


@contextlib.contextmanager
def session_book(settings: Settings) -> Iterator[Sessions]:
    """Who has it open, for a command."""
    from storage.books.sessions import SessionTable

    with contextlib.ExitStack() as closing:
        settings.make_home()
        yield SessionTable(open_database(settings, closing), utc_now)
