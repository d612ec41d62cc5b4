"""Who is told how tasks of agents stand: an outbox of what each has not heard yet.

A task's state changes in many places, its job's in others, and none of them knows of this: what somebody heard last is
compared with how the task stands. Each change is told at least once, unless another one overtakes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, select
from sqlmodel import Session, col

from footage.caller import Caller, Owner
from footage.errors import InvalidInputError, NotFoundError
from footage.ports.agent_tasks import ENDED, AgentStatus, CallersPushes, Push, PushTarget
from footage.threads import Clock
from storage.agent_tables import AgentPush, AgentTask
from storage.db import Database
from storage.tables import Job

BACKOFF: tuple[timedelta, ...] = (
    timedelta(minutes=1),  # as long as a try may take, and more
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
"""How long after each try the next one comes; then this state is given up."""

MOST_OF_A_TASK = 10
_NEVER = timedelta(days=365_000)


class AgentPushTable:
    """`footage.ports.agent_tasks.Pushes` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def for_(self, caller: Caller) -> CallersPushes:
        return CallersPushTable(self, caller)

    def put(self, task_id: str, target: PushTarget, team_id: str) -> None:
        now = self._clock()
        with self._db.write() as session:
            _require_task(session, task_id, team_id)
            others = col(AgentPush.task_id) == task_id, col(AgentPush.id) != target.id
            if (session.scalar(select(func.count()).where(*others)) or 0) >= MOST_OF_A_TASK:
                raise InvalidInputError(f"{MOST_OF_A_TASK} addresses at most are told of a task.")
            told = (
                session.scalar(_with_job(select(_status()).select_from(AgentTask)).where(col(AgentTask.id) == task_id))
                or ""
            )
            secret = {"token": target.token, "scheme": target.scheme, "credentials": target.credentials}
            session.merge(
                AgentPush(
                    task_id=task_id,
                    id=target.id,
                    url=target.url,
                    credentials=secret,
                    created_at=now,
                    told_state=told,  # whoever asks to be told has just heard how it stands
                    next_at=now + (_NEVER if told in ENDED else timedelta()),
                )
            )

    def of_task(self, task_id: str, team_id: str) -> Sequence[PushTarget]:
        with self._db.read() as session:
            _require_task(session, task_id, team_id)
            rows = session.scalars(
                select(AgentPush).where(col(AgentPush.task_id) == task_id).order_by(col(AgentPush.created_at))
            )
            return [_target(row) for row in rows]

    def remove(self, task_id: str, push_id: str, team_id: str) -> None:
        with self._db.write() as session:
            _require_task(session, task_id, team_id)
            session.execute(delete(AgentPush).where(col(AgentPush.task_id) == task_id, col(AgentPush.id) == push_id))

    def take(self) -> Push | None:
        now = self._clock()
        due = col(AgentPush.next_at) <= now, col(AgentPush.told_state) != _status()
        with self._db.read() as session:  # nearly always enough
            if session.execute(_pushes(col(AgentPush.id)).where(*due).limit(1)).first() is None:
                return None
        with self._db.write() as session:
            first = _pushes(AgentPush, AgentTask, _status()).where(*due).order_by(col(AgentPush.next_at)).limit(1)
            found = session.execute(first).first()
            if found is None:
                return None
            row, task, status = found
            row.tries += 1
            row.next_at = now + (BACKOFF[row.tries - 1] if row.tries <= len(BACKOFF) else _NEVER)
            owner = Owner(org_id=task.org_id, team_id=task.team_id, key_id=task.key_id, subject=task.subject)
            return Push(task_id=task.id, owner=owner, target=_target(row), status=status, tries=row.tries)

    def arrived(self, push: Push) -> None:
        self._heard(push, "")

    def failed(self, push: Push, trouble: str) -> None:
        with self._db.write() as session:
            row = session.get(AgentPush, (push.task_id, push.target.id))
            if row is not None:
                row.trouble = trouble
        if push.tries >= len(BACKOFF):
            self._heard(push, trouble)

    def _heard(self, push: Push, trouble: str) -> None:
        """They have heard it, or it was given up: only another state is told to them from now on."""
        now = self._clock()
        with self._db.write() as session:
            row = session.get(AgentPush, (push.task_id, push.target.id))
            if row is not None:
                row.told_state, row.tries, row.trouble = push.status, 0, trouble
                row.next_at = now + (_NEVER if push.status in ENDED else timedelta())


@dataclass(frozen=True)
class CallersPushTable:
    """`footage.ports.agent_tasks.CallersPushes`: the table with a caller's team put into every question."""

    table: AgentPushTable
    caller: Caller

    def put(self, task_id: str, target: PushTarget) -> None:
        self.table.put(task_id, target, self.caller.team_id)

    def of_task(self, task_id: str) -> Sequence[PushTarget]:
        return self.table.of_task(task_id, self.caller.team_id)

    def remove(self, task_id: str, push_id: str) -> None:
        self.table.remove(task_id, push_id, self.caller.team_id)


def _target(row: AgentPush) -> PushTarget:
    return PushTarget(id=row.id, url=row.url, **{name: str(one) for name, one in row.credentials.items()})


def _require_task(session: Session, task_id: str, team_id: str) -> None:
    task = session.get(AgentTask, task_id)
    if task is None or task.team_id != team_id:
        raise NotFoundError(f"There is no task {task_id!r}.", hint="ListTasks shows what there is.")


def _status() -> ColumnElement[AgentStatus]:
    """How a task stands, as `footage.ports.agent_tasks.TaskState.status` says it."""
    of_job = case(
        (col(Job.status) == "queued", "submitted"),
        (col(Job.status) == "cancelled", "canceled"),
        else_=col(Job.status),
    )
    own = col(AgentTask.state)
    return case(
        (and_(own == "placed", col(Job.status).is_not(None)), of_job),
        (own.in_(("asking", "placed")), "submitted"),
        (own == "question", "input_required"),
        (own == "cancelled", "canceled"),
        else_="rejected",
    )


def _pushes(*wanted: Any) -> Any:
    return _with_job(
        select(*wanted).select_from(AgentPush).join(AgentTask, col(AgentTask.id) == col(AgentPush.task_id))
    )


def _with_job(question: Any) -> Any:
    return question.outerjoin(Job, col(Job.id) == col(AgentTask.job_id))
