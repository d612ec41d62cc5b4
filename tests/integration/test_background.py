"""A server that is killed leaves its jobs to a worker of the home, which ends when they are done."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from mcp_server.background import LOCK_NAME, LOG_NAME, Background, taken
from tests.servers import call, cli, doomed_server, process_of, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

PAID = {"prompt": "a boat [slow 3]", "duration_s": 1, "backend": "fake", "wait_s": 0}


def workers(home: Path) -> list[psutil.Process]:
    """The workers of the home that end by themselves."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ", "status"]):
        is_one = "--until-idle" in (process.info["cmdline"] or [])
        if is_one and (process.info["environ"] or {}).get("FOOTAGE_HOME") == str(home):
            found.append(process)
    return found


async def test_what_a_killed_server_left_is_finished_once(tmp_path: Path) -> None:
    async with doomed_server(tmp_path, FOOTAGE_BACKGROUND="1") as client:
        job = await call(client, "generate_video", **PAID)
        assert "next start" not in job["next_step"]
        await call(client, "generate_video", **{**PAID, "backend": "storyboard"})
        server = process_of(tmp_path)
        (worker,) = workers(tmp_path)
        assert not [child for child in server.children() if child.status() == psutil.STATUS_ZOMBIE]
        server.kill()
    worker.wait(120)
    assert workers(tmp_path) == []
    listed = cli(tmp_path, "jobs").stdout
    assert listed.count(" completed ") == 2
    assert len(vendor_films(tmp_path)) == 1
    assert cli(tmp_path, "budget").stdout.startswith("$0.04 spent and $0.00 held")
    with taken(tmp_path) as is_free:
        assert is_free


async def test_without_it_the_job_waits_and_the_answer_says_so(tmp_path: Path) -> None:
    async with doomed_server(tmp_path) as client:
        job = await call(client, "generate_video", **PAID)
        assert "the work waits for its next start" in job["next_step"]
        assert workers(tmp_path) == []
        process_of(tmp_path).kill()
    assert not (tmp_path / LOCK_NAME).exists()


def test_a_home_has_one_worker_however_many_ask_for_it(tmp_path: Path) -> None:
    with taken(tmp_path) as is_mine, taken(tmp_path) as is_theirs:
        assert (is_mine, is_theirs) == (True, False)
        Background(tmp_path).ensure()  # there is one
        assert workers(tmp_path) == []
    one, other = Background(tmp_path), Background(tmp_path)
    for asked in (one, one, other):
        asked.ensure()
    began = time.monotonic()
    while len(found := workers(tmp_path)) != 1 and time.monotonic() - began < 60:
        psutil.wait_procs(found, timeout=0.1)  # of two begun at once, the second ends when it sees the first
    assert len(found) == 1
    for worker in found:
        worker.terminate()
        worker.wait(60)
    assert (tmp_path / LOG_NAME).read_text() == ""
