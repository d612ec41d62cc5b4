"""What blur in one direction leaves: frequencies that are nothing at even distances, and detail lost one way only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import log, mean

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture

_LENGTH = 128
_REACHES = ((2, 3), (4, 5), (6, 8), (9, 12), (13, 18), (19, 27), (28, 40))
_LAGS = np.arange(_REACHES[0][0], _REACHES[-1][1] + 1)


def nulls(x: Floats, _levels: Picture) -> list[Any]:
    """How strongly the spectrum's logarithm dips at even distances, by the length of the stroke that makes it.

    A lens that moves by n pixels, or a mean over n, takes away all frequencies k/n: in the cepstrum that is one peak
    (after Biemond, Lagendijk and Mersereau, 1990). The larger one of both ways, how far they are apart, and the peak.
    """
    along, down = _dips(x[:, ::2]), _dips(x[:, :, ::2].transpose(0, 2, 1))
    more, apart = np.maximum(along, down), np.abs(along - down)
    return [*more.T, *apart.T, more.max(axis=1)]


def _dips(lines: Any) -> Any:
    """Of each tile the strongest dips for each range of lengths, shape (tiles, ranges)."""
    length = lines.shape[2]
    window = np.hanning(length).astype(np.float32)
    centred = (lines - lines.mean(axis=2, keepdims=True)) * window
    power = np.abs(np.fft.rfft(centred, axis=2)) ** 2 / (window**2).sum()
    logs = log(power.mean(axis=1), 0.02)[:, 1:]
    place = np.arange(1, logs.shape[1] + 1) / length * _LENGTH
    slope = np.stack([np.ones_like(place), place / 64, (place / 64) ** 2, np.log(place)], axis=1)
    rest = logs - (logs @ slope) @ np.linalg.pinv(slope.T @ slope) @ slope.T
    waves = np.cos(2 * np.pi * np.outer(place, _LAGS) / _LENGTH)
    dips = -(rest @ waves) * 2 / len(place)
    return np.stack([dips[:, low - _LAGS[0] : high - _LAGS[0] + 1].max(axis=1) for low, high in _REACHES], axis=1)


NULLS = (
    *(f"null{place}" for place in range(len(_REACHES))),
    *(f"null_one_way{place}" for place in range(len(_REACHES))),
    "null",
)

_STEPS = (1, 2, 4, 8)


def one_way(x: Floats, _levels: Picture) -> list[Any]:
    """Fine detail across beside that down, less the same of coarse detail, which is the picture's own."""
    along = [log(mean(np.abs(x[:, :, step:] - x[:, :, :-step])), 0.1) for step in _STEPS]
    down = [log(mean(np.abs(x[:, step:] - x[:, :-step])), 0.1) for step in _STEPS]
    more = [one - other for one, other in zip(along, down, strict=True)]
    bent_along = log(mean(np.abs(x[:, :, 2:] - 2 * x[:, :, 1:-1] + x[:, :, :-2])), 0.1) - along[2]
    bent_down = log(mean(np.abs(x[:, 2:] - 2 * x[:, 1:-1] + x[:, :-2])), 0.1) - down[2]
    return [
        np.abs(more[0] - more[-1]),
        np.abs(more[1] - more[-1]),
        more[0] - more[-1],
        np.abs(more[0]),
        np.abs(bent_along - bent_down),
        np.minimum(bent_along, bent_down),
        np.maximum(bent_along, bent_down),
    ]


ONE_WAY = ("lost_one_way", "lost_far_one_way", "lost_along", "along_or_down", "bent_one_way", "bent_less", "bent_more")
