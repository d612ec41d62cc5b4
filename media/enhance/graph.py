"""Builds one ffmpeg graph of everything that was chosen, and runs it in one encode."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from media.captions.burn import CaptionScript, draw_captions
from media.enhance.colour import write_lut
from media.enhance.model import Choice, Measurements
from media.ffmpeg import Options, Progress, Stream, from_file, has_filter, run_graph, time_limit_s
from media.fields import Fields, filters_of
from media.frame_size import even_size
from media.loudness import TARGET_LUFS, ProgrammeLoudness
from media.mp4 import video_copy_settings
from media.plain import BT709, Plain, made_plain
from media.probe import VideoInfo, rate_of
from media.tracks import beside_picture, tracks_of

X264: Options = {"vcodec": "libx264", "preset": "veryfast", "crf": 18, "pix_fmt": "yuv420p"}
"""Encoder settings of enhanced films."""

_KEYFRAME_EVERY_S = 2
_PEAK_DB = -1.5

INTERPOLATED_PER_SECOND_S = 240.0
"""Motion compensation of large pictures takes more than a minute for a second of film on a busy machine."""

_BT709_FROM_HEIGHT_PX = 720
_TRANSFORMS = "transforms.trf"
_MIN_CONTRAST = 0.1
"""What vid.stab needs to follow a field; its default would find nothing in a dark film."""
_DEBLOCKED: Options = {"lx": 5, "ly": 5, "la": 0.3}
"""What smoothing blocks away takes of the edges: with it VMAF, VMAF NEG and SSIM to the source all rise a little."""

_WATCHED_PX = 360
"""Shorter side of the pictures on which the camera's path is found."""
_LOCAL_MOTION = re.compile(r"(?<=LM )-?\d+ -?\d+ \d+ \d+ \d+")
"""A local motion in vid.stab's file: how far a field moved, its middle and its size, all in pixels."""


def prepare(
    info: VideoInfo, choice: Choice, folder: Path, progress: Progress | None = None, fields: Fields | None = None
) -> None:
    """Write the files that the graph reads: the camera's path and the colour table.

    Args:
        info: The film.
        choice: What will be done.
        folder: Where they go.
        progress: See `media.ffmpeg.Progress`.
        fields: How its frames are interlaced, if they are.

    Raises:
        InternalError: ffmpeg failed.
    """
    if choice.grade is not None:
        write_lut(folder / "grade.cube", choice.grade)
    if "stabilize" in choice.names:
        _watch(info, folder / _TRANSFORMS, progress, fields)


def _watch(info: VideoInfo, transforms: Path, progress: Progress | None, fields: Fields | None) -> None:
    """Find the camera's path, on small pictures: that is faster, and noise misleads it less."""
    width, height = even_size(info)
    times = max(1, round(min(width, height) / _WATCHED_PX))
    source = from_file(info.path, demuxer=info.demuxer, skip_loop_filter="all")
    watched = source[str(tracks_of(info).picture)]
    for name, options in filters_of(fields) if fields else []:
        watched = watched.filter(name, **options)
    watched = watched.filter("fps", fps=_text(rate_of(info.fps)))
    watched = watched.filter("scale", w=width // times, h=height // times, flags="area").filter("format", "gray")
    watched = watched.filter(
        "vidstabdetect", result=str(transforms), fileformat="ascii", shakiness=6, accuracy=9, mincontrast=_MIN_CONTRAST
    )
    limit_s = time_limit_s(info.duration_s, INTERPOLATED_PER_SECOND_S)
    run_graph([watched], None, muxer="null", duration_s=info.duration_s, progress=progress, limit_s=limit_s)
    found = transforms.read_text(encoding="ascii")
    transforms.write_text(_LOCAL_MOTION.sub(lambda one: _enlarged(one, times), found), encoding="ascii")


def _enlarged(motion: re.Match[str], times: int) -> str:
    return " ".join(str(int(number) * times) for number in motion[0].split())


def encode(
    info: VideoInfo,
    figures: Measurements,
    choice: Choice,
    folder: Path,
    out: Path,
    progress: Progress | None = None,
    script: CaptionScript | None = None,
    plain: Plain | None = None,
) -> bool:
    """Do all that was chosen in one pass; sound is copied unless its loudness changes.

    Args:
        info: The film.
        figures: What was measured of it.
        choice: What to do.
        folder: Where `prepare` left its files.
        out: The MP4 to write.
        progress: See `media.ffmpeg.Progress`.
        script: Captions to draw in the end, see `media.captions.burn.write_script`.
        plain: What has to be done to its pictures first.

    Returns:
        Whether the pictures were encoded, not copied.

    Raises:
        DeadlineError: ffmpeg took far longer than the film lasts.
        InternalError: ffmpeg failed.
    """
    source, tracks = _source(info), tracks_of(info)
    woven = plain.fields if plain else None
    copied = video_copy_settings(info) if choice.names == {"loudness"} and not script and not woven else None
    if copied:
        streams, settings = [source[str(tracks.picture)]], copied
    else:
        rate = rate_of(choice.fps or info.fps)
        picture = source[str(tracks.picture)]
        picture = _picture(made_plain(picture, plain, folder) if plain else picture, info, plain, choice, folder)
        streams = [draw_captions(picture, script) if script else picture]
        settings = {**X264, "r": _text(rate), "fps_mode": "cfr", "g": max(1, round(rate * _KEYFRAME_EVERY_S))}
    beside, kept = beside_picture(source, tracks)
    settings |= kept
    if "loudness" in choice.names and figures.loudness:
        beside[tracks.heard] = _levelled(beside[tracks.heard], figures.loudness)
        settings |= {f"c:a:{tracks.heard}": "aac", f"b:a:{tracks.heard}": "192k"}
    streams += beside
    run_graph(
        streams,
        out,
        options=settings,
        duration_s=info.duration_s,
        progress=progress,
        limit_s=time_limit_s(info.duration_s, INTERPOLATED_PER_SECOND_S),
    )
    return copied is None


def _source(info: VideoInfo) -> Stream:
    return from_file(info.path, demuxer=info.demuxer)


def _upright(picture: Stream, info: VideoInfo, plain: Plain | None) -> Stream:
    """Frames at a steady rate, even and square, in BT.709; ffmpeg itself has turned them."""
    width, height = even_size(info)
    picture = picture.filter("fps", fps=_text(rate_of(info.fps)))
    guess = "bt709" if min(info.width, info.height) >= _BT709_FROM_HEIGHT_PX else "smpte170m"
    if not (plain and plain.is_rgb):
        # What has no tag gets the one players assume; frames that have one keep it.
        picture = picture.filter("setparams", **_assumed(info, guess))
    scaled: Options = {"w": width, "h": height, "out_color_matrix": "bt709", "out_range": "tv"}
    return picture.filter("scale", **scaled).filter("setsar", 1).filter("format", "yuv420p")


def _assumed(info: VideoInfo, guess: str) -> Options:
    from media.probe import opened, video_stream

    with opened(info.path, info.demuxer) as container:
        context = video_stream(container, info.path).codec_context
        return {} if int(context.colorspace) not in (0, 2) else {"colorspace": guess}


def _picture(picture: Stream, info: VideoInfo, plain: Plain | None, choice: Choice, folder: Path) -> Stream:
    filters = choice.filters
    if "deblock" in filters:  # before anything moves the codec's grid
        picture = picture.filter(filters["deblock"][0], **filters["deblock"][1]).filter("unsharp", **_DEBLOCKED)
    picture = _upright(picture, info, plain)
    for operation in ("stabilize", "deflicker", "denoise"):
        if operation in filters:
            name, options = filters[operation]
            files = {"input": str(folder / _TRANSFORMS)} if operation == "stabilize" else {}
            picture = picture.filter(name, **options, **files)
    if choice.grade is not None:
        picture = graded(picture, folder / "grade.cube")
    if "deband" in filters:
        picture = picture.filter(filters["deband"][0], **filters["deband"][1])
    if choice.fps is not None:
        picture = _interpolated(picture, info, choice.fps)
    if choice.size is not None:
        width, height = choice.size
        picture = picture.filter("scale", width, height, flags="lanczos+accurate_rnd").filter("setsar", 1)
    if "sharpen" in filters:
        picture = picture.filter(filters["sharpen"][0], **filters["sharpen"][1])
    return picture.filter("setparams", **BT709)


def graded(picture: Stream, table: Path) -> Stream:
    """Apply the colour table with more than 8 bits, or stretched levels would show as bands; floats are fastest."""
    if has_filter("zscale"):
        picture = picture.filter("zscale", matrix="gbr", range="full").filter("format", "gbrpf32le")
        picture = picture.filter("lut3d", file=str(table))
        return picture.filter("zscale", matrix="709", range="limited").filter("format", "yuv420p")
    picture = picture.filter("format", "gbrp10le").filter("lut3d", file=str(table))
    return picture.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")


def _interpolated(picture: Stream, info: VideoInfo, fps: float) -> Stream:
    """Add motion-compensated frames in between; the last frame is held, because none follows it."""
    held = 2 / info.fps
    picture = picture.filter("tpad", stop_mode="clone", stop_duration=held)
    picture = picture.filter("minterpolate", fps=_text(rate_of(fps)), mi_mode="mci", mc_mode="aobmc", vsbmc=1)
    return picture.filter("trim", end=info.duration_s)


def _levelled(sound: Stream, now: ProgrammeLoudness) -> Stream:
    """The second pass of loudnorm, with one gain for the whole film where its peaks allow that."""
    measured = {
        "measured_I": _bounded(now.integrated_lufs, -99, 0),
        "measured_LRA": _bounded(now.range_lu, 0, 99),
        "measured_TP": _bounded(now.true_peak_db, -99, 99),
        "measured_thresh": _bounded(now.integrated_lufs - 10, -99, 0),
    }
    aim = {"I": TARGET_LUFS, "TP": _PEAK_DB, "LRA": _bounded(now.range_lu, 7, 50)}
    return sound.filter("loudnorm", **aim, **measured, linear="true").filter("aresample", 48000)


def _bounded(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 2)


def _text(rate: Fraction) -> str:
    return f"{rate.numerator}/{rate.denominator}"
