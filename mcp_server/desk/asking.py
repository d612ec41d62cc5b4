"""The vendors asked what became of money in doubt."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from films.brought_home import bring_home
from films.parts_home import PartsHome
from footage.threads import in_thread
from mcp_server.wiring.routing import generators
from routing.reconcile import Finding, Reconciler

if TYPE_CHECKING:
    from films.services import Services
    from footage.config import Settings


async def asked_about(
    services: Services, settings: Settings, job_ids: Iterable[str], waits: Callable[[], None] = lambda: None
) -> AsyncIterator[Finding]:
    """Ask about each attempt in doubt of some jobs, and write down what is told.

    One at a time in each home: a second one waits, which `waits` hears of, then finds what the first one left.
    """
    reconciler = Reconciler(
        generators(settings), services.attempts, services.objects, partial(bring_home, services), PartsHome(services)
    )
    lock = FileLock(settings.home / "reconcile.lock", thread_local=False)
    await in_thread(_take, lock, waits)
    try:
        for job_id in job_ids:
            for finding in await reconciler.settle(await in_thread(services.jobs.get, job_id)):
                yield finding
            await in_thread(services.objects.discard_work, job_id)
    finally:
        with contextlib.suppress(OSError):
            lock.release()


def _take(lock: FileLock, waits: Callable[[], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waits()
        lock.acquire()
