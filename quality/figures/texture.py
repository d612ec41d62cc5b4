"""How much fine detail blocks keep for the contrast that they have: codecs take it from where nobody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import block_means, in_blocks, laplace, log

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture

_CONTRASTS = ((0.0, 1.5), (1.5, 4.0), (4.0, 10.0), (10.0, 25.0), (25.0, 999.0))
_FEW = 3
_LOST = ((16, 0.5), (16, 1.5), (32, 0.7), (32, 2.0))


def texture(x: Floats, _levels: Picture) -> list[Any]:
    """Detail by contrast, where it is lost over 16 and 32 pixels, and how unevenly it is spread."""
    detail = np.pad(np.abs(laplace(x)), ((0, 0), (1, 1), (1, 1)), mode="edge")
    of_block = block_means(detail, 8)
    contrast = in_blocks(x, 8).std(axis=(2, 4)).reshape(len(x), -1)
    kept = log(of_block, 0.05) - log(contrast, 0.5)
    usual = kept.mean(axis=1)
    figures = [usual]
    for low, high in _CONTRASTS:
        there = (contrast >= low) & (contrast < high)
        figures.append(((kept * there).sum(axis=1) + _FEW * usual) / (there.sum(axis=1) + _FEW))
        figures.append(there.mean(axis=1))
    figures += [(block_means(detail, side) < level).mean(axis=1) for side, level in _LOST]
    spread, spread_far = (log(block_means(detail, side), 0.05).std(axis=1) for side in (8, 32))
    squares = detail * detail
    figures += [
        spread,
        spread - spread_far,
        log((squares * squares).mean(axis=(1, 2))) - 2 * log(squares.mean(axis=(1, 2))),
        (block_means(detail, 4) < 0.6).mean(axis=1) - (of_block < 0.6).mean(axis=1),
    ]
    return figures


TEXTURE = (
    "kept",
    *(f"{figure}{place}" for place in range(len(_CONTRASTS)) for figure in ("kept", "share")),
    "lost16",
    "poor16",
    "lost32",
    "poor32",
    "patchy",
    "patchier",
    "peaked",
    "poor4",
)
