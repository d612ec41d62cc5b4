"""How long a job waits for what, and how it waits: it notices a cancel, and a database that is away ends nothing."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from footage.errors import DatabaseAwayError, JobCancelledError
from footage.heard_out import HeardOut
from footage.money import Money
from footage.ports.generators import Generator
from footage.ports.jobs import JobContext
from footage.ports.money import Attempts
from footage.threads import Clock, in_thread

DEADLINE_S = 1800.0
MAX_WAIT_S = 300.0
WRITE_S = 600.0
MAX_PAUSE_S = 30.0
"""No vendor makes a job sleep longer than this at a time, whatever it asks for."""

LOOK_S = 1.0
"""How soon a sleeping job hears that it is to stop."""

JITTER = 0.2
"""Pauses differ by up to this share, so that jobs started together do not ask together."""

_log = logging.getLogger("footage.patience")


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long a job waits for what, in seconds.

    Attributes:
        poll_interval_s: Between two questions about a film; None for each backend's own pace.
        max_wait_s: For a free place at an account, before the job goes on to the next backend.
        deadline_s: For a film, from the moment it was asked for: restarts of the job do not prolong it.
        refused_s: For a vendor that took a request and then refuses to talk about it (a key in rotation, a proxy).
        write_s: For a database that is away when there is something to write that a vendor says only once.
    """

    poll_interval_s: float | None = None
    max_wait_s: float = MAX_WAIT_S
    deadline_s: float = DEADLINE_S
    refused_s: float = 60.0
    write_s: float = WRITE_S


@dataclass(frozen=True, kw_only=True)
class RenderContext:
    """What all tries have in common.

    Attributes:
        attempts: The book of intents and money.
        patience: How long to wait for what.
        forbids: Why nothing may be sent to a backend at this price now, None when it may. Looked at right before the
            intent is written, so that it holds for jobs that have waited, too.
        stopping: Whether a job is asked to stop, by its id; cheap enough to be asked every second.
        carried: The picture that a job brought along from a path, by the job's id and the path.
        clock: The one that attempts are dated by.
        sending: Requests on their way to blind vendors, by the attempt's id.
    """

    attempts: Attempts
    patience: Patience
    forbids: Callable[[str, Money], str | None]
    stopping: Callable[[str], bool]
    carried: Callable[[str, str], bytes | None]
    clock: Clock
    sending: HeardOut = field(default_factory=HeardOut)

    def pace_s(self, generator: Generator) -> float:
        """Seconds between two polls."""
        return self.patience.poll_interval_s or generator.poll_interval_s

    async def pause(self, job: JobContext, seconds: float) -> None:
        """Sleep, and look once a second whether the job is to stop.

        Raises:
            JobCancelledError: It is.
        """
        until = time.monotonic() + seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - not a secret
        while (left_s := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left_s, LOOK_S))
            if left_s > LOOK_S and await in_thread(self._stops, job.record.job_id):
                raise JobCancelledError("The job was cancelled.")

    async def tell(self, job: JobContext, progress: float, message: str) -> None:
        """Report the progress of a film that is paid for: a database that is away for a while must not end it.

        Raises:
            JobCancelledError: The job is to stop.
            RunOverError: Another process runs it now.
        """
        try:
            await job.report(progress, message)
        except DatabaseAwayError:
            _log.info("job %s: progress was not written", job.record.job_id, exc_info=True)

    def _stops(self, job_id: str) -> bool:
        try:
            return self.stopping(job_id)
        except DatabaseAwayError:
            _log.info("job %s: cannot see whether it is to stop", job_id, exc_info=True)
            return False


def quiet(reporter: Callable[[float], None]) -> Callable[[float], None]:
    """The reporter, but for a database that is away: that is only logged; see `RenderContext.tell`."""

    def report(fraction: float) -> None:
        try:
            reporter(fraction)
        except DatabaseAwayError:
            _log.info("progress was not written", exc_info=True)

    return report
