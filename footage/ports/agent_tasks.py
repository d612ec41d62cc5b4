"""What agents asked for by A2A: a task may be there before its job, while somebody is asked whether to pay for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from footage.answers import ErrorInfo
from footage.caller import Caller, Owner
from footage.domain import JobStatus
from footage.ports.records import Document

AgentState = Literal["asking", "question", "placed", "rejected", "cancelled", "refused"]
"""How far a task is by itself.

asking: its tool is being asked. question: a person has to say yes to the price. placed: there is a job, which says the
rest. rejected, cancelled: it ended without one. refused: the message was none that could be answered, and no task.
"""

AgentStatus = Literal["submitted", "working", "input_required", "completed", "failed", "canceled", "rejected"]
"""How a task stands, in the protocol's words."""

ENDED: frozenset[AgentStatus] = frozenset({"completed", "failed", "canceled", "rejected"})
PAUSED: frozenset[AgentStatus] = frozenset({"input_required"})

_OF_STATE: Mapping[AgentState, AgentStatus] = {
    "asking": "submitted",
    "question": "input_required",
    "placed": "submitted",
    "rejected": "rejected",
    "cancelled": "canceled",
    "refused": "rejected",
}
_OF_JOB: Mapping[JobStatus, AgentStatus] = {
    "queued": "submitted",
    "working": "working",
    "completed": "completed",
    "failed": "failed",
    "cancelled": "canceled",
}


@dataclass(frozen=True, kw_only=True)
class TaskState:
    """How a task stands: what can change while somebody looks.

    Attributes:
        state: By itself.
        job_status: Of its job; None while it has none.
        progress: Of its job, 0 to 1.
        message: What its job does, or what was said last.
        is_left: Whether its tool was being asked by a process that is gone.
    """

    state: AgentState
    job_status: JobStatus | None = None
    progress: float = 0.0
    message: str = ""
    is_left: bool = False

    @property
    def status(self) -> AgentStatus:
        """In the protocol's words."""
        return _OF_JOB[self.job_status] if self.state == "placed" and self.job_status else _OF_STATE[self.state]


@dataclass(frozen=True, kw_only=True)
class TaskRecord:
    """A task as stored; `status_at` is since when it stands so, `said` the question or the reason, if there is one."""

    task_id: str
    caller: Owner
    context_id: str
    tool: str
    now: TaskState
    created_at: datetime
    status_at: datetime
    job_id: str | None = None
    said: str = ""
    quote_id: str | None = None
    error: ErrorInfo | None = None
    arguments: Document | None = field(default=None, repr=False)
    history: tuple[Document, ...] = field(default=(), repr=False)

    @property
    def status(self) -> AgentStatus:
        """In the protocol's words."""
        return self.now.status


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A message of an agent.

    Attributes:
        message_id: Its sender's name for it: it is answered once.
        digest: Of what it says.
        document: As it is told again.
    """

    message_id: str
    digest: str
    document: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a message asks for: a tool with its arguments."""

    tool: str
    arguments: Mapping[str, Any] = field(repr=False)
    context_id: str


@dataclass(frozen=True)
class Claimed:
    """The task of a message; whether whoever sent it has to ask the tool, and nobody else does."""

    task: TaskRecord
    is_to_ask: bool


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Which tasks to list, the newest status first; `before` is where the page before ended."""

    context_id: str | None = None
    status: AgentStatus | None = None
    since: datetime | None = None
    before: tuple[datetime, str] | None = None
    limit: int = 50


@dataclass(frozen=True)
class Page:
    """Some of the tasks, how many there are in all, and where the next page begins."""

    tasks: Sequence[TaskRecord]
    total: int
    before: tuple[datetime, str] | None


class CallersTasks(Protocol):
    """The tasks of a caller's team; every method is one transaction, and tables for the same caller are equal.

    Methods that change a task that is meanwhile in another state change nothing, and say so.
    """

    @property
    def caller(self) -> Caller: ...

    def claim(self, sent: Sent, wanted: Wanted) -> Claimed:
        """A new task for a message, or the one that it has already.

        Raises:
            InvalidInputError: The sender has used the id of this message for another one.
        """

    def of_message(self, sent: Sent) -> TaskRecord | None:
        """The task of a message that has come before.

        Raises:
            InvalidInputError: As in `claim`.
        """

    def told(self, sent: Sent, task_id: str) -> TaskRecord:
        """A message that answers nothing is kept with a task that has a question."""

    def answered(self, sent: Sent, task_id: str, quote_id: str) -> Claimed:
        """A message says yes to a task's question: its tool is to be asked again.

        Raises:
            InvalidInputError: As in `claim`.
        """

    def declined(self, sent: Sent, task_id: str, said: str) -> TaskRecord:
        """A message says no to a task's question: the task ends.

        Raises:
            InvalidInputError: As in `claim`.
        """

    def go_on_asking(self, task_id: str) -> None:
        """Whoever asks the tool is still there."""

    def take_over(self, task_id: str) -> bool:
        """Ask the tool in the place of a process that is gone; True for one of those who try."""

    def placed(self, task_id: str, job_id: str) -> bool:
        """The tool has placed a job; False where the task was cancelled meanwhile, and the job is to be as well."""

    def asks(self, task_id: str, said: str, quote_id: str) -> None:
        """The tool has a question: a person is to agree to a price."""

    def rejected(self, task_id: str, error: ErrorInfo) -> None:
        """The tool has refused for want of money."""

    def refused(self, task_id: str, error: ErrorInfo) -> None:
        """What was asked for cannot be answered: there is no such task."""

    def cancelled(self, task_id: str, said: str) -> bool:
        """End a task that has no job; whether that was so."""

    def get(self, task_id: str) -> TaskRecord:
        """Raises NotFoundError."""

    def of_quote(self, quote_id: str) -> TaskRecord | None:
        """The task that asked whether this quote is agreed to, if it still does."""

    def states(self, task_ids: Sequence[str], /) -> Mapping[str, TaskState]:
        """How tasks stand, at the price of one look; without those that are not there."""

    def page(self, listing: Listing) -> Page: ...


class AgentTasks(Protocol):
    """Everybody's tasks."""

    def for_(self, caller: Caller) -> CallersTasks:
        """The tasks as a caller may use them."""


@dataclass(frozen=True, kw_only=True)
class PushTarget:
    """Where somebody wants to be told how a task stands.

    Attributes:
        id: Its name, of the task's own.
        url: An https address.
        token: Sent along, so that whoever is told knows that it is meant.
        scheme: With `credentials`, how whoever is told wants to be shown who tells.
    """

    id: str
    url: str
    token: str = field(default="", repr=False)
    scheme: str = ""
    credentials: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Push:
    """What is to be told: a task to a target, for it stands otherwise than they have heard."""

    task_id: str
    owner: Owner
    target: PushTarget
    status: AgentStatus
    tries: int


class CallersPushes(Protocol):
    """Who is told of a team's tasks; another team's tasks are not there."""

    def put(self, task_id: str, target: PushTarget) -> None:
        """Tell somebody of a task from now on.

        Raises:
            NotFoundError: There is no such task.
            InvalidInputError: There are too many who are told of it.
        """

    def of_task(self, task_id: str) -> Sequence[PushTarget]:
        """Raises NotFoundError."""

    def remove(self, task_id: str, push_id: str) -> None:
        """Tell them nothing more; nothing happens where there is nobody of that name.

        Raises:
            NotFoundError: There is no such task.
        """


class Pushes(Protocol):
    """Who is told of everybody's tasks."""

    def for_(self, caller: Caller) -> CallersPushes:
        """Who is told of a caller's tasks."""

    def take(self) -> Push | None:
        """One that is due, which nobody else gets until its next try."""

    def arrived(self, push: Push) -> None:
        """They have heard it."""

    def failed(self, push: Push, trouble: str) -> None:
        """They have not, and why; it is tried again, but not for ever."""
