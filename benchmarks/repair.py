"""What filling in bad stretches does for films that have one fault, without a model or a paid backend.

The films are those of `tests.faulty`, so the pictures that should be there are known: stretches are compared with them,
and so is the plain way, which holds the last good picture.

    python -m benchmarks.repair [films]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from media.frames import read_frames
from media.joins import ssim
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy
from quality.repair import FilmMender
from tests.faulty import FAULTS, FPS, FRAMES, HELD_OUT, Case, Clip, painted, shot, written

FILLED = ("flash", "black", "blocks", "blur", "splice", "freeze", "shuffle")
ACCEPTED, OUTSIDE = 0.9, 0.99
_EVERY = 6


class Bench:
    """Figures of all films so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.policy = load_policy()
        self.judge = FilmJudge(ClipModel("nobody/weights"), self.policy)  # by signals alone
        self.mender = FilmMender(self.policy)
        self.figures: dict[str, list[float]] = defaultdict(list)

    def film(self, clip: Clip, other: Clip, fault: str, seed: int) -> str:
        """One film with one fault, mended; the line that is printed of it."""
        case = FAULTS[fault](clip, other, True, np.random.default_rng((seed, FILLED.index(fault))))
        film, out = written(case.clip, self.folder / "film.mp4"), self.folder / "mended.mp4"
        checked = self.judge.check(film)
        before = checked.quality
        stretches = [one for one in self.mender.stretches(checked) if one.fillable]
        if not stretches:
            return f"{fault:>8}: {before.verdict}, nothing to fill in"
        start = time.perf_counter()
        self.mender.fill(film, stretches, out, self.folder)
        taken_s = time.perf_counter() - start
        after = self.judge.check(out).quality
        assert before.score is not None
        assert after.score is not None
        self.figures["accepted"].append(after.verdict == "accept")
        self.figures["gain"].append(after.score - before.score)
        self.figures["seconds_a_second"].append(taken_s / sum(one.end_s - one.start_s for one in stretches))
        self._compare(case, clip, film, out)
        return (
            f"{fault:>8}: {before.score:.2f} {before.verdict} -> {after.score:.2f} {after.verdict} in {taken_s:.1f} s"
        )

    def _compare(self, case: Case, clip: Clip, film: Path, out: Path) -> None:
        """With the pictures that should be there, inside the stretch; with those that were, outside."""
        first, last = round(case.start_s * FPS), round(case.end_s * FPS)
        inside = range(first, last, max(1, (last - first) // _EVERY))
        shown = read_frames(out, [n / FPS for n in inside])
        self.figures["inside"] += [ssim(clip.frames[n], picture) for n, picture in zip(inside, shown, strict=True)]
        self.figures["held"] += [ssim(clip.frames[n], clip.frames[first - 1]) for n in inside]
        margin = FPS // 2
        outside = [n / FPS for n in range(0, FRAMES, _EVERY) if not first - margin <= n < last + margin]
        pairs = zip(read_frames(film, outside), read_frames(out, outside), strict=True)
        self.figures["outside"].append(min(ssim(one, other) for one, other in pairs))


def main(films: int = 4) -> dict[str, float]:
    """Print and return what share is accepted afterwards, the gain, and how like the pictures are to the true ones."""
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        clips = [shot(painted(*film, Path(name) / f"{n}.mp4"), "push") for n, film in enumerate(HELD_OUT[:films])]
        for n, clip in enumerate(clips):
            print(HELD_OUT[n][0])
            for fault in FILLED:
                print(bench.film(clip, clips[(n + 1) % len(clips)], fault, n), flush=True)
    mean = {key: float(np.mean(values)) for key, values in bench.figures.items()}
    figures = {
        "accepted_afterwards": mean["accepted"],
        "mean_gain_of_score": mean["gain"],
        "ssim_inside": mean["inside"],
        "ssim_inside_held": mean["held"],
        "error_against_holding": (1 - mean["inside"]) / (1 - mean["held"]),
        "ssim_outside_least": min(bench.figures["outside"]),
        "seconds_a_second": mean["seconds_a_second"],
    }
    for key, value in figures.items():
        print(f"{key}: {value:.4f}")
    print(f"target: {ACCEPTED:.0%} accepted afterwards, frames outside a stretch >= {OUTSIDE} in SSIM")
    return figures


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
