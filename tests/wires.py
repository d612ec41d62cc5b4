"""Wires between processes, which a test cuts, holds up and slows: TCP from a port of this machine to somewhere else.

They run in the event loop of whoever opens them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

_CHUNK = 65536
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Wire:
    """One port, and where it leads to.

    Args:
        far: Connects to the far end.
    """

    def __init__(self, far: Callable[[], Awaitable[Ends]]) -> None:
        self._far = far
        self._near_ends: set[asyncio.StreamWriter] = set()
        self._far_ends: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._is_cut = False
        self._is_deaf = False
        self.delay_s = 0.0
        self.port = 0

    def cut(self) -> None:
        """Both ends learn of it at once, and nobody gets through any more."""
        self._is_cut = True
        self._drop(self._near_ends, self._far_ends)

    def stall(self) -> None:
        """Nothing passes, and nobody learns of it."""
        self._flows.clear()

    def deafen(self) -> None:
        """The far end learns that the near one is gone; the near one hears nothing any more, and is not told why."""
        self._is_deaf = True
        self._drop(self._far_ends)

    def slow(self, delay_s: float) -> None:
        """Whatever passes takes this much longer, in each direction."""
        self.delay_s = delay_s

    def heal(self) -> None:
        """As before; whoever was not told yet that the other end is gone hears of it now."""
        if self._is_deaf:
            self._drop(self._near_ends)
        self._is_cut = self._is_deaf = False
        self.delay_s = 0.0
        self._flows.set()

    @staticmethod
    def _drop(*ends: set[asyncio.StreamWriter]) -> None:
        for writer in [one for some in ends for one in some]:
            writer.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for as long as it lasts."""
        self._near_ends.add(writer)
        try:
            if self._is_cut:
                return
            if self._is_deaf:
                await self._swallow(reader)
                return
            with contextlib.suppress(OSError):  # as if the port were closed
                far_reader, far_writer = await self._far()
                self._far_ends.add(far_writer)
                try:
                    await self._exchange(reader, writer, far_reader, far_writer)
                finally:
                    self._far_ends.discard(far_writer)
                    far_writer.transport.abort()
        finally:
            self._near_ends.discard(writer)
            writer.transport.abort()

    async def _exchange(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
    ) -> None:
        """Until both ends have said all."""
        outward = asyncio.create_task(self._pump(reader, far_writer))
        inward = asyncio.create_task(self._pump(far_reader, writer))
        try:
            await asyncio.wait({outward, inward}, return_when=asyncio.FIRST_COMPLETED)
            if self._is_deaf:
                outward.cancel()
                await asyncio.wait({outward})  # it may be reading
                await self._swallow(reader)
            else:
                await asyncio.wait({outward, inward}, timeout=1)  # the last words of the other end
        finally:
            outward.cancel()
            inward.cancel()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(_CHUNK):
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                await self._flows.wait()
                writer.write(chunk)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()

    async def _swallow(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while await reader.read(_CHUNK):
                pass


@contextlib.asynccontextmanager
async def wire_to(place: int | Path) -> AsyncIterator[Wire]:
    """A wire to a port of this machine, or to a socket of its file system, until the block ends."""

    def far() -> Awaitable[Ends]:
        if isinstance(place, Path):
            return asyncio.open_unix_connection(place)
        return asyncio.open_connection("127.0.0.1", place)

    wire = Wire(far)
    carried: set[asyncio.Task[None]] = set()

    def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(wire.carry(reader, writer))
        carried.add(task)
        task.add_done_callback(carried.discard)

    server = await asyncio.start_server(carry, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        for task in [*carried]:
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)
