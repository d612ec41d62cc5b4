"""How fast the storyboard painter makes films, and what painting still layers only once is worth.

Run it with `python benchmarks/storyboard.py`; it takes about 20 seconds. The real-time factor is seconds of film per
second of work for whole films, sound and encoding included. The ratio compares painting alone, in one run, with the
naive way that repaints every layer for every frame.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from media.painter import FilmPlan, plan_film, render

PROMPTS = (
    "snowy mountains with a cabin",
    "a sailboat at sunset",
    "Tokyo at night, neon, rain",
    "quarterly revenue up 40%",
)
FILM_S = 6.0
FRAMES = 8


def main() -> dict[str, float]:
    """Render the films, print and return the figures."""
    plans = [plan_film(prompt, duration_s=FILM_S, width=1280, height=720, seed=1) for prompt in PROMPTS]
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        spent = 0.0
        for plan in plans:
            start = time.perf_counter()
            render(plan, Path(folder) / "film.mp4", audio=True)
            seconds = time.perf_counter() - start
            spent += seconds
            print(f"{plan.beats[0].setting:10} {FILM_S / seconds:5.2f}x real time")
        results["real_time_factor"] = FILM_S * len(plans) / spent
    kept = sum(_painting_s(plan, cache=True) for plan in plans)
    naive = sum(_painting_s(plan, cache=False) for plan in plans)
    results["times_faster_than_naive"] = naive / kept
    for name, value in results.items():
        print(f"{name}: {value:.2f}")
    return results


def _painting_s(plan: FilmPlan, *, cache: bool) -> float:
    """Seconds to paint some frames, without the preparation."""
    from media.painter.reel import Reel

    reel = Reel(plan, cache=cache)
    start = time.perf_counter()
    for frame in range(FRAMES):
        reel.paint(frame * plan.duration_s / FRAMES)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
