"""The studio's own files: style, scripts, typefaces. Addresses name their content, so browsers keep them for good."""

from __future__ import annotations

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mcp_server.web import guard
from mcp_server.web.front import ROOT
from mcp_server.web.pages import STATIC

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_KEPT = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=3600"


def route() -> Route:
    """Where they are; nobody has to be let in for them."""
    return Route(f"{ROOT}/static/{{name}}", _file)


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    file = STATIC / name
    if file.suffix not in _TYPES or name not in _names():
        return guard.guarded(PlainTextResponse("There is nothing here.\n", 404))
    headers = {"Vary": "Accept-Encoding", "Cache-Control": _KEPT if request.url.query else _SHORT}
    plain, small = _contents(name)
    content = plain
    if small and "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["Content-Encoding"] = small, "gzip"
    return guard.guarded(Response(content, media_type=_TYPES[file.suffix], headers=headers))


@cache
def _names() -> frozenset[str]:
    return frozenset(file.name for file in STATIC.iterdir() if file.is_file())


@cache
def _contents(name: str) -> tuple[bytes, bytes]:
    """The file as it is, and compressed; empty where that gains nothing."""
    content = (STATIC / name).read_bytes()
    return content, b"" if name.endswith(".woff2") else gzip.compress(content, 9, mtime=0)
