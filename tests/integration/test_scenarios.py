"""What users were promised from end to end, each with real parts; the film on a landing page is in tests/browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client

from footage.config import load_settings
from gpu.device.metrics import Metrics
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media.probe import probe
from tests.emulated import BACKENDS, World, emulated
from tests.servers import ROOT, call, finished, server_here
from tests.unit.gpu.pool.bench import VRAM_BYTES, a_model, a_task, bench
from tests.virtual_time import run

pytestmark = [pytest.mark.system, pytest.mark.night]

FILM = {"prompt": "a boat at sunset", "duration_s": 4, "resolution": "480p"}
HUNDRED = 100
IN_USE = 0.7
"""The least share of a device's time and memory that is to be used."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path_factory.mktemp("emulated"), vendor_films) as world, pytest.MonkeyPatch.context() as patch:
        for name, value in world.environment.items():
            patch.setenv(name, value)
        yield world


def test_a_hundred_requests_at_once_share_the_gpus_and_nobody_runs_out_of_memory() -> None:
    models = [a_model("small", 20), a_model("middle", 40), a_model("large", 55)]

    async def ask_for_all(devices: int) -> tuple[float, list[Any], Metrics, list[int]]:
        async with bench(devices, host_bytes=VRAM_BYTES) as b:
            for number in range(HUNDRED):
                b.film(models[number % 3], a_task(number, 10 + number % 3 * 10, seconds=5 + number % 7))
                b.check()
        return anyio.current_time(), b.log, b.pool.metrics, [device.peak_bytes for device in b.devices]

    for devices in (1, 3):
        took_s, made, metrics, peaks = run(partial(ask_for_all, devices))
        assert sorted(made) == list(range(HUNDRED))  # every film, and no error
        assert (metrics.out_of_memory, metrics.lost_workers, metrics.revoked) == (0, 0, 0)
        assert metrics.busy_s / devices / took_s > IN_USE
        assert IN_USE * VRAM_BYTES < max(peaks) <= VRAM_BYTES


@pytest.mark.anyio
async def test_a_vendor_that_fails_gives_way_to_another_and_when_all_fail_the_storyboard_draws(
    world: World, tmp_path: Path
) -> None:
    settings = load_settings(home=tmp_path / "home", poll_interval_s=0.05, monthly_budget_usd="100", reuse_hours=0)
    async with Client(build_server(build_app(settings))) as client:
        film = {**FILM, "resolution": "720p"}
        first = (await call(client, "generate_video", **film, dry_run=True))["route"]["backend"]
        world.order(first, "submit", "unavailable", times=9)
        another = await finished(client, **film)
        for backend in BACKENDS:
            world.order(backend, "submit", "unavailable", times=99)
        drawn = await finished(client, **film)
        world.reset()
        budget = await call(client, "check_budget")
    made_by = another["route"]["backend"]
    assert (another["status"], drawn["status"]) == ("completed", "completed")
    assert made_by not in {first, "storyboard"}
    assert [one["outcome"] for one in another["route"]["attempts"] if one["backend"] == first] == ["refused"]
    assert Decimal(another["cost"]["charged_usd"]) > 0
    assert (drawn["route"]["backend"], drawn["route"]["degraded"]) == ("storyboard", True)
    assert len({one["backend"] for one in drawn["route"]["attempts"]}) > 2
    assert drawn["cost"]["charged_usd"] == "0.00"
    assert (budget["spent_usd"], budget["held_usd"]) == (another["cost"]["charged_usd"], "0.00")


@pytest.mark.anyio
async def test_a_post_becomes_a_film_of_a_minute_with_chapters_and_captions(home: Path) -> None:
    post = ROOT / "tests" / "data" / "articles" / "faster-builds.md"
    wish = {"source": str(post), "duration_s": 60, "resolution": "480p", "aspect_ratio": "1:1", "style": "editorial"}
    more = {"narration": "off", "music": "off", "wait_s": 200}
    async with server_here(home, FOOTAGE_ALLOWED_DIRS=str(post.parent), FOOTAGE_NO_SPEND="1") as client:
        job = await call(client, "blog_to_video", **wish, **more)
    assert (job["status"], job["cost"]["charged_usd"]) == ("completed", "0.00"), job
    assert job["quality"]["verdict"] == "accept", job["quality"]["reasons"]
    film = probe(Path(job["video"]["path"]))
    assert abs(film.duration_s - 60) <= 3
    assert (film.width, film.height) == (480, 480)
    captions = Path(job["video"]["subtitles"]).read_text()
    assert captions.count(" --> ") >= 8
    assert "41 minutes" in " ".join(captions.split())
    assert Path(job["video"]["poster"]).stat().st_size > 1000
    described = json.loads(job["video"]["embed_html"].partition('ld+json">')[2].partition("</script>")[0])
    assert described["@type"] == "VideoObject"


@pytest.mark.anyio
async def test_when_the_months_budget_is_used_up_films_go_on_as_storyboards(home: Path) -> None:
    film = {**FILM, "duration_s": 2, "audio": False}
    async with server_here(home, FOOTAGE_MONTHLY_BUDGET_USD="0.25", FOOTAGE_REUSE_HOURS="0") as client:
        paid = [await finished(client, **film) for _ in range(2)]
        drawn = await finished(client, **film)
        budget = await call(client, "check_budget")
    assert {job["route"]["backend"] for job in paid} <= {"fake", "fake_lookup", "fake_blind"}
    assert sum(Decimal(job["cost"]["charged_usd"]) for job in paid) == Decimal("0.16")
    assert (drawn["status"], drawn["route"]["backend"], drawn["cost"]["charged_usd"]) == (
        "completed",
        "storyboard",
        "0.00",
    )
    assert drawn["route"]["degraded"]
    assert "fake_blind costs up to $0.10, only $0.09 can be spent" in drawn["route"]["reason"]
    assert (budget["spent_usd"], budget["remaining_usd"]) == ("0.16", "0.09")
