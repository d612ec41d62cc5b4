"""FastMCP's client, which raises where a tool says that it failed."""

import asyncio

from fastmcp import Client
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from fastmcp.exceptions import ToolError
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    stdio = StdioTransport(program, arguments, env=plan.environment, cwd=plan.folder)
    async with Client(StreamableHttpTransport(plan.url, headers=plan.headers) if plan.url else stdio) as client:
        await client.list_tools()
        for tool, call in plan.calls:
            try:
                answer = await client.call_tool(tool, call)
                plan.tell(tool, [part.model_dump(mode="json") for part in answer.content])
            except ToolError as exc:
                plan.tell(tool, str(exc), failed=True)


asyncio.run(main())
