"""A film made small enough to pass through a chat, where the film itself may not be linked to or is too large."""

from __future__ import annotations

from pathlib import Path

from films.services import SharedServices
from films.stored import local_file, stored_as
from footage.errors import NotFoundError, UnsupportedMediaError
from footage.ports.jobs import JobRecord
from media import ffmpeg
from media.ffmpeg import Options

MOST_BYTES = 6_000_000
"""What chats still pass on at once."""

LONGEST_S = 600.0
NAME = "preview.mp4"
_CRFS = (27, 34, 41)
"""Tried in this order: a film of few seconds ends before its rate is held."""

_SHORTER_SIDE_PX = 480
_SOUND_BITS_PER_S = 64_000
_FILLED = 0.85
"""Of the bytes, so that neither the container nor a rich second goes beyond them."""


def preview_of(services: SharedServices, record: JobRecord) -> Path:
    """The film itself where it is small enough, else a smaller copy, made once and kept beside it.

    Raises:
        NotFoundError: The job has no film here.
        UnsupportedMediaError: The film is too long, or too rich in detail, to be seen in so few bytes.
        UnavailableError: The storage cannot be asked.
    """
    video = record.result.video if record.result else None
    film = local_file(services, video.path) if video and video.path else None
    if video is None or film is None:
        raise NotFoundError(f"{record.job_id} has no video here.")
    if film.stat().st_size <= MOST_BYTES:
        return film
    if video.duration_s > LONGEST_S:
        raise UnsupportedMediaError(f"The film is longer than {LONGEST_S:.0f} s: too long for a preview.")
    job_id, _ = stored_as(film) or (record.job_id, film.name)
    if kept := services.objects.here(job_id, NAME):
        return kept
    out = services.objects.new_file()
    try:
        for crf in _CRFS:
            _make_smaller(film, out, video.duration_s, crf, has_audio=video.has_audio)
            if out.stat().st_size <= MOST_BYTES:
                return services.objects.put(job_id, NAME, out).path
        raise UnsupportedMediaError("The film is too rich in detail for a preview.")
    finally:
        out.unlink(missing_ok=True)


def _make_smaller(film: Path, out: Path, duration_s: float, crf: int, *, has_audio: bool) -> None:
    bits_per_s = int(_FILLED * 8 * MOST_BYTES / duration_s) - (_SOUND_BITS_PER_S if has_audio else 0)
    given = ffmpeg.from_file(film)
    side = f"if(lt(iw,ih),min(iw,{_SHORTER_SIDE_PX}),-2)"
    other = f"if(lt(iw,ih),-2,min(ih,{_SHORTER_SIDE_PX}))"
    picture = given["v:0"].filter("scale", side, other).filter("format", "yuv420p")
    options: Options = {
        "c:v": "libx264",
        "preset": "veryfast",
        "crf": crf,
        "maxrate": bits_per_s,
        "bufsize": bits_per_s,
        "c:a": "aac",
        "b:a": _SOUND_BITS_PER_S,
        "map_metadata": -1,
    }
    sound = [given["a:0"]] if has_audio else []
    ffmpeg.run_graph([picture, *sound], out, options=options, duration_s=duration_s)
