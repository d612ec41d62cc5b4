"""A conversation: a request, an agent that calls tools, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, Protocol

from mcp import Client
from mcp.types import CallToolResult, ImageContent, TextContent, Tool

MOST_CALLS = 6
WAITS = "get_job"
CHARS_A_TOKEN = 4
View = Literal["both", "text", "data"]
"""What a client shows its model of an answer: its text, its structured content, or both."""


@dataclass(frozen=True)
class Call:
    """A tool and its arguments."""

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """What an agent tells its user at the end."""

    text: str


@dataclass(frozen=True)
class Seen:
    """An answer as an agent's client shows it."""

    call: Call
    text: str
    data: Mapping[str, Any]
    is_error: bool
    pictures: int = 0

    @property
    def tokens(self) -> int:
        """What it costs to read, pictures apart."""
        return len(self.whole) // CHARS_A_TOKEN

    @property
    def whole(self) -> str:
        """All of its words."""
        data = json.dumps(self.data, ensure_ascii=False, separators=(",", ":")) if self.data else ""
        return f"{self.text}{data}"


class Agent(Protocol):
    """Whoever decides what to call next."""

    def meet(self, instructions: str, tools: Sequence[Tool]) -> None:
        """Be told what a server says of itself, once."""

    async def begin(self, request: str) -> Call | Said:
        """Hear a request."""

    async def go_on(self, seen: Seen) -> Call | Said:
        """Hear the answer to the last call."""


@dataclass
class Outcome:
    """A conversation that has ended."""

    request: str
    seen: list[Seen] = field(default_factory=list)
    said: str = ""

    @property
    def calls(self) -> int:
        """How many calls it took; waiting for one job counts once, since a busy machine is no fault of words."""
        return len(self.seen) - sum(
            one.call == other.call and one.call.tool == WAITS for one, other in pairwise(self.seen)
        )

    @property
    def tokens(self) -> int:
        """What was read in all answers."""
        return sum(one.tokens for one in self.seen)

    @property
    def last(self) -> Mapping[str, Any]:
        """The data of the last answer, whatever the agent was shown of it."""
        return self.seen[-1].data if self.seen else {}


async def talk(client: Client, agent: Agent, request: str, view: View = "both") -> Outcome:
    """Let an agent do what is asked for, in at most so many calls."""
    outcome = Outcome(request)
    step = await agent.begin(request)
    while isinstance(step, Call) and outcome.calls < MOST_CALLS:
        whole = _seen(step, await client.call_tool(step.tool, dict(step.arguments)))
        outcome.seen.append(whole)
        step = await agent.go_on(_shown(whole, view))
    outcome.said = step.text if isinstance(step, Said) else ""
    return outcome


def _seen(call: Call, result: CallToolResult) -> Seen:
    texts = [part.text for part in result.content if isinstance(part, TextContent)]
    pictures = sum(isinstance(part, ImageContent) for part in result.content)
    return Seen(call, "\n".join(texts), result.structured_content or {}, bool(result.is_error), pictures)


def _shown(whole: Seen, view: View) -> Seen:
    text, data = (whole.text if view != "data" else ""), (whole.data if view != "text" else {})
    return Seen(whole.call, text, data, whole.is_error, whole.pictures)
