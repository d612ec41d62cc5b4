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
    from numpy.typing import NDArray

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


def main(arguments: Sequence[str] | None = None) -> dict[Coder, tuple[float, ...]]:
    """Print and return the figures of each coder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ladders", type=Path, default=folder() / "ladders", help="where ladders are kept")
    ladders: Path = parser.parse_args(arguments).ladders
    films: dict[Coder, list[tuple[float, float, float]]] = {coder: [] for coder in SAYS}
    for film, score in scored(made(ladders), ladders / "figures"):
        said = said_of(Path(film.path))
        step = float(np.mean([one.step for one in said])) if said else 0.0
        if step > FINE:
            films[said[0].coder].append((step, score, film.vmaf / 100))
    figures = {coder: _fitted(np.asarray(rows)) for coder, rows in films.items()}
    print({coder: (len(films[coder]), *(round(figure, 3) for figure in found)) for coder, found in figures.items()})
    return figures


def _fitted(rows: NDArray[np.float64]) -> tuple[float, ...]:
    """By least squares, drawn to nothing a little: a constant, the step's slope, and the score's."""
    table, truth = np.column_stack([np.ones(len(rows)), rows[:, :2]]), rows[:, 2]
    return tuple(np.linalg.solve(table.T @ table + _RIDGE * np.eye(3), table.T @ truth).tolist())


if __name__ == "__main__":
    main()
