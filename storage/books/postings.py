"""The book of films that are sent outside: each to an account once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from footage.caller import Owner
from footage.domain import TERMINAL
from footage.errors import InvalidInputError, NotFoundError
from footage.ports.jobs import RunOverError
from footage.ports.outlets import (
    LAST,
    ON_THEIR_WAY,
    CallersPostings,
    Intended,
    OtherWishError,
    PostedBeforeError,
    Posting,
    PostingState,
)
from footage.threads import Clock
from storage.books.latest_run import refuse_old_run
from storage.db import Database
from storage.outlet_tables import Posting as Row
from storage.tables import Job

TAG_PREFIX = "ftg-"
_TAG_CHARS = 8
_WISH = "as "
"""How the step begins that says what was to be said of a film."""


@dataclass(frozen=True)
class Sealing:
    """How a session is written down, and read again; see `footage.sealing.Seal`."""

    sealed: Callable[[Mapping[str, Any]], str]
    opened: Callable[[str], Mapping[str, Any]]


class PostingTable:
    """`footage.ports.outlets.Postings` over the database.

    Args:
        database: The shared one.
        clock: For the times.
        sealing: Sessions are kept sealed: whoever has one may send.
    """

    def __init__(self, database: Database, clock: Clock, sealing: Sealing) -> None:
        self._db = database
        self._clock = clock
        self._sealing = sealing

    def for_(self, caller: Owner) -> CallersPostings:
        return _CallersPostings(self, caller.team_id)

    def get(self, job_id: str) -> Posting:
        with self._db.read() as session:
            row = session.get(Row, job_id)
        if row is None:
            raise NotFoundError(f"{job_id} has sent nothing outside.")
        return self.read(row)

    def begin(self, job_id: str, run: int, intended: Intended) -> Posting:
        with self._db.write() as session:
            refuse_old_run(session, job_id, run)
            row = session.get(Row, job_id) or self._new(session, session.get_one(Job, job_id), intended)
            return self.read(row)

    def session(self, job_id: str, run: int, session: str) -> None:
        sealed = self._sealing.sealed({"session": session})
        self._change(job_id, run, "session", session=sealed)

    def anew(self, job_id: str, run: int) -> None:
        with self._db.write() as session:
            row = _row(session, job_id, run)
            row.state, row.session, row.changed_at = "intent", None, self._clock()
            row.done = [one for one in row.done if one.startswith(_WISH)]

    def did(self, job_id: str, run: int, step: str) -> None:
        with self._db.write() as session:
            row = _row(session, job_id, run)
            row.done = [*(one for one in row.done if one != step), step]
            row.changed_at = self._clock()

    def sent(self, job_id: str, run: int, remote_id: str, url: str | None) -> None:
        self._change(job_id, run, "sent", remote_id=remote_id, url=url, session=None)

    def live(self, job_id: str, run: int, url: str | None) -> None:
        self._change(job_id, run, "live", url=url)

    def failed(self, job_id: str, run: int, error: Mapping[str, Any]) -> None:
        self._change(job_id, run, "failed", error=dict(error), once=None, session=None)

    def doubt(self, job_id: str, run: int) -> None:
        self._change(job_id, run, "in_doubt")

    def known(self, once: str, team_id: str) -> Posting | None:
        """What has this name now, unless the job that has it ended on the way: then another may go on with it."""
        with self._db.read() as session:
            row = session.scalar(select(Row).where(col(Row.once) == once, col(Row.team_id) == team_id))
            return None if row is None or _is_left(session, row) else self.read(row)

    def newest(self, team_id: str, limit: int) -> list[Posting]:
        """What a team sent last."""
        asked = select(Row).where(col(Row.team_id) == team_id, col(Row.state) != "moved")
        with self._db.read() as session:
            rows = session.scalars(asked.order_by(col(Row.created_at).desc(), col(Row.job_id)).limit(limit)).all()
            return [self.read(row) for row in rows]

    def resolve(self, job_id: str, team_id: str, url: str | None) -> Posting:
        """Write down what a person found out."""
        with self._db.write() as session:
            row = session.scalar(_locked(job_id))
            if row is None or row.team_id != team_id:
                raise NotFoundError(f"{job_id} has sent nothing outside.")
            if row.state != "in_doubt":
                raise InvalidInputError(f"What {job_id} sent to {row.target} is {row.state}, and not in doubt.")
            row.state, row.url, row.changed_at = ("live" if url else "failed"), url, self._clock()
            if not url:
                row.once = None
            return self.read(row)

    def read(self, row: Row) -> Posting:
        """As everybody else sees it."""
        return Posting(
            job_id=row.job_id,
            target=row.target,
            account=row.account,
            film_sha256=row.film_sha256,
            state=_state(row),
            tag=row.tag,
            session=self._sealing.opened(row.session)["session"] if row.session else None,
            remote_id=row.remote_id,
            url=row.url,
            done=tuple(row.done),
            created_at=row.created_at,
            changed_at=row.changed_at,
            problem=row.error,
        )

    def _new(self, session: Session, job: Job, intended: Intended) -> Row:
        """The intent; what a job that has ended left on its way goes on under this one."""
        now = self._clock()
        row = Row(
            job_id=job.id,
            **_ids(job),
            target=intended.target,
            account=intended.account,
            film_sha256=intended.film_sha256,
            state="intent",
            done=[f"{_WISH}{intended.wish}"],
            tag=TAG_PREFIX + hashlib.sha256(job.id.encode()).hexdigest()[:_TAG_CHARS],
            created_at=now,
            changed_at=now,
        )
        earlier = session.scalar(select(Row).where(col(Row.once) == intended.once).with_for_update())
        if earlier is not None:
            if not _is_left(session, earlier):
                raise PostedBeforeError(earlier.job_id, earlier.state.replace("_", " "))
            _go_on(row, earlier, intended)
            earlier.state, earlier.once, earlier.session = "moved", None, None
            session.flush()  # a name is free only once it is written so
        row.once = intended.once
        session.add(row)
        return row

    def _change(self, job_id: str, run: int, state: PostingState, **columns: Any) -> None:
        with self._db.write() as session:
            row = _row(session, job_id, run)
            row.state, row.changed_at = state, self._clock()
            for name, value in columns.items():
                setattr(row, name, value)


@dataclass(frozen=True)
class _CallersPostings:
    """`footage.ports.outlets.CallersPostings` of a team."""

    table: PostingTable
    team_id: str

    def known(self, once: str) -> Posting | None:
        return self.table.known(once, self.team_id)

    def newest(self, limit: int) -> list[Posting]:
        return self.table.newest(self.team_id, limit)

    def resolve(self, job_id: str, *, url: str | None) -> Posting:
        return self.table.resolve(job_id, self.team_id, url)


def _locked(job_id: str) -> Any:
    return select(Row).where(col(Row.job_id) == job_id).with_for_update()


def _row(session: Session, job_id: str, run: int) -> Row:
    """The row, for the run that may change it."""
    refuse_old_run(session, job_id, run)
    row: Row | None = session.scalar(_locked(job_id))
    if row is None or row.state == "moved":
        raise RunOverError(f"another job goes on with what {job_id} sent")
    return row


def _is_left(session: Session, row: Row) -> bool:
    """Whether a job ended before the outlet had its film: a later one goes on from there."""
    job = session.get(Job, row.job_id)
    return row.state in ON_THEIR_WAY and (job is None or job.status in TERMINAL)


def _go_on(row: Row, earlier: Row, intended: Intended) -> None:
    """Begin where a job that has ended stopped, if it was to say the same of the film.

    Raises:
        OtherWishError: It was not, and all of the film may be there.
    """
    if f"{_WISH}{intended.wish}" in earlier.done:
        row.state, row.tag, row.session, row.done = earlier.state, earlier.tag, earlier.session, earlier.done
        row.created_at = earlier.created_at
    elif LAST in earlier.done:
        raise OtherWishError(earlier.job_id)


def _ids(job: Job) -> dict[str, Any]:
    return {"org_id": job.org_id, "team_id": job.team_id, "key_id": job.key_id, "subject": job.subject}


def _state(row: Row) -> PostingState:
    return row.state  # type: ignore[return-value]
