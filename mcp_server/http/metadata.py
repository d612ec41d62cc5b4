"""Who gives tokens out for this server (RFC 9728), at both addresses that clients ask."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, request_response

WELL_KNOWN = "/.well-known/oauth-protected-resource"


def metadata_url(resource: str) -> str:
    """Where the metadata of a resource is: between its host and its path."""
    url = urlsplit(resource)
    return f"{url.scheme}://{url.netloc}{WELL_KNOWN}{url.path.rstrip('/')}"


def routes(resource: str, issuer: str, scopes: Sequence[str]) -> list[Route]:
    """The metadata, for pages of any origin: there is nothing secret about it.

    Args:
        resource: The address of MCP, which is what tokens must be made for.
        issuer: The authorization server.
        scopes: What a token may allow.
    """
    told = {
        "resource": resource,
        "authorization_servers": [issuer],
        "scopes_supported": list(scopes),
        "bearer_methods_supported": ["header"],
        "resource_name": "Footage",
    }

    async def tell(_request: Request) -> Response:
        return JSONResponse(told, headers={"Cache-Control": "public, max-age=3600"})

    endpoint = CORSMiddleware(request_response(tell), allow_origins=["*"], allow_methods=["GET"], allow_headers=["*"])
    # A proxy may cut its own part off the path, so the one that we know of ourselves is there besides the public one.
    paths = dict.fromkeys((urlsplit(metadata_url(resource)).path, f"{WELL_KNOWN}/mcp", WELL_KNOWN))
    return [Route(path, endpoint) for path in paths]
