"""check_quality with a judge that watches films: MCP clients, a server that dies, and an emulated Gemini."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from starlette.requests import Request
from starlette.responses import Response

from footage.threads import in_thread
from media import ffmpeg
from routing.emulators.google.app import GoogleEmulator
from routing.emulators.serve import serving
from tests.forked_servers import doomed_server
from tests.servers import call, server_here

pytestmark = [pytest.mark.system, pytest.mark.anyio]


class Gated(GoogleEmulator):
    """Gemini, who answers when `gate` is open."""

    def __init__(self, folder: Path) -> None:
        self.gate = threading.Event()
        super().__init__(folder)

    @property
    def asked(self) -> int:
        """How often it was asked so far."""
        return sum(":generateContent" in one.path for one in self.log)

    async def generate(self, request: Request) -> Response:
        await in_thread(self.gate.wait)
        return await super().generate(request)


async def test_an_opinion_is_asked_for_once_and_told_apart(home: Path, tmp_path: Path) -> None:
    film = home / "film.mp4"
    dark = "testsrc2=s=320x180:r=24:d=2,drawbox=c=black:t=fill:enable='gte(t,0.9)*lt(t,1.2)'"
    ffmpeg.run(["-f", "lavfi", "-i", dark, "-pix_fmt", "yuv420p", str(film)])
    emulator = Gated(tmp_path)

    async def ask(client: Client, prompt: str) -> str:
        job = await call(client, "check_quality", video=str(film), prompt=prompt, wait_s=0)
        return str(job["job_id"])

    async def asked(client: Client, prompt: str, times: int) -> str:
        job_id = await ask(client, prompt)
        while emulator.asked < times:
            await call(client, "get_job", job_id=job_id, wait_s=0.3)
        return job_id

    async def ask_and_wait(client: Client, prompt: str) -> str:
        job_id = await ask(client, prompt)
        while "asks the same" not in (await call(client, "get_job", job_id=job_id, wait_s=0.3))["message"]:
            pass
        return job_id

    async def result(client: Client, job_id: str) -> dict[str, Any]:
        return await call(client, "get_job", job_id=job_id, wait_s=60)

    with serving(emulator):
        google = emulator.environment()
        settings = {name: google[name] for name in ("GOOGLE_GEMINI_BASE_URL", "GOOGLE_API_KEY")}
        settings["FOOTAGE_JUDGE"] = "gemini"
        async with doomed_server(home, FOOTAGE_CRASH_AT="answered", **settings) as doomed:
            # As many as a process has jobs at a time, so that the next one is another process's.
            killed = await asked(doomed, "a tram", 1)
            await asked(doomed, "a train", 2)
            async with server_here(home, **settings) as second:
                waited = await ask_and_wait(second, "a tram")
                emulator.gate.set()
                lost, told = await result(second, killed), await result(second, waited)
                assert emulator.asked == 3
                emulator.gate.clear()
                first = await asked(second, "a boat [disagree]", 4)
                same = await ask_and_wait(second, "a boat [disagree]")
                emulator.gate.set()
                paid, known = await result(second, first), await result(second, same)
                assert emulator.asked == 4
    unseen, opinion, boat, again = (one["quality"]["opinions"][0] for one in (lost, told, paid, known))
    assert (lost["status"], unseen["visual_quality"]) == ("completed", None)
    assert "its answer was lost" in unseen["unavailable"]
    assert lost["message"].endswith(f"No opinion by gemini: {unseen['unavailable']}")

    assert (opinion["judge"], opinion["unavailable"]) == ("gemini", None)
    assert set(opinion["visual_quality"]) == {"score", "at_s", "reason"}
    assert 0 < float(opinion["cost_usd"]) < float(unseen["cost_usd"])
    assert again == {**boat, "cost_usd": "0.00"}
    assert known["budget"]["held_usd"] == "0.00"
    assert "Opinion by gemini-3.8-flash, of 10: content accuracy" in told["message"]
    assert [(one["kind"], one["agrees"]) for one in opinion["alarms"]] == [("black", True)]
    assert any(one.startswith("The judge sees no black at 0.9-1.2 s: ") for one in paid["quality"]["reasons"])
    assert (paid["quality"]["score"], paid["quality"]["verdict"]) == (told["quality"]["score"], "retry")
    for part in ("score", "verdict", "reasons", "unavailable"):
        assert told["quality"][part] == lost["quality"][part]
