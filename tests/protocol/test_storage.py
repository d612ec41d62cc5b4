"""Films in a bucket and films from elsewhere, through a real MCP client."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.types import BlobResourceContents, ImageContent, TextContent

from footage.config import load_settings
from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from routing.emulators.gcs import BUCKET
from routing.emulators.google.credentials import write_service_account
from tests.buckets import Bucket, bucket
from tests.databases import Postgres
from tests.forked import dies
from tests.plain_http import http
from tests.servers import call, refused, server_here

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {
    "prompt": "a boat at sunset",
    "duration_s": 1,
    "resolution": "480p",
    "audio": False,
    "seed": 3,
    "backend": "storyboard",
}
CUES = [{"start_s": 0, "end_s": 1, "text": "hello"}]


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """A bucket, and an account that can sign."""
    account = tmp_path / "account.json"
    write_service_account(account, "http://127.0.0.1:1/token")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(account))
    with bucket() as ordered:
        yield ordered


@asynccontextmanager
async def machine(home: Path, **settings: Any) -> AsyncIterator[Client]:
    """A server in this process whose films go into the bucket."""
    chosen = load_settings(**{"home": home, "storage": f"gs://{BUCKET}/films", "reuse_hours": 0, **settings})
    async with Client(build_server(build_app(chosen))) as client:
        yield client


async def served(url: str) -> bytes:
    answer = await in_thread(http.get, url)
    answer.raise_for_status()
    return answer.content


async def test_a_film_can_be_embedded_anywhere(cloud: Bucket, tmp_path: Path) -> None:
    async with machine(tmp_path / "home") as client:
        job = await call(client, "generate_video", **FILM)
        video = job["video"]
        assert await served(video["url"]) == Path(video["path"]).read_bytes()
        assert await served(video["poster"]) == Path(video["path"]).with_name("poster.jpg").read_bytes()
        ends = datetime.fromisoformat(job["expires_at"])
        assert timedelta(days=6) < ends - datetime.now(UTC) <= timedelta(days=7)
        page = video["embed_html"].replace("&amp;", "&")
        assert f'src="{video["url"]}"' in page
        assert f'poster="{video["poster"]}"' in page
        assert f'"contentUrl": "{video["url"]}"' in page
        soft = await call(client, "add_captions", video=job["job_id"], captions=CUES, mode="soft")
        track = re.search(r'<track kind="captions" src="([^"]+)"', soft["video"]["embed_html"])
        assert track
        assert b"hello" in await served(track[1].replace("&amp;", "&"))
        side = await call(client, "add_captions", video=job["job_id"], captions=CUES, mode="sidecar")
        assert await served(side["video"]["url"]) == Path(video["path"]).read_bytes()


async def test_a_public_bucket_gives_links_that_last(cloud: Bucket, tmp_path: Path) -> None:
    public = f"{cloud.host}/{BUCKET}"
    async with machine(tmp_path / "home", storage_public_url=public) as client:
        job = await call(client, "generate_video", **FILM)
    assert job["video"]["url"] == f"{public}/films/{job['job_id']}/video.mp4"
    assert job["expires_at"] is None


async def test_a_bucket_that_refuses_costs_no_film_and_the_user_is_told(cloud: Bucket, tmp_path: Path) -> None:
    cloud.closed = {"POST"}
    async with machine(tmp_path / "home") as client:
        result = await client.call_tool("generate_video", FILM)
    job = result.structured_content or {}
    said = result.content[0]
    assert isinstance(said, TextContent)
    assert (job["status"], job["video"]["url"], job["expires_at"]) == ("completed", None, None)
    assert Path(job["video"]["path"]).is_file()
    assert "no web address yet" in job["message"]
    assert "refuses access" in said.text


@pytest.fixture
def shared(postgres: Postgres) -> Iterator[str]:
    """The URL of a database for several machines, with nothing in it."""
    url = postgres.create(migrated=True)
    yield url
    postgres.drop(url)


async def test_a_machine_works_on_what_another_one_made(cloud: Bucket, shared: str, tmp_path: Path) -> None:
    async with machine(tmp_path / "one", database_url=shared) as client:
        made = await call(client, "generate_video", **FILM)
    (tmp_path / "one").rename(tmp_path / "far away")
    async with machine(tmp_path / "two", database_url=shared) as client:
        result = await client.call_tool("get_job", {"job_id": made["job_id"]})
        pictures = [part for part in result.content if isinstance(part, ImageContent)]
        assert len(pictures) == 1
        assert f"Film: {cloud.host}" in str(result.content[0])
        content = (await client.read_resource(made["video"]["uri"])).contents[0]
        assert isinstance(content, BlobResourceContents)
        film = base64.b64decode(content.blob)
        assert film == (tmp_path / "far away" / "media" / made["job_id"] / "video.mp4").read_bytes()
        job = await call(client, "add_captions", video=made["job_id"], captions=CUES)
        assert job["status"] == "completed"
        assert job["video"]["path"].startswith(str(tmp_path / "two"))


async def test_a_film_of_which_only_the_database_does_not_know_is_put_there_again(
    cloud: Bucket, home: Path, tmp_path: Path
) -> None:
    storage = {"FOOTAGE_STORAGE": f"gs://{BUCKET}/films"}
    arguments = {name: value for name, value in FILM.items() if name not in {"backend", "seed"}}
    film = {**arguments, "backend": "fake", "wait_s": 30}
    await dies(home, "generate_video", film, FOOTAGE_CRASH_AT="stored", **storage)
    assert len(cloud.seen("POST /upload/")) == 3
    async with server_here(home, **storage) as client:
        jobs = (await call(client, "list_jobs"))["jobs"]
        assert len(jobs) == 1
        job = await call(client, "get_job", job_id=jobs[0]["job_id"], wait_s=60)
        assert (job["status"], job["cost"]["charged_usd"]) == ("completed", "0.04")
        assert await served(job["video"]["url"]) == Path(job["video"]["path"]).read_bytes()


async def test_remote_films_are_worked_on_and_checked_like_any_other(cloud: Bucket, tmp_path: Path) -> None:
    async with machine(tmp_path / "home") as client:
        made = await call(client, "generate_video", **FILM)
        source = f"gs://{BUCKET}/films/{made['job_id']}/video.mp4"
        subtitles = tmp_path / "home" / "lines.srt"
        subtitles.write_text("1\n00:00:00,000 --> 00:00:00,900\nfrom afar\n")
        for video in (source, made["video"]["url"]):
            job = await call(client, "add_captions", video=video, subtitles=str(subtitles), mode="both")
            assert "from afar" in Path(job["video"]["subtitles"]).read_text()
            checked = await call(client, "check_quality", video=video)
            assert (checked["status"], checked["quality"]["technical"]) == ("completed", 1.0)
        again = await call(client, "generate_video", **FILM, start_image=made["video"]["poster"])
        assert again["video"]["sha256"] != made["video"]["sha256"]
        before = await call(client, "list_jobs", limit=100)
        poster = source.replace("video.mp4", "poster.jpg")
        for bad, code in (
            (poster, "unsupported_media"),
            (source.replace("video", "none"), "not_found"),
            ("gs://somebody-elses/film.mp4", "forbidden_url"),
            ("https://127.0.0.1/film.mp4", "forbidden_url"),
            ("https://169.254.169.254/computeMetadata/v1/", "forbidden_url"),
            ("http://example.com/film.mp4", "forbidden_url"),
        ):
            error = await refused(client, "add_captions", video=bad, captions=CUES)
            assert error["code"] == code, error
        assert await call(client, "list_jobs", limit=100) == before
