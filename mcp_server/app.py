"""Wiring: the only file that names concrete classes from every folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import anyio

from films.services import Services
from footage.threads import in_thread
from mcp_server.wiring import Opened, open_everything

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.domain import Queue
    from gpu.local_models import Studio


class App:
    """Footage in one process, opened at first use so that listing tools costs nothing.

    Args:
        settings: Read from the environment at first use when None.
        run_jobs: Whether this process takes jobs, or only looks at the tables.
        queues: Those it takes jobs from; None for all that it can do anything about.
        studio: The devices it uses; this machine's own when None.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        run_jobs: bool = True,
        queues: Sequence[Queue] | None = None,
        studio: Studio | None = None,
    ) -> None:
        self._settings = settings
        self._run_jobs = run_jobs
        self._queues = queues
        self._studio = studio
        self._opening = anyio.Lock()
        self._opened: Opened | None = None

    @property
    def settings(self) -> Settings:
        """The settings; raises InvalidInputError when they are wrong."""
        if self._settings is None:
            from footage.config import load_settings

            self._settings = load_settings()
        return self._settings

    async def services(self) -> Services:
        """Everything a tool may use.

        Raises:
            InvalidInputError: The settings are wrong.
        """
        async with self._opening:
            if self._opened is None:
                # On a thread: the imports take a while, and the job engine must start away from this event loop.
                given = self.settings, self._studio, self._queues
                self._opened = await in_thread(open_everything, *given, run_jobs=self._run_jobs)
            return self._opened.services

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
    queues: Sequence[Queue] | None = None,
    studio: Studio | None = None,
) -> App:
    """Footage, ready to be opened; see `App`."""
    return App(settings, run_jobs=run_jobs, queues=queues, studio=studio)
