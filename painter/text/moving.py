"""Decodes moving pictures, such as animated GIF and WebP, into frames with their times."""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import skia

from media.picture import content_of

_MOST_BYTES = 96 << 20
_MOST_FRAMES = 600
_LEAST_MS, _USUAL_MS = 20, 100
"""Browsers play frames that claim to last less than the first for the second."""


@dataclass(frozen=True)
class MovingPicture:
    """The frames of a moving picture as images, and when each ends, in seconds since it began."""

    frames: tuple[Any, ...]
    ends_s: tuple[float, ...]

    def at(self, time_s: float) -> Any:
        """The frame at a time; it begins again when it is over."""
        at = bisect.bisect_right(self.ends_s, time_s % self.ends_s[-1])
        return self.frames[min(at, len(self.frames) - 1)]


def moving_picture(path: Path) -> MovingPicture | None:
    """The frames of a picture that moves; None for one that does not."""
    return _frames(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=1)
def _frames(path: Path, _changed_ns: int) -> MovingPicture | None:
    content = content_of(path)  # a codec reads from it as long as it lives, but does not keep it
    codec = skia.Codec.MakeFromData(content)
    told = codec.getFrameInfo() if codec else []
    if len(told) < 2:
        return None
    size = codec.dimensions()
    times = max(1, -(-size.width() * size.height() * 4 * min(len(told), _MOST_FRAMES) // _MOST_BYTES))
    info = skia.ImageInfo.Make(size.width(), size.height(), skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    pixels = np.zeros((size.height(), size.width(), 4), np.uint8)
    frames, lasts_ms = [], []
    for index, frame in enumerate(told[:_MOST_FRAMES]):
        options = skia.Codec.Options()
        options.fFrameIndex = index
        if index and frame.fRequiredFrame == index - 1:
            options.fPriorFrame = index - 1
        if codec.getPixels(info, pixels, size.width() * 4, options) != skia.Codec.kSuccess:
            break
        lasts_ms.append(frame.fDuration if frame.fDuration >= _LEAST_MS else _USUAL_MS)
        if index % times == 0:
            frames.append(_on_white(pixels))
    ends_s = [end / 1000 for end in accumulate(lasts_ms)]
    kept = [ends_s[min(at + times, len(ends_s)) - 1] for at in range(0, len(ends_s), times)]
    del content
    return MovingPicture(tuple(frames), tuple(kept)) if len(frames) > 1 else None


def _on_white(pixels: Any) -> Any:
    shown = pixels.copy()
    shown[..., :3] = np.minimum(255, pixels[..., :3].astype(np.uint16) + (255 - pixels[..., 3:4]))
    shown[..., 3] = 255
    return skia.Image.fromarray(shown, skia.kRGBA_8888_ColorType).makeRasterImage()
