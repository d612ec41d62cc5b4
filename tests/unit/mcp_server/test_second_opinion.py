"""Who is asked for a second opinion, by the settings."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from footage.caller import LOCAL
from footage.config import load_settings
from mcp_server.app import build_app
from media import ffmpeg

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("settings", "judge", "reason"),
    [
        ({"judge": "gemini", "no_spend": True}, "gemini", "Spending is switched off."),
        pytest.param(
            {"judge": "owner/absent"},
            "local",
            "footage models pull owner/absent",
            marks=pytest.mark.needs("torch"),
        ),
    ],
)
async def test_the_judge_is_the_one_that_is_set(
    home: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], judge: str, reason: str
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "secret-key")
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=160x90:r=12:d=1", "-pix_fmt", "yuv420p", str(home / "film.mp4")])
    app = build_app(load_settings(home=home, **settings), run_jobs=False)
    try:
        services = await app.services()
        assert services.critic
        job: Any = SimpleNamespace(record=SimpleNamespace(job_id="job_none", caller=LOCAL))
        told = await services.critic.opinion(job, home / "film.mp4", None)
    finally:
        await app.close()
    assert told.judge == judge
    assert reason in (told.unavailable or "")
    # Where nothing may be spent, no model is paid for other words either.
    assert (services.writer is None) == settings.get("no_spend", False)
