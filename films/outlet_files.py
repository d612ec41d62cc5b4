"""Films in the form that an outlet takes: most take any, Instagram wants one without lists of edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from films.making import of_change
from films.services import Services
from footage.errors import InvalidInputError
from footage.provenance import Step

if TYPE_CHECKING:
    from media.ffmpeg import Options
    from media.probe import VideoInfo

REEL_NAME = "reel.mp4"
_LEAST_S, _MOST_S = 3.0, 900.0
_LEAST_FPS, _MOST_FPS = 23.0, 60.0
_SOUND: dict[str, str | int] = {"c:a": "aac", "b:a": "128k", "ar": 48_000}
_PICTURE: dict[str, str | int] = {"c:v": "libx264", "preset": "veryfast", "crf": 17, "pix_fmt": "yuv420p"}


def film_for(services: Services, target: str, film: Path, film_job_id: str | None, folder: Path) -> Path:
    """The film as an outlet takes it; made and signed in `folder`, where it has to be made. Blocking.

    Args:
        services: Who signs.
        target: Which kind of outlet.
        film: As it was given.
        film_job_id: The job that made it, if one did.
        folder: The job's own.
    """
    out = folder / REEL_NAME
    if target != "instagram":
        return film
    if not out.is_file():
        made = _reel(film, folder / f"making-{REEL_NAME}")
        making = of_change(services.jobs.get, film, film_job_id, [Step(what="brought into the form of a reel")])
        services.credentials.seal(made, making, "film")
        made.replace(out)
    return out


def require_taken(target: str, duration_s: float, width: int, height: int) -> None:
    """Refuse a film that an outlet would throw out, before anything is sent.

    Raises:
        InvalidInputError: It is too short, too long or too small.
    """
    least_s, most_s = {"instagram": (_LEAST_S, _MOST_S), "tiktok": (3.0, 600.0)}.get(target, (0.0, 12 * 3600.0))
    if not least_s <= duration_s <= most_s + 0.5:
        raise InvalidInputError(
            f"{target} takes films of {least_s:g} s to {most_s:g} s, and this one lasts {duration_s:.1f} s.",
            hint="Call edit_video to cut it, or to slow it down.",
        )
    if target == "tiktok" and not 360 <= min(width, height) <= max(width, height) <= 4096:
        raise InvalidInputError(
            f"tiktok takes 360 to 4096 pixels a side, and this film has {width}x{height}.",
            hint="Call edit_video with an export of another width.",
        )


def _reel(film: Path, out: Path) -> Path:
    """Copied where that is enough: without lists of edits, its index first."""
    from media import ffmpeg
    from media.probe import probe

    info = probe(film)
    clip = ffmpeg.from_file(film, demuxer=info.demuxer)
    streams = [clip["V:0"], clip["a:0"]] if info.has_audio else [clip["V:0"]]
    ffmpeg.run_graph(streams, out, options=_reel_options(info), duration_s=info.duration_s)
    return out


def _reel_options(info: VideoInfo) -> Options:
    picture: Options = {"c:v": "copy"}
    is_fine = info.video_codec in {"h264", "hevc"} and info.rotation_deg == 0 and info.square_pixels
    if not is_fine or not _LEAST_FPS <= info.fps <= _MOST_FPS:
        picture = {**_PICTURE, "r": min(max(info.fps, 30.0), _MOST_FPS)}
    sound: Options = {} if not info.has_audio else {"c:a": "copy"} if info.audio_codec == "aac" else dict(_SOUND)
    return {**picture, **sound, "use_editlist": 0, "movflags": "+faststart"}
