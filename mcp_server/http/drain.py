"""The end of a server: it takes what still comes, lets go of what only waits, and ends with the last answer."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Drain:
    """Whether the server is about to end; used on its event loop alone."""

    def __init__(self) -> None:
        self._begun = False
        self._told: list[Callable[[], None]] = []

    @property
    def has_begun(self) -> bool:
        """Whether it was told to end."""
        return self._begun

    def then(self, do: Callable[[], None]) -> None:
        """Call this when it begins."""
        self._told.append(do)

    def begin(self) -> None:
        """Be about to end, from now on."""
        if not self._begun:
            self._begun = True
            for do in self._told:
                do()


class LastAnswers:
    """Says with every answer of a server that is about to end that the connection ends as well.

    Otherwise a client sends its next request over a connection that is being closed, and does not know whether it
    arrived.
    """

    def __init__(self, app: ASGIApp, drain: Drain) -> None:
        self._app, self._drain = app, drain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def last(message: Message) -> None:
            if message["type"] == "http.response.start" and self._drain.has_begun:
                headers = [one for one in message.get("headers", ()) if one[0].lower() != b"connection"]
                message = {**message, "headers": [*headers, (b"connection", b"close")]}
            await send(message)

        await self._app(scope, receive, last if scope["type"] == "http" else send)
