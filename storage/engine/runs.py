"""The jobs that run in this process, on an event loop of their own, and how all of them are stopped."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable

import anyio

from footage.heard_out import is_heard_out
from footage.ports.jobs import RunOverError

_JOIN_S = 5.0
_HEAR_S = 3.0
"""How long the end of the process waits for an answer that a vendor gives only once."""

_log = logging.getLogger("footage.runs")

RunJob = Callable[[str, Callable[[], bool]], Awaitable[None]]
"""Runs a job to its end; the function that it is given says whether it must stop at once."""


class JobLoop:
    """An event loop in a thread.

    It outlives the job engine, which is started anew when its slot was lost: clients and device pools belong to the
    loop that they were first used on.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="footage-jobs", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run it here, from another event loop; cancelling the caller cancels it."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(work), self._loop))

    def begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run it here beside the jobs; nobody waits for it."""
        asyncio.run_coroutine_threadsafe(_awaited(work), self._loop)

    def close(self) -> None:
        """Cancel what still runs; answers that are to be heard out get a moment, threads that it left behind do not."""
        with_time = asyncio.run_coroutine_threadsafe(_cancel_others(), self._loop)
        try:
            with_time.result(_HEAR_S + _JOIN_S)
        except TimeoutError:
            _log.warning("some jobs did not stop in time")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_JOIN_S)
        if not self._thread.is_alive():
            self._loop.close()


class Runs:
    """The runs under one executor slot. Once stopped, none goes on and none begins."""

    def __init__(self) -> None:
        self._active: dict[anyio.CancelScope, tuple[str, asyncio.AbstractEventLoop]] = {}
        self._changed = threading.Condition()
        self._stopped = False

    def is_stopped(self) -> bool:
        """For code on worker threads, which cannot be cancelled."""
        return self._stopped

    def job_ids(self) -> set[str]:
        """The jobs that run now."""
        with self._changed:
            return {job_id for job_id, _ in self._active.values()}

    async def guard(self, job_id: str, run_job: RunJob) -> None:
        """Run a job until it ends, or until all are stopped.

        Raises:
            CancelledError: Stopped; DBOS then leaves the job to whoever adopts it.
        """
        scope = anyio.CancelScope()
        self._enter(scope, job_id)
        try:
            with scope:
                await run_job(job_id, self.is_stopped)
        except RunOverError as exc:
            _log.warning("%s", exc)
        finally:
            self._leave(scope)
        if self._stopped:
            raise asyncio.CancelledError

    def stop(self, within_s: float) -> bool:
        """Stop all, from another thread than theirs; worker threads that they wait for end first.

        Returns:
            Whether nothing runs any more.
        """
        until = time.monotonic() + within_s
        with self._changed:
            self._stopped = True
            for scope, (_, loop) in self._active.items():
                loop.call_soon_threadsafe(scope.cancel)
            return self._changed.wait_for(lambda: not self._active, timeout=max(0.0, until - time.monotonic()))

    def _enter(self, scope: anyio.CancelScope, job_id: str) -> None:
        with self._changed:
            if self._stopped:
                raise asyncio.CancelledError
            self._active[scope] = job_id, asyncio.get_running_loop()

    def _leave(self, scope: anyio.CancelScope) -> None:
        with self._changed:
            del self._active[scope]
            self._changed.notify_all()


async def _awaited(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    heard_out = {task for task in others if is_heard_out(task)}
    for task in others - heard_out:
        task.cancel()
    if heard_out:
        await asyncio.wait(heard_out, timeout=_HEAR_S)
    for task in heard_out:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
