"""Opens the files of an edit: films, still pictures and sounds, and says what each of them is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from media.edit.effects import SoundFile
from media.edit.timeline import Film, Picture
from media.loudness import LoudnessMeter, loudness_of
from media.plain import plain_of
from media.probe import VideoInfo, first_tick, longest_frame_s, opened, rate_of, video_stream
from media.tracks import tracks_of

MOST_FPS = 120
_SLACK_FRAMES = 1.5


def rate_for(info: VideoInfo, *, text: bool) -> Fraction:
    """The steady rate at which a film shows all its frames.

    Args:
        info: The film.
        text: Something that changes is drawn on it.
    """
    plain = plain_of(info, text=text, steady=True)
    return min(rate_of(plain.pace if plain.is_uneven else info.fps), Fraction(MOST_FPS))


def open_film(name: str, info: VideoInfo, rate: Fraction, *, text: bool = False) -> Film:
    """A film as an edit works on it.

    Args:
        name: What callers know it as.
        info: What it is.
        rate: Frames a second of the edit.
        text: As for `rate_for`.

    Raises:
        UnsupportedMediaError: It cannot be read.
    """
    plain = plain_of(info, text=text, steady=True)
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        first_s = float(first_tick(stream) * (stream.time_base or 0))
        offset_s = first_s - (container.start_time or 0) / 1_000_000
    frames = max(1, round(info.duration_s * rate))
    counted = info.frame_count or 0
    if not plain.is_uneven and rate == rate_of(info.fps) and abs(frames - counted) <= _SLACK_FRAMES:
        frames = counted
    return Film(
        name=name,
        info=info,
        plain=plain,
        tracks=tracks_of(info),
        offset_s=max(0.0, offset_s),
        frames=frames,
        longest_s=longest_frame_s(info) if plain.is_uneven else 0.0,
    )


def open_picture(name: str, path: Path) -> Picture:
    """A still picture that can be drawn.

    Raises:
        UnsupportedMediaError: It is none, or is damaged.
    """
    from media import picture

    picture.check_whole(path)
    width, height, _ = picture.size_and_frames(path)
    return Picture(name=name, path=path, size=(width, height))


def open_sound(name: str, path: Path) -> SoundFile:
    """A sound file, or the sound of a film that nothing else is taken of.

    Raises:
        UnsupportedMediaError: There is no sound in it.
    """
    from media.music_file import check_music, container_of

    check_music(path)
    demuxer, meter = container_of(path), LoudnessMeter()
    with opened(path, demuxer) as container:
        stream = container.streams.audio[0]
        ticks = 0.0
        for frame in container.decode(stream):
            meter.hear(frame)
            ticks += frame.samples / (frame.sample_rate or 1)
    meter.end()
    heard = meter.loudness
    lufs = heard.integrated_lufs if heard else None
    return SoundFile(name=name, path=str(path), demuxer=demuxer, duration_s=ticks, lufs=lufs)


def lufs_of(film: Film) -> float | None:
    """How loud a film is, None where nothing is heard."""
    heard = loudness_of(film.info)
    return heard.integrated_lufs if heard else None
