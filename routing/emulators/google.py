"""Google in miniature: Veo on Vertex AI, Gemini Omni by interactions, files, and a model that writes and watches films.

Routes and bodies as google-genai 3.4 sends and reads them. More words for a prompt than every emulator has:
[processing] (the file is not ready when the film is), [inline] (the film in the answer where a link was asked for),
[no background] (background work is refused), and for the text model [block], [block output] and [not json].
The API key "invalid" is refused the way Google refuses one.
"""

from __future__ import annotations

import asyncio
import base64
import functools
import io
import json
import uuid
import zlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import av
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from footage import http
from footage.threads import in_thread
from routing.emulators.base import RENDER_S, Emulator, Film, Moment, chunks

VERSIONS = ("v1", "v1beta", "v1beta1", "v1alpha")
USD_PER_TOKEN = Decimal("17.50") / 1_000_000
"""What a token of film costs here, so that [bill 0.12] can be said in tokens."""

INVALID_KEY = "invalid"
TOKEN = "ya29.emulated-0123456789"  # noqa: S105 - opens nothing
_TOKENS_PER_S = {"360p": 1931, "720p": 5792, "1080p": 8688, "4k": 17376}
_TOKENS_PER_FRAME = 258
_RETIRED = ("veo-2.0", "veo-3.0", "gemini-omni-flash-preview")
_FILE_HOST = "https://generativelanguage.googleapis.com"
_SAFETY = "The prompt could not be submitted. It contains words that violate the usage guidelines. Support codes: "
_SAFETY_CODE_PROMPT, _SAFETY_CODE_OUTPUT = "90789179", "17301594"
_STATUSES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 500: "INTERNAL", 503: "UNAVAILABLE"}
_RPC = "type.googleapis.com/google.rpc."
_STORING_S = 30.0


class GoogleEmulator(Emulator):
    """Vertex AI and the Gemini API on one port.

    Args:
        folder: Where rendered clips are kept; a temporary folder when None.
        render_s: How long a film takes where the prompt does not say, in seconds.
        storage_url: Cloud Storage, emulated, for films that are ordered into a bucket.
    """

    name = "google"

    def __init__(
        self, folder: Path | None = None, *, render_s: float = RENDER_S, storage_url: str | None = None
    ) -> None:
        self._storage_url = storage_url
        self._uploads: dict[str, dict[str, Any]] = {}
        super().__init__(folder, render_s=render_s)

    def routes(self) -> list[BaseRoute]:
        """Every route of Google's that Footage, or its SDK, calls."""
        return [Route("/token", self.call(self._token), methods=["POST"]), *self._versioned()]

    def environment(self) -> dict[str, str]:
        """Both of Google's APIs at this address, with credentials that the real google-auth takes."""
        account = self.folder / f"service-account-{urlsplit(self.base_url).port}.json"  # others may share the folder
        write_service_account(account, f"{self.base_url}/token")
        return {
            "GOOGLE_GEMINI_BASE_URL": self.base_url,
            "GOOGLE_API_KEY": "emulated",
            "GOOGLE_VERTEX_BASE_URL": self.base_url,
            "GOOGLE_CLOUD_PROJECT": "emulated",
            "GOOGLE_APPLICATION_CREDENTIALS": str(account),
        }

    def refusal(self, fault: str) -> Response:
        """A fault in Google's own error shape."""
        match fault:
            case "busy":
                wait = {"@type": f"{_RPC}RetryInfo", "retryDelay": "1s"}
                return _error(429, "Resource has been exhausted.", wait, headers={"Retry-After": "1"})
            case "quota":
                limit = {"quotaId": "GenerateVideosPerDayPerProject", "quotaMetric": "generate_requests"}
                return _error(
                    429, "You exceeded your current quota.", {"@type": f"{_RPC}QuotaFailure", "violations": [limit]}
                )
            case "auth":
                return _error(401, "Request had invalid authentication credentials.")
            case "moderated":
                return _error(400, _SAFETY + _SAFETY_CODE_PROMPT)
            case "retired":
                return _error(404, "The model is not found or your project does not have access to it.")
            case "unavailable":
                return _error(503, "The service is currently unavailable.")
            case "error":
                return _error(500, "Internal error encountered.")
            case _:
                return _error(400, "Request contains an invalid argument.")

    def _versioned(self) -> Iterator[Route]:
        vertex = "/projects/{project}/locations/{location}"
        models, interactions = "/publishers/google/models/{model}", "/interactions"
        for version in VERSIONS:
            at = f"/{version}"
            for method, path, moment, handler in (
                ("POST", f"{vertex}{models}:predictLongRunning", "submit", self._predict),
                ("POST", f"{vertex}{models}:generateContent", "submit", self._generate),
                ("POST", "/models/{model}:generateContent", "submit", self._generate),
                ("GET", "/models/{model}", None, self._model),
                ("GET", f"{vertex}{models}", None, self._model),
                *(
                    route
                    for prefix in (interactions, vertex + interactions)
                    for route in (
                        ("POST", prefix, "submit", self._interact),
                        ("GET", prefix + "/{id}", "poll", self._interaction),
                        ("POST", prefix + "/{id}/cancel", None, self._cancel),
                        ("DELETE", prefix + "/{id}", None, self._delete),
                    )
                ),
                ("GET", "/files/{id}:download", "download", self._download),
                ("GET", "/files/{id}", None, self._file_state),
            ):
                yield Route(at + path, self._authorised(handler, moment), methods=[method])  # type: ignore[arg-type]
            # Its moment depends on what was told before, so it is wrapped inside.
            yield Route(f"{at}{vertex}{models}:fetchPredictOperation", self._fetch_operation, methods=["POST"])
            yield Route(f"/upload{at}/files", self._authorised(self._start_upload, None), methods=["POST"])
            yield Route(f"/upload{at}/files/{{id}}", self.call(self._finish_upload), methods=["POST"])

    def _authorised(
        self, handler: Callable[[Request], Awaitable[Response]], moment: Moment | None
    ) -> Callable[[Request], Awaitable[Response]]:
        async def check(request: Request) -> Response:
            return _unauthorised(request) or await handler(request)

        return self.call(check, moment)

    async def _token(self, _: Request) -> Response:
        return JSONResponse({"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})

    async def _model(self, request: Request) -> Response:
        model = request.path_params["model"]
        if model.startswith(_RETIRED):
            return self.refusal("retired")
        return JSONResponse({"name": f"models/{model}", "version": "001", "displayName": model})

    # --- Veo on Vertex AI ---------------------------------------------------------------------------------------

    async def _predict(self, request: Request) -> Response:
        body = await request.json()
        instance, asked = body["instances"][0], body.get("parameters", {})
        prompt = instance.get("prompt", "")
        if request.path_params["model"].startswith(_RETIRED):
            return self.refusal("retired")
        if refused := self._refused(prompt):
            return refused
        wrong = _wrong_veo(instance, asked)
        if wrong:
            return _error(400, wrong)
        operation_id = str(uuid.uuid4())
        place = request.url.path.split("/", 2)[2].removesuffix(":predictLongRunning")
        self.take(
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

    async def _fetch_operation(self, request: Request) -> Response:
        name = (await request.json()).get("operationName", "")
        film = self.films.get(name.rpartition("/")[2])
        # Who is told that the film is done and asks again wants the film.
        moment: Moment = "download" if film and film.details.get("told") else "poll"
        return await self._authorised(functools.partial(self._tell, film), moment)(request)

    async def _tell(self, film: Film | None, request: Request) -> Response:
        if film is None:
            return _error(404, "The operation is not found.")
        if film.share < 1:
            return JSONResponse({"name": film.details["name"]})
        if film.details.get("told"):
            film.downloads += 1
        film.details["told"] = True
        fault = getattr(request.state, "fault", None)
        if fault == "gone" or ("[expired]" in film.prompt and film.downloads == 1):
            return _error(404, "The operation has expired.")
        answer = json.dumps({"name": film.details["name"], "done": True, **await self._outcome(film)}).encode()
        if fault == "truncated" or ("[truncated]" in film.prompt and film.downloads == 1):
            headers = {"content-type": "application/json", "content-length": str(len(answer))}
            return StreamingResponse(chunks(answer, cut=True), 200, headers)
        return Response(answer, media_type="application/json")

    async def _outcome(self, film: Film) -> dict[str, Any]:
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
        content = await self.content(film)
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

    def _refused(self, prompt: str) -> Response | None:
        if "[moderated]" in prompt:
            return self.refusal("moderated")
        return self.refusal("bad_request") if "[bad request]" in prompt else None

    # --- Gemini Omni through interactions -----------------------------------------------------------------------

    async def _interact(self, request: Request) -> Response:
        body = await request.json()
        prompt, asked = _said(body.get("input")), body.get("response_format") or {}
        if str(body.get("model")).startswith(_RETIRED):
            return self.refusal("retired")
        if refused := self._refused(prompt):
            return refused
        if body.get("background") and "[no background]" in prompt:
            return _error(400, "Background execution is not supported for this model.")
        duration_s = float(str(asked.get("duration", "5s")).removesuffix("s"))
        if not 3 <= duration_s <= 15 or asked.get("resolution", "720p") not in _TOKENS_PER_S:
            return _error(400, "response_format: unsupported duration or resolution.")
        film = self.take(
            prompt,
            duration_s,
            operation_id=uuid.uuid4().hex,
            aspect_ratio=asked.get("aspect_ratio", "16:9"),
            resolution=asked.get("resolution", "720p"),
            details={"model": body.get("model"), "delivery": asked.get("delivery", "inline"), "looks": 0},
        )
        while not body.get("background") and film.share < 1:  # noqa: ASYNC110 - only the clock ends a film
            await asyncio.sleep(0.02)
        return JSONResponse(await self._as_interaction(film))

    async def _interaction(self, request: Request) -> Response:
        film = self.films.get(request.path_params["id"])
        return JSONResponse(await self._as_interaction(film)) if film else _error(404, "The interaction is not found.")

    async def _cancel(self, request: Request) -> Response:
        film = self.films.get(request.path_params["id"])
        if film is None:
            return _error(404, "The interaction is not found.")
        film.cancelled = film.share < 1
        return JSONResponse(await self._as_interaction(film))

    async def _delete(self, request: Request) -> Response:
        self.films.pop(request.path_params["id"], None)
        return JSONResponse({})

    async def _as_interaction(self, film: Film) -> dict[str, Any]:
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
        content = {"type": "video", "mime_type": "video/mp4", **await self._content(film)}
        steps = [{"type": "model_output", "content": [content]}]
        usual = USD_PER_TOKEN * _TOKENS_PER_S[film.resolution] * Decimal(str(film.duration_s))
        tokens = int((film.bill_usd(usual) / USD_PER_TOKEN).to_integral_value())
        return {**about, "status": "completed", "steps": steps, "usage": _usage(film, tokens)}

    async def _content(self, film: Film) -> dict[str, Any]:
        if film.details["delivery"] == "uri" and "[inline]" not in film.prompt:
            return {"uri": f"{_FILE_HOST}/v1beta/files/{film.operation_id}:download?alt=media"}
        return {"data": base64.b64encode(await self.content(film)).decode()}

    # --- files --------------------------------------------------------------------------------------------------

    async def _file_state(self, request: Request) -> Response:
        file_id = request.path_params["id"]
        if file_id in self._uploads:
            return JSONResponse(self._uploads[file_id])
        film = self.films.get(file_id)
        if film is None:
            return _error(404, "The file is not found.")
        film.details["looks"] += 1
        waits = "[processing]" in film.prompt and film.details["looks"] == 1
        return JSONResponse(_file(file_id, "video/mp4", "PROCESSING" if waits else "ACTIVE"))

    async def _download(self, request: Request) -> Response:
        film = self.films.get(request.path_params["id"])
        return await self.send_file(film, request) if film else _error(404, "The file is not found.")

    async def _start_upload(self, request: Request) -> Response:
        file_id = uuid.uuid4().hex[:12]
        kind = request.headers.get("x-goog-upload-header-content-type", "application/octet-stream")
        self._uploads[file_id] = _file(file_id, kind, "PROCESSING")
        address = f"{self.base_url}{request.url.path}/{file_id}"
        return JSONResponse({}, headers={"X-Goog-Upload-URL": address, "X-Goog-Upload-Status": "active"})

    async def _finish_upload(self, request: Request) -> Response:
        file = self._uploads[request.path_params["id"]]
        file.update(sizeBytes=str(len(await request.body())), state="ACTIVE")
        return JSONResponse({"file": file}, headers={"X-Goog-Upload-Status": "final"})

    # --- the text model -----------------------------------------------------------------------------------------

    async def _generate(self, request: Request) -> Response:
        body = await request.json()
        asked = " ".join(part.get("text", "") for part in body["contents"][-1]["parts"])
        model = request.path_params["model"]
        if model.startswith(_RETIRED):
            return self.refusal("retired")
        read = await in_thread(_tokens_read, body)
        if read is None:
            return _error(400, "The video could not be read.")
        usage = {"promptTokenCount": read, "candidatesTokenCount": 0}
        about = {"modelVersion": model, "responseId": uuid.uuid4().hex}
        if "[block]" in asked:
            usage["totalTokenCount"] = usage["promptTokenCount"]
            return JSONResponse(
                {**about, "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": usage}
            )
        config = body.get("generationConfig", {})
        candidate: dict[str, Any] = {"index": 0, "finishReason": "SAFETY"}
        if "[block output]" not in asked:
            text = _written(config.get("responseSchema") or config.get("responseJsonSchema"), asked)
            usage["candidatesTokenCount"] = len(text) // 4
            candidate = {
                "index": 0,
                "finishReason": "STOP",
                "content": {"role": "model", "parts": [{"text": text}]},
            }
        usage["totalTokenCount"] = usage["promptTokenCount"] + usage["candidatesTokenCount"]
        return JSONResponse({**about, "candidates": [candidate], "usageMetadata": usage})


def write_service_account(path: Path, token_url: str) -> None:
    """Write credentials that the real google-auth takes: a service account with a key of its own.

    Args:
        path: The JSON file for GOOGLE_APPLICATION_CREDENTIALS, readable by its owner only.
        token_url: Where tokens are got: the emulator's /token.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {
        "type": "service_account",
        "project_id": "emulated",
        "private_key_id": uuid.uuid4().hex,
        "private_key": key.decode(),
        "client_email": "footage@emulated.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": token_url,
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(account, indent=2), encoding="utf-8")


def _error(
    code: int, message: str, *details: Mapping[str, Any], status: str | None = None, headers: Any = None
) -> Response:
    named = status or _STATUSES.get(code, "RESOURCE_EXHAUSTED")
    error: dict[str, Any] = {"code": code, "message": message, "status": named}
    if details:
        error["details"] = list(details)
    return JSONResponse({"error": error}, code, headers)


def _unauthorised(request: Request) -> Response | None:
    if "/projects/" in request.url.path:
        bearer = request.headers.get("authorization", "").startswith("Bearer ")
        return None if bearer else _error(401, "Request is missing required authentication credential.")
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key")
    if key is None:
        return _error(403, "Method doesn't allow unregistered callers.", status="PERMISSION_DENIED")
    if key == INVALID_KEY:
        info = {"@type": f"{_RPC}ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"}
        return _error(400, "API key not valid. Please pass a valid API key.", info)
    return None


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


def _said(given: Any) -> str:
    """The text of an interaction's input."""
    if isinstance(given, str):
        return given
    content = [part for turn in given or [] for part in turn.get("content", [])]
    return " ".join(part["text"] for part in content if part.get("type") == "text")


def _usage(film: Film, video_tokens: int) -> dict[str, Any]:
    read = len(film.prompt) // 4 + 1
    return {
        "total_input_tokens": read,
        "total_output_tokens": video_tokens,
        "total_tokens": read + video_tokens,
        "output_tokens_by_modality": [{"modality": "video", "tokens": video_tokens}] if video_tokens else [],
    }


def _file(file_id: str, mime_type: str, state: str) -> dict[str, Any]:
    uri = f"{_FILE_HOST}/v1beta/files/{file_id}"
    return {"name": f"files/{file_id}", "uri": uri, "mimeType": mime_type, "state": state}


def _tokens_read(body: Mapping[str, Any]) -> int | None:
    """What a question counts for, each frame of a film in it included; None for a film that is none."""
    films = [part["inlineData"]["data"] for turn in body["contents"] for part in turn["parts"] if "inlineData" in part]
    tokens = (len(json.dumps(body)) - sum(map(len, films))) // 4
    for film in films:
        try:
            content = base64.b64decode(film.replace("-", "+").replace("_", "/"))  # Google takes both alphabets
            with av.open(io.BytesIO(content), "r") as container:
                tokens += _TOKENS_PER_FRAME * len(list(container.decode(video=0)))
        except (av.FFmpegError, ValueError):
            return None
    return tokens


def _written(schema: Mapping[str, Any] | None, asked: str) -> str:
    """Text that fits the schema, the same for the same question."""
    if schema is None or "[not json]" in asked:
        return f"Here is a film about {asked}"
    return json.dumps(_fitting(schema, asked, "answer", schema.get("$defs", {})))


def _fitting(schema: Mapping[str, Any], asked: str, name: str, known: Mapping[str, Any]) -> Any:
    """A value of a JSON schema."""
    if "$ref" in schema:
        return _fitting(known[schema["$ref"].rpartition("/")[2]], asked, name, known)
    if choices := schema.get("anyOf"):
        return _fitting(choices[0], asked, name, known)
    if choices := schema.get("enum"):
        return choices[zlib.crc32(asked.encode()) % len(choices)]
    match str(schema.get("type", "string")).lower():
        case "object":
            parts = schema.get("properties", {})
            return {part: _fitting(inner, asked, part, known) for part, inner in parts.items()}
        case "array":
            count = int(schema.get("minItems", 1))
            return [_fitting(schema.get("items", {}), asked, f"{name} {n + 1}", known) for n in range(count)]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case _:
            return f"{name}: {' '.join(asked.split())}"[: int(schema.get("maxLength", 2000))]
