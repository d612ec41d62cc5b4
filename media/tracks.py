"""The tracks of a film beside its pictures, and how they come along into an MP4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media.ffmpeg import Options, Stream
from media.mp4 import AUDIO_IN_MP4
from media.probe import VideoInfo, is_readable, opened, sound_stream, video_stream

if TYPE_CHECKING:
    from av.container import InputContainer

_TEXTS = frozenset({"mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text", "microdvd", "eia_608"})
_PICTURES_IN_MP4 = frozenset({"dvd_subtitle"})
"""Subtitles made of pictures that MP4 holds; Matroska holds more."""

_PICTURES_IN_MATROSKA = frozenset({"dvd_subtitle", "dvb_subtitle", "hdmv_pgs_subtitle"})

_CODE_LETTERS = 3
_STEREO, _MAX_CHANNELS = 2, 8
"""More than that no AAC layout has."""


@dataclass(frozen=True, kw_only=True)
class Track:
    """A track of sound or subtitles.

    Attributes:
        index: Its place among all tracks of the file.
        codec: By ffmpeg's name.
        language: Three letters, "und" if it does not say.
        title: What players call it, if it says.
        flags: Its dispositions as ffmpeg writes them, such as "default+forced"; "0" for none.
        channels: Of sound.
    """

    index: int
    codec: str
    language: str
    title: str
    flags: str
    channels: int = 0


@dataclass(frozen=True, kw_only=True)
class Tracks:
    """What is in a film.

    Attributes:
        picture: The place of its picture track among all tracks.
        sounds: Its sound tracks that can be read.
        heard: Which of them players play unasked.
        texts: Its subtitle tracks, whatever they are made of.
        unknown: Sound tracks that nothing here can read, in words.
    """

    picture: int
    sounds: tuple[Track, ...]
    heard: int
    texts: tuple[Track, ...]
    unknown: tuple[str, ...]

    @property
    def for_mp4(self) -> tuple[Track, ...]:
        """The subtitle tracks that an MP4 can hold."""
        return tuple(one for one in self.texts if one.codec in _TEXTS | _PICTURES_IN_MP4)

    @property
    def beside_drawn_text(self) -> tuple[str, ...]:
        """That there are subtitles which players may show unasked, where text is drawn into the pictures as well."""
        kept = ", ".join(one.language for one in self.for_mp4)
        return (f"the film's own subtitles are kept ({kept}): some players show them as well",) if kept else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What an MP4 of this film is without, in a sentence."""
        pictured = [one for one in self.texts if one not in self.for_mp4]
        lost = [*self.unknown, *(f"subtitles made of pictures ({one.language}, {one.codec})" for one in pictured)]
        return (f"left out, as an MP4 cannot hold it: {', '.join(lost)}",) if lost else ()


def tracks_of(info: VideoInfo) -> Tracks:
    """Look through a film's tracks.

    Args:
        info: The film.

    Raises:
        UnsupportedMediaError: It cannot be read.
    """
    with opened(info.path, info.demuxer) as container:
        return tracks_in(container, info.path)


def tracks_in(container: InputContainer, path: Path) -> Tracks:
    """The tracks of a film that is open.

    Raises:
        UnsupportedMediaError: It has no pictures.
    """
    sounds = [_track(one) for one in container.streams.audio if is_readable(one)]
    texts = [_track(one) for one in container.streams.subtitles if is_readable(one)]
    heard = sound_stream(container)
    return Tracks(
        picture=video_stream(container, path).index,
        sounds=tuple(sounds),
        heard=next((place for place, one in enumerate(sounds) if heard and one.index == heard.index), 0),
        texts=tuple(texts),
        unknown=tuple(
            f"sound in an unknown format ({_language(one)})" for one in container.streams.audio if not is_readable(one)
        ),
    )


def _track(stream: Any) -> Track:
    names = [one.name for one in type(stream.disposition) if one & stream.disposition and one.name]
    return Track(
        index=stream.index,
        codec=stream.codec_context.codec.canonical_name,
        language=_language(stream),
        title=stream.metadata.get("title") or stream.metadata.get("name") or "",
        flags="+".join(names) or "0",
        channels=getattr(stream.codec_context, "channels", 0),
    )


def _language(stream: Any) -> str:
    """MP4 knows codes of three letters only."""
    said = (stream.language or "").lower()
    return said if len(said) == _CODE_LETTERS and said.isascii() and said.isalpha() else "und"


def beside_picture(source: Stream, tracks: Tracks) -> tuple[list[Stream], Options]:
    """A film's sound and subtitles as streams of a graph, and the output options that keep them as they are.

    Sound is copied where MP4 can hold it and becomes AAC where not. The picture must be the first of all streams.
    """
    streams = [source[str(one.index)] for one in (*tracks.sounds, *tracks.for_mp4)]
    return streams, {**sound_settings(tracks.sounds), **text_settings(tracks.for_mp4, first=len(tracks.sounds) + 1)}


def copied_to_matroska(source: Stream, tracks: Tracks) -> tuple[list[Stream], Options]:
    """All tracks of a film that Matroska can hold as streams of a graph, with the output options that copy them."""
    texts = [one for one in tracks.texts if one.codec in _TEXTS | _PICTURES_IN_MATROSKA]
    streams = [source[str(index)] for index in (tracks.picture, *(one.index for one in (*tracks.sounds, *texts)))]
    turned = [place for place, one in enumerate(texts) if one.codec in {"mov_text", "eia_608"}]
    return streams, {"c": "copy", **{f"c:s:{place}": "subrip" for place in turned}}


def sound_settings(sounds: Sequence[Track]) -> Options:
    """Output options for sound tracks that follow the picture."""
    settings: Options = {}
    for place, track in enumerate(sounds):
        settings |= _named("a", place, place + 1, track) | {f"disposition:a:{place}": track.flags}
        if track.codec in AUDIO_IN_MP4:
            settings[f"c:a:{place}"] = "copy"
        else:
            settings |= {f"c:a:{place}": "aac", f"b:a:{place}": "192k" if track.channels <= _STEREO else "384k"}
            settings |= {f"ac:a:{place}": _STEREO} if track.channels > _MAX_CHANNELS else {}
    return settings


def named_settings(sounds: Sequence[Track]) -> Options:
    """Output options that keep what sound tracks are called, where they follow the picture and are made anew."""
    settings: Options = {}
    for place, track in enumerate(sounds):
        settings |= _named("a", place, place + 1, track) | {f"disposition:a:{place}": track.flags}
    return settings


def text_settings(texts: Sequence[Track], *, first: int, default: bool = True) -> Options:
    """Output options for subtitle tracks.

    Args:
        texts: The tracks.
        first: The place of the first of them among all tracks of the new file.
        default: Whether those that players show unasked stay so.
    """
    settings: Options = {}
    for place, track in enumerate(texts):
        shown = [one for one in track.flags.split("+") if default or one != "default"]
        settings |= _named("s", place, first + place, track) | {f"disposition:s:{place}": "+".join(shown) or "0"}
        is_ready = track.codec == "mov_text" or track.codec in _PICTURES_IN_MP4
        settings[f"c:s:{place}"] = "copy" if is_ready else "mov_text"
    return settings


def _named(kind: str, place: int, place_of_all: int, track: Track) -> Options:
    """Options that keep a track's language and title; the track is named in two ways as a key stands only once."""
    title: Options = {f"metadata:s:{place_of_all}": f"title={track.title}"} if track.title else {}
    return {f"metadata:s:{kind}:{place}": f"language={track.language}", **title}
