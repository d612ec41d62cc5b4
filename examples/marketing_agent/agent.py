"""The agent, on Google's Agent Development Kit: `python -m marketing_agent`, or `adk run marketing_agent`.

With a key for Gemini (`GOOGLE_API_KEY`) a Gemini model works; without one a scripted model makes the same calls in the
order of `campaign.py`, so that all of it can be tried offline. Footage is reached over MCP (stdio, or HTTP with a key)
or over A2A: see `studio.py`.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from google.adk.agents import LlmAgent
from google.adk.models import BaseLlm, LlmRequest, LlmResponse
from google.adk.runners import InMemoryRunner
from google.adk.tools import BaseTool, ToolContext
from google.adk.tools.mcp_tool import McpToolset, StdioConnectionParams, StreamableHTTPConnectionParams
from google.genai import types
from mcp import StdioServerParameters

from marketing_agent.a2a_studio import Skill
from marketing_agent.a2a_studio import connected as connected_over_a2a
from marketing_agent.answers import Data
from marketing_agent.campaign import Call, next_step
from marketing_agent.desk import INSTRUCTION, TOOLS, Ask, Desk
from marketing_agent.studio import PATIENCE_S, Reached, connected

MODEL = "gemini-2.5-flash"


NOTHING_USED = types.GenerateContentResponseUsageMetadata(
    prompt_token_count=0, candidates_token_count=0, total_token_count=0
)


class Scripted(BaseLlm):
    """A model that makes the campaign's calls in their order."""

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """The next call, or the last words."""
        parts = [part for content in llm_request.contents for part in content.parts or []]
        answers = [_data(part.function_response.response) for part in parts if part.function_response]
        step = next_step(answers)
        if isinstance(step, Call):
            said = types.Part(function_call=types.FunctionCall(name=step.tool, args=step.arguments))
        else:
            said = types.Part(text=step)
        yield LlmResponse(content=types.Content(role="model", parts=[said]), usage_metadata=NOTHING_USED)


def make_agent(desk: Desk, footage: list[Any], model: str | BaseLlm) -> LlmAgent:
    """The agent with its desk and Footage's tools."""
    return LlmAgent(
        name="marketing_agent",
        description="Makes films and a landing page from a brief and an article.",
        model=model,
        instruction=INSTRUCTION,
        tools=[*desk.tools, *footage],
    )


class SkillTool(BaseTool):
    """A skill of Footage's over A2A, as a tool."""

    def __init__(self, ask: Ask, skill: Skill) -> None:
        super().__init__(name=skill.name, description=skill.description)
        self._ask = ask
        self._schema = skill.schema

    def _get_declaration(self) -> types.FunctionDeclaration:
        return types.FunctionDeclaration(
            name=self.name, description=self.description, parameters_json_schema=self._schema
        )

    async def run_async(self, *, args: dict[str, Any], tool_context: ToolContext) -> dict[str, Any]:
        """Call the skill."""
        return dict(await self._ask(self.name, args))


@asynccontextmanager
async def opened(
    reached: Reached, brief: Path, site: Path, *, model: str | BaseLlm, target: str = "", links: tuple[str, ...] = ()
) -> AsyncIterator[LlmAgent]:
    """The agent, connected to Footage until the block ends."""
    told = {"brief_path": brief, "site": site, "target": target, "is_remote": bool(reached.url), "links": links}
    if reached.is_a2a:
        async with connected_over_a2a(reached) as line:
            skills = [SkillTool(line.ask, skill) for skill in await line.skills() if skill.name in TOOLS]
            yield make_agent(Desk(ask=line.ask, **told), skills, model)
        return
    async with connected(reached) as ask:
        toolset = _toolset(reached)
        try:
            yield make_agent(Desk(ask=ask, **told), [toolset], model)
        finally:
            await toolset.close()


async def run(agent: LlmAgent, wish: str = "Make our campaign.") -> str:
    """Let the agent do its job; what it says in the end."""
    runner = InMemoryRunner(agent=agent, app_name="marketing_agent")
    events = await runner.run_debug(wish, quiet=True)
    texts = [part.text for event in events if event.content for part in event.content.parts or [] if part.text]
    return texts[-1] if texts else ""


def chosen_model() -> str | BaseLlm:
    """Gemini where there is a key for it, else the scripted model."""
    named = os.environ.get("MARKETING_MODEL", MODEL)
    has_key = any(os.environ.get(name) for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI"))
    return named if has_key else Scripted(model="scripted")


def _toolset(reached: Reached) -> McpToolset:
    """Footage's tools over MCP."""
    if reached.url:
        params = StreamableHTTPConnectionParams(url=reached.url, headers=reached.headers, timeout=PATIENCE_S)
    else:
        params = StdioConnectionParams(server_params=StdioServerParameters(**reached.started), timeout=PATIENCE_S)
    return McpToolset(connection_params=params, tool_filter=TOOLS)


def _data(response: dict[str, Any] | None) -> Data:
    """The data of an answer: an MCP tool's is inside."""
    found: Data = (
        (response or {}).get("structuredContent") or (response or {}).get("structured_content") or response or {}
    )
    return found


def __getattr__(name: str) -> Any:
    """`root_agent`, which `adk run` and `adk web` look for, with the brief of MARKETING_BRIEF."""
    if name != "root_agent":
        raise AttributeError(name)
    brief = Path(os.environ.get("MARKETING_BRIEF", Path(__file__).with_name("brief.md")))
    reached = Reached.from_environment(brief.parent)

    async def ask(tool: str, arguments: dict[str, Any]) -> Data:
        async with connected(reached) as once:
            return await once(tool, arguments)

    desk = Desk(brief_path=brief, ask=ask, site=Path("landing-page"), is_remote=bool(reached.url))
    return make_agent(desk, [_toolset(reached)], chosen_model())
