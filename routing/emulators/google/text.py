"""A text model in miniature: it answers in the form that is asked for, and counts the films and pictures it is shown.

Words in the question steer it: [block], [block output], [not json], [disagree] (it says no where it may say yes or no).
"""

from __future__ import annotations

import base64
import io
import json
import uuid
import zlib
from collections.abc import Mapping
from typing import Any

import av
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from footage.threads import in_thread
from routing.emulators.google.answers import RETIRED, error, refusal

_TOKENS_PER_FRAME = 258
_TOKENS_PER_PICTURE = 1120
"""As Gemini 3 counts a still at its usual resolution."""


async def answer(request: Request) -> Response:
    """Answer a question."""
    body = await request.json()
    asked = " ".join(part.get("text", "") for part in body["contents"][-1]["parts"])
    model = request.path_params["model"]
    if model.startswith(RETIRED):
        return refusal("retired")
    read = await in_thread(_tokens_read, body)
    if isinstance(read, str):
        return error(400, read)
    usage = {"promptTokenCount": read, "candidatesTokenCount": 0}
    about = {"modelVersion": model, "responseId": uuid.uuid4().hex}
    if "[block]" in asked:
        usage["totalTokenCount"] = usage["promptTokenCount"]
        return JSONResponse({**about, "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": usage})
    config = body.get("generationConfig", {})
    candidate: dict[str, Any] = {"index": 0, "finishReason": "SAFETY"}
    if "[block output]" not in asked:
        text = _answer(config.get("responseSchema") or config.get("responseJsonSchema"), asked)
        usage["candidatesTokenCount"] = len(text) // 4
        candidate = {
            "index": 0,
            "finishReason": "STOP",
            "content": {"role": "model", "parts": [{"text": text}]},
        }
    usage["totalTokenCount"] = usage["promptTokenCount"] + usage["candidatesTokenCount"]
    return JSONResponse({**about, "candidates": [candidate], "usageMetadata": usage})


def _tokens_read(body: Mapping[str, Any]) -> int | str:
    """What a question counts for, films and pictures in it included; what Google says of one that cannot be read."""
    shown = [part["inlineData"] for turn in body["contents"] for part in turn["parts"] if "inlineData" in part]
    tokens = (len(json.dumps(body)) - sum(len(one["data"]) for one in shown)) // 4
    for one in shown:
        is_picture = str(one.get("mimeType") or one.get("mime_type")).startswith("image/")
        try:
            content = base64.b64decode(one["data"].replace("-", "+").replace("_", "/"))  # Google takes both alphabets
            with av.open(io.BytesIO(content), "r") as container:
                frames = len(list(container.decode(video=0)))
        except (av.FFmpegError, ValueError):
            return "Unable to process input image." if is_picture else "The video could not be read."
        tokens += _TOKENS_PER_PICTURE if is_picture else _TOKENS_PER_FRAME * frames
    return tokens


def _answer(schema: Mapping[str, Any] | None, asked: str) -> str:
    """Text that fits the schema, the same for the same question."""
    if schema is None or "[not json]" in asked:
        return f"Here is a film about {asked}"
    if (captions := _captions(asked)) is not None:
        return json.dumps(captions, ensure_ascii=False)
    return json.dumps(_fitting(schema, asked, "answer", schema.get("$defs", {})))


def _captions(asked: str) -> dict[str, str] | None:
    """Captions "translated": each says into which language, and keeps its text; None for any other question."""
    try:
        question = json.loads(asked)
    except ValueError:
        return None
    if not isinstance(question, dict) or not {"captions", "into"} <= question.keys():
        return None
    return {n: f"{question['into']}: {one['text']}" for n, one in question["captions"].items()}


def _fitting(schema: Mapping[str, Any], asked: str, name: str, known: Mapping[str, Any], at: int = 0) -> Any:
    """A value of a JSON schema; whole numbers count up with the place in a list."""
    if "$ref" in schema:
        return _fitting(known[schema["$ref"].rpartition("/")[2]], asked, name, known, at)
    if choices := schema.get("anyOf"):
        return _fitting(choices[0], asked, name, known)
    if choices := schema.get("enum"):
        return choices[zlib.crc32(asked.encode()) % len(choices)]
    match str(schema.get("type", "string")).lower():
        case "object":
            parts = schema.get("properties", {})
            return {part: _fitting(inner, asked, part, known, at) for part, inner in parts.items()}
        case "array":
            count = int(schema.get("minItems", 1))
            return [_fitting(schema.get("items", {}), asked, f"{name} {n + 1}", known, n) for n in range(count)]
        case "integer":
            return schema.get("minimum", 1) + at
        case "number":
            return schema.get("minimum", 1)
        case "boolean":
            return "[disagree]" not in asked
        case _:
            return f"{name}: {' '.join(asked.split())}"[: int(schema.get("maxLength", 2000))]
