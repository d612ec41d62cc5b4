"""Planned diffusion by the whole way: an MCP client, the server, the job, real tiny pipelines, an MP4."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from tests.local_models import SMALL, made, serving
from tests.support import samples
from tests.tiny_models import tiny_model

pytestmark = [
    pytest.mark.needs("diffusers"),
    pytest.mark.system,
    pytest.mark.anyio,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

WAN = tiny_model("wan", pixels=SMALL)
MODELS = {
    "wan_1_3b": WAN.model_copy(update={"frames": WAN.frames.model_copy(update={"max": 17})}),
    "ltx": tiny_model("ltx", pixels=SMALL),
}
MODELS["wan_14b"] = MODELS["wan_1_3b"].model_copy(update={"pipelines": {"text": "WanPipeline", "video": "NoPipeline"}})


@pytest.fixture(scope="module")
async def client(
    tmp_path_factory: pytest.TempPathFactory, tiny_checkpoint: Callable[[str], Path]
) -> AsyncIterator[Client]:
    folder = tmp_path_factory.mktemp("planned")
    async with serving(folder, tiny_checkpoint, MODELS, planned_diffusion=True) as connected:
        yield connected


async def planned(client: Client, backend: str) -> dict[str, Any]:
    """The finished job of a film that was planned."""
    job = await made(client, backend=backend, duration_s=2)
    assert job["status"] == "completed", job
    assert job["quality"]["conforms"], job["quality"]["reasons"]
    assert "17 frames at 8 a second. It was planned: 3 keyframes, 2 spans between them" in job["message"]
    assert (job["video"]["duration_s"], job["video"]["fps"], job["route"]["backend"]) == (2, 8, backend)
    return job


@pytest.mark.night
async def test_spans_are_made_from_films_that_are_noised_half_way(client: Client) -> None:
    await planned(client, "wan_1_3b")


async def test_spans_are_made_between_two_pictures_and_the_same_seed_gives_the_same_film(client: Client) -> None:
    one, again = [await planned(client, "ltx") for _ in range(2)]
    assert samples(one["video"]) == samples(again["video"])


async def test_a_plan_that_fails_becomes_one_run_and_the_job_says_so(client: Client) -> None:
    job = await made(client, backend="wan_14b", duration_s=2)
    assert job["status"] == "completed", job
    assert "17 frames at 8 a second. It was made in one run, not planned: The checkpoint wan cannot" in job["message"]
