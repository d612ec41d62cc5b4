"""From a brief to a landing page with a playing film: the marketing agent's steps at a real server over stdio.

The brief asks for eight seconds, which the storyboard draws in 16:9 and in 9:16; both get captions, a verdict, and are
put on the page. Counted from the start of the server's process to the page in its folder, without a model.

    python -m benchmarks.landing_page
"""

from __future__ import annotations

import asyncio
import os
import resource
import shlex
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "examples"))

from marketing_agent.brief import read_brief  # noqa: E402
from marketing_agent.campaign import SHAPES, campaign  # noqa: E402
from marketing_agent.desk import Desk  # noqa: E402
from marketing_agent.studio import Reached, connected  # noqa: E402

FILM_S, BAR_S = 8.0, 10.0


def main() -> dict[str, float]:
    """Print and return the figures."""
    figures: dict[str, float] = {}
    for shapes in (SHAPES[:1], SHAPES):
        with tempfile.TemporaryDirectory(prefix="footage-landing-") as folder:
            os.environ |= {"FOOTAGE_HOME": str(Path(folder) / "home"), "FOOTAGE_NO_SPEND": "1"}
            began_s, before_s = time.perf_counter(), _processor_s()
            steps_s = asyncio.run(_made(Path(folder) / "site", shapes))
            took_s, processor_s = time.perf_counter() - began_s, _processor_s() - before_s
        slowest = sorted(steps_s.items(), key=lambda step: -step[1])[:4]
        print(
            f"brief to landing page, {FILM_S:g} s in {' and '.join(shapes)}: {processor_s:.1f} s of a processor",
            end=" ",
        )
        print(f"(bar {BAR_S:g}), {took_s:.1f} s by the clock:", ", ".join(f"{step} {one:.1f}" for step, one in slowest))
        figures[f"landing_page_{len(shapes)}_processor_s"] = processor_s
    return figures


async def _made(site: Path, shapes: Sequence[str]) -> Mapping[str, float]:
    """Build the page; seconds of each kind of call."""
    brief = ROOT / "examples" / "marketing_agent" / "brief.md"
    reached = Reached(command=shlex.join([sys.executable, "-m", "footage", "mcp"]), folder=brief.parent)
    spent_s: dict[str, float] = defaultdict(float)
    begun_s = time.perf_counter()
    async with connected(reached) as ask:
        spent_s["start"] = time.perf_counter() - begun_s
        desk = Desk(brief_path=brief, ask=ask, site=site)
        desk.brief = read_brief(brief).model_copy(update={"film_s": FILM_S})
        steps = campaign(shapes)
        try:
            call = next(steps)
            while True:
                begun_s = time.perf_counter()
                answer = await desk.call(call.tool, call.arguments)
                spent_s[call.tool] += time.perf_counter() - begun_s
                call = steps.send(answer)
        except StopIteration:
            return spent_s


def _processor_s() -> float:
    """Of this process and of those that have ended under it."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
