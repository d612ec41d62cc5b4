"""Finds films whose frames are two fields of different moments, woven together: broadcasts, tapes, telecined films.

What a file says of itself is not enough: recordings call themselves interlaced and are not, and combs are often baked
into frames that call themselves whole. So a film that says it is interlaced, or has combs in some frames, is looked
at by ffmpeg's idet, which compares fields over time.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from media.decoding import pictures_of
from media.frames import apart, luma_of
from media.probe import VideoInfo, first_tick, opened, video_stream

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from media.frames import Picture

_PROGRESSIVE = frozenset({0, 1})
"""Field orders by ffmpeg's numbers: unknown and progressive."""

_BOTTOM_FIRST = frozenset({3, 5})
_DRAWN = frozenset({"gif", "apng"})
"""Dither looks like combs."""

_MAX_LINES = 1088
"""No format has more lines and two fields."""

_LEAST_PX = 32
_LOOKS, _LOOK_FRAMES = 4, 5
_LOOKED_AT = (1, 2, 3, 4)
"""Of the frames from a keyframe on; the first one of a shot has hardly any motion."""

_BLOCK_PX, _EVERY_COLUMN = 16, 4
_COMB_RATIO, _COMB_LEVELS = 1.3, 3.0
_COMBED_SHARE = 0.005
"""Of all blocks; films of whole frames have none at all."""

_RUNS, _RUN_FRAMES = 3, 25
_WOVEN, _WOVEN_UNSAID = 0.1, 0.3
"""This share of the frames that can be told makes a film interlaced: more of one that does not say that it is."""

_CADENCE = 5
_WOVEN_OF_CADENCE = (0.2, 0.55)
_IN_STEP = 0.8
"""Two of every five frames of a telecined film are woven from different ones, always the same two."""

Filters = list[tuple[str, dict[str, str]]]
_PIXELS = "yuv420p|yuv422p|yuv444p|gray"
_SAID = "lavfi.idet."


@dataclass(frozen=True, kw_only=True)
class Fields:
    """How the fields of a film belong together."""

    kind: Literal["interlaced", "telecined"]
    top_first: bool

    @property
    def note(self) -> str:
        """What `filters_of` does about it, in a sentence."""
        if self.kind == "telecined":
            return "the film was telecined: the fields of its frames were put together again"
        return "the film is interlaced: it was deinterlaced, with as many frames a second as it had"

    @property
    def finding(self) -> str:
        """What is to be seen of it, in a sentence."""
        return f"the film is {self.kind}: what moves has combs on many screens; enhance_quality undoes that"


def fields_of(info: VideoInfo) -> Fields | None:
    """Look for interlacing; a few frames are decoded, and some seconds of a film that seems to have it.

    Args:
        info: The film.

    Returns:
        None for a film of whole frames.
    """
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        context = stream.codec_context
        if info.video_codec in _DRAWN or not _LEAST_PX <= context.height <= _MAX_LINES or context.width < _LEAST_PX:
            return None
        stream.thread_type = "NONE"  # so few frames that decoding ahead costs more than it saves
        order = int(context.field_order)
        is_said = order not in _PROGRESSIVE
        if not is_said and not _has_combs(container, stream, info):
            return None
        counted, combed = _counted(container, stream, info)
    return judged(counted, combed, is_said=is_said, bottom_first=order in _BOTTOM_FIRST)


def woven_fields_of(info: VideoInfo) -> Fields:
    """How the fields lie in a film of which the eye knows that it is woven, where `fields_of` finds nothing.

    Fields that are many frames apart, or in frames that no broadcast has, look to idet like anything: then all that is
    asked of it is which field comes first.

    Args:
        info: The film.
    """
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        stream.thread_type = "NONE"
        is_bottom_first = int(stream.codec_context.field_order) in _BOTTOM_FIRST
        counted, combed = _counted(container, stream, info)
    found = judged(counted, combed, is_said=True, bottom_first=is_bottom_first)
    top, bottom = (counted.get(f"single.{kind}", 0.0) for kind in ("tff", "bff"))
    return found or Fields(kind="interlaced", top_first=top >= bottom)


def judged(
    counted: Mapping[str, float], combed: Sequence[Sequence[bool]], *, is_said: bool, bottom_first: bool
) -> Fields | None:
    """What the findings mean.

    Args:
        counted: How many frames were of which kind, by idet's names.
        combed: Which frames had combs, for some runs of frames.
        is_said: Whether the film calls itself interlaced.
        bottom_first: Whether it says that lower fields come first.
    """
    top, bottom, whole = (counted.get(f"single.{kind}", 0.0) for kind in ("tff", "bff", "progressive"))
    seen = top + bottom + whole
    if not seen:
        return Fields(kind="interlaced", top_first=not bottom_first) if is_said else None
    if (top + bottom) / seen < (_WOVEN if is_said else _WOVEN_UNSAID):
        return None
    telecined = any(_is_cadence(run) for run in combed)
    return Fields(kind="telecined" if telecined else "interlaced", top_first=top >= bottom)


def _is_cadence(combed: Sequence[bool]) -> bool:
    steps = Counter(at % _CADENCE for at, is_combed in enumerate(combed) if is_combed)
    if not _WOVEN_OF_CADENCE[0] <= steps.total() / max(1, len(combed)) <= _WOVEN_OF_CADENCE[1]:
        return False
    in_step = max(steps[at] + steps[(at + 1) % _CADENCE] for at in range(_CADENCE))
    return in_step >= _IN_STEP * steps.total()


def filters_of(fields: Fields) -> Filters:
    """The ffmpeg filters that make whole frames, as many as there were and at the same times."""
    parity = "tff" if fields.top_first else "bff"
    if fields.kind == "interlaced":
        return [("bwdif", {"mode": "send_frame", "parity": parity, "deint": "all"})]
    # Every fifth frame comes twice then, as on a player; what does not fit the cadence is deinterlaced.
    matched = ("fieldmatch", {"order": parity, "combmatch": "full"})
    return [matched, ("bwdif", {"mode": "send_frame", "parity": parity, "deint": "interlaced"})]


def _has_combs(container: InputContainer, stream: VideoStream, info: VideoInfo) -> bool:
    """Whether one of a few frames all over the film has combs."""
    begun: set[int | None] = set()
    for n in range(_LOOKS):
        _seek(container, stream, info.duration_s * n / _LOOKS)
        pictures = pictures_of(container, stream)
        frames = list(itertools.islice(pictures, 1))
        if not frames or begun & {frames[0].pts} - {None}:  # the same keyframe as at the last look
            continue
        begun.add(frames[0].pts)
        frames += itertools.islice(pictures, _LOOK_FRAMES - 1)
        if any(is_combed(frames[at]) for at in _LOOKED_AT if at < len(frames)):
            return True
    return False


def is_combed(frame: VideoFrame) -> bool:
    """Whether a frame shows combs; none does that has more lines than any format with fields, or hardly any."""
    if not _LEAST_PX <= frame.height <= _MAX_LINES or frame.width < _LEAST_PX:
        return False
    return combs_in(luma_of(frame)) > _COMBED_SHARE


def combs_in(luma: Picture) -> float:
    """The share of a picture's blocks in which a line is less like the next one than like the one after that."""
    import numpy as np

    lines = np.ascontiguousarray(luma[:, ::_EVERY_COLUMN])
    next_line = _block_means(apart(lines[1:-1], lines[:-2]))
    same_field = _block_means(apart(lines[2:], lines[:-2]))
    combed = next_line > _COMB_RATIO * same_field + _COMB_LEVELS
    return float(combed.mean()) if combed.size else 0.0


def _block_means(values: Picture) -> Any:
    import numpy as np

    rows, columns = (side // _BLOCK_PX for side in values.shape)
    strips = values[: rows * _BLOCK_PX, : columns * _BLOCK_PX].reshape(rows, _BLOCK_PX, columns * _BLOCK_PX)
    sums = np.add.reduce(strips, axis=1, dtype=np.uint16).reshape(rows, columns, _BLOCK_PX)
    return np.add.reduce(sums, axis=2, dtype=np.uint32) / _BLOCK_PX**2


def _counted(
    container: InputContainer, stream: VideoStream, info: VideoInfo
) -> tuple[dict[str, float], list[list[bool]]]:
    """Frames by kind, and which had combs, in some runs of frames; each is judged alone, as fields meet over time."""
    sums: dict[str, float] = {}
    combed = []
    for n in range(_RUNS):
        _seek(container, stream, info.duration_s * n / _RUNS)
        frames = list(itertools.islice(pictures_of(container, stream), _RUN_FRAMES))
        combed.append([is_combed(frame) for frame in frames])
        for name, count in _counted_in(frames).items():
            sums[name] = sums.get(name, 0.0) + count
    return sums, combed


def _counted_in(frames: Sequence[VideoFrame]) -> dict[str, float]:
    import av

    graph: Any = None
    said: dict[str, str] = {}
    for frame in frames:
        if graph is None:
            graph = graph_for(frame, [("format", {"pix_fmts": _PIXELS}), ("idet", {})])
        try:
            graph.push(frame)
            said = graph.pull().metadata or said
        except (av.error.BlockingIOError, av.error.EOFError):
            continue
        except (av.error.FFmpegError, ValueError):  # the film changes its shape on the way
            break
    return {name.removeprefix(_SAID): float(value) for name, value in said.items() if _is_count(name, value)}


def _is_count(name: str, value: str) -> bool:
    return name.startswith(f"{_SAID}single.") and value.replace(".", "", 1).isdigit()


def graph_for(frame: VideoFrame, filters: Filters) -> Any:
    """A graph of filters in this process for frames like this one."""
    import av

    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base or Fraction(1, 1000)
    )
    graph.link_nodes(source, *(graph.add(name, **options) for name, options in filters), graph.add("buffersink"))
    graph.configure()
    return graph


def _seek(container: InputContainer, stream: VideoStream, time_s: float) -> None:
    container.seek(first_tick(stream) + int(time_s / (stream.time_base or 1)), stream=stream)
