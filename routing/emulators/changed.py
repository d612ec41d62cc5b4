"""Answers of an emulated vendor, changed as a test orders: other values and headers, the caller's key in the words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response


def changed(answer: Response, order: Mapping[str, Any], key: str | None) -> Response:
    """The answer as it was ordered, and with the caller's key in every sentence where there is one to repeat."""
    for name, value in order.get("headers", {}).items():
        answer.headers[name] = value
    if "json" not in answer.headers.get("content-type", "") or not ("answer" in order or key):
        return answer
    try:
        told = json.loads(bytes(answer.body))
    except ValueError:
        return answer
    told = _echoed(_merged(told, order.get("answer", {})), key) if key else _merged(told, order["answer"])
    new = JSONResponse(told, answer.status_code)
    ours = {name: value for name, value in answer.headers.items() if name not in {"content-length", "content-type"}}
    new.headers.update(ours)
    return new


def _merged(told: Any, over: Any) -> Any:
    """JSON laid over other JSON, key by key."""
    if isinstance(told, dict) and isinstance(over, dict):
        return told | {name: _merged(told.get(name), value) for name, value in over.items()}
    return over


def _echoed(told: Any, key: str) -> Any:
    """JSON whose sentences end with the key; codes and identifiers, which have no spaces, stay as they are."""
    if isinstance(told, dict):
        return {name: value if name == "prompt" else _echoed(value, key) for name, value in told.items()}
    if isinstance(told, list):
        return [_echoed(value, key) for value in told]
    return f"{told} (your key: {key})" if isinstance(told, str) and " " in told else told
