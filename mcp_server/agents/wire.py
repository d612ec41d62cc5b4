"""Tasks, messages and artifacts in the protocol's own types."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from a2a.types import (
    Artifact,
    Message,
    Role,
    SendMessageRequest,
    Task,
    TaskArtifactUpdateEvent,
    TaskState,
    TaskStatus,
    TaskStatusUpdateEvent,
)
from a2a.types import Part as WirePart
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Struct, Value

from footage.answers import VideoJob
from footage.ports.agent_tasks import AgentStatus, TaskRecord
from mcp_server.agents.wishes import Heard, Part

STATES: Mapping[AgentStatus, TaskState] = {
    "submitted": TaskState.TASK_STATE_SUBMITTED,
    "working": TaskState.TASK_STATE_WORKING,
    "input_required": TaskState.TASK_STATE_INPUT_REQUIRED,
    "completed": TaskState.TASK_STATE_COMPLETED,
    "failed": TaskState.TASK_STATE_FAILED,
    "canceled": TaskState.TASK_STATE_CANCELED,
    "rejected": TaskState.TASK_STATE_REJECTED,
}
STATUSES: Mapping[int, AgentStatus] = {int(state): status for status, state in STATES.items()}
_KEPT_CHARS = 4000
"""Of each text of a message that is told again: an article is not sent back with every answer."""

_TYPES = {".mp4": "video/mp4", ".jpg": "image/jpeg", ".srt": "application/x-subrip", ".vtt": "text/vtt"}


def heard(request: SendMessageRequest) -> Heard:
    """A message as plain data."""
    message = request.message
    return Heard(
        message_id=message.message_id,
        parts=tuple(_part(one) for one in message.parts),
        context_id=message.context_id,
        task_id=message.task_id,
        references=tuple(message.reference_task_ids),
        document=_shortened(MessageToDict(message)),
    )


def _part(part: WirePart) -> Part:
    kind = part.WhichOneof("content")
    return Part(
        text=part.text if kind == "text" else None,
        data=MessageToDict(part.data) if kind == "data" else None,
        url=part.url if kind == "url" else None,
        media_type=part.media_type.lower(),
    )


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    return f"{value[:_KEPT_CHARS]}…" if isinstance(value, str) and len(value) > _KEPT_CHARS else value


def data_part(value: Any) -> WirePart:
    """A document."""
    return WirePart(data=ParseDict(value, Value()), media_type="application/json")


def text_part(text: str) -> WirePart:
    """Words."""
    return WirePart(text=text, media_type="text/plain")


def said(
    message_id: str,
    text: str,
    data: Any = None,
    *,
    context_id: str = "",
    task_id: str = "",
    picture: bytes | None = None,
) -> Message:
    """A message of ours."""
    parts = [text_part(text)]
    if data is not None:
        parts.append(data_part(data))
    if picture:
        parts.append(WirePart(raw=picture, media_type="image/jpeg"))
    return Message(message_id=message_id, role=Role.ROLE_AGENT, parts=parts, context_id=context_id, task_id=task_id)


def status(record: TaskRecord, text: str, data: Any = None, metadata: Mapping[str, Any] | None = None) -> TaskStatus:
    """How a task stands, in words; the same words have the same id, whoever hears them."""
    found = TaskStatus(state=STATES[record.status])
    found.timestamp.FromDatetime(record.status_at)
    if text:
        name = f"{record.task_id}-{record.status}-{zlib.crc32(text.encode()):08x}"
        message = said(name, text, data, context_id=record.context_id, task_id=record.task_id)
        if metadata:
            message.metadata.CopyFrom(struct(metadata))
        found.message.CopyFrom(message)
    return found


def task(record: TaskRecord, status_now: TaskStatus, artifacts: Sequence[Artifact] = ()) -> Task:
    """A task."""
    known: dict[str, Any] = {"skill": record.tool}
    if record.job_id:
        known["jobId"] = record.job_id
    return Task(
        id=record.task_id,
        context_id=record.context_id,
        status=status_now,
        artifacts=artifacts,
        history=[_message(record, one) for one in record.history],
        metadata=struct(known),
    )


def _message(record: TaskRecord, document: Mapping[str, Any]) -> Message:
    found: Message = ParseDict(dict(document), Message(), ignore_unknown_fields=True)
    found.task_id, found.context_id = record.task_id, record.context_id
    return found


def status_update(record: TaskRecord, status_now: TaskStatus) -> TaskStatusUpdateEvent:
    """News of a task."""
    return TaskStatusUpdateEvent(task_id=record.task_id, context_id=record.context_id, status=status_now)


def artifact_update(record: TaskRecord, artifact: Artifact) -> TaskArtifactUpdateEvent:
    """What came of a task, in one piece."""
    return TaskArtifactUpdateEvent(
        task_id=record.task_id, context_id=record.context_id, artifact=artifact, append=False, last_chunk=True
    )


def artifact(record: TaskRecord, job: VideoJob, *, title: str, has_film: bool) -> Artifact:
    """What came of a job: its film, the picture that stands for it, other files, and, last, all that is known."""
    video = job.video
    links = [video.url, video.poster, video.subtitles] if video and has_film else [video and video.timeline]
    parts = [_file(link) for link in links if link and "://" in link]
    beside = [one for one in video.files if one.url] if video else []
    parts += [WirePart(url=one.url, media_type=one.type, filename=one.name) for one in beside]
    return Artifact(
        artifact_id=f"{record.task_id}-result",
        name=title,
        parts=[*parts, data_part(job.model_dump(mode="json"))],
    )


def _file(link: str) -> WirePart:
    name = PurePosixPath(urlsplit(link).path).name
    kind = _TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    return WirePart(url=link, media_type=kind, filename=name)


def struct(value: Mapping[str, Any]) -> Struct:
    """An object without a schema."""
    return ParseDict(dict(value), Struct())


def moment(timestamp: Any) -> datetime:
    """A time as everywhere else."""
    found: datetime = timestamp.ToDatetime(tzinfo=UTC)
    return found
