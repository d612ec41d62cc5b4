"""What a video file is, told once by `media.probe.probe` and handed on to all who work on it, and its two stills."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_WEB_CODECS = frozenset({"h264", "vp9", "av1"})
_WEB_PIXELS = frozenset({"yuv420p", "yuvj420p"})


@dataclass(frozen=True, kw_only=True)
class VideoInfo:
    """A probed video file.

    Attributes:
        path: The file.
        demuxer: ffmpeg's format name, to force on every later opening ("mov", "matroska", "avi").
        duration_s: Length in seconds.
        width: Display width in pixels, after rotation and with square pixels.
        height: Display height in pixels, likewise.
        fps: Average frames per second.
        frame_count: Number of frames, None if the container does not say.
        video_codec: For example "h264".
        pixel_format: For example "yuv420p".
        rotation_deg: Counterclockwise turn a player applies, 0, 90, 180 or 270.
        square_pixels: Whether a stored pixel is as wide as it is high.
        has_audio: Whether there is an audio track.
        audio_codec: For example "aac"; None without audio.
        size_bytes: File size.
    """

    path: Path
    demuxer: str
    duration_s: float
    width: int
    height: int
    fps: float
    frame_count: int | None
    video_codec: str
    pixel_format: str
    rotation_deg: int
    square_pixels: bool
    has_audio: bool
    audio_codec: str | None
    size_bytes: int

    @property
    def plays_in_browsers(self) -> bool:
        """Whether every current browser shows its pictures.

        After https://developer.mozilla.org/docs/Web/Media/Guides/Formats/Video_codecs.
        """
        return self.video_codec in _WEB_CODECS and self.pixel_format in _WEB_PIXELS


@dataclass(frozen=True)
class Stills:
    """What a film is shown by before it plays: JPEGs of at most `media.contact_sheet.MAX_JPEG_BYTES` each."""

    poster: bytes
    """A representative frame: bright and detailed, not a fade."""
    contact_sheet: bytes
    """Evenly spaced frames with their times."""
