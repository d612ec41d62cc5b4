"""The marketing job with Pydantic AI: the model of MARKETING_MODEL, such as `anthropic:claude-sonnet-4-5`, or a script.

In the folder `examples`: `python -m same_job.pydantic_ai_agent marketing_agent/brief.md landing-page`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from marketing_agent.answers import Data
from marketing_agent.campaign import Call, next_step
from marketing_agent.desk import INSTRUCTION, TOOLS, Desk
from marketing_agent.studio import Reached
from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, FunctionModel


class Footage(MCPToolset):
    """Footage's tools, whose answers are their data: without the text and the pictures that say the same."""

    async def ask(self, name: str, arguments: dict) -> Data:
        """Call a tool."""
        return (await self.client.call_tool(name, arguments, raise_on_error=False)).structured_content or {}

    async def call_tool(self, name, tool_args, ctx, tool) -> Data:
        """Call a tool for the model."""
        return await self.ask(name, tool_args)


def scripted(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
    """The next call of the campaign, or the last words."""
    parts = [part for message in messages for part in message.parts]
    step = next_step([part.content for part in parts if isinstance(part, ToolReturnPart)])
    return ModelResponse(parts=[ToolCallPart(step.tool, step.arguments) if isinstance(step, Call) else TextPart(step)])


async def main(brief: Path, out: Path) -> str:
    """Do the job; what it says in the end."""
    reached = Reached.from_environment(brief.parent)
    there = StreamableHttpTransport(reached.url, headers=reached.headers) if reached.url else None
    started = reached.started
    server = Footage(there or StdioTransport(started["command"], started["args"], env=started["env"]))
    async with server:
        desk = Desk(brief_path=brief, ask=server.ask, site=out, is_remote=bool(reached.url))
        model = os.environ.get("MARKETING_MODEL") or FunctionModel(scripted)
        footage = server.filtered(lambda _, tool: tool.name in TOOLS)
        agent = Agent(model, instructions=INSTRUCTION, tools=desk.tools, toolsets=[footage])
        return (await agent.run("Make our campaign.")).output


if __name__ == "__main__":
    print(asyncio.run(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())))
