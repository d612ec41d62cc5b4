"""The inside of a device's process: takes commands from the pipe, has the runtime do them, and answers.

Five threads: the first reads commands, one runs, one loads and moves weights, one prepares the next run, and one hands
over the results of the last run. So the device computes while all else happens.

The process ends when the pipe does, so it never outlives the one that started it. It also ends, at once, when something
breaks that no command can be blamed for.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from footage.errors import FootageError
from gpu.device.messages import (
    Cancel,
    Command,
    Counters,
    Ended,
    Event,
    Failure,
    Freed,
    Load,
    Message,
    Move,
    Prepare,
    Progress,
    Run,
    Sent,
)
from gpu.worker.runtime import OutOfMemory, Runtime, Stopped

T = TypeVar("T")
EXIT_BROKEN = 70
"""The exit status of a process that cannot go on, which another one takes the place of; EX_SOFTWARE of sysexits.h."""

_log = logging.getLogger("footage.gpu.worker")


def main(pipe: Connection, factory: Callable[[], Runtime]) -> None:
    """Serve until the pipe ends."""
    _leave_the_protocol_alone()
    serve(pipe, factory())


def serve(pipe: Connection, runtime: Runtime) -> None:
    """Serve in a process that has no other purpose; ends it when the pipe ends."""
    _Worker(pipe, runtime).read()
    os._exit(0)  # a run may be under way that nobody waits for


def _leave_the_protocol_alone() -> None:
    """Standard input and output belong to the MCP client of the parent; a library that prints must not reach it."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)


@dataclass(frozen=True)
class _Computed:
    """A run that needs the device no more."""

    number: int
    results: Sequence[Any]
    peak_bytes: int | None


class _Worker:
    def __init__(self, pipe: Connection, runtime: Runtime) -> None:
        self._pipe = pipe
        self._runtime = runtime
        self._writing = threading.Lock()
        self._cancelled: set[int] = set()
        self._transfers = 0  # so far; a run during which it changes cannot measure its own peak
        self._runs = _thread(self._compute)
        self._others = _thread(self._transfer)
        self._preparations = _thread(self._prepare)
        self._computed = _thread(self._finish)

    def read(self) -> None:
        """Hand commands to their threads."""
        while True:
            try:
                message: Message = self._pipe.recv()
            except (EOFError, OSError):
                return
            if isinstance(message, Cancel):
                self._cancelled.add(message.number)
            elif isinstance(message, Prepare):
                self._preparations.put(message.run)
            elif isinstance(message.command, Run):
                self._runs.put((message.number, message.command))
            else:
                self._others.put(message)

    def _write(self, event: Event) -> None:
        with self._writing:
            try:
                self._pipe.send(event)
            except OSError:
                os._exit(0)  # nobody is there any more

    def _tried(self, number: int, what: str, do: Callable[[], T]) -> T | None:
        """The result of a call; None after a failure, which ends the command."""
        try:
            return do()
        except Stopped:
            failure = Failure(kind="stopped", message="cancelled")
        except OutOfMemory as exc:
            failure = Failure(kind="out_of_memory", message=str(exc))
        except FootageError as exc:
            failure = Failure(kind="failed", message=exc.message, code=exc.code, hint=exc.hint)
        except Exception as exc:  # noqa: BLE001 (whatever a model library raises; it is told to the caller)
            _log.exception("%s failed", what)
            failure = Failure(kind="failed", message=f"{type(exc).__name__}: {exc}")
        # Out here the exception is gone, and with it the frames that hold tensors.
        try:
            self._runtime.recover()
            counters = self._runtime.counters()
        except Exception:  # noqa: BLE001 (a lost device fails every call from now on: only another process helps)
            _log.exception("the device does not answer any more")
            self._write(Ended(number=number, failure=replace(failure, kind="lost")))
            os._exit(EXIT_BROKEN)
        self._end(number, counters, failure=failure)
        return None

    def _end(self, number: int, counters: Counters, **outcome: Any) -> None:
        self._cancelled.discard(number)
        self._write(Ended(number=number, counters=counters, **outcome))

    # --- the threads ----------------------------------------------------------------------------------------------

    def _compute(self, sent: tuple[int, Run]) -> None:
        computed = self._tried(sent[0], "Run", lambda: self._run(*sent))
        if computed:
            self._write(Freed(computed.number))
            self._computed.put(computed)

    def _run(self, number: int, command: Run) -> _Computed:
        def step(fraction: float) -> None:
            if number in self._cancelled:
                raise Stopped
            self._write(Progress(number, fraction))

        step(0.0)
        before = self._transfers
        self._runtime.start_measuring()
        results = self._runtime.run(command.keys, command.payloads, step)
        peak_bytes = self._runtime.peak_bytes() if before == self._transfers and before % 2 == 0 else None
        return _Computed(number, results, peak_bytes)

    def _finish(self, computed: _Computed) -> None:
        results = self._tried(computed.number, "Handing over", lambda: tuple(self._runtime.finish(computed.results)))
        if results is not None:
            counters = self._runtime.counters()
            self._end(computed.number, counters, results=results, peak_bytes=computed.peak_bytes)

    def _transfer(self, sent: Sent) -> None:
        done = self._tried(sent.number, type(sent.command).__name__, partial(self._load_or_move, sent.command))
        if done:
            self._end(sent.number, self._runtime.counters())

    def _load_or_move(self, command: Command) -> bool:
        self._transfers += 1
        try:
            if isinstance(command, Load):
                self._runtime.load(command.weights)
            elif isinstance(command, Move):
                self._runtime.move(command.key, command.to)
            else:
                self._runtime.recover()
        finally:
            self._transfers += 1
        return True

    def _prepare(self, run: Run) -> None:
        try:
            self._runtime.prepare(run.keys, run.payloads)
        except Exception:  # noqa: BLE001 (it only saves time; the run itself does what was not done and tells why)
            _log.info("a run was not prepared", exc_info=True)


def _thread(work: Callable[[T], None]) -> queue.SimpleQueue[T]:
    """A queue whose items are worked on one by one, on a thread of their own."""
    items: queue.SimpleQueue[T] = queue.SimpleQueue()

    def serve() -> None:
        while True:
            try:
                work(items.get())
            except BaseException:  # noqa: BLE001 (a thread that is gone would look like a device that hangs)
                _log.exception("the device's process broke")
                os._exit(EXIT_BROKEN)

    threading.Thread(target=serve, daemon=True).start()
    return items
