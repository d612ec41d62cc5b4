"""Veo on Vertex AI in miniature: films in long-running operations, delivered in the answer or into a bucket."""

from __future__ import annotations

import base64
import functools
import json
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from footage import http
from routing.emulators.base import Emulator
from routing.emulators.dropped import chunks
from routing.emulators.film import Film
from routing.emulators.google.answers import RETIRED, error, refusal, refused_prompt
from routing.emulators.orders import Moment

_SAFETY_CODE_OUTPUT = "17301594"
_STORING_S = 30.0

Handler = Callable[[Request], Awaitable[Response]]


class Veo:
    """The handlers of its routes.

    Args:
        emulator: Keeps the films.
        wrap: Asks for credentials, writes the log, and lets the faults of a moment happen.
        storage_url: Cloud Storage, emulated, for films that are ordered into a bucket.
    """

    def __init__(self, emulator: Emulator, wrap: Callable[[Handler, Moment], Handler], storage_url: str | None) -> None:
        self._emulator = emulator
        self._wrap = wrap
        self._storage_url = storage_url

    async def predict(self, request: Request) -> Response:
        """Take an order."""
        body = await request.json()
        instance, asked = body["instances"][0], body.get("parameters", {})
        prompt = instance.get("prompt", "")
        if request.path_params["model"].startswith(RETIRED):
            return refusal("retired")
        if refused := refused_prompt(prompt):
            return refused
        wrong = _wrong_veo(instance, asked)
        if wrong:
            return error(400, wrong)
        operation_id = str(uuid.uuid4())
        place = request.url.path.split("/", 2)[2].removesuffix(":predictLongRunning")
        self._emulator.take(
            prompt,
            float(asked.get("durationSeconds", 8)),
            start=_picture(instance.get("image")),
            end=_picture(instance.get("lastFrame")),
            operation_id=operation_id,
            aspect_ratio=asked.get("aspectRatio", "16:9"),
            resolution=asked.get("resolution", "720p"),
            audio=asked.get("generateAudio", True),
            details={"name": f"{place}/operations/{operation_id}", "storage": asked.get("storageUri")},
        )
        return JSONResponse({"name": f"{place}/operations/{operation_id}"})

    async def fetch_operation(self, request: Request) -> Response:
        """Tell how far a film is; the film itself once it is done."""
        name = (await request.json()).get("operationName", "")
        film = self._emulator.films.get(name.rpartition("/")[2])
        # Who is told that the film is done and asks again wants the film.
        moment: Moment = "download" if film and film.details.get("told") else "poll"
        return await self._wrap(functools.partial(self._tell, film), moment)(request)

    async def _tell(self, film: Film | None, request: Request) -> Response:
        if film is None:
            return error(404, "The operation is not found.")
        if film.share < 1:
            return JSONResponse({"name": film.details["name"]})
        if film.details.get("told"):
            film.downloads += 1
        film.details["told"] = True
        fault = getattr(request.state, "fault", None)
        if fault == "gone" or ("[expired]" in film.prompt and film.downloads == 1):
            return error(404, "The operation has expired.")
        answer = json.dumps({"name": film.details["name"], "done": True, **await self.outcome(film)}).encode()
        if fault == "truncated" or ("[truncated]" in film.prompt and film.downloads == 1):
            headers = {"content-type": "application/json", "content-length": str(len(answer))}
            return StreamingResponse(chunks(answer, cut=True), 200, headers)
        return Response(answer, media_type="application/json")

    async def outcome(self, film: Film) -> dict[str, Any]:
        """How an operation ends."""
        kind = "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse"
        match film.outcome:
            case "fail":
                return {"error": {"code": 13, "message": "Internal error during the generation."}}
            case "moderated output":
                reason = f"The video was filtered. Support codes: {_SAFETY_CODE_OUTPUT}"
                return {"response": {"@type": kind, "raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [reason]}}
            case "empty":
                return {"response": {"@type": kind}}
            case outcome:
                filtered = int(outcome == "partial")
                videos = [await self._delivered(film)]
                return {"response": {"@type": kind, "raiMediaFilteredCount": filtered, "videos": videos}}

    async def _delivered(self, film: Film) -> dict[str, Any]:
        content = await self._emulator.content(film)
        if not film.details["storage"]:
            return {"bytesBase64Encoded": base64.b64encode(content).decode(), "mimeType": "video/mp4"}
        bucket, _, prefix = film.details["storage"].removeprefix("gs://").rstrip("/").partition("/")
        name = "/".join(filter(None, (prefix, film.operation_id, "sample_0.mp4")))
        async with http.client(_STORING_S, proxied=False) as client:
            stored = await client.post(
                f"{self._storage_url}/upload/storage/v1/b/{bucket}/o?uploadType=media&name={quote(name, safe='')}",
                content=content,
                headers={"content-type": "video/mp4"},
            )
            stored.raise_for_status()
        return {"gcsUri": f"gs://{bucket}/{name}", "mimeType": "video/mp4"}


def _wrong_veo(instance: Mapping[str, Any], asked: Mapping[str, Any]) -> str | None:
    """What Veo would not take, in its words."""
    allowed = {"durationSeconds": (4, 6, 8), "aspectRatio": ("16:9", "9:16"), "resolution": ("720p", "1080p", "4k")}
    for name, values in allowed.items():
        if asked.get(name, values[0]) not in values:
            return f"Unsupported value for {name}, it must be one of {values}."
    if not instance.get("prompt"):
        return "The prompt is empty."
    if "lastFrame" in instance and "image" not in instance:
        return "lastFrame needs an image."
    if "referenceImages" in instance:
        return _wrong_references(instance, asked)
    return None


def _wrong_references(instance: Mapping[str, Any], asked: Mapping[str, Any]) -> str | None:
    if "image" in instance or len(instance["referenceImages"]) > 3:
        return "At most 3 referenceImages, and no image beside them."
    if {one.get("referenceType") for one in instance["referenceImages"]} != {"ASSET"}:
        return "referenceType must be ASSET."
    return None if asked.get("durationSeconds") == 8 else "durationSeconds must be 8 with referenceImages."


def _picture(given: Mapping[str, Any] | None) -> bytes | None:
    """A picture that was sent with the request."""
    content = (given or {}).get("bytesBase64Encoded")
    return base64.b64decode(content) if content else None
