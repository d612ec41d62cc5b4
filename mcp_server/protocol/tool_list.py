"""What `tools/list` answers, kept as a file, so that a server that is only asked for its tools loads none of them.

The file is the public contract in one place: every change of a tool shows in it. After such a change write it anew with
`python -m mcp_server.protocol.tool_list`; a test compares it with the tools.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcp.types import ListToolsResult, ToolAnnotations
from mcp.types import Tool as McpTool

FILE = Path(__file__).with_name("tool_list.json")


@functools.cache
def stored() -> ListToolsResult:
    """The list as the file has it; nobody changes it."""
    return ListToolsResult.model_validate_json(FILE.read_bytes())


def input_schema_of(name: str) -> Mapping[str, Any] | None:
    """What a tool takes; None for one that is not there. Asked for each call that comes over HTTP."""
    return next((tool.input_schema for tool in stored().tools if tool.name == name), None)


def built() -> ListToolsResult:
    """The list, made from the tools; of those with the same result only the first describes it in full."""
    from mcp_server.protocol.card import serving as card
    from mcp_server.protocol.schemas import input_schema, output_schema
    from tools.registry import TOOLS

    described: dict[type, str] = {}
    tools = []
    for tool in TOOLS:
        hints = ToolAnnotations(
            read_only_hint=tool.read_only,
            destructive_hint=tool.destructive,
            idempotent_hint=tool.idempotent,
            open_world_hint=tool.open_world,
        )
        tools.append(
            McpTool(
                name=tool.name,
                title=tool.title,
                description=tool.description,
                input_schema=input_schema(tool.params),
                output_schema=output_schema(tool.result, as_of=described.get(tool.result, "")),
                annotations=hints,
                _meta=card.OF_TOOL if card.is_for(tool) else None,
            )
        )
        described.setdefault(tool.result, tool.name)
    return ListToolsResult(tools=tools)


def as_text(tools: ListToolsResult) -> str:
    """The file's content."""
    return tools.model_dump_json(by_alias=True, exclude_none=True, include={"tools"}, indent=1) + "\n"


def main() -> int:
    """Write the file."""
    FILE.write_text(as_text(built()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
