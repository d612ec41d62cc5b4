"""The log of an emulator: what was called, without secrets and without pictures."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from routing.emulators.orders import Moment

_EVERYDAY = frozenset({"host", "accept", "accept-encoding", "connection", "content-length", "user-agent"})
_SECRET = frozenset({"authorization", "api-key", "x-goog-api-key", "xi-api-key"})


@dataclass
class Call:
    """One line of the log; of secret headers it only tells that they were sent."""

    at: float
    method: str
    path: str
    moment: Moment | None
    fault: str | None
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def sent_key(request: Request) -> str | None:
    """The key that the caller sent."""
    sent = next((request.headers[name] for name in sorted(_SECRET) if name in request.headers), None)
    return sent.rpartition(" ")[2] if sent else None


def shown_headers(request: Request) -> dict[str, str]:
    """The headers that say something, without secrets."""
    return {
        name: "***" if name in _SECRET else value
        for name, value in request.headers.items()
        if name not in _EVERYDAY and not name.startswith("x-stainless")
    }


async def shown_body(request: Request) -> Any:
    """What was sent, without pictures and films."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        form = await request.form()
        return {name: value if isinstance(value, str) else value.filename for name, value in form.items()}
    raw = await request.body()
    if "json" in kind:
        with contextlib.suppress(ValueError):  # google-genai calls the bytes of an upload JSON, too
            return _shortened(json.loads(raw))
    return raw.decode("utf-8", "replace")[:1000] or None


def _shortened(value: Any) -> Any:
    """JSON without the pictures."""
    if isinstance(value, Mapping):
        return {key: _shortened(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shortened(part) for part in value]
    return value[:100] + "…" if isinstance(value, str) and len(value) > 4000 else value
