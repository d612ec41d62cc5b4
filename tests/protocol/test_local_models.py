"""The whole way with local models: an MCP client, the server, the job, real pipelines in a device's process, an MP4."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio
import pytest
from mcp import Client

from tests.local_models import FILM, SMALL, made, serving
from tests.servers import call
from tests.tiny_models import tiny_model

pytest.importorskip("diffusers")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.anyio,
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

TINY = {
    "wan_1_3b": tiny_model("wan", pixels=SMALL),
    "ltx2": tiny_model("ltx2", pixels=SMALL),
    "wan_14b": tiny_model("wan", pixels={"16:9 480p": (512, 256)}, steps=1000),
    "wan2_2": tiny_model("wan", weights="broken"),
}


@pytest.fixture(scope="module")
async def client(
    tmp_path_factory: pytest.TempPathFactory, tiny_checkpoint: Callable[[str], Path]
) -> AsyncIterator[Client]:
    """A server that runs local models on the processor."""
    async with serving(tmp_path_factory.mktemp("local"), tiny_checkpoint, TINY) as connected:
        yield connected


async def test_a_local_model_makes_the_film_that_was_asked_for(client: Client) -> None:
    job = await made(client, backend="wan_1_3b")
    assert job["status"] == "completed", job
    assert job["quality"]["conforms"], job["quality"]["reasons"]
    video = job["video"]
    assert (video["width"], video["height"], video["fps"], video["has_audio"]) == (854, 480, 8, False)
    assert (job["route"]["backend"], job["cost"]["charged_usd"]) == ("wan_1_3b", "0.00")
    assert "power" in job["cost"]["price_source"]
    assert "9 frames at 8 a second" in job["message"]
    again = await made(client, backend="wan_1_3b")
    assert again["video"]["sha256"] == video["sha256"]


async def test_a_film_with_sound(client: Client) -> None:
    job = await made(client, backend="ltx2", audio=True)
    assert (job["status"], job["video"]["has_audio"]) == ("completed", True), job


async def test_a_broken_checkpoint_is_named(client: Client) -> None:
    job = await made(client, backend="wan2_2")
    assert (job["status"], job["error"]["code"]) == ("failed", "vendor_failed")
    assert "The checkpoint broken cannot be loaded" in job["error"]["message"]


async def test_a_film_under_way_is_stopped_and_the_device_is_free_again(client: Client) -> None:
    job = await call(client, "generate_video", **FILM, backend="wan_14b", wait_s=0)
    waiting = await call(client, "generate_video", **FILM, backend="wan_14b", wait_s=0)
    while (await call(client, "get_job", job_id=job["job_id"], wait_s=0))["progress"] <= 0.05:
        await anyio.lowlevel.checkpoint()
    for one in (waiting, job):
        await client.call_tool("cancel_job", {"job_id": one["job_id"]})
    for one in (waiting, job):
        ended = (await client.call_tool("get_job", {"job_id": one["job_id"]})).structured_content or {}
        assert ended["status"] == "cancelled"
        assert ended["cost"]["charged_usd"] == "0.00"
    film = await made(client, backend="wan_1_3b")
    assert film["status"] == "completed"


async def test_models_whose_weights_are_not_here_say_how_to_get_them(client: Client) -> None:
    job = await call(client, "generate_video", **FILM, dry_run=True)
    rejected = {one["backend"]: one["rejected"] for one in job["route"]["considered"]}
    assert rejected["wan_1_3b"] is None
    assert "footage models pull mochi-1" in rejected["mochi"]
