"""A server that is told to end: nothing that it was asked is lost, in either era, and nothing keeps it alive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from footage.config import load_settings
from tests.databases import ready
from tests.http_servers import ERAS, Running, ask, connected, served
from tests.plain_http import http
from tests.servers import call

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

SLOW = {"prompt": "a boat [slow 60]", "duration_s": 1, "resolution": "480p", "backend": "fake", "audio": False}
SOON_S = 45.0


@contextmanager
def running(home: Path) -> Iterator[Running]:
    home.mkdir(exist_ok=True)
    ready(home / "footage.db").close()
    with served(load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05), lame_duck_s=1.0) as one:
        yield one


@pytest.mark.parametrize("era", ERAS)
async def test_a_call_that_waits_is_answered_and_its_job_goes_on(tmp_path: Path, era: str) -> None:
    with running(tmp_path) as server:
        heard = anyio.Event()

        async def hear(progress: float, total: float | None, message: str | None) -> None:
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
    with running(tmp_path) as server:
        assert ask(server, "ping").status_code == 200
        server.end()
        began_s = time.monotonic()
    assert time.monotonic() - began_s < SOON_S
    with pytest.raises(OSError, match="failed"):
        anyio.run(anyio.connect_tcp, "127.0.0.1", server.face.address.port)


def test_a_second_signal_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcp_server.http.serving.SECOND_SIGNAL_S", 3600)  # it would end the tests, too
    with running(tmp_path) as server:
        assert ask(server, "ping").status_code == 200
        began_s = time.monotonic()
        server.end()
        server.end()
    assert time.monotonic() - began_s < SOON_S
