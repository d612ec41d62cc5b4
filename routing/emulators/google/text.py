"""A text model in miniature: it answers in the form that is asked for, and counts the frames of films it is shown."""

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


async def answer(request: Request) -> Response:
    """Answer a question."""
    body = await request.json()
    asked = " ".join(part.get("text", "") for part in body["contents"][-1]["parts"])
    model = request.path_params["model"]
    if model.startswith(RETIRED):
        return refusal("retired")
    read = await in_thread(_tokens_read, body)
    if read is None:
        return error(400, "The video could not be read.")
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


def _answer(schema: Mapping[str, Any] | None, asked: str) -> str:
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
