"""edit_video through a real MCP client: films, files beside them, captions that move along, refusals."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.types import BlobResourceContents, CallToolResult, ResourceLink, TextContent

from footage.config import Settings, load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media.captions.subtitles import parse_subtitles
from tests.servers import call, refused
from tests.unit.media.edit.films import numbered, numbers_in

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

CUES = [
    {"start_s": 0.0, "end_s": 0.8, "text": "one", "words": [{"start_s": 0.0, "end_s": 0.8, "text": "one"}]},
    {"start_s": 1.0, "end_s": 1.9, "text": "um", "words": [{"start_s": 1.0, "end_s": 1.9, "text": "um"}]},
    {"start_s": 2.0, "end_s": 2.9, "text": "three", "words": [{"start_s": 2.0, "end_s": 2.9, "text": "three"}]},
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("server")
    (folder / "mine").mkdir()
    return load_settings(home=folder / "home", allowed_dirs=[folder / "mine"])


@pytest.fixture(scope="module")
def film(settings: Settings) -> Path:
    """Three seconds whose frames have numbers, with a tone."""
    return numbered(settings.allowed_dirs[0] / "film.mp4", 75)


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[Client]:
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


async def test_a_film_is_cut_and_its_captions_move_along(client: Client, film: Path) -> None:
    captioned = await call(client, "add_captions", video=str(film), captions=CUES, mode="soft")
    steps = [{"do": "cut", "ranges": [[0.92, 2]]}]
    job = await call(client, "edit_video", video=captioned["job_id"], steps=steps)
    assert numbers_in(Path(job["video"]["path"])) == [*range(23), *range(50, 75)]
    beside = parse_subtitles(Path(job["video"]["subtitles"]).read_bytes()).cues
    assert [(cue.text, cue.start_s) for cue in beside] == [("one", 0.0), ("three", 0.92)]
    assert "<track" in job["video"]["embed_html"]
    assert job["quality"] is None
    checked = await call(client, "check_quality", video=job["job_id"])
    assert checked["quality"]["verdict"]


async def test_words_of_captions_beside_a_film_are_cut_out(client: Client, film: Path) -> None:
    captioned = await call(client, "add_captions", video=str(film), captions=CUES, mode="sidecar")
    job = await call(client, "edit_video", video=captioned["job_id"], steps=[{"do": "cut_words", "words": ["fillers"]}])
    assert 1.9 < job["video"]["duration_s"] < 2.2
    assert "um" in job["message"]


async def test_what_is_exported_is_told_as_what_it_is(client: Client, film: Path) -> None:
    steps = [{"do": "gif", "start": 0, "end": 1}, {"do": "export", "as": "png", "at": 2}, {"do": "export", "as": "mp3"}]
    result = await client.call_tool("edit_video", {"video": str(film), "steps": json.dumps(steps)})
    assert isinstance(result, CallToolResult)
    assert result.structured_content
    video, job_id = result.structured_content["video"], result.structured_content["job_id"]
    assert video["path"] == str(film)
    assert [(one["name"], one["type"]) for one in video["files"]] == [
        ("film.gif", "image/gif"), ("still.png", "image/png"), ("film.mp3", "audio/mpeg"),
    ]  # fmt: skip
    links = [part for part in result.content if isinstance(part, ResourceLink)]
    assert [(link.uri.rpartition("/")[2], link.mime_type) for link in links[1:]] == [
        (one["name"], one["type"]) for one in video["files"]
    ]
    told = result.content[0]
    assert isinstance(told, TextContent)
    assert "film.gif (image/gif" in told.text
    (gif,) = (await client.read_resource(f"footage://file/{job_id}/film.gif")).contents
    assert isinstance(gif, BlobResourceContents)
    assert gif.mime_type == "image/gif"
    assert Path(video["files"][0]["path"]).read_bytes()[:6] == b"GIF89a"


async def test_a_dry_run_shows_the_timeline_and_makes_nothing(client: Client, film: Path) -> None:
    steps = [{"do": "keep", "ranges": [[1, 3]]}, {"do": "title", "text": "Hi 🍞"}, {"do": "music", "file": "lofi"}]
    job = await call(client, "edit_video", video=str(film), steps=steps, dry_run=True)
    assert (job["status"], job["job_id"], job["video"]) == ("dry_run", None, None)
    assert job["message"].startswith("Free. Encoded once")
    assert job["plan"]["timeline"] == ["0-2: the film 1-3"]
    assert job["plan"]["then"] == ["the title 'Hi 🍞' 0-2", "music (lofi), lower under speech"]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([{"do": "speed"}], "steps.1 (speed) needs x=2."),
        ([{"do": "keep", "ranges": [[5, 9]]}], "past the end: the film lasts 3.00 s here"),
        ([{"do": "join", "file": "job_00000000000000000000"}], "job_00000000000000000000"),
        ([{"do": "music", "file": "polka"}], "There is no music 'polka'"),
        ([{"do": "keep", "ranges": [[0, None]]}], "would leave the film as it is"),
        ([{"do": "keep", "rangs": [[0, 1]]}], "did you mean 'ranges'"),
        ([], "steps"),
    ],
)
async def test_what_cannot_be_done_is_refused_before_anything_is_made(
    client: Client, film: Path, steps: list[dict[str, Any]], said: str
) -> None:
    error = await refused(client, "edit_video", video=str(film), steps=steps)
    assert said in f"{error['message']} {error['hint']}"
