"""Scenes of an article's film that a vendor makes: quoted, capped, and each paid for once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest

from media.probe import probe
from tests.servers import ROOT, call, doomed_server, leftovers, process_of, server_here, vendor_films

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

ARTICLES = ROOT / "tests" / "data" / "articles"
FILM = {"duration_s": 15, "aspect_ratio": "1:1", "style": "flat", "narration": "off"}
PAYING = {"FOOTAGE_BACKEND_FAKE_LOOKUP_ENABLED": "0", "FOOTAGE_BACKEND_FAKE_BLIND_ENABLED": "0"}
POST = """# The road

A train crosses the mountains at night.

A boat sails on the sea at sunset.

A city wakes up in the morning sun.
"""


def filmed(job: dict[str, Any]) -> list[dict[str, Any]]:
    return [scene for scene in job["plan"]["scenes"] if scene["backend"] == "fake"]


async def test_every_scene_is_quoted_within_the_limit(home: Path) -> None:
    async with server_here(home, **PAYING) as client:
        plain = await call(client, "blog_to_video", source=POST, **FILM, dry_run=True)
        capped = await call(client, "blog_to_video", source=POST, **FILM, dry_run=True, max_cost_usd=0.3)
        free = await call(client, "blog_to_video", source=POST, **FILM, dry_run=True, max_cost_usd=0)
    assert len(filmed(plain)) >= 2
    assert {scene["kind"] for scene in filmed(plain)} == {"point"}
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
        job = await call(client, "blog_to_video", source=POST, **FILM, wait_s=0)
        with anyio.fail_after(60):
            while not list(kept.glob("*.mp4")):
                await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
        process_of(home).kill()
    async with server_here(home, **PAYING) as client:
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 90})
        done = result.structured_content or {}
        films = vendor_films(home)
        changed = POST.replace("A boat sails on the sea at sunset.", "A ship sails on the sea at sunrise.")
        again = await call(client, "blog_to_video", source=changed, **FILM, dry_run=True)
    assert done["status"] == "completed", done["error"]
    assert len(films) == len(done["route"]["scenes"]) == len({film["prompt"] for film in films})
    assert done["cost"]["charged_usd"] == str(sum(Decimal(one["cost_usd"]) for one in done["route"]["attempts"]))
    assert done["budget"]["held_usd"] == "0.00"
    assert [scene["text"] for scene in filmed(again)] == ["A ship sails on the sea at sunrise."]
    film = probe(Path(done["video"]["path"]))
    assert (film.width, film.height, film.fps) == (720, 720, 24)
    assert leftovers(home) == []
