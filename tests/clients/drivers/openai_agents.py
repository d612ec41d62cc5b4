"""OpenAI's agents SDK: an agent whose model makes the calls."""

import asyncio
import json

from agents import Agent, Model, ModelResponse, Runner, Usage, set_tracing_disabled
from agents.mcp import MCPServerStdio
from openai.types.responses import ResponseFunctionToolCall, ResponseOutputMessage, ResponseOutputText
from plan import Plan, given


class Caller(Model):
    """A model that makes one call after the other."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    async def get_response(self, system_instructions, input, *_, **__):
        answers = [one for one in input if isinstance(one, dict) and one.get("type") == "function_call_output"]
        step = len(answers)
        for answer in answers[len(self.plan.told) :]:
            self.plan.tell(self.plan.calls[len(self.plan.told)][0], answer["output"])
        if step < len(self.plan.calls):
            tool, call = self.plan.calls[step]
            part = ResponseFunctionToolCall(
                type="function_call", name=tool, arguments=json.dumps(call), call_id=f"call_{step}"
            )
        else:
            done = ResponseOutputText(type="output_text", text="done", annotations=[])
            part = ResponseOutputMessage(id="1", type="message", role="assistant", status="completed", content=[done])
        return ModelResponse(output=[part], usage=Usage(), response_id=None)

    def stream_response(self, *_, **__):
        raise NotImplementedError


async def main() -> None:
    set_tracing_disabled(True)
    plan = given()
    program, *arguments = plan.command
    server = MCPServerStdio(
        {"command": program, "args": arguments, "env": plan.environment, "cwd": plan.folder},
        client_session_timeout_seconds=120,
    )
    async with server:
        agent = Agent(name="maker", model=Caller(plan), mcp_servers=[server])
        await Runner.run(agent, "Make a film.", max_turns=len(plan.calls) + 2)


asyncio.run(main())
