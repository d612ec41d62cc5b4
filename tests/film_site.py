"""Footage's routes for films and uploads on a real socket, and a job that has made a film."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from films.services import Services
from footage.answers import Video
from footage.caller import LOCAL, Caller
from footage.config import load_settings
from footage.ports.jobs import JobSpec
from footage.ports.records import JobResult
from footage.threads import utc_now
from mcp_server.app import App, build_app
from mcp_server.http.films import routes
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from tests.apart import run_apart
from tests.support import AnyOrder

FILM = bytes(range(256)) * 40
"""What stands for a film where nobody plays it."""


@dataclass
class FilmSite:
    """A server, and what is behind it."""

    app: App
    services: Services
    base_url: str
    home: Path

    def a_film(self, content: bytes | Path = FILM, *, title: str = "A boat", caller: Caller = LOCAL) -> str:
        """A job that has made a film with captions; its id."""
        settings = self.app.settings
        url = settings.database_url.get_secret_value() if settings.database_url else None
        database = Database(self.home / "footage.db", url)
        jobs = JobTable(database, Ledger(database, {}, utc_now), lambda *_: None, utc_now)
        spec = JobSpec(tool="generate_video", title=title, queue="cpu", order=AnyOrder(prompt=title))
        job_id = jobs.for_(caller).place(spec).job_id
        put = self.services.objects.put_bytes
        stored = put(job_id, "video.mp4", content if isinstance(content, bytes) else content.read_bytes())
        beside = {name: str(put(job_id, name, name.encode()).path) for name in ("poster.jpg", "contact_sheet.jpg")}
        put(job_id, "captions.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n")
        video = Video(
            uri=f"footage://video/{job_id}",
            path=str(stored.path),
            url=None,
            poster=beside["poster.jpg"],
            contact_sheet=beside["contact_sheet.jpg"],
            subtitles=str(put(job_id, "captions.srt", b"1\n00:00:00,000 --> 00:00:01,000\nhello\n").path),
            embed_html="<track",
            duration_s=1.0,
            width=64,
            height=64,
            fps=24.0,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            has_audio=False,
        )
        jobs.complete(job_id, JobResult(video=video))
        database.close()

        return job_id

    def link(self, job_id: str, name: str = "video.mp4") -> str:
        """A signed address."""
        assert self.services.links
        return self.services.links.film(job_id, name).url


@contextlib.contextmanager
def film_site(home: Path, **settings: Any) -> Iterator[FilmSite]:
    """Serve a home until the block ends; uvicorn as `footage serve` runs it."""
    import socket

    listener = socket.create_server(("127.0.0.1", 0))
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = build_app(load_settings(home=home, public_url=base_url, **settings), run_jobs=False)
    with served(Starlette(routes=routes(app)), listener):
        services = run_apart(app.services)
        try:
            yield FilmSite(app, services, base_url, home)
        finally:
            run_apart(app.close)


@contextlib.contextmanager
def served(site: Any, listener: Any) -> Iterator[None]:
    """Run an ASGI application in a thread of its own."""
    server = uvicorn.Server(uvicorn.Config(site, log_level="error", lifespan="off", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def get(url: str, method: str = "GET", **headers: str) -> httpx.Response:
    """A plain request."""
    from tests.plain_http import http

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return http.request(method, url, headers=named, follow_redirects=False)
