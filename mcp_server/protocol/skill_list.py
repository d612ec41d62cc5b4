"""The skills extension (SEP-2640): the pages that an agent can read before it works."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.types import INVALID_PARAMS, PaginatedRequestParams, RequestParams, Resource

from mcp_server.app import App
from mcp_server.protocol.skills import SKILLS, head_of, text_of

IDENTIFIER = "io.modelcontextprotocol/skills"
MARKDOWN = "text/markdown"
_KEPT: Mapping[str, Any] = {"ttlMs": 3_600_000, "cacheScope": "public"}

Context = ServerRequestContext[Any]
Wire = dict[str, Any]


class SkillParams(RequestParams):
    """Which skill."""

    uri: str


def join(server: Server[App]) -> None:
    """Tell that a server has skills, and let it show them."""
    server.extensions[IDENTIFIER] = {}
    server.add_request_handler("skills/list", PaginatedRequestParams, _listed)
    server.add_request_handler("skills/get", SkillParams, _shown)


def address_of(name: str) -> str:
    """Where a skill is read."""
    return f"skill://{name}/SKILL.md"


def name_at(uri: str) -> str | None:
    """The skill that is read there; None if there is none."""
    return next((name for name in SKILLS if address_of(name) == uri), None)


def resources() -> Iterator[Resource]:
    """The pages, as resources."""
    for name in SKILLS:
        head = head_of(name)
        yield Resource(uri=address_of(name), name=head["name"], description=head["description"], mime_type=MARKDOWN)


async def _listed(_context: Context, _params: PaginatedRequestParams) -> Wire:
    return {"skills": [_entry(name) for name in SKILLS], **_KEPT}


async def _shown(_context: Context, params: SkillParams) -> Wire:
    name = name_at(params.uri)
    if name is None:
        raise MCPError(code=INVALID_PARAMS, message=f"Unknown skill: {params.uri}", data={"uri": params.uri})
    return {"skill": _entry(name), **_KEPT}


def _entry(name: str) -> Wire:
    page = text_of(name).encode()
    digest = f"sha256:{hashlib.sha256(page).hexdigest()}"
    return {
        "uri": address_of(name),
        "frontmatter": head_of(name),
        "resources": [{"uri": address_of(name), "digest": digest, "size": len(page)}],
    }
