"""ElevenLabs in miniature (API of elevenlabs 2.78): speech with the times of its characters, and music.

The voice "unknown" is not in the account, and "[no times]" in a text leaves the alignment out.
"""

from __future__ import annotations

import asyncio
import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.threads import in_thread
from routing.emulators.base import Emulator
from routing.emulators.film import waits_s
from routing.emulators.sound import RATE_HZ, music_mp3, spoken, times_of

_REFUSALS: dict[str, tuple[int, str, str]] = {
    "busy": (429, "too_many_concurrent_requests", "Too many concurrent requests."),
    "quota": (401, "quota_exceeded", "This request exceeds your quota."),
    "auth": (401, "invalid_api_key", "Invalid API key"),
    "moderated": (400, "content_against_policy", "The text violates our policies."),
    "retired": (404, "model_not_found", "The model does not exist."),
    "error": (500, "", "Internal Server Error"),
    "unavailable": (503, "system_unavailable", "The system is being maintained."),
}
_MOST_CHARS = 5000
_MODELS = frozenset({"eleven_v4", "eleven_v4_turbo", "eleven_v3", "eleven_flash_v2_5"})
_MUSIC_MS = (3_000, 600_000)


class ElevenLabsEmulator(Emulator):
    """`ELEVENLABS_BASE_URL` points here."""

    name = "elevenlabs"

    def routes(self) -> list[BaseRoute]:
        speech = "/v1/text-to-speech/{voice_id}/with-timestamps"
        return [
            Route("/v1/models", self.call(self._models), methods=["GET"]),
            Route(speech, self.call(self._speak, "submit"), methods=["POST"]),
            Route("/v1/music", self.call(self._play, "submit"), methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {"ELEVENLABS_BASE_URL": self.base_url, "ELEVENLABS_API_KEY": "emulated"}

    def refusal(self, fault: str) -> Response:
        if fault == "bad_request":
            wrong = [{"loc": ["body", "text"], "msg": "Field required", "type": "missing"}]
            return JSONResponse({"detail": wrong}, 422)
        status, code, said = _REFUSALS[fault]
        if not code:
            return Response(said, status, media_type="text/plain")
        return JSONResponse({"detail": {"status": code, "message": said}}, status)

    async def _models(self, request: Request) -> Response:
        return self._refused(request) or JSONResponse([{"model_id": one} for one in sorted(_MODELS)])

    async def _speak(self, request: Request) -> Response:
        body = await request.json()
        text = str(body.get("text") or "")
        if refused := self._refused(request):
            return refused
        if request.path_params["voice_id"] == "unknown":
            detail = {"status": "voice_not_found", "message": "A voice with this id was not found."}
            return JSONResponse({"detail": detail}, 404)
        if not text or body.get("model_id") not in _MODELS:
            return self.refusal("bad_request")
        if len(text) > _MOST_CHARS:
            detail = {"status": "max_character_limit_exceeded", "message": f"The limit is {_MOST_CHARS} characters."}
            return JSONResponse({"detail": detail}, 400)
        if request.query_params.get("output_format") != f"pcm_{RATE_HZ}":
            return self.refusal("bad_request")
        await asyncio.sleep(waits_s(text))
        samples = await in_thread(spoken, text, 180.0)
        told: dict[str, Any] = {"audio_base64": base64.b64encode(samples.tobytes()).decode()}
        told["alignment"] = told["normalized_alignment"] = None if "[no times]" in text else _alignment(text)
        return JSONResponse(told, headers={"character-cost": str(len(text))})

    async def _play(self, request: Request) -> Response:
        body = await request.json()
        prompt, length_ms = str(body.get("prompt") or ""), body.get("music_length_ms", 10_000)
        if refused := self._refused(request):
            return refused
        if "[moderated]" in prompt:
            detail = {"status": "bad_prompt", "message": "The prompt names an artist.", "data": {}}
            return JSONResponse({"detail": detail}, 400)
        if not prompt or not _MUSIC_MS[0] <= length_ms <= _MUSIC_MS[1]:
            return self.refusal("bad_request")
        await asyncio.sleep(waits_s(prompt))
        return Response(await in_thread(music_mp3, length_ms / 1000), media_type="audio/mpeg")

    def _refused(self, request: Request) -> Response | None:
        return None if request.headers.get("xi-api-key") else self.refusal("auth")


def _alignment(text: str) -> dict[str, list[Any]]:
    timed = list(times_of(text))
    return {
        "characters": [char for char, _, _ in timed],
        "character_start_times_seconds": [start for _, start, _ in timed],
        "character_end_times_seconds": [end for _, _, end in timed],
    }
