"""Frame sizes by aspect ratio and resolution name."""

from __future__ import annotations

from media.probe import VideoInfo

SHORT_SIDE_PX = {"480p": 480, "720p": 720, "1080p": 1080, "4k": 2160}
"""Resolution name to the length of the short side in pixels."""


def frame_size(aspect_ratio: str, resolution: str) -> tuple[int, int]:
    """Width and height in pixels, both even, as yuv420p needs.

    Args:
        aspect_ratio: "width:height", for example "16:9".
        resolution: One of `SHORT_SIDE_PX`.

    Raises:
        ValueError: `resolution` is unknown or `aspect_ratio` is not two positive integers.
    """
    if resolution not in SHORT_SIDE_PX:
        raise ValueError(f"unknown resolution {resolution!r}; known: {', '.join(SHORT_SIDE_PX)}")
    wide, _, high = aspect_ratio.partition(":")
    if not (wide.isdecimal() and high.isdecimal() and int(wide) and int(high)):
        raise ValueError(f"aspect ratio {aspect_ratio!r} is not like '16:9'")
    ratio = int(wide) / int(high)
    short_px = SHORT_SIDE_PX[resolution]
    long_px = 2 * round(short_px * max(ratio, 1 / ratio) / 2)
    return (long_px, short_px) if ratio >= 1 else (short_px, long_px)


def even_size(info: VideoInfo) -> tuple[int, int]:
    """Width and height of the display size, even as yuv420p needs it."""
    return max(2, info.width // 2 * 2), max(2, info.height // 2 * 2)
