"""Who has the studio open; see `footage.ports.studio`. A row that has ended is removed: the audit remembers it."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlmodel import col

from footage.caller import Owner
from footage.errors import DatabaseAwayError
from footage.plain_text import one_line
from footage.ports.studio import Role, Seat, Session
from footage.threads import Clock
from storage.books.audit import note
from storage.db import Database
from storage.studio_tables import StudioSession

SESSION_FOR = timedelta(days=30)
_SEEN_EVERY = timedelta(minutes=1)
_BYTES = 32
_BROWSER_CHARS = 200


class SessionTable:
    """`footage.ports.studio.Sessions` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def invite(self, seat: Seat, by: str, valid_for: timedelta) -> str:
        link, now = secrets.token_urlsafe(_BYTES), self._clock()
        row = StudioSession(
            id=f"visit_{secrets.token_hex(6)}",
            name=seat.name,
            role=seat.role,
            org_id=seat.org_id,
            team_id=seat.team_id,
            link_hash=_hash(link),
            invited_at=now,
            expires_at=now + valid_for,
        )
        with self._db.write() as session:
            session.execute(delete(StudioSession).where(col(StudioSession.expires_at) <= now))
            session.add(row)
            note(session, now, "studio link", _owner(row, by))
        return link

    def offered(self, link: str) -> Seat | None:
        with self._db.read() as session:
            row = session.scalar(select(StudioSession).where(*self._good_link(link)))
            return _seat(row) if row else None

    def enter(self, link: str, browser: str) -> str | None:
        cookie, now = secrets.token_urlsafe(_BYTES), self._clock()
        with self._db.write() as session:
            row = session.scalar(select(StudioSession).where(*self._good_link(link)))
            if row is None:
                return None
            row.link_hash, row.hash, row.browser = None, _hash(cookie), one_line(browser)[:_BROWSER_CHARS]
            row.began_at = row.seen_at = now
            row.expires_at = now + SESSION_FOR
            note(session, now, "studio opened", _owner(row, row.name))
        return cookie

    def known(self, cookie: str) -> Session | None:
        now = self._clock()
        good = col(StudioSession.hash) == _hash(cookie), col(StudioSession.expires_at) > now
        with self._db.read() as session:
            row = session.scalar(select(StudioSession).where(*good))
        if row is None:
            return None
        if row.seen_at is None or now - row.seen_at >= _SEEN_EVERY:
            with contextlib.suppress(DatabaseAwayError):  # they may come in whether that can be written down or not
                self._seen(row.id, now)
        return _session(row)

    def _seen(self, session_id: str, now: datetime) -> None:
        seen_at = col(StudioSession.seen_at)
        stale = or_(seen_at.is_(None), seen_at <= now - _SEEN_EVERY)
        with self._db.write(serial=False) as session:  # one statement: of many requests at once, one changes the row
            session.execute(update(StudioSession).where(col(StudioSession.id) == session_id, stale).values(seen_at=now))

    def listed(self, team_id: str | None) -> Sequence[Session]:
        good = col(StudioSession.expires_at) > self._clock(), *_of_team(team_id)
        rows = select(StudioSession).where(*good).order_by(col(StudioSession.invited_at).desc(), col(StudioSession.id))
        with self._db.read() as session:
            return [_session(row) for row in session.scalars(rows)]

    def end(self, session_id: str, team_id: str | None, by: str) -> bool:
        with self._db.write() as session:
            mine = col(StudioSession.id) == session_id, *_of_team(team_id)
            row = session.scalar(select(StudioSession).where(*mine))
            if row is None:
                return False
            note(session, self._clock(), "studio closed", _owner(row, by))
            session.delete(row)
            return True

    def good(self, session_ids: Collection[str]) -> frozenset[str]:
        known = col(StudioSession.id).in_(session_ids), col(StudioSession.expires_at) > self._clock()
        with self._db.read() as session:
            return frozenset(session.scalars(select(col(StudioSession.id)).where(*known)))

    def _good_link(self, link: str) -> tuple[ColumnElement[bool], ...]:
        return col(StudioSession.link_hash) == _hash(link), col(StudioSession.expires_at) > self._clock()


def _of_team(team_id: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if team_id is None else (col(StudioSession.team_id) == team_id,)


def _hash(opens: str) -> str:
    """What is kept of a link or cookie: they have 256 random bits, so that a plain hash cannot be turned back."""
    return hashlib.sha256(opens.encode()).hexdigest()


def _owner(row: StudioSession, by: str) -> Owner:
    """Whose session it is, and which person did something to it."""
    return Owner(org_id=row.org_id, team_id=row.team_id, key_id=f"studio:{row.name}", subject=by)


def _seat(row: StudioSession) -> Seat:
    return Seat(name=row.name, role=cast(Role, row.role), org_id=row.org_id, team_id=row.team_id)


def _session(row: StudioSession) -> Session:
    return Session(
        session_id=row.id,
        seat=_seat(row),
        browser=row.browser,
        invited_at=row.invited_at,
        began_at=row.began_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
    )
