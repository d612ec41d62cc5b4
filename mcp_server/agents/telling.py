"""How a task stands, for agents: words that hold the link to the film, and the job as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from a2a.types import Artifact, Task, TaskStatus

from footage.answers import VideoJob
from footage.ports.agent_tasks import TaskRecord
from mcp_server.agents import wire

if TYPE_CHECKING:
    from films.services import CallersServices
    from tools.base import Answer

STEPS = 10
"""Progress is told in so many steps, so that whoever listens is told the same."""

_TITLE_CHARS = 80


@dataclass(frozen=True)
class Seen:
    """A task as an agent sees it now."""

    record: TaskRecord
    status: TaskStatus
    artifacts: tuple[Artifact, ...] = ()

    @property
    def task(self) -> Task:
        """All of it."""
        return wire.task(self.record, self.status, self.artifacts)


async def seen(services: CallersServices, record: TaskRecord, *, whole: bool = True) -> Seen:
    """A task as it stands, with what came of it.

    Args:
        services: As they are for the caller.
        record: The task.
        whole: False leaves links and artifacts out, as lists do.
    """
    if record.status in {"completed", "failed", "canceled"} and record.job_id and whole:
        return await _of_ended_job(services, record, record.job_id)
    return Seen(record, wire.status(record, _words(record), _data(record), _metadata(record)))


async def _of_ended_job(services: CallersServices, record: TaskRecord, job_id: str) -> Seen:
    answer = await shown(services, job_id)
    job = answer.result
    if not isinstance(job, VideoJob):
        raise TypeError(f"{job_id} is shown as {type(job).__name__}")
    text = _told(job)
    data = {"error": job.error.model_dump(mode="json")} if job.error else None
    status = wire.status(record, text, data, {"jobId": job_id})
    if record.status == "canceled":
        return Seen(record, status)
    return Seen(record, status, (await _artifact(services, record, job),))


async def shown(services: CallersServices, job_id: str) -> Answer:
    """A job as it stands; its picture is left for those who see pictures."""
    from tools.view import answer_when_done

    async def silently(_progress: float, _message: str) -> None:
        """Nobody waits."""

    return await answer_when_done(replace(services, pictures=False), job_id, 0, silently)


async def line_of_job(services: CallersServices, job_id: str) -> str:
    """A job in words."""
    answer = await shown(services, job_id)
    return _told(answer.result) if isinstance(answer.result, VideoJob) else answer.text


async def _artifact(services: CallersServices, record: TaskRecord, job: VideoJob) -> Artifact:
    from footage.plain_text import shortened
    from footage.threads import in_thread
    from tools.telling import has_new_film

    title = (await in_thread(services.jobs.get, job.job_id or "")).title
    step = _next_step(record, job)
    return wire.artifact(
        record,
        job.model_copy(update={"next_step": step}),
        title=shortened(title, _TITLE_CHARS),
        has_film=job.video is not None and has_new_film(job),
    )


def _told(job: VideoJob) -> str:
    """Words about a job, without what to do next: agents have other names for that."""
    from tools.telling import told

    hint = job.error.hint if job.error else ""
    text = told(job.model_copy(update={"next_step": ""}))
    return f"{text} {hint}".strip()


def _next_step(record: TaskRecord, job: VideoJob) -> str:
    if job.error:
        return job.error.hint
    if job.video is None or not job.video.url:
        return "GetTask tells how the task stands."
    return (
        "Give the user the film's link; GetTask gives a new one when the link has ended. A message with "
        f'{{"skill": "add_captions", "parameters": {{"video": "{record.task_id}"}}}} puts captions on it.'
    )


def _words(record: TaskRecord) -> str:
    now = record.now
    match record.status:
        case "input_required":
            return record.said
        case "rejected" | "canceled":
            return f"{record.said} {record.error.hint if record.error else ''}".strip()
        case "submitted":
            return record.now.message if record.job_id else "It is being looked into."
        case "working":
            return f"{now.message} ({percent(now.progress)}%)"
        case "completed" | "failed":
            return f"{record.status.capitalize()}: {now.message}"


def percent(progress: float) -> int:
    """Progress in steps."""
    return int(progress * STEPS) * (100 // STEPS)


def _data(record: TaskRecord) -> Any:
    if record.status == "input_required":
        answers = [{"approve": approve, "quote_id": record.quote_id} for approve in (True, False)]
        return {"question": "approve", "quote_id": record.quote_id, "answers": answers}
    return {"error": record.error.model_dump(mode="json")} if record.error else None


def _metadata(record: TaskRecord) -> Mapping[str, Any]:
    known: dict[str, Any] = {"progress": percent(record.now.progress) / 100}
    if record.job_id:
        known["jobId"] = record.job_id
    if record.status == "input_required" and record.quote_id:
        known["quoteId"] = record.quote_id
    return known


def question(message: str, quote_id: str) -> str:
    """What is asked about a price, and how to answer."""
    return (
        f'{message} Show this to a person. If they agree, answer this task with the text "approve {quote_id}", or with '
        f'the data {{"approve": true, "quote_id": "{quote_id}"}}; otherwise with "decline".'
    )


def declined() -> str:
    """What became of a task whose price nobody wanted."""
    return "The price was declined; nothing was made or charged."
