"""The demonstration: a real MCP client drives the server over stdio, as an agent would."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from mcp import Client, StdioServerParameters

FILMS: Sequence[Mapping[str, Any]] = (
    {"prompt": 'A lighthouse in a storm at night, "Hold the light"', "duration_s": 8, "seed": 7},
    {"prompt": "A sailboat at sunset, calm sea", "duration_s": 5, "aspect_ratio": "9:16", "seed": 11},
)
ARTICLE = """# The night bus that pays for itself

Since March the town of Lindau has run one bus through the night, and it pays for itself.

## The riders

| Month | Riders a week |
|---|---|
| March | 41 |
| May | 190 |
| July | 310 |

"I close the bar at two, and I used to walk for an hour," says Mara Hoss.

## What it costs

The town had set aside 90,000 euros for the loss. None of it was needed.

## The verdict

Run it, and people will ride.
"""
TOLD: Mapping[str, Any] = {"source": ARTICLE, "duration_s": 20}
CAPTIONS: tuple[str, ...] = ("Made on this machine,", "with no key and no network.", "Captions included.")


async def demo(films: Sequence[Mapping[str, Any]] = FILMS, article: Mapping[str, Any] = TOLD) -> int:
    """Make captioned films from prompts and one from an article; prints where they are, their cost and checks.

    Args:
        films: Arguments of `generate_video`, a film each.
        article: Arguments of `blog_to_video`.
    """
    server = StdioServerParameters(command=sys.executable, args=["-m", "footage", "mcp"], env=dict(os.environ))
    async with Client(server) as client:
        names = [tool.name for tool in (await client.list_tools()).tools]
        _say(f"Connected. Tools: {', '.join(names)}")
        for film in films:
            made = await _finished(client, "generate_video", {**film, "wait_s": 2})
            captions = _captions(film["duration_s"])
            captioned = await _finished(
                client, "add_captions", {"video": made["job_id"], "captions": captions, "style": "box"}
            )
            _show(made, captioned)
        told = await _finished(client, "blog_to_video", {**article, "wait_s": 2})
        _show(told, told)
        budget = await client.call_tool("check_budget", {})
        _say(f"\nBudget: {(budget.structured_content or {})['message']}")
    return 0


async def _finished(client: Client, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Call a tool and follow its job as `next_step` says."""
    job = await _call(client, tool, arguments)
    while job["status"] in {"queued", "working"}:
        job = await _call(client, "get_job", {"job_id": job["job_id"]})
    return job


async def _call(client: Client, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    async def report(progress: float, total: float | None, message: str | None) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{progress:4.0%} {message or '':<40}")

    result = await client.call_tool(tool, arguments, progress_callback=report)
    content = result.structured_content or {}
    if result.is_error:
        raise SystemExit(f"{tool} failed: {content.get('error')}")
    return content


def _captions(duration_s: float) -> list[dict[str, Any]]:
    length_s = duration_s / len(CAPTIONS)
    return [
        {"start_s": n * length_s + 0.2, "end_s": (n + 1) * length_s - 0.1, "text": text}
        for n, text in enumerate(CAPTIONS)
    ]


def _show(made: dict[str, Any], captioned: dict[str, Any]) -> None:
    video, quality = captioned["video"], made["quality"]
    _say(f"\n{made['route']['reason']}")
    _say(f"  video          {video['path']}")
    _say(f"  contact sheet  {video['contact_sheet']}")
    _say(f"  size           {video['width']}x{video['height']}, {video['duration_s']:.2f} s, {video['fps']:g} fps")
    _say(f"  cost           ${made['cost']['charged_usd']}")
    _say(f"  quality        {quality['verdict']} ({quality['status']}): {' '.join(quality['reasons'])}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
