"""The whole way with a local model: an MCP client, the server, the job, a real pipeline on the processor, an MP4."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import yaml
from mcp import Client

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.server import build_server
from routing.catalog import load_catalog
from tests.servers import call
from tests.tiny_models import tiny_model

pytest.importorskip("diffusers")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.anyio,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

SHIPPED = load_catalog().backends
FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "seed": 3}


@pytest.fixture
async def client(home: Path, tiny_checkpoint: Callable[[str], Path]) -> AsyncIterator[Client]:
    """A server that knows two tiny models in the place of real ones."""
    backends = {}
    for backend, name in {"wan_1_3b": "wan", "ltx2": "ltx2"}.items():
        tiny_checkpoint(name)
        row = tiny_model(name, pixels={"16:9 480p": (64, 32)}).model_dump(mode="json", exclude={"pipelines"})
        real = SHIPPED[backend].local
        row["vram"]["parts_gb"] |= dict.fromkeys(real.vram.parts_gb, 0.001) if real else {}
        backends[backend] = {"local": row}
    (home / "catalog.yaml").write_text(yaml.safe_dump({"backends": backends}))
    settings = load_settings(
        home=home, models_dir=tiny_checkpoint("wan"), local_cpu=True, poll_interval_s=0.05, reuse_hours=0
    )
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


async def test_a_local_model_makes_the_film_that_was_asked_for(client: Client) -> None:
    job = await call(client, "generate_video", **FILM, backend="wan_1_3b")
    assert job["status"] == "completed", job
    assert job["quality"]["conforms"], job["quality"]["reasons"]
    video = job["video"]
    assert (video["width"], video["height"], video["fps"], video["has_audio"]) == (854, 480, 8, False)
    assert (job["route"]["backend"], job["cost"]["charged_usd"]) == ("wan_1_3b", "0.00")
    assert "power" in job["cost"]["price_source"]
    assert "9 frames at 8 a second" in job["message"]
    again = await call(client, "generate_video", **FILM, backend="wan_1_3b")
    assert again["video"]["sha256"] == video["sha256"]


async def test_a_film_with_sound(client: Client) -> None:
    job = await call(client, "generate_video", **{**FILM, "audio": True}, backend="ltx2")
    assert (job["status"], job["video"]["has_audio"]) == ("completed", True), job


async def test_models_whose_weights_are_not_here_say_how_to_get_them(client: Client) -> None:
    job = await call(client, "generate_video", **FILM, dry_run=True)
    rejected = {one["backend"]: one["rejected"] for one in job["route"]["considered"]}
    assert rejected["wan_1_3b"] is None
    assert "footage models pull mochi-1" in rejected["mochi"]
