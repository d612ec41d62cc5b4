"""fal.ai's queue in miniature: whatever is sent is taken, and only the result tells what was wrong with it.

Requests live at `owner/app/requests/id`, without the rest of the path they were sent to.
"""

from __future__ import annotations

import base64
import uuid
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.domain import AspectRatio, Resolution
from routing.emulators.base import Emulator
from routing.emulators.film import Film

_WAYS = ("text-to-video", "image-to-video")
_MODELS = {f"{app}/{way}": app for app in ("bytedance/seedance-2.5", "minimax/h3") for way in _WAYS}
_DURATIONS: dict[str, frozenset[Any]] = {
    "bytedance/seedance-2.5": frozenset(["auto", *map(str, range(4, 31))]),
    "minimax/h3": frozenset(range(5, 16)),
}
_RESOLUTIONS: dict[str, dict[str, Resolution]] = {
    "bytedance/seedance-2.5": {"480p": "480p", "720p": "720p", "1080p": "1080p"},
    "minimax/h3": {"480P": "480p", "768P": "720p"},
}
_REFUSALS: dict[str, tuple[int, str]] = {
    "busy": (429, "Too many requests"),
    "quota": (403, "User is locked. Reason: Exhausted balance."),
    "auth": (401, "Cannot access application. Authentication is required."),
    "retired": (404, "Application not found"),
    "error": (500, "Internal Server Error"),
    "unavailable": (503, "Service Unavailable"),
}
_FLAGGED = "The content could not be processed because it was flagged by a content checker."


class FalEmulator(Emulator):
    """`FAL_BASE_URL` points here; any key will do."""

    name = "fal"
    told_later = frozenset({"moderated", "bad_request"})

    def routes(self) -> list[BaseRoute]:
        request = "/{owner}/{app}/requests/{request_id}"
        return [
            Route(f"{request}/status", self.call(self._status, "poll"), methods=["GET"]),
            Route(f"{request}/cancel", self.call(self._cancel), methods=["PUT"]),
            Route(request, self.call(self._result, "poll"), methods=["GET"]),
            Route("/{model:path}", self.call(self._submit, "submit"), methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {"FAL_BASE_URL": self.base_url, "FAL_KEY": "emulated"}

    def refusal(self, fault: str) -> Response:
        status, detail = _REFUSALS[fault]
        return JSONResponse({"detail": detail}, status, {"Retry-After": "1"} if fault == "busy" else None)

    # --- routes -------------------------------------------------------------------------------------------------

    async def _submit(self, request: Request) -> Response:
        if not _authorized(request):
            return self.refusal("auth")
        model, body = request.path_params["model"], await request.json()
        app = _MODELS.get(model)
        if app is None:
            return self.refusal("retired")
        film = self._film(app, body)
        film.details |= {"app": app, "fault": request.state.fault, "issues": _issues(app, model, body)}
        url = f"{self.base_url}/{app}/requests/{film.operation_id}"
        urls = {"response_url": url, "status_url": f"{url}/status", "cancel_url": f"{url}/cancel"}
        return JSONResponse({"request_id": film.operation_id, "status": "IN_QUEUE", "queue_position": 0, **urls})

    async def _status(self, request: Request) -> Response:
        film = self._found(request)
        if isinstance(film, Response):
            return film
        answer: dict[str, Any] = {"request_id": film.operation_id}
        if film.share < 1 and not film.cancelled:
            state = {"status": "IN_QUEUE", "queue_position": 0} if film.share < 0.1 else {"status": "IN_PROGRESS"}
            return JSONResponse({**answer, **state}, 202)
        error_type = (self._failure(film) or (0, {}))[1].get("error_type")
        error = {"error": "The request failed", "error_type": error_type} if error_type else {}
        return JSONResponse({**answer, "status": "COMPLETED", "metrics": {"inference_time": 1.0}, **error})

    async def _result(self, request: Request) -> Response:
        film = self._found(request)
        if isinstance(film, Response):
            return film
        if film.share < 1 and not film.cancelled:
            return JSONResponse({"detail": "Request is still in progress"}, 400)
        if failure := self._failure(film):
            status, body = failure
            headers = {"X-Fal-Error-Type": body["error_type"]} if "error_type" in body else {}
            if film.details["fault"] in self.told_later:  # found before a runner had it; what prompts ask for is not
                headers["X-Fal-Billable-Units"] = "0"
            return JSONResponse(body, status, headers)
        url = "" if film.outcome == "empty" else f"{self.file_url(film)}?v={uuid.uuid4().hex}"
        video = {"url": url, "content_type": "video/mp4", "file_name": "output.mp4", "file_size": 1}
        return JSONResponse({"video": video, "seed": 42})

    async def _cancel(self, request: Request) -> Response:
        film = self._found(request)
        if isinstance(film, Response):
            return film
        if film.share >= 1:
            return JSONResponse({"status": "ALREADY_COMPLETED"}, 400)
        film.cancelled = True
        return JSONResponse({"status": "CANCELLATION_REQUESTED"}, 202)

    # --- films --------------------------------------------------------------------------------------------------

    def _film(self, app: str, body: dict[str, Any]) -> Film:
        ratio: AspectRatio = body["aspect_ratio"] if body.get("aspect_ratio") in get_args(AspectRatio) else "16:9"
        size = _RESOLUTIONS[app].get(str(body.get("resolution")), "720p")
        length = str(body.get("duration", 5))
        length_s = float(length) if length.isdigit() else 5.0
        audio = bool(body.get("generate_audio", True))
        start, end = (_picture(body.get(name)) for name in ("image_url", "end_image_url"))
        frame: dict[str, Any] = {"aspect_ratio": ratio, "resolution": size, "audio": audio}
        return self.take(str(body.get("prompt")), length_s, start=start, end=end, **frame)

    def _found(self, request: Request) -> Film | Response:
        film = self.films.get(request.path_params["request_id"])
        if not _authorized(request):
            return self.refusal("auth")
        asked = f"{request.path_params['owner']}/{request.path_params['app']}"
        if film is None or film.details["app"] != asked:
            return JSONResponse({"detail": "Request not found"}, 404)
        return film

    def _failure(self, film: Film) -> tuple[int, dict[str, Any]] | None:
        """What the result says instead of a film, in fal's two ways to say it."""
        fault = film.details["fault"]
        if film.cancelled:
            return 499, {"detail": "Request was cancelled", "error_type": "client_cancelled"}
        if film.outcome == "fail":
            return 503, {"detail": "The runner disconnected", "error_type": "runner_disconnected"}
        if fault == "moderated" or "[moderated]" in film.prompt:
            return 422, _error("content_policy_violation", ["body", "prompt"], _FLAGGED)
        if film.outcome == "moderated output":
            return 422, _error("content_policy_violation", ["body"], _FLAGGED)
        if fault == "bad_request" or "[bad request]" in film.prompt:
            return 422, _error("value_error", ["body", "prompt"], "Not a good prompt")
        for field in film.details["issues"]:
            return 422, _error("literal_error", ["body", field], f"{field}: unexpected value")
        return None


def _authorized(request: Request) -> bool:
    return request.headers.get("authorization", "").startswith("Key ")


def _error(kind: str, place: list[str], said: str) -> dict[str, Any]:
    return {"detail": [{"loc": place, "msg": said, "type": kind, "url": f"https://docs.fal.ai/errors#{kind}"}]}


def _issues(app: str, model: str, body: dict[str, Any]) -> list[str]:
    """Fields that the model's schema does not allow."""
    wrong = {
        "prompt": not body.get("prompt"),
        "duration": body.get("duration") not in _DURATIONS[app],
        "resolution": body.get("resolution") not in _RESOLUTIONS[app],
        "image_url": model.endswith("image-to-video") and not body.get("image_url"),
    }
    return [name for name, bad in wrong.items() if bad]


def _picture(uri: object) -> bytes | None:
    """A picture that was sent with the request; others are not fetched."""
    head, _, content = str(uri or "").partition(";base64,")
    return base64.b64decode(content) if head.startswith("data:") and content else None
