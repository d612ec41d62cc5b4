"""A bucket on real sockets that also does what the emulator leaves out: preconditions, refusals and lost answers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from gcp_storage_emulator import exceptions, server

from routing.emulators.gcs import BUCKET, serve_gcs
from routing.emulators.google.credentials import write_service_account
from storage.objects.gcs import Gcs


@dataclass
class Bucket:
    """The service, and what it does wrong on order."""

    environment: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    """Method and path of every request; for the parts of an upload also their range."""
    closed: set[str] = field(default_factory=set)
    """Methods that are refused with 403."""
    busy: int = 0
    """So many requests are answered with 503."""
    lost: int = 0
    """So many uploads are taken, but nobody hears of it."""

    def seen(self, start: str) -> list[str]:
        return [call for call in self.calls if call.startswith(start)]

    @property
    def host(self) -> str:
        return self.environment["STORAGE_EMULATOR_HOST"]

    def service(self, account: Path | None = None) -> Gcs:
        """A client, with links if there is an account that can sign them."""
        if account:
            write_service_account(account, "http://127.0.0.1:1/token")
        return Gcs(emulated=True, credentials_file=account)


class Strict(server.Router):  # type: ignore[misc]
    """The emulator's handling of one request, after what was ordered."""

    ordered: Bucket

    def handle(self, method: str) -> None:
        request, ordered = self._request_handler, self.ordered
        ordered.calls.append(f"{method} {request.path} {request.headers.get('content-range') or ''}".strip())
        status = self._refusal(method)
        if status:
            _answer(request, status)
            return
        if method == "POST" and ordered.lost > 0:
            ordered.lost -= 1
            request.wfile = io.BytesIO()
        super().handle(method)

    def _refusal(self, method: str) -> int | None:
        if method in self.ordered.closed:
            return 403
        if self.ordered.busy > 0:
            self.ordered.busy -= 1
            return 503
        return 412 if method == "POST" and self._has_moved_on() else None

    def _has_moved_on(self) -> bool:
        request = self._request_handler
        body = request.rfile.read(int(request.headers["content-length"]))
        request.rfile = io.BytesIO(body)
        expected = parse_qs(urlsplit(request.path).query).get("ifGenerationMatch")
        name = re.search(rb'"name": ?"([^"]+)"', body)
        if not expected or not name:
            return False
        try:
            there = request.storage.get_file_obj(BUCKET, name[1].decode())["generation"]
        except exceptions.NotFound:
            there = "0"
        return bool(there != expected[0])


def _answer(request: BaseHTTPRequestHandler, status: int) -> None:
    body = json.dumps({"error": {"code": status, "message": "ordered by a test"}}).encode()
    request.send_response(status)
    request.send_header("content-length", str(len(body)))
    request.send_header("content-type", "application/json")
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def bucket() -> Iterator[Bucket]:
    """Serve one until the block ends; the environment points at it."""
    ordered = Bucket()
    handling = type("Handling", (Strict,), {"ordered": ordered})
    with patch.object(server, "Router", handling), serve_gcs() as environment:
        ordered.environment.update(environment)
        with patch.dict("os.environ", environment):
            yield ordered
