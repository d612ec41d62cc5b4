"""Several servers over one database: any of them answers any request, and those that make no films place them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import ElicitResult

from footage.config import load_settings
from tests.http_servers import ERAS, Running, served
from tests.servers import call

pytestmark = [pytest.mark.system, pytest.mark.anyio]

DEAR = {"prompt": "a boat", "duration_s": 2, "resolution": "480p", "audio": False, "backend": "fake", "wait_s": 60}


class InTurn(httpx2.AsyncBaseTransport):
    """Sends each request to the next server, as a load balancer does."""

    def __init__(self, servers: list[Running]) -> None:
        self._next = itertools.cycle(servers)
        self._inner = httpx2.AsyncHTTPTransport()
        self.asked = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        port = next(self._next).face.address.port
        self.asked += 1
        request.url = request.url.copy_with(port=port)
        request.headers["host"] = f"127.0.0.1:{port}"
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


@contextmanager
def replicas(folder: Path, database_url: str | None) -> Iterator[list[Running]]:
    """Two that place and read, and begin before anybody works; and one that works."""
    settings = load_settings(
        home=folder, database_url=database_url, backends={"fake": True}, poll_interval_s=0.05, approve_above_usd="0.05"
    )
    only_places: dict[str, Any] = {"run_jobs": False, "place_jobs": True}
    with served(settings, **only_places) as first, served(settings, **only_places) as second, served(settings):
        yield [first, second]


async def says_yes(context: Any, params: Any) -> ElicitResult:
    return ElicitResult(action="accept", content={"approve": True})


async def test_any_replica_answers_and_a_worker_makes_what_they_place(tmp_path: Path, database_url: str | None) -> None:
    with replicas(tmp_path, database_url) as servers:
        for era, mode in ERAS.items():
            turns = InTurn(servers)
            async with (
                httpx2.AsyncClient(transport=turns, timeout=60) as http,
                Client(
                    streamable_http_client(servers[0].url, http_client=http), mode=mode, elicitation_callback=says_yes
                ) as client,
            ):
                cheap = await call(client, "generate_video", **{**DEAR, "duration_s": 1, "prompt": era})
                assert cheap["status"] == "completed", cheap
                if era == "2026-07-28":  # the question comes from one replica, and its answer goes to the next
                    dear = await call(client, "generate_video", **DEAR)
                    assert dear["status"] == "completed", dear
                    read = await client.read_resource(f"footage://video/{dear['job_id']}")
                    assert read.contents
            assert turns.asked > 2
