"""The official SDK's `Client`, version 2, in either era."""

import asyncio

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    server = StdioServerParameters(command=program, args=arguments, env=plan.environment, cwd=plan.folder)
    http = httpx2.AsyncClient(headers=plan.headers, timeout=300)
    async with (
        http,
        Client(streamable_http_client(plan.url, http_client=http) if plan.url else server, mode=plan.mode) as client,
    ):
        await client.list_tools()
        for tool, call in plan.calls:
            answer = await client.call_tool(tool, call)
            plan.tell(tool, answer.model_dump(mode="json"), failed=answer.is_error)


asyncio.run(main())
