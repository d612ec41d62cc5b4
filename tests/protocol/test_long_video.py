"""Films beyond a backend's limit, through an MCP client: quoted as a whole, made clip by clip, joined."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from mcp import Client

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media.frames import read_frames
from media.joins import SEAMLESS
from media.probe import probe
from tests.emulated import World
from tests.servers import finished, refused, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FAKE = {"prompt": "a boat", "duration_s": 22, "resolution": "480p", "aspect_ratio": "1:1", "backend": "fake"}
HAILUO = {"prompt": "a boat", "duration_s": 16, "resolution": "480p", "aspect_ratio": "4:3", "audio": False}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
async def client(world: World, home: Path) -> AsyncIterator[Client]:
    on = {"fake": True}
    settings = load_settings(
        home=home, poll_interval_s=0.05, monthly_budget_usd="100", approve_above_usd=None, reuse_hours=0, backends=on
    )
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


def parts(home: Path) -> list[Path]:
    """What is kept of films that are not delivered."""
    return [path for path in (home / "parts" / "clips").rglob("*") if path.is_file()]


def likeness(film: Path, at_s: float) -> float:
    """How like the pictures on both sides of a moment are, 0 to 1."""
    before, after = (picture.astype(float) for picture in read_frames(film, [at_s - 0.03, at_s + 0.01], 160))
    return float(1 - abs(before - after).mean() / 255)


async def test_what_cannot_be_paid_to_the_end_is_not_begun(client: Client, home: Path) -> None:
    before = len(vendor_films(home))
    error = await refused(client, "generate_video", **FAKE, max_cost_usd=1.09)
    assert (error["code"], len(vendor_films(home))) == ("budget_exceeded", before)


async def test_a_film_between_drawn_pictures_is_made_side_by_side(client: Client, world: World) -> None:
    world.reset()
    film = {**HAILUO, "duration_s": 17, "backend": "hailuo", "style": "flat"}
    job = await finished(client, **film)
    assert (job["status"], job["route"]["way"], job["route"]["segments_s"]) == ("completed", "keyframes", [12, 5])
    assert "between drawn pictures" in job["route"]["reason"]
    log = [one for one in world.emulators["fal"].log if one.moment == "submit"]
    assert [{"image_url", "end_image_url"} <= one.body.keys() for one in log] == [True, True]
    assert (probe(Path(job["video"]["path"])).duration_s, job["quality"]["conforms"]) == (17.0, True)
    assert likeness(Path(job["video"]["path"]), 12) > SEAMLESS


async def test_a_film_that_breaks_off_is_delivered_as_far_as_it_is(client: Client, world: World, home: Path) -> None:
    world.reset()
    world.order("hailuo", "submit", "unavailable", times=9, after=1)
    job = await finished(client, **HAILUO, backend="hailuo")
    world.reset()
    assert (job["status"], job["video"]["duration_s"], job["route"]["degraded"]) == ("completed", 11.0, True)
    assert job["message"].startswith("Done in part. Only 1 of 2 clips were made: hailuo")
    assert job["quality"]["conforms"]
    assert (job["cost"]["quoted_usd"], job["cost"]["charged_usd"]) == ("0.80", "0.55")
    assert job["budget"]["held_usd"] == "0.00"
    assert parts(home) == []
