"""Putting a finished film away: video, poster, contact sheet, and the HTML to embed it."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from films.making import FILM_TITLE
from films.services import Services, SharedServices
from films.stored import VIDEO_URI, link
from footage import traces
from footage.answers import MediaFile, Video
from footage.faults import crash_point
from footage.plain_text import shortened
from footage.ports.files import StoredObject
from footage.ports.jobs import JobContext, JobRecord
from footage.ports.quality import Checked
from footage.provenance import Making
from footage.video_info import Stills, VideoInfo

VIDEO_NAME = "video.mp4"
POSTER_NAME = "poster.jpg"
CONTACT_SHEET_NAME = "contact_sheet.jpg"
TRACK_NAME = "captions.vtt"
CREDITS_NAME = "credits.txt"
_TRACK = "<track"
_NAME_CHARS = 100
_DESCRIPTION_CHARS = 240


@traces.step("store")
def deliver(
    services: Services,
    job: JobContext,
    film: Path,
    *,
    checked: Checked | None = None,
    subtitles: Mapping[str, str] | None = None,
    track: bool = False,
    poster_s: float | None = None,
    credits_text: str = "",
    files: Sequence[MediaFile] = (),
    made: Making,
) -> Video:
    """Sign a film that was made in the job's private folder, and store it. Blocking: call it on a worker thread.

    Args:
        services: Who signs, and where files go.
        job: The job it belongs to.
        film: The file; it is moved.
        made: How it was made, which is signed with it.
        checked: What was measured of this very file, if it was: then it need not be opened again.
        subtitles: Texts to store beside it, by file name; the first one is named in the result.
        track: Whether a web page should show the subtitles over the film.
        poster_s: The moment that stands for the film, in seconds; None takes a good frame.
        credits_text: Whose footage is in it, stored beside it; empty for nobody's.
        files: What was stored beside it already.

    Raises:
        UnsupportedMediaError: What was made is not a whole video.
        UnavailableError: It must be signed, and cannot be.
    """
    facts = _facts(film, checked)
    chosen = facts.stills if poster_s is None else _with_poster(facts, poster_s)
    poster = _signed_bytes(services, chosen.poster, film.with_name(POSTER_NAME), made)
    beside = _store_beside(services, job, replace(chosen, poster=poster), subtitles or {}, credits_text)
    # Last of all: whatever is done to a film after that breaks its signature.
    unsigned = services.credentials.seal(film, made, FILM_TITLE)
    crash_point("signed")
    stored = services.objects.put(job.record.job_id, VIDEO_NAME, film)
    crash_point("stored")
    video = _describe(job, stored, facts.info, beside, track=track)
    return video.model_copy(update={"files": list(files), "unsigned": unsigned})


@traces.step("store")
def deliver_beside(
    services: Services,
    job: JobContext,
    film: Path,
    *,
    checked: Checked | None = None,
    subtitles: Mapping[str, str],
    read: Path | None = None,
    files: Sequence[MediaFile] = (),
) -> Video:
    """Store subtitles, if any, for a film that stays where it is; otherwise like `deliver`.

    `read` is a copy of the film that can be read, where it cannot be itself.
    """
    facts = _facts(read or film, checked)
    beside = _store_beside(services, job, facts.stills, subtitles)
    with film.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    unmoved = StoredObject(path=film, sha256=sha256, size_bytes=film.stat().st_size)
    return _describe(job, unmoved, facts.info, beside, track=bool(subtitles)).model_copy(update={"files": list(files)})


def store_file(services: Services, job: JobContext, file: Path, facts: MediaFile, made: Making) -> MediaFile:
    """Sign a file where its kind can be signed, and store it beside a film; it is moved. Blocking."""
    unsigned = services.credentials.seal(file, made, facts.name)
    stored = services.objects.put(job.record.job_id, facts.name, file)
    known = {
        "path": str(stored.path),
        "sha256": stored.sha256,
        "size_bytes": stored.size_bytes,
        "unsigned": unsigned and f"{facts.name}: {unsigned}",
    }
    return facts.model_copy(update=known)


@dataclass(frozen=True)
class _Facts:
    """What a film is, and its pictures."""

    info: VideoInfo
    stills: Stills


@dataclass(frozen=True)
class _Beside:
    """What is stored with a film."""

    poster: Path
    contact_sheet: Path
    subtitles: Path | None
    credits: Path | None = None


def _facts(film: Path, checked: Checked | None) -> _Facts:
    """What measuring the film told already, and what it did not, out of the file."""
    from media.contact_sheet import stills
    from media.probe import probe

    info = (checked and checked.info) or probe(film)
    return _Facts(info, checked.stills() if checked and checked.stills else stills(info))


def _with_poster(facts: _Facts, time_s: float) -> Stills:
    """The film's stills, with the frame of a moment as its poster."""
    from media.contact_sheet import poster_at

    last_s = facts.info.duration_s - 1 / facts.info.fps
    return replace(facts.stills, poster=poster_at(facts.info, max(0.0, min(time_s, last_s))))


def _signed_bytes(services: Services, poster: bytes, file: Path, made: Making) -> bytes:
    """A film's poster, signed as the film is, in a file that is there for that time only."""
    try:
        file.write_bytes(poster)
        services.credentials.seal(file, made, POSTER_NAME)
        return file.read_bytes()
    except OSError:  # a full disk: the film itself may still find its place
        return poster
    finally:
        file.unlink(missing_ok=True)


def _store_beside(
    services: Services, job: JobContext, pictures: Stills, subtitles: Mapping[str, str], credits_text: str = ""
) -> _Beside:
    job_id, put = job.record.job_id, services.objects.put_bytes
    texts = [put(job_id, name, content.encode()).path for name, content in subtitles.items()]
    return _Beside(
        poster=put(job_id, POSTER_NAME, pictures.poster).path,
        contact_sheet=put(job_id, CONTACT_SHEET_NAME, pictures.contact_sheet).path,
        subtitles=texts[0] if texts else None,
        credits=put(job_id, CREDITS_NAME, credits_text.encode()).path if credits_text else None,
    )


def _describe(job: JobContext, stored: StoredObject, info: VideoInfo, beside: _Beside, *, track: bool) -> Video:
    """A stored film as callers see it; its figures are measured, not assumed."""
    return Video(
        uri=f"{VIDEO_URI}{job.record.job_id}",
        path=str(stored.path),
        url=None,
        poster=str(beside.poster),
        contact_sheet=str(beside.contact_sheet),
        subtitles=str(beside.subtitles) if beside.subtitles else None,
        credits=str(beside.credits) if beside.credits else None,
        embed_html=embed_html(
            job.record.title,
            video=stored.path.name,
            poster=POSTER_NAME,
            captions=TRACK_NAME if track else None,
            created_at=job.record.created_at,
            width=info.width,
            height=info.height,
            duration_s=info.duration_s,
        ),
        duration_s=round(info.duration_s, 3),
        width=info.width,
        height=info.height,
        fps=round(info.fps, 3),
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        has_audio=info.has_audio,
    )


def with_links(services: SharedServices, record: JobRecord, video: Video) -> tuple[Video, datetime | None]:
    """A film with new links instead of names of files, and when they end; as it is where there are none.

    Raises:
        UnavailableError: It could not be uploaded.
    """
    film = link(services, video.path) if video.path else None
    poster = link(services, video.poster) if video.poster else None
    if film is None or poster is None:
        return video, None
    beside = video.subtitles if has_track(video) else None
    track = link(services, str(Path(beside).with_name(TRACK_NAME))) if beside else None
    page = embed_html(
        record.title,
        video=film.url,
        poster=poster.url,
        captions=track.url if track else None,
        created_at=record.created_at,
        width=video.width,
        height=video.height,
        duration_s=video.duration_s,
    )
    files = [one.model_copy(update={"url": _web(services, one.path)}) for one in video.files]
    known = {"url": film.url, "poster": poster.url, "embed_html": page, "files": files}
    return video.model_copy(update=known), film.expires_at


def _web(services: SharedServices, path: str | None) -> str | None:
    found = link(services, path) if path else None
    return found.url if found else None


def has_track(video: Video) -> bool:
    """Whether a web page shows a stored film's captions over it."""
    return bool(video.subtitles) and _TRACK in video.embed_html


def embed_html(
    title: str,
    *,
    video: str,
    poster: str,
    captions: str | None,
    created_at: datetime,
    width: int,
    height: int,
    duration_s: float,
    same_site: bool = False,
) -> str:
    """A figure with the video and schema.org's VideoObject; of a long title, as a prompt is, the beginning.

    The addresses are URLs, or names of files for a page in the same folder; `same_site` where the page is where the
    files are. The markup follows https://schema.org/VideoObject; durations are ISO 8601.
    """
    name = shortened(title, _NAME_CHARS)
    described = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": name,
        "description": shortened(title, _DESCRIPTION_CHARS),
        "thumbnailUrl": poster,
        "contentUrl": video,
        "uploadDate": created_at.isoformat(timespec="seconds"),
        "duration": f"PT{duration_s:.2f}S",
        "width": width,
        "height": height,
    }
    # "<" as an escape: a title can neither close the script element nor open another.
    data = json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")
    track = f'{_TRACK} kind="captions" src="{html.escape(captions)}" default>' if captions else ""
    # Browsers show captions of another site only when the video is asked for in this way too.
    cors = ' crossorigin="anonymous"' if captions and "://" in captions and not same_site else ""
    return (
        f'<figure><video controls playsinline preload="metadata"{cors} width="{width}" height="{height}" '
        f'poster="{html.escape(poster)}"><source src="{html.escape(video)}" type="video/mp4">{track}</video>'
        f"<figcaption>{html.escape(name)}</figcaption></figure>"
        f'<script type="application/ld+json">{data}</script>'
    )
