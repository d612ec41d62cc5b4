"""The marketing job with OpenAI's Agents SDK: a GPT model with a key, a scripted one without.

In the folder `examples`: `python -m same_job.openai_agents marketing_agent/brief.md landing-page`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from agents import Agent, Model, ModelResponse, Runner, Usage, function_tool, set_tracing_disabled
from agents.mcp import MCPServerStdio, MCPServerStreamableHttp
from marketing_agent.answers import Data
from marketing_agent.campaign import Call, next_step
from marketing_agent.desk import INSTRUCTION, TOOLS, Desk
from marketing_agent.studio import PATIENCE_S, Reached
from openai.types.responses import ResponseFunctionToolCall, ResponseOutputMessage, ResponseOutputText


class Scripted(Model):
    """A model that makes the campaign's calls in their order."""

    async def get_response(self, system_instructions, input, *_, **__) -> ModelResponse:
        """The next call, or the last words."""
        said = [one for one in input if isinstance(one, dict) and one.get("type") == "function_call_output"]
        step = next_step([json.loads(one["output"]) for one in said])
        if isinstance(step, Call):
            arguments = json.dumps(step.arguments)
            part = ResponseFunctionToolCall(
                type="function_call", name=step.tool, arguments=arguments, call_id=f"call_{len(said)}"
            )
        else:
            text = ResponseOutputText(type="output_text", text=step, annotations=[])
            part = ResponseOutputMessage(id="1", type="message", role="assistant", status="completed", content=[text])
        return ModelResponse(output=[part], usage=Usage(), response_id=None)

    def stream_response(self, *_, **__):
        """Nobody streams here."""
        raise NotImplementedError


async def main(brief: Path, out: Path) -> str:
    """Do the job; what it says in the end."""
    reached = Reached.from_environment(brief.parent)
    # Data alone is what this SDK's models work best with: the script of a dry run is in it.
    how = {"use_structured_content": True, "client_session_timeout_seconds": PATIENCE_S}
    there = {"url": reached.url, "headers": reached.headers, "timeout": PATIENCE_S}
    server = MCPServerStreamableHttp(there, **how) if reached.url else MCPServerStdio(reached.started, **how)
    server.tool_filter = {"allowed_tool_names": TOOLS}
    async with server:

        async def ask(tool: str, arguments: dict) -> Data:
            return (await server.call_tool(tool, arguments)).structured_content or {}

        desk = Desk(brief_path=brief, ask=ask, site=out, is_remote=bool(reached.url))
        tools = [function_tool(tool, strict_mode=False) for tool in desk.text_tools]
        model = os.environ.get("MARKETING_MODEL", "gpt-5") if os.environ.get("OPENAI_API_KEY") else Scripted()
        agent = Agent(name="marketing", instructions=INSTRUCTION, model=model, tools=tools, mcp_servers=[server])
        return str((await Runner.run(agent, "Make our campaign.", max_turns=60)).final_output)


if __name__ == "__main__":
    set_tracing_disabled(not os.environ.get("OPENAI_API_KEY"))
    print(asyncio.run(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())))
