"""A film that is not on this machine: said to be where it is or was, and never shown as ready at a path."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, MCPError
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from tests.servers import call, cli, refused, start

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "storyboard"}
OPTIONS = ("a boat", "--duration-s", "1", "--resolution", "480p", "--no-audio", "--backend", "storyboard", "--json")
CUES = [{"start_s": 0, "end_s": 1, "text": "hello"}]


@pytest.fixture
async def client(home: Path) -> AsyncIterator[Client]:
    async with Client(build_server(build_app(load_settings(home=home)))) as connected:
        yield connected


async def _is_told(client: Client, job_id: str, where: str, hint: str) -> dict[str, Any]:
    """Ask for the film in every way; gives the job."""
    answer = await client.call_tool("get_job", {"job_id": job_id})
    job: dict[str, Any] = answer.structured_content or {}
    assert not answer.is_error
    assert (job["status"], job["video"]["path"], job["video"]["url"]) == ("completed", None, None)
    assert "resource_link" not in [part.type for part in answer.content]
    assert where in job["message"]
    assert hint in job["next_step"]
    said = getattr(answer.content[0], "text", "")
    assert (where in said, hint in said, "is ready" in said) == (True, True, False)
    (listed,) = [one for one in (await call(client, "list_jobs"))["jobs"] if one["job_id"] == job_id]
    assert "path" not in listed
    error = await refused(client, "add_captions", video=job_id, captions=CUES)
    assert error["code"] == "not_found"
    assert where in error["message"]
    assert hint in error["hint"]
    with pytest.raises(MCPError, match="has no video here"):
        await client.read_resource(f"footage://video/{job_id}")
    return job


async def test_a_deleted_film_is_told_to_be_deleted(client: Client) -> None:
    job = await call(client, "generate_video", **FILM)
    checked = await call(client, "check_quality", video=job["job_id"])
    Path(job["video"]["path"]).unlink()
    shown = await _is_told(client, job["job_id"], f"moved away from {job['video']['path']}", "Make it again")
    assert shown["video"]["contact_sheet"] == job["video"]["contact_sheet"]
    shutil.rmtree(Path(job["video"]["path"]).parent)
    shown = await _is_told(client, job["job_id"], "deleted", "Make it again")
    assert (shown["video"]["contact_sheet"], shown["video"]["poster"]) == (None, None)
    again = await call(client, "get_job", job_id=checked["job_id"])
    assert (again["message"], again["video"]["path"]) == (checked["message"], None)
    assert again["next_step"] == checked["next_step"]


@pytest.fixture
async def two_homes(home: Path, tmp_path: Path, database_url: str) -> AsyncIterator[tuple[Client, str, str]]:
    """A server, and a job that a process with another home, which is then out of reach, has made."""
    other = tmp_path / "other"
    made = json.loads(cli(other, "generate", *OPTIONS, FOOTAGE_DATABASE_URL=database_url).stdout)
    other.rename(tmp_path / "on another machine")
    settings = load_settings(home=home, database_url=database_url)
    async with Client(build_server(build_app(settings))) as client:
        yield client, made["job_id"], made["video"]["path"]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_film_in_another_home_is_told_to_be_there(
    two_homes: tuple[Client, str, str], database_url: str
) -> None:
    client, job_id, path = two_homes
    await _is_told(
        client, job_id, f"another FOOTAGE_HOME of this machine, and deleted or moved away from {path}", "Make"
    )
    _say_it_was_made_on(database_url, job_id, "studio-2")
    await _is_told(client, job_id, f"made on the machine studio-2, at {path} there", "FOOTAGE_STORAGE")
    _say_it_was_made_on(database_url, job_id, None)
    await _is_told(client, job_id, f"made on another machine, at {path} there", "FOOTAGE_STORAGE")


def _say_it_was_made_on(database_url: str, job_id: str, machine: str | None) -> None:
    """As a process on another machine, or one of an older Footage, would have left it."""
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg"))
    with contextlib.closing(engine.connect()) as connection, connection.begin():
        row = connection.execute(text("SELECT result FROM footage_job WHERE id = :id"), {"id": job_id}).scalar_one()
        result = {**(json.loads(row) if isinstance(row, str) else row), "made_on": machine}
        if machine is None:
            del result["made_on"]
        connection.execute(
            text("UPDATE footage_job SET result = :result WHERE id = :id"),
            {"id": job_id, "result": json.dumps(result)},
        )
    engine.dispose()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_every_worker_whose_films_stay_with_it_says_so(home: Path, database_url: str) -> None:
    worker = start(home, "worker", "--queue", "cloud", FOOTAGE_DATABASE_URL=database_url)
    try:
        said = []
        for line in worker.stderr or ():
            said.append(line)
            if "taking jobs" in line:
                break
        assert any("stay on the machine that made them" in line for line in said), said
    finally:
        worker.terminate()
        worker.communicate(timeout=60)
