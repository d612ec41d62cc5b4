"""How the card reaches a chat: one page at one address, which tools that make films name.

Extension `io.modelcontextprotocol/ui`, protocol 2026-01-26. The page asks for nothing from elsewhere: the film comes by
its link where the host lets it, through the host as bytes otherwise, and as a picture where neither is allowed.
"""

from __future__ import annotations

import functools
import html
import os
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mcp.server import Server
from mcp.types import ReadResourceResult, TextResourceContents

from footage.config import Settings
from mcp_server.app import App
from tools import names

if TYPE_CHECKING:
    from tools.base import Tool

IDENTIFIER = "io.modelcontextprotocol/ui"
URI = "ui://footage/film.html"
MIME_TYPE = "text/html;profile=mcp-app"
OF_TOOL: dict[str, Any] = {"ui": {"resourceUri": URI}}
"""`_meta` of a tool whose results the card shows."""

_SHOWN: frozenset[str] = frozenset(
    {
        names.GENERATE_VIDEO,
        names.ADD_CAPTIONS,
        names.EDIT_VIDEO,
        names.ENHANCE_QUALITY,
        names.BLOG_TO_VIDEO,
        names.GET_JOB,
    }
)
_CLOUDS = {"gs": "https://storage.googleapis.com", "s3": "https://*.amazonaws.com"}
_FOLDER = Path(__file__).parent


def is_for(tool: Tool) -> bool:
    """Whether the card shows what a tool answers."""
    return tool.name in _SHOWN


def join(server: Server[App]) -> None:
    """Tell that a server has a card."""
    server.extensions[IDENTIFIER] = {}


def read(settings: Settings) -> ReadResourceResult:
    """The page, and from where it may load films."""
    shown_in: dict[str, Any] = {
        "csp": {"resourceDomains": [*_origins(settings), "blob:", "data:"]},
        "prefersBorder": False,
    }
    page = TextResourceContents(uri=URI, mime_type=MIME_TYPE, text=_page(settings.public_url), _meta={"ui": shown_in})
    return ReadResourceResult(contents=[page])


@functools.cache
def _page(public_url: str | None) -> str:
    parts = {name: (_FOLDER / f"card.{name}").read_text("utf-8") for name in ("html", "css", "js")}
    studio = html.escape(f"{public_url}/studio") if public_url else ""
    return Template(parts["html"]).substitute(style=parts["css"].strip(), script=parts["js"].strip(), studio=studio)


def _origins(settings: Settings) -> Iterator[str]:
    """Where links to films lead."""
    storage = urlsplit(settings.storage or "")
    own_cloud = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    cloud = own_cloud if own_cloud and storage.scheme == "s3" else _CLOUDS.get(storage.scheme)
    for url in (settings.public_url, settings.storage_public_url, cloud):
        if url:
            found = urlsplit(url)
            yield f"{found.scheme}://{found.netloc}"
