"""How well films are judged by their pictures alone, on clips from sources that were never trained on.

Ladders of damage are made of the corpus's clips that are held back, a few frames each, and the corpus's own, two
seconds each; the truth is VMAF against the clean clip. A clip that looks soft before anything is done to it says how
far absolute looks and likeness to a source are apart: figures without those clips come besides.

    python -m benchmarks.corpus
    python -m benchmarks.visual [--ladders FOLDER]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import LEVELS, clips, folder
from benchmarks.visual_coders import said_of
from benchmarks.visual_ladders import Ruined, from_clip, from_damaged, made
from benchmarks.visual_training import DRAWN, UNTRUE, figures_of
from quality.coders import as_coded
from quality.policy import load_policy
from quality.regressor import HEADS, Regressor, shipped

Reals = NDArray[np.float64]
LEAST, LEAST_BY_FAMILY, RUINED, WELL, SOFT = 0.9, 0.8, 40.0, 100.0, 0.75


def judged(films: Sequence[Ruined], kept: Path, net: Regressor) -> list[tuple[Ruined, float, float]]:
    """Films with their score and how much they are taken for drawn; those that show nothing are left out."""
    found = []
    for film in films:
        figures = figures_of(Path(film.path), kept)
        if len(figures):
            marks = net.all_marks(figures)
            scores = as_coded(marks[:, 0], said_of(Path(film.path)))
            found.append((film, float(scores.mean()), float(marks[:, HEADS.index("drawn")].mean())))
    return found


def spearman(one: Reals, other: Reals) -> float:
    """The correlation of ranks, ties by their mean."""
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Reals) -> Reals:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place]


def report(films: Sequence[tuple[Ruined, float, float]], line: float) -> Iterator[str]:
    """What came out, a line each."""
    ladder = [(film, score) for film, score, _ in films if film.family not in (*UNTRUE, "clean")]
    yield f"{'all':>12} {_figures(ladder)}"
    soft = {film.clip for film, score, _ in films if film.family == "clean" and score < SOFT}
    yield f"{f'but {len(soft)} soft':>12} {_figures([one for one in ladder if one[0].clip not in soft])}"
    for family in sorted({film.family for film, _ in ladder}):
        yield f"{family:>12} {_figures([one for one in ladder if one[0].family == family])}"
    for kind in sorted({film.kind for film, _ in ladder}):
        yield f"{kind:>12} {_figures([one for one in ladder if one[0].kind == kind])}"
    clean = [(film.clip, score) for film, score, _ in films if film.vmaf >= WELL]
    ruined = [(f"{film.clip} {film.family} {film.level}", score) for film, score in ladder if film.vmaf < RUINED]
    low, high = [one for one in clean if one[1] < line], [one for one in ruined if one[1] >= line]
    yield f"below the line of {line}: {len(low)} of {len(clean)} clean; above it: {len(high)} of {len(ruined)} ruined"
    yield from (f"  clean, {name}: {score:.2f}" for name, score in sorted(low, key=lambda one: one[1]))
    yield from (f"  ruined, {name}: {score:.2f}" for name, score in sorted(high, key=lambda one: -one[1])[:20])
    drawn = [(film.kind in DRAWN) == (mark > 0.4) for film, _, mark in films]
    yield f"camera or drawn: {np.mean(drawn):.3f} right"
    yield f"target: {LEAST} over all, {LEAST_BY_FAMILY} in each family"


def _figures(ladder: Sequence[tuple[Ruined, float]]) -> str:
    truth, scores = (np.array(side) for side in ([film.vmaf / 100 for film, _ in ladder], [one for _, one in ladder]))
    error = scores - truth
    rank = spearman(scores, truth) if len(ladder) > 2 else float("nan")
    return f"{len(ladder):4d} films: Spearman {rank:.3f}, off by {np.abs(error).mean():.3f} (mean {error.mean():+.3f})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the ladders that are missing and print how the shipped net judges them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ladders", type=Path, default=folder() / "ladders-held-back", help="where ladders are kept")
    ladders: Path = parser.parse_args(arguments).ladders
    long = ladders / "long"
    for clip in clips(held_back=True, clean=True):
        from_clip(clip, ladders)
        from_damaged(clip, long, LEVELS)
    for place in (ladders, long):
        print(place.name)
        for line in report(judged(made(place), ladders / "figures", shipped()), load_policy().visual.retry_below):
            print(line)


if __name__ == "__main__":
    main()
