"""`/v/...` and `/u/...`: films by signed addresses, published films by their token, and files that callers bring.

None of these needs a key: the address is the permission. What is read here is read by whoever has the address, so
nothing else is told to them than the file itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from footage.errors import NotFoundError
from footage.job_ids import JOB_ID, UPLOAD_ID
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.http import answers
from mcp_server.http.film_pages import page_of
from mcp_server.http.uploads import UploadRoute
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from films.services import Services
    from footage.answers import Video
    from footage.ports.jobs import JobRecord

Handler = Callable[[App, Request], Awaitable[Response]]

_TOKEN = re.compile(r"pub_[\w-]{24}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PRIVATE_NAMES = frozenset({"contact_sheet.jpg", "timeline.jpg"})
"""What is for whoever made the film, and not for those who see it."""

_TIDY_S = 3600.0
_NOTHING = "There is nothing here."
_log = logging.getLogger("footage.http")


def routes(app: App) -> list[Route]:
    """What `footage serve` mounts beside the protocol; each answers browsers of any site by itself."""
    shown, brought = ["GET", "HEAD", "OPTIONS"], ["PUT", "OPTIONS"]
    return [
        Route("/v/{token}", _guarded(app, _published_page), methods=shown),
        Route("/v/{job}/{name}", _guarded(app, _file), methods=shown),
        Route("/u/{upload}", _guarded(app, UploadRoute().take_in), methods=brought),
    ]


@contextlib.asynccontextmanager
async def tidied(app: App) -> AsyncIterator[None]:
    """Remove what callers brought and is too old, at first and then every hour, for as long as the block."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_tidy, app)
        yield
        tasks.cancel_scope.cancel()


async def _tidy(app: App) -> None:
    from films.uploads import sweep

    while True:
        try:
            await in_thread(sweep, await app.services())
        except Exception as exc:  # noqa: BLE001 - boundary: a database that is away now is asked again in an hour
            _log.warning("old uploads were not removed (%s)", type(exc).__name__)
        await anyio.sleep(_TIDY_S)


def _guarded(app: App, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A route that says in a sentence what went wrong, and logs no address: whoever has one has the file."""

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return answers.preflight("PUT" if "upload" in request.path_params else "GET, HEAD")
        try:
            return await handler(app, request)
        except NotFoundError:
            return answers.refused(404, _NOTHING)
        except Exception as exc:  # noqa: BLE001 - boundary: no address may get into a log with a traceback
            known = in_words(exc)
            if known is None:
                _log.error("an answer about a file broke: %s", type(exc).__name__)
                return answers.refused(500, "Something broke inside Footage.")
            return answers.refused(503, known.message, **{"Retry-After": "5"})

    return answer


async def _published_page(app: App, request: Request) -> Response:
    services, job_id = await _of_token(app, request.path_params["token"])
    html = await in_thread(page_of, services, job_id, request.path_params["token"])
    return answers.page(html, cache=answers.PUBLIC_CACHE)


async def _file(app: App, request: Request) -> Response:
    job_id, name = request.path_params["job"], request.path_params["name"]
    if _TOKEN.fullmatch(job_id):
        services, job_id = await _of_token(app, job_id)
        if name in _PRIVATE_NAMES:
            raise NotFoundError(_NOTHING)
        return await answer_with(services, request, job_id, name, answers.PUBLIC_CACHE)
    services = await app.services()
    links = services.links
    if links is None:
        raise NotFoundError(_NOTHING)
    allowed = await in_thread(links.allows, request.method, f"/v/{job_id}/{name}", request.query_params)
    if allowed == "no":
        return answers.refused(403, "This address is not whole, or was not made here.")
    if allowed == "expired":
        return answers.refused(410, "This address has ended: get_job gives a new one.")
    if name == "embed":
        return answers.page(await in_thread(page_of, services, job_id, None), cache=answers.SIGNED_CACHE)
    return await answer_with(services, request, job_id, name, answers.SIGNED_CACHE)


async def _of_token(app: App, token: str) -> tuple[Services, str]:
    services = await app.services()
    job_id = await in_thread(services.publications.job_of, token) if _TOKEN.fullmatch(token) else None
    if job_id is None:
        raise NotFoundError(_NOTHING)
    return services, job_id


async def answer_with(services: Services, request: Request, job_id: str, name: str, cache: str) -> Response:
    """A stored file of a job, wherever it is, for whoever was found to be allowed it.

    Raises:
        NotFoundError: Nobody has it.
    """
    found = await in_thread(_found, services, job_id, name)
    if isinstance(found, _Elsewhere):
        if request.method == "HEAD":
            film = found.film
            return answers.told(
                size_bytes=film.size_bytes, sha256=film.sha256, suffix=PurePosixPath(name).suffix, cache=cache
            )
        return answers.elsewhere(found.url)
    return answers.film_response(request, found.path, sha256=found.sha256, cache=cache, title=found.title)


@dataclass(frozen=True)
class _Found:
    """A file on this machine."""

    path: Path
    sha256: str
    title: str


@dataclass(frozen=True)
class _Elsewhere:
    """A film that another machine has made, and its address in the bucket."""

    film: Video
    url: str


def _found(services: Services, job_id: str, name: str) -> _Found | _Elsewhere:
    """The file, or where it is.

    Raises:
        NotFoundError: Nobody has it.
    """
    if not _NAME.fullmatch(name) or not (JOB_ID.fullmatch(job_id) or UPLOAD_ID.fullmatch(job_id)):
        raise NotFoundError(_NOTHING)
    record = services.jobs.get(job_id) if JOB_ID.fullmatch(job_id) else None
    film = _film(record, name)
    path = services.objects.here(job_id, name)
    if path is None and film and (link := services.objects.link(job_id, name)):
        return _Elsewhere(film, link.url)
    path = path or services.objects.ensure(job_id, name)
    if path is None:
        raise NotFoundError(_NOTHING)
    stat = path.stat()
    sha256 = film.sha256 if film else _hash(path, stat.st_mtime_ns, stat.st_size)
    return _Found(path, sha256, record.title if record else "")


def _film(record: JobRecord | None, name: str) -> Video | None:
    """A job's own film, if the name is its; what it is was written down when it was stored."""
    video = record.result.video if record and record.result else None
    own = video and video.path and Path(video.path).parts[-2:] == (record.job_id if record else "", name)
    return video if own else None


@lru_cache(maxsize=512)
def _hash(path: Path, _mtime_ns: int, _size_bytes: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
