"""A server that runs tiny local models on the processor."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from mcp import Client

from footage.config import load_settings
from footage.local_models import LocalModel
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from routing.catalog import load_catalog
from tests.forked import fork_devices

SHIPPED = load_catalog().backends
SMALL = {"16:9 480p": (64, 32), "1:1 480p": (32, 32)}
FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "seed": 3}


@asynccontextmanager
async def serving(
    folder: Path, checkpoint: Callable[[str], Path], models: Mapping[str, LocalModel], **settings: Any
) -> AsyncIterator[Client]:
    """A client of a server in whose catalog these models are in the place of the real ones.

    Args:
        folder: For its files.
        checkpoint: Gives the folder with the weights of a name; "broken" has none.
        models: Tiny models by the backend's name.
        settings: Of Footage.
    """
    home, weights = folder / "home", folder / "models"
    home.mkdir()
    (weights / "broken").mkdir(parents=True)
    for name in {model.weights for model in models.values()} - {"broken"}:
        shutil.copytree(checkpoint(name) / name, weights / name)
    rows = {name: row(name, model) for name, model in models.items()}
    (home / "catalog.yaml").write_text(yaml.safe_dump({"backends": rows}))
    with pytest.MonkeyPatch.context() as patch:
        fork_devices(patch)
        here = {"local_cpu": True, "poll_interval_s": 0.05, "reuse_hours": 0} | settings
        opened = load_settings(home=home, models_dir=weights, **here)
        async with Client(build_server(build_app(opened))) as connected:
            yield connected


def row(backend: str, model: LocalModel) -> dict[str, Any]:
    """A catalog's row with a tiny model in the place of the real one, to be laid over it."""
    local = model.model_dump(mode="json", exclude={"flow_shift"})
    real = SHIPPED[backend].local
    # Rows are merged key by key.
    local["vram"]["parts_gb"] |= dict.fromkeys(real.vram.parts_gb, 0.001) if real else {}
    return {"local": local}


async def made(client: Client, **film: Any) -> dict[str, Any]:
    """The ended job of a film, however long it takes."""
    result = await client.call_tool("generate_video", {**FILM, **film})
    job = result.structured_content or {}
    while job["status"] in ("queued", "working"):
        job = (await client.call_tool("get_job", {"job_id": job["job_id"]})).structured_content or {}
    return job
