"""A naive agent: picks by words, fills in by types, does literally what it is told next, and asks nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mcp.types import Tool

from benchmarks.strangers.choosing import Choice
from benchmarks.strangers.conversation import Call, Said, Seen
from benchmarks.strangers.filling import Filler
from benchmarks.strangers.found import found_in, versions_in
from benchmarks.strangers.language import meanings
from benchmarks.strangers.values import asks_first

ANOTHER = 3.0
"""From this on a tool is so like what is left of a wish that it is called for it."""

_FOLLOW = re.compile(
    r"\b([a-z]+_[a-z_]+)\b(?:\s+again)?(?:\s+with)?((?:[\s,(]+(?:and\s+)?[a-z_]+=(?:'[^']*'|\"[^\"]*\"|\[[^\]]*\]|[\w.:-]+))*)"
)
_PAIR = re.compile(r"([a-z_]+)=('[^']*'|\"[^\"]*\"|\[[^\]]*\]|[\w.:-]+)")
_WITHOUT = re.compile(r"without ([a-z_]+)")
_UNKNOWN = re.compile(r"no argument '([\w.]+)'(?: \(did you mean '([\w.]+)')?")
_JOB = re.compile(r"\bjob_[0-9a-f]{8,}\b")
_VERSION = meanings("variants versions takes")
_STILL = frozenset({"queued", "working"})


class Naive:
    """See the module. Its rules are of no server in particular."""

    def meet(self, instructions: str, tools: Sequence[Tool]) -> None:
        """Read what there is."""
        self._choice = Choice(instructions, tools)
        self._tools = {tool.name: tool for tool in tools}

    async def begin(self, request: str) -> Call | Said:
        """Take the tool that is most like the request."""
        self._request, self._found = request, found_in(request)
        self._done: list[str] = []
        self._tried: list[Call] = []
        self._versions = versions_in(request)
        self._told: list[str] = []
        self._length_s: float | None = None
        tool, _ = self._choice.best(self._found.bare, self._found)
        return self._call(tool, request)

    async def go_on(self, seen: Seen) -> Call | Said:
        """Follow what the answer says; then see what is left of the request."""
        self._remember(seen)
        step = self._mended(seen) if seen.is_error else self._followed(seen)
        if step is None and not seen.is_error:
            step = self._rest(seen)
        if step is None or (step in self._tried and _status(seen) not in _STILL):
            return Said(" ".join(self._told))
        self._tried.append(step)
        return step

    # --- what was heard ---------------------------------------------------------------------------------------------

    def _remember(self, seen: Seen) -> None:
        said = seen.text or " ".join(_strings(seen.data))
        self._told.append(said)
        if made := _job_of(seen):
            self._found.jobs.append(made)
            if seen.call.tool not in self._done:
                self._done.append(seen.call.tool)
            self._found.files.pop("film", None)
        match = re.search(r"(\d+(?:\.\d+)?) s, \d+x\d+", said) or re.search(
            r'"?duration_s"?\W+(\d+(?:\.\d+)?)', seen.whole
        )
        self._length_s = float(match[1]) if match else None

    def _followed(self, seen: Seen) -> Call | None:
        """The call that the next step names; after an estimate only where more than that was asked for."""
        status, step = _status(seen), _next_step(seen)
        if status in _STILL:
            return self._named(step, seen)
        if status in ("dry_run", "preview") and not asks_first(self._request):
            return self._named(step, seen)
        return None

    def _named(self, step: str, seen: Seen) -> Call | None:
        for match in _FOLLOW.finditer(step):
            if match[1] not in self._tools:
                continue
            arguments = {name: _literal(value) for name, value in _PAIR.findall(match[2])}
            if "again" in step and match[1] == seen.call.tool:
                left_out = set(_WITHOUT.findall(step))
                kept = {name: value for name, value in seen.call.arguments.items() if name not in left_out}
                arguments = {**kept, **arguments}
            return Call(match[1], arguments)
        return None

    def _mended(self, seen: Seen) -> Call | None:
        """The same call as an error wants it: renamed, left out, chosen again; or the call that its hint names."""
        said, arguments = seen.text or " ".join(_strings(seen.data)), dict(seen.call.arguments)
        if unknown := _UNKNOWN.search(said):
            value = arguments.pop(unknown[1], None)
            if unknown[2]:
                arguments[unknown[2]] = value
            return Call(seen.call.tool, arguments)
        if (named := self._named(_hint(seen), seen)) and named.tool != seen.call.tool:
            schema = self._tools[named.tool].input_schema
            return Call(
                named.tool, {**Filler(self._request, self._found, self._length_s).arguments(schema), **named.arguments}
            )
        pairs = {name: _literal(value) for name, value in _PAIR.findall(_hint(seen)) if name in self._properties(seen)}
        left_out = [name for name in _WITHOUT.findall(_hint(seen)) if name in arguments]
        left_out += [name for name in re.findall(r"[Ll]eave (?:out )?(\w+)", _hint(seen)) if name in arguments]
        if pairs or left_out:
            return Call(seen.call.tool, {**{k: v for k, v in arguments.items() if k not in left_out}, **pairs})
        return None

    def _properties(self, seen: Seen) -> Mapping[str, Any]:
        properties: Mapping[str, Any] = self._tools[seen.call.tool].input_schema.get("properties", {})
        return properties

    # --- what is left -----------------------------------------------------------------------------------------------

    def _rest(self, seen: Seen) -> Call | None:
        """Another version, or another tool for what the tools so far do not speak of."""
        status = _status(seen)
        if status not in (None, "completed"):
            return None
        if self._versions > 1:
            self._versions -= 1
            return (
                Call(seen.call.tool, {**seen.call.arguments, "seed": self._versions})
                if "seed" in self._properties(seen)
                else None
            )
        if status is None or not self._found.jobs:
            return None
        left = meanings(self._found.bare)
        for tool in self._done:
            left -= self._covered(tool)
        wish = " ".join(left)
        tool, score = self._choice.best(wish, self._found)
        if (
            not left
            or tool in self._done
            or score < ANOTHER
            or "video" not in self._tools[tool].input_schema.get("properties", {})
        ):
            return None
        return self._call(tool, self._request, on_film=True)

    def _covered(self, tool: str) -> frozenset[str]:
        return frozenset(one for one in meanings(self._found.bare) if self._choice.has(tool, one))

    def _call(self, tool: str, wish: str, *, on_film: bool = False) -> Call:
        filler = Filler(wish, self._found, self._length_s)
        arguments = filler.arguments(self._tools[tool].input_schema)
        if any(value == self._versions > 1 and meanings(name) & _VERSION for name, value in arguments.items()):
            self._versions = 1  # all of them at once
        if on_film:
            arguments["video"] = self._found.jobs[-1]
        return Call(tool, arguments)


def _job_of(seen: Seen) -> str | None:
    if seen.data.get("job_id") and "jobs" not in seen.data:
        return str(seen.data["job_id"])
    match = _JOB.match(seen.text)
    return match[0] if match else None


def _status(seen: Seen) -> str | None:
    if "status" in seen.data:
        return str(seen.data["status"])
    match = re.match(r"job_\w+ is (queued|working|ready)|(Would use|\d+ scenes)|(No film was made)", seen.text)
    if match is None:
        return None
    return {"ready": "completed"}.get(match[1], match[1]) if match[1] else ("dry_run" if match[2] else "preview")


def _next_step(seen: Seen) -> str:
    return str(seen.data.get("next_step", "")) or seen.text


def _hint(seen: Seen) -> str:
    error = seen.data.get("error")
    return str(error.get("hint", "")) if isinstance(error, Mapping) else seen.text


def _literal(text: str) -> Any:
    if text[:1] in "'\"":
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else __import__("json").loads(text.replace("'", '"'))
    except ValueError:
        return text


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]
