"""An upgrade while films are made: the release before and this one on one home, each finishing what the other began."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from footage.config import load_settings
from mcp_server.wiring.storage import money_books
from tests.servers import ROOT, call, doomed_server, process_of, server, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

BEFORE = "e761649148070f92cb50e8e92be3c341111ffdc3"
"""The last commit whose verdicts knew nothing of how a film looks, and whose alarms gave no evidence."""

FILM: dict[str, Any] = {"duration_s": 1, "resolution": "480p", "audio": False, "backend": "fake"}


def _git(*arguments: str) -> bytes | None:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the release before."""
    archive = _git("archive", "--format=tar", BEFORE)
    if archive is None:
        pytest.skip(f"needs the history of the project: {BEFORE[:7]} is not in this clone")
    folder = tmp_path_factory.mktemp("before")
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    return folder


async def _ended(client: Client, job_id: str, **how: Any) -> dict[str, Any]:
    job = await call(client, "get_job", job_id=job_id, wait_s=100, **how)
    assert job["status"] == "completed", job
    assert job["quality"] is not None
    return job


async def test_this_release_finishes_what_the_one_before_began_and_each_shows_the_others_films(
    empty_home: Path, before: Path
) -> None:
    home = empty_home  # whose database the release before can still open
    async with doomed_server(home, before) as old:
        old_film = await call(old, "generate_video", prompt="an old boat", idempotency_key="old", **FILM, wait_s=100)
        old_order = {"prompt": "an old boat", "idempotency_key": "old", **FILM}
        # Placed and begun by this release, whose process dies at once. The one before cannot take it up: it does not
        # know the lines of teams. It waits for the next process of this release.
        async with doomed_server(home, FOOTAGE_CRASH_AT="accepted") as dying:
            await dying.call_tool("generate_video", {"prompt": "a new boat", "wait_s": 60, **FILM})
        found = (await call(old, "list_jobs"))["jobs"][0]
        assert found["title"] == "a new boat"
        async with server(home) as new:
            new_film = await _ended(new, found["job_id"])
            assert [one["outcome"] for one in new_film["route"]["attempts"]] == ["succeeded"]
            # What this release makes, the one before shows, and the other way round.
            cue = {"start_s": 0, "end_s": 0.9, "text": "ahoy"}
            captioned = await call(new, "add_captions", video=old_film["job_id"], captions=[cue], wait_s=100)
            checked = await call(new, "check_quality", video=new_film["job_id"], wait_s=100)
            for made in (captioned, checked):
                assert (await _ended(old, made["job_id"]))["video"]["path"] == made["video"]["path"]
            assert (await call(new, "generate_video", **old_order, wait_s=0))["job_id"] == old_film["job_id"]
            told = [await _ended(old, film["job_id"], details=True) for film in (old_film, new_film)]
            # Begun by the release before, which is killed while its vendor is at work.
            slow = await call(old, "generate_video", prompt="a late boat [slow 3]", **FILM, wait_s=1)
            process_of(home).kill()
            late = await _ended(new, slow["job_id"])
            assert [one["outcome"] for one in late["route"]["attempts"]] == ["succeeded"]
            for job in told:
                shown = await _ended(new, job["job_id"], details=True)
                now, then = ({name: said for name, said in one["route"].items() if said != []} for one in (shown, job))
                assert now == then
                assert {name: shown["quality"][name] for name in job["quality"]} == job["quality"]
    assert len(vendor_films(home)) == 3
    with money_books(load_settings()) as books:  # one of them knew of no balances
        assert books.ledger.spending("team", None, None)[0].jobs == len(vendor_films(home))
        assert books.ledger.balances.drift() == []
