"""What one film costs in processor time, part by part: drawing, verdict with poster and sheet, and all the rest.

A film of 5 s at 1280x720 by the storyboard, as it is made by default, by the whole of Footage in this process:
processor seconds of this process and of the ffmpeg that it runs. The rest is what is left of the job: placing and
routing it, its attempt and its money, the engine, progress, and waiting for its end. What the process costs while it
does nothing is measured before, and taken off the rest for as long as the rest took.

Beside the verdict with poster and sheet stands the naive way: every part opens the film and decodes it by itself.

    python -m benchmarks.job_cost
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import anyio

from films.services import Services
from footage.answers import VideoJob
from footage.caller import LOCAL
from footage.config import load_settings
from mcp_server.app import build_app
from media.contact_sheet import StillsViewer, stills
from media.probe import decodes_to_end, probe
from media.reading import read_sound
from quality.clip import ClipModel
from quality.frame_stats import frame_stats
from quality.judge import FilmJudge
from quality.policy import load_policy
from quality.sound.meter import SoundMeter
from routing.generators.storyboard import Storyboard
from tools.generate_video import GenerateVideo, ask

JOBS, REPEATS, IDLE_S = 5, 5, 4.0
SHOWN_BAR_S, BOOKKEEPING_BAR_S = 0.5, 0.1
FILM = GenerateVideo(prompt="A lighthouse on a cliff at sunset, waves below", duration_s=5, wait_s=300)
NO_MODEL = "nobody/has-this"
"""Whatever weights happen to be here: what a model costs has a benchmark of its own."""


@dataclass(frozen=True)
class JobCost:
    """Processor seconds of one job, and how long the rest took by the clock."""

    drawing_s: float
    shown_s: float
    rest_s: float
    rest_wall_s: float


class Parts:
    """Processor seconds by part, while this is the only job of the process."""

    def __init__(self) -> None:
        self.spent_s: defaultdict[str, float] = defaultdict(float)
        self.wall_s = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """All that the process spends meanwhile."""
        began, started = cpu_s(), time.perf_counter()
        try:
            yield
        finally:
            self.spent_s[name] += cpu_s() - began
            self.wall_s += time.perf_counter() - started


def cpu_s() -> float:
    """Processor seconds so far, of this process and of the children that have ended."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in usage)


def main() -> dict[str, float]:
    """Print and return processor seconds of a job's parts."""
    with tempfile.TemporaryDirectory(prefix="footage-job-cost-") as name:
        idle_share, jobs, film = anyio.run(_jobs, Path(name))
        ratio = together(film) / apart(film)
    middle = {part: statistics.median(getattr(job, part) for job in jobs) for part in JobCost.__annotations__}
    bookkeeping_s = statistics.median(max(0.0, job.rest_s - idle_share * job.rest_wall_s) for job in jobs)
    print(f"drawing {middle['drawing_s']:.2f} s of a processor")
    print(f"verdict, poster and sheet {middle['shown_s']:.2f} s (target {SHOWN_BAR_S} s)")
    print(
        f"bookkeeping {bookkeeping_s:.2f} s (target {BOOKKEEPING_BAR_S} s), {middle['rest_s']:.2f} s with the "
        f"{idle_share:.1%} of a processor that doing nothing costs meanwhile"
    )
    print(f"verdict, poster and sheet beside each part by itself: {ratio:.2f}")
    return {
        "drawing_s": middle["drawing_s"],
        "shown_s": middle["shown_s"],
        "bookkeeping_s": bookkeeping_s,
        "idle_share": idle_share,
        "share_of_each_by_itself": ratio,
    }


async def _jobs(home: Path) -> tuple[float, list[JobCost], Path]:
    """The share of a processor that doing nothing costs, some jobs one after another, and the last one's film."""
    app = build_app(load_settings(home=home, clip_model=NO_MODEL, reuse_hours=0))
    try:
        services = await app.services()
        await _job(services)  # imports, and what else is done once
        began = cpu_s()
        await anyio.sleep(IDLE_S)
        idle_share = (cpu_s() - began) / IDLE_S
        made = [await _job(services) for _ in range(JOBS)]
    finally:
        await app.close()
    return idle_share, [cost for cost, _ in made], made[-1][1]


async def _job(services: Services) -> tuple[JobCost, Path]:
    parts = Parts()
    with watched(parts):
        began, started = cpu_s(), time.perf_counter()
        job = (await ask(FILM, services.for_(LOCAL), _unheard)).result
        total_s, wall_s = cpu_s() - began, time.perf_counter() - started
    if not isinstance(job, VideoJob) or job.video is None or job.video.path is None:
        raise AssertionError(job)
    spent = parts.spent_s
    rest_s = total_s - sum(spent.values())
    return JobCost(spent["drawing"], spent["shown"], rest_s, wall_s - parts.wall_s), Path(job.video.path)


async def _unheard(progress: float, message: str) -> None:
    """Nobody is told how far the job is."""


@contextmanager
def watched(parts: Parts) -> Iterator[None]:
    """Have the drawing, the verdict and the stills of the one job that runs counted."""
    fetch, check, draw = Storyboard.fetch, FilmJudge.check, StillsViewer.stills

    async def fetched(*given: Any) -> None:
        with parts.part("drawing"):
            await fetch(*given)

    def shown(do: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            with parts.part("shown"):
                return do(*given)

        return counted

    with (
        patch.object(Storyboard, "fetch", fetched),
        patch.object(FilmJudge, "check", shown(check)),
        patch.object(StillsViewer, "stills", shown(draw)),
    ):
        yield


def together(film: Path) -> float:
    """Processor seconds of verdict, poster and sheet as a job gets them."""
    judge = FilmJudge(ClipModel(NO_MODEL), load_policy())

    def shown() -> None:
        checked = judge.check(film)
        if not checked.stills:
            raise AssertionError(checked)
        checked.stills()

    return _usual(shown)


def apart(film: Path) -> float:
    """The same, each part by itself."""

    def shown() -> None:
        decodes_to_end(film)
        frame_stats(probe(film))
        read_sound(probe(film), SoundMeter())
        stills(probe(film))

    return _usual(shown)


def _usual(do: Callable[[], None]) -> float:
    """Processor seconds, the median of some runs after one that does not count."""
    taken: list[float] = []
    for _ in range(REPEATS + 1):
        began = cpu_s()
        do()
        taken.append(cpu_s() - began)
    return statistics.median(taken[1:])


if __name__ == "__main__":
    main()
