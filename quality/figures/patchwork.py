"""Detail that changes at the lines between a codec's blocks: each is coded with more or less of it, or passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import block_means, laplace

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture

_LARGE = 64
_LOST = 1.2


def patchwork(x: Floats, _levels: Picture) -> list[Any]:
    """How far detail changes from one block of 8 pixels to the next, across lines of 16 and 32 and elsewhere."""
    detail = _detail(x)
    logs = _by_block(detail)
    across, inside = _at_lines(logs)
    large = (block_means(detail, _LARGE) < _LOST).mean(axis=1) if min(x.shape[1:]) >= _LARGE else np.zeros(len(x))
    return [across, inside, _uneven_lines(logs), large, across / (inside + 0.1)]


PATCHWORK = ("patched16", "changing", "patched32", "lost64", "patched")


def passed_on(before: Floats, after: Floats) -> list[Any]:
    """The same of what changes until the next frame, and how far detail comes and goes, block by block."""
    change = _by_block(np.abs(after - before))
    across, inside = _at_lines(change)
    come = _by_block(_detail(after)) - _by_block(_detail(before))
    return [
        across,
        inside,
        _uneven_lines(change),
        come.std(axis=(1, 2)),
        np.abs(come).mean(axis=(1, 2)),
        _at_lines(come)[0],
    ]


PASSED_ON = ("change_patched16", "change_changing", "change_patched32", "come_spread", "come", "come_patched16")


def _detail(x: Floats) -> Any:
    return np.pad(np.abs(laplace(x)), ((0, 0), (1, 1), (1, 1)), mode="edge")


def _by_block(values: Any) -> Any:
    """The logarithms of the means over blocks of 8 pixels, shape (tiles, rows, columns)."""
    return np.log(block_means(values, 8) + 0.05).reshape(len(values), values.shape[1] // 8, -1)


def _at_lines(logs: Any) -> tuple[Any, Any]:
    """The mean step across lines of 16 pixels less that between them, and the latter."""
    across, inside = _steps(logs, 1, 2), _steps(logs, 0, 2)
    return across - inside, inside


def _uneven_lines(logs: Any) -> Any:
    """How far apart the steps at every other line of 16 pixels are; a tile may begin at any of the two."""
    if min(logs.shape[1:]) * 8 < _LARGE:
        return np.zeros(len(logs))
    return np.abs(_steps(logs, 1, 4) - _steps(logs, 3, 4))


def _steps(logs: Any, first: int, every: int) -> Any:
    along, down = np.abs(np.diff(logs, axis=2)), np.abs(np.diff(logs, axis=1))
    return (along[:, :, first::every].mean(axis=(1, 2)) + down[:, first::every].mean(axis=(1, 2))) / 2
