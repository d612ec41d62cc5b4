"""Scenes of an article's film that a vendor makes: quoted, capped, and each paid for once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest

from media.probe import probe
from tests.forked_servers import doomed_server, process_of
from tests.servers import ROOT, call, leftovers, server_here, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

ARTICLES = ROOT / "tests" / "data" / "articles"
POST = """# The road

A train crosses the mountains at night.

A boat sails on the sea at sunset.

A city wakes up in the morning sun.
"""

SCRIPT: dict[str, Any] = {
    "title": "The road",
    "scenes": [
        {"id": "train", "show": {"kind": "place", "subjects": ["train"], "setting": "mountains"}, "say": "A train."},
        {"id": "boat", "show": {"kind": "film", "prompt": "A boat sails on the sea at sunset"}, "say": "A boat."},
        {"id": "city", "show": {"kind": "place", "setting": "city"}, "say": "A city wakes up."},
    ],
}
SHOWN = {"resolution": "480p", "aspect_ratio": "1:1", "style": "flat", "narration": "off"}
FILM = {"source": POST, "script": SCRIPT, **SHOWN}
PAYING = {"FOOTAGE_BACKEND_FAKE_LOOKUP_ENABLED": "0", "FOOTAGE_BACKEND_FAKE_BLIND_ENABLED": "0"}


def with_ship() -> dict[str, Any]:
    """The script with one other scene."""
    boat = {"id": "boat", "show": {"kind": "film", "prompt": "A ship at sunrise"}, "say": "A ship."}
    return {**SCRIPT, "scenes": [SCRIPT["scenes"][0], boat, SCRIPT["scenes"][2]]}


def filmed(job: dict[str, Any]) -> list[dict[str, Any]]:
    return [scene for scene in job["plan"]["scenes"] if scene["backend"] == "fake"]


async def test_every_scene_is_quoted_within_the_limit(home: Path) -> None:
    async with server_here(home, **PAYING) as client:
        plain = await call(client, "blog_to_video", **FILM, dry_run=True)
        capped = await call(client, "blog_to_video", **FILM, dry_run=True, max_cost_usd=0.3)
        free = await call(client, "blog_to_video", **FILM, dry_run=True, max_cost_usd=0)
    assert len(filmed(plain)) >= 2
    assert {scene["kind"] for scene in filmed(plain)} == {"place", "film"}
    total = sum(Decimal(scene["cost_usd"]) for scene in plain["plan"]["scenes"])
    assert total == Decimal(plain["plan"]["total_usd"]) == Decimal(plain["cost"]["quoted_usd"]) > 0
    assert 0 < len(filmed(capped)) < len(filmed(plain))
    assert Decimal(capped["plan"]["total_usd"]) <= Decimal("0.3")
    assert (filmed(free), free["plan"]["total_usd"]) == ([], "0.00")
    assert "scenes are filmed by fake, the others are drawn" in plain["message"]
    assert vendor_films(home) == []


async def test_neither_a_kill_nor_a_changed_paragraph_pays_for_a_finished_scene_again(home: Path) -> None:
    kept = home / "parts" / "footage"
    async with doomed_server(home, **PAYING) as client:
        job = await call(client, "blog_to_video", **FILM, wait_s=0)
        with anyio.fail_after(60):
            while not list(kept.glob("*.mp4")):
                await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
        process_of(home).kill()
    async with server_here(home, **PAYING) as client:
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 90})
        done = result.structured_content or {}
        films = vendor_films(home)
        again = await call(client, "blog_to_video", **{**FILM, "script": with_ship()}, dry_run=True)
    assert done["status"] == "completed", done["error"]
    assert len(films) == len(done["route"]["scenes"]) == len({film["prompt"] for film in films})
    assert done["cost"]["charged_usd"] == str(sum(Decimal(one["cost_usd"]) for one in done["route"]["attempts"]))
    assert done["budget"]["held_usd"] == "0.00"
    assert [scene["id"] for scene in filmed(again)] == ["boat"]
    film = probe(Path(done["video"]["path"]))
    assert (film.width, film.height, film.fps) == (480, 480, 24)
    assert leftovers(home) == []
