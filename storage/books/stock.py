"""What is remembered of sites with real footage: answers, turns at asking, and which clip is in which film."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from footage.errors import InternalError
from footage.ports.stock import LATELY, MORE, MOST_BY_ONE_AUTHOR, Allowance, ChoiceT, NamedClip, Shown, Turn
from footage.threads import Clock, seconds_between
from storage.db import Database
from storage.tables import Attempt, Job, StockAccount, StockAnswer, StockClip

_KEPT = timedelta(days=90)
"""A clip may come again when so much time has passed, however few films were made in it."""

_CLOCKS_DIFFER = timedelta(minutes=1)
"""What is further ahead was written before the clock was set back, and says nothing."""


class StockTable:
    """`footage.ports.stock.StockBook` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    # --- answers ----------------------------------------------------------------------------------------------------

    def found(self, key: str) -> Mapping[str, Any] | None:
        with self._db.read() as session:
            row = session.get(StockAnswer, key)
            return row.content if row and row.until > self._clock() else None

    def keep(self, key: str, answer: Mapping[str, Any], for_s: float) -> None:
        now = self._clock()
        with self._db.write() as session:
            session.execute(delete(StockAnswer).where(col(StockAnswer.until) <= now))
            session.merge(StockAnswer(key=key, content=dict(answer), until=now + timedelta(seconds=for_s)))

    # --- turns ------------------------------------------------------------------------------------------------------

    def turn(self, account: str, allowance: Allowance) -> Turn:
        now = self._clock()
        with self._db.write() as session:
            row = session.get(StockAccount, account)
            if row and row.paused_until and row.paused_until > now:
                return Turn((row.paused_until - now).total_seconds(), row.reason)
            left = float(allowance.burst)
            if row and row.at <= now + _CLOCKS_DIFFER:
                left = min(left, row.turns + seconds_between(row.at, now) * allowance.per_s)
            if left < 1:
                return Turn((1 - left) / allowance.per_s)
            session.merge(StockAccount(account=account, turns=left - 1, at=now))
            return Turn(0.0)

    def pause(self, account: str, for_s: float, reason: str) -> None:
        now = self._clock()
        with self._db.write() as session:
            row = session.get(StockAccount, account) or StockAccount(account=account, turns=0.0, at=now)
            row.paused_until, row.reason = now + timedelta(seconds=for_s), reason
            session.add(row)

    def troubles(self) -> Mapping[str, str]:
        with self._db.read() as session:
            rows = session.scalars(select(StockAccount).where(col(StockAccount.paused_until) > self._clock())).all()
        return {row.account: row.reason for row in rows}

    # --- clips ------------------------------------------------------------------------------------------------------

    def shown(self, attempt_key: str) -> Shown:
        with self._db.read() as session:
            job = _job_of(session, attempt_key)
            film = _of_film(session, job.id, attempt_key)
            return Shown(
                film=frozenset(one.clip for one in film),
                authors=Counter(one.author for one in film if one.author),
                lately=_lately(session, job),
            )

    def choose(self, attempt_key: str, clips: Sequence[NamedClip], about: BaseModel) -> str | None:
        with self._db.write() as session:
            job = _job_of(session, attempt_key)
            film = _of_film(session, job.id, attempt_key)
            has, authors = {one.clip for one in film}, Counter(one.author for one in film if one.author)
            new = (one for one in clips if one.clip not in has and authors[one.author] < MOST_BY_ONE_AUTHOR)
            if (choice := next(new, None)) is None:
                return None
            now = self._clock()
            old = col(StockClip.team_id) == job.team_id, col(StockClip.at) < now - _KEPT
            session.execute(delete(StockClip).where(*old))
            session.merge(
                StockClip(
                    attempt_key=attempt_key,
                    job_id=job.id,
                    team_id=job.team_id,
                    clip=choice.clip,
                    author=choice.author,
                    about=about.model_dump(mode="json", exclude_defaults=True),
                    at=now,
                )
            )
            return choice.clip

    def chosen(self, attempt_key: str, kind: type[ChoiceT]) -> tuple[str, ChoiceT] | None:
        with self._db.read() as session:
            row = session.get(StockClip, attempt_key)
        try:
            return (row.clip, kind.model_validate(row.about)) if row else None
        except ValidationError:
            return None

    def drop(self, attempt_key: str) -> None:
        with self._db.write() as session:
            session.execute(delete(StockClip).where(col(StockClip.attempt_key) == attempt_key))


def _job_of(session: Session, attempt_key: str) -> Job:
    key = attempt_key.rstrip(MORE)
    found = select(Job).join(Attempt, col(Attempt.job_id) == col(Job.id)).where(col(Attempt.key) == key)
    job = session.scalars(found).one_or_none()
    if job is None:
        raise InternalError(f"There is no attempt {attempt_key}.")
    return job


def _of_film(session: Session, job_id: str, attempt_key: str) -> Sequence[StockClip]:
    """The clips of a film, but for the attempt's own."""
    others = select(StockClip).where(col(StockClip.job_id) == job_id, col(StockClip.attempt_key) != attempt_key)
    return session.scalars(others).all()


def _lately(session: Session, job: Job) -> frozenset[str]:
    """The clips of the latest films of a team."""
    latest: datetime = func.max(col(StockClip.at))  # type: ignore[assignment]
    films = (
        select(col(StockClip.job_id))
        .where(col(StockClip.team_id) == job.team_id, col(StockClip.job_id) != job.id)
        .group_by(col(StockClip.job_id))
        .order_by(latest.desc())  # type: ignore[attr-defined]
        .limit(LATELY)
    )
    ids = session.scalars(films).all()
    return frozenset(session.scalars(select(col(StockClip.clip)).where(col(StockClip.job_id).in_(ids))))
