"""One film: seen, heard, explained, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from footage.domain import TERMINAL
from footage.errors import InDoubtError
from footage.threads import in_thread
from mcp_server.web.again import can_be_made_again
from mcp_server.web.live import Parts, partials
from mcp_server.web.pages import lasting
from mcp_server.web.visit import Studio, Visit
from tools import names

if TYPE_CHECKING:
    from films.services import CallersServices
    from footage.answers import Take, Video
    from footage.ports.jobs import JobRecord
    from footage.ports.outlets import Posting
    from footage.ports.records import JobResult
    from footage.provenance import Provenance
    from footage.verdicts import Quality
    from mcp_server.changes import News

_ASKED = {
    "prompt": "Prompt",
    "negative_prompt": "Not to be seen",
    "style": "Style",
    "duration_s": "Length",
    "aspect_ratio": "Shape",
    "resolution": "Size",
    "priority": "What matters most",
    "look": "Look",
    "seed": "Seed",
    "preset": "How hard",
}
_EVENTS = {
    "placed": "Asked for",
    "started": "Begun",
    "sending": "Sent",
    "intended": "Sent",
    "accepted": "Taken on by the vendor",
    "waits": "Waits for a place",
    "succeeded": "Made",
    "refused": "Refused",
    "failed": "Failed",
    "in_doubt": "In doubt",
    "completed": "Done",
    "cancelled": "Stopped",
    "cancel_requested": "Asked to stop",
    "corrected": "Charge written down",
    "handed_on": "Handed on",
    "brought_home": "Brought home",
}
_POSTINGS = 200
_MOST_READ = 64 << 20
_NOT_SHOWN = frozenset({"shown", "checking"})


def routes(studio: Studio) -> list[Route]:
    """The page."""
    return [studio.page("/films/{job}", _film)]


@dataclass(frozen=True)
class Files:
    """Where a film's files are for the player and for downloads, below the studio's address; None for none."""

    video: str | None = None
    poster: str | None = None
    track: str | None = None
    subtitles: str | None = None
    credits: str | None = None


def files_of(video: Video) -> Files:
    """The files that Footage has put away; others are read where they are."""
    from films.delivery import TRACK_NAME, has_track
    from films.stored import stored_as

    def address(path: str | None) -> str | None:
        stored = stored_as(Path(path)) if path else None
        return f"/media/{stored[0]}/{stored[1]}" if stored else None

    film = address(video.path)
    return Files(
        video=film,
        poster=address(video.poster),
        track=f"{film.rpartition('/')[0]}/{TRACK_NAME}" if film and has_track(video) else None,
        subtitles=address(video.subtitles),
        credits=address(video.credits),
    )


def likeness(quality: Quality | None, duration_s: float) -> list[tuple[float, float]]:
    """How like its neighbour each sample of the film is, at the second between both."""
    pairs = quality.coherence.per_pair if quality and quality.coherence else []
    return [(round((n + 1) * duration_s / (len(pairs) + 1), 2), pair) for n, pair in enumerate(pairs)]


def provenance_of(services: CallersServices, result: JobResult) -> Provenance | None:
    """What a film says of where it comes from; None for one that is elsewhere, or too large to be read for a page."""
    from films.stored import stored_as

    if result.quality and result.quality.provenance:
        return result.quality.provenance
    stored = stored_as(Path(result.video.path)) if result.video and result.video.path else None
    film = services.objects.here(*stored) if stored else None
    if film is None or film.stat().st_size > _MOST_READ:
        return None
    return services.credentials.read(film)


async def _film(visit: Visit) -> Response:
    return visit.page("film.html", **await in_thread(_shown, visit, visit.request.path_params["job"]))


def _shown(visit: Visit, job_id: str) -> dict[str, Any]:
    """All that the page tells; raises NotFoundError for another team's."""
    services, overview, team = visit.services, visit.books.overview, visit.person.caller.team_id
    record = services.jobs.get(job_id)
    result = record.result
    video = result.video if result else None
    files = files_of(video) if video else Files()
    return {
        "record": record,
        "result": result,
        "video": video,
        "files": files,
        "quality": result.quality if result else None,
        "provenance": provenance_of(services, result) if result else None,
        "likeness": likeness(result.quality, video.duration_s) if result and video else [],
        "asked": {words: _written(record, name) for name, words in _ASKED.items() if _says(record, name)},
        "takes": [(one, _address_of(one, video)) for one in result.takes] if result and video else [],
        "source_job": record.order_document.get("source_job_id"),
        "plan": record.plan,
        "attempts": [one for one in services.attempts.of_job(job_id) if one.model or one.cost is not None],
        "quoted": (record.cost or {}).get("quoted_usd"),
        "held": overview.held(team, job_id),
        "charged": services.budget.charged(job_id),
        "doubts": [one for one in overview.doubts(team) if one.job_id == job_id],
        "steps": [one for one in overview.steps(team, job_id) if one.event not in _NOT_SHOWN],
        "event_words": _EVENTS,
        "is_over": record.status in TERMINAL,
        "has_own_film": bool(files.video and f"/{job_id}/" in files.video),
        "can_again": can_be_made_again(record),
        "address": _address(visit, job_id),
        "doubtful_posting": _doubtful_posting(visit, record),
    }


def _address_of(take: Take, video: Video) -> str:
    """Where the studio plays a take; empty where it was not made."""
    names = {f"footage://file/{Path(one.path).parent.name}/{one.name}": one.path for one in video.files if one.path}
    path = names.get(take.uri or "") or (video.path if take.uri == video.uri else None)
    return f"/media/{Path(path).parent.name}/{Path(path).name}" if path else ""


def _says(record: JobRecord, name: str) -> bool:
    return record.order_document.get(name) not in (None, "", [])


def _written(record: JobRecord, name: str) -> str:
    value = record.order_document[name]
    return lasting(value) if name == "duration_s" else f"{value}"


def _doubtful_posting(visit: Visit, record: JobRecord) -> Posting | None:
    """What a job sent of which nobody knows whether it is there."""
    if record.error is None or record.error.code != InDoubtError.code or record.tool != names.PUBLISH_VIDEO:
        return None
    sent = visit.services.postings.newest(_POSTINGS)
    return next((one for one in sent if one.job_id == record.job_id and one.state == "in_doubt"), None)


def _address(visit: Visit, job_id: str) -> str | None:
    """Where on the web the film is, if it was published."""
    token = visit.everything.publications.token_of(job_id)
    return visit.everything.links.published(token) if token and visit.everything.links else None


async def _live(visit: Visit, news: News | None) -> str:
    job_id = visit.asked("job")
    if news is not None and not (news.money or job_id in news.jobs):
        return ""
    shown = await in_thread(_shown, visit, job_id)
    parts = [("film", visit.text("_film.html", **shown))]
    if news and (ended := [one for one in news.ended if one.job_id == job_id]):
        parts.append(("news", visit.text("_news.html", ended=ended)))
    return partials(parts)


PARTS = Parts(_live, same_for=lambda visit: visit.asked("job"))
