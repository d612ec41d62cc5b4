"""Google's own SDK lists every tool, declares it to the Gemini API in words that the API takes, and calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from google import genai
from google.genai import types

from media import ffmpeg
from tests.clients.drivers.gemini import FakeGemini, fault
from tests.servers import server
from tools.registry import TOOLS


def calls_on(clip: Path) -> list[tuple[str, dict[str, Any]]]:
    """Every tool once, as Gemini calls it: numbers are floats, and what it leaves empty is null."""
    return [
        ("check_budget", {}),
        ("generate_video", {"prompt": "A fox", "duration_s": 1.0, "dry_run": True, "seed": 4.0, "style": None}),
        ("blog_to_video", {"source": "# Lamp\n\nIt turns at dusk.", "dry_run": True, "images": []}),
        (
            "add_captions",
            {"video": str(clip), "captions": [{"start_s": 0.0, "end_s": 0.5, "text": "Hi"}], "preview": True},
        ),
        ("check_quality", {"video": str(clip), "wait_s": 0.0}),
        ("get_job", {"job_id": ""}),
        ("enhance_quality", {"video": str(clip), "operations": ["loudness"], "wait_s": 0.0}),
        ("list_jobs", {"limit": 3.0}),
        ("cancel_job", {"job_id": ""}),
    ]


@pytest.mark.slow
@pytest.mark.anyio
@pytest.mark.filterwarnings("ignore::google.genai._common.ExperimentalWarning")
async def test_every_tool_is_called_by_automatic_function_calling(home: Path, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x64:r=12:d=1", "-pix_fmt", "yuv420p", str(clip)])
    calls = calls_on(clip)
    assert {name for name, _ in calls} == {tool.name for tool in TOOLS}
    with FakeGemini(calls) as gemini:
        async with server(home, FOOTAGE_ALLOWED_DIRS=str(tmp_path)) as client:
            model = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=gemini.url)).aio.models
            config: types.GenerateContentConfigDict = {
                "tools": [client.session],
                "automatic_function_calling": {"maximum_remote_calls": len(calls) + 1},
            }
            answer = await model.generate_content(model="gemini", contents="Make a film.", config=config)
    assert answer.text == "done"
    assert [one["name"] for one in gemini.answers] == [name for name, _ in calls]
    for one in gemini.answers:
        assert "error" not in one["response"], one
        assert not one["response"].get("isError"), json.dumps(one)[:2000]


def test_the_api_in_miniature_refuses_what_the_real_one_refuses() -> None:
    assert fault({"type": "OBJECT", "additionalProperties": False}) is not None
    assert fault({"type": "OBJECT", "properties": {"plan": {"type": "OBJECT"}}}) is not None
    assert fault({"type": "OBJECT", "properties": {"a": {"type": "STRING", "enum": ["x"]}}, "required": ["a"]}) is None
