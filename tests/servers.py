"""Real servers in processes of their own, driven by a real MCP client over stdio."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from mcp import Client, MCPError, StdioServerParameters

from mcp_server.app import build_app
from mcp_server.protocol.server import build_server

ROOT = Path(__file__).resolve().parent.parent
PAID_BACKENDS = ("FAKE", "FAKE_LOOKUP", "FAKE_BLIND")


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a server: fast polls, the fake vendors switched on, nothing of the machine's own settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOOTAGE_")}
    return {
        **inherited,
        "FOOTAGE_HOME": str(home),
        "FOOTAGE_POLL_INTERVAL_S": "0.1",
        **{f"FOOTAGE_BACKEND_{name}_ENABLED": "1" for name in PAID_BACKENDS},
        **more,
    }


def command(*arguments: str) -> list[str]:
    """The `footage` command of this checkout."""
    return [sys.executable, "-m", "footage", *arguments]


@asynccontextmanager
async def server(home: Path, checkout: Path = ROOT, /, **more: str) -> AsyncIterator[Client]:
    """A client connected to a new server process, which runs the code of a checkout."""
    program, *arguments = command("mcp")
    settings = {**environment(home, **more), "PYTHONPATH": str(checkout)}
    parameters = StdioServerParameters(command=program, args=arguments, env=settings, cwd=str(checkout))
    async with Client(parameters) as client:
        yield client


@asynccontextmanager
async def server_here(home: Path, **more: str) -> AsyncIterator[Client]:
    """A client connected to a new server in this process, with the settings that one of its own would have.

    Enough for whoever takes over: only what dies must be a process, and to start one costs a second.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("FOOTAGE_")]:
            patch.delenv(name)
        for name, value in environment(home, **more).items():
            patch.setenv(name, value)
        async with Client(build_server(build_app())) as client:
            yield client


@asynccontextmanager
async def doomed_server(home: Path, checkout: Path = ROOT, /, **more: str) -> AsyncIterator[Client]:
    """A server that dies before its client is done; that the connection then breaks is expected, nothing else is."""
    try:
        async with server(home, checkout, **more) as client:
            yield client
    except* MCPError as group:
        if "Connection closed" not in repr(group.exceptions):
            raise


def process_of(home: Path, n: int = 0) -> psutil.Process:
    """The process of the n-th server that was started on this home."""
    found = [
        process
        for process in psutil.process_iter(["cmdline", "environ"])
        if "mcp" in (process.info["cmdline"] or []) and (process.info["environ"] or {}).get("FOOTAGE_HOME") == str(home)
    ]
    return sorted(found, key=lambda process: process.create_time())[n]


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """The structured answer of a call that must not fail."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.structured_content
    return result.structured_content or {}


async def finished(client: Client, **arguments: Any) -> dict[str, Any]:
    """The job of a film once it has ended, however long that takes here."""
    job = await call(client, "generate_video", **arguments)
    while job["status"] in {"queued", "working"}:
        job = (await client.call_tool("get_job", {"job_id": job["job_id"]})).structured_content or {}
    return job


async def refused(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """The error of a call that must fail."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    error = (result.structured_content or {})["error"]
    assert isinstance(error, dict)
    return error


def cli(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )


def start(home: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start a command; the caller kills it."""
    return subprocess.Popen(
        command(*arguments), env=environment(home, **more), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def vendor_films(home: Path) -> list[dict[str, Any]]:
    """What the fake vendors were made to produce, by their own books."""
    books = home / "fake-vendor.jsonl"
    return [json.loads(line) for line in books.read_text().splitlines()] if books.exists() else []


def leftovers(home: Path) -> list[Path]:
    """Files that no job needs any more."""
    pictures = {"poster.jpg", "contact_sheet.jpg", "timeline.jpg"}
    known = {"video.mp4", *pictures, "captions.srt", "captions.vtt", "captions.ass", "credits.txt"}
    work = [path for path in (home / "work").rglob("*") if path.is_file()]
    return work + [path for path in (home / "media").rglob("*") if path.is_file() and path.name not in known]
