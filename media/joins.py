"""The join of two clips: the frame handed from one to the next, how alike both sides are, and whether to dissolve."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from media.frames import read_frames
from media.probe import probe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from media.frames import Picture

SEAMLESS = 0.9
"""From this likeness on a straight cut is not seen; a picture that was encoded again stays above 0.95."""

DISSOLVE_S = 0.4
_SIDE_PX = 160
_WINDOW_PX = 8
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def save_last_frame(clip: Path, out: Path) -> None:
    """Write the very last picture of a clip as `save_frame` does."""
    save_frame(clip, probe(clip).duration_s, out)


def save_frame(clip: Path, time_s: float, out: Path) -> None:
    """Write the picture that a clip shows at a time, in full size, as PNG; `out` is there whole or not at all.

    Args:
        clip: A video file that `media.probe.probe` accepts.
        time_s: Seconds from its start; past the end means the last frame.
        out: The .png file to write.

    Raises:
        UnsupportedMediaError: The clip cannot be read.
    """
    import numpy as np
    import skia

    picture = read_frames(clip, [time_s])[0]
    opaque = np.full((*picture.shape[:2], 1), 255, np.uint8)
    rgba = np.ascontiguousarray(np.concatenate([picture, opaque], axis=2))
    making = out.with_name(f"making-{out.name}")
    skia.Image.fromarray(rgba, colorType=skia.kRGBA_8888_ColorType).save(str(making), skia.kPNG)
    with making.open("rb") as file:
        os.fsync(file.fileno())
    making.replace(out)


def likeness(before: Path, after: Path) -> float:
    """How like the first picture of a clip is to the last one of another, -1 to 1: `ssim` of small pictures.

    Args:
        before: The clip that ends.
        after: The clip that begins.

    Raises:
        UnsupportedMediaError: A clip cannot be read.
    """
    last = read_frames(before, [probe(before).duration_s], _SIDE_PX)[0]
    first = read_frames(after, [0.0], _SIDE_PX)[0]
    return ssim(last, first)


def dissolve_s(alike: float) -> float:
    """How long the clips should dissolve into each other at this likeness, in seconds; 0.0 is a straight cut."""
    return 0.0 if alike >= SEAMLESS else DISSOLVE_S


def ssim(one: Picture, other: Picture) -> float:
    """How like two pictures of shape (height, width, 3) are, -1 to 1.

    Structural similarity after Wang et al. 2004 over all three colours, in windows of 8 pixels; brightness counts, as a
    jump of it is seen as well as a jump of what is shown. Of pictures that differ in size what both have is compared.
    """
    import numpy as np

    rows, columns = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    a, b = (_windows(picture[:rows, :columns].astype(np.float64)) for picture in (one, other))
    mean_a, mean_b = a.mean(axis=(3, 4)), b.mean(axis=(3, 4))
    both = (a * b).mean(axis=(3, 4)) - mean_a * mean_b
    brightness = (2 * mean_a * mean_b + _C1) / (mean_a**2 + mean_b**2 + _C1)
    structure = (2 * both + _C2) / (a.var(axis=(3, 4)) + b.var(axis=(3, 4)) + _C2)
    return float((brightness * structure).mean())


def _windows(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Every fourth window of a picture, by row, column and colour."""
    import numpy as np

    return np.lib.stride_tricks.sliding_window_view(picture, (_WINDOW_PX, _WINDOW_PX), axis=(0, 1))[::4, ::4]
