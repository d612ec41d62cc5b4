"""The whole way with local models: an MCP client, the server, the job, real pipelines in a device's process, an MP4."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio
import pytest
from mcp import Client
from PIL import Image

from footage.local_models import Component
from tests.local_models import FILM, SMALL, made, serving
from tests.servers import call
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

FRAMEPACK_PARTS = {  # of other checkpoints than the rest
    "transformer": "diffusers.HunyuanVideoFramepackTransformer3DModel",
    "image_encoder": "transformers.SiglipVisionModel",
    "feature_extractor": "transformers.SiglipImageProcessor",
}
HUGE = tiny_model("cogvideox").vram.model_copy(update={"denoise_gb": 1e6})
TINY = {
    "wan_1_3b": tiny_model("wan", pixels=SMALL),
    "wan_image": tiny_model("wan_image", pixels=SMALL, pipelines={"image": "WanImageToVideoPipeline"}),
    "wan_ends": tiny_model("wan_image", pixels=SMALL, pipelines={"ends": "WanImageToVideoPipeline"}),
    "cogvideox_2b": tiny_model("cogvideox", pixels=SMALL),
    "cogvideox_5b_image": tiny_model("cogvideox_image", pixels=SMALL),
    "mochi": tiny_model("mochi", pixels=SMALL),
    "ltx": tiny_model("ltx", pixels=SMALL),
    "ltx2": tiny_model("ltx2", pixels=SMALL),
    "hunyuan": tiny_model("hunyuan", pixels=SMALL),
    "hunyuan_image": tiny_model("hunyuan_image", pixels=SMALL),
    "hunyuan15": tiny_model("hunyuan15", pixels=SMALL),
    "framepack": tiny_model(
        "framepack",
        pixels=SMALL,
        parts={
            name: Component(weights="framepack", class_name=class_name, subfolder=name)
            for name, class_name in FRAMEPACK_PARTS.items()
        },
    ),
    "wan_14b": tiny_model("wan", pixels={"16:9 480p": (512, 256)}, steps=1000),
    "wan2_2": tiny_model("wan", weights="broken"),
    "cogvideox_5b": tiny_model("cogvideox", vram=HUGE),
}
NOTHING: tuple[str, ...] = ()
START, ENDS = ("start_image",), ("start_image", "end_image")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
async def client(folder: Path, tiny_checkpoint: Callable[[str], Path]) -> AsyncIterator[Client]:
    """A server that runs local models on the processor."""
    async with serving(folder, tiny_checkpoint, TINY) as connected:
        yield connected


@pytest.fixture(scope="module")
def pictures(client: Client, folder: Path) -> dict[str, str]:
    """Two files that the server may read."""
    colours = {"start_image": (200, 80, 40), "end_image": (20, 120, 240)}
    for name, colour in colours.items():
        Image.new("RGB", (96, 54), colour).save(folder / "home" / f"{name}.png")
    return {name: str(folder / "home" / f"{name}.png") for name in colours}


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
    assert samples(again["video"]) == samples(video)


@pytest.mark.parametrize(
    ("backend", "shape", "frames", "starts"),
    [
        ("cogvideox_2b", "16:9", 9, [NOTHING]),
        ("cogvideox_5b_image", "16:9", 9, [START]),
        ("mochi", "16:9", 13, [NOTHING]),
        ("wan_image", "1:1", 9, [START]),
        ("wan_ends", "1:1", 9, [ENDS]),
        ("ltx", "1:1", 9, [NOTHING, START]),
        ("ltx2", "1:1", 9, [ENDS]),
        ("hunyuan", "1:1", 9, [NOTHING]),
        ("hunyuan_image", "1:1", 9, [START]),
        ("hunyuan15", "1:1", 9, [NOTHING]),
        ("framepack", "1:1", 13, [ENDS]),
    ],
)
@pytest.mark.few(one_in=4)
async def test_every_family_makes_films_from_what_it_starts_from(
    client: Client, pictures: dict[str, str], backend: str, shape: str, frames: int, starts: list[tuple[str, ...]]
) -> None:
    with_sound = backend == "ltx2"
    size = {"16:9": (854, 480), "1:1": (480, 480)}[shape]
    films = set()
    for start in starts:
        shown = {name: pictures[name] for name in start}
        job = await made(client, backend=backend, aspect_ratio=shape, audio=with_sound, **shown)
        assert job["status"] == "completed", job
        assert job["quality"]["conforms"], job["quality"]["reasons"]
        video = job["video"]
        assert (video["width"], video["height"]) == size
        assert (video["fps"], video["has_audio"]) == (8, with_sound)
        assert video["duration_s"] == pytest.approx(1, abs=0.1)
        assert f"{frames} frames at 8 a second" in job["message"]
        assert (job["route"]["backend"], job["cost"]["charged_usd"]) == (backend, "0.00")
        films.add(samples(video))
    assert len(films) == len(starts)  # pictures show


async def test_a_broken_checkpoint_is_named(client: Client) -> None:
    job = await made(client, backend="wan2_2")
    assert (job["status"], job["error"]["code"]) == ("failed", "vendor_failed")
    assert "The checkpoint broken cannot be loaded" in job["error"]["message"]


async def test_a_device_that_is_too_small_is_told_before_anything_is_loaded(client: Client) -> None:
    job = await made(client, backend="cogvideox_5b")
    assert (job["status"], job["error"]["code"], job["cost"]["charged_usd"]) == ("failed", "request_rejected", "0.00")
    assert "GB of memory on the device, which has" in job["error"]["message"]
    assert "smaller model" in job["error"]["hint"]


async def test_a_film_under_way_is_stopped_and_the_device_is_free_again(client: Client) -> None:
    jobs = [await call(client, "generate_video", **FILM, backend="wan_14b", wait_s=0) for _ in range(2)]
    while max(job["progress"] for job in jobs) <= 0.05:
        await anyio.lowlevel.checkpoint()
        jobs = [await call(client, "get_job", job_id=job["job_id"], wait_s=0) for job in jobs]
    jobs.sort(key=lambda job: float(job["progress"]))  # the one that waits first, whichever that is
    for job in jobs:
        await client.call_tool("cancel_job", {"job_id": job["job_id"]})
    for job in jobs:
        ended = (await client.call_tool("get_job", {"job_id": job["job_id"]})).structured_content or {}
        assert ended["status"] == "cancelled"
        assert ended["cost"]["charged_usd"] == "0.00"
    film = await made(client, backend="wan_1_3b")
    assert film["status"] == "completed"


async def test_models_whose_weights_are_not_here_say_how_to_get_them(client: Client) -> None:
    job = await call(client, "generate_video", **FILM, dry_run=True)
    rejected = {one["backend"]: one["rejected"] for one in job["route"]["considered"]}
    assert rejected["wan_1_3b"] is None
    assert "footage models pull wan2.2-image" in rejected["wan2_2_image"]
