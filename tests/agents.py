"""Agents that call a server by A2A: the SDK's own client, and requests by hand."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
from a2a.client import ClientConfig, create_client
from a2a.client.client import Client
from a2a.types import Message, Part, Role, SendMessageConfiguration, SendMessageRequest, StreamResponse, Task
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Value

from footage.http import timeouts, tls
from tests.http_servers import Running
from tests.plain_http import http

BINDINGS = ("JSONRPC", "HTTP+JSON")
FILM: Mapping[str, Any] = {
    "prompt": "a boat",
    "duration_s": 1,
    "resolution": "480p",
    "audio": False,
    "backend": "storyboard",
}
"""Drawn, for nothing."""

RPC = {"A2A-Version": "1.0"}
WITHIN_S = 120.0


def message(text: str | None = None, data: Any = None, *, message_id: str | None = None, **more: Any) -> Message:
    """A message of an agent."""
    parts = [Part(text=text)] if text is not None else []
    if data is not None:
        parts.append(Part(data=ParseDict(data, Value())))
    return Message(message_id=message_id or str(uuid.uuid4()), role=Role.ROLE_USER, parts=parts, **more)


def call(tool: str = "generate_video", **parameters: Any) -> dict[str, Any]:
    """Data that calls a tool."""
    return {"skill": tool, "parameters": parameters}


@contextlib.asynccontextmanager
async def agent_at(
    base: str, token: str | None = None, binding: str = "JSONRPC", *, streaming: bool = True
) -> AsyncIterator[Client]:
    """The SDK's client of a server, with a token or without."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    web = httpx.AsyncClient(  # noqa: TID251 - what an agent would use
        headers=headers, timeout=timeouts(WITHIN_S), verify=tls(), trust_env=False
    )
    config = ClientConfig(httpx_client=web, supported_protocol_bindings=[binding], streaming=streaming)
    async with web, await create_client(base, config) as client:
        yield client


def agent(
    running: Running, token: str | None = "ann", binding: str = "JSONRPC", *, streaming: bool = True
) -> contextlib.AbstractAsyncContextManager[Client]:
    """The same of a server that runs here."""
    return agent_at(running.face.address.base, token, binding, streaming=streaming)


async def sent(client: Client, said: Message, **configuration: Any) -> list[StreamResponse]:
    """All that is heard after a message."""
    request = SendMessageRequest(message=said, configuration=SendMessageConfiguration(**configuration))
    return [event async for event in client.send_message(request)]


async def task_of(client: Client, said: Message, **configuration: Any) -> Task:
    """The task that a message becomes, at once."""
    request = SendMessageRequest(
        message=said, configuration=SendMessageConfiguration(return_immediately=True, **configuration)
    )
    async with contextlib.aclosing(client.send_message(request)) as events:  # type: ignore[type-var]
        async for event in events:
            assert event.HasField("task"), event
            return event.task
    raise AssertionError("nothing was heard")


def text_of(found: Any) -> str:
    """The words of a message, or of how a task stands."""
    said = found if isinstance(found, Message) else found.status.message
    return "\n".join(part.text for part in said.parts if part.text)


def data_of(found: Any) -> Any:
    """The last document of a message or an artifact."""
    documents = [MessageToDict(part.data) for part in found.parts if part.HasField("data")]
    return documents[-1] if documents else None


def asked(
    running: Running,
    method: str,
    params: Mapping[str, Any],
    token: str | None = "ann",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """A request by hand, with the older protocol's names where the method has a slash."""
    version = {} if "/" in method else RPC
    return http.post(
        f"{running.face.address.base}/a2a",
        json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params},
        headers={**version, **({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})},
    )


def by_hand(text: str = "a boat", **more: Any) -> dict[str, Any]:
    """A message as JSON."""
    parts = more.pop("parts", [{"text": text}])
    return {"messageId": str(uuid.uuid4()), "role": "ROLE_USER", "parts": parts, **more}


def every_method(task_id: str) -> dict[str, dict[str, Any]]:
    """Every method with what it needs, about one task."""
    return {
        "SendMessage": {"message": by_hand("decline", taskId=task_id)},
        "SendStreamingMessage": {"message": by_hand("decline", taskId=task_id)},
        "GetTask": {"id": task_id},
        "ListTasks": {},
        "CancelTask": {"id": task_id},
        "SubscribeToTask": {"id": task_id},
        "CreateTaskPushNotificationConfig": {"taskId": task_id, "url": "https://x.org/hook"},
        "GetTaskPushNotificationConfig": {"taskId": task_id, "id": "1"},
        "ListTaskPushNotificationConfigs": {"taskId": task_id},
        "DeleteTaskPushNotificationConfig": {"taskId": task_id, "id": "1"},
        "GetExtendedAgentCard": {},
    }


def every_route(task_id: str) -> dict[str, tuple[str, dict[str, Any] | None]]:
    """Every path below /a2a/rest, with its verb and its body."""
    task, pushes = f"tasks/{task_id}", f"tasks/{task_id}/pushNotificationConfigs"
    return {
        "SendMessage": ("POST message:send", {"message": by_hand("decline", taskId=task_id)}),
        "SendStreamingMessage": ("POST message:stream", {"message": by_hand("decline", taskId=task_id)}),
        "GetTask": (f"GET {task}", None),
        "ListTasks": ("GET tasks", None),
        "CancelTask": (f"POST {task}:cancel", {}),
        "SubscribeToTask": (f"GET {task}:subscribe", None),
        "CreateTaskPushNotificationConfig": (f"POST {pushes}", {"url": "https://x.org/hook"}),
        "GetTaskPushNotificationConfig": (f"GET {pushes}/1", None),
        "ListTaskPushNotificationConfigs": (f"GET {pushes}", None),
        "DeleteTaskPushNotificationConfig": (f"DELETE {pushes}/1", None),
        "GetExtendedAgentCard": ("GET extendedAgentCard", None),
    }


def routed(running: Running, method: str, task_id: str, token: str | None) -> httpx.Response:
    """A request for a method by HTTP+JSON."""
    route, body = every_route(task_id)[method]
    verb, path = route.split()
    headers = {**RPC, **({"Authorization": f"Bearer {token}"} if token else {})}
    return http.request(verb, f"{running.face.address.base}/a2a/rest/{path}", json=body, headers=headers)
