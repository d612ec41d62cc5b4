"""Whether those who call over HTTP can be known: the keys file, and the authorization server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from footage.errors import FootageError
from mcp_server.app import build_app
from mcp_server.wiring.callers import look_at_issuer, look_at_keys_file


def caller_lines() -> Iterator[tuple[bool, str]]:
    """A line for each that the settings name, and whether it is as it should be."""
    try:
        settings = build_app().settings
    except FootageError:
        return
    if settings.keys_file:
        try:
            yield True, f"keys file: {look_at_keys_file(settings)}"
        except FootageError as exc:
            yield False, f"keys file: {exc.message} {exc.hint}"
    if settings.jwt_issuer:
        try:
            yield True, f"issuer: {settings.jwt_issuer} signs with {asyncio.run(look_at_issuer(settings))}"
        except FootageError as exc:
            yield False, f"issuer: {exc.message} {exc.hint}"
