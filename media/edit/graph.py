"""Writes an edit down as one graph: every layer as pictures and sounds that begin at 0 and have its exact length."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import count
from pathlib import Path

from media import ffmpeg
from media.audio import LOUDNESS_LUFS
from media.edit import clips
from media.edit.clips import Run, Shared, sample_at
from media.edit.colours import Colours, colours_of, drawn_in, in_colours
from media.edit.effect import Size
from media.edit.effects import Crop, Effect, Fade, Level, Mix, Overlay, Reframe, Rotate, Title
from media.edit.filters import CEILING, any_of, delayed, eased, faded, faded_sound, limited, louder, through, turned
from media.edit.shapes import box_of, contained, fitted, same_shape
from media.edit.timeline import Clip, Film, Layer, Picture, films_in, inner_layers
from media.edit.workshop import Workshop
from media.ffmpeg import Options, Stream
from media.frame_size import even_size
from media.speech.mix import BED_BESIDE_DB, MASTER_LUFS, RUMBLE_HZ

_CROSSINGS = {"dissolve": "fade", "fade": "fadeblack", "wipe": "wipeleft", "slide": "slideleft"}
_DUCKED: Options = {"threshold": 0.02, "ratio": 3, "attack": 120, "release": 700, "makeup": 1, "knee": 4}
"""Takes music from `BED_BESIDE_DB` to `BED_UNDER_DB` while something is said."""

_MOST_GAIN_DB = 12.0
_SILENT_DB = -60.0


class Graph:
    """The graph of an edit; every stream that it gives is used once.

    Args:
        main: The film that was given: its sound tracks are those of the new one.
        layer: What becomes of it.
        rate: Frames a second.
        workshop: Makes what the graph reads.
    """

    def __init__(self, main: Film, layer: Layer, rate: Fraction, workshop: Workshop) -> None:
        self._main, self._rate, self._workshop = main, rate, workshop
        self._marks = count()
        files = [one for one in all_sources(layer) if isinstance(one, Film)]
        matrices = {colours_of(one).matrix for one in (main, *files)}
        self.colours = Colours(matrices.pop() if len(matrices) == 1 else "bt709")
        self.layouts = [clips.layout_of(track.channels) for track in main.tracks.sounds] or ["stereo"]

    def pictures(self, layer: Layer) -> Stream:
        """A layer's pictures."""
        runs = clips.runs_of(layer.clips, self._rate)
        inner = Shared({one: self.pictures(one) for one in _layers(runs)}, runs)
        parts: list[tuple[Clip, Stream]] = []
        for run in runs:
            picture = self._run_pictures(run, layer.canvas, inner)
            parts.append((run.clips[0], picture))
        shown = self._crossed(layer, runs, [one for _, one in parts])
        so_far = Layer(layer.clips, layer.canvas)
        for effect in layer.effects:
            shown = self._seen(shown, so_far, effect)
            so_far = so_far.with_effect(effect)
        return shown

    def sounds(self, layer: Layer) -> list[Stream]:
        """A layer's sound tracks."""
        runs = clips.runs_of(layer.clips, self._rate)
        found = []
        inner = {one: self.sounds(one) for one in _layers(runs)}
        for track, layout in enumerate(self.layouts):
            shared = Shared({one: tracks[track] for one, tracks in inner.items()}, runs, sound=True)
            parts = [self._run_sound(run, track, layout, shared, layer) for run in runs]
            sound = self._faded_together(layer, runs, parts)
            so_far = Layer(layer.clips, layer.canvas)
            for effect in layer.effects:
                sound = self._listened(sound, so_far, effect, layout)
                so_far = so_far.with_effect(effect)
            found.append(sound)
        return found

    # --- clips ----------------------------------------------------------------------------------------------------

    def _run_pictures(self, run: Run, canvas: Size, inner: Shared) -> Stream:
        clip, source = run.clips[0], run.source
        if isinstance(source, Picture):
            return self._still(source, canvas, clip)
        if isinstance(source, Film):
            now = even_size(source.info)
            picture = self._turned_round(source, clip) if clip.back else self._film(source, run.start, run.end)
        else:
            now = source.size
            picture = inner.take(source).filter("trim", start_frame=run.start, end_frame=run.end)
            picture = clips.counted(picture, self._rate, 0)
            if clip.back:
                picture = clips.counted(picture.filter("reverse"), self._rate)
        picture = clips.chosen(picture, run, self._rate)
        if len(run.clips) == 1:
            picture = clips.moved(picture, clip, self._rate)
        shown = fitted(picture, now, canvas, clip.fit)
        return shown.filter("format", "yuv420p") if now != canvas else shown

    def _film(self, film: Film, start: int, end: int, *, see_through: bool = False) -> Stream:
        """A stretch of a film, even in size, in the colours of the edit."""
        mark, count = next(self._marks), end - start
        source, before_s = clips.opened_at(film, start, count, self._rate, mark, see_through=see_through)
        picture = clips.pictures_of(
            source, before_s, film, count, self._rate, self._workshop.folder, see_through=see_through
        )
        picture = (
            drawn_in(picture, self.colours) if see_through else in_colours(picture, colours_of(film), self.colours)
        )
        even = even_size(film.info)
        if film.info.square_pixels and even == (film.info.width, film.info.height):
            return picture
        return picture.filter("scale", *even, flags="lanczos+accurate_rnd").filter("setsar", 1)

    def _turned_round(self, film: Film, clip: Clip) -> Stream:
        pieces = clips.pieces_of(clip, even_size(film.info), self._rate)
        parts = [
            clips.counted(self._film(film, at, at + length).filter("reverse"), self._rate) for at, length in pieces
        ]
        return clips.counted(ffmpeg.joined(parts), self._rate)

    def _still(self, picture: Picture, canvas: Size, clip: Clip) -> Stream:
        size = canvas if same_shape(picture.size, canvas) or clip.fit == "centre" else contained(picture.size, canvas)
        shown = self._png(self._workshop.picture(picture, size)).filter("format", "yuv420p")
        shown = fitted(shown, size, canvas, clip.fit)
        return self._standing(shown.filter("format", "yuv420p").filter("setsar", 1), clip.frames)

    def _png(self, path: Path) -> Stream:
        source = ffmpeg.from_file(
            path,
            demuxer="image2",
            pattern_type="none",
            framerate=clips.text_of(self._rate),
            thread_queue_size=1024 + next(self._marks),
        )
        return drawn_in(source["v:0"], self.colours)

    def _standing(self, picture: Stream, frames: int, first: int = 0) -> Stream:
        """A single picture for some frames."""
        held = picture.filter("loop", loop=-1, size=1).filter("trim", end_frame=frames)
        return clips.counted(held, self._rate, first)

    def _crossed(self, layer: Layer, runs: Sequence[Run], parts: Sequence[Stream]) -> Stream:
        """Runs one after another, each coming in as its first clip does."""
        shown, length = parts[0], sum(clip.frames for clip in runs[0].clips)
        waiting, begun = [shown], 0
        for run, part in zip(runs[1:], parts[1:], strict=True):
            clip, frames = run.clips[0], sum(one.frames for one in run.clips)
            if clip.enter is None:
                waiting.append(part)
            else:
                film = self._even(ffmpeg.joined(waiting))
                crossing: Options = {
                    "transition": _CROSSINGS[clip.enter],
                    "duration": float(clip.overlap / self._rate),
                    "offset": float((length - clip.overlap) / self._rate),
                }
                waiting = [film.beside(self._even(part), "xfade", **crossing)]
                length -= clip.overlap
            length += frames
            begun += 1
        film = ffmpeg.joined(waiting)
        return clips.counted(film, self._rate) if begun else film

    def _even(self, picture: Stream) -> Stream:
        """Pictures of which ffmpeg knows that they come evenly."""
        return clips.counted(picture, self._rate).filter("fps", fps=clips.text_of(self._rate))

    def _run_sound(self, run: Run, track: int, layout: str, inner: Shared, layer: Layer) -> Stream:
        source = run.source
        lengths = [self._samples(layer, run.at + n) for n in range(len(run.clips))]
        total = sum(lengths)
        if not source.has_sound or isinstance(source, Picture):
            return clips.silence(total, layout, next(self._marks))
        if isinstance(source, Film):
            opened, before_s = clips.opened_at(source, run.start, run.end - run.start, self._rate, next(self._marks))
            sound = clips.heard(opened, self._index(source, track), before_s, layout)
            sound = self._as_loud(sound, source)
            base = run.start
        else:
            sound, base = inner.take(source), 0
        branches = sound.split_into(len(run.clips), sound=True)
        parts = [
            self._clip_sound(branch, one, base, lengths[n], begins=n > 0, ends=n + 1 < len(run.clips))
            for n, (branch, one) in enumerate(zip(branches, run.clips, strict=True))
        ]
        whole = ffmpeg.joined(parts, sound=True)
        ends = run.at + len(run.clips) < len(layer.clips)
        return clips.softened(whole, total, begins=run.at > 0, ends=ends)

    def _clip_sound(self, sound: Stream, clip: Clip, base: int, samples: int, *, begins: bool, ends: bool) -> Stream:
        first = sample_at(clip.start - base, self._rate)
        last = sample_at(clip.start - base + clip.count, self._rate)
        part = clips.sounded(clips.cut_from(sound, first, last), clip)
        return clips.softened(clips.exactly(part, samples), samples, begins=begins, ends=ends)

    def _samples(self, layer: Layer, at: int) -> int:
        """How many samples a clip of a layer has: counted from the layer's start, so that none is lost in many cuts."""
        begins = layer.starts[at]
        return sample_at(begins + layer.clips[at].frames, self._rate) - sample_at(begins, self._rate)

    def _index(self, film: Film, track: int) -> int:
        sounds = film.tracks.sounds
        return sounds[track if film is self._main else film.tracks.heard].index

    def _as_loud(self, sound: Stream, film: Film) -> Stream:
        """A film that was added, as loud as the first one."""
        if film is self._main or not self._main.has_sound:
            return sound
        own, aim = self._workshop.lufs(film), self._workshop.lufs(self._main)
        if own is None or aim is None:
            return sound
        return louder(sound, max(-_MOST_GAIN_DB, min(_MOST_GAIN_DB, aim - own)))

    def _faded_together(self, layer: Layer, runs: Sequence[Run], parts: Sequence[Stream]) -> Stream:
        waiting = [parts[0]]
        for run, part in zip(runs[1:], parts[1:], strict=True):
            clip = run.clips[0]
            if clip.enter is None:
                waiting.append(part)
            else:
                both = ffmpeg.joined(waiting, sound=True)
                samples = sample_at(clip.overlap, self._rate)
                waiting = [both.beside(part, "acrossfade", nb_samples=samples, curve1="qsin", curve2="qsin")]
        return clips.exactly(ffmpeg.joined(waiting, sound=True), sample_at(layer.frames, self._rate))

    # --- what is done to pictures ---------------------------------------------------------------------------------

    def _seen(self, shown: Stream, layer: Layer, effect: Effect) -> Stream:
        match effect:
            case Crop():
                return shown.filter("crop", effect.width, effect.height, effect.left, effect.top)
            case Rotate():
                return turned(shown, effect.degrees)
            case Reframe():
                return self._reframed(shown, layer, effect)
            case Overlay():
                return self._overlaid(shown, layer, effect)
            case Title():
                return self._titled(shown, layer, effect)
            case Fade():
                return faded(shown, effect, layer.frames)
            case _:
                return shown

    def _reframed(self, shown: Stream, layer: Layer, effect: Reframe) -> Stream:
        if effect.how != "follow":
            return fitted(shown, layer.size, effect.size, effect.how).filter("format", "yuv420p")
        window = self._workshop.window(layer, effect)
        if window is None:
            return fitted(shown, layer.size, effect.size, "blur").filter("format", "yuv420p")
        if not window.wide:
            return through(shown, window, layer.size, effect.size)
        part, whole = shown.split()
        when = any_of([f"between(n,{first},{last - 1})" for first, last in window.wide])
        whole = fitted(whole, layer.size, effect.size, "blur").filter("format", "yuv420p")
        part = through(part, window, layer.size, effect.size)
        return part.under(whole, x=0, y=0, format="yuv420", enable=when).filter("format", "yuv420p")

    def _titled(self, shown: Stream, layer: Layer, effect: Title) -> Stream:
        drawn = self._workshop.title(effect, layer.size)
        return self._laid(shown, self._png(drawn.path), effect, drawn.left, drawn.top, is_still=True)

    def _overlaid(self, shown: Stream, layer: Layer, effect: Overlay) -> Stream:
        source = effect.clip.source
        is_film = isinstance(source, Film)
        content = even_size(source.info) if isinstance(source, Film) else source.size
        left, top, width, height = box_of(effect.area, layer.size, content, is_film=is_film)
        if isinstance(source, Picture):
            over = self._png(self._workshop.picture(source, (width, height)))
            return self._laid(shown, over, effect, left, top, is_still=True)
        assert isinstance(source, Film)  # noqa: S101 - nothing else is ever laid over
        over = self._film(
            source, effect.clip.start, effect.clip.start + effect.clip.count, see_through=source.plain.transparent
        )
        over = fitted(over, content, (width, height), "centre").filter("format", "yuva420p")
        return self._laid(shown, over, effect, left, top, is_still=False)

    def _laid(
        self, shown: Stream, over: Stream, effect: Overlay | Title, left: int, top: int, *, is_still: bool
    ) -> Stream:
        area = effect.area
        first, frames = area.span[0], area.span[1] - area.span[0]
        if area.opacity < 1:
            over = over.filter("lut", a=f"val*{area.opacity:.3f}")
        over = self._standing(over, frames) if is_still else over
        if area.in_frames:
            over = over.filter("fade", type="in", start_frame=0, nb_frames=area.in_frames, alpha=1)
        if area.out_frames:
            last = frames - area.out_frames
            over = over.filter("fade", type="out", start_frame=last, nb_frames=area.out_frames, alpha=1)
        over = clips.counted(over, self._rate, first)
        return shown.under(over, x=left, y=top, format="yuv420", eof_action="pass").filter("format", "yuv420p")

    # --- what is done to sound ------------------------------------------------------------------------------------

    def _listened(self, sound: Stream, layer: Layer, effect: Effect, layout: str) -> Stream:
        match effect:
            case Level():
                return self._levelled(sound, effect)
            case Mix():
                return self._mixed(sound, layer, effect, layout)
            case Overlay() if effect.gain_db is not None:
                return self._with_overlay(sound, layer, effect, layout)
            case Fade():
                return faded_sound(sound, effect, layer.frames, self._rate)
            case _:
                return sound

    def _levelled(self, sound: Stream, effect: Level) -> Stream:
        silent = effect.gain_db is None or effect.gain_db <= _SILENT_DB
        gain = 0.0 if effect.gain_db is None or silent else effect.gain_db
        if not effect.spans:
            return sound.filter("volume", 0) if silent else limited(louder(sound, gain), gain)
        inside = any_of(
            [f"between(t,{float(a / self._rate):.6f},{float(b / self._rate):.6f})" for a, b in effect.spans]
        )
        level: Options = {"volume": 0 if silent else f"{gain}dB", "enable": inside}
        return limited(sound.filter("volume", **level), gain)

    def _with_overlay(self, sound: Stream, layer: Layer, effect: Overlay, layout: str) -> Stream:
        film = effect.clip.source
        assert isinstance(film, Film)  # noqa: S101 - pictures have no gain
        clip = effect.clip
        opened, before_s = clips.opened_at(film, clip.start, clip.count, self._rate, next(self._marks))
        added = clips.heard(opened, film.tracks.sounds[film.tracks.heard].index, before_s, layout)
        added = clips.exactly(added, sample_at(clip.count, self._rate))
        return self._added(sound, louder(added, effect.gain_db or 0.0), effect.area.span[0], layer)

    def _mixed(self, sound: Stream, layer: Layer, effect: Mix, layout: str) -> Stream:
        first, last = effect.span
        length_s = float((last - first) / self._rate)
        speech = next(
            (lufs for one in films_in(layer) if isinstance(one, Film) and (lufs := self._workshop.lufs(one))), None
        )
        added = self._other_sound(effect, length_s, layout)
        samples = sample_at(last, self._rate) - sample_at(first, self._rate)
        added = clips.exactly(added, samples)
        is_beside = not effect.replace and layer.has_sound and speech is not None
        gain = effect.gain_db
        if effect.is_bed:
            aim = speech + BED_BESIDE_DB if is_beside and speech is not None else MASTER_LUFS
            gain += aim - LOUDNESS_LUFS
            added = added.filter("highpass", frequency=RUMBLE_HZ) if is_beside else added
        added = louder(added, gain)
        if effect.is_bed:
            added = eased(added, effect, last - first, self._rate)
        if effect.replace or not layer.has_sound:
            total = sample_at(layer.frames, self._rate)
            return clips.exactly(delayed(limited(added, gain), sample_at(first, self._rate)), total)
        if effect.duck and speech is not None:
            sound, key = sound.split_into(2, sound=True)
            key = clips.exactly(clips.cut_from(key, sample_at(first, self._rate), sample_at(last, self._rate)), samples)
            key = key.filter("highpass", frequency=180).filter("lowpass", frequency=5000)
            added = added.beside(louder(key, -19.0 - speech), "sidechaincompress", **_DUCKED)
        return self._added(sound, added, first, layer)

    def _other_sound(self, effect: Mix, length_s: float, layout: str) -> Stream:
        mark = next(self._marks)
        if effect.is_bed:
            opened = ffmpeg.from_file(self._bed(effect, length_s), demuxer="wav", thread_queue_size=1024 + mark)["a:0"]
        elif isinstance(effect.file, Film):
            film = effect.file
            source, before_s = clips.opened_at(film, 0, film.frames, self._rate, mark)
            return clips.heard(source, film.tracks.sounds[film.tracks.heard].index, before_s, layout)
        else:
            assert effect.file is not None  # noqa: S101 - only a bed has no file
            path = Path(effect.file.path)
            opened = ffmpeg.from_file(path, demuxer=effect.file.demuxer, thread_queue_size=1024 + mark)["a:0"]
        return clips.in_layout(opened.filter("aresample", clips.RATE_HZ, **{"async": 1, "first_pts": 0}), layout)

    def _bed(self, effect: Mix, length_s: float) -> Path:
        if effect.file is None:
            return self._workshop.bed(effect.music, length_s, 1)
        path = effect.file.info.path if isinstance(effect.file, Film) else Path(effect.file.path)
        return self._workshop.looped(path, length_s)

    def _added(self, sound: Stream, added: Stream, first: int, layer: Layer) -> Stream:
        """Both together, and nothing beyond full scale."""
        later = delayed(added, sample_at(first, self._rate))
        both = ffmpeg.mixed([sound, later]).filter("alimiter", **CEILING)
        return clips.exactly(both, sample_at(layer.frames, self._rate))


def all_sources(layer: Layer) -> list[Film | Picture]:
    """Every film and picture of a layer, those that are laid over it too."""
    found = list(films_in(layer))
    for one in (layer, *inner_layers(layer)):
        found += [effect.clip.source for effect in one.effects if isinstance(effect, Overlay)]  # type: ignore[misc]
    return list(dict.fromkeys(found))


def _layers(runs: Sequence[Run]) -> dict[Layer, None]:
    return {run.source: None for run in runs if isinstance(run.source, Layer)}
