"""MCP of both protocol eras, without sessions: any server of an installation answers any request."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp

from mcp_server.app import App
from mcp_server.http.door import MAX_BODY_BYTES

_GUARDED_BEFORE = TransportSecuritySettings(enable_dns_rebinding_protection=False)


class Mcp:
    """The SDK's own transport, in two manners.

    Calls may take a while, so theirs are streams, with news of progress. Everything else is answered in one piece: it
    costs less, and clients of old take no piece of a stream that is as large as a film.

    Args:
        server: What answers.
    """

    def __init__(self, server: Server[App]) -> None:
        self._calls, self._others = (
            StreamableHTTPSessionManager(
                server,
                stateless=True,
                json_response=in_one_piece,
                security_settings=_GUARDED_BEFORE,
                max_request_body_size=MAX_BODY_BYTES,
            )
            for in_one_piece in (False, True)
        )

    @property
    def calls(self) -> ASGIApp:
        """Answers calls of tools."""
        return self._calls.handle_request

    @property
    def others(self) -> ASGIApp:
        """Answers the rest."""
        return self._others.handle_request

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be able to answer."""
        async with self._calls.run(), self._others.run():
            yield
