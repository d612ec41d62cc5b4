"""Gemini Omni in miniature: films by interactions, which are billed in tokens."""

from __future__ import annotations

import asyncio
import base64
import uuid
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from routing.emulators.base import Emulator
from routing.emulators.film import Film
from routing.emulators.google.answers import RETIRED, error, refusal, refused_prompt
from routing.emulators.google.files import FILE_HOST
from routing.emulators.google.speech import sound

USD_PER_TOKEN = Decimal("17.50") / 1_000_000
"""What a token of film costs here, so that [bill 0.12] can be said in tokens."""

_TOKENS_PER_S = {"360p": 1931, "720p": 5792, "1080p": 8688, "4k": 17376}


class Interactions:
    """The handlers of its routes.

    Args:
        emulator: Keeps the films.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    async def interact(self, request: Request) -> Response:
        """Take an order."""
        body = await request.json()
        prompt, asked = _said(body.get("input")), body.get("response_format") or {}
        if asked.get("type") == "audio":
            return await sound(body, prompt)
        if str(body.get("model")).startswith(RETIRED):
            return refusal("retired")
        if refused := refused_prompt(prompt):
            return refused
        if body.get("background") and "[no background]" in prompt:
            return error(400, "Background execution is not supported for this model.")
        duration_s = float(str(asked.get("duration", "5s")).removesuffix("s"))
        if not 3 <= duration_s <= 15 or asked.get("resolution", "720p") not in _TOKENS_PER_S:
            return error(400, "response_format: unsupported duration or resolution.")
        film = self._emulator.take(
            prompt,
            duration_s,
            operation_id=uuid.uuid4().hex,
            aspect_ratio=asked.get("aspect_ratio", "16:9"),
            resolution=asked.get("resolution", "720p"),
            details={"model": body.get("model"), "delivery": asked.get("delivery", "inline"), "looks": 0},
        )
        while not body.get("background") and film.share < 1:  # noqa: ASYNC110 - only the clock ends a film
            await asyncio.sleep(0.02)
        return JSONResponse(await self.as_interaction(film))

    async def interaction(self, request: Request) -> Response:
        """Tell how far a film is."""
        film = self._emulator.films.get(request.path_params["id"])
        return JSONResponse(await self.as_interaction(film)) if film else error(404, "The interaction is not found.")

    async def cancel(self, request: Request) -> Response:
        """Stop a film that is not done."""
        film = self._emulator.films.get(request.path_params["id"])
        if film is None:
            return error(404, "The interaction is not found.")
        film.cancelled = film.share < 1
        return JSONResponse(await self.as_interaction(film))

    async def delete(self, request: Request) -> Response:
        """Forget a film."""
        self._emulator.films.pop(request.path_params["id"], None)
        return JSONResponse({})

    async def as_interaction(self, film: Film) -> dict[str, Any]:
        """What the API says of a film."""
        about = {
            "id": film.operation_id,
            "object": "interaction",
            "model": film.details["model"],
            "created": "2026-11-21T00:00:00Z",
            "updated": "2026-11-21T00:00:00Z",
        }
        if film.cancelled:
            return {**about, "status": "cancelled"}
        if film.share < 1:
            return {**about, "status": "in_progress"}
        if film.outcome == "fail":
            return {**about, "status": "failed", "errors": [{"code": "internal", "message": "The film failed."}]}
        if film.outcome in {"moderated output", "empty"}:
            return {**about, "status": "completed", "steps": [], "usage": _usage(film, 0)}
        content = {"type": "video", "mime_type": "video/mp4", **await self.content_of(film)}
        steps = [{"type": "model_output", "content": [content]}]
        usual = USD_PER_TOKEN * _TOKENS_PER_S[film.resolution] * Decimal(str(film.duration_s))
        tokens = int((film.bill_usd(usual) / USD_PER_TOKEN).to_integral_value())
        return {**about, "status": "completed", "steps": steps, "usage": _usage(film, tokens)}

    async def content_of(self, film: Film) -> dict[str, Any]:
        """A film as an answer has it: a link, or all of it."""
        if film.details["delivery"] == "uri" and "[inline]" not in film.prompt:
            return {"uri": f"{FILE_HOST}/v1beta/files/{film.operation_id}:download?alt=media"}
        return {"data": base64.b64encode(await self._emulator.content(film)).decode()}


def _said(given: Any) -> str:
    """The text of an interaction's input."""
    if isinstance(given, str):
        return given
    content = [part for turn in given or [] for part in (turn.get("content") or [turn])]
    return " ".join(part["text"] for part in content if part.get("type") == "text")


def _usage(film: Film, video_tokens: int) -> dict[str, Any]:
    read = len(film.prompt) // 4 + 1
    return {
        "total_input_tokens": read,
        "total_output_tokens": video_tokens,
        "total_tokens": read + video_tokens,
        "output_tokens_by_modality": [{"modality": "video", "tokens": video_tokens}] if video_tokens else [],
    }
