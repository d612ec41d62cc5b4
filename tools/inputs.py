"""What callers may name: jobs, files inside the allowed folders, symbolic links resolved, and URLs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from films.services import CallersServices
from films.stored import VIDEO_URI, local_file, missing
from footage.errors import ForbiddenUrlError, InvalidInputError, NotFoundError, UnsupportedMediaError
from footage.job_ids import JOB_ID
from media.captions.model import MAX_SUBTITLE_BYTES
from media.probe import DEFAULT_CAPS
from tools import moments
from tools.film_frames import frame_of
from tools.inline import is_inline, unpacked
from tools.moments import POSTER, Moment, parted
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
        ".scc",
        ".stl",
        ".csv",
    }
    | {".json", ".json3", ".jsonl", ".tsv", ".srv1", ".srv2", ".srv3", ".mpl", ".txt"}
)
_FILM_NAME = re.compile(r"\.(?:mp4|m4v|mov|webm|mkv|avi)(?:\?.*)?$", re.IGNORECASE)
_FILE_URI = re.compile(r"footage://file/(job_[0-9a-f]{20})/([\w][\w.-]*)")
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
        video: A job_id, a footage://video/, footage://file/ or footage://upload/ URI, a path in an allowed folder, or
            an https:// or gs:// URL.

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
    if file := _FILE_URI.fullmatch(video):
        return _beside(services, file[1], file[2])
    if JOB_ID.fullmatch(name.partition("@")[0]):
        raise InvalidInputError(
            f"{name} names a picture, but a film is wanted.",
            hint=f"Pass {name.partition('@')[0]}; edit_video cuts it: keep or cut with ranges.",
        )
    url = url_of(video)
    if url:
        path = services.remote.fetch(url, max_bytes=DEFAULT_CAPS.max_bytes)
        return Source(path=path, title=_title(url), job_id=None)
    path = confined(services, video)
    return Source(path=path, title="an uploaded video" if is_upload(video) else path.stem, job_id=None)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A still picture; where it is a frame of a film, of which one, and when it is seen there."""

    path: Path
    film: Source | None = None
    moment: Moment | None = None


def resolve_image(services: CallersServices, image: str, moment: Moment = POSTER) -> Path:
    """The file of `resolve_frame`."""
    return resolve_frame(services, image, moment).path


def resolve_frame(services: CallersServices, image: str, moment: Moment = POSTER) -> Shown:
    """A still picture in an allowed folder, from an https:// or gs:// URL, or a frame of any film.

    Args:
        services: As in `resolve_video`.
        image: A path, a URL, a job_id, a footage://video/, footage://poster/, footage://file/ or footage://upload/
            URI, or the picture itself as a data: URL. A film's name may have a moment behind it, as in "job_id@last"
            or "film.mp4@3.2s".
        moment: Which frame of a film where none is named; a poster's URI is always the poster.

    Raises:
        UnsupportedMediaError: It is no PNG, JPEG or WebP picture and no film; otherwise as in `resolve_video`.
    """
    from media import picture

    shown = _shown(services, image, moment)
    try:
        picture.check_whole(shown.path)
    except UnsupportedMediaError:
        if shown.film or not _is_film(shown.path):
            raise
        film = Source(path=shown.path, title=shown.path.stem, job_id=None)
        return _frame(services, film, moment)
    return shown


def resolve_picture(services: CallersServices, image: str) -> Still:
    """As `resolve_image`, and SVG, AVIF and TIFF as well, which are kept as PNG with the scenes that show them.

    Args:
        services: As in `resolve_video`.
        image: As in `resolve_image`.

    Raises:
        UnsupportedMediaError: It is no picture; otherwise as in `resolve_video`.
    """
    from media.stills import as_still

    return as_still(_shown(services, image, POSTER).path, services.parts_dir / PICTURES)


def _shown(services: CallersServices, image: str, moment: Moment) -> Shown:
    """A picture, or a frame of a film; it is not looked at yet."""
    if is_inline(image):
        return Shown(path=unpacked(image, services.parts_dir / PICTURES))
    name, asked = parted(image)
    name = _without_link(services, name)
    bare = name.removeprefix(VIDEO_URI).removeprefix(POSTER_URI)
    if JOB_ID.fullmatch(bare):
        default = POSTER if name.startswith(POSTER_URI) else moment
        return _frame(services, _of_job(services, bare), asked or default)
    if JOB_ID.fullmatch(bare.partition("@")[0]):
        raise InvalidInputError(f"{bare.partition('@')[2]!r} is no moment of a film.", hint=moments.HINT)
    if file := _FILE_URI.fullmatch(name):
        source = _beside(services, file[1], file[2])
        return _frame(services, source, asked or moment) if _is_film(source.path) else Shown(path=source.path)
    if asked and (_FILM_NAME.search(name) or is_upload(name)):
        return _frame(services, resolve_video(services, name), asked)
    url = url_of(image)
    return Shown(
        path=services.remote.fetch(url, max_bytes=MAX_IMAGE_BYTES) if url else confined(services, image),
    )


def _frame(services: CallersServices, film: Source, moment: Moment) -> Shown:
    return Shown(path=frame_of(services, film.path, film.job_id, moment), film=film, moment=moment)


def _is_film(path: Path) -> bool:
    from media.probe import probe

    try:
        probe(path)
    except UnsupportedMediaError:
        return False
    return True


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


def _hint(name: str) -> str | None:
    """How a file is named that was named by a URL of this machine."""
    if name[:8].lower() == "footage:":
        return "Of Footage's own, pass a job_id, footage://video/JOB_ID, footage://file/JOB_ID/NAME or footage://upload/ID."
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


def _beside(services: CallersServices, job_id: str, name: str) -> Source:
    """A file that a job stored beside its film, such as another take of it."""
    record = services.jobs.get(job_id)
    files = record.result.video.files if record.result and record.result.video else []
    known = next((one for one in files if one.name == name), None)
    path = local_file(services, known.path) if known and known.path else None
    if path is None:
        raise NotFoundError(
            f"{job_id} has no file {name!r}.", hint=f"It has: {', '.join(one.name for one in files) or 'none'}."
        )
    return Source(path=path, title=record.title, job_id=job_id)
