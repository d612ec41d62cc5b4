"""LangChain's adapters: the tools as an agent of LangChain calls them, over one session."""

import asyncio

from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_mcp_adapters.tools import load_mcp_tools
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    server = {
        "transport": "stdio", "command": program, "args": arguments, "env": plan.environment, "cwd": plan.folder,
    }  # fmt: skip
    async with MultiServerMCPClient({"footage": server}).session("footage") as session:
        tools = {tool.name: tool for tool in await load_mcp_tools(session)}
        for tool, call in plan.calls:
            answer = await tools[tool].ainvoke({"type": "tool_call", "id": tool, "name": tool, "args": call})
            plan.tell(tool, answer.content, failed=answer.status == "error")


asyncio.run(main())
