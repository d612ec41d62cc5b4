"""Connections that break in the middle."""

from __future__ import annotations

from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send


class DroppedError(BaseException):
    """The connection is to be broken without an answer; nothing on the way may make an answer of it."""


class Droppable:
    """Breaks the connection where a handler asks for it; uvicorn's own cycle object holds the transport."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except DroppedError:
            cycle = getattr(send, "__self__", None)
            cycle.transport.abort()  # type: ignore[union-attr]


async def chunks(content: bytes, *, cut: bool) -> Any:
    """Bytes for a streamed answer, or half of them and a broken connection."""
    if cut:
        yield content[: len(content) // 2]
        raise DroppedError
    yield content
