"""Tasks of agents: claimed by their message before anything is asked, so that one message never pays twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, null, or_, select, update
from sqlmodel import Session, col

from footage.answers import ErrorInfo
from footage.caller import Caller, Owner
from footage.errors import InvalidInputError, NotFoundError
from footage.job_ids import new_task_id
from footage.ports.agent_tasks import (
    AgentState,
    AgentStatus,
    CallersTasks,
    Claimed,
    Listing,
    Page,
    Sent,
    TaskRecord,
    TaskState,
    Wanted,
)
from footage.threads import Clock
from storage.agent_tables import AgentClaim, AgentTask
from storage.db import Database
from storage.tables import Job

ASKED_FOR = timedelta(seconds=30)
"""Whoever asks a tool says so again within this time, or somebody else asks it."""

REFUSED_FOR = timedelta(days=1)
"""For how long it is remembered why a message could not be answered."""

MOST_MESSAGES = 20
"""Messages that a task keeps; of more, the first and the last ones."""


class AgentTaskTable:
    """`footage.ports.agent_tasks.AgentTasks` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def for_(self, caller: Caller) -> CallersTasks:
        return CallersTaskTable(self, caller)

    def claim(self, sent: Sent, wanted: Wanted, owner: Caller) -> Claimed:
        with self._db.write() as session:
            if known := self._claimed(session, sent, owner):
                if is_to_ask := self._taken_over(known):
                    known.arguments = dict(wanted.arguments)
                return Claimed(self._record(session, known), is_to_ask)
            now = self._clock()
            self._forget_refused(session, owner, now)
            task = AgentTask(
                **owner.ids(),
                id=new_task_id(),
                context_id=wanted.context_id,
                tool=wanted.tool,
                arguments=dict(wanted.arguments),
                state="asking",
                created_at=now,
                status_at=now,
                asked_until=now + ASKED_FOR,
                history=[dict(sent.document)],
            )
            session.add(task)
            self._claim(session, sent, owner, task.id)
            session.flush()
            return Claimed(self._record(session, task), True)

    def of_message(self, sent: Sent, owner: Caller) -> TaskRecord | None:
        with self._db.read() as session:
            known = self._claimed(session, sent, owner)
            return self._record(session, known) if known else None

    def told(self, sent: Sent, task_id: str, owner: Caller) -> TaskRecord:
        with self._db.write() as session:
            if known := self._claimed(session, sent, owner):
                return self._record(session, known)
            task = _found(session, task_id, owner.team_id)
            self._claim(session, sent, owner, task_id)
            if task.state == "question":
                task.history = _with(task.history, sent)
            return self._record(session, task)

    def answered(self, sent: Sent, task_id: str, quote_id: str, owner: Caller) -> Claimed:
        with self._db.write() as session:
            if known := self._claimed(session, sent, owner):
                return Claimed(self._record(session, known), self._taken_over(known))
            task = _found(session, task_id, owner.team_id)
            self._claim(session, sent, owner, task_id)
            is_asked = task.state == "question" and task.quote_id == quote_id
            if is_asked:
                self._turn(task, "asking")
                task.asked_until = self._clock() + ASKED_FOR
                task.arguments = {**(task.arguments or {}), "quote_id": quote_id}
                task.history = _with(task.history, sent)
            return Claimed(self._record(session, task), is_asked)

    def declined(self, sent: Sent, task_id: str, said: str, owner: Caller) -> TaskRecord:
        with self._db.write() as session:
            if known := self._claimed(session, sent, owner):
                return self._record(session, known)
            task = _found(session, task_id, owner.team_id)
            self._claim(session, sent, owner, task_id)
            if task.state == "question":
                self._turn(task, "rejected", said)
                task.history = _with(task.history, sent)
            return self._record(session, task)

    def go_on_asking(self, task_id: str, team_id: str) -> None:
        with self._db.write() as session:
            task = _found(session, task_id, team_id)
            if task.state == "asking":
                task.asked_until = self._clock() + ASKED_FOR

    def take_over(self, task_id: str, team_id: str) -> bool:
        with self._db.write() as session:
            task = _found(session, task_id, team_id)
            return task.state == "asking" and self._taken_over(task)

    def placed(self, task_id: str, job_id: str, team_id: str) -> bool:
        with self._db.write() as session:
            task = _found(session, task_id, team_id)
            task.job_id = task.job_id or job_id
            if task.state != "asking":
                return task.state == "placed"
            self._turn(task, "placed")
            return True

    def asks(self, task_id: str, said: str, quote_id: str, team_id: str) -> None:
        with self._db.write() as session:
            task = _found(session, task_id, team_id)
            if task.state == "asking":
                arguments = {name: one for name, one in (task.arguments or {}).items() if name != "quote_id"}
                self._turn(task, "question", said)
                task.quote_id, task.arguments = quote_id, arguments  # to be asked with again

    def rejected(self, task_id: str, error: ErrorInfo, team_id: str) -> None:
        self._fail(task_id, "rejected", error, team_id)

    def refused(self, task_id: str, error: ErrorInfo, team_id: str) -> None:
        self._fail(task_id, "refused", error, team_id)

    def cancelled(self, task_id: str, said: str, team_id: str) -> bool:
        with self._db.write() as session:
            task = _found(session, task_id, team_id)
            if task.state in {"asking", "question"}:
                self._turn(task, "cancelled", said)
            return task.state == "cancelled"

    def get(self, task_id: str, team_id: str) -> TaskRecord:
        with self._db.read() as session:
            return self._record(session, _found(session, task_id, team_id))

    def of_quote(self, quote_id: str, team_id: str) -> TaskRecord | None:
        mine = col(AgentTask.team_id) == team_id, col(AgentTask.quote_id) == quote_id
        with self._db.read() as session:
            task = session.scalar(select(AgentTask).where(*mine, col(AgentTask.state) == "question"))
            return self._record(session, task) if task else None

    def states(self, task_ids: Sequence[str], team_id: str) -> Mapping[str, TaskState]:
        mine = col(AgentTask.id).in_(task_ids), col(AgentTask.team_id) == team_id
        wanted = select(
            col(AgentTask.id),
            col(AgentTask.state),
            col(AgentTask.said),
            col(AgentTask.asked_until),
            col(Job.status),
            col(Job.progress),
            col(Job.message),
        )
        with self._db.read() as session:
            rows = session.execute(_joined(wanted).where(*mine)).all()
        return {one[0]: self._state(*one[1:]) for one in rows}

    def page(self, listing: Listing, team_id: str) -> Page:
        mine = _listed(listing, team_id)
        since = _status_at()
        begins: tuple[ColumnElement[bool], ...] = ()
        if listing.before:
            at, task_id = listing.before
            begins = (or_(since < at, and_(since == at, col(AgentTask.id) < task_id)),)
        newest = _joined(select(AgentTask)).where(*mine, *begins)
        newest = newest.order_by(since.desc(), col(AgentTask.id).desc()).limit(listing.limit + 1)
        with self._db.read() as session:
            total = session.scalar(_joined(select(func.count()).select_from(AgentTask)).where(*mine)) or 0
            found = [self._record(session, task) for task in session.scalars(newest)]
        shown = found[: listing.limit]
        more = (shown[-1].status_at, shown[-1].task_id) if len(found) > len(shown) else None
        return Page(shown, total, more)

    def _claimed(self, session: Session, sent: Sent, owner: Owner) -> AgentTask | None:
        """The task of a message that has come before."""
        claim = session.get(AgentClaim, _name(sent, owner))
        if claim is None:
            return None
        if claim.digest != sent.digest:
            raise InvalidInputError(
                f"The messageId {sent.message_id[:100]!r} was already used for another message.",
                hint="Give each new message an id of its own; the same message may be sent again with its own.",
            )
        return session.get(AgentTask, claim.task_id)

    def _claim(self, session: Session, sent: Sent, owner: Owner, task_id: str) -> None:
        session.merge(AgentClaim(id=_name(sent, owner), task_id=task_id, digest=sent.digest, at=self._clock()))

    def _taken_over(self, task: AgentTask) -> bool:
        """Whether the tool is to be asked anew: whoever asked it is gone, or was refused."""
        now = self._clock()
        is_left = task.state == "asking" and (task.asked_until is None or task.asked_until < now)
        if not is_left and task.state != "refused":
            return False
        task.state, task.asked_until, task.error = "asking", now + ASKED_FOR, None
        return True

    def _turn(self, task: AgentTask, state: AgentState, said: str = "") -> None:
        task.state, task.said, task.status_at = state, said, self._clock()
        task.quote_id = task.asked_until = None
        if state not in {"asking", "question"}:
            task.arguments = None

    def _fail(self, task_id: str, state: AgentState, error: ErrorInfo, team_id: str) -> None:
        with self._db.write() as session:
            task = _found(session, task_id, team_id)
            if task.state == "asking":
                self._turn(task, state, error.message)
                task.error = error.model_dump(mode="json")

    def _forget_refused(self, session: Session, owner: Owner, now: datetime) -> None:
        old = (
            select(col(AgentTask.id))
            .where(
                col(AgentTask.team_id) == owner.team_id,
                col(AgentTask.state) == "refused",
                col(AgentTask.status_at) < now - REFUSED_FOR,
            )
            .limit(100)
        )
        ids = session.scalars(old).all()
        if ids:
            session.execute(delete(AgentTask).where(col(AgentTask.id).in_(ids)))

    def _record(self, session: Session, task: AgentTask) -> TaskRecord:
        job = session.get(Job, task.job_id) if task.job_id else None
        ended_at = job.finished_at if job and task.state == "placed" else None
        said = (job.status, job.progress, job.message) if job else (None, None, None)
        return TaskRecord(
            task_id=task.id,
            caller=Owner(org_id=task.org_id, team_id=task.team_id, key_id=task.key_id, subject=task.subject),
            context_id=task.context_id,
            tool=task.tool,
            now=self._state(task.state, task.said, task.asked_until, *said),
            created_at=task.created_at,
            status_at=max(ended_at or task.status_at, task.status_at),
            job_id=task.job_id,
            said=task.said,
            quote_id=task.quote_id,
            error=ErrorInfo.model_validate(task.error, extra="ignore") if task.error else None,
            arguments=task.arguments,
            history=tuple(task.history),
        )

    def _state(
        self, state: Any, said: str, asked_until: datetime | None, status: Any, progress: float | None, message: Any
    ) -> TaskState:
        return TaskState(
            state=state,
            job_status=status,
            progress=progress or 0.0,
            message=message or said,
            is_left=state == "asking" and (asked_until is None or asked_until < self._clock()),
        )


@dataclass(frozen=True)
class CallersTaskTable:
    """`footage.ports.agent_tasks.CallersTasks`: the table with a caller's team put into every question."""

    table: AgentTaskTable
    caller: Caller

    def claim(self, sent: Sent, wanted: Wanted) -> Claimed:
        return self.table.claim(sent, wanted, self.caller)

    def of_message(self, sent: Sent) -> TaskRecord | None:
        return self.table.of_message(sent, self.caller)

    def told(self, sent: Sent, task_id: str) -> TaskRecord:
        return self.table.told(sent, task_id, self.caller)

    def answered(self, sent: Sent, task_id: str, quote_id: str) -> Claimed:
        return self.table.answered(sent, task_id, quote_id, self.caller)

    def declined(self, sent: Sent, task_id: str, said: str) -> TaskRecord:
        return self.table.declined(sent, task_id, said, self.caller)

    def go_on_asking(self, task_id: str) -> None:
        self.table.go_on_asking(task_id, self.caller.team_id)

    def take_over(self, task_id: str) -> bool:
        return self.table.take_over(task_id, self.caller.team_id)

    def placed(self, task_id: str, job_id: str) -> bool:
        return self.table.placed(task_id, job_id, self.caller.team_id)

    def asks(self, task_id: str, said: str, quote_id: str) -> None:
        self.table.asks(task_id, said, quote_id, self.caller.team_id)

    def rejected(self, task_id: str, error: ErrorInfo) -> None:
        self.table.rejected(task_id, error, self.caller.team_id)

    def refused(self, task_id: str, error: ErrorInfo) -> None:
        self.table.refused(task_id, error, self.caller.team_id)

    def cancelled(self, task_id: str, said: str) -> bool:
        return self.table.cancelled(task_id, said, self.caller.team_id)

    def get(self, task_id: str) -> TaskRecord:
        return self.table.get(task_id, self.caller.team_id)

    def of_quote(self, quote_id: str) -> TaskRecord | None:
        return self.table.of_quote(quote_id, self.caller.team_id)

    def states(self, task_ids: Sequence[str], /) -> Mapping[str, TaskState]:
        return self.table.states(task_ids, self.caller.team_id)

    def page(self, listing: Listing) -> Page:
        return self.table.page(listing, self.caller.team_id)


def answered_elsewhere(session: Session, quote_id: str, team_id: str, job_id: str, now: datetime) -> None:
    """In the transaction that places a job for a quote: a task that has asked about it goes on with that job.

    A person may say yes in the studio, or in another client.
    """
    _turn_those_who_ask(session, [quote_id], team_id, state="placed", job_id=job_id, status_at=now, said="")


def declined_elsewhere(session: Session, quote_ids: Sequence[str], team_id: str, now: datetime) -> None:
    """In the transaction that takes quotes back: tasks that have asked about them end."""
    said = "A person declined the price; nothing was made or charged."
    _turn_those_who_ask(session, quote_ids, team_id, state="rejected", status_at=now, said=said)


def _turn_those_who_ask(session: Session, quote_ids: Sequence[str], team_id: str, **values: Any) -> None:
    asks = col(AgentTask.team_id) == team_id, col(AgentTask.state) == "question"
    those = update(AgentTask).where(*asks, col(AgentTask.quote_id).in_(quote_ids))
    session.execute(those.values(**values, arguments=null(), quote_id=None))


def _name(sent: Sent, owner: Owner) -> str:
    """What a message is called among everybody's: its sender chose its id, and need not know of other senders."""
    whole = json.dumps([owner.team_id, owner.key_id, owner.subject, sent.message_id])
    return hashlib.sha256(whole.encode()).hexdigest()


def _found(session: Session, task_id: str, team_id: str) -> AgentTask:
    """The task; another team's is refused in the very words of one that never was."""
    task = session.get(AgentTask, task_id)
    if task is None or task.team_id != team_id:
        raise NotFoundError(f"There is no task {task_id!r}.", hint="ListTasks shows what there is.")
    return task


def _with(history: Sequence[Mapping[str, Any]], sent: Sent) -> list[dict[str, Any]]:
    whole = [*map(dict, history), dict(sent.document)]
    return whole if len(whole) <= MOST_MESSAGES else [whole[0], *whole[1 - MOST_MESSAGES :]]


def _joined(question: Any) -> Any:
    return question.outerjoin(Job, col(Job.id) == col(AgentTask.job_id))


def _status_at() -> ColumnElement[datetime]:
    """Since when a task stands as it does: what a job tells of itself between its start and its end is none of it.

    A job may have ended before its task was there: a film that was made already.
    """
    own = col(AgentTask.status_at)
    return case((and_(col(AgentTask.state) == "placed", col(Job.finished_at) > own), col(Job.finished_at)), else_=own)


_STATES: Mapping[AgentStatus, tuple[AgentState, ...]] = {
    "submitted": ("asking",),
    "input_required": ("question",),
    "rejected": ("rejected",),
    "canceled": ("cancelled",),
}
_JOBS: Mapping[AgentStatus, str] = {
    "submitted": "queued",
    "working": "working",
    "completed": "completed",
    "failed": "failed",
    "canceled": "cancelled",
}


def _listed(listing: Listing, team_id: str) -> tuple[ColumnElement[bool], ...]:
    state = col(AgentTask.state)
    mine: list[ColumnElement[bool]] = [col(AgentTask.team_id) == team_id, state != "refused"]
    if listing.context_id is not None:
        mine.append(col(AgentTask.context_id) == listing.context_id)
    if listing.status is not None:
        of_job = and_(state == "placed", col(Job.status) == _JOBS.get(listing.status, ""))
        mine.append(or_(state.in_(_STATES.get(listing.status, ())), of_job))
    if listing.since is not None:
        mine.append(_status_at() >= listing.since)
    return tuple(mine)
