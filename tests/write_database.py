"""Writes down what a checkout of Footage leaves in its database, as SQL: `tests/data/databases/NNNN.sql`.

    python -m tests.write_database CHECKOUT NNNN.sql

Run it with the code of a release to have its rows in the tests for ever: every later Footage must read them. The
checkout's own server makes some jobs of every kind; the engine's tables are left out.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mcp import Client, MCPError

from tests.servers import doomed_server, server

PREFIX = "footage_"
HOME = "/home/ada/footage"
"""Where the rows say that the films are."""

MADE_ON = '"made_on": "studio-1"'
_PACKAGES = re.compile('"/[^"]*/site-packages')
ARTICLE = "# Boats\n\nBoats float on the sea.\n\n## Sails\n\nSails catch the wind and pull the boat over the water.\n"
SMALL = {"duration_s": 1, "resolution": "480p", "audio": False, "wait_s": 100}


async def _call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    print(tool, arguments.get("prompt", ""), end=" ", flush=True)  # noqa: T201 - a program
    result = await client.call_tool(tool, arguments)
    job = result.structured_content or {}
    print(job.get("status"), job.get("message"), job.get("error") or "")  # noqa: T201
    return job


async def _made(checkout: Path, home: Path) -> None:
    with contextlib.suppress(MCPError):  # it dies before it answers
        async with doomed_server(home, checkout, FOOTAGE_CRASH_AT="intended") as client:
            await _call(client, "generate_video", prompt="a lost boat", backend="fake_blind", **SMALL)
    async with server(home, checkout) as client:
        known = {tool.name for tool in (await client.list_tools()).tools}
        film = await _call(
            client, "generate_video", prompt="a boat", seed=7, backend="fake", idempotency_key="boat", **SMALL
        )
        await _call(client, "generate_video", prompt="a boat [fail]", backend="fake", seed=8, **SMALL)
        await _call(client, "generate_video", prompt="a drawn boat", backend="storyboard", seed=9, **SMALL)
        slow = await _call(
            client, "generate_video", prompt="a boat [slow 60]", backend="fake", **{**SMALL, "wait_s": 1}
        )
        await _call(client, "cancel_job", job_id=slow["job_id"])
        await _call(client, "get_job", job_id=slow["job_id"], wait_s=60)
        cue = {"start_s": 0, "end_s": 0.9, "text": "a boat"}
        words = [{"start_s": 0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]
        await _call(
            client, "add_captions", video=film["job_id"], captions=[{**cue, "words": words}], style="box", wait_s=100
        )
        if "enhance_quality" in known:
            await _call(client, "enhance_quality", video=film["job_id"], wait_s=100)
        if "edit_video" in known:
            steps = [{"do": "keep", "ranges": [[0, 0.5]]}, {"do": "export", "as": "gif"}]
            await _call(client, "edit_video", video=film["job_id"], steps=steps, wait_s=100)
        if "check_quality" in known:
            await _call(client, "check_quality", video=film["job_id"], wait_s=100)
        if "blog_to_video" in known:
            await _call(client, "blog_to_video", source=ARTICLE, duration_s=15, idempotency_key="boats", wait_s=200)
            await _call(client, "generate_video", prompt="a long boat", backend="fake", **{**SMALL, "duration_s": 25})
        await _call(client, "list_jobs")
        # Left as they are: one that waits for its vendor, one that nobody has begun.
        await _call(client, "generate_video", prompt="a late boat [slow 900]", backend="fake", **{**SMALL, "wait_s": 2})


def _key(checkout: Path, home: Path) -> None:
    """A key, where the checkout knows keys; nobody ever sees it."""
    options = ("--team", "films", "--org", "acme", "--expires", "2099-01-01", "--cap-month", "5")
    limits = ("--tools", "get_job,generate_video", "--max-resolution", "720p", "--max-cost-usd", "2")
    typed = (sys.executable, "-m", "footage", "keys", "add", "agent", *options, *limits)
    env = {**os.environ, "FOOTAGE_HOME": str(home)}
    subprocess.run(typed, cwd=checkout, env=env, check=False, capture_output=True)


def _statements(database: Path, home: Path) -> Iterator[str]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        mine = sorted(name for name in tables if name.startswith(PREFIX))
        about = re.compile(rf"(?:CREATE (?:TABLE|(?:UNIQUE )?INDEX \w+ ON)|INSERT INTO) \"?({'|'.join(mine)})\"?\b")
        for statement in connection.iterdump():
            if about.match(statement):
                told = statement.replace(str(home), HOME).replace(f'"made_on": "{socket.gethostname()}"', MADE_ON)
                yield _PACKAGES.sub('"/usr/lib/python3/site-packages', told)


def main() -> None:
    """Run the checkout and write its database down."""
    checkout, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve() / "home"
        home.mkdir()
        asyncio.run(_made(checkout, home))
        _key(checkout, home)
        out.write_text("\n".join(_statements(home / "footage.db", home)) + "\n")


if __name__ == "__main__":
    main()
