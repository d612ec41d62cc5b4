"""An endpoint in the shape of `POST /audio/speech` in miniature, as servers of local voices have it.

A voice says what comes back: "mp3" (whatever was asked for), "streamed" (WAV that does not know its length), "pcm"
(samples without a head), "page" (a page of HTML with status 200), "silence".
"""

from __future__ import annotations

import asyncio
import io
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.threads import in_thread
from routing.emulators.base import Emulator
from routing.emulators.film import waits_s
from routing.emulators.openai_video import REFUSALS
from routing.emulators.sound import RATE_HZ, Pcm, as_wav, spoken


class SpeechEmulator(Emulator):
    """`OPENAI_SPEECH_BASE_URL` points here."""

    name = "speech"

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/v1/models", self.call(self._models), methods=["GET"]),
            Route("/v1/audio/speech", self.call(self._speak, "submit"), methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {
            "OPENAI_SPEECH_BASE_URL": f"{self.base_url}/v1",
            "OPENAI_SPEECH_MODEL": "emulated",
            "OPENAI_SPEECH_VOICE": "af_heart",
            "OPENAI_SPEECH_USD_PER_M_CHARS": "15",
        }

    def refusal(self, fault: str) -> Response:
        status, kind, code, said = REFUSALS[fault]
        error = {"message": said, "type": kind, "param": None, "code": code}
        return JSONResponse({"error": error}, status, {"Retry-After": "1"} if fault == "busy" else None)

    async def _models(self, _: Request) -> Response:
        return JSONResponse({"object": "list", "data": [{"id": "emulated", "object": "model"}]})

    async def _speak(self, request: Request) -> Response:
        body = await request.json()
        text, voice = str(body.get("input") or ""), str(body.get("voice") or "")
        if not text or not voice or not body.get("model"):
            return self.refusal("bad_request")
        await asyncio.sleep(waits_s(text))
        samples = await in_thread(spoken, text, 130.0)
        if voice == "mp3":
            return Response(await in_thread(_mp3, samples), media_type="audio/mpeg")
        if voice == "pcm":
            return Response(samples.tobytes(), media_type="audio/pcm")
        if voice == "page":
            return Response("<html>Welcome</html>", media_type="text/html")
        if voice == "silence":
            samples = np.zeros_like(samples)
        return Response(as_wav(samples, streamed=voice == "streamed"), media_type="audio/wav")


def _mp3(samples: Pcm) -> bytes:
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as file:
        stream: Any = file.add_stream("mp3", rate=RATE_HZ, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    return out.getvalue()
