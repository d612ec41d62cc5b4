"""Tells whether a film's frames are made of fields of two moments, opening it again only where one shows combs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from media.fields import fields_of, is_combed

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from footage.video_info import VideoInfo

EVERY_S, LEAST_SAMPLES = 3.0, 8
"""Seconds from one frame that is looked at to the next, or less in a film that has fewer than so many of them."""

_log = logging.getLogger("footage.quality")


class CombViewer:
    """A viewer that looks for combs in a frame every few seconds.

    Args:
        info: The film.
    """

    def __init__(self, info: VideoInfo) -> None:
        self._info = info
        self._every_s = min(EVERY_S, info.duration_s / LEAST_SAMPLES)
        self._next_s = self._every_s / 2  # the first frame of a film seldom shows motion
        self._has_combs = False

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        if time_s >= self._next_s and not self._has_combs:
            self._next_s = max(self._next_s + self._every_s, time_s)
            self._has_combs = is_combed(frame)

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""

    def finding(self) -> str | None:
        """What is to be seen of two fields in the film, as a clause; None where there is nothing."""
        if not self._has_combs:
            return None
        try:
            fields = fields_of(self._info)
        except Exception as exc:  # noqa: BLE001 - a film that was paid for is not lost because measuring it fails
            _log.info("whether %s is interlaced cannot be told: %s", self._info.path.name, exc)
            return None
        return fields.finding if fields else None
