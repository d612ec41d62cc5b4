"""What a decoder says beside a picture, without keeping the picture for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


def side_data_of(frame: VideoFrame, kind: str) -> bytes | None:
    """What FFmpeg's `AVFrameSideData` of a kind holds for a decoded frame; None where there is none.

    `frame.side_data` is kept by the frame and keeps the frame, so that its megabytes stay until cycles are collected.
    """
    from av.sidedata import sidedata

    container: Any = sidedata.SideDataContainer
    try:
        said = container(frame).get(kind)
    except ValueError:  # there is side data that PyAV has no name for, as in films for two eyes
        return None
    return None if said is None else bytes(said)
