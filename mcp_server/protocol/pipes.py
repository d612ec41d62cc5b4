"""Stdin and stdout as the protocol's streams, for clients that break lines, hang up, or never read.

The SDK's own transport drops what it cannot parse, and waits for ever for a client that does not read its answers. Here
a thread reads and another writes, each on a descriptor of its own; what anything else reads from 0 or prints to 1 never
meets the protocol.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
import queue
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager
from typing import Any, BinaryIO

import anyio
import anyio.to_thread
from mcp.shared._stream_protocols import ReadStream, WriteStream
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCError, JSONRPCMessage, JSONRPCNotification, JSONRPCRequest, JSONRPCResponse
from pydantic import BaseModel

from mcp_server.protocol.lines import Line, Refusal, busy, read, too_long, written

MAX_LINE_BYTES = 64_000_000
MAX_UNANSWERED = 500
"""Requests that are being answered, or whose answers the client has not read; more are refused, so that memory has an
end. No client asks so much at once; one that reads nothing does."""

MAX_UNREAD_BYTES = 64_000_000
"""What waits for a client to read it; what comes then is for nobody."""

LINGER_S = 1.0
"""After the last request, how long a client may read nothing before its answers are given up."""

_ANSWERS = (JSONRPCResponse, JSONRPCError, Refusal)
_log = logging.getLogger("footage.mcp")


@asynccontextmanager
async def pipes(
    hang_up: Callable[[], None],
) -> AsyncIterator[tuple[ReadStream[SessionMessage | Exception], WriteStream[SessionMessage]]]:
    """What the client sends, until it closes stdin, and where its answers go.

    Args:
        hang_up: Called on the event loop when nobody can read answers any more, or there is still something that goes
            on after the end.
    """
    loop = asyncio.get_running_loop()

    def broken() -> None:
        loop.call_soon_threadsafe(hang_up)

    outbox = Outbox(_claimed(1, 2), broken)
    with open(os.devnull, "rb") as nothing:  # noqa: ASYNC230, PTH123 - a descriptor, not a file to read
        source = _claimed(0, nothing.fileno())
    received, requests = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    answers, answered = anyio.create_memory_object_stream[SessionMessage](0)
    inbox = _Inbox(source, received, outbox)
    threading.Thread(target=inbox.read, args=(loop,), name="stdin", daemon=True).start()
    try:
        async with anyio.create_task_group() as waiting:
            waiting.start_soon(_hang_up_after, inbox.ended, outbox, hang_up)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(outbox.take, answered)
                yield requests, answers
            waiting.cancel_scope.cancel()
    finally:
        with anyio.CancelScope(shield=True):
            await outbox.close()


async def _hang_up_after(end: anyio.Event, outbox: Outbox, hang_up: Callable[[], None]) -> None:
    """End a server whose client has gone, even if it has not come to its end by itself."""
    await end.wait()
    await anyio.sleep(LINGER_S)
    await outbox.close()
    hang_up()


def _claimed(number: int, instead: int) -> int:
    """A descriptor's file under a number of its own, out of reach for others; they get something else instead."""
    own = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 3)
    os.set_blocking(own, True)
    os.dup2(instead, number)
    return own


class _Inbox:
    """Reads lines and hands messages on; what cannot be served is answered at once."""

    def __init__(self, source: int, received: WriteStream[SessionMessage | Exception], outbox: Outbox) -> None:
        self._source, self._received, self._outbox = source, received, outbox
        self.ended = anyio.Event()

    def read(self, loop: asyncio.AbstractEventLoop) -> None:
        """Until stdin ends; on a thread, where parsing holds nobody up."""
        try:
            with os.fdopen(self._source, "rb") as lines:
                while line := lines.readline(MAX_LINE_BYTES):
                    understood = self._understood(line)
                    _skip_rest(line, lines)
                    if understood.message:
                        _run(self._hand_on(understood.message), loop)
                    for refusal in understood.refusals:
                        self._outbox.put(refusal)
        finally:
            _run(self._end(), loop)

    def _understood(self, line: bytes) -> Line:
        text = line.decode("utf-8", "replace")
        if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
            return too_long(text, MAX_LINE_BYTES)
        return read(text)

    async def _end(self) -> None:
        self.ended.set()
        await self._received.aclose()

    async def _hand_on(self, message: JSONRPCMessage) -> None:
        if isinstance(message, JSONRPCRequest) and not self._outbox.expect(message.id):
            self._outbox.put(busy(message.id, MAX_UNANSWERED))
            return
        if isinstance(message, JSONRPCNotification) and message.method == "notifications/cancelled":
            self._outbox.forget((message.params or {}).get("requestId"))
        await self._received.send(SessionMessage(message))


def _skip_rest(line: bytes, lines: BinaryIO) -> None:
    """Go to the end of a line of which only the beginning has been read."""
    while line and not line.endswith(b"\n"):
        line = lines.readline(MAX_LINE_BYTES)


def _run(step: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop) -> None:
    """Do something on the event loop and wait for it, unless the server has ended meanwhile."""
    try:
        done = asyncio.run_coroutine_threadsafe(step, loop)
    except RuntimeError:
        step.close()
        return
    with contextlib.suppress(CancelledError, anyio.BrokenResourceError, anyio.ClosedResourceError):
        done.result()


class Outbox:
    """Answers on their way to a client: taken at once, written as fast as it reads."""

    def __init__(self, target: int, broken: Callable[[], None]) -> None:
        self._target, self._broken = target, broken
        self._waiting: queue.SimpleQueue[tuple[bytes, Hashable] | None] = queue.SimpleQueue()
        self._unanswered: set[Hashable] = set()
        self._written_bytes = 0
        self._unread_bytes = 0
        self._counting = threading.Lock()
        self._writer = threading.Thread(target=self._write, name="stdout", daemon=True)
        self._writer.start()

    def expect(self, request: Hashable) -> bool:
        """Note a request that is to be answered; False if too many are already."""
        if len(self._unanswered) >= MAX_UNANSWERED:
            return False
        self._unanswered.add(request)
        return True

    def forget(self, request: object) -> None:
        """Expect no answer to a request: it has been cancelled."""
        if isinstance(request, int | str):
            self._unanswered.discard(request)

    async def take(self, answered: ReadStream[SessionMessage]) -> None:
        """Take what the server says, until it has ended."""
        async with answered:
            async for one in answered:
                self.put(one.message)

    def put(self, message: BaseModel) -> None:
        """Take a message, as the line that it will be: that is a tenth of what the message itself would hold."""
        line = written(message)
        with self._counting:
            if self._unread_bytes >= MAX_UNREAD_BYTES:
                return
            self._unread_bytes += len(line)
        self._waiting.put((line, message.id if isinstance(message, _ANSWERS) else None))

    async def close(self) -> None:
        """Wait until all is written, or the client reads no further."""
        self._waiting.put(None)
        written_bytes = -1
        while self._writer.is_alive() and written_bytes != self._written_bytes:
            written_bytes = self._written_bytes
            await anyio.to_thread.run_sync(self._writer.join, LINGER_S)

    def _write(self) -> None:
        try:
            while (one := self._waiting.get()) is not None:
                line, request = memoryview(one[0]), one[1]
                while line:
                    count = os.write(self._target, line)
                    line = line[count:]
                    self._written_bytes += count
                    with self._counting:
                        self._unread_bytes -= count
                self._unanswered.discard(request)
        except OSError:
            _log.info("the client reads no more")
            with contextlib.suppress(RuntimeError):  # the event loop has ended before
                self._broken()
