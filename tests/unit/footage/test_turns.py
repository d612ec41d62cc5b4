from __future__ import annotations

import os
import threading

import anyio
import pytest
from anyio.lowlevel import checkpoint

from footage.turns import Turns, arrive, in_turn


@pytest.fixture
def one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


class Busy:
    """Work that keeps the only processor until it is let go."""

    def __init__(self) -> None:
        self._begun, self._end = threading.Event(), threading.Event()

    async def begin(self, tasks: anyio.abc.TaskGroup) -> None:
        tasks.start_soon(in_turn, self._work)
        await anyio.to_thread.run_sync(self._begun.wait)

    def end(self) -> None:
        self._end.set()

    def _work(self) -> None:
        self._begun.set()
        assert self._end.wait(10)


async def settle() -> None:
    """Let every task run until it waits."""
    for _ in range(5):
        await checkpoint()


def test_heavy_work_is_done_one_at_a_time_for_each_processor() -> None:
    processors = os.cpu_count() or 1
    together = threading.Barrier(processors)  # broken when fewer are let in
    at_work, most, guard = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal at_work, most
        with guard:
            at_work += 1
            most = max(most, at_work)
        together.wait(10)
        with guard:
            at_work -= 1
        together.wait(10)

    async def main() -> None:
        async with anyio.create_task_group() as everyone:
            for _ in range(4 * processors):
                everyone.start_soon(in_turn, work)

    anyio.run(main)
    assert most == processors


@pytest.mark.usefixtures("one_processor")
def test_the_job_that_began_first_is_served_first() -> None:
    served: list[str] = []

    async def main() -> None:
        busy, late = Busy(), anyio.Event()

        async def job(name: str, asks: anyio.Event | None) -> None:
            arrive()
            if asks:
                await asks.wait()
            await in_turn(served.append, name)

        async with anyio.create_task_group() as tasks:
            await busy.begin(tasks)
            for name, asks in (("first", late), ("second", None), ("third", None)):
                tasks.start_soon(job, name, asks)
                await settle()
            late.set()
            await settle()
            busy.end()

    anyio.run(main)
    assert served == ["first", "second", "third"]


@pytest.mark.parametrize("handed_to_it", [False, True])
def test_who_no_longer_waits_takes_no_turn(handed_to_it: bool) -> None:
    turns = Turns(1)

    async def work() -> None:
        await turns.take()
        try:
            await checkpoint()
        finally:
            turns.give()

    async def main() -> None:
        await turns.take()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(work)
            await settle()
            if handed_to_it:
                turns.give()
            tasks.cancel_scope.cancel()
        if not handed_to_it:
            turns.give()
        with anyio.fail_after(5):
            await turns.take()

    anyio.run(main)
