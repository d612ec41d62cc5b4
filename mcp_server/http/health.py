"""Whether this process lives, and whether it can be given work."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from footage.errors import DatabaseAwayError, UnavailableError
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.http.drain import Drain

LIVE, READY = "/livez", "/readyz"
PATHS = frozenset({LIVE, READY})
KEPT_S = 1.0
"""For how long an answer is given again: whoever asks often must not keep the database busy."""

ANSWERS_WITHIN_S = 1.0
FREE_BYTES = 1_000_000_000


class Health:
    """Looks after everything that an answer needs. Vendors are none of it: without them there is still much to do.

    Args:
        app: What is served.
        drain: Whether it is about to end.
        clock_s: Seconds that only go forward.
    """

    def __init__(self, app: App, drain: Drain, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._app, self._drain, self._clock_s = app, drain, clock_s
        self._looking = anyio.Lock()
        self._problem, self._until_s = "", float("-inf")

    def routes(self) -> list[Route]:
        """Two pages for those who look after servers."""
        return [Route(LIVE, self._live), Route(READY, self._ready)]

    async def _live(self, _request: Request) -> Response:
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})

    async def _ready(self, _request: Request) -> Response:
        problem = "draining" if self._drain.has_begun else await self._found()
        status = {"status": "unready", "reason": problem} if problem else {"status": "ready"}
        return JSONResponse(status, status_code=503 if problem else 200, headers={"Cache-Control": "no-store"})

    async def _found(self) -> str:
        """What is wrong; empty if nothing is."""
        async with self._looking:
            if self._clock_s() >= self._until_s:
                self._problem = await self._look()
                self._until_s = self._clock_s() + KEPT_S
            return self._problem

    async def _look(self) -> str:
        try:
            with anyio.fail_after(ANSWERS_WITHIN_S):
                jobs = (await self._app.services()).jobs
                await anyio.to_thread.run_sync(jobs.are_open, abandon_on_cancel=True)
                if not await anyio.to_thread.run_sync(self._is_for_us, abandon_on_cancel=True):
                    return "schema"
        except Exception:  # noqa: BLE001 - boundary: whatever it is, it is the database that cannot be used
            return "database"
        return await in_thread(self._of_disk)

    def _is_for_us(self) -> bool:
        """Whether the database has not been brought to a schema that has left behind what this release needs."""
        try:
            self._app.look_at_schema()
        except DatabaseAwayError:
            raise
        except UnavailableError:
            return False
        return True

    def _of_disk(self) -> str:
        home = self._app.settings.home
        if not os.access(home, os.W_OK):
            return "home"
        return "disk" if shutil.disk_usage(home).free < FREE_BYTES else ""
