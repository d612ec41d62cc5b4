"""How Footage is reached: over stdio, or over HTTP with a key."""

from __future__ import annotations

import os
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marketing_agent.answers import Data
from marketing_agent.desk import Ask

PATIENCE_S = 300


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Where Footage is: `url` of a server, such as https://films.example.com/mcp, or the command that starts one.

    A `url` that ends with /a2a is asked by A2A.

    A server that is started may read the files of `folder`, beside those that the user's settings name.
    """

    url: str = ""
    key: str = ""
    command: str = "footage mcp"
    folder: Path = Path()

    @classmethod
    def from_environment(cls, folder: Path) -> Reached:
        """STUDIO_URL and STUDIO_KEY for a server; STUDIO_COMMAND for another command than `footage mcp`."""
        return cls(
            url=os.environ.get("STUDIO_URL", ""),
            key=os.environ.get("STUDIO_KEY", ""),
            command=os.environ.get("STUDIO_COMMAND", "footage mcp"),
            folder=folder.resolve(),
        )

    @property
    def is_a2a(self) -> bool:
        """Whether it is spoken to as an agent."""
        return self.url.rstrip("/").endswith("/a2a")

    @property
    def headers(self) -> dict[str, str]:
        """What a server wants to be told."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    @property
    def started(self) -> dict[str, Any]:
        """How one is started, in the words of every MCP client; it gets the whole environment, keys included."""
        program, *arguments = shlex.split(self.command)
        allowed = os.pathsep.join(filter(None, (os.environ.get("FOOTAGE_ALLOWED_DIRS"), str(self.folder))))
        return {"command": program, "args": arguments, "env": {**os.environ, "FOOTAGE_ALLOWED_DIRS": allowed}}


@asynccontextmanager
async def connected(reached: Reached) -> AsyncIterator[Ask]:
    """Ask Footage over MCP, until the block ends; with the SDK's client, version 2."""
    import httpx2
    from mcp import Client, StdioServerParameters
    from mcp.client.streamable_http import streamable_http_client

    async with httpx2.AsyncClient(headers=reached.headers, timeout=PATIENCE_S) as http:
        there = streamable_http_client(reached.url, http_client=http) if reached.url else None
        async with Client(there or StdioServerParameters(**reached.started)) as client:

            async def ask(tool: str, arguments: dict[str, Any]) -> Data:
                answer = await client.call_tool(tool, arguments)
                data: Data = answer.structured_content or {}
                return data

            yield ask
