"""Samples of a film: pictures at about given times, some of them kept while it was read for something else."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heappush, heappushpop
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media.decoding import pictures_of
from media.frames import luma_of, pts_of, read_frames, upright
from media.probe import first_tick, opened, sniff, video_stream
from media.reading import ShownAt

if TYPE_CHECKING:
    import numpy as np
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Taken = tuple[float, Picture]


MOST_AGAIN_S = 4.0
"""Seconds of a film that was read through which are decoded again, at most, for pictures that alarms ask for."""


def read_samples(
    path: Path,
    times_s: Sequence[float],
    max_side_px: int | None = None,
    known: SampleViewer | None = None,
    again_s: float = MOST_AGAIN_S,
) -> list[tuple[float, Picture]]:
    """Pictures at about the given times: a keyframe that is nearer to one of them than to any other is taken instead.

    That is far cheaper, for the frames before it need not be decoded.

    Args:
        path: A video file that `media.probe.probe` accepts.
        times_s: Seconds from the film's start, rising; the last one is taken as it is.
        max_side_px: As in `media.frames.read_frames`.
        known: Pictures of the same film, in the same size, that were kept while it was read through for something else:
            those of times among the given ones are not decoded again. Of the others those are left out for which more
            than `again_s` of the film would have to be.
        again_s: Seconds.

    Returns:
        When each picture is shown and the picture, rising.

    Raises:
        UnsupportedMediaError: The file has no frame there that can be decoded.
    """
    kept = known.pictures if known else {}
    found: dict[float, Picture] = dict(kept[time_s] for time_s in times_s if time_s in kept)
    if all(time_s in kept for time_s in times_s):
        return sorted(found.items(), key=lambda sample: sample[0])
    with opened(path, sniff(path)) as container:
        stream = video_stream(container, path)
        stream.codec_context.skip_frame = "NONKEY"
        clock, near = _Ticks(stream), _keyframes_near(stream, times_s)
        wanted = [(time_s, target) for time_s, target in zip_longest(times_s, near) if time_s not in kept]
        for target in (target for _, target in wanted if target is not None):
            container.seek(target, stream=stream)
            frame = next(pictures_of(container, stream), None)
            if frame is not None:
                found[clock.seconds(pts_of(frame))] = upright(frame, stream.sample_aspect_ratio or 1, max_side_px)
        unseen = [time_s for time_s, target in wanted if target is None]
        if known:
            unseen = _cheapest(stream, unseen, again_s)
    if unseen:
        found.update(zip(unseen, read_frames(path, unseen, max_side_px), strict=True))
    return sorted(found.items(), key=lambda sample: sample[0])


class SampleViewer:
    """A viewer that keeps the pictures `read_samples` would decode, so that it need not decode them again.

    Args:
        times_s: As in `read_samples`.
        max_side_px: Likewise.
        perhaps_s: Further times, rising, of which it is known only afterwards which are asked for: those around which
            the picture changes most.
        most: So many of them are kept.

    Attributes:
        pictures: By the time that was asked for: when a picture is shown, and the picture.
    """

    def __init__(
        self, times_s: Sequence[float], max_side_px: int | None, perhaps_s: Sequence[float] = (), most: int = 0
    ) -> None:
        self.pictures: dict[float, Taken] = {}
        self._times_s = times_s
        self._max_side_px = max_side_px
        self._scaler: VideoReformatter | None = None
        self._lively = _Liveliest(perhaps_s if most else (), most, self._upright)

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""
        from av.video.reformatter import VideoReformatter

        self._scaler = VideoReformatter()
        near = _keyframes_near(stream, self._times_s)
        self._aspect = stream.sample_aspect_ratio or 1
        self._clock = _Ticks(stream)
        self._keyframes: dict[int, list[float]] = {}
        self._others: list[float] = []
        for time_s, target in zip_longest(self._times_s, near):
            if target is None:
                self._others.append(time_s)
            else:
                self._keyframes.setdefault(target, []).append(time_s)
        self._moments = ShownAt(self._others, self._take)

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        self._moments.see(time_s, frame)
        self._lively.see(time_s, frame)
        if frame.pts in self._keyframes:
            taken = self._clock.seconds(pts_of(frame)), self._upright(frame)
            self.pictures.update(dict.fromkeys(self._keyframes[pts_of(frame)], taken))

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""
        self._moments.end()
        self._lively.end()
        self.pictures = {time_s: (time_s, picture) for time_s, picture in self._lively.kept()} | self.pictures

    def _take(self, index: int, frame: VideoFrame) -> None:
        self.pictures[self._others[index]] = self._others[index], self._upright(frame)

    def _upright(self, frame: VideoFrame) -> Picture:
        return upright(frame, self._aspect, self._max_side_px, self._scaler)


class _Liveliest:
    """Keeps the pictures of some of many times: of those around which the picture changes most."""

    def __init__(self, times_s: Sequence[float], most: int, upright: Any) -> None:
        self._times_s = times_s
        self._most = most
        self._upright = upright
        self._ends_s = [(time_s + later_s) / 2 for time_s, later_s in pairwise(times_s)]
        self._kept: list[tuple[float, int, Picture]] = []
        self._moments = ShownAt(times_s, self._take)
        self._held: VideoFrame | None = None
        self._place = 0
        self._before: Any = None
        self._changes: list[float] = []

    def see(self, time_s: float, frame: VideoFrame) -> None:
        if not self._times_s:
            return
        self._moments.see(time_s, frame)
        while self._place < len(self._ends_s) and time_s >= self._ends_s[self._place]:
            self._close()
        self._changes.append(self._change(frame))

    def end(self) -> None:
        self._moments.end()
        self._close()

    def kept(self) -> list[tuple[float, Picture]]:
        return [(self._times_s[place], picture) for _, place, picture in self._kept]

    def _take(self, index: int, frame: VideoFrame) -> None:
        if index == self._place:
            self._held = frame

    def _change(self, frame: VideoFrame) -> float:
        """Mean difference from the frame before on some of its pixels, in levels."""
        import numpy as np

        step = max(1, max(frame.width, frame.height) // 80)
        some = luma_of(frame)[::step, ::step].astype(np.int16)
        before, self._before = self._before, some
        return float(np.abs(some - before).mean()) if before is not None and before.shape == some.shape else 0.0

    def _close(self) -> None:
        """A time's surroundings are over: keep its picture if they were lively enough."""
        change = sum(self._changes) / max(1, len(self._changes))
        if self._held is not None and (len(self._kept) < self._most or change > self._kept[0][0]):
            entry = change, self._place, self._upright(self._held)
            if len(self._kept) < self._most:
                heappush(self._kept, entry)
            else:
                heappushpop(self._kept, entry)
        self._held, self._changes = None, []
        self._place += 1


class _Ticks:
    """A stream's own time."""

    def __init__(self, stream: VideoStream) -> None:
        self._tick = Fraction(stream.time_base or Fraction(1, 1000))
        self._start = first_tick(stream)

    def at(self, time_s: float) -> int:
        return self._start + int(time_s / self._tick)

    def seconds(self, pts: int) -> float:
        return float((pts - self._start) * self._tick)


def _cheapest(stream: VideoStream, times_s: Sequence[float], most_s: float) -> list[float]:
    """As many times as can be decoded with so many seconds of film, those nearest behind a keyframe first; rising."""
    clock, entries, early = _Ticks(stream), stream.index_entries, _early(stream)
    found = {time_s: entries.search_timestamp(clock.at(time_s) - early) for time_s in times_s}
    begins = {time_s: clock.seconds(entries[at].timestamp + early) if at >= 0 else 0.0 for time_s, at in found.items()}
    runs_s: dict[float, float] = {}
    for time_s in sorted(times_s, key=lambda time_s: time_s - begins[time_s]):
        longer = {**runs_s, begins[time_s]: time_s - begins[time_s]}
        if sum(longer.values()) > most_s:
            break
        runs_s = longer
    return [time_s for time_s in times_s if time_s - begins[time_s] <= runs_s.get(begins[time_s], -1.0)]


def _keyframes_near(stream: VideoStream, times_s: Sequence[float]) -> list[int | None]:
    """For each time but the last the keyframe that is near enough to stand for it, in ticks."""
    clock = _Ticks(stream)
    ticks = [clock.at(time_s) for time_s in times_s]
    gaps = [after - before for before, after in pairwise(ticks)]
    reaches = [min(sides) // 2 for sides in zip([*gaps[:1], *gaps], gaps, strict=False)]
    return [_keyframe_near(stream, *one) for one in zip(ticks, reaches, strict=False)]


def _keyframe_near(stream: VideoStream, target: int, reach: int) -> int | None:
    """When the nearest keyframe of the container's index within reach is shown; all in ticks."""
    entries = stream.index_entries
    if not len(entries):
        return None
    early = _early(stream)
    found = {entries.search_timestamp(target - early, backward=backward) for backward in (True, False)}
    near = [entries[index].timestamp + early for index in found if index >= 0]
    nearest = min(near, key=lambda shown: abs(shown - target), default=None)
    return nearest if nearest is not None and abs(nearest - target) <= reach else None


def _early(stream: VideoStream) -> int:
    """How much earlier frames are decoded, which is what an index may say, than they are shown, in ticks."""
    entries = stream.index_entries
    return (stream.start_time or 0) - entries[0].timestamp if len(entries) else 0
