"""The address on this machine to which a site sends a person's browser back, for one answer."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self

from footage.errors import DeadlineError

WAIT_S = 600.0
_THANKS = b"<!doctype html><meta charset=utf-8><title>Footage</title><p>Done. You can close this page."


class Loopback:
    """A server on 127.0.0.1 that hears one answer.

    Args:
        path: Of the answer; others are not found.
    """

    def __init__(self, path: str) -> None:
        self._heard: list[str] = []
        heard = self._heard

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_it = self.path.partition("?")[0] == path and "?" in self.path
                self.send_response(200 if is_it else 404)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                if is_it:
                    heard.append(self.path)
                    self.wfile.write(_THANKS)

            def log_message(self, *_args: object) -> None:
                """Nothing: the code is in the address."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}{path}"

    def wait(self, within_s: float = WAIT_S) -> str:
        """The address of the answer.

        Raises:
            DeadlineError: None came.
        """
        until = time.monotonic() + within_s
        while not self._heard:
            if (left_s := until - time.monotonic()) <= 0:
                raise DeadlineError("Nobody agreed in time.", hint="Run the command again.")
            self._server.timeout = min(left_s, 1.0)
            self._server.handle_request()
        return self._heard[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, where: TracebackType | None
    ) -> None:
        self._server.server_close()
