"""The official SDK's `ClientSession`, version 1."""

import asyncio

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamablehttp_client
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    server = StdioServerParameters(command=program, args=arguments, env=plan.environment, cwd=plan.folder)
    pipes = streamablehttp_client(plan.url, headers=plan.headers) if plan.url else stdio_client(server)
    async with pipes as (received, sent, *_), ClientSession(received, sent) as session:
        await session.initialize()
        await session.list_tools()
        for tool, call in plan.calls:
            answer = await session.call_tool(tool, call)
            plan.tell(tool, answer.model_dump(mode="json"), failed=answer.isError)


asyncio.run(main())
