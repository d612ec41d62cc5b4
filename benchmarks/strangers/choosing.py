"""Which tool a naive agent takes: the one whose words are most like those of the wish."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mcp.types import Tool

from benchmarks.strangers.found import Found
from benchmarks.strangers.language import meanings

IN_NAME, IN_TITLE, IN_DESCRIPTION, IN_PARAMETERS, IN_INSTRUCTIONS = 3.0, 1.0, 2.0, 0.6, 1.0
LACKING = 0.25
"""What is left of a tool's score where something is required that nobody has named."""

TAKEN_BY = {
    "image": frozenset({"image", "logo"}),
    "sound": frozenset({"music"}),
    "subtitles": frozenset({"srt", "captions"}),
    "article": frozenset({"article"}),
}
"""What a tool speaks of that takes files of a kind."""

_IDENTIFIER = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
"""A name of a tool or a parameter in a sentence, whose parts are no words of it."""

_FILM = re.compile(r"\b(?:video|film|clip)\b")


class Choice:
    """The tools of a server, by what they say of themselves.

    Args:
        instructions: What the server says of all of them.
        tools: As they are listed.
    """

    def __init__(self, instructions: str, tools: Sequence[Tool]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self._weights = {tool.name: _weights(tool, instructions) for tool in tools}
        often = Counter(meaning for weights in self._weights.values() for meaning in weights)
        self._rare = {meaning: math.log((len(tools) + 1) / count) for meaning, count in often.items()}

    def scores(self, wish: str, found: Found) -> dict[str, float]:
        """How well each tool fits."""
        wanted = meanings(wish)
        return {
            name: math.fsum(weight * self._rare[meaning] for meaning, weight in weights.items() if meaning in wanted)
            * _named(name, wanted)
            * (1.0 if has_all(self.tools[name], found) else LACKING)
            for name, weights in self._weights.items()
        }

    def best(self, wish: str, found: Found) -> tuple[str, float]:
        """The tool that fits best, and how well."""
        scores = self.scores(wish, found)
        name = max(scores, key=lambda one: scores[one])
        return name, scores[name]

    def has(self, tool: str, meaning: str) -> bool:
        """Whether a tool speaks of something at all."""
        return meaning in self._weights[tool]

    def unmet(self, tool: str, wish: str) -> frozenset[str]:
        """What a wish speaks of that this tool does not, though some other does."""
        return frozenset(one for one in meanings(wish) if one in self._rare and one not in self._weights[tool])


def has_all(tool: Tool, found: Found) -> bool:
    """Whether a request has what a tool requires: a film, a job, or only words; and a tool what a request brings."""
    if found.films and "video" not in tool.input_schema.get("properties", {}):
        return False
    about = parameters_text(tool.input_schema)
    if any(not TAKEN_BY[kind] & meanings(about) for kind in found.files if kind in TAKEN_BY):
        return False
    for name in tool.input_schema.get("required", ()):
        if name == "job_id" and not found.jobs:
            return False
        if _FILM.search(name) and not (found.films or found.jobs):
            return False
    return True


def _named(tool: str, wanted: frozenset[str]) -> float:
    """How much of a tool's name a wish has in it: names are what a model looks at first."""
    own = meanings(tool)
    return 0.5 + 0.5 * len(own & wanted) / max(1, len(own))


def _weights(tool: Tool, instructions: str) -> Mapping[str, float]:
    """What a tool speaks of, and how prominently."""
    said = " ".join(part for part in re.split(r"(?<=[.;,:])\s", instructions) if tool.name in part)
    weights: dict[str, float] = {}
    for text, weight in (
        (parameters_text(tool.input_schema), IN_PARAMETERS),
        (_IDENTIFIER.sub(" ", said), IN_INSTRUCTIONS),
        (tool.title or "", IN_TITLE),
        (_IDENTIFIER.sub(" ", tool.description or ""), IN_DESCRIPTION),
        (tool.name, IN_NAME),
    ):
        for meaning in meanings(text):
            weights[meaning] = max(weight, weights.get(meaning, 0.0))
    return weights


def parameters_text(schema: Mapping[str, Any]) -> str:
    """The words of all parameters: their names, descriptions and choices, at every depth."""
    parts: list[str] = []
    for name, one in schema.get("properties", {}).items():
        inner = one.get("items", one)
        parts += [name, one.get("description", ""), *map(str, inner.get("enum", ())), parameters_text(inner)]
    return " ".join(parts)
