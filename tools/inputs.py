"""What callers may name: jobs, files inside the allowed folders, symbolic links resolved, and URLs."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from films.delivery import POSTER_NAME
from films.services import CallersServices
from films.stored import VIDEO_URI, local_file, missing
from footage.errors import ForbiddenUrlError, InvalidInputError, NotFoundError
from footage.job_ids import JOB_ID
from media.captions.model import MAX_SUBTITLE_BYTES
from media.probe import DEFAULT_CAPS
from tools.inline import is_inline, unpacked
from tools.paths import MAX_PATH_CHARS, confined, is_upload

if TYPE_CHECKING:
    from media.stills import Still

PICTURES = "pictures"
"""Where pictures are kept that had to be turned into others, among the parts."""

POSTER_URI = "footage://poster/"
MAX_IMAGE_BYTES = 100_000_000
SUBTITLE_SUFFIXES = frozenset(
    {
        ".srt",
        ".vtt",
        ".webvtt",
        ".ass",
        ".ssa",
        ".ttml",
        ".dfxp",
        ".itt",
        ".xml",
        ".sbv",
        ".lrc",
        ".sub",
        ".smi",
        ".sami",
    }
    | {".json", ".json3", ".jsonl", ".tsv", ".srv1", ".srv2", ".srv3", ".mpl", ".txt"}
)
_POSTER_AT = 0.4
_FRAMES_KEPT_S = 30 * 86_400
_URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)(://.*)")
_NO_PLACE = re.compile(r"(data|file|ftps?|https?|javascript|blob):(?=\S)", re.IGNORECASE)
"""Schemes without the two slashes: nothing is read from there, and no article begins so."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A video to work on: an existing file, what to call it, and the job that made it, if one did."""

    path: Path
    title: str
    job_id: str | None


def resolve_video(services: CallersServices, video: str) -> Source:
    """Find the video a caller names.

    Args:
        services: For jobs and allowed folders.
        video: A job_id, a footage://video/ or footage://upload/ URI, a path in an allowed folder, or an https:// or
            gs:// URL.

    Raises:
        NotFoundError: No such job or file.
        InvalidInputError: The job has no video (yet).
        ForbiddenPathError: The path is outside the allowed folders.
        ForbiddenUrlError: What the URL names may not be read.
        FootageError: As in `footage.ports.files.RemoteFiles` for a URL.
    """
    name = _without_link(services, video).removeprefix(VIDEO_URI)
    if JOB_ID.fullmatch(name):
        return _of_job(services, name)
    url = url_of(video)
    if url:
        path = services.remote.fetch(url, max_bytes=DEFAULT_CAPS.max_bytes)
        return Source(path=path, title=_title(url), job_id=None)
    path = confined(services, video)
    return Source(path=path, title="an uploaded video" if is_upload(video) else path.stem, job_id=None)


Moment = Literal["first", "last", "poster"]
"""Which frame of a film stands for it where a picture is wanted."""


def resolve_image(services: CallersServices, image: str, moment: Moment = "poster") -> Path:
    """A still picture in an allowed folder, from an https:// or gs:// URL, or of a film that a job made.

    Args:
        services: As in `resolve_video`.
        image: A path, a URL, a job_id, a footage://video/, footage://poster/ or footage://upload/ URI, or the picture
            itself as a data: URL.
        moment: Which frame of a job's film; a poster's URI is always the poster.

    Raises:
        UnsupportedMediaError: It is no PNG, JPEG or WebP picture; otherwise as in `resolve_video`.
    """
    from media import picture

    path = _image_file(services, image, moment)
    picture.check_whole(path)
    return path


def resolve_picture(services: CallersServices, image: str) -> Still:
    """As `resolve_image`, and SVG, AVIF and TIFF as well, which are kept as PNG with the scenes that show them.

    Args:
        services: As in `resolve_video`.
        image: As in `resolve_image`.

    Raises:
        UnsupportedMediaError: It is no picture; otherwise as in `resolve_video`.
    """
    from media.stills import as_still

    return as_still(_image_file(services, image, "poster"), services.parts_dir / PICTURES)


def _image_file(services: CallersServices, image: str, moment: Moment) -> Path:
    """The file of a picture, unless it is of a kind that is not allowed."""
    image = _without_link(services, image)
    if JOB_ID.fullmatch(job_id := image.removeprefix(VIDEO_URI)):
        return _frame_of(services, _of_job(services, job_id), moment)
    if JOB_ID.fullmatch(job_id := image.removeprefix(POSTER_URI)):
        return _frame_of(services, _of_job(services, job_id), "poster")
    if is_inline(image):
        return unpacked(image, services.parts_dir / PICTURES)
    url = url_of(image)
    return services.remote.fetch(url, max_bytes=MAX_IMAGE_BYTES) if url else confined(services, image)


def read_subtitles(services: CallersServices, subtitles: str) -> str | bytes:
    """Subtitle text as given, or the content of the file it names (its suffix says that it is one) or of a URL.

    Raises:
        InvalidInputError: The file is too large; otherwise as in `resolve_video`.
    """
    if url := url_of(subtitles):
        return services.remote.fetch(url, max_bytes=MAX_SUBTITLE_BYTES).read_bytes()
    is_path = "\n" not in subtitles and Path(subtitles).suffix.lower() in SUBTITLE_SUFFIXES
    if not is_path and not is_upload(subtitles):
        return subtitles
    path = confined(services, subtitles)
    if path.stat().st_size > MAX_SUBTITLE_BYTES:
        raise InvalidInputError(f"{path.name!r} is larger than {MAX_SUBTITLE_BYTES} bytes.")
    return path.read_bytes()


def url_of(name: str) -> str | None:
    """A URL that may be read, its scheme in lower case; None for everything that is no URL, and for uploads.

    Raises:
        ForbiddenUrlError: Its scheme is never read.
    """
    found = None if is_upload(name) else _URL.fullmatch(name)
    if not found:
        if nowhere := _NO_PLACE.match(name):
            raise ForbiddenUrlError(f"{nowhere[1].lower()}: is not a place to read files from.", hint=_hint(name))
        return None
    scheme = found[1].lower()
    if scheme not in {"http", "https", "gs"}:
        raise ForbiddenUrlError(f"{scheme}:// is not a place to read files from.", hint=_hint(name))
    if len(name) > MAX_PATH_CHARS:
        raise InvalidInputError(f"A URL has at most {MAX_PATH_CHARS} characters.")
    return f"{scheme}{found[2]}"


def _frame_of(services: CallersServices, film: Source, moment: Moment) -> Path:
    """A frame of a film as a file of its own, always the same one: whoever asks again gets the same job."""
    from media.joins import save_frame
    from media.probe import probe

    poster = film.path.with_name(POSTER_NAME)
    if moment == "poster" and film.path.parent.name == film.job_id and poster.is_file():
        return poster
    folder = services.parts_dir / "frames"
    folder.mkdir(parents=True, exist_ok=True)
    frame = folder / f"{film.job_id}-{moment}.png"
    if frame.is_file():
        frame.touch()
    else:
        length_s = probe(film.path).duration_s
        save_frame(film.path, {"first": 0.0, "last": length_s, "poster": length_s * _POSTER_AT}[moment], frame)
    _forget_old(folder)
    return frame


def _forget_old(folder: Path) -> None:
    """Remove frames that no job can still wait for."""
    for file in folder.glob("*.png"):
        with contextlib.suppress(FileNotFoundError):  # another process forgets too
            if file.stat().st_mtime < time.time() - _FRAMES_KEPT_S:
                file.unlink()


def _hint(name: str) -> str | None:
    """How a file is named that was named by a URL of this machine."""
    if name[:8].lower() == "footage:":
        return "Of Footage's own, pass a job_id, footage://video/JOB_ID or footage://upload/ID."
    path = unquote(re.sub(r"^file:(?://(?:localhost)?(?=/))?", "", name, flags=re.IGNORECASE))
    return f"Pass the path itself: {path}" if name[:5].lower() == "file:" else None


def _title(url: str) -> str:
    """What a URL's file is called, without what follows the "?", which may be a secret."""
    path = url.removeprefix("gs://") if url.startswith("gs://") else unquote(urlsplit(url).path)
    return PurePosixPath(path).stem or "a remote video"


def _without_link(services: CallersServices, name: str) -> str:
    """A link to a film of the caller's or to its poster as what it is here, where nothing has to be fetched for it."""
    found = services.links.read(name) if services.links else None
    if found is None:
        return name
    job_id, file = found
    try:
        record = services.jobs.get(job_id)
    except NotFoundError:
        return name
    video = record.result.video if record.result else None
    if video and video.path and Path(video.path).name == file:
        return job_id
    return f"{POSTER_URI}{job_id}" if video and video.poster and Path(video.poster).name == file else name


def _of_job(services: CallersServices, job_id: str) -> Source:
    record = services.jobs.get(job_id)
    video = record.result.video if record.result else None
    if video is None or video.path is None:
        raise InvalidInputError(
            f"{job_id} is {record.status} and has no video.",
            hint=f"Call get_job with job_id={job_id!r} until it is completed."
            if record.status in {"queued", "working"}
            else "Use another job; list_jobs shows them.",
        )
    path = local_file(services, video.path)
    if path is None:
        gone = missing(services, record, video.path)
        where = "" if services.caller.remote else f" {gone.where}"
        raise NotFoundError(f"The video of {job_id} is not here.{where}", hint=gone.hint)
    return Source(path=path, title=record.title, job_id=job_id)
