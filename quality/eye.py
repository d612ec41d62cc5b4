"""Looks at a film's pictures while it is read for other things, or alone, and never harms what it is read for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import FootageError, UnavailableError
from footage.verdicts import Visual
from media.probe import probe
from media.reading import Viewer, read_through

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from footage.video_info import VideoInfo
    from quality.visual import VisualViewer

_NOT_READ = UnavailableError("The film was not read to its end.")
_BROKE = UnavailableError("Looking at its pictures broke; Footage's log says how.")
_log = logging.getLogger("footage.quality")


class Eye(Viewer):
    """A viewer that measures how pictures look; what breaks in it stays in it, for others see the same frames.

    Args:
        info: The film.
    """

    def __init__(self, info: VideoInfo) -> None:
        self._viewer: VisualViewer | None = None
        self._trouble: FootageError = _NOT_READ
        self._has_ended = False
        self._try(lambda: self._open(info))

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""
        if viewer := self._viewer:
            self._try(lambda: viewer.begin(stream))

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        if viewer := self._viewer:
            self._try(lambda: viewer.see(time_s, frame))

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""
        self._has_ended = True
        if viewer := self._viewer:
            self._try(viewer.end)

    def visual(self) -> Visual:
        """How the film looks.

        Raises:
            FootageError: Why that cannot be told.
        """
        if not self._viewer or not self._has_ended:
            raise self._trouble
        try:
            return self._viewer.visual()
        except FootageError:
            raise
        except Exception as exc:
            _log.exception("looking at a film broke")
            raise _BROKE from exc

    def _open(self, info: VideoInfo) -> None:
        from quality.visual import VisualViewer

        self._viewer = VisualViewer(info)

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except FootageError as exc:
            self._viewer, self._trouble = None, exc
        except Exception:  # noqa: BLE001 - see the class
            _log.exception("looking at a film broke")
            self._viewer, self._trouble = None, _BROKE


def look_at(film: Path) -> Visual | None:
    """How a film looks; reads it through for that alone.

    Args:
        film: A video file that `media.probe.probe` accepts.

    Returns:
        None where it cannot be read whole, or that cannot be told.
    """
    try:
        info = probe(film)
        eye = Eye(info)
        read_through(info, [eye])
        return eye.visual()
    except FootageError as exc:
        _log.info("how %s looks cannot be told: %s", film.name, exc.message)
        return None
