"""Cuts a clip of real footage to the measure of a film: its calmest stretch, its subject, its pace, its colours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import UnsupportedMediaError
from media.encoders import X264
from media.enhance.colour import write_lut
from media.enhance.graph import graded
from media.ffmpeg import Options, Stream, from_file, run_graph
from media.focus import Window
from media.plain import BT709, made_plain, plain_of
from media.probe import probe
from media.stock.crop import window_of
from media.stock.glance import Glance, glance
from media.stock.match import grade_of
from media.stock.stretch import Stretch, stretch_of

if TYPE_CHECKING:
    from footage.video_info import VideoInfo

_USUAL_FPS = 30.5
"""Faster clips are shown with every second frame, or fewer."""

_TO_BLUR = 16
_DIMMED = 0.45
_SLACK_S = 0.5
_STILL = 0.001
_SLOWED = "it is shown at {pace:.0%} of its speed, as it is short"
_SIDES = "its shape is another one: the sides are a soft copy of it"
_CODED: Options = {**X264, "crf": 16}


def fit_clip(
    source: Path,
    out: Path,
    *,
    size: tuple[int, int],
    duration_s: float,
    work: Path,
    fps: float | None = None,
    matched: bool = False,
    coded: Options | None = None,
) -> tuple[str, ...]:
    """Cut a clip to a length, a shape and a pace, without sound. Blocking.

    Args:
        source: A clip.
        out: The MP4 to write.
        size: Width and height in pixels, even.
        duration_s: How long it is to be shown, in seconds.
        work: A private folder.
        fps: Frames a second; the clip's own, if they are not many, where it is None.
        matched: Bring its colours closer to those of other clips; see `media.stock.match`.
        coded: Options of ffmpeg for the encoder, where not the usual ones.

    Returns:
        What was done that a viewer may notice, in words.

    Raises:
        UnsupportedMediaError: It is no video, too short, black, or a still: another clip is needed.
        InternalError: ffmpeg failed.
    """
    info = probe(source)
    rate = fps or _own_fps(info.fps)
    seen = glance(info, duration_s)
    stretch = _stretch(seen, info, duration_s, rate)
    shown = seen.within(stretch.start_s, stretch.start_s + stretch.lasts_s)
    content = seen.content()
    shown = shown.inside(content)
    clip = round(content.wide * info.width), round(content.high * info.height)
    window, fills = window_of(shown.details(), clip, size)
    picture = _part(_played(info, stretch, rate, work), (info.width, info.height), content)
    picture = _scaled(_part(picture, clip, window), size) if fills else _on_soft_copy(picture, clip, window, size)
    if matched:
        table = work / "match.cube"
        write_lut(table, grade_of(shown))
        picture = graded(picture, table)
    picture = picture.filter("setparams", **BT709).filter("format", "yuv420p")
    frames = max(1, round(duration_s * rate))
    options: Options = {**(coded or _CODED), "frames:v": frames, "map_metadata": -1}
    run_graph([picture], out, options=options, duration_s=duration_s)
    slowed = [_SLOWED.format(pace=stretch.pace)] if stretch.is_short else []
    return (*slowed, *([] if fills else [_SIDES]))


def _own_fps(fps: float) -> float:
    divisor = 1
    while fps / divisor > _USUAL_FPS:
        divisor += 1
    return fps / divisor


def _stretch(seen: Glance, info: VideoInfo, duration_s: float, fps: float) -> Stretch:
    if seen.is_black:
        raise UnsupportedMediaError(f"{info.path.name} is black.")
    stretch = stretch_of(seen, info.duration_s, duration_s, info.fps, fps)
    if stretch is None:
        raise UnsupportedMediaError(
            f"{info.path.name} has no {duration_s:.1f} s without a cut.", hint="Take another clip, or show it shorter."
        )
    if len(seen.changes) > 1 and seen.changes.max() < _STILL:
        raise UnsupportedMediaError(f"{info.path.name} does not move.")
    return stretch


def _played(info: VideoInfo, stretch: Stretch, fps: float, work: Path) -> Stream:
    """The stretch at its pace."""
    until_s = stretch.lasts_s + _SLACK_S
    source = from_file(info.path, demuxer=info.demuxer, ss=f"{stretch.start_s:.3f}", t=f"{until_s:.3f}")
    plain = made_plain(source["V:0"], plain_of(info, steady=True), work)
    if not info.square_pixels:
        plain = plain.filter("scale", info.width, info.height).filter("setsar", 1)
    paced = plain.filter("setpts", f"(PTS-STARTPTS)/{stretch.pace:.6f}").filter("fps", fps=f"{fps:.6f}")
    return paced.filter("tpad", stop_mode="clone", stop_duration=_SLACK_S)


def _part(picture: Stream, clip: tuple[int, int], window: Window) -> Stream:
    """A window of a picture of this width and height."""
    wide, high = (max(2, round(side)) for side in (window.wide * clip[0], window.high * clip[1]))
    x, y = round(window.x * clip[0]), round(window.y * clip[1])
    if (wide, high) == clip:
        return picture
    return picture.filter("crop", wide, high, min(x, clip[0] - wide), min(y, clip[1] - high), exact=1)


def _scaled(picture: Stream, size: tuple[int, int]) -> Stream:
    options: Options = {"flags": "lanczos", "out_color_matrix": "bt709", "out_range": "tv"}
    return picture.filter("scale", *size, **options).filter("setsar", 1).filter("format", "yuv420p")


def _on_soft_copy(picture: Stream, clip: tuple[int, int], window: Window, size: tuple[int, int]) -> Stream:
    """A window of the picture, whole in the frame, on a dark and soft copy of itself."""
    behind, before = picture.split()
    aspect, wanted = clip[0] / clip[1], size[0] / size[1]
    wide, high = min(1.0, wanted / aspect), min(1.0, aspect / wanted)
    tiny = tuple(max(2, round(side / _TO_BLUR / 2) * 2) for side in size)
    ground = _scaled(_part(behind, clip, Window((1 - wide) / 2, (1 - high) / 2, wide, high)), (tiny[0], tiny[1]))
    ground = ground.filter("gblur", sigma=1.2).filter("scale", *size, flags="bicubic").filter("setsar", 1)
    ground = ground.filter("lutyuv", y=f"16+(val-16)*{_DIMMED}")
    share = window.wide * clip[0] / (window.high * clip[1])
    fits = (size[0], size[0] / share) if share > wanted else (size[1] * share, size[1])
    inner = tuple(max(2, round(side / 2) * 2) for side in fits)
    return ground.under(_scaled(_part(before, clip, window), (inner[0], inner[1])), x="(W-w)/2", y="(H-h)/2")
