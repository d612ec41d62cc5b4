"""Messages to the installation's webhook: written in the transaction of what they tell, sent by whoever works.

Each is sent at least once. Whoever takes one puts its next try off first, so that it comes again if this process ends
before it has arrived; when it has arrived its row is gone.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from footage.threads import Clock
from storage.db import Database
from storage.team_tables import Outgoing

BACKOFF: tuple[timedelta, ...] = (
    timedelta(minutes=1),  # as long as a try may take, and more
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after each try the next one comes; then it is given up."""

_NEVER = timedelta(days=365_000)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is to be sent; `at` is when that happened, `tries` how often it was sent, this time included."""

    id: str
    kind: str
    content: Mapping[str, Any]
    at: datetime
    tries: int


class OutboxTable:
    """The messages that have not arrived yet."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def are_due(self) -> bool:
        """Whether there is one to send now; costs next to nothing."""
        with self._db.read() as session:
            due = select(col(Outgoing.id)).where(col(Outgoing.next_at) <= self._clock()).limit(1)
            return session.scalar(due) is not None

    def take(self) -> Message | None:
        """The oldest that is due, which nobody else gets until its next try."""
        now = self._clock()
        with self._db.write() as session:
            due = select(Outgoing).where(col(Outgoing.next_at) <= now)
            row = session.scalar(due.order_by(col(Outgoing.next_at), col(Outgoing.at)).limit(1))
            if row is None:
                return None
            row.tries += 1
            row.next_at = now + (BACKOFF[row.tries - 1] if row.tries <= len(BACKOFF) else _NEVER)
            return Message(id=row.id, kind=row.kind, content=row.content, at=row.at, tries=row.tries)

    def arrived(self, message: Message) -> None:
        """It has."""
        with self._db.write() as session:
            if row := session.get(Outgoing, message.id):
                session.delete(row)

    def failed(self, message: Message, trouble: str) -> None:
        """It has not, and why; it comes again later."""
        with self._db.write() as session:
            if row := session.get(Outgoing, message.id):
                row.trouble = trouble

    def waiting(self) -> tuple[int, str]:
        """How many were tried in vain, and why the last one did not arrive."""
        tried = col(Outgoing.tries) > 0, col(Outgoing.trouble) != ""
        with self._db.read() as session:
            count = session.scalar(select(func.count()).select_from(Outgoing).where(*tried)) or 0
            newest = select(col(Outgoing.trouble)).where(*tried).order_by(col(Outgoing.at).desc()).limit(1)
            return count, session.scalar(newest) or ""


def put(session: Session, kind: str, content: Mapping[str, Any], now: datetime) -> None:
    """Write a message in the transaction of what it tells."""
    name = f"msg_{secrets.token_urlsafe(16)}"
    session.add(Outgoing(id=name, kind=kind, content=dict(content), at=now, next_at=now))
