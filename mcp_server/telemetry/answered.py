"""How long clients of MCP wait for what."""

from __future__ import annotations

import time
from typing import Any

from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.types import CallToolResult
from pydantic import ValidationError

from footage import meters

_INVALID_PARAMS = "-32602"


async def count(ctx: ServerRequestContext[Any], call_next: CallNext) -> HandlerResult:
    """As a middleware of the server: count a message once it is answered."""
    if not meters.is_anybody_counting():
        return await call_next(ctx)
    began_s, error = time.perf_counter(), "other"
    try:
        result = await call_next(ctx)
        error = _error_of(result)
    except MCPError as exc:
        error = str(exc.error.code)
        raise
    except ValidationError:
        error = _INVALID_PARAMS
        raise
    finally:
        meters.count().answered(ctx.method, _tool(ctx), error, time.perf_counter() - began_s)
    return result


def _tool(ctx: ServerRequestContext[Any]) -> str:
    if ctx.method != "tools/call":
        return ""
    name = (ctx.params or {}).get("name")
    return name if isinstance(name, str) and name else "?"


def _error_of(result: HandlerResult) -> str:
    """The code of a tool's error; empty for none."""
    match result:
        case CallToolResult(is_error=True, structured_content=told) | {"isError": True, "structuredContent": told}:
            error = (told or {}).get("error")
            code = error.get("code") if isinstance(error, dict) else None
            return code if isinstance(code, str) else "tool_error"
        case CallToolResult(is_error=True) | {"isError": True}:
            return "tool_error"
        case _:
            return ""
