"""Fits what a film looks like by what its coder says of itself: the figures of `quality.coders`.

Nets learn from the ladders of `benchmarks.visual_training` without a fifth of the sources at a time, and score that
fifth; then all coded films that say how coarse they are tell, by least squares, what a step is worth beside a score.

    python -m benchmarks.visual_training [--ladders FOLDER]
    python -m benchmarks.visual_coders [--ladders FOLDER]
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.corpus import folder
from benchmarks.visual_ladders import Ruined, made
from benchmarks.visual_training import figures_of, learned
from media.probe import probe
from media.quantiser import Coder, Quantiser, ask_quantiser, quantiser_of
from media.reading import read_through
from quality.coders import FINE, SAYS

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

FAMILIES = frozenset({"x264", "vp9", "mpeg4", "mpeg2", "recoded"})
_PARTS, _RIDGE = 5, 0.02


class _Asking:
    """A viewer that asks all frames how coarse they are."""

    def __init__(self) -> None:
        self.said: list[Quantiser] = []
        self._tells = False

    def begin(self, stream: VideoStream) -> None:
        self._tells = ask_quantiser(stream)

    def see(self, _time_s: float, frame: VideoFrame) -> None:
        if self._tells and (said := quantiser_of(frame)):
            self.said.append(said)

    def end(self) -> None:
        """Nothing is left to do."""


@cache
def said_of(path: Path) -> list[Quantiser]:
    """What the coder of a film says of its frames."""
    asking = _Asking()
    read_through(probe(path), [asking])
    return asking.said


def scored(films: Sequence[Ruined], kept: Path) -> Iterator[tuple[Ruined, float]]:
    """Coded films with the score that nets give that have not seen their source."""
    for part in range(_PARTS):
        inside = [zlib.crc32(film.source.encode()) % _PARTS == part for film in films]
        net = learned([film for film, held in zip(films, inside, strict=True) if not held], kept)
        for film, held in zip(films, inside, strict=True):
            figures = figures_of(Path(film.path), kept) if held and film.family in FAMILIES else ()
            if len(figures):
                yield film, float(net.all_marks(np.asarray(figures))[:, 0].mean())


def main(arguments: Sequence[str] | None = None) -> tuple[dict[Coder, tuple[float, float]], float]:
    """Print and return the figures: of each coder where it starts and its slope, and the share of the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ladders", type=Path, default=folder() / "ladders", help="where ladders are kept")
    ladders: Path = parser.parse_args(arguments).ladders
    rows, truths = [], []
    for film, score in scored(made(ladders), ladders / "figures"):
        said = said_of(Path(film.path))
        step = float(np.mean([one.step for one in said])) if said else 0.0
        if step > FINE:
            of_it = [said[0].coder == coder for coder in SAYS]
            rows.append([*map(float, of_it), *(step * one for one in of_it), score])
            truths.append(film.vmaf / 100)
    table = np.asarray(rows)
    figures = np.linalg.solve(table.T @ table + _RIDGE * np.eye(table.shape[1]), table.T @ np.asarray(truths)).tolist()
    says = {coder: (figures[place], figures[place + len(SAYS)]) for place, coder in enumerate(SAYS)}
    print(len(rows), {coder: (round(start, 3), round(slope, 3)) for coder, (start, slope) in says.items()})
    print(f"seen: {figures[-1]:.3f}")
    return says, figures[-1]


if __name__ == "__main__":
    main()
