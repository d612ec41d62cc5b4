"""Plays a clip of film as a picture that moves: real footage under the words of a card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import skia
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from media.focus import MAP_PX, detail_map
from media.frames import decoded_at, read_frames

SUFFIX = ".mp4"
_NATIVE = skia.ImageInfo.MakeN32Premul(1, 1).colorType()
_PIXELS = {skia.kRGBA_8888_ColorType: "rgba", skia.kBGRA_8888_ColorType: "bgra"}[_NATIVE]
_LOOKS = (0.2, 0.5, 0.8)


class FilmedPicture:
    """The frames of a clip, decoded as they are asked for.

    Args:
        path: An MP4 file with square pixels, upright.

    Raises:
        UnsupportedMediaError: It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._asked_s = 0.0
        self._frames = decoded_at(path, self._times_s())
        self._scaler = VideoReformatter()
        self._shown: Any = None
        self._image: Any = None

    def at(self, time_s: float) -> Any:
        """The frame at a time in seconds; the last one when the clip is over."""
        if time_s < self._asked_s:
            self._frames = decoded_at(self._path, self._times_s())
        self._asked_s = time_s
        frame, _ = next(self._frames)
        if frame is not self._shown:
            pixels = np.ascontiguousarray(self._scaler.reformat(frame, format=_PIXELS, threads=1).to_ndarray())
            self._shown, self._image = frame, skia.Image.fromarray(pixels, _NATIVE, skia.kOpaque_AlphaType)
        return self._image

    def _times_s(self) -> Iterator[float]:
        while True:
            yield self._asked_s


def sinks(path: Path, duration_s: float) -> float:
    """How the details of a clip lie in its picture: 0 all above, 1 all below."""
    pictures = read_frames(path, [share * duration_s for share in _LOOKS], MAP_PX)
    details = np.mean([detail_map(picture) for picture in pictures], axis=0)
    rows: NDArray[np.float64] = (np.arange(details.shape[0]) + 0.5) / details.shape[0]
    return float((details.sum(axis=1) * rows).sum() / max(float(details.sum()), 1e-6))
