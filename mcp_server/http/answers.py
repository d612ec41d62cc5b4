"""Answers of the routes for files: headers that let a film play anywhere and do nothing else, and short refusals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

CORS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",  # no cookies are ever looked at: the address is the permission
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_HARMLESS: Mapping[str, str] = {
    **CORS,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address must not go on to others
}
_NO_SCRIPTS = "sandbox; default-src 'none'"
_A_PLAYER = (
    "default-src 'none'; media-src * blob:; img-src *; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
SIGNED_CACHE = "private, max-age=3600, immutable"
PUBLIC_CACHE = "public, max-age=300"
"""Short, because what is published can be taken back."""

_TYPES = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".zip": "application/zip",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_RANGE = re.compile(r"bytes=[0-9]*-[0-9]*(?:,[0-9]*-[0-9]*)*")
_ONE_RANGE = re.compile(r"([0-9]*)-([0-9]*)")
_MOST_DIGITS = 18
_PIECE_BYTES = 256 * 1024


class FilmResponse(FileResponse):
    """A stored file, whole or in ranges; a `Range` that makes no sense is passed over, as the standard wants."""

    chunk_size = _PIECE_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See Starlette."""
        asked = Headers(scope=scope).get("range")
        if asked is not None and not _makes_sense(asked):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"range"]}
        await super().__call__(scope, receive, send)


def film_response(request: Request, path: Path, *, sha256: str, cache: str, title: str) -> Response:
    """A stored file, or that the browser has it already.

    Args:
        request: With `dl=1` in its query the file is to be kept, else shown.
        path: The file.
        sha256: Of its content, by which browsers know it again.
        cache: How long it may be kept by whom.
        title: What it is called where it is kept.
    """
    etag = f'"{sha256}"'
    headers = {**_HARMLESS, "Content-Security-Policy": _NO_SCRIPTS, "Cache-Control": cache, "ETag": etag}
    if _has_it(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    return FilmResponse(
        path,
        headers=headers,
        media_type=_TYPES.get(path.suffix, "application/octet-stream"),
        filename=f"{_file_name(title) or path.stem}{path.suffix}",
        content_disposition_type="attachment" if request.query_params.get("dl") == "1" else "inline",
    )


def elsewhere(url: str) -> Response:
    """The file is read from its bucket; the address there ends much later than this answer is kept."""
    return Response(status_code=302, headers={**_HARMLESS, "Location": url, "Cache-Control": "private, max-age=3600"})


def told(*, size_bytes: int, sha256: str, suffix: str, cache: str) -> Response:
    """What a HEAD is told of a film that is in its bucket, whose signed addresses answer nothing but GET."""
    said = {"Content-Length": str(size_bytes), "Accept-Ranges": "bytes", "ETag": f'"{sha256}"', "Cache-Control": cache}
    return Response(headers={**_HARMLESS, **said}, media_type=_TYPES.get(suffix, "application/octet-stream"))


def page(html: str, *, cache: str) -> Response:
    """A page with a player and nothing else, which any site may put into a frame."""
    headers = {**_HARMLESS, "Content-Security-Policy": _A_PLAYER, "Cache-Control": cache}
    return Response(html, media_type="text/html", headers=headers)


def refused(status: int, message: str, **headers: str) -> Response:
    """Why there is nothing, in one sentence."""
    return PlainTextResponse(f"{message}\n", status, {**_HARMLESS, "Cache-Control": "no-store", **headers})


def preflight(methods: str) -> Response:
    """What a browser asks before it asks from another site's page."""
    allowed = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": "Range, If-Range, Content-Type"}
    return Response(status_code=204, headers={**CORS, **allowed, "Access-Control-Max-Age": "86400"})


def _has_it(if_none_match: str | None, etag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")]
    return "*" in known or etag in known


def _makes_sense(asked: str) -> bool:
    asked = asked.replace(" ", "").lower()
    return bool(_RANGE.fullmatch(asked)) and all(map(_is_range, asked.removeprefix("bytes=").split(",")))


def _is_range(one: str) -> bool:
    found = _ONE_RANGE.fullmatch(one)
    first, last = found.groups() if found else ("", "")
    if not (first or last) or max(len(first), len(last)) > _MOST_DIGITS:
        return False
    return not (first and last) or int(first) <= int(last)


def _file_name(title: str) -> str:
    """A title as the name of a file on any system."""
    return re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|\s]+', " ", title).strip(" .")[:80].strip()
