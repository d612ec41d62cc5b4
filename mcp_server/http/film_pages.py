"""A page that shows one film, for people who follow a link and for sites that put it into a frame."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import NotFoundError
from footage.plain_text import shortened

if TYPE_CHECKING:
    from films.services import Services

_TITLE_CHARS = 100
_STYLE = (
    "html,body{margin:0;background:#111;color:#eee;font:16px system-ui,sans-serif}"
    "figure{margin:0 auto;max-width:1280px}video{display:block;width:100%;height:auto;max-height:100vh}"
    "figcaption{padding:.75em 1em}"
)


def page_of(services: Services, job_id: str, token: str | None) -> str:
    """The page of a film.

    Args:
        services: For the job and the addresses.
        job_id: Whose film.
        token: Under which it is published; None for signed addresses.

    Raises:
        NotFoundError: The job has no film of its own.
    """
    from films.delivery import TRACK_NAME, embed_html, has_track

    record = services.jobs.get(job_id)
    video = record.result.video if record.result else None
    if services.links is None or video is None or not video.path or not video.poster:
        raise NotFoundError("There is no film.")
    links = services.links

    def address(name: str) -> str:
        return f"{links.published(token)}/{name}" if token else links.film(job_id, name).url

    figure = embed_html(
        record.title,
        video=address(Path(video.path).name),
        poster=address(Path(video.poster).name),
        captions=address(TRACK_NAME) if has_track(video) else None,
        created_at=record.created_at,
        width=video.width,
        height=video.height,
        duration_s=video.duration_s,
        same_site=True,
    )
    title = html.escape(shortened(record.title, _TITLE_CHARS))
    robots = "" if token else '<meta name="robots" content="noindex">'
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{robots}'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta property="og:type" '
        f'content="video.other"><meta property="og:title" content="{title}"><meta property="og:image" '
        f'content="{html.escape(address(Path(video.poster).name))}"><meta property="og:video" '
        f'content="{html.escape(address(Path(video.path).name))}"><style>{_STYLE}</style></head>'
        f"<body>{figure}</body></html>"
    )
