"""Whole films of small articles, twelve kinds in six languages: what verdict each gets, and how far its length is off.

Run it with `python -m benchmarks.articles [narrated] [NAME ...]`, for example with `recipe` or `.ja`; all of them take
about ten minutes of a processor. Films last 15 to 30 s, a third of them upright, and are drawn small, on which
nothing depends that is judged of them; nothing is bought. Narrated, each is spoken by the best voice on this machine,
and where there is none it is left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "tests" / "data" / "articles" / "kinds"
LENGTHS_S = (30.0, 15.0, 30.0, 20.0, 30.0, 30.0)
TOLERANCE = 0.05 + 1e-9


class Made(NamedTuple):
    """A film, or why there is none."""

    name: str
    asked_s: float
    lasts_s: float
    verdict: str
    told: str


def main() -> dict[str, float]:
    """Make the films, print and return what is wrong with them."""
    wanted = sys.argv[1:]
    narrated = "narrated" in wanted
    names = [name for name in wanted if name != "narrated"]
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        films = []
        for at, path in enumerate(sorted(ARTICLES.glob("*.md"))):
            if any(name in path.name for name in names) or not names:
                films.append(_made(path, at, Path(home), narrated=narrated))
                _print(films[-1])
    made = [film for film in films if film.verdict]
    results = {
        "films": float(len(made)),
        "accepted": float(sum(film.verdict == "accept" for film in made)),
        "within_5_percent": float(sum(abs(film.lasts_s / film.asked_s - 1) <= TOLERANCE for film in made)),
        "wall_s": time.perf_counter() - start,
    }
    for name, value in results.items():
        print(f"{name}: {value:.0f}")
    return results


def _made(path: Path, at: int, home: Path, *, narrated: bool) -> Made:
    asked_s, shape = LENGTHS_S[at % len(LENGTHS_S)], "9:16" if at % 3 == 0 else "16:9"
    options = {"duration-s": str(asked_s), "aspect-ratio": shape, "narration": "on" if narrated else "off"}
    options["resolution"] = "480p"
    given = [part for name, value in options.items() for part in (f"--{name}", value)]
    kept = {"FOOTAGE_HOME": str(home), "FOOTAGE_ALLOWED_DIRS": str(ARTICLES.parent), "FOOTAGE_NO_SPEND": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "footage", "blog", str(path), *given, "--json"],
        cwd=ROOT,
        env={**os.environ, **kept},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Made(path.stem, asked_s, 0.0, "", (done.stderr.strip().splitlines() or [""])[-1][:160])
    answer: dict[str, Any] = json.loads(done.stdout)
    quality = answer["quality"]
    told = [*quality["reasons"], *(fault["reason"] for fault in (quality.get("editing") or {}).get("faults", ()))]
    return Made(path.stem, asked_s, answer["video"]["duration_s"], quality["verdict"], " ".join(told)[:160])


def _print(film: Made) -> None:
    print(f"{film.name:16} {film.asked_s:4.0f} {film.lasts_s:5.1f} {film.verdict or 'none':8} {film.told}", flush=True)


if __name__ == "__main__":
    main()
