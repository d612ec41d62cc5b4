"""Takes in a film as its camera or editor wrote it: what follows can seek in it and read it to its end.

A whole film in a container with an index is taken as it is. Any other is put into a Matroska file first, its tracks
copied: recordings without an index (transport streams, tapes, captures), and films that break off, up to the break.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from footage.errors import InternalError, UnsupportedMediaError
from media import ffmpeg
from media.containers import SEEKABLE, damaged, sniff
from media.ffmpeg import Options, Stream
from media.probe import (
    DEFAULT_CAPS,
    MediaCaps,
    begins_before_zero,
    check_bytes,
    check_size,
    decodes_to_end,
    opened,
    probe,
    video_stream,
)
from media.probe import VideoInfo as VideoInfo
from media.tracks import Tracks, copied_to_matroska, tracks_in

KEPT_S = 24 * 3600.0
"""How long copies are kept, in seconds."""

_LIMIT_S = 600.0
_CONVERTED: Options = {"c:v": "libx264", "preset": "veryfast", "crf": 12, "pix_fmt": "yuv420p", "c:a": "flac"}
_USUAL_RATE = 25
_TIMELESS = frozenset({"h264", "hevc", "mpegvideo", "m4v"})
"""Containers that are none: bare pictures, which do not say how fast they go by."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """A film that can be worked on.

    Attributes:
        info: What it is; its path is that of the copy where one was needed.
        notes: What was done about its oddities, in sentences.
    """

    info: VideoInfo
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file to read."""
        return self.info.path


def take_in(film: Path, folder: Path, caps: MediaCaps = DEFAULT_CAPS) -> Intake:
    """Make sure that a film can be worked on.

    Args:
        film: A file that a caller named; it is never changed.
        folder: For copies of odd films; one that is there already is used again.
        caps: The largest film to take.

    Raises:
        UnsupportedMediaError: It is no video, nothing of it can be shown, or it is too big, too long or too large.
    """
    check_bytes(film, caps)
    demuxer = sniff(film)
    if demuxer in SEEKABLE:
        try:
            info = probe(film, caps)
            decodes_to_end(film)
            if not begins_before_zero(film):
                return Intake(info=info)
        except UnsupportedMediaError as exc:
            if not exc.damaged:
                raise
            return _salvaged(film, demuxer, folder, caps, exc)
    info = probe(_copied(film, demuxer, folder), caps)
    taken = f"bare pictures do not say when they are shown: {info.fps:g} a second are taken"
    return Intake(info=info, notes=(taken,) if demuxer in _TIMELESS else ())


def _salvaged(film: Path, demuxer: str, folder: Path, caps: MediaCaps, damage: UnsupportedMediaError) -> Intake:
    """What can be shown of a film that breaks off; the damage itself where that is nothing."""
    try:
        info = probe(_copied(film, demuxer, folder), caps)
    except UnsupportedMediaError as exc:
        raise damage from exc
    reason = damage.message.removeprefix(film.name).strip().rstrip(".")
    return Intake(info=info, notes=(f"the film {reason}, so the {info.duration_s:.1f} s that are there are used",))


def _copied(film: Path, demuxer: str, folder: Path) -> Path:
    """A Matroska file with the same tracks, made once for each version of the film."""
    facts = film.stat()
    seen = f"{film.resolve()} {facts.st_size} {facts.st_mtime_ns}"
    copy = folder / f"{hashlib.sha256(seen.encode()).hexdigest()}.mkv"
    with contextlib.suppress(FileNotFoundError):
        os.utime(copy)  # a copy that is in use is not old
        return copy
    folder.mkdir(parents=True, exist_ok=True)
    _forget(folder)
    part = folder / f"{uuid.uuid4().hex}.new"  # of this copy alone: two processes may take in the same film
    try:
        _write(film, demuxer, part)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def _write(film: Path, demuxer: str, out: Path) -> None:
    with opened(film, demuxer) as container:
        tracks = tracks_in(container, film)
        check_size(video_stream(container, film), film, DEFAULT_CAPS)
        rate = container.streams[tracks.picture].guessed_rate if demuxer in _TIMELESS else None
    # A transport stream calls every picture after a lost packet corrupt, though most of it can be shown.
    flags = "+genpts" if demuxer == "mpegts" else "+genpts+discardcorrupt"
    timed: Options = {"framerate": str(rate or _USUAL_RATE)} if demuxer in _TIMELESS else {}
    source = ffmpeg.from_file(film, demuxer=demuxer, fflags=flags, err_detect="ignore_err", **timed)
    limits: Options = {"avoid_negative_ts": "make_zero", "t": DEFAULT_CAPS.max_duration_s + 1}
    streams, copied = copied_to_matroska(source, tracks)
    try:
        ffmpeg.run_graph(streams, out, muxer="matroska", options={**copied, **limits}, limit_s=_LIMIT_S)
    except (InternalError, UnsupportedMediaError):
        _convert(film, source, tracks, out, {**limits, "fs": DEFAULT_CAPS.max_bytes})


def _convert(film: Path, source: Stream, tracks: Tracks, out: Path, limits: Options) -> None:
    """Encode again what Matroska cannot hold as it is, such as animated pictures."""
    picture = source[str(tracks.picture)].filter("scale", "trunc(iw/2)*2", "trunc(ih/2)*2")
    sounds = [source[str(one.index)] for one in tracks.sounds]
    try:
        ffmpeg.run_graph([picture, *sounds], out, muxer="matroska", options={**_CONVERTED, **limits}, limit_s=_LIMIT_S)
    except (InternalError, UnsupportedMediaError) as exc:
        raise damaged(
            f"{film.name} cannot be read as video: it is incomplete or damaged.",
            hint="Pass a complete video file; download or export it again.",
        ) from exc


def _forget(folder: Path) -> None:
    """Remove old copies, and what a crash left behind."""
    for file in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another process forgets too
            if file.stat().st_mtime < time.time() - KEPT_S:
                file.unlink()
