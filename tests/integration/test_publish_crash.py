"""kill -9 at every step of sending a film, then a new start: sent once, or found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footage.config import load_settings
from mcp_server.wiring.outlets import account_book
from tests.drills import DRILL, drill
from tests.forked import dies
from tests.outlets import Outside, connect_all, film, outside
from tests.servers import server_here

pytestmark = [pytest.mark.system, pytest.mark.anyio, drill]

POINTS = (
    "post_intended",
    "post_placed",
    "post_session",
    "post_chunk",
    "post_last",
    "post_taken",
    "post_sent",
    "post_step",
    "post_live",
)
ON_POSTGRES = ("post_chunk", "post_taken")
OTHERS = [
    ("tiktok", ""),
    ("instagram", ""),
    ("store", "s3"),
    ("store", "webdav"),
    ("store", "folder"),
    ("store", "webhook"),
]
USUAL = {("tiktok", "post_taken"), ("instagram", "post_taken"), ("s3", "post_chunk"), ("s3", "post_taken")}
NEVER_COME_TO = {
    ("instagram", "post_chunk"),  # it goes in one piece
    ("instagram", "post_step"),
    ("tiktok", "post_chunk"),
    ("tiktok", "post_step"),
    ("folder", "post_last"),
    ("webdav", "post_last"),
    ("webhook", "post_chunk"),  # one message, the same however often it is sent
    ("webhook", "post_last"),
}


@pytest.fixture(scope="module")
def world() -> Iterator[Outside]:
    with outside() as world:
        yield world


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film") / "film.mp4")


async def survive(
    home: Path, database_url: str | None, world: Outside, point: str, order: dict[str, Any]
) -> dict[str, Any]:
    """The job after a crash and a new start."""
    world.reset()
    more = {**world.environment, "FOOTAGE_POLL_INTERVAL_S": "0.05"}
    more["FOOTAGE_PUBLIC_URL"] = "https://films.example"  # a webhook is told where the film is
    if database_url:
        more["FOOTAGE_DATABASE_URL"] = database_url
    more["FOOTAGE_ALLOWED_DIRS"] = str(Path(order["video"]).parent)
    place = home / "place"
    place.mkdir(exist_ok=True)
    with account_book(load_settings(home=home, database_url=database_url)) as accounts:
        connect_all(accounts, world, place)
    if order.get("visibility") == "public":
        async with server_here(home, **more) as client:
            asked = await client.call_tool("publish_video", order)
            order = {**order, "quote_id": (asked.structured_content or {})["error"]["quote_id"]}
    if order.get("account") == "webhook":  # which is told the address of a film that Footage keeps
        async with server_here(home, **more) as client:
            kept = {"video": order["video"], "steps": [{"do": "keep", "ranges": [[0, 0.5]]}]}
            made = (await client.call_tool("edit_video", kept)).structured_content or {}
            order = {**order, "video": made["job_id"]}
    await dies(home, "publish_video", order, FOOTAGE_CRASH_AT=point, **more)
    async with server_here(home, **more) as client:
        jobs = (await client.call_tool("list_jobs", {})).structured_content or {}
        [job] = [one for one in jobs["jobs"] if one["tool"] == "publish_video"]
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 60})
        return result.structured_content or {}


@pytest.mark.parametrize("point", POINTS)
async def test_youtube_has_one_film_after_a_crash(
    home: Path, database_url: str | None, world: Outside, source: Path, point: str
) -> None:
    if database_url and point not in ON_POSTGRES and not DRILL:
        pytest.skip("make drill tries it on PostgreSQL")
    order = {"video": str(source), "target": "youtube", "title": "A film", "playlist": "PL1", "wait_s": 30}
    job = await survive(home, database_url, world, point, order)
    assert job["status"] == "completed", job["error"]
    [came] = world.videos("youtube")
    assert came["size"] == source.stat().st_size
    assert job["publication"]["remote_id"] == came["id"]
    assert came["beside"] == ["playlist PL1"]


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("target", "account"), OTHERS)
async def test_so_has_every_other_outlet(
    home: Path, database_url: str | None, world: Outside, source: Path, target: str, account: str, point: str
) -> None:
    name = account or target
    if (name, point) in NEVER_COME_TO or (account and point == "post_step"):
        pytest.skip("this outlet has no such step")
    if (database_url or (name, point) not in USUAL) and not DRILL:
        pytest.skip("make drill tries it")
    order = {"video": str(source), "target": target, "title": "A film", "wait_s": 30}
    order |= {"account": account} if account else {}
    order |= {"visibility": "public"} if target == "instagram" else {}
    job = await survive(home, database_url, world, point, order)
    assert job["status"] == "completed", job["error"]
    if account == "folder":
        [there] = [one for one in (home / "place").iterdir() if one.suffix == ".mp4"]
        assert there.read_bytes() == source.read_bytes()
    else:
        assert len(world.videos(target)) == 1
