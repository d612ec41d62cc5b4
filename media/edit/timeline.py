"""A film as a list of clips, and how steps that change its time change that list. All lengths are in whole frames."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from media.edit.effect import Effect, Size, Span
from media.edit.model import Fit

if TYPE_CHECKING:
    from media.plain import Plain
    from media.probe import VideoInfo
    from media.tracks import Tracks

Enter = Literal["dissolve", "fade", "wipe", "slide"]


@dataclass(frozen=True, eq=False)
class Film:
    """A film that is worked on.

    Attributes:
        name: What callers know it as.
        info: What it is.
        plain: What has to be done to its pictures.
        tracks: Its sounds and subtitles.
        offset_s: When its pictures begin on the clock of its file, which ffmpeg counts from.
        frames: How many frames it has at the edit's rate.
        longest_s: How long its frames stand at most, for one in which they come unevenly.
    """

    name: str
    info: VideoInfo
    plain: Plain
    tracks: Tracks
    offset_s: float
    frames: int
    longest_s: float = 0.0

    @property
    def has_sound(self) -> bool:
        """Whether there is anything to hear."""
        return bool(self.tracks.sounds)


@dataclass(frozen=True, eq=False)
class Picture:
    """A still picture that stands for a while, without an end of its own."""

    name: str
    path: Path
    size: Size

    @property
    def has_sound(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, eq=False)
class Layer:
    """Clips one after another, and what is done to all of them together.

    Attributes:
        clips: In order.
        canvas: The size that all clips are brought to.
        effects: What happens then, in order.
    """

    clips: tuple[Clip, ...]
    canvas: Size
    effects: tuple[Effect, ...] = ()

    @property
    def frames(self) -> int:
        """How long it is."""
        return sum(clip.frames for clip in self.clips) - sum(clip.overlap for clip in self.clips[1:])

    @property
    def size(self) -> Size:
        """How large its pictures are in the end."""
        size = self.canvas
        for effect in self.effects:
            size = effect.sized(size)
        return size

    @property
    def has_sound(self) -> bool:
        """Whether there is anything to hear."""
        heard = any(source.has_sound for source in _sources(self))
        for effect in self.effects:
            heard = effect.heard(heard)
        return heard

    @property
    def starts(self) -> tuple[int, ...]:
        """The frame at which each clip begins."""
        found: list[int] = []
        now = 0
        for clip in self.clips:
            now -= clip.overlap if found else 0
            found.append(now)
            now += clip.frames
        return tuple(found)

    def with_effect(self, effect: Effect) -> Layer:
        """The same with one thing more done to it."""
        return replace(self, effects=(*self.effects, effect))


Source = Film | Picture | Layer


@dataclass(frozen=True)
class Clip:
    """A stretch of a source.

    Attributes:
        source: What is shown.
        start: Its first frame, counted at the edit's rate.
        count: How many of its frames there are.
        speed: Times as fast as it is.
        back: Played from its end.
        hold: How many frames its last picture stands in the end, in silence.
        fit: How a source of another shape is brought to the canvas.
        enter: How it comes in over the end of the clip before; None is a cut.
        overlap: For how many frames both are seen.
    """

    source: Source
    start: int
    count: int
    speed: Fraction = Fraction(1)
    back: bool = False
    hold: int = 0
    fit: Fit = "pad"
    enter: Enter | None = None
    overlap: int = 0

    @property
    def frames(self) -> int:
        """How long it lasts in the film."""
        return self.moving + self.hold

    @property
    def moving(self) -> int:
        """The same without its standing end."""
        return max(1, round(self.count / self.speed))

    @property
    def is_plain(self) -> bool:
        """Whether it is a mere stretch."""
        return self.speed == 1 and not self.back and not self.hold and self.enter is None

    def source_span(self, first: int, last: int) -> Span | None:
        """The frames of the source that are seen between two of the clip's own; None where none moves."""
        first, last = max(0, first), min(self.moving, last)
        if first >= last:
            return None
        begins, ends = int(first * self.speed), round(last * self.speed)
        begins, ends = min(begins, self.count - 1), max(min(ends, self.count), min(begins, self.count - 1) + 1)
        if self.back:
            begins, ends = self.count - ends, self.count - begins
        return self.start + begins, self.start + ends


def whole(source: Source, canvas: Size, frames: int) -> Layer:
    """A source as it is."""
    return Layer((Clip(source, 0, frames),), canvas)


def open_for_cuts(layer: Layer) -> Layer:
    """A layer whose clips can be cut: itself, or one around it where something depends on its times."""
    is_open = not any(clip.overlap for clip in layer.clips) and all(one.is_timeless for one in layer.effects)
    return layer if is_open else Layer((Clip(layer, 0, layer.frames),), layer.size)


def kept(layer: Layer, spans: Sequence[Span]) -> Layer:
    """Only some stretches, in the order given."""
    layer = open_for_cuts(layer)
    clips = tuple(part for first, last in spans for part in _between(layer, first, last))
    return replace(layer, clips=_joined(clips))


def _between(layer: Layer, first: int, last: int) -> Iterator[Clip]:
    for begins, clip in zip(layer.starts, layer.clips, strict=True):
        part = _part(clip, first - begins, last - begins)
        if part:
            yield part


def _part(clip: Clip, first: int, last: int) -> Clip | None:
    """A stretch of a clip, counted in its own frames; the picture that stands at its end can be cut too."""
    first, last = max(0, first), min(clip.frames, last)
    if first >= last:
        return None
    if (first, last) == (0, clip.frames):
        return clip
    span = clip.source_span(first, last)
    held = max(0, last - max(first, clip.moving))
    if span is None:  # only a part of the standing picture: its last frame, and it standing
        at = clip.start if clip.back else clip.start + clip.count - 1
        return replace(clip, start=at, count=1, speed=Fraction(1), hold=held - 1)
    begins, ends = span
    return replace(clip, start=begins, count=ends - begins, hold=held)


def _joined(clips: Sequence[Clip]) -> tuple[Clip, ...]:
    """Clips that follow each other in their source as one."""
    found: list[Clip] = []
    for clip in clips:
        last = found[-1] if found else None
        follows = last and last.is_plain and clip.is_plain and last.source is clip.source and last.fit == clip.fit
        if last and follows and last.start + last.count == clip.start and not isinstance(clip.source, Picture):
            found[-1] = replace(last, count=last.count + clip.count)
        else:
            found.append(clip)
    return tuple(found)


def without(spans: Sequence[Span], frames: int) -> tuple[Span, ...]:
    """What is left of a film when some stretches are cut out."""
    left, now = [], 0
    for first, last in sorted(spans):
        if first > now:
            left.append((now, first))
        now = max(now, last)
    return (*left, *([(now, frames)] if now < frames else []))


def changed(layer: Layer, spans: Sequence[Span], *, speed: Fraction = Fraction(1), back: bool = False) -> Layer:
    """Some stretches faster, slower or backwards, the others as they are."""
    layer = open_for_cuts(layer)
    clips: list[Clip] = []
    now = 0
    for first, last in (*sorted(spans), (layer.frames, layer.frames)):
        clips += _between(layer, now, first)
        part = [_changed(clip, speed, back=back) for clip in _between(layer, first, last)]
        clips += reversed(part) if back else part
        now = max(now, last)
    return replace(layer, clips=tuple(clips))


def _changed(clip: Clip, speed: Fraction, *, back: bool) -> Clip:
    hold = round(clip.hold / speed)
    return replace(clip, speed=clip.speed * speed, back=clip.back != back, hold=hold)


def frozen(layer: Layer, at: int, frames: int) -> Layer:
    """The picture of a moment standing for a while."""
    layer = open_for_cuts(layer)
    at = min(max(at, 0), layer.frames - 1)
    before, after = list(_between(layer, 0, at + 1)), list(_between(layer, at + 1, layer.frames))
    before[-1] = replace(before[-1], hold=before[-1].hold + frames)
    return replace(layer, clips=(*before, *after))


def inserted(layer: Layer, at: int, clips: Sequence[Clip]) -> Layer:
    """More clips at a moment; the one after them comes in as the first of them does."""
    if clips and at >= layer.frames and all(effect.is_timeless for effect in layer.effects) and not layer.effects:
        return replace(layer, clips=(*layer.clips, *_entering(layer.clips[-1], clips)))
    if layer.effects:
        layer = Layer((Clip(layer, 0, layer.frames),), layer.size)
    layer = open_for_cuts(layer)
    before, after = list(_between(layer, 0, at)), list(_between(layer, at, layer.frames))
    added = list(clips)
    if not before:
        added[0] = replace(added[0], enter=None, overlap=0)
    if after:
        after[0] = replace(after[0], enter=clips[0].enter, overlap=clips[0].overlap)
    return replace(layer, clips=tuple(_within_reach([*before, *added, *after])))


def _entering(last: Clip, clips: Sequence[Clip]) -> Sequence[Clip]:
    return _within_reach([last, *clips])[1:]


def _within_reach(clips: Sequence[Clip]) -> list[Clip]:
    """No clip is covered for longer than half of it or of the one before."""
    found: list[Clip] = []
    for clip in clips:
        most = min(clip.frames, found[-1].frames) // 2 if found else 0
        overlap = min(clip.overlap, most)
        found.append(replace(clip, overlap=overlap, enter=clip.enter if overlap else None))
    return found


def films_in(source: Source) -> dict[Film | Picture, None]:
    """All files that are shown, each once, in order."""
    if not isinstance(source, Layer):
        return {source: None}
    found: dict[Film | Picture, None] = {}
    for inner in _sources(source):
        found |= films_in(inner)
    return found


def _sources(layer: Layer) -> Collection[Source]:
    """What the clips of a layer are of, each once: one may be shown in hundreds of places, and each holds others."""
    return {id(clip.source): clip.source for clip in layer.clips}.values()


def inner_layers(layer: Layer) -> list[Layer]:
    """All layers that a layer is made of, each once, though it may be shown in hundreds of places."""
    inner = [one for one in _sources(layer) if isinstance(one, Layer)]
    return list({id(one): one for outer in inner for one in (outer, *inner_layers(outer))}.values())


def places(layer: Layer, film: Film, first: int, last: int) -> list[Span]:
    """Where a stretch of a film is in a layer: in no place, or in several.

    Args:
        layer: The edit.
        film: One of its films.
        first: The first frame of the film's stretch, at the edit's rate.
        last: The frame before which it ends.
    """
    found = []
    within = {id(one): _inner(one, film, first, last) for one in _sources(layer)}
    for begins, clip in zip(layer.starts, layer.clips, strict=True):
        for a, b in [(first, last)] if clip.source is film else within[id(clip.source)]:
            if span := _place(clip, a - clip.start, b - clip.start):
                found.append((begins + span[0], begins + span[1]))
    return found


def _place(clip: Clip, first: int, last: int) -> Span | None:
    """Where a stretch of what a clip shows is in the clip."""
    first, last = max(0, first), min(clip.count, last)
    if clip.back:
        first, last = clip.count - last, clip.count - first
    ends = clip.frames if last == clip.count and clip.hold else round(last / clip.speed)
    span = round(first / clip.speed), min(ends, clip.frames)
    return span if span[0] < span[1] and first < last else None


def _inner(source: Source, film: Film, first: int, last: int) -> list[Span]:
    return places(source, film, first, last) if isinstance(source, Layer) else []


@dataclass(frozen=True)
class Shown:
    """Which frame of which file is seen at a moment."""

    source: Film | Picture
    frame: int


def shown_at(layer: Layer, frame: int) -> Shown:
    """What is seen at a frame of a layer, effects aside."""
    frame = min(max(frame, 0), layer.frames - 1)
    starts = layer.starts
    at = max(n for n, begins in enumerate(starts) if begins <= frame)
    clip = layer.clips[at]
    own = min(frame - starts[at], clip.moving - 1)
    span = clip.source_span(own, own + 1)
    inner = span[0] if span else clip.start
    return shown_at(clip.source, inner) if isinstance(clip.source, Layer) else Shown(clip.source, inner)
