"""Real models through the same loop: Gemini and Claude, over their plain HTTP interfaces.

Their addresses can be set (GEMINI_BASE_URL, ANTHROPIC_BASE_URL), and which model answers (AGENT_MODEL).
"""

from __future__ import annotations

import contextlib
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from mcp.types import Tool

from benchmarks.strangers.conversation import Call, Said, Seen
from footage.http import client

Wire = dict[str, Any]
"""A document of a vendor."""

_TOLD = (
    "You help a person with video. Use the tools; when you are done, or cannot go on, tell the person in a few words."
)
_WITHIN_S = 120.0
_KEYS = {"gemini": "GEMINI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


class Model(ABC):
    """A conversation with a model that calls tools, in a vendor's words."""

    def __init__(self, http: Any, key: str) -> None:
        self._http, self._key = http, key
        self._instructions, self._tools = "", list[Wire]()
        self._turns: list[Wire] = []

    def meet(self, instructions: str, tools: Sequence[Tool]) -> None:
        """Keep what the server says for every request."""
        self._instructions = f"{_TOLD}\n\n{instructions}"
        self._tools = [self.declared(tool) for tool in tools]

    async def begin(self, request: str) -> Call | Said:
        """Start anew."""
        self._turns = [self.said_by_user(request)]
        self._waiting: list[Call] = []
        self._answers: list[Wire] = []
        return await self._next()

    async def go_on(self, seen: Seen) -> Call | Said:
        """Hand over an answer; where several tools were called at once, the others' first."""
        self._answers.append(self.answer(seen, len(self._answers)))
        if self._waiting:
            return self._waiting.pop(0)
        self._turns.append(self.answers(self._answers))
        self._answers = []
        return await self._next()

    async def _next(self) -> Call | Said:
        reply = await self._http.post(self.address, headers=self.headers, json=self.asked())
        reply.raise_for_status()
        calls, text = self.read(reply.json())
        if not calls:
            return Said(text)
        self._waiting = calls[1:]
        return calls[0]

    address: str
    headers: Mapping[str, str]

    @abstractmethod
    def declared(self, tool: Tool) -> Wire:
        """A tool."""

    @abstractmethod
    def said_by_user(self, text: str) -> Wire:
        """A turn of the person."""

    @abstractmethod
    def answer(self, seen: Seen, at: int) -> Wire:
        """The answer to the call with that number among those of a turn."""

    @abstractmethod
    def answers(self, parts: Sequence[Wire]) -> Wire:
        """The turn with all answers."""

    @abstractmethod
    def asked(self) -> Wire:
        """The request for the next turn."""

    @abstractmethod
    def read(self, reply: Wire) -> tuple[list[Call], str]:
        """The calls and the words of a reply, which is kept as a turn."""


class Gemini(Model):
    """`models.generateContent`."""

    def __init__(self, http: Any, key: str) -> None:
        super().__init__(http, key)
        base = os.environ.get("GEMINI_BASE_URL", "https://generativelanguage.googleapis.com")
        model = os.environ.get("AGENT_MODEL", "gemini-3.5-flash-lite")
        self.address = f"{base}/v1beta/models/{model}:generateContent"
        self.headers = {"x-goog-api-key": key}

    def declared(self, tool: Tool) -> Wire:
        return {"name": tool.name, "description": tool.description, "parametersJsonSchema": tool.input_schema}

    def said_by_user(self, text: str) -> Wire:
        return {"role": "user", "parts": [{"text": text}]}

    def answer(self, seen: Seen, at: int) -> Wire:
        result = {"text": seen.text, **({"data": seen.data} if seen.data else {}), "isError": seen.is_error}
        named = {"id": self._ids[at]} if self._ids[at] else {}
        return {"functionResponse": {**named, "name": seen.call.tool, "response": result}}

    def answers(self, parts: Sequence[Wire]) -> Wire:
        return {"role": "user", "parts": list(parts)}

    def asked(self) -> Wire:
        return {
            "systemInstruction": {"parts": [{"text": self._instructions}]},
            "contents": self._turns,
            "tools": [{"functionDeclarations": self._tools}],
        }

    def read(self, reply: Wire) -> tuple[list[Call], str]:
        content = reply["candidates"][0].get("content", {"role": "model", "parts": []})
        self._turns.append(content)  # whole: thought signatures must come back
        parts = content.get("parts", [])
        called = [part["functionCall"] for part in parts if "functionCall" in part]
        self._ids = [one.get("id", "") for one in called]
        text = "".join(part.get("text", "") for part in parts if not part.get("thought"))
        return [Call(one["name"], one.get("args", {})) for one in called], text


class Anthropic(Model):
    """`/v1/messages`."""

    def __init__(self, http: Any, key: str) -> None:
        super().__init__(http, key)
        self.address = f"{os.environ.get('ANTHROPIC_BASE_URL', 'https://api.anthropic.com')}/v1/messages"
        self.headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}

    def declared(self, tool: Tool) -> Wire:
        return {"name": tool.name, "description": tool.description or "", "input_schema": tool.input_schema}

    def said_by_user(self, text: str) -> Wire:
        return {"role": "user", "content": text}

    def answer(self, seen: Seen, at: int) -> Wire:
        parts = [{"type": "text", "text": seen.text or seen.whole}]
        return {"type": "tool_result", "tool_use_id": self._ids[at], "content": parts, "is_error": seen.is_error}

    def answers(self, parts: Sequence[Wire]) -> Wire:
        return {"role": "user", "content": list(parts)}

    def asked(self) -> Wire:
        return {
            "model": os.environ.get("AGENT_MODEL", "claude-haiku-4-5"),
            "max_tokens": 2000,
            "system": self._instructions,
            "tools": self._tools,
            "messages": self._turns,
        }

    def read(self, reply: Wire) -> tuple[list[Call], str]:
        self._turns.append({"role": "assistant", "content": reply["content"]})
        called = [part for part in reply["content"] if part["type"] == "tool_use"]
        self._ids = [one["id"] for one in called]
        text = "".join(part["text"] for part in reply["content"] if part["type"] == "text")
        return [Call(one["name"], one["input"]) for one in called], text


@contextlib.asynccontextmanager
async def model_agent(name: str) -> AsyncIterator[Model | None]:
    """A model by its vendor's name; None, with the reason printed, where there is no key for it."""
    key = os.environ.get(_KEYS[name], "")
    if not key:
        print(f"skipped: {_KEYS[name]} is not set")
        yield None
        return
    async with client(_WITHIN_S) as http:
        yield Gemini(http, key) if name == "gemini" else Anthropic(http, key)
