"""PixVerse's platform API in miniature: HTTP 200 for almost everything, and an `ErrCode` that says what it is.

[status 10] in a prompt ends the film with that status.
"""

from __future__ import annotations

import itertools
import re
import uuid
from decimal import Decimal
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.domain import AspectRatio, Resolution
from media.frame_size import frame_size
from routing.emulators.base import Emulator
from routing.emulators.film import Film

USD_PER_CREDIT = Decimal("0.01")
_MODELS = frozenset({"v6", "c1", "v5.6", "v5.5", "v5"})
_QUALITIES: dict[str, Resolution] = {"360p": "480p", "540p": "480p", "720p": "720p", "1080p": "1080p"}
_CREDITS_PER_S = {"360p": (5, 7), "540p": (7, 9), "720p": (9, 12), "1080p": (18, 23)}
"""Silent, and with sound."""

_PROMPT_CHARS = 5000
_REFUSALS = {
    "busy": (500044, "reached the limit for concurrent generations"),
    "quota": (500090, "insufficient balance"),
    "auth": (10001, "token is invalid"),
    "bad_request": (400017, "invalid parameter"),
    "moderated": (500063, "the prompt contains sensitive content"),
    "retired": (500008, "not found"),
    "error": (99999, "unknown error"),
}
_STATUSES = {"moderated output": 7, "fail": 8}
_STATUS = re.compile(r"\[status (\d+)\]")
_GENERATING = 5


class PixVerseEmulator(Emulator):
    """`PIXVERSE_BASE_URL` points here; any key will do."""

    name = "pixverse"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = itertools.count(300_000_000_000_001)
        self._pictures: set[int] = set()

    def routes(self) -> list[BaseRoute]:
        root = "/openapi/v2"
        return [
            Route(f"{root}/video/{{kind}}/generate", self.call(self._generate, "submit"), methods=["POST"]),
            Route(f"{root}/video/result/{{video_id}}", self.call(self._result, "poll"), methods=["GET"]),
            Route(f"{root}/image/upload", self.call(self._upload), methods=["POST"]),
            Route(f"{root}/account/balance", self.call(self._balance, "poll"), methods=["GET"]),
        ]

    def environment(self) -> dict[str, str]:
        return {"PIXVERSE_BASE_URL": self.base_url, "PIXVERSE_API_KEY": "emulated"}

    def refusal(self, fault: str) -> Response:
        if fault == "unavailable":
            closed = {"Retry-After": "60"}
            return Response("<html>Down for maintenance</html>", 503, closed, media_type="text/html")
        code, said = _REFUSALS[fault]
        return JSONResponse({"ErrCode": code, "ErrMsg": said, "Resp": None})

    # --- routes -------------------------------------------------------------------------------------------------

    async def _generate(self, request: Request) -> Response:
        body = await request.json()
        refused = self._refused(request) or self._wrong(request.path_params["kind"], body)
        if refused:
            return self.refusal(refused)
        ratio: AspectRatio = body["aspect_ratio"] if body.get("aspect_ratio") in get_args(AspectRatio) else "16:9"
        film = self.take(
            str(body["prompt"]),
            float(body["duration"]),
            operation_id=str(next(self._ids)),
            aspect_ratio=ratio,
            resolution=_QUALITIES[body["quality"]],
            audio=bool(body.get("generate_audio_switch")),
        )
        usual = _CREDITS_PER_S[body["quality"]][film.audio] * int(body["duration"]) * USD_PER_CREDIT
        told = {"video_id": int(film.operation_id), "credits": int(film.bill_usd(usual) / USD_PER_CREDIT)}
        return _success(told)

    async def _result(self, request: Request) -> Response:
        film = self.films.get(request.path_params["video_id"])
        if refused := self._refused(request):
            return self.refusal(refused)
        if film is None:
            return self.refusal("retired")
        width, height = frame_size(film.aspect_ratio, film.resolution)
        status = _status(film)
        url = f"{self.file_url(film)}?t={uuid.uuid4().hex}" if status == 1 and film.outcome != "empty" else ""
        told: dict[str, Any] = {"id": int(film.operation_id), "status": status, "url": url, "prompt": film.prompt}
        return _success({**told, "outputWidth": width, "outputHeight": height, "has_audio": film.audio, "size": 0})

    async def _upload(self, request: Request) -> Response:
        form = await request.form()
        if refused := self._refused(request) or ("image" not in form and "bad_request"):
            return self.refusal(refused)
        picture = next(self._ids)
        self._pictures.add(picture)
        return _success({"img_id": picture, "img_url": f"{self.base_url}/{picture}.png"})

    async def _balance(self, request: Request) -> Response:
        if refused := self._refused(request):
            return self.refusal(refused)
        return _success({"account_id": 1, "credit_monthly": 15_000, "credit_package": 0})

    # --- what is wrong with a request ---------------------------------------------------------------------------

    def _refused(self, request: Request) -> str | None:
        return None if request.headers.get("api-key") and request.headers.get("ai-trace-id") else "auth"

    def _wrong(self, kind: str, body: dict[str, Any]) -> str | None:
        prompt = str(body.get("prompt") or "")
        if "[moderated]" in prompt:
            return "moderated"
        if kind not in {"text", "img", "transition"}:
            return "retired"
        pictures = {"img": ["img_id"], "transition": ["first_frame_img", "last_frame_img"]}.get(kind, [])
        good = (
            0 < len(prompt) <= _PROMPT_CHARS
            and "[bad request]" not in prompt
            and body.get("model") in _MODELS
            and body.get("quality") in _QUALITIES
            and isinstance(body.get("duration"), int)
            and (kind != "text" or bool(body.get("aspect_ratio")))
            and all(body.get(name) in self._pictures for name in pictures)
        )
        return None if good else "bad_request"


def _success(told: dict[str, Any]) -> Response:
    return JSONResponse({"ErrCode": 0, "ErrMsg": "Success", "Resp": told})


def _status(film: Film) -> int:
    if film.share < 1:
        return _GENERATING
    ordered = _STATUS.search(film.prompt)
    return int(ordered[1]) if ordered else _STATUSES.get(film.outcome, 1)
