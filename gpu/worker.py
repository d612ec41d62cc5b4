"""The inside of a device's process: takes commands from the pipe, has the runtime do them, and answers.

Three threads: this one reads, one runs, one loads and moves, so that weights come in while others compute. The process
ends when the pipe does: it never outlives the one that started it.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from footage.errors import FootageError
from gpu.messages import Cancel, Command, Ended, Event, Failure, Load, Move, Progress, Run, Sent
from gpu.runtime import OutOfMemory, Runtime, Stopped

_log = logging.getLogger("footage.gpu.worker")


def main(pipe: Connection, factory: Callable[[], Runtime]) -> None:
    """Serve until the pipe ends."""
    _leave_the_protocol_alone()
    worker = _Worker(pipe, factory())
    worker.read()
    os._exit(0)  # a run may be under way that nobody waits for


def _leave_the_protocol_alone() -> None:
    """Standard input and output belong to the MCP client of the parent; a library that prints must not reach it."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)


class _Worker:
    def __init__(self, pipe: Connection, runtime: Runtime) -> None:
        self._pipe = pipe
        self._runtime = runtime
        self._writing = threading.Lock()
        self._cancelled: set[int] = set()
        self._transfers = 0  # so far; a run during which it changes cannot measure its own peak
        self._runs = self._lane()
        self._others = self._lane()

    def read(self) -> None:
        """Hand commands to their threads."""
        while True:
            try:
                message: Sent | Cancel = self._pipe.recv()
            except (EOFError, OSError):
                return
            if isinstance(message, Cancel):
                self._cancelled.add(message.number)
            elif isinstance(message.command, Run):
                self._runs.put(message)
            else:
                self._others.put(message)

    def _lane(self) -> queue.SimpleQueue[Sent]:
        commands: queue.SimpleQueue[Sent] = queue.SimpleQueue()

        def work() -> None:
            while True:
                sent = commands.get()
                self._write(self._answer(sent.number, sent.command))

        threading.Thread(target=work, daemon=True).start()
        return commands

    def _write(self, event: Event) -> None:
        with self._writing:
            try:
                self._pipe.send(event)
            except OSError:
                os._exit(0)  # nobody is there any more

    def _answer(self, number: int, command: Command) -> Ended:
        try:
            results, peak_bytes = self._do(number, command)
        except Stopped:
            failure = Failure(kind="stopped", message="cancelled")
        except OutOfMemory as exc:
            failure = Failure(kind="out_of_memory", message=str(exc))
        except FootageError as exc:
            failure = Failure(kind="failed", message=exc.message, code=exc.code, hint=exc.hint)
        except Exception as exc:  # noqa: BLE001 (whatever a model library raises; it is told to the caller)
            _log.exception("%s failed", type(command).__name__)
            failure = Failure(kind="failed", message=f"{type(exc).__name__}: {exc}")
        else:
            counters = self._runtime.counters()
            return Ended(number=number, results=results, peak_bytes=peak_bytes, counters=counters)
        finally:
            self._cancelled.discard(number)
        # Out here the exception is gone, and with it the frames that hold tensors.
        self._runtime.recover()
        return Ended(number=number, failure=failure, counters=self._runtime.counters())

    def _do(self, number: int, command: Command) -> tuple[tuple[object, ...], int | None]:
        if isinstance(command, Run):
            return self._run(number, command)
        self._transfers += 1
        if isinstance(command, Load):
            self._runtime.load(command.weights)
        elif isinstance(command, Move):
            self._runtime.move(command.key, command.to)
        else:
            self._runtime.recover()
        self._transfers += 1
        return (), None

    def _run(self, number: int, command: Run) -> tuple[tuple[object, ...], int | None]:
        def step(fraction: float) -> None:
            if number in self._cancelled:
                raise Stopped
            self._write(Progress(number, fraction))

        step(0.0)
        before = self._transfers
        self._runtime.start_measuring()
        results = tuple(self._runtime.run(command.keys, command.payloads, step))
        peak_bytes = self._runtime.peak_bytes() if before == self._transfers and before % 2 == 0 else None
        return results, peak_bytes
