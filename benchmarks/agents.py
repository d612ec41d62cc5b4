"""Agents that know of Footage only what its server tells them: forty requests as people type them, checked on the film.

For each request: how many calls it took, what had to be read, whether what was asked for came of it, and how many calls
were detours (another tool than the matter needs, or an answer that is an error). A scripted naive agent does it by
itself; `--model gemini` and `--model anthropic` let a real model do it, with GEMINI_API_KEY or ANTHROPIC_API_KEY.

    python -m benchmarks.agents [NAME ...] [--view both|text|data] [--model naive|gemini|anthropic] [--json] [--verbose]
    python -m benchmarks.agents --thirteen
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import anyio
from mcp import Client
from mcp.types import Tool

from benchmarks.strangers import samples
from benchmarks.strangers.checks import World
from benchmarks.strangers.conversation import CHARS_A_TOKEN, Agent, Outcome, View, talk
from benchmarks.strangers.naive import Naive
from benchmarks.strangers.requests import REQUESTS, THIRTEEN, Request
from footage.caller import Limits
from footage.config import load_settings
from mcp_server.app import App, build_app
from mcp_server.protocol.callers import local
from mcp_server.protocol.server import build_server

FEW_CALLS, MOST_TOKENS, MOST_SUCCEED = 3, 2_500, 36
SMALL = Limits(max_resolution="480p")
"""Films of which no size is asked for are made small: what an agent does is the same."""


@dataclass(frozen=True)
class Figures:
    """What became of a request."""

    name: str
    who: str
    fault: str
    calls: int
    tokens: int
    largest_answer_tokens: int
    wrong_turns: int
    seconds: float

    @property
    def is_done(self) -> bool:
        """Whether what was asked for is there, after few calls."""
        return not self.fault and self.calls <= FEW_CALLS


@dataclass
class Server:
    """A running server, seen by two clients: one whose films are small, and one whose films have any size."""

    small: Client
    whole: Client
    files: Mapping[str, str]
    last: str = ""

    def said(self, text: str) -> str:
        """A request with the names of its files."""
        return text.format(**self.files, last=self.last)


def main(arguments: Sequence[str] = ()) -> list[Figures]:
    """Print and return the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--thirteen", action="store_true", help="the thirteen that a stranger asked first")
    parser.add_argument("--view", choices=("both", "text", "data"), default="both")
    parser.add_argument("--model", choices=("naive", "gemini", "anthropic"), default="naive")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args(arguments)
    chosen = [one for one in (THIRTEEN if given.thirteen else REQUESTS) if not given.names or one.name in given.names]
    found = anyio.run(run, chosen, given.model, given.view, given.verbose)
    if given.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        _print(found)
    return found


async def run(requests: Sequence[Request], model: str, view: View, verbose: bool) -> list[Figures]:
    """Let an agent do all of them on one server, one after the other."""
    async with opened() as server, agent_of(model) as agent:
        if agent is None:
            return []
        listed = (await server.small.list_tools()).tools
        instructions = server.small.instructions or ""
        agent.meet(instructions, listed)
        print(f"tools and instructions: {_listed_tokens(instructions, listed)} tokens", file=sys.stderr)
        return [await asked(server, agent, one, view, verbose=verbose) for one in requests]


@contextlib.asynccontextmanager
async def opened() -> AsyncIterator[Server]:
    """A server with an empty home, and the files that people ask about."""
    with tempfile.TemporaryDirectory() as folder:
        files = samples.make(Path(folder) / "files")
        app = build_app(load_settings(home=Path(folder) / "home", allowed_dirs=[Path(folder) / "files"]))
        async with Client(build_server(app)) as whole, Client(_small(app)) as small:
            yield Server(small, whole, files)


def _small(app: App):  # type: ignore[no-untyped-def]
    return build_server(app, lambda request: replace(local(request), limits=SMALL))


@contextlib.asynccontextmanager
async def agent_of(model: str) -> AsyncIterator[Agent | None]:
    """The agent, or None with a reason."""
    if model == "naive":
        yield Naive()
        return
    from benchmarks.strangers.models import model_agent

    async with model_agent(model) as agent:
        yield agent


async def asked(server: Server, agent: Agent, request: Request, view: View, *, verbose: bool) -> Figures:
    """Let an agent do one of them, and look at what came of it."""
    began = time.monotonic()
    client = server.whole if request.is_large else server.small
    outcome = await talk(client, agent, server.said(request.text), view)
    fault = await request.check(outcome, World(client, dict(server.files)))
    if verbose:
        _tell(outcome, fault)
    server.last = next((one.data["job_id"] for one in outcome.seen if one.data.get("job_id")), server.last)
    turns = sum(one.is_error or one.call.tool not in (*request.tools, "get_job") for one in outcome.seen)
    largest = max((one.tokens for one in outcome.seen), default=0)
    took_s = round(time.monotonic() - began, 1)
    return Figures(request.name, request.who, fault, outcome.calls, outcome.tokens, largest, turns, took_s)


def _listed_tokens(instructions: str, tools: Sequence[Tool]) -> int:
    listed = "".join(tool.model_dump_json(by_alias=True, exclude_none=True) for tool in tools)
    return len(instructions + listed) // CHARS_A_TOKEN


def _tell(outcome: Outcome, fault: str) -> None:
    print(f"\n> {outcome.request}")
    for one in outcome.seen:
        print(f"  {one.call.tool} {json.dumps(dict(one.call.arguments), ensure_ascii=False)[:600]}")
        print(f"    {'ERROR ' if one.is_error else ''}{one.tokens} tokens: {one.text[:700]}")
    print(f"  => {fault or 'done'}", flush=True)


def _print(found: Sequence[Figures]) -> None:
    for one in found:
        state = "done" if one.is_done else "late" if not one.fault else "FAIL"
        print(
            f"{state} {one.name:18} {one.calls} calls {one.tokens:5} tokens {one.wrong_turns} wrong turns "
            f"{one.seconds:5.1f} s  {one.fault}"
        )
    if not found:
        return
    done, largest = sum(one.is_done for one in found), max(one.largest_answer_tokens for one in found)
    calls, turns = sum(one.calls for one in found) / len(found), sum(one.wrong_turns for one in found)
    print(
        f"{done} of {len(found)} done in at most {FEW_CALLS} calls (bar {MOST_SUCCEED} of 40); {calls:.1f} calls and "
        f"{sum(one.tokens for one in found) / len(found):.0f} tokens a request, {turns} "
        f"wrong turns; the largest answer {largest} tokens (bar {MOST_TOKENS})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
