"""Footage in one process: opened at first use, closed at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import anyio

from footage.errors import DatabaseAwayError, FootageError
from footage.memory import garbage_later
from footage.retry import FIRST_PAUSE_S, LONGEST_PAUSE_S
from footage.threads import in_thread
from mcp_server.opening import why

if TYPE_CHECKING:
    from films.services import Services
    from footage.config import Settings
    from footage.domain import Queue
    from footage.ports.identity import Verifier
    from gpu.local_models import LocalModels
    from mcp_server.background import Background
    from mcp_server.changes import Changes
    from mcp_server.wiring.opened import Opened
    from mcp_server.wiring.studio import StudioBooks


OPENED_WITHIN_S = 30.0


class App:
    """Footage in one process, opened at first use so that listing tools costs nothing.

    Args:
        settings: Read from the environment at first use when None.
        run_jobs: Whether this process takes jobs, or only looks at the tables.
        place_jobs: Whether one that takes none places some all the same, for others.
        queues: Those it takes jobs from; None for all that it can do anything about.
        models: The local models and their devices; this machine's own when None.
        tell_of_itself: Whether it tells what it counts, where the settings name a port for that.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        run_jobs: bool = True,
        place_jobs: bool = False,
        queues: Sequence[Queue] | None = None,
        models: LocalModels | None = None,
        tell_of_itself: bool = False,
    ) -> None:
        self._given, self._settings = settings, settings
        self._run_jobs, self._place_jobs = run_jobs, place_jobs
        self._queues = queues
        self._models = models
        self._tell_of_itself = tell_of_itself
        self._opening = anyio.Lock()
        self._opened: Opened | None = None
        self._background: Background | None = None
        self._failures = 0
        self._failure: FootageError | None = None

    @property
    def settings(self) -> Settings:
        """The settings; raises InvalidInputError when they are wrong."""
        if self._settings is None:
            from footage.config import load_settings

            self._settings = load_settings()
        return self._settings

    @property
    def background(self) -> Background:
        """Who goes on with jobs when this process has ended; the settings must have been read."""
        if self._background is None:
            from mcp_server.background import Background, NoBackground

            self._background = (
                Background(self.settings.home) if self.settings.background and not self._place_jobs else NoBackground()
            )
        return self._background

    async def services(self) -> Services:
        """Everything a tool may use. After a failure the next call tries again, so that what was wrong can be mended.

        Raises:
            FootageError: It cannot be opened: the settings, the home, the database or a file is wrong or away.
        """
        failures_before = self._failures
        async with self._opening:
            if self._opened is None:
                # What failed while we waited in line would fail again, and each try may take seconds.
                if self._failure and self._failures > failures_before:
                    raise self._failure
                # On a thread: the imports take a while, and the job engine must start away from this event loop.
                self._opened = await in_thread(self._open)
            return self._opened.services

    async def services_in_time(self, say: Callable[[str], None], stopping: asyncio.Event | None = None) -> Services:
        """As `services`, for a process that is of no use without them: a database that starts beside it is waited for.

        Args:
            say: Hears once why there is a wait.
            stopping: Ends the wait when it is set.

        Raises:
            FootageError: It cannot be opened, or the database is still away after `OPENED_WITHIN_S`.
        """
        stopping = stopping or asyncio.Event()
        end_s, pause_s = anyio.current_time() + OPENED_WITHIN_S, FIRST_PAUSE_S
        while True:
            try:
                return await self.services()
            except DatabaseAwayError as exc:
                left_s = end_s - anyio.current_time()
                if stopping.is_set() or left_s <= 0:
                    raise
                if pause_s == FIRST_PAUSE_S:
                    say(f"{exc.message} Trying again for {OPENED_WITHIN_S:.0f} s.")
                with anyio.move_on_after(min(pause_s, left_s)):
                    await stopping.wait()
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    @property
    def verifier(self) -> Verifier:
        """Who tells whom a token stands for; `services` must have been asked for before.

        Raises:
            InvalidInputError: Something is wrong with the keys file, or with the issuer's settings.
        """
        if self._opened is None:
            raise RuntimeError("nothing is open yet")
        return self._opened.verifier

    def secret(self, name: str) -> str:
        """What all processes of this installation know, and nobody else; `services` must have been asked for before."""
        if self._opened is None:
            raise RuntimeError("nothing is open yet")
        return self._opened.secret(name)

    def look_at_schema(self) -> None:
        """Look whether this release can still work with the database; `services` must have been asked for before.

        Raises:
            UnavailableError: Somebody has brought it to a schema that has left behind what this release needs.
        """
        if self._opened is None:
            raise RuntimeError("nothing is open yet")
        self._opened.look_at_schema()

    @property
    def studio_books(self) -> StudioBooks:
        """What only the studio reads and writes; `services` must have been asked for before."""
        if self._opened is None:
            raise RuntimeError("nothing is open yet")
        return self._opened.studio

    @cached_property
    def changes(self) -> Changes:
        """Who looks for changes for all that show jobs on this event loop; `services` must have been asked for."""
        from mcp_server.changes import Changes

        return Changes(lambda: self.studio_books.changes)

    def _open(self) -> Opened:
        try:
            with garbage_later():
                from mcp_server.wiring.opened import open_everything

                return open_everything(
                    self.settings,
                    self._models,
                    self._queues,
                    run_jobs=self._run_jobs,
                    place_jobs=self._place_jobs,
                    tell_of_itself=self._tell_of_itself,
                )
        except Exception as exc:
            self._failures += 1
            self._failure = why(exc, self._settings.home if self._settings else None)
            self._settings = self._given  # read again next time: the file may be what is wrong
            raise self._failure from exc

    async def close(self) -> None:
        """Stop taking jobs and close the database; running jobs are resumed by another process or the next start."""
        async with self._opening:
            if self._opened is not None:
                await in_thread(self._opened.close)
                self._opened = None


def build_app(
    settings: Settings | None = None,
    *,
    run_jobs: bool = True,
    place_jobs: bool = False,
    queues: Sequence[Queue] | None = None,
    models: LocalModels | None = None,
    tell_of_itself: bool = False,
) -> App:
    """Footage, ready to be opened; see `App`."""
    return App(
        settings,
        run_jobs=run_jobs,
        place_jobs=place_jobs,
        queues=queues,
        models=models,
        tell_of_itself=tell_of_itself,
    )
