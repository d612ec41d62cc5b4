"""Several takes of one wish, through an MCP client: one price, one cap, each paid apart, the best first."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from mcp import Client

from films.parts_home import PartsHome
from footage.config import load_settings
from footage.threads import in_thread
from mcp_server.app import App, build_app
from mcp_server.protocol.server import build_server
from media.probe import probe
from tests.emulated import World
from tests.servers import call, finished, refused, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

BOAT = {"prompt": "a boat", "duration_s": 4, "resolution": "480p", "aspect_ratio": "1:1", "audio": False}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
async def app(world: World, shared: Path) -> App:
    settings = load_settings(
        home=shared,
        poll_interval_s=0.05,
        monthly_budget_usd="100",
        approve_above_usd=None,
        backends={"fake": True, "fake_lookup": True},
    )
    return build_app(settings)


@pytest.fixture(scope="module")
async def client(app: App) -> AsyncIterator[Client]:
    async with Client(build_server(app)) as connected:
        yield connected


async def test_all_takes_are_quoted_and_held_together_or_none(client: Client, shared: Path) -> None:
    one = await call(client, "generate_video", **BOAT, backend="fake", dry_run=True)
    three = await call(client, "generate_video", **BOAT, backend="fake", variants=3, dry_run=True)
    price, sum_usd = (float(job["cost"]["quoted_usd"]) for job in (one, three))
    assert sum_usd == pytest.approx(3 * price)
    before = len(vendor_films(shared))
    error = await refused(client, "generate_video", **BOAT, backend="fake", variants=3, max_cost_usd=3 * price - 0.01)
    assert (error["code"], len(vendor_films(shared))) == ("budget_exceeded", before)


async def test_each_take_is_paid_apart_and_is_there_to_be_used(client: Client, shared: Path) -> None:
    before = len(vendor_films(shared))
    job = await finished(client, **BOAT, backend="fake", variants=3, seed=7, idempotency_key="three")
    assert (job["status"], len(vendor_films(shared)) - before) == ("completed", 3)
    takes = job["takes"]
    assert len({one["seed"] for one in takes}) == 3
    assert sum(float(one["charged_usd"]) for one in takes) == pytest.approx(float(job["cost"]["charged_usd"]))
    assert job["budget"]["held_usd"] == "0.00"
    ranks = [("accept", "retry", "reject").index(one["verdict"]) for one in takes]
    assert (ranks, takes[0]["uri"]) == (sorted(ranks), job["video"]["uri"])
    assert len(job["video"]["files"]) == 2
    edited = await call(
        client, "edit_video", video=takes[2]["uri"], steps=[{"do": "keep", "ranges": [[0, 1]]}], wait_s=30
    )
    assert edited["video"]["duration_s"] == pytest.approx(1, abs=0.1)
    again = await finished(client, **BOAT, backend="fake", variants=3, seed=7, idempotency_key="three")
    assert (again["job_id"], len(vendor_films(shared)) - before) == (job["job_id"], 3)


async def test_takes_of_several_backends_and_of_several_clips(client: Client) -> None:
    long = {**BOAT, "duration_s": 22}
    job = await finished(client, **long, backend="fake, fake_lookup", seed=3)
    assert job["status"] == "completed", job["error"]
    assert {one["backend"] for one in job["takes"]} == {"fake", "fake_lookup"}
    files = [job["video"]["path"], *(one["path"] for one in job["video"]["files"])]
    assert [probe(Path(one)).duration_s for one in files] == [22, 22]


async def test_a_take_that_fails_is_told_and_comes_later_where_it_was_made(
    app: App, client: Client, tmp_path: Path
) -> None:
    wish = {**BOAT, "prompt": "a boat [fail]"}
    job = await finished(client, **wish, backend="fake, storyboard", seed=3)
    assert (job["status"], len(job["takes"])) == ("completed", 2)
    lost = job["takes"][1]
    assert (lost["backend"], lost.get("uri")) == ("fake", None)
    assert "Take 1 was not made" in job["message"]
    assert lost["problem"]
    services, late = await app.services(), tmp_path / "late.mp4"
    shutil.copyfile(job["video"]["path"], late)
    said = await in_thread(PartsHome(services).put, services.jobs.get(job["job_id"]), "take 1", late)
    assert said == "Take 1 is beside the film now."
    whole = await call(client, "get_job", job_id=job["job_id"])
    assert [one["uri"] for one in whole["takes"]] == [job["video"]["uri"], f"footage://file/{job['job_id']}/take-1.mp4"]
    assert [one["name"] for one in whole["video"]["files"]] == ["take-1.mp4"]
