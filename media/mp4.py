"""What an MP4 can hold as it is."""

from __future__ import annotations

from media.dolby import compatibility_of
from media.ffmpeg import Options
from media.probe import VideoInfo

AUDIO_IN_MP4 = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"})
_VIDEO_IN_MP4 = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"})


def video_copy_settings(info: VideoInfo) -> Options | None:
    """Output options of ffmpeg to copy the picture of a film; None where MP4 cannot hold it."""
    if info.video_codec not in _VIDEO_IN_MP4 or "440" in info.pixel_format:
        return None
    # hvc1 is the only tag that Apple's players accept.
    tag: Options = {"tag:v": "hvc1"} if info.video_codec == "hevc" else {}
    # Without leave ffmpeg does not write down that a film is Dolby Vision.
    noted: Options = {"strict": "unofficial"} if compatibility_of(info) is not None else {}
    return {"vcodec": "copy", **tag, **noted}
