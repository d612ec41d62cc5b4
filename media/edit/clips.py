"""Opens the stretches of files that an edit shows: each as pictures and sounds that begin at 0 and are exactly as long.

Stretches of one film that follow each other are read in one go, those that are far apart each from its own place.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from media import ffmpeg
from media.edit.filters import any_of
from media.edit.timeline import Clip, Film, Layer, Picture
from media.ffmpeg import Options, Stream
from media.plain import made_plain

RATE_HZ = 48_000
_FAR_S = 3.0
"""So much between two stretches is rather jumped over than read."""

_MOST_INPUTS = 24
_FIELDS_S, _BEFORE_END_S = 0.5, 0.5
_PIECE_BYTES = 120_000_000
_PIECES = 160
"""Of a stretch that is turned round; each piece is held in memory as a whole."""

_CLICK_S = 0.006
"""Sound fades for so long on both sides of a cut."""

_ROUNDED_US = 20
_WITH_ALPHA = {"vp9": "libvpx-vp9", "vp8": "libvpx"}
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


@dataclass(frozen=True)
class Run:
    """Clips that are read in one go, in the order in which they are in their source; `at` is the place of the first."""

    clips: tuple[Clip, ...]
    at: int

    @property
    def source(self) -> Film | Picture | Layer:
        """What they are of."""
        return self.clips[0].source

    @property
    def start(self) -> int:
        """The first frame that is needed of it."""
        return self.clips[0].start

    @property
    def end(self) -> int:
        """The frame before which that ends."""
        return self.clips[-1].start + self.clips[-1].count


def runs_of(clips: Sequence[Clip], rate: Fraction) -> list[Run]:
    """Clips as they are read: mere stretches together, where they follow each other and are not far apart."""
    gaps = sorted((_gap(a, b) or 0 for a, b in itertools.pairwise(clips)), reverse=True)
    far = max(round(_FAR_S * rate), gaps[_MOST_INPUTS] + 1 if len(gaps) > _MOST_INPUTS else 0)
    found: list[Run] = []
    for at, clip in enumerate(clips):
        gap = _gap(found[-1].clips[-1], clip) if found else None
        if gap is not None and gap < far:
            found[-1] = replace(found[-1], clips=(*found[-1].clips, clip))
        else:
            found.append(Run((clip,), at))
    return found


def _gap(before: Clip, clip: Clip) -> int | None:
    """How many frames lie between two stretches of one source; None where they cannot be read in one go."""
    is_mere = before.is_plain and clip.is_plain and before.source is clip.source and before.fit == clip.fit
    gap = clip.start - before.start - before.count
    return gap if is_mere and gap >= 0 and not isinstance(clip.source, Picture) else None


class Shared:
    """Streams of inner layers, each to be taken as often as runs need it."""

    def __init__(self, streams: Mapping[Layer, Stream], runs: Sequence[Run], *, sound: bool = False) -> None:
        self._left = {
            layer: stream.split_into(sum(run.source is layer for run in runs), sound=sound)
            for layer, stream in streams.items()
        }

    def take(self, layer: Layer) -> Stream:
        """One that nobody has."""
        return self._left[layer].pop(0)


def opened_at(
    film: Film, start: int, count: int, rate: Fraction, mark: int, *, see_through: bool = False
) -> tuple[Stream, float]:
    """A film as an input of ffmpeg, from shortly before a frame, and how long before it, in seconds.

    Args:
        film: The film.
        start: The first frame that is needed.
        count: How many are.
        rate: Frames a second.
        mark: A number that no other input has, for ffmpeg would be told of two alike as of one.
        see_through: Decode what is transparent in it, too; VP9's usual decoder leaves that out.
    """
    early_s = max(0.5 / float(rate), film.longest_s + 0.1 if film.longest_s else 0.0)
    early_s += _FIELDS_S if film.plain.fields else 0.0
    at_s = float(start / rate) + film.offset_s
    # Behind the last picture there would be none that could stand; and files end a little before they say.
    last_s = film.offset_s + film.info.duration_s - film.plain.held_s - _BEFORE_END_S
    seek_s = max(0.0, min(at_s - early_s, last_s - film.longest_s))
    if seek_s < 0.001:
        seek_s = 0.0
    options: Options = {"thread_queue_size": 1024 + mark}
    if see_through and film.info.video_codec in _WITH_ALPHA:
        options["c:v"] = _WITH_ALPHA[film.info.video_codec]
    if seek_s:
        options["ss"] = round(seek_s, 6)
    before_s = at_s - seek_s
    options["t"] = round(before_s + float(count / rate) + 1.0 + film.longest_s, 6)
    return ffmpeg.from_file(film.info.path, demuxer=film.info.demuxer, **options), before_s


def pictures_of(
    source: Stream, before_s: float, film: Film, count: int, rate: Fraction, folder: Path, *, see_through: bool = False
) -> Stream:
    """A film's pictures at the edit's rate, from the frame that was asked for, exactly so many."""
    plain = replace(film.plain, transparent=False) if see_through else film.plain
    picture = made_plain(source[str(film.tracks.picture)], plain, folder)
    if before_s:
        picture = picture.filter("setpts", f"PTS-({before_s:.6f})/TB")
    picture = picture.filter("fps", fps=text_of(rate), start_time=0)
    picture = picture.filter("tpad", stop_mode="clone", stop=-1).filter("trim", end_frame=count)
    return counted(picture, rate)


def counted(picture: Stream, rate: Fraction, first: int = 0) -> Stream:
    """Pictures that come evenly, from a frame's time on."""
    return picture.filter("settb", f"{rate.denominator}/{rate.numerator}").filter("setpts", f"N+{first}")


def chosen(picture: Stream, run: Run, rate: Fraction) -> Stream:
    """Of the frames of a run those of its clips."""
    if len(run.clips) == 1:
        return picture
    wanted = any_of(
        [f"between(n,{clip.start - run.start},{clip.start - run.start + clip.count - 1})" for clip in run.clips]
    )
    return counted(picture.filter("select", wanted), rate)


def moved(picture: Stream, clip: Clip, rate: Fraction) -> Stream:
    """A clip's pictures faster or slower, and standing in the end."""
    if clip.speed != 1:
        # At every moment the last frame that has begun; a little early, for times in microseconds are rounded.
        speed = f"{clip.speed.numerator}/{clip.speed.denominator}"
        picture = picture.filter("settb", "AVTB").filter("setpts", f"PTS/({speed})-{_ROUNDED_US}")
        picture = picture.filter("fps", fps=text_of(rate), start_time=0, round="up")
    if clip.speed != 1 or clip.hold:
        picture = picture.filter("tpad", stop_mode="clone", stop=-1).filter("trim", end_frame=clip.frames)
        picture = counted(picture, rate)
    return picture


def pieces_of(clip: Clip, size: tuple[int, int], rate: Fraction) -> list[tuple[int, int]]:
    """A stretch that is turned round in pieces, the last one first: where each begins, and how many frames it has."""
    most = max(int(rate), _PIECE_BYTES * 2 // (size[0] * size[1] * 3))
    most = max(1, most, -(-clip.count // _PIECES))
    starts = range(clip.start, clip.start + clip.count, most)
    return [(at, min(most, clip.start + clip.count - at)) for at in reversed(starts)]


# --- sound --------------------------------------------------------------------------------------------------------


def layout_of(channels: int) -> str:
    """How the channels of a sound are arranged in the new film."""
    return _LAYOUTS.get(channels, "stereo")


def heard(source: Stream, index: int, before_s: float, layout: str) -> Stream:
    """A film's sound from the moment that was asked for, without gaps."""
    sound = source[str(index)]
    if before_s:
        sound = sound.filter("asetpts", f"PTS-({before_s:.6f})/TB")
    sound = sound.filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
    return in_layout(sound, layout)


def in_layout(sound: Stream, layout: str) -> Stream:
    """Sound in the one format of the edit."""
    return sound.filter("aformat", sample_fmts="fltp", sample_rates=RATE_HZ, channel_layouts=layout)


def silence(samples: int, layout: str, mark: int) -> Stream:
    """Nothing to hear."""
    nothing = ffmpeg.generated(f"anullsrc=r={RATE_HZ}:cl={layout}:nb_samples={1024 + mark % 512}")
    return exactly(in_layout(nothing, layout), samples)


def exactly(sound: Stream, samples: int) -> Stream:
    """Sound of a length: silence is added, or its end left out."""
    long = sound.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)
    return long.filter("asetpts", "N/SR/TB")


def cut_from(sound: Stream, first: int, last: int) -> Stream:
    """Sound from one sample to another, from 0 on."""
    return sound.filter("atrim", start_sample=first, end_sample=last).filter("asetpts", "N/SR/TB")


def sounded(sound: Stream, clip: Clip) -> Stream:
    """A clip's sound turned round, faster or slower, with its pitch kept."""
    if clip.back:
        sound = sound.filter("areverse").filter("asetpts", "N/SR/TB")
    speed = clip.speed
    while speed > 2:
        sound, speed = sound.filter("atempo", 2), speed / 2
    while speed < Fraction(1, 2):
        sound, speed = sound.filter("atempo", 0.5), speed * 2
    return sound.filter("atempo", round(float(speed), 6)) if speed != 1 else sound


def softened(sound: Stream, samples: int, *, begins: bool, ends: bool) -> Stream:
    """Sound that does not click where it was cut."""
    length_s = min(_CLICK_S, samples / RATE_HZ / 4)
    if begins:
        sound = sound.filter("afade", type="in", duration=round(length_s, 4))
    if ends:
        begins_s = samples / RATE_HZ - length_s
        sound = sound.filter("afade", type="out", start_time=round(begins_s, 6), duration=round(length_s, 4))
    return sound


def sample_at(frame: int, rate: Fraction) -> int:
    """The first sample of a frame."""
    return round(frame * RATE_HZ / rate)


def text_of(rate: Fraction) -> str:
    """A rate as ffmpeg takes it."""
    return f"{rate.numerator}/{rate.denominator}"
