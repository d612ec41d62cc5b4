"""A process that only takes jobs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from footage.config import load_settings
from footage.errors import DatabaseAwayError, UnavailableError
from footage.threads import in_thread
from mcp_server.app import App, build_app
from mcp_server.background import IDLE_S, taken
from mcp_server.sharing import tell_what_is_not_shared
from mcp_server.telemetry import tracing
from mcp_server.telemetry.log_lines import say
from mcp_server.wiring.devices import local_models, offer
from mcp_server.wiring.routing import generators

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.domain import Queue
    from footage.ports.jobs import Jobs
    from gpu.local_models import LocalModels

GRACE_S = 5.0
LOOK_S = 0.5
LOCK_WAIT_S = 1.0
QUEUES: Mapping[str, Queue] = {"cpu": "cpu", "cloud": "cloud", "local-gpu": "gpu"}
"""What a worker is told to take, and the queue that it is in."""


async def work(names: Sequence[str], ray_address: str | None = None, metrics_port: int | None = None) -> int:
    """Take jobs until a signal comes; what is unfinished then is resumed by another process or the next start.

    Args:
        names: Of `QUEUES`; none for all that this machine can do anything about.
        ray_address: A Ray cluster whose GPUs are used in the place of this machine's.
        metrics_port: Where to tell what is counted; the settings' if None.

    Raises:
        UnavailableError: Jobs that need a device are asked for, and this machine can make none.
    """
    queues = tuple(queue for name, queue in QUEUES.items() if name in names)
    settings = load_settings()
    if metrics_port is not None:
        settings = settings.model_copy(update={"metrics_port": metrics_port})
    tell_what_is_not_shared(settings, "footage worker")
    models = local_models(settings, ray_address)
    made = _made_here(settings, models) if "gpu" in queues else ""
    app = build_app(settings, queues=queues or None, models=models, tell_of_itself=True)
    stopping = _stop_signal()
    end_tracing = tracing.begin()
    try:
        await app.services_in_time(lambda why: say(f"footage worker: {why}"), stopping)
    except DatabaseAwayError:
        if not stopping.is_set():
            raise
    else:
        say(f"footage worker: taking jobs{made}")
        await stopping.wait()
    return await _end(app, end_tracing)


async def work_until_idle() -> int:
    """Take jobs until none is open any more or a signal comes, as the only such worker of this home."""
    settings = load_settings()
    settings.make_home()
    stopping = _stop_signal()
    end_tracing = tracing.begin()
    app = build_app(settings)
    is_wanted = True
    while is_wanted and not stopping.is_set():
        with taken(settings.home, LOCK_WAIT_S) as is_mine:
            if not is_mine:
                break
            jobs = (await app.services()).jobs
            await _idle(jobs, stopping)
        # Looked at once more without the lock: whoever placed a job while it was held relies on us.
        is_wanted = await _are_open(jobs)
    return await _end(app, end_tracing)


async def _idle(jobs: Jobs, stopping: asyncio.Event) -> None:
    """Return when no job has been open for a while, or a signal came."""
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < IDLE_S and not stopping.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_S)
        if await _are_open(jobs):
            idle_since = time.monotonic()


async def _are_open(jobs: Jobs) -> bool:
    """Whether a job has not ended; a database that is away may hold some."""
    try:
        return await in_thread(jobs.are_open)
    except DatabaseAwayError:
        return True


def _stop_signal() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _end(app: App, end_tracing: Callable[[], None]) -> int:
    asyncio.get_running_loop().call_later(GRACE_S, os._exit, 0)
    await app.close()
    end_tracing()
    os._exit(0)  # a drawing thread must not keep a stopped worker alive


def _made_here(settings: Settings, models: LocalModels) -> str:
    """Which models run on which devices, in words."""
    if not models.is_equipped():
        raise UnavailableError(
            "There is no CUDA device here for the queue local-gpu.",
            hint="Run it on a machine with a GPU; FOOTAGE_LOCAL_CPU=1 uses the processor, slowly.",
        )
    here = offer(settings, models, generators(settings, models))
    if not here.backends:
        raise UnavailableError(
            "No local model can run here.", hint="Run `footage doctor` to see why; `footage models pull` gets weights."
        )
    return f" for {', '.join(here.backends)} on {', '.join(here.devices)}"
