"""Footage over A2A: a message whose data names a skill, and the task that comes of it.

The skills are Footage's tools by their names. What makes nothing is answered at once; everything else is a task, whose
artifact ends with the whole job as data.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from a2a.client import Client, ClientConfig, create_client
from a2a.client.errors import A2AClientError
from a2a.types import (
    GetExtendedAgentCardRequest,
    GetTaskRequest,
    Message,
    Part,
    Role,
    SendMessageRequest,
    StreamResponse,
    SubscribeToTaskRequest,
    Task,
    TaskState,
)
from a2a.utils.errors import A2AError
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Value

from marketing_agent.answers import Data
from marketing_agent.studio import PATIENCE_S, Reached

ENDED = {
    TaskState.TASK_STATE_COMPLETED,
    TaskState.TASK_STATE_FAILED,
    TaskState.TASK_STATE_CANCELED,
    TaskState.TASK_STATE_REJECTED,
}


@dataclass(frozen=True)
class Skill:
    """What an agent is told of a skill; `schema` is that of its parameters, as JSON Schema."""

    name: str
    description: str
    schema: dict[str, Any]


FOLLOW = Skill(
    name="get_job",
    description="Follow a job that was placed with wait_s=0 to its end.",
    schema={"type": "object", "properties": {"job_id": {"type": "string"}}, "required": ["job_id"]},
)
"""What MCP has a tool for and A2A methods: a skill of ours, so that an agent calls the same over both."""


@asynccontextmanager
async def connected(reached: Reached) -> AsyncIterator[Line]:
    """A line to Footage over A2A, until the block ends; `url` ends with /a2a."""
    base = reached.url.removesuffix("/").removesuffix("/a2a")
    async with (
        httpx.AsyncClient(headers=reached.headers, timeout=PATIENCE_S) as http,
        await create_client(base, ClientConfig(httpx_client=http)) as client,
    ):
        yield Line(client)


class Line:
    """A line to Footage, which knows the task of each job that was placed over it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._tasks: dict[str, str] = {}

    async def ask(self, tool: str, arguments: dict[str, Any]) -> Data:
        """Call a skill; with `wait_s=0` the answer is the job that was placed, else it is what came of it."""
        if tool == "get_job" and arguments["job_id"] in self._tasks:
            return await self._followed(arguments["job_id"])
        call = ParseDict({"skill": tool, "parameters": arguments}, Value())
        message = Message(message_id=str(uuid4()), role=Role.ROLE_USER, parts=[Part(data=call)])
        task = Task()
        try:
            async for event in self._client.send_message(SendMessageRequest(message=message)):
                if event.HasField("message"):
                    return _data(event.message.parts)
                _keep(task, event)
                job_id = _job_id(task)
                if job_id:
                    self._tasks[job_id] = task.id
                    if arguments.get("wait_s") == 0:
                        return {"job_id": job_id, "status": "queued"}
        except (A2AError, A2AClientError) as error:
            return {"error": {"code": "invalid_input", "message": str(error)}}
        return _told(task)

    async def skills(self) -> list[Skill]:
        """What may be asked for, from the card for those who are known."""
        card = await self._client.get_extended_agent_card(GetExtendedAgentCardRequest())
        schemas = [MessageToDict(extension.params) for extension in card.capabilities.extensions]
        known: dict[str, dict[str, Any]] = next((one["skills"] for one in schemas if "skills" in one), {})
        told = [Skill(skill.id, skill.description, known.get(skill.id, {"type": "object"})) for skill in card.skills]
        return [*told, FOLLOW]

    async def _followed(self, job_id: str) -> Data:
        """What came of a job, once it has ended."""
        task = await self._client.get_task(GetTaskRequest(id=self._tasks[job_id]))
        if task.status.state not in ENDED:
            async for event in self._client.subscribe(SubscribeToTaskRequest(id=task.id)):
                _keep(task, event)
        return _told(task)


def _keep(task: Task, event: StreamResponse) -> None:
    """Bring a task up to date with what is heard of it."""
    if event.HasField("task"):
        task.CopyFrom(event.task)
    elif event.HasField("status_update"):
        task.id = event.status_update.task_id
        task.status.CopyFrom(event.status_update.status)
    elif event.HasField("artifact_update"):
        task.artifacts.append(event.artifact_update.artifact)


def _told(task: Task) -> Data:
    """The job of a task that has ended, or why there is none."""
    if task.artifacts:
        return _data(task.artifacts[0].parts)
    said = task.status.message
    text = " ".join(part.text for part in said.parts if part.WhichOneof("content") == "text")
    if task.status.state == TaskState.TASK_STATE_INPUT_REQUIRED:
        return {"error": {"code": "approval_required", "message": text}}
    return _data(said.parts) or {"error": {"code": "refused", "message": text}}


def _job_id(task: Task) -> str:
    """The job that a task has become, as soon as it says so."""
    return str(MessageToDict(task.status.message.metadata).get("jobId", ""))


def _data(parts: Iterable[Part]) -> Data:
    """The last document of a message or an artifact."""
    documents = [MessageToDict(part.data) for part in parts if part.WhichOneof("content") == "data"]
    return documents[-1] if documents and isinstance(documents[-1], Mapping) else {}
