"""Google's SDK with automatic function calling, against the Gemini API in miniature."""

import asyncio

from gemini import FakeGemini
from google import genai
from google.genai import types
from mcp import Client, StdioServerParameters
from plan import given


async def main() -> None:
    plan = given()
    program, *arguments = plan.command
    server = StdioServerParameters(command=program, args=arguments, env=plan.environment, cwd=plan.folder)
    with FakeGemini([(tool, call) for tool, call in plan.calls]) as gemini:
        async with Client(server) as client:
            model = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=gemini.url)).aio.models
            config = {"tools": [client.session], "automatic_function_calling": {"maximum_remote_calls": 50}}
            await model.generate_content(model="gemini", contents="Make a film.", config=config)
        for answer in gemini.answers:
            response = answer["response"]
            plan.tell(answer["name"], response, failed="error" in response or bool(response.get("isError")))


asyncio.run(main())
