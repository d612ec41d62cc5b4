"""A server for the A2A conformance kit, which tells by the ids of its messages what it wants to see.

    python -m tests.agents_kit [PORT]

The kit (a2aproject/a2a-tck, branch 1.0-dev) is run beside it, from an environment of its own:

    python run_tck.py --sut-host http://127.0.0.1:PORT --transport jsonrpc,http_json

Face, gate, tables and streams are ours; only what a message asks for, and what came of it, is the kit's.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from a2a.types import AgentCard, Artifact, Message
from a2a.types import Part as WirePart

from footage.config import load_settings
from footage.ports.agent_tasks import PushTarget, TaskRecord, Wanted
from footage.ports.jobs import JobSpec
from footage.ports.records import JobResult
from footage.threads import in_thread
from mcp_server.agents import face, incoming, pushes, routes, telling, wire
from mcp_server.agents.card import card_of
from mcp_server.agents.incoming import Incoming
from mcp_server.agents.wishes import Heard, wish_of
from mcp_server.http import serving
from tests import http_servers
from tests.support import AnyOrder

if TYPE_CHECKING:
    from films.services import CallersServices
    from footage.answers import VideoJob

QUESTION = "Which one?"
_PARTS: dict[str, WirePart] = {
    "tck-artifact-text": WirePart(text="Generated text content"),
    "tck-artifact-file-url": WirePart(
        url="https://example.com/output.txt", media_type="text/plain", filename="output.txt"
    ),
    "tck-artifact-file": WirePart(raw=b"tck", media_type="text/plain", filename="output.txt"),
    "tck-artifact-data": wire.data_part({"key": "value", "count": 42}),
    "tck-stream-artifact-file": WirePart(raw=b"tck", media_type="text/plain", filename="output.txt"),
    "tck-stream-artifact": WirePart(text="Streamed text content"),
    "tck-stream": WirePart(text="Stream hello from TCK"),
}
"""What an artifact has, by the beginning of the message's id; of several, the first."""

_STREAM_S, _LONG_S = 0.7, 4.0


class KitsIncoming(Incoming):
    """Does what the kit's messages ask for by their ids."""

    async def take(self, services: CallersServices, heard: Heard) -> TaskRecord | Message:
        """A task in the state that is wanted."""
        name = heard.message_id
        if heard.task_id or not name.startswith(("tck-", "test-resubscribe")):
            return await self._more(services, heard)
        if name.startswith("tck-message-response"):
            return wire.said(f"m-{secrets.token_hex(4)}", "Direct message response", context_id=heard.context_id)
        again = replace(heard, message_id=f"{name} {secrets.token_hex(8)}")  # the kit uses its ids more than once
        wanted = Wanted(tool="generate_video", arguments={}, context_id=heard.context_id or f"c-{secrets.token_hex(8)}")
        wish_of(heard, ["generate_video"])  # bytes and nothing at all are refused as ever
        task_id = (await in_thread(services.tasks.claim, incoming._sent(again), wanted)).task.task_id
        if name.startswith("tck-input-required"):
            await in_thread(services.tasks.asks, task_id, QUESTION, f"quote_{secrets.token_hex(8)}")
        elif name.startswith("tck-reject-task"):
            await in_thread(services.tasks.cancelled, task_id, "rejected")
        else:
            await self._work(services, task_id, name)
        return await in_thread(services.tasks.get, task_id)

    async def _more(self, services: CallersServices, heard: Heard) -> TaskRecord | Message:
        """A message that goes on with a task."""
        again = replace(heard, message_id=f"{heard.message_id} {secrets.token_hex(8)}")
        if heard.message_id.startswith("tck-complete-task"):
            record = await in_thread(services.tasks.get, heard.task_id)
            if record.quote_id and heard.context_id in {"", record.context_id}:
                await in_thread(services.tasks.answered, incoming._sent(again), record.task_id, record.quote_id)
                await self._work(services, record.task_id, heard.message_id)
                return await in_thread(services.tasks.get, record.task_id)
        return await super().take(services, again)

    async def _work(self, services: CallersServices, task_id: str, name: str) -> None:
        spec = JobSpec(tool="generate_video", title=name, order=AnyOrder(prompt=name), queue="cpu")
        job_id = (await in_thread(services.jobs.place, spec)).job_id
        await in_thread(services.tasks.placed, task_id, job_id)
        jobs = (await self._desk._app.services()).jobs
        await in_thread(jobs.claim, job_id)
        later_s = _LONG_S if name.startswith("test-resubscribe") else _STREAM_S if "stream" in name else 0.0

        async def complete() -> None:
            await asyncio.sleep(later_s)
            await in_thread(jobs.complete, job_id, JobResult(message="Hello from TCK"))

        if later_s and self._asking:
            self._asking.start_soon(complete)
        else:
            await complete()


async def _artifact(services: CallersServices, record: TaskRecord, job: VideoJob) -> Artifact:
    title = (await in_thread(services.jobs.get, job.job_id or "")).title
    part = next((one for name, one in _PARTS.items() if title.startswith(name)), WirePart(text="Done"))
    return Artifact(artifact_id=f"{record.task_id}-result", name="result", parts=[part])


def _of_today(*args: Any, **how: Any) -> AgentCard:
    """The card without the interface of 0.3, whose fields the kit's schema of 1.0 does not allow."""
    card = card_of(*args, **how)
    del card.supported_interfaces[2:]
    return card


async def _whatever(self: pushes.Pusher, target: PushTarget) -> None:
    """The kit wants to be told at this very machine."""


def main() -> None:
    """Serve until a signal comes."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9999
    listen, post = serving.listen, pushes._posted

    def posted(url: str, body: bytes, headers: dict[str, str], _trusted: tuple[str, ...]) -> str:
        return post(url, body, headers, (urlsplit(url).netloc,))

    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setattr(face, "Incoming", KitsIncoming)
        patch.setattr(telling, "_artifact", _artifact)
        patch.setattr(routes, "card_of", _of_today)
        patch.setattr(pushes.Pusher, "require_public", _whatever)
        patch.setattr(pushes, "_posted", posted)
        patch.setattr(http_servers, "listen", lambda host, _port: listen(host, port))
        settings = load_settings(home=Path(home), backends={}, agent_webhooks=True)
        with http_servers.served(settings, run_jobs=False, place_jobs=True) as one:
            print(one.face.address.base, os.getpid(), flush=True)  # noqa: T201 - a program
            signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
