"""Calls that a client breaks off: what is free stops, what is paid for goes on, and the next answer says which."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError
from mcp.client import Transport
from mcp.server import Server
from mcp.shared.memory import create_client_server_memory_streams
from mcp.types import CallToolResult, TextContent

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from tests.servers import call

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

FILM = {"prompt": "a boat", "resolution": "480p", "audio": False, "backend": "storyboard", "wait_s": 30}
SLOW = {"prompt": "a boat [slow 2]", "duration_s": 1, "resolution": "480p", "backend": "fake", "wait_s": 30}


@asynccontextmanager
async def wired(server: Server[Any]) -> AsyncIterator[Any]:
    """As over stdio: messages, and nothing else that could tell a server of a client."""
    async with create_client_server_memory_streams() as (mine, theirs), anyio.create_task_group() as tasks:
        tasks.start_soon(server.run, *theirs, server.create_initialization_options())
        yield mine
        tasks.cancel_scope.cancel()


@pytest.fixture(scope="module", params=["auto", "legacy"])
async def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    home = tmp_path_factory.mktemp(request.param)
    settings = load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05, reuse_hours=0)
    transport: Transport = wired(build_server(build_app(settings)))
    async with Client(transport, mode=request.param) as connected:
        await call(connected, "check_budget")  # it is open from here on
        yield connected


async def broken_off(client: Client, arguments: Mapping[str, Any], until: str) -> None:
    """Break a call off as soon as its job says this."""
    with anyio.CancelScope() as scope:

        async def hear(progress: float, total: float | None, message: str | None) -> None:
            if until in (message or ""):
                scope.cancel()

        await client.call_tool("generate_video", dict(arguments), progress_callback=hear)
    assert scope.cancelled_caught


def words(answer: CallToolResult) -> str:
    assert isinstance(answer.content[0], TextContent)
    return answer.content[0].text


async def told_next(client: Client) -> tuple[str, str]:
    """What the very next answer says of the call, and its job's id; the answer after that says no more of it."""
    answer = await client.call_tool("list_jobs", {})
    data = answer.structured_content or {}
    note = words(answer).partition(" newest first")[0].rpartition(".")[0]
    assert note.startswith("The call that")
    assert data["message"].startswith(note)
    assert "The call that" not in words(await client.call_tool("list_jobs", {}))
    return note, data["jobs"][0]["job_id"]


async def test_what_is_free_stops(client: Client) -> None:
    await broken_off(client, {**FILM, "duration_s": 60}, "")
    note, job_id = await told_next(client)
    assert f"{job_id} was cancelled, and nothing was charged" in note
    assert (await call(client, "get_job", job_id=job_id))["status"] == "cancelled"


async def test_what_is_paid_for_goes_on(client: Client) -> None:
    await broken_off(client, SLOW, "is rendering")
    note, job_id = await told_next(client)
    assert "being paid for" in note
    job = await call(client, "get_job", job_id=job_id)
    assert (job["status"], job["cost"]["charged_usd"]) == ("completed", "0.04")


async def test_a_client_without_patience_throws_no_work_away(client: Client) -> None:
    with pytest.raises(MCPError, match=r"(?i)timed out"):
        await client.call_tool("generate_video", {**FILM, "duration_s": 4}, read_timeout_seconds=0.3)
    note, job_id = await told_next(client)
    assert f"goes on as {job_id}" in note
    assert (await call(client, "get_job", job_id=job_id))["status"] == "completed"


async def test_who_only_looks_at_a_job_stops_nothing(client: Client) -> None:
    job = await call(client, "generate_video", **{**SLOW, "wait_s": 0})
    with anyio.CancelScope() as scope:

        async def hear(progress: float, total: float | None, message: str | None) -> None:
            scope.cancel()

        await client.call_tool("get_job", {"job_id": job["job_id"]}, progress_callback=hear)
    assert scope.cancelled_caught
    for _ in range(3):
        assert "The call that" not in words(await client.call_tool("list_jobs", {}))
    assert (await call(client, "get_job", job_id=job["job_id"], wait_s=0))["status"] != "cancelled"
    await call(client, "cancel_job", job_id=job["job_id"])
