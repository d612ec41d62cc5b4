"""A film as a caller from elsewhere sees it: addresses, and no path of this machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from films.delivery import TRACK_NAME, embed_html, has_track
from films.services import CallersServices
from films.stored import machine_name, stored_as
from footage.answers import Video
from footage.ports.files import Link
from footage.ports.jobs import JobRecord
from footage.ports.links import Links

_BESIDE = ("poster", "contact_sheet", "timeline", "subtitles", "credits")


def by_links(services: CallersServices, record: JobRecord, video: Video) -> tuple[Video, datetime | None]:
    """A stored film with signed addresses, and when they end; without any where this installation has none."""
    links = services.links
    film = None if is_gone(services, video) else _link(links, video.path)
    beside = {name: link.url if (link := _link(links, getattr(video, name))) else None for name in _BESIDE}
    shown = video.subtitles if has_track(video) else None
    track = _link(links, str(Path(shown).with_name(TRACK_NAME)) if shown else None)
    page = ""
    if film and beside["poster"]:
        page = embed_html(
            record.title,
            video=film.url,
            poster=beside["poster"],
            captions=track.url if track else None,
            created_at=record.created_at,
            width=video.width,
            height=video.height,
            duration_s=video.duration_s,
        )
    files = [
        one.model_copy(update={"path": None, "url": address.url if (address := _link(links, one.path)) else None})
        for one in video.files
    ]
    found = {**beside, "path": None, "url": film.url if film else None, "embed_html": page, "files": files}
    return video.model_copy(update=found), film.expires_at if film else None


def is_gone(services: CallersServices, video: Video) -> bool:
    """Whether a film was deleted or moved away; where machines share films that is not asked each time."""
    stored = stored_as(Path(video.path)) if video.path else None
    return stored is not None and not services.objects.is_shared and services.objects.here(*stored) is None


def why_no_address(services: CallersServices, record: JobRecord) -> str:
    """What to tell of a film without one; of no machine more than that it is another one."""
    if services.links is None:
        return "The film has no address: nothing says where this server is on the network."
    made_on = record.result.made_on if record.result else None
    if made_on not in {None, machine_name()}:
        return "The film is on another machine than this server, and they share no files."
    return "The film is not here any more."


def _link(links: Links | None, path: str | None) -> Link | None:
    stored = stored_as(Path(path)) if path else None
    return links.film(*stored) if links and stored else None
