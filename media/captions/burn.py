"""Puts captions on a film: drawn into the picture, or as a text track that the viewer can switch off."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from media.captions.ass import document
from media.captions.contrast import must_measure, rescued
from media.captions.languages import language_code
from media.captions.layout import Page, lay_out, ordered
from media.captions.looks import CaptionLook, look_of
from media.captions.model import Cue, Platform, Position, Style
from media.captions.pictures import EmojiOverlay, write_overlay
from media.dolby import require_known_colours
from media.encoders import X264
from media.ffmpeg import Options, Progress, Stream, from_file, run_graph
from media.fonts import FONTS_DIR
from media.frame_size import even_size
from media.frames import read_frames, read_keyframes
from media.mp4 import video_copy_settings
from media.plain import made_plain, plain_of
from media.probe import VideoInfo, probe
from media.tracks import Track, beside_picture, text_settings, tracks_of

if TYPE_CHECKING:
    from media.captions.contrast import Picture

_ORDERED = "punctuation that stood before the words of right-to-left captions is behind them"
_OWN_TIMES: Options = {"fps_mode": "passthrough", "enc_time_base": "demux"}
"""Each frame keeps its own time, so that films of variable frame rate stay in step with their sound."""

_PREVIEW_SIDE_PX = 1280
_MEASURED_SIDE_PX = 320
_MILLISECOND = Fraction(1, 1000)


def burn(
    video: Path,
    cues: Sequence[Cue],
    out: Path,
    *,
    style: Style = "clean",
    position: Position = "bottom",
    platform: Platform = "any",
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Draw captions into every frame, in one encode. Frames keep their times; sound is copied where MP4 can hold it.

    Args:
        video: A video file that `media.probe.probe` accepts.
        cues: Valid cues (see `media.captions.model.validate_cues`).
        out: The MP4 to write; removed again if this fails.
        style: Look of the text.
        position: Where in the safe area it stands.
        platform: Whose buttons the safe area keeps clear of.
        progress: See `media.ffmpeg.Progress`.

    Returns:
        What else was done, in words: captions with too little contrast to the picture got an outline or a plate.

    Raises:
        UnsupportedMediaError: The video cannot be read.
        DeadlineError: ffmpeg took far longer than the film lasts.
        InternalError: ffmpeg failed.
    """
    info = probe(video)
    require_known_colours(info)
    captions = Captions(cues=tuple(cues), style=style, position=position, platform=platform)
    with _working(out) as folder:
        source = from_file(video, demuxer=info.demuxer)
        script = write_script(captions, info, folder, even_size(info))
        plain, tracks = plain_of(info, text=True), tracks_of(info)
        picture = made_plain(source[str(tracks.picture)], plain, folder)
        picture = draw_captions(_square(picture, info), script)
        beside, kept = beside_picture(source, tracks)
        settings: Options = {**X264, **kept, **_OWN_TIMES}
        run_graph([picture, *beside], out, options=settings, duration_s=info.duration_s, progress=progress)
    return (*script.notes, *plain.notes, *tracks.notes, *tracks.beside_drawn_text)


@dataclass(frozen=True, kw_only=True)
class Captions:
    """Captions with their style, as `burn` and other encodes draw them."""

    cues: tuple[Cue, ...]
    style: Style = "clean"
    position: Position = "bottom"
    platform: Platform = "any"

    def pages(self, size: tuple[int, int]) -> list[Page]:
        """The pages on frames of this width and height in pixels."""
        return lay_out(self.cues, *size, self.style, self.position, self.platform)


@dataclass(frozen=True, kw_only=True)
class CaptionScript:
    """Captions ready to be drawn: the ASS file, the overlay of emoji, and notes on what was done for legibility."""

    path: Path
    emoji: EmojiOverlay | None
    notes: tuple[str, ...]


def write_script(
    captions: Captions,
    info: VideoInfo,
    folder: Path,
    size: tuple[int, int],
    shown: Callable[[Picture], Picture] | None = None,
) -> CaptionScript:
    """Write the files that `draw_captions` draws.

    Args:
        captions: What to draw.
        info: The film.
        folder: Where the files go.
        size: Width and height of the frames that are drawn on, in pixels, even.
        shown: Changes an RGB frame as the encode will before captions are drawn on it.

    Raises:
        UnsupportedMediaError: The film cannot be read.
    """
    pages = _legible(captions.pages(size), info, size, look_of(captions.style), shown)
    script = _write(folder, size, pages, captions.style)
    moved = tuple(ordered(captions.cues)) != captions.cues
    return replace(script, notes=(*script.notes, _ORDERED)) if moved else script


def soft(video: Path, cues: Sequence[Cue], out: Path, *, language: str = "und", shown: bool = True) -> tuple[str, ...]:
    """Add captions as a text track to those that are there; pictures and sound are copied where MP4 can hold them.

    Args:
        video: A video file that `media.probe.probe` accepts.
        cues: Valid cues (see `media.captions.model.validate_cues`).
        out: The MP4 to write; removed again if this fails.
        language: Language of the captions, for example "en" or "eng".
        shown: Whether players show it unless told otherwise.

    Returns:
        What else was done, in words.

    Raises:
        InvalidInputError: `language` is not a language code.
        UnsupportedMediaError: The video cannot be read.
        InternalError: ffmpeg failed.
    """
    code = language_code(language)
    info = probe(video)
    with _working(out) as folder:
        track = text_track(folder / "captions.mp4", cues, info)
        source, tracks = from_file(video, demuxer=info.demuxer), tracks_of(info)
        picture, pictures, notes = _copied_or_encoded(source[str(tracks.picture)], info, folder)
        beside, kept = beside_picture(source, tracks)
        added = Track(index=0, codec="mov_text", language=code, title="", flags="default" if shown else "0")
        # Where two were to be shown unasked, players would show the older one.
        texts = text_settings((*tracks.for_mp4, added), first=len(tracks.sounds) + 1, default=not shown)
        settings: Options = {**pictures, **kept, **texts, f"disposition:s:{len(tracks.for_mp4)}": added.flags}
        streams = [picture, *beside, from_file(track, demuxer="mov")["s:0"]]
        run_graph(streams, out, options=settings, duration_s=info.duration_s)
    return (*notes, *tracks.notes)


def _copied_or_encoded(picture: Stream, info: VideoInfo, folder: Path) -> tuple[Stream, Options, tuple[str, ...]]:
    """The pictures for an MP4 as they are where it can hold them, with output options and what is said of it."""
    copied = video_copy_settings(info)
    if copied:
        return picture, copied, ()
    plain = plain_of(info)
    note = f"its pictures were encoded again, as an MP4 cannot hold {info.video_codec}"
    picture = _square(made_plain(picture, plain, folder), info)
    return picture, {**X264, **_OWN_TIMES}, (note, *plain.notes)


def preview(
    video: Path,
    cues: Sequence[Cue],
    *,
    style: Style = "clean",
    position: Position = "bottom",
    platform: Platform = "any",
    at_s: float | None = None,
) -> bytes:
    """One real frame with its caption, as JPEG of at most 1280 pixels a side; nothing else is rendered.

    Args:
        video: A video file that `media.probe.probe` accepts.
        cues: Valid cues (see `media.captions.model.validate_cues`).
        style: Look of the text.
        position: Where in the safe area it stands.
        platform: Whose buttons the safe area keeps clear of.
        at_s: Seconds from the film's start; by default the middle of the longest text, the hardest one to fit.

    Raises:
        UnsupportedMediaError: The video cannot be read.
        InternalError: ffmpeg failed.
    """
    info = probe(video)
    if at_s is None:
        longest = max(cues, key=lambda cue: len(cue.text))
        share = 0.9 if look_of(style).word == "type" else 0.5
        at_s = longest.start_s + (longest.end_s - longest.start_s) * share
    with tempfile.TemporaryDirectory(prefix="captions-") as name:
        folder = Path(name)
        width, height = even_size(info)
        frame = read_frames(video, [at_s])[0]
        pages = [page for page in lay_out(cues, width, height, style, position, platform) if page.shows(at_s)]
        if must_measure(look_of(style)):
            pages = rescued(pages, [frame] * len(pages), width, look_of(style))
        script = _write(folder, (width, height), pages, style)
        still = folder / "frame.rgb"
        still.write_bytes(frame.tobytes())
        source = from_file(still, demuxer="rawvideo", pixel_format="rgb24", s=f"{info.width}x{info.height}")
        # A still starts its own clock at 0.
        picture = source.filter("scale", width, height).filter("settb", "1/1000").filter("setpts", f"{at_s:.3f}/TB")
        picture = draw_captions(picture, script)
        longer = max(info.width, info.height)
        if longer > _PREVIEW_SIDE_PX:
            scale = _PREVIEW_SIDE_PX / longer
            picture = picture.filter("scale", round(info.width * scale), round(info.height * scale), flags="area")
        jpeg = folder / "frame.jpg"
        one: Options = {"update": 1, "vframes": 1, "fps_mode": "passthrough", "vcodec": "mjpeg", "qscale": 4}
        run_graph([picture], jpeg, muxer="image2", options=one)
        return jpeg.read_bytes()


@contextlib.contextmanager
def _working(out: Path) -> Iterator[Path]:
    """A private folder for the work; on failure `out` is removed."""
    try:
        with tempfile.TemporaryDirectory(prefix="captions-", dir=out.parent) as name:
            yield Path(name)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def text_track(path: Path, cues: Sequence[Cue], info: VideoInfo) -> Path:
    """Write an MP4 with nothing but the cues.

    The packets are made here because ffmpeg's text converters take braces and backslashes for markup.
    """
    import av

    with av.open(f"file:{path}", "w", format="mp4") as container:
        stream = container.add_stream("mov_text")
        stream.codec_context.subtitle_header = document([], info.width, info.height, "clean").encode()
        stream.time_base = stream.codec_context.time_base = _MILLISECOND
        for cue in cues:
            text = cue.text.encode()
            packet = av.Packet(len(text).to_bytes(2) + text)
            packet.stream, packet.time_base = stream, _MILLISECOND
            packet.pts = packet.dts = round(cue.start_s * 1000)
            packet.duration = round(cue.end_s * 1000) - packet.pts
            container.mux(packet)
    return path


def _legible(
    pages: list[Page],
    info: VideoInfo,
    size: tuple[int, int],
    look: CaptionLook,
    shown: Callable[[Picture], Picture] | None,
) -> list[Page]:
    """The pages, with an outline or a plate where the film beneath leaves too little contrast."""
    if not pages or not must_measure(look):
        return pages
    times_s = [(page.start_s + page.end_s) / 2 for page in pages]
    pictures = read_keyframes(info.path, times_s, _MEASURED_SIDE_PX)
    return rescued(pages, [shown(picture) for picture in pictures] if shown else pictures, size[0], look)


def _notes_on(pages: Sequence[Page]) -> tuple[str, ...]:
    kinds = [page.rescue for page in pages if page.rescue]
    if not kinds:
        return ()
    what = "a plate" if kinds[0] == "box" else "a stronger outline"
    number = "1 caption" if len(kinds) == 1 else f"{len(kinds)} captions"
    return (f"{number} got {what}, as the picture beneath left too little contrast",)


def _write(folder: Path, size: tuple[int, int], pages: Sequence[Page], style: Style) -> CaptionScript:
    path = folder / "captions.ass"
    path.write_text(document(pages, *size, style), encoding="utf-8")
    return CaptionScript(
        path=path, emoji=write_overlay(folder / "emoji.mov", pages, size, style), notes=_notes_on(pages)
    )


def _square(picture: Stream, info: VideoInfo) -> Stream:
    width, height = even_size(info)
    if info.square_pixels and (width, height) == (info.width, info.height):
        return picture
    return picture.filter("scale", width, height).filter("setsar", 1)


def draw_captions(picture: Stream, script: CaptionScript) -> Stream:
    """Draw the captions of a script onto frames."""
    picture = picture.filter("ass", filename=str(script.path), fontsdir=str(FONTS_DIR))
    if script.emoji is None:
        return picture
    emoji = from_file(script.emoji.path, demuxer="mov")["v:0"]
    return picture.under(emoji, x=script.emoji.left, y=script.emoji.top, format="yuv420", shortest=1)
