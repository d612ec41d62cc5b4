"""An endpoint in OpenAI's `/v1/videos` shape in miniature (openai 3.52)."""

from __future__ import annotations

import time
import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.domain import AspectRatio, Resolution
from routing.emulators.base import Emulator
from routing.emulators.film import Film

_SIZES: dict[str, tuple[AspectRatio, Resolution]] = {
    "1280x720": ("16:9", "720p"),
    "720x1280": ("9:16", "720p"),
    "1792x1024": ("16:9", "1080p"),
    "1024x1792": ("9:16", "1080p"),
}
_SECONDS = frozenset({"4", "8", "12"})
REFUSALS: dict[str, tuple[int, str, str, str]] = {
    "busy": (429, "rate_limit_error", "rate_limit_exceeded", "Rate limit reached"),
    "quota": (429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
    "auth": (401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided"),
    "bad_request": (400, "invalid_request_error", "invalid_value", "Invalid value"),
    "moderated": (400, "invalid_request_error", "moderation_blocked", "Your request was blocked by our moderation"),
    "retired": (404, "invalid_request_error", "model_not_found", "The model does not exist"),
    "error": (500, "server_error", "server_error", "The server had an error"),
    "unavailable": (503, "server_error", "overloaded", "The server is overloaded"),
}
_FAILURES = {
    "moderated output": {"code": "moderation_blocked", "message": "The video was blocked by our moderation"},
    "fail": {"code": "video_generation_failed", "message": "The video could not be made"},
}


class OpenAIVideoEmulator(Emulator):
    """`OPENAI_VIDEO_BASE_URL` points here; it takes any model, and films without a key too."""

    name = "openai_video"

    def routes(self) -> list[BaseRoute]:
        film = "/v1/videos/{video_id}"
        return [
            Route("/v1/videos", self.call(self._create, "submit"), methods=["POST"]),
            Route(film, self.call(self._retrieve, "poll"), methods=["GET"]),
            Route(film, self.call(self._delete), methods=["DELETE"]),
            Route(f"{film}/content", self.call(self._content, "download"), methods=["GET"]),
        ]

    def environment(self) -> dict[str, str]:
        return {
            "OPENAI_VIDEO_BASE_URL": self.base_url,
            "OPENAI_VIDEO_API_KEY": "emulated",
            "OPENAI_VIDEO_MODEL": "emulated",
            "OPENAI_VIDEO_USD_PER_S": "0.05",
        }

    def refusal(self, fault: str) -> Response:
        status, kind, code, said = REFUSALS[fault]
        error = {"message": said, "type": kind, "param": None, "code": code}
        return JSONResponse({"error": error}, status, {"Retry-After": "1"} if fault == "busy" else None)

    # --- routes -------------------------------------------------------------------------------------------------

    async def _create(self, request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return self.refusal("bad_request")
        form = await request.form()
        prompt, seconds, size = (str(form.get(name) or "") for name in ("prompt", "seconds", "size"))
        if "[moderated]" in prompt:
            return self.refusal("moderated")
        good = prompt and seconds in _SECONDS and size in _SIZES and form.get("model") and "[bad request]" not in prompt
        if not good:
            return self.refusal("bad_request")
        ratio, resolution = _SIZES[size]
        video_id = f"video_{uuid.uuid4().hex}"
        film = self.take(prompt, float(seconds), operation_id=video_id, aspect_ratio=ratio, resolution=resolution)
        film.details = {"model": str(form["model"]), "seconds": seconds, "size": size, "created_at": int(time.time())}
        return JSONResponse(_described(film))

    async def _retrieve(self, request: Request) -> Response:
        film = self._found(request)
        return _missing() if film is None else JSONResponse(_described(film))

    async def _delete(self, request: Request) -> Response:
        film = self._found(request)
        if film is None:
            return _missing()
        del self.films[film.operation_id]
        return JSONResponse({"id": film.operation_id, "object": "video.deleted", "deleted": True})

    async def _content(self, request: Request) -> Response:
        film = self._found(request)
        if film is None or film.share < 1 or film.outcome != "done":
            return _missing()
        return await self.send_file(film, request)

    def _found(self, request: Request) -> Film | None:
        return self.films.get(request.path_params["video_id"])


def _missing() -> Response:
    error = {"message": "No such video", "type": "invalid_request_error", "param": None, "code": "not_found"}
    return JSONResponse({"error": error}, 404)


def _described(film: Film) -> dict[str, Any]:
    failure = _FAILURES.get(film.outcome)
    status = "failed" if failure else "completed"
    if film.share < 1:
        status, failure = ("queued" if film.share < 0.1 else "in_progress"), None
    told = {"id": film.operation_id, "object": "video", "status": status, "progress": int(film.share * 100)}
    return {**told, **film.details, "error": failure}
