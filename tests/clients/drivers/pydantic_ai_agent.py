"""Pydantic AI: an agent whose model makes the calls."""

import asyncio

from fastmcp.client.transports import StdioTransport
from plan import given
from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelResponse, RetryPromptPart, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import FunctionModel


async def main() -> None:
    plan = given()
    program, *arguments = plan.command

    def model(messages, _info):
        parts = [part for message in messages for part in message.parts]
        answers = [part for part in parts if isinstance(part, ToolReturnPart | RetryPromptPart)]
        for answer in answers[len(plan.told) :]:
            failed = isinstance(answer, RetryPromptPart)
            plan.tell(plan.calls[len(plan.told)][0], str(answer.content), failed=failed)
        if len(answers) < len(plan.calls):
            return ModelResponse(parts=[ToolCallPart(*plan.calls[len(answers)])])
        return ModelResponse(parts=[TextPart("done")])

    server = MCPToolset(StdioTransport(program, arguments, env=plan.environment, cwd=plan.folder))
    async with server:
        await Agent(FunctionModel(model), toolsets=[server]).run("Make a film.")


asyncio.run(main())
