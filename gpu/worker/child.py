"""A device's process, seen from the pool: started, talked to, killed."""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Callable
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import TypeVar

import anyio
import anyio.from_thread
from anyio.lowlevel import EventLoopToken, current_token

from gpu.device.link import Link
from gpu.device.messages import Event, Message
from gpu.worker import worker
from gpu.worker.runtime import Runtime

T = TypeVar("T")
BORN: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
"""How such a process starts: from nothing, for what was forked cannot use a CUDA device."""

LAST_MOMENTS_S = 5.0
"""How long a process that has closed its pipe may take to end."""


class ChildProcess:
    """Starts processes for one device.

    Args:
        factory: Makes the runtime, in the process; picklable: a top-level function, or a `functools.partial` of one.
    """

    def __init__(self, factory: Callable[[], Runtime]) -> None:
        self._factory = factory

    def connect(self, deliver: Callable[[Event], None], lost: Callable[[str], None]) -> Link:
        """See `gpu.device.link.Connect`. Call it on the pool's event loop."""
        return _Child(self._factory, deliver, lost, current_token())


class _Child:
    """Nothing here waits on the event loop: one thread starts the process and writes, another one reads."""

    def __init__(
        self,
        factory: Callable[[], Runtime],
        deliver: Callable[[Event], None],
        lost: Callable[[str], None],
        loop: EventLoopToken,
    ) -> None:
        self._deliver = deliver
        self._lost = lost
        self._loop = loop
        self._outbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._killed = False
        self._pipe, self._far_end = BORN.Pipe()
        self._process: BaseProcess = BORN.Process(target=worker.main, args=(self._far_end, factory), daemon=True)
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def send(self, message: Message) -> None:
        self._outbox.put(message)

    def kill(self) -> None:
        self._killed = True
        self._outbox.put(None)
        if self._process.pid:
            self._process.kill()

    def _write(self) -> None:
        if self._killed:
            return
        try:
            self._process.start()
        except Exception as exc:  # noqa: BLE001 (whatever keeps a system from starting one; who waits is told)
            for end in (self._pipe, self._far_end):
                end.close()
            self._on_loop(self._lost, f"it could not be started ({exc})")
            return
        if self._killed:  # meanwhile, when there was no process yet
            self._process.kill()
        self._far_end.close()
        threading.Thread(target=self._read, daemon=True).start()
        while (message := self._outbox.get()) is not None:
            try:
                self._pipe.send(message)
            except OSError:
                return  # the reader sees the end, too

    def _read(self) -> None:
        try:
            while True:
                self._on_loop(self._deliver, self._pipe.recv())
        except (EOFError, OSError):
            self._process.join(LAST_MOMENTS_S)
        self._outbox.put(None)
        self._writer.join()
        self._pipe.close()
        if not self._killed:
            self._on_loop(self._lost, f"it ended with exit status {self._process.exitcode}")

    def _on_loop(self, call: Callable[[T], None], argument: T) -> None:
        try:
            anyio.from_thread.run_sync(call, argument, token=self._loop)
        except anyio.RunFinishedError:
            self.kill()
