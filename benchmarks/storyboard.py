"""How fast the storyboard painter makes films in every style, and what painting still layers only once is worth.

Run it with `python -m benchmarks.storyboard`; it takes about six minutes. The real-time factor is seconds of film per
second of work for whole films of two beats, sound and encoding included. All films are made again and again, and the
fastest time of each counts, which is the one that other work on the machine disturbed least. The ratio compares
painting alone, in one run, with the naive way that repaints every layer for every frame. Memory is the highest of the
process and of ffmpeg.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

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
        results |= {f"real_time_factor_720p_{style}": factor for style, factor in _factors(small, out).items()}
        results |= {f"real_time_factor_1080p_{style}": factor for style, factor in _factors(large, out).items()}
        results["peak_memory_mb_up_to_1080p"] = _peak_mb()
        results["real_time_factor_2160p"] = _factors({"": [_plan(PROMPTS[1], STYLES[0], 2.0, 3840)]}, out)[""]
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


def _factors(plans: dict[str, list[FilmPlan]], out: Path) -> dict[str, float]:
    """Seconds of film per second of work, for each list of films."""
    rounds = [[[_rendering_s(plan, out) for plan in films] for films in plans.values()] for _ in range(ROUNDS)]
    fastest_s = [sum(map(min, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]
    films_s = [sum(plan.duration_s for plan in films) for films in plans.values()]
    return {style: film_s / work_s for style, film_s, work_s in zip(plans, films_s, fastest_s, strict=True)}


def _rendering_s(plan: FilmPlan, out: Path) -> float:
    start = time.perf_counter()
    render(plan, out, audio=True)
    return time.perf_counter() - start


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
