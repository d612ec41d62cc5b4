"""Takes what is looked at of one frame, and of the next one that is another picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from media.frames import colours_of, luma_of
from quality.picture_features import Sample, content_box, places_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

MOST_FRAMES = 3
"""So many may be the same: films of 12 frames a second are shown at 24 or 30."""


class Waiting:
    """A frame whose next one has not been seen yet.

    Args:
        time_s: When it is shown.
        frame: The frame; only its tiles are kept.
        turn: The how many-th sample of its film it is: each is looked at in other places.
    """

    def __init__(self, time_s: float, frame: VideoFrame, turn: int) -> None:
        luma = luma_of(frame)
        self.time_s = time_s
        self._shape = luma.shape
        self._places = places_of(content_box(luma), turn)
        self._left = MOST_FRAMES
        colours = colours_of(frame)
        blue_red = (self._places.of(colours[0], 2), self._places.of(colours[1], 2)) if colours else None
        self.sample = Sample(self._places.of(luma), blue_red)

    def is_done_with(self, frame: VideoFrame) -> bool:
        """Take the next frame; whether none after it is wanted."""
        luma = luma_of(frame)
        if luma.shape != self._shape:
            return True
        after = self._places.of(luma)
        self.sample = Sample(self.sample.tiles, self.sample.colours, after)
        self._left -= 1
        return not self._left or not np.array_equal(after, self.sample.tiles)
