"""The official SDK's `Client`, version 2, in either era."""

import asyncio

from mcp import Client, StdioServerParameters
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    server = StdioServerParameters(command=program, args=arguments, env=plan.environment, cwd=plan.folder)
    async with Client(server, mode=plan.mode) as client:
        await client.list_tools()
        for tool, call in plan.calls:
            answer = await client.call_tool(tool, call)
            plan.tell(tool, answer.model_dump(mode="json"), failed=answer.is_error)


asyncio.run(main())
