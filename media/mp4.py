"""What an MP4 can hold as it is."""

from __future__ import annotations

from media.ffmpeg import Options
from media.probe import VideoInfo

_AUDIO_IN_MP4 = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus"})
_VIDEO_IN_MP4 = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"})


def video_copy_settings(info: VideoInfo) -> Options | None:
    """Output options of ffmpeg to copy the picture of a film; None where MP4 cannot hold it."""
    if info.video_codec not in _VIDEO_IN_MP4:
        return None
    # hvc1 is the only tag that Apple's players accept.
    tag: Options = {"tag:v": "hvc1"} if info.video_codec == "hevc" else {}
    return {"vcodec": "copy", **tag}


def audio_settings(info: VideoInfo) -> Options:
    """Output options of ffmpeg for the sound of a film: copied where MP4 can hold it, AAC where not."""
    if not info.has_audio:
        return {}
    return {"acodec": "copy"} if info.audio_codec in _AUDIO_IN_MP4 else {"acodec": "aac", "audio_bitrate": "192k"}
