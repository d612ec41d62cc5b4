"""Films and their pictures as MCP resources, `footage://{what}/{job_id}`, and pages to read: `footage://skills/{name}`."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    Annotations,
    BlobResourceContents,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)

from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.plain_text import shortened
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.protocol import skill_list
from mcp_server.protocol.callers import CallerOf
from mcp_server.protocol.card import serving as card
from mcp_server.protocol.skills import SKILLS, text_of
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from films.services import CallersServices
    from footage.answers import Video
    from footage.ports.jobs import JobRecord

_Field = Literal["path", "poster", "contact_sheet", "timeline", "subtitles", "credits"]
"""Fields of a `Video` that name files."""

MAX_VIDEO_BYTES = 32_000_000
"""A larger film is not worth passing through a model's client; its path is in the job."""

LISTED = 25
"""Films that a list names; older ones are found by list_jobs."""

TITLE_CHARS = 80
_PREVIEW = "preview"
_URI = re.compile(r"footage://([a-z-]+)/([\w-]+)")
_FILE = re.compile(r"footage://file/([\w-]+)/([\w][\w.-]*)")
_TEXT, _MARKDOWN, _JSON = "text/plain", "text/markdown", "application/json"
_SKILLS, _JOB = "skills", "job"
_log = logging.getLogger("footage.mcp")


@dataclass(frozen=True)
class _Kind:
    """One kind of file that a job can have; `field` is its name in the job's result."""

    title: str
    mime_type: str
    field: _Field
    description: str


_KINDS: Mapping[str, _Kind] = {
    "video": _Kind(
        "A finished video",
        "video/mp4",
        "path",
        f"The film of a job, up to {MAX_VIDEO_BYTES // 1_000_000} MB; tools take this address as `video`.",
    ),
    _PREVIEW: _Kind(
        "A finished video made small",
        "video/mp4",
        "path",
        "The film of a job in few pixels, to be looked at where the film itself is too large to be passed on.",
    ),
    "poster": _Kind("A video's poster", "image/jpeg", "poster", "One good frame of a job's film, to show before it."),
    "contact-sheet": _Kind(
        "A video's frames at a glance",
        "image/jpeg",
        "contact_sheet",
        "Frames from the whole of a job's film with their times, small enough for a model to look at.",
    ),
    "timeline": _Kind(
        "A check's scores and faults over time",
        "image/jpeg",
        "timeline",
        "What check_quality measured, drawn over time beside frames; only jobs of check_quality have one.",
    ),
    "subtitles": _Kind(
        "A video's subtitles",
        _TEXT,
        "subtitles",
        "SRT of a job that wrote subtitles: add_captions with mode soft, both or sidecar, or blog_to_video.",
    ),
    "credits": _Kind(
        "A film's credits",
        _TEXT,
        "credits",
        "Whose real footage is in a film, clip by clip, and under which licence; only films with such footage have it.",
    ),
}


def job_behind(address: str) -> str | None:
    """The job that an address is about; None for pages and for what is no address of ours."""
    if file := _FILE.fullmatch(address):
        return file[1]
    found = _URI.fullmatch(address)
    return found[2] if found and (found[1] == _JOB or found[1] in _KINDS) else None


def field_of(kind: str) -> str | None:
    """The field of a job's video that a kind of resource is read from."""
    return _KINDS[kind].field if kind in _KINDS else None


def templates() -> ListResourceTemplatesResult:
    """Every kind, with the pattern of its addresses."""
    kinds = [
        ResourceTemplate(
            name=name,
            title=kind.title,
            description=kind.description,
            uri_template=f"footage://{name}/{{job_id}}",
            mime_type=kind.mime_type,
        )
        for name, kind in _KINDS.items()
    ]
    kinds.append(
        ResourceTemplate(
            name=_JOB,
            title="A job",
            description="A job as get_job shows it; subscribe to it to hear of every step.",
            uri_template=f"footage://{_JOB}/{{job_id}}",
            mime_type=_JSON,
        )
    )
    kinds.append(
        ResourceTemplate(
            name="file",
            title="A file beside a film",
            description="What edit_video exported: a GIF, a picture, sound, a film in another shape.",
            uri_template="footage://file/{job_id}/{name}",
        )
    )
    return ListResourceTemplatesResult(resource_templates=kinds)


async def newest(app: App, caller_of: CallerOf, context: ServerRequestContext[Any]) -> ListResourcesResult:
    """The newest films of who asks and their posters, so that a person can attach one to a conversation.

    Raises:
        MCPError: They cannot be looked up; the message says why.
    """
    try:
        caller = caller_of(context)
        caller.require("video:read")
        services = (await app.services()).for_(caller)
        return ListResourcesResult(resources=[*_skills(), *await in_thread(_listed, services)])
    except Exception as exc:
        known = in_words(exc)
        if known is None:
            _log.exception("listing resources broke")
            raise MCPError(code=INTERNAL_ERROR, message="Error listing resources") from exc
        raise MCPError(code=INTERNAL_ERROR, message=f"{known.message} {known.hint}") from exc


def _skills() -> Iterator[Resource]:
    """What there is to read."""
    for name, about in SKILLS.items():
        yield Resource(
            uri=f"footage://{_SKILLS}/{name}",
            name=f"{name}.md",
            title=name.replace("-", " ").capitalize(),
            description=about,
            mime_type=_MARKDOWN,
        )


def _listed(services: CallersServices) -> list[Resource]:
    from tools.telling import has_own_film

    records = services.jobs.newest(status="completed", limit=LISTED)
    films = [(one, one.result.video) for one in records if one.result and one.result.video]
    by_links = services.caller.remote and services.links is not None
    own = [(record, video) for record, video in films if has_own_film(record)]
    return [resource for record, video in own for resource in _of_film(record, video, has_address=by_links)]


def _of_film(record: JobRecord, video: Video, *, has_address: bool) -> Iterator[Resource]:
    """A film and its poster, as far as they are on this machine or on the web."""
    title = shortened(record.title, TITLE_CHARS)
    made = Annotations(last_modified=(record.finished_at or record.created_at).isoformat())
    if has_address or video.url or _is_here(video.path):
        yield Resource(
            uri=video.uri,
            name=f"{record.job_id}.mp4",
            title=title,
            description=f"{video.duration_s:.1f} s, {video.width}x{video.height}, by {record.tool}",
            mime_type="video/mp4",
            size=video.size_bytes,
            annotations=made,
        )
    if video.poster and _is_here(video.poster):
        yield Resource(
            uri=f"footage://poster/{record.job_id}",
            name=f"{record.job_id}-poster.jpg",
            title=f"Poster: {title}",
            description=f"A frame of {record.job_id}",
            mime_type="image/jpeg",
            size=Path(video.poster).stat().st_size,
            annotations=made,
        )


def _is_here(path: str | None) -> bool:
    return path is not None and Path(path).is_file()


async def read(app: App, caller_of: CallerOf, context: ServerRequestContext[Any], uri: str) -> ReadResourceResult:
    """The file behind an address, for who asks.

    Raises:
        MCPError: There is none, or it cannot be read; the message says why.
    """
    if uri == card.URI:
        return await _card(app, uri)
    found, file = _URI.fullmatch(uri), _FILE.fullmatch(uri)
    if (page := _page(found, uri)) is not None:
        return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=_MARKDOWN, text=page)])
    if file is None and (found is None or found[1] not in (*_KINDS, _JOB)):
        raise _refused(INVALID_PARAMS, f"Unknown resource: {uri}", uri)
    try:
        caller = caller_of(context)
        caller.require("video:read")
        services = (await app.services()).for_(caller)
        return ReadResourceResult(contents=[await _found(services, found, file, uri)])
    except NotFoundError as exc:
        raise _refused(INVALID_PARAMS, exc.message, uri) from exc
    except FootageError as exc:
        raise _refused(INTERNAL_ERROR, f"{exc.message} {exc.hint}", uri) from exc
    except Exception as exc:
        if known := in_words(exc):
            raise _refused(INTERNAL_ERROR, f"{known.message} {known.hint}", uri) from exc
        _log.exception("reading %s broke", uri)
        raise _refused(INTERNAL_ERROR, f"Error reading resource {uri}", uri) from exc


async def _found(
    services: CallersServices, found: re.Match[str] | None, file: re.Match[str] | None, uri: str
) -> TextResourceContents | BlobResourceContents:
    """What is at an address that is one of ours."""
    if file:
        return await in_thread(_file, services, file[1], file[2], uri)
    what, job_id = (found[1], found[2]) if found else (_JOB, "")
    if what == _JOB:
        return await _job(services, job_id, uri)
    kind = _KINDS[what]
    content = await in_thread(_preview if what == _PREVIEW else _content, services, job_id, kind)
    if kind.mime_type == _TEXT:
        return TextResourceContents(uri=uri, mime_type=_TEXT, text=content.decode("utf-8"))
    blob = base64.b64encode(content).decode("ascii")
    return BlobResourceContents(uri=uri, mime_type=kind.mime_type, blob=blob)


def _file(services: CallersServices, job_id: str, name: str, uri: str) -> BlobResourceContents:
    """A file beside a film, as what it is."""
    from films.stored import local_file

    record = services.jobs.get(job_id)
    video = record.result.video if record.result else None
    known = next((one for one in video.files if one.name == name), None) if video else None
    path = local_file(services, known.path) if known and known.path else None
    if known is None or path is None:
        raise NotFoundError(f"{job_id} has no file {name!r}.")
    if path.stat().st_size > MAX_VIDEO_BYTES:
        raise InvalidInputError(f"The file is larger than {MAX_VIDEO_BYTES} bytes.", hint=_elsewhere(services, path))
    blob = base64.b64encode(path.read_bytes()).decode("ascii")
    return BlobResourceContents(uri=uri, mime_type=known.type, blob=blob)


async def _job(services: CallersServices, job_id: str, uri: str) -> TextResourceContents:
    from tools.view import answer_when_done

    answer = await answer_when_done(services, job_id, 0, _silently, details=True)
    return TextResourceContents(uri=uri, mime_type=_JSON, text=answer.result.model_dump_json(exclude_none=True))


async def _silently(_progress: float, _message: str) -> None:
    """Nobody waits."""


async def _card(app: App, uri: str) -> ReadResourceResult:
    """The page that shows films in a chat; it is the same for everybody."""
    try:
        return await in_thread(card.read, app.settings)
    except FootageError as exc:
        raise _refused(INTERNAL_ERROR, f"{exc.message} {exc.hint}", uri) from exc


def _page(found: re.Match[str] | None, uri: str) -> str | None:
    """A page to read, at our own address or where clients look for skills."""
    name = found[2] if found and found[1] == _SKILLS else skill_list.name_at(uri)
    return text_of(name) if name and name in SKILLS else None


def _refused(code: int, message: str, uri: str) -> MCPError:
    return MCPError(code=code, message=message, data={"uri": uri})


def _preview(services: CallersServices, job_id: str, _kind: _Kind) -> bytes:
    from films.preview import preview_of

    return preview_of(services, services.jobs.get(job_id)).read_bytes()


def _content(services: CallersServices, job_id: str, kind: _Kind) -> bytes:
    path = _find(services, job_id, kind.field)
    if kind.field == "path" and path.stat().st_size > MAX_VIDEO_BYTES:
        raise InvalidInputError(f"The video is larger than {MAX_VIDEO_BYTES} bytes.", hint=_elsewhere(services, path))
    return path.read_bytes()


def _elsewhere(services: CallersServices, path: Path) -> str:
    return "Its address is in the answer of get_job." if services.caller.remote else f"Open {path} instead."


def _find(services: CallersServices, job_id: str, field: _Field) -> Path:
    from films.stored import local_file, missing

    record = services.jobs.get(job_id)
    name = getattr(record.result.video, field) if record.result and record.result.video else None
    path = local_file(services, name) if name else None
    if path is None:
        what = field.replace("_", " ") if field != "path" else "video"
        is_told = name and not services.caller.remote  # a path means nothing to whoever calls from elsewhere
        where = f" here. {missing(services, record, name).where}" if name and is_told else "."
        raise NotFoundError(f"{job_id} has no {what}{where}")
    return path
