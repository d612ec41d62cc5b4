"""Putting a finished film away: video, poster, contact sheet, and the HTML to embed it."""

from __future__ import annotations

import html
import json
from datetime import datetime
from pathlib import Path

from footage.domain import Video
from footage.faults import crash_point
from footage.ports import JobContext, Services
from tools.inputs import VIDEO_URI

VIDEO_NAME = "video.mp4"
POSTER_NAME = "poster.jpg"
CONTACT_SHEET_NAME = "contact_sheet.jpg"


def deliver(services: Services, job: JobContext, film: Path, *, subtitles: dict[str, str] | None = None) -> Video:
    """Store a film that was made in the job's private folder. Blocking: call it on a worker thread.

    Args:
        services: Where files go.
        job: The job it belongs to.
        film: The file; it is moved.
        subtitles: Texts to store beside it, by file name; the first one is named in the result.

    Raises:
        UnsupportedMediaError: What was made is not a whole video.
    """
    poster, sheet = _pictures(film)
    job_id = job.record.job_id
    stored_poster = services.objects.put_bytes(job_id, POSTER_NAME, poster)
    stored_sheet = services.objects.put_bytes(job_id, CONTACT_SHEET_NAME, sheet)
    texts = [
        services.objects.put_bytes(job_id, name, content.encode()).path for name, content in (subtitles or {}).items()
    ]
    stored = services.objects.put(job_id, VIDEO_NAME, film)
    crash_point("stored")
    return describe(
        job,
        stored.path,
        uri=f"{VIDEO_URI}{job_id}",
        sha256=stored.sha256,
        poster=stored_poster.path,
        sheet=stored_sheet.path,
        subtitles=texts[0] if texts else None,
    )


def describe(
    job: JobContext,
    path: Path,
    *,
    uri: str,
    sha256: str,
    poster: Path,
    sheet: Path,
    subtitles: Path | None,
) -> Video:
    """A stored film as callers see it; its figures are measured, not assumed."""
    from media.probe import probe

    info = probe(path)
    return Video(
        uri=uri,
        path=str(path),
        url=None,
        poster=str(poster),
        contact_sheet=str(sheet),
        subtitles=str(subtitles) if subtitles else None,
        embed_html=embed_html(
            job.record.title,
            created_at=job.record.created_at,
            width=info.width,
            height=info.height,
            duration_s=info.duration_s,
            has_captions=any(sibling.suffix == ".vtt" for sibling in poster.parent.iterdir()),
        ),
        duration_s=round(info.duration_s, 3),
        width=info.width,
        height=info.height,
        fps=round(info.fps, 3),
        size_bytes=info.size_bytes,
        sha256=sha256,
        has_audio=info.has_audio,
    )


def embed_html(
    title: str, *, created_at: datetime, width: int, height: int, duration_s: float, has_captions: bool
) -> str:
    """A figure with the video and schema.org's VideoObject, for a page in the same folder as the files.

    The markup follows https://schema.org/VideoObject; durations are ISO 8601.
    """
    described = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": title[:100],
        "description": title,
        "thumbnailUrl": POSTER_NAME,
        "contentUrl": VIDEO_NAME,
        "uploadDate": created_at.isoformat(timespec="seconds"),
        "duration": f"PT{duration_s:.2f}S",
        "width": width,
        "height": height,
    }
    # "<" as an escape: a title can neither close the script element nor open another.
    data = json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")
    track = '<track kind="captions" src="captions.vtt" default>' if has_captions else ""
    return (
        f'<figure><video controls playsinline preload="metadata" width="{width}" height="{height}" '
        f'poster="{POSTER_NAME}"><source src="{VIDEO_NAME}" type="video/mp4">{track}</video>'
        f"<figcaption>{html.escape(title)}</figcaption></figure>"
        f'<script type="application/ld+json">{data}</script>'
    )


def _pictures(film: Path) -> tuple[bytes, bytes]:
    from media.contact_sheet import contact_sheet, poster

    return poster(film), contact_sheet(film)
