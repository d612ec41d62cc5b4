"""A server that is told to end: nothing that it was asked is lost, in either era, and nothing keeps it alive."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from footage.config import load_settings
from tests.databases import ready
from tests.http_servers import ERAS, JSON_OR_STREAM, Running, ask, connected, served
from tests.plain_http import http
from tests.servers import call

pytestmark = [pytest.mark.system, pytest.mark.anyio]

SLOW = {"prompt": "a boat [slow 60]", "duration_s": 1, "resolution": "480p", "backend": "fake", "audio": False}
SOON_S = 45.0
CLIENTS = 6


@contextmanager
def running(home: Path, lame_duck_s: float) -> Iterator[Running]:
    home.mkdir(exist_ok=True)
    ready(home / "footage.db").close()
    with served(
        load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05), lame_duck_s=lame_duck_s
    ) as one:
        yield one


@pytest.mark.parametrize("era", ERAS)
async def test_a_call_that_waits_is_answered_and_its_job_goes_on(tmp_path: Path, era: str) -> None:
    with running(tmp_path, 5.0) as server:
        heard = anyio.Event()

        async def hear(progress: float, total: float | None, message: str | None) -> None:
            if progress > 0:  # before, it may still wait in the queue
                heard.set()

        async with connected(server, era) as client, anyio.create_task_group() as tasks:

            async def wait() -> None:
                began_s = time.monotonic()
                result = await client.call_tool("generate_video", {**SLOW, "wait_s": 60}, progress_callback=hear)
                job = result.structured_content or {}
                assert (result.is_error, job["status"]) == (False, "working"), job
                assert "get_job" in job["next_step"]
                assert time.monotonic() - began_s < SOON_S

            tasks.start_soon(wait)
            await heard.wait()
            server.end()
            # It still takes calls for a moment, and says that it should get none.
            assert (await call(client, "list_jobs"))["jobs"]
            ready_now = await anyio.to_thread.run_sync(http.get, server.face.address.base + "/readyz")
            assert (ready_now.status_code, ready_now.json()["reason"]) == (503, "draining")
            assert ready_now.headers["connection"] == "close"
            assert http.get(server.face.address.base + "/livez").status_code == 200


def test_after_a_while_it_takes_nothing_more_and_ends(tmp_path: Path) -> None:
    with running(tmp_path, 0.0) as server:
        assert ask(server, "ping").status_code == 200
        server.end()
        began_s = time.monotonic()
    assert time.monotonic() - began_s < SOON_S
    with pytest.raises(OSError, match="failed"):
        anyio.run(anyio.connect_tcp, "127.0.0.1", server.face.address.port)


def test_a_second_signal_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcp_server.http.serving.SECOND_SIGNAL_S", 3600)  # it would end the tests, too
    with running(tmp_path, 3600.0) as server:
        assert ask(server, "ping").status_code == 200
        began_s = time.monotonic()
        server.end()
        server.end()
    assert time.monotonic() - began_s < SOON_S


@pytest.mark.parametrize("era", ERAS)
def test_under_load_every_request_of_whoever_looks_at_its_health_is_answered(tmp_path: Path, era: str) -> None:
    """As a load balancer does, which gives the next request to another server."""
    headers = {"Accept": JSON_OR_STREAM, "MCP-Protocol-Version": era, "Mcp-Method": "tools/call"}
    meta = {"io.modelcontextprotocol/protocolVersion": era, "io.modelcontextprotocol/clientCapabilities": {}}
    with running(tmp_path, 5.0) as server:
        began = threading.Barrier(CLIENTS + 1)

        def work(tool: str, arguments: dict[str, Any]) -> int:
            params = {"name": tool, "arguments": arguments, **({"_meta": meta} if era == "2026-07-28" else {})}
            request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
            began.wait()
            with httpx.Client(timeout=60, trust_env=False) as client:  # noqa: TID251 - one that keeps its connection
                answered = 0
                while client.get(f"{server.face.address.base}/readyz").status_code == 200:
                    answer = client.post(server.url, json=request, headers={**headers, "Mcp-Name": tool})
                    assert answer.status_code == 200, answer.text
                    assert '"isError":true' not in answer.text, answer.text
                    answered += 1
            return answered

        job = http.post(
            server.url,
            headers={**headers, "Mcp-Name": "generate_video"},
            json={
                "jsonrpc": "2.0",
                "id": 1,
                "method": "tools/call",
                "params": {"name": "generate_video", "arguments": {**SLOW, "wait_s": 0}, "_meta": meta},
            },
        )
        job_id = re.findall(r"job_[0-9a-f]{20}", job.text)[0]
        waits = [("get_job", {"job_id": job_id, "wait_s": 45})] * (CLIENTS // 2)
        asks: list[tuple[str, dict[str, Any]]] = [*waits, *[("list_jobs", {"limit": 1})] * (CLIENTS // 2)]
        with ThreadPoolExecutor(CLIENTS) as threads:
            working = [threads.submit(work, *one) for one in asks]
            began.wait()
            time.sleep(1.0)
            server.end()
            assert all(one.result() > 0 for one in working)
