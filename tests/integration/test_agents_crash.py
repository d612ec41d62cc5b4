"""A server is killed while it works on an agent's task: others go on, and whoever listens there hears the end."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from a2a.types import GetTaskRequest, StreamResponse, SubscribeToTaskRequest, TaskState

from footage.config import load_settings
from tests.agents import agent_at, call, data_of, message, sent, task_of, text_of
from tests.forked import Program
from tests.http_servers import served
from tests.servers import environment, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM: dict[str, Any] = {
    "prompt": "a boat [slow 8]",
    "duration_s": 1,
    "resolution": "480p",
    "audio": False,
    "backend": "fake",
}
WITHIN_S = 120.0


@contextlib.contextmanager
def begun(home: Path, **more: str) -> Iterator[tuple[Program, str]]:
    """A server that works, and where it is."""
    server = Program(("serve", "--port", "0", "--work"), environment(home, **more))
    with server.stdin, server.stdout, server.stderr:
        where = next(found[1] for line in server.stderr if (found := re.search(r"(http://\S+)/mcp", line)))
        try:
            yield server, where
        finally:
            server.kill()


async def test_another_server_goes_on_and_whoever_listens_hears_the_end(home: Path, database_url: str | None) -> None:
    more = {"FOOTAGE_DATABASE_URL": database_url} if database_url else {}
    settings = load_settings(home=home, database_url=database_url, backends={"fake": True}, poll_interval_s=0.05)
    said, heard = message(data=call(**FILM)), list[StreamResponse]()
    with begun(home, **more) as (doomed, base), served(settings, run_jobs=False, place_jobs=True) as looking:
        async with agent_at(base) as ann:
            task = await task_of(ann, said)
            while task.status.state != TaskState.TASK_STATE_WORKING:
                await anyio.sleep(0.1)
                task = await ann.get_task(GetTaskRequest(id=task.id))
        async with agent_at(looking.face.address.base) as ben, anyio.create_task_group() as tasks:
            listens, ended = anyio.Event(), anyio.Event()

            async def listen() -> None:
                async for event in ben.subscribe(SubscribeToTaskRequest(id=task.id)):
                    heard.append(event)
                    listens.set()
                ended.set()

            tasks.start_soon(listen)
            await listens.wait()
            os.kill(doomed.pid, signal.SIGKILL)
            doomed.wait()
            with served(settings), anyio.fail_after(WITHIN_S):
                await ended.wait()
                again = (await sent(ben, said))[0].task
            done = await ben.get_task(GetTaskRequest(id=task.id))
    assert heard[-1].status_update.status.state == done.status.state == TaskState.TASK_STATE_COMPLETED
    assert heard[-2].artifact_update.artifact == done.artifacts[0]
    assert again == done
    assert data_of(done.artifacts[0])["cost"]["charged_usd"] == "0.04"
    assert "/v/job_" in text_of(done)
    assert len(vendor_films(home)) == 1
