"""Every tool signs what it makes, and tells what films say: by a real MCP client, read by the reference reader."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from footage.config import Settings, load_settings
from footage.provenance import Making
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media.credentials.film import FilmCredentials
from media.credentials.kinds import kind_of
from tests.credentialed import AI, make_file, sealed
from tests.rubric import failed, told_of
from tests.servers import call

pytestmark = [pytest.mark.system, pytest.mark.anyio, pytest.mark.needs("c2pa")]

FILM: dict[str, Any] = {"prompt": "a boat at sunset", "duration_s": 1, "resolution": "480p", "audio": False, "seed": 3}
CUES = [{"start_s": 0, "end_s": 0.9, "text": "Hello"}]
MODEL = "fake-1"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("signing")
    (folder / "mine").mkdir()
    return load_settings(
        home=folder / "home",
        allowed_dirs=[folder / "mine"],
        backends={"fake": True},
        poll_interval_s=0.05,
        reuse_hours=0,
        credentials="required",
    )


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[Client]:
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


@pytest.fixture(scope="module")
async def made(client: Client) -> dict[str, Any]:
    """A film of a vendor."""
    return await call(client, "generate_video", **FILM, backend="fake")


@pytest.fixture(scope="module")
def mine(settings: Settings) -> Path:
    return settings.allowed_dirs[0]


def files_of(job: dict[str, Any]) -> Iterator[Path]:
    video = job["video"]
    yield from map(Path, (video["path"], video["poster"], *(one["path"] for one in video.get("files", []))))


def verify(settings: Settings, job: dict[str, Any], ai: str, *steps: str) -> None:
    """All that came of a job is signed by this home, passes all checks, and says what was done."""
    for file in files_of(job):
        found = FilmCredentials(home=settings.home).read(file)
        assert (found.state, found.ai) == ("trusted", ai), file.name
        assert failed(told_of(file, kind_of(file))) == [], file.name
        said = "\n".join(found.steps)
        assert all(step in said for step in steps), (file.name, said)
        assert str(FILM["prompt"]) not in said


async def test_films_of_a_vendor_and_drawn_ones(client: Client, settings: Settings, made: dict[str, Any]) -> None:
    verify(settings, made, "full", f"created (trainedAlgorithmicMedia) by {MODEL}")
    verify(settings, await call(client, "generate_video", **FILM, backend="storyboard"), "none", "digitalCreation")


async def test_captions_enhancement_and_edits_keep_the_chain(
    client: Client, settings: Settings, made: dict[str, Any], mine: Path
) -> None:
    picture = sealed(
        FilmCredentials(home=mine), make_file(mine, "png"), mine / "logo.png", Making(source=AI, maker="img")
    )
    captioned = await call(client, "add_captions", video=made["job_id"], captions=CUES)
    verify(settings, captioned, "full", MODEL, "captions drawn into the picture")
    soft = await call(client, "add_captions", video=made["job_id"], captions=CUES, mode="soft")
    verify(settings, soft, "full", MODEL, "captions added as a track")
    steps = [
        {"do": "title", "text": "made_with_ai:fr"},
        {"do": "overlay", "file": str(picture), "place": "top-left", "width": 0.2},
        {"do": "export", "as": "gif", "width": 64},
        {"do": "export", "as": "png", "at": 0.5},
    ]
    edited = await call(client, "edit_video", video=captioned["job_id"], steps=steps)
    verify(settings, edited, "full", MODEL, "captions drawn", "by img", "title, overlay")
    better = await call(
        client, "enhance_quality", video=edited["job_id"], operations=["upscale"], target_resolution="720p"
    )
    verify(settings, better, "full", MODEL, "captions drawn", "by img", "enhanced: upscale")
    checked = await call(client, "check_quality", video=better["job_id"])
    assert f"Made with AI by {MODEL}, img (signed by Footage)." in checked["message"]
    assert checked["quality"]["provenance"]["state"] == "trusted"


async def test_a_film_of_an_article(client: Client, settings: Settings) -> None:
    article = "# Short meetings\n\nMeetings are short here. They took 40 minutes in May.\n\nNobody comes late twice.\n"
    asked = {"duration_s": 15, "narration": "off", "music": "off", "resolution": "480p"}
    verify(
        settings, await call(client, "blog_to_video", source=article, **asked, wait_s=100), "none", "digitalCreation"
    )


async def test_ones_own_film_and_a_broken_one(
    client: Client, settings: Settings, made: dict[str, Any], mine: Path
) -> None:
    own = make_file(mine, "late.mp4")
    before = own.read_bytes()
    job = await call(client, "edit_video", video=str(own), steps=[{"do": "speed", "x": 2}])
    verify(settings, job, "unknown", "opened", "speed")
    assert own.read_bytes() == before
    assert (await call(client, "check_quality", video=str(own)))["quality"]["provenance"] == {
        "state": "none", "ai": "unknown", "by": None, "signer": None, "when": None, "steps": [],
    }  # fmt: skip
    broken = Path(shutil.copy(made["video"]["path"], mine / "broken.mp4"))
    content = bytearray(broken.read_bytes())
    content[content.rindex(b"mdat") + 4000] ^= 1
    broken.write_bytes(content)
    checked = await call(client, "check_quality", video=str(broken))
    assert checked["quality"]["provenance"]["state"] == "invalid"
    assert "not as it was signed" in checked["message"]
