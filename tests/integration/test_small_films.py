"""Whole films of small articles of several kinds and scripts: each is accepted, and as long as was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers import ROOT, call, server_here

pytestmark = [pytest.mark.system, pytest.mark.night, pytest.mark.anyio]

KINDS = ROOT / "tests" / "data" / "articles" / "kinds"
SHOWN = {"resolution": "480p", "style": "flat", "narration": "off", "duration_s": 15, "aspect_ratio": "1:1"}
FILMS = ("comparison.ar", "interview.de")


async def test_films_of_small_articles_are_accepted(home: Path) -> None:
    allowed = {"FOOTAGE_ALLOWED_DIRS": str(KINDS), "FOOTAGE_NO_SPEND": "1"}
    async with server_here(home, **allowed) as client:
        for name in FILMS:
            job = await call(client, "blog_to_video", source=str(KINDS / f"{name}.md"), **SHOWN)
            while job["status"] in {"queued", "working"}:
                job = await call(client, "get_job", job_id=job["job_id"])
            assert job["quality"]["verdict"] == "accept", (name, job["quality"]["reasons"])
            assert abs(job["video"]["duration_s"] / 15 - 1) <= 0.05, name
