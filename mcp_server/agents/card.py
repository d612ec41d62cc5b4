"""The agent card: who Footage is to other agents, where it is, and what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from a2a.types import (
    AgentCapabilities,
    AgentCard,
    AgentExtension,
    AgentInterface,
    AgentProvider,
    AgentSkill,
    HTTPAuthSecurityScheme,
    SecurityRequirement,
    SecurityScheme,
)

from footage import __version__
from mcp_server.agents import wire
from mcp_server.agents.installed import AGENTS_PATH
from tools import names

if TYPE_CHECKING:
    from footage.caller import Caller
    from tools.base import Tool

RPC, REST = AGENTS_PATH, f"{AGENTS_PATH}/rest"
SKILLS_EXTENSION = "https://github.com/footage-mcp/footage/a2a/skills/v1"
"""Names the extension whose params are the schemas of all skills' parameters; a name, and nothing is behind it."""

_OF_THE_PROTOCOL = frozenset({names.GET_JOB, names.LIST_JOBS, names.CANCEL_JOB})
"""Tools that the protocol has methods for: GetTask, ListTasks, CancelTask."""

_DESCRIPTION = (
    "Makes video: films from prompts and articles, captions, enhancement, quality checks, within a budget that holds. "
    'Send text as the prompt of a film, or data {"skill": "NAME", "parameters": {...}} to call a skill exactly. A film '
    "takes a while: send with returnImmediately and follow the task, or stream. A task that is INPUT_REQUIRED asks "
    "whether its price is agreed to. A message that is sent again with the same messageId is answered once."
)
_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    names.GENERATE_VIDEO: (
        "A fox runs through fresh snow at dawn",
        '{"skill": "generate_video", "parameters": {"prompt": "A fox in the snow", "duration_s": 8, "dry_run": true}}',
    ),
    names.BLOG_TO_VIDEO: ('{"skill": "blog_to_video", "parameters": {"source": "https://example.com/post"}}',),
    names.ADD_CAPTIONS: ('{"skill": "add_captions", "parameters": {"video": "task_ID"}}',),
    names.ENHANCE_QUALITY: ('{"skill": "enhance_quality", "parameters": {"video": "task_ID"}}',),
    names.CHECK_QUALITY: ('{"skill": "check_quality", "parameters": {"video": "https://example.com/film.mp4"}}',),
    names.PUBLISH_VIDEO: ('{"skill": "publish_video", "parameters": {"video": "task_ID", "target": "youtube"}}',),
    names.CHECK_BUDGET: ('{"skill": "check_budget", "parameters": {}}',),
}
_TEXT, _DATA, _FILM, _PICTURE = "text/plain", "application/json", "video/mp4", "image/jpeg"


def card_of(base: str, *, asks_for_token: bool, pushes: bool) -> AgentCard:
    """The card that everybody may read.

    Args:
        base: What its addresses begin with.
        asks_for_token: Whether callers need one.
        pushes: Whether it tells of tasks by webhooks.
    """
    card = AgentCard(
        name="Footage",
        description=_DESCRIPTION,
        version=__version__,
        provider=AgentProvider(organization="Footage", url=base),
        supported_interfaces=[
            AgentInterface(url=f"{base}{RPC}", protocol_binding="JSONRPC", protocol_version="1.0"),
            AgentInterface(url=f"{base}{REST}", protocol_binding="HTTP+JSON", protocol_version="1.0"),
            AgentInterface(url=f"{base}{RPC}", protocol_binding="JSONRPC", protocol_version="0.3"),
        ],
        capabilities=AgentCapabilities(
            streaming=True,
            push_notifications=pushes,
            extended_agent_card=True,
            extensions=[_extension()],
        ),
        default_input_modes=[_TEXT, _DATA],
        default_output_modes=[_FILM, _DATA, _TEXT],
        skills=[_skill(tool) for tool in _shown()],
    )
    if asks_for_token:
        card.security_schemes["bearer"].CopyFrom(
            SecurityScheme(http_auth_security_scheme=HTTPAuthSecurityScheme(scheme="Bearer"))
        )
        need = SecurityRequirement()
        need.schemes["bearer"].list.extend(())
        card.security_requirements.append(need)
    return card


def extended(card: AgentCard, caller: Caller) -> AgentCard:
    """The card for a known caller: the skills that they may use, each with the schema of its parameters."""
    limits = caller.limits.tools
    mine = [tool for tool in _shown() if caller.allows(tool.scope) and (limits is None or tool.name in limits)]
    found = AgentCard()
    found.CopyFrom(card)
    del found.skills[:]
    found.skills.extend(_skill(tool) for tool in mine)
    del found.capabilities.extensions[:]
    found.capabilities.extensions.append(_extension({tool.name: tool.params.model_json_schema() for tool in mine}))
    return found


def changed_at() -> datetime:
    """When what the card says was last changed here."""
    from mcp_server.protocol import tool_list

    file = Path(tool_list.__file__)
    return datetime.fromtimestamp(int(file.stat().st_mtime), UTC)


def _shown() -> list[Tool]:
    from tools.registry import TOOLS

    return [tool for tool in TOOLS if tool.name not in _OF_THE_PROTOCOL]


def _skill(tool: Tool) -> AgentSkill:
    makes = tool.work is not None
    return AgentSkill(
        id=tool.name,
        name=tool.title,
        description=_without_jobs(tool.description),
        tags=["video", *(["money"] if tool.name == names.CHECK_BUDGET else [])],
        examples=_EXAMPLES.get(tool.name, ()),
        input_modes=[_TEXT, _DATA] if tool.name == names.GENERATE_VIDEO else [_DATA],
        output_modes=[_FILM, _PICTURE, _DATA, _TEXT] if makes else [_DATA, _TEXT],
    )


def _without_jobs(description: str) -> str:
    """A tool's description without the sentences that send agents to tools which are methods here."""
    sentences = description.replace("\n", " ").split(". ")
    kept = [one for one in sentences if not any(name in one for name in (*_OF_THE_PROTOCOL, "wait_s"))]
    return ". ".join(kept).strip().rstrip(".") + "."


def _extension(schemas: Mapping[str, Any] | None = None) -> AgentExtension:
    found = AgentExtension(
        uri=SKILLS_EXTENSION,
        description='Data {"skill": NAME, "parameters": {...}} calls a skill exactly; the extended card has the JSON '
        "Schema of each skill's parameters in the params of this extension.",
        required=False,
    )
    if schemas is not None:
        found.params.CopyFrom(wire.struct({"skills": schemas}))
    return found
