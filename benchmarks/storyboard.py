"""How fast the storyboard painter makes films in every style, and what painting still layers only once is worth.

Run it with `python -m benchmarks.storyboard`; it takes about six minutes. The real-time factor is seconds of film per
second of work for whole films of two beats, sound and encoding included. It is told twice: by the clock, and for two
cores that do nothing else, by processor time, where the busier of painter and encoder sets the pace. All films are made
again and again, and the fastest time of each counts, which is the one that other work on the machine disturbed least.
The first frame counts from the start of a film's rendering until it is on its way to the encoder, by the clock and by
the painter's processor time. The ratio compares painting alone, in one run, with the naive way that repaints every
layer for every frame. Memory is the highest of the process and of ffmpeg.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from painter import STYLES, FilmPlan, plan_film, render

PROMPTS = (
    "snowy mountains with a cabin",
    "a sailboat at sunset",
    "Tokyo at night, neon, rain",
    "quarterly revenue up 40%",
)
FILM_S = 8.0
LARGE_FILM_S = 4.0
FRAMES = 8
ROUNDS = 3


class _Work(NamedTuple):
    """What one film took: by the clock, by the painter's processor time and by the encoder's; and its first frame."""

    clock_s: float
    painter_s: float
    encoder_s: float
    first_frame_s: float
    first_frame_painter_s: float


def main() -> dict[str, float]:
    """Render the films, print and return the figures."""
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "film.mp4"
        render(_plan(PROMPTS[0], STYLES[0], 1.0, 640), out, audio=True)
        small: dict[str, list[FilmPlan]] = {style: [_plan(each, style) for each in PROMPTS] for style in STYLES}
        large: dict[str, list[FilmPlan]] = {
            style: [_plan(each, style, LARGE_FILM_S, 1920) for each in PROMPTS[1:3]] for style in STYLES
        }
        results |= _figures("720p", small, out) | _figures("1080p", large, out)
        results["peak_memory_mb_up_to_1080p"] = _peak_mb()
        results |= _figures("2160p", {"cinematic": [_plan(PROMPTS[1], STYLES[0], 2.0, 3840)]}, out)
        results["peak_memory_mb_2160p"] = _peak_mb()
    plans = [_plan(each, style) for each in PROMPTS for style in STYLES[:2]]
    kept = sum(_painting_s(plan, cache=True) for plan in plans)
    naive = sum(_painting_s(plan, cache=False) for plan in plans)
    results["times_faster_than_naive"] = naive / kept
    for name, value in results.items():
        print(f"{name}: {value:.2f}")
    return results


def _plan(prompt: str, style: str, duration_s: float = FILM_S, width: int = 1280) -> FilmPlan:
    return plan_film(prompt, duration_s=duration_s, width=width, height=width * 9 // 16, seed=1, style=style)


def _figures(size: str, plans: dict[str, list[FilmPlan]], out: Path) -> dict[str, float]:
    """For each list of films, seconds of film per second of work, and the slowest first frame of all."""
    rounds = [[[_rendered(plan, out) for plan in films] for films in plans.values()] for _ in range(ROUNDS)]
    figures: dict[str, float] = {}
    first_frames: list[tuple[float, float]] = []
    for (style, films), times in zip(plans.items(), zip(*rounds, strict=True), strict=True):
        best = [_Work(*map(min, zip(*tries, strict=True))) for tries in zip(*times, strict=True)]
        film_s = sum(plan.duration_s for plan in films)
        figures[f"real_time_factor_{size}_{style}"] = film_s / sum(work.clock_s for work in best)
        busier = max(sum(work.painter_s for work in best), sum(work.encoder_s for work in best))
        figures[f"by_processor_time_{size}_{style}"] = film_s / busier
        first_frames += [(work.first_frame_s, work.first_frame_painter_s) for work in best]
    by_clock, by_processor = zip(*first_frames, strict=True)
    for name, times_s in (("first_frame_s", by_clock), ("first_frame_by_processor_s", by_processor)):
        figures[f"{name}_{size}_median"] = statistics.median(times_s)
        figures[f"{name}_{size}_slowest"] = max(times_s)
    return figures


def _rendered(plan: FilmPlan, out: Path) -> _Work:
    painted: list[tuple[float, float]] = []
    start, busy = time.perf_counter(), _processor_s()
    render(plan, out, audio=True, progress=lambda _: painted.append((time.perf_counter(), _processor_s()[0])))
    now = _processor_s()
    first_s, first_busy_s = painted[0]
    return _Work(
        time.perf_counter() - start, now[0] - busy[0], now[1] - busy[1], first_s - start, first_busy_s - busy[0]
    )


def _processor_s() -> tuple[float, float]:
    """Processor time of this process, and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return used[0].ru_utime + used[0].ru_stime, used[1].ru_utime + used[1].ru_stime


def _peak_mb() -> float:
    """The most memory that this process and its largest child have held so far, in MB; Linux counts in KiB."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def _painting_s(plan: FilmPlan, *, cache: bool) -> float:
    """Seconds to paint some frames of the first beat, without the preparation."""
    from painter.shots.reel import Reel

    reel = Reel(plan, cache=cache)
    reel.paint(0.0)
    start = time.perf_counter()
    for frame in range(FRAMES):
        reel.paint(frame * plan.beats[0].duration_s / FRAMES)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
