"""Captions in another language, through an MCP client: paid from the budget, at their times, beside the film."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from mcp import Client

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media import ffmpeg
from tests.emulated import World
from tests.servers import call, refused

pytestmark = [pytest.mark.system, pytest.mark.anyio]

SAID = [
    {"start_s": 0.1, "end_s": 1.4, "text": "We close all the windows at night."},
    {"start_s": 1.5, "end_s": 2.9, "text": "That saves 12 euros, says Anna."},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    picture = ["-f", "lavfi", "-i", "color=c=gray:s=128x128:r=12:d=3", "-pix_fmt", "yuv420p"]
    ffmpeg.run([*picture, str(folder / "film.mp4")])
    return folder


@pytest.fixture(scope="module")
async def client(world: World, folder: Path) -> AsyncIterator[Client]:
    async with Client(build_server(build_app(load_settings(home=folder / "home", allowed_dirs=[folder])))) as connected:
        yield connected


async def test_they_come_in_the_language_that_is_asked_for(client: Client, folder: Path) -> None:
    film = str(folder / "film.mp4")
    job = await call(client, "add_captions", video=film, captions=SAID, language="es-MX", mode="sidecar", wait_s=30)
    assert job["status"] == "completed", job["error"]
    assert [one["text"] for one in job["plan"]["captions"]] == [f"es-MX: {one['text']}" for one in SAID]
    assert [one["start_s"] for one in job["plan"]["captions"]] == [one["start_s"] for one in SAID]
    assert 0 < float(job["cost"]["charged_usd"]) <= float(job["cost"]["quoted_usd"])
    assert job["budget"]["held_usd"] == "0.00"
    assert "es-MX: That saves 12 euros" in Path(job["video"]["subtitles"]).read_text()


async def test_those_that_lie_beside_a_film_are_taken(client: Client, folder: Path) -> None:
    film = str(folder / "film.mp4")
    first = await call(client, "add_captions", video=film, captions=SAID, language="en", mode="soft", wait_s=30)
    beside = await call(client, "add_captions", video=film, captions=SAID, language="en", mode="both", wait_s=30)
    assert (first["status"], beside["status"]) == ("completed", "completed")
    job = await call(client, "add_captions", video=beside["job_id"], language="German", mode="sidecar", wait_s=30)
    assert job["plan"]["captions"][0]["text"] == "German: We close all the windows at night."


async def test_what_is_in_it_already_stays_as_it_is(client: Client, folder: Path) -> None:
    film = str(folder / "film.mp4")
    job = await call(client, "add_captions", video=film, captions=SAID, language="en", mode="sidecar", wait_s=30)
    assert (job["plan"], job["cost"]) == (None, None)


async def test_a_language_that_nobody_knows_is_refused(client: Client, folder: Path) -> None:
    error = await refused(client, "add_captions", video=str(folder / "film.mp4"), captions=SAID, language="Klingonese")
    assert error["code"] == "invalid_input"
