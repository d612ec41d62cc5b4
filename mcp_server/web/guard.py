"""What stands before every page: headers that let nothing foreign in, and the refusal of other sites' forms."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from mcp_server.web.front import Front

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guarded(response: Response) -> Response:
    """The answer with the headers that every answer has; what may be kept says so itself."""
    for name, value in {**HEADERS, "Cache-Control": "no-store"}.items():
        response.headers.setdefault(name, value)
    return response


def comes_from_us(request: Request, front: Front) -> bool:
    """Whether a form was sent by a page of ours: browsers say so themselves, and no page can make them say it."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and front.is_own(origin, request.headers.get("host", ""))


def came_from_elsewhere(request: Request) -> bool:
    """Whether a link of another site was followed: then browsers keep our cookie back, and send it the next time."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
