"""Keys: made, rotated, ended, declared by a file, and asked about by every request."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update
from sqlmodel import Session, SQLModel, col

from footage.api_keys import ApiKey
from footage.caller import SCOPES, Owner
from footage.errors import DatabaseAwayError, InvalidInputError, NotFoundError, UnknownTokenError
from footage.ports.keys import DEFAULT_ORG, Declared, DeclaredKey, KeyRecord, KeyTerms, Origin
from footage.threads import Clock
from storage.books import limits
from storage.books.audit import forget_old, note
from storage.books.caps import of_money, put
from storage.books.known_teams import named, refuse_other_org
from storage.db import Database
from storage.team_tables import Key

USED_EVERY = timedelta(minutes=1)
"""That a key was used is written down no oftener."""

_BY_FILE = "the keys file"

# Without the object mapper: every request asks.
_ROWS = SQLModel.metadata.tables[Key.__tablename__]
_FIND = select(_ROWS).where(_ROWS.c.id == bindparam("key_id"))


class KeyTable:
    """`footage.ports.keys.Keys` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock
        self._noted: dict[str, datetime] = {}

    # --- by people --------------------------------------------------------------------------------------------------

    def add(self, terms: KeyTerms, by: str) -> ApiKey:
        with self._db.write() as session:
            key = ApiKey.new()
            while session.get(Key, key.key_id) is not None:
                key = ApiKey.new()
            self._insert(session, DeclaredKey(key_id=key.key_id, hash=key.hash, terms=terms), "command", by)
            forget_old(session, self._clock())
            return key

    def rotate(self, key_id: str, overlap: timedelta, by: str) -> ApiKey:
        with self._db.write() as session:
            row, now = _kept_by_people(session, key_id), self._clock()
            if row.revoked_at or _is_over(row.expires_at, now):
                raise InvalidInputError(f"The key {key_id} has ended.", hint="Make a new one with `footage keys add`.")
            key = ApiKey.new(key_id)
            row.previous_hash, row.previous_until = row.hash, now + overlap
            row.hash = key.hash
            note(session, now, "key rotated", _owner(row, by))
            return key

    def revoke(self, key_id: str, by: str) -> KeyRecord:
        with self._db.write() as session:
            row = _kept_by_people(session, key_id)
            self._end(session, row, by)
            return _record(row)

    def listed(self) -> list[KeyRecord]:
        with self._db.read() as session:
            rows = session.scalars(select(Key).order_by(col(Key.added_at).desc(), col(Key.id)))
            return [_record(row) for row in rows]

    # --- by requests ------------------------------------------------------------------------------------------------

    def verify(self, key: ApiKey) -> KeyRecord:
        now = self._clock()
        with self._db.read() as session:
            row = session.connection().execute(_FIND, {"key_id": key.key_id}).first()
        is_current = key.matches(row.hash if row else None)  # whether there is such a row or not: it takes as long
        is_before = key.matches(row.previous_hash if row else None)
        if row is None or not (is_current or is_before):
            raise UnknownTokenError("invalid")
        if ended := _ended(row, now, is_before=is_before):
            self._note_ended(row, ended, now)
            raise UnknownTokenError("expired" if ended == "expired" else "invalid")
        if row.used_at is None or now - row.used_at >= USED_EVERY:
            with contextlib.suppress(DatabaseAwayError):  # a key is good whether that can be written down or not
                self._used(key.key_id, now)
        return _record(row)

    def _note_ended(self, row: Row[Any], ended: str, now: datetime) -> None:
        """Write down that somebody still calls with a key that is good no more: once a minute in each process."""
        if now - self._noted.get(row.id, now - USED_EVERY) < USED_EVERY:
            return
        self._noted[row.id] = now
        whose = Owner(org_id=row.org_id, team_id=row.team_id, key_id=row.id, subject=row.name)
        with contextlib.suppress(DatabaseAwayError), self._db.write(serial=False) as session:
            note(session, now, "refused", whose, code=f"key {ended}")

    def _used(self, key_id: str, now: datetime) -> None:
        stale = or_(col(Key.used_at).is_(None), col(Key.used_at) <= now - USED_EVERY)
        with self._db.write(serial=False) as session:  # one statement: of many requests at once, one changes the row
            session.execute(update(Key).where(col(Key.id) == key_id, stale).values(used_at=now))

    # --- by a file --------------------------------------------------------------------------------------------------

    def declare(self, declared: Declared) -> None:
        with self._db.write() as session:
            for team in declared.teams:
                refuse_other_org(named(session, team.team_id, team.org_id, self._clock), team.org_id)
            for key in declared.keys:
                self._declare(session, key)
            of_file = session.scalars(select(Key).where(col(Key.origin) == "file")).all()
            for row in of_file:
                if row.id not in {key.key_id for key in declared.keys}:
                    self._end(session, row, _BY_FILE)

    def _declare(self, session: Session, key: DeclaredKey) -> None:
        row = session.get(Key, key.key_id)
        if row is None:
            self._insert(session, key, "file", _BY_FILE)
            return
        if row.origin != "file":
            raise InvalidInputError(
                f"The key {key.key_id} of the keys file is one of `footage keys add`.",
                hint="Take it out of the file, or make another one with `footage keys generate`.",
            )
        if row.team_id != key.terms.team_id:
            raise InvalidInputError(
                f"The key {key.key_id} was made for the team {row.team_id!r}, not for {key.terms.team_id!r}.",
                hint="Give the other team a key of its own: `footage keys generate`.",
            )
        refuse_other_org(named(session, row.team_id, row.org_id, self._clock), key.terms.org_id)
        before = row.model_dump()
        row.hash, row.revoked_at = key.hash, None
        self._set_terms(session, row, key.terms, _BY_FILE)
        if row.model_dump() != before:
            note(session, self._clock(), "key changed", _owner(row, _BY_FILE))

    # --- inside a transaction ---------------------------------------------------------------------------------------

    def _insert(self, session: Session, key: DeclaredKey, origin: Origin, by: str) -> None:
        terms, now = key.terms, self._clock()
        team = named(session, terms.team_id, terms.org_id or DEFAULT_ORG, self._clock)
        refuse_other_org(team, terms.org_id)
        row = Key(
            id=key.key_id,
            name=terms.name,
            hash=key.hash,
            org_id=team.org_id,
            team_id=team.id,
            origin=origin,
            added_at=now,
        )
        session.add(row)
        self._set_terms(session, row, terms, by)
        note(session, now, "key added", _owner(row, by))

    def _set_terms(self, session: Session, row: Key, terms: KeyTerms, by: str) -> None:
        row.name, row.scopes, row.buckets = terms.name, sorted(terms.scopes), list(terms.buckets)
        row.limits, row.expires_at = limits.written(terms.limits), terms.expires_at
        if terms.cap_month is not None:
            put(session, of_money("key", row.id, "month", terms.cap_month), self._clock, by)
        if terms.cap_day is not None:
            put(session, of_money("key", row.id, "day", terms.cap_day), self._clock, by)

    def _end(self, session: Session, row: Key, by: str) -> None:
        if row.revoked_at is None:
            row.revoked_at = self._clock()
            row.previous_hash = row.previous_until = None
            note(session, self._clock(), "key revoked", _owner(row, by))


def _ended(row: Row[Any], now: datetime, *, is_before: bool) -> str | None:
    """Why a key is good no more; None while it is."""
    if row.revoked_at:
        return "revoked"
    if is_before and (row.previous_until is None or row.previous_until <= now):
        return "rotated"
    return "expired" if _is_over(row.expires_at, now) else None


def _is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now


def _kept_by_people(session: Session, key_id: str) -> Key:
    row = session.get(Key, key_id)
    if row is None:
        raise NotFoundError(f"There is no key {key_id}.", hint="`footage keys list` shows the keys with their ids.")
    if row.origin == "file":
        raise InvalidInputError(f"The key {key_id} is kept by the keys file.", hint="Change FOOTAGE_KEYS_FILE instead.")
    return row


def _owner(row: Key, by: str) -> Owner:
    """Whose key it is, and which person did something to it."""
    return Owner(org_id=row.org_id, team_id=row.team_id, key_id=row.id, subject=by)


# --- as stored ------------------------------------------------------------------------------------------------------


def _record(row: Key | Row[Any]) -> KeyRecord:
    terms = KeyTerms(
        name=row.name,
        team_id=row.team_id,
        org_id=row.org_id,
        scopes=frozenset(one for one in SCOPES if one in row.scopes),
        limits=limits.read(row.limits),
        buckets=tuple(row.buckets),
        expires_at=row.expires_at,
    )
    return KeyRecord(
        key_id=row.id,
        terms=terms,
        org_id=row.org_id,
        origin="file" if row.origin == "file" else "command",
        added_at=row.added_at,
        revoked_at=row.revoked_at,
        used_at=row.used_at,
        previous_until=row.previous_until,
    )
