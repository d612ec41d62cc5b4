"""Google's Agent Development Kit, against the Gemini API in miniature."""

import asyncio
import os

from gemini import FakeGemini
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    with FakeGemini([(tool, call) for tool, call in plan.calls]) as gemini:
        os.environ |= {"GOOGLE_GEMINI_BASE_URL": gemini.url, "GOOGLE_API_KEY": "none"}
        from google.adk.agents import LlmAgent
        from google.adk.runners import InMemoryRunner
        from google.adk.tools.mcp_tool import McpToolset, StdioConnectionParams, StreamableHTTPConnectionParams
        from mcp import StdioServerParameters

        server = StdioServerParameters(command=program, args=arguments, env=plan.environment, cwd=plan.folder)
        stdio = StdioConnectionParams(server_params=server, timeout=120)
        http = StreamableHTTPConnectionParams(url=plan.url or "http://none", headers=plan.headers, timeout=120)
        tools = McpToolset(connection_params=http if plan.url else stdio)
        agent = LlmAgent(model="gemini-2.5-flash", name="maker", tools=[tools])
        runner = InMemoryRunner(agent=agent)
        await runner.run_debug("Make a film.", quiet=True)
        await runner.close()
        for answer in gemini.answers:
            response = answer["response"]
            plan.tell(answer["name"], response, failed="error" in response or bool(response.get("isError")))


asyncio.run(main())
