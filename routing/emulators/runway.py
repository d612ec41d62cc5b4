"""Runway's API in miniature (runwayml 5.24): tasks, pictures uploaded first, bills in credits.

Moderation is never an answer to the request itself: the task is taken, fails, and costs as much as a good one.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.domain import AspectRatio, Resolution
from routing.emulators.base import Emulator
from routing.emulators.film import Film

VERSION = "2024-11-06"
USD_PER_CREDIT = Decimal("0.01")
CONCURRENT = 2
_FRAMES: dict[str, tuple[AspectRatio, Resolution]] = {
    "1280:720": ("16:9", "720p"),
    "720:1280": ("9:16", "720p"),
    "1920:1080": ("16:9", "1080p"),
    "1080:1920": ("9:16", "1080p"),
    "960:960": ("1:1", "720p"),
    "1104:832": ("4:3", "720p"),
    "832:1104": ("3:4", "720p"),
    "1584:672": ("21:9", "720p"),
}
_CREDITS_PER_S = {"gen4.5": 12, "gen4_turbo": 5, "veo3.1_fast": 15}
_SILENT_CREDITS_PER_S = {"veo3.1_fast": 10}
_PROMPT_CHARS = 1000
_RUNS_FROM = 0.1
"""The share of a film that is still PENDING; only until then cancelling it gives the credits back."""

_REFUSALS: dict[str, tuple[int, str]] = {
    "busy": (429, "You are making requests too fast"),
    "quota": (400, "You do not have enough credits to run this task."),
    "auth": (401, "Invalid API key"),
    "bad_request": (400, "Validation of body failed"),
    "retired": (404, "This model is no longer available"),
    "error": (500, "Internal server error"),
    "unavailable": (503, "Service unavailable"),
}
_FAILURES = {
    "moderated": ("SAFETY.INPUT.TEXT", "The prompt was rejected by content moderation.", True),
    "moderated output": ("SAFETY.OUTPUT.VIDEO", "The output was rejected by content moderation.", True),
    "fail": ("INTERNAL.BAD_OUTPUT.CODE01", "An unexpected error occurred.", False),
    "asset": ("ASSET.INVALID", "The picture could not be read.", False),
}


class RunwayEmulator(Emulator):
    """`RUNWAYML_BASE_URL` points here; any key will do."""

    name = "runway"
    told_later = frozenset({"moderated"})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/v1/text_to_video", self.call(self._text_to_video, "submit"), methods=["POST"]),
            Route("/v1/image_to_video", self.call(self._image_to_video, "submit"), methods=["POST"]),
            Route("/v1/tasks/{task_id}", self.call(self._retrieve, "poll"), methods=["GET"]),
            Route("/v1/tasks/{task_id}", self.call(self._delete), methods=["DELETE"]),
            Route("/v1/uploads", self.call(self._upload), methods=["POST"]),
            Route("/v1/organization", self.call(self._organization, "poll"), methods=["GET"]),
            Route("/upload-bucket", self.call(self._receive), methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {"RUNWAYML_BASE_URL": self.base_url, "RUNWAYML_API_SECRET": "emulated"}

    def refusal(self, fault: str) -> Response:
        status, error = _REFUSALS[fault]
        body: dict[str, Any] = {"error": error, "docUrl": "https://docs.dev.runwayml.com/errors/"}
        if fault == "bad_request":
            body["issues"] = [{"code": "custom", "path": ["promptText"], "message": "Not a good prompt"}]
        return JSONResponse(body, status, {"Retry-After": "1"} if fault == "busy" else None)

    # --- routes -------------------------------------------------------------------------------------------------

    async def _text_to_video(self, request: Request) -> Response:
        return await self._create(request, pictures=False)

    async def _image_to_video(self, request: Request) -> Response:
        return await self._create(request, pictures=True)

    async def _create(self, request: Request, *, pictures: bool) -> Response:
        if wrong := self._unauthorized(request):
            return wrong
        body = await request.json()
        prompt = str(body.get("promptText") or "")
        if "[bad request]" in prompt:
            return self.refusal("bad_request")
        if issue := _issue(body, pictures=pictures):
            return JSONResponse({"error": "Validation of body failed", "issues": [issue]}, 400)
        ratio, resolution = _FRAMES[body["ratio"]]
        known = {"aspect_ratio": ratio, "resolution": resolution, "audio": bool(body.get("audio"))}
        film = self.take(prompt, float(body.get("duration", 5)), **known)
        film.details["credits_per_s"] = _credits_per_s(body)
        if request.state.fault == "moderated" or "[moderated]" in prompt:
            film.details["failure"] = "moderated"
        if "[bad picture]" in prompt:
            film.details["failure"] = "asset"
        return JSONResponse({"id": film.operation_id, "estimatedCost": {"credits": _credits(film)}})

    async def _retrieve(self, request: Request) -> Response:
        film = self.films.get(request.path_params["task_id"])
        if wrong := self._unauthorized(request):
            return wrong
        if film is None:
            return JSONResponse({"error": "Task not found"}, 404)
        return JSONResponse(self._task(film))

    async def _delete(self, request: Request) -> Response:
        film = self.films.get(request.path_params["task_id"])
        if film is None:
            return JSONResponse({"error": "Task not found"}, 404)
        if film.share >= 1:
            del self.films[film.operation_id]
        else:
            film.cancelled = True
            film.details["refunded"] = film.share < _RUNS_FROM or self._waits(film)
        return Response(status_code=204)

    async def _upload(self, request: Request) -> Response:
        if wrong := self._unauthorized(request):
            return wrong
        key = str(uuid.uuid4())
        answer = {"uploadUrl": f"{self.base_url}/upload-bucket", "runwayUri": f"runway://{key}", "fields": {"key": key}}
        return JSONResponse(answer)

    async def _receive(self, request: Request) -> Response:
        form = await request.form()
        return Response(status_code=204 if {"key", "file"} <= form.keys() else 400)

    async def _organization(self, request: Request) -> Response:
        limits = {"maxConcurrentGenerations": CONCURRENT, "maxDailyGenerations": 200}
        tier = {"maxMonthlyCreditSpend": 10_000, "models": dict.fromkeys(_CREDITS_PER_S, limits)}
        answer = {"creditBalance": 5000, "tier": tier, "usage": {"models": {}}}
        return self._unauthorized(request) or JSONResponse(answer)

    # --- tasks --------------------------------------------------------------------------------------------------

    def _unauthorized(self, request: Request) -> Response | None:
        if not request.headers.get("authorization", "").startswith("Bearer ") or not _version(request):
            return self.refusal("auth")
        return None

    def _task(self, film: Film) -> dict[str, Any]:
        created = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        task: dict[str, Any] = {"id": film.operation_id, "createdAt": created}
        failure = _FAILURES.get(film.details.get("failure") or film.outcome)
        if film.cancelled:
            return {
                **task,
                "status": "CANCELLED",
                "cost": {"credits": 0 if film.details["refunded"] else _credits(film)},
            }
        if film.share < 1:
            estimate = {"estimatedCost": {"credits": _credits(film)}}
            if self._waits(film):
                return {**task, "status": "THROTTLED", **estimate}
            if film.share < _RUNS_FROM:
                return {**task, "status": "PENDING", **estimate}
            return {**task, "status": "RUNNING", "progress": film.share, **estimate}
        if failure:
            code, said, charged = failure
            cost = {"credits": _credits(film) if charged else 0}
            return {**task, "status": "FAILED", "failure": said, "failureCode": code, "cost": cost}
        output = [] if film.outcome == "empty" else [f"{self.file_url(film)}?_jwt={uuid.uuid4().hex}"]
        return {**task, "status": "SUCCEEDED", "output": output, "cost": {"credits": _credits(film)}}

    def _waits(self, film: Film) -> bool:
        """Whether more films than the account may make at once were asked for before it."""
        others = [other for other in self.films.values() if other.share < 1 and not other.cancelled]
        return len([other for other in others if other.started_at < film.started_at]) >= CONCURRENT


def _version(request: Request) -> bool:
    return request.headers.get("x-runway-version") == VERSION


def _issue(body: dict[str, Any], *, pictures: bool) -> dict[str, Any] | None:
    """What is wrong with a request, as the API says it."""
    wrong = {
        "model": body.get("model") not in _CREDITS_PER_S,
        "ratio": body.get("ratio") not in _FRAMES,
        "duration": not isinstance(body.get("duration"), int),
        "promptText": len(str(body.get("promptText", ""))) > _PROMPT_CHARS,
        "promptImage": bool(body.get("promptImage")) != pictures,
    }
    name = next((name for name, bad in wrong.items() if bad), None)
    return {"code": "invalid_value", "path": [name], "message": f"{name}: invalid value"} if name else None


def _credits_per_s(body: dict[str, Any]) -> int:
    silent = _SILENT_CREDITS_PER_S if body.get("audio") is False else {}
    return silent.get(body["model"], _CREDITS_PER_S[body["model"]])


def _credits(film: Film) -> int:
    usual = Decimal(str(film.duration_s)) * film.details["credits_per_s"] * USD_PER_CREDIT
    return int(film.bill_usd(usual) / USD_PER_CREDIT)
