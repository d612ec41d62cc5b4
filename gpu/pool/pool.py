"""The context pool: many requests, few devices, no byte promised twice.

How it is used:

    pool = ContextPool([PoolDevice(device=..., budget_bytes=..., connect=ChildProcess(factory).connect)])
    model = Model(base=Weights(key="wan-1.3b", vram_bytes=6 * 10**9, spec={"path": "/models/wan"}))

    # The usual way: batched with equals, memory learnt, one more try alone after an out-of-memory.
    task = Task(shape="480x832x81/50", vram_bytes=4 * 10**9, payload={"prompt": "a fox", "seed": 1}, max_batch=2)
    result = await pool.generate(model, task, priority=0, progress=print)

    # Several runs with the weights kept where they are:
    async with pool.lease(model, vram_bytes=4 * 10**9, priority=0) as lease:
        [first], [second] = await lease.run([payload]), await lease.run([other])

The `factory` is a top-level function that makes a `gpu.worker.runtime.Runtime`. It is called in the device's own
process, the only place where torch is imported. Smaller priorities come sooner. Cancelling a task that waits, loads or
runs gives everything back before the cancellation goes on. The pool belongs to one event loop and has no tasks of its
own; `close` ends its processes.

The algorithm is described in docs/concepts/gpu-pool.md.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio

from footage.errors import DeviceLostError, DeviceMemoryError, FootageError, InternalError
from gpu.device.commands import Order, Reply
from gpu.device.estimates import Kind, Peaks, Times
from gpu.device.messages import Ended, Model, Run
from gpu.device.metrics import Metrics
from gpu.device.session import Patience, raise_failure
from gpu.pool.batches import Batch, Member, Task
from gpu.pool.grants import Grant, PoolDevice, Seat, Ticket
from gpu.pool.scheduler import Line

USUAL_RUN_S = 30.0


class Lease:
    """Weights on a device and working memory beside them, for as long as the `async with` lasts.

    `device` is the index of the device in the pool.
    """

    def __init__(self, pool: ContextPool, grant: Grant) -> None:
        self._pool = pool
        self._grant = grant
        self.model = grant.ticket.model
        self.vram_bytes = grant.work_bytes
        self.device = pool.seats.index(grant.seat)

    async def run(self, payloads: Sequence[Any], progress: Callable[[float], None] | None = None) -> Sequence[Any]:
        """Generate, one batch at a time on a device, the most urgent lease first.

        Args:
            payloads: For `Runtime.run`, equal in shape.
            progress: Told the share done, 0 to 1, after each step; must not raise.

        Returns:
            A result for each payload.

        Raises:
            DeviceMemoryError: It took more memory than there was; the lease can be used on.
            DeviceLostError: The process is gone, or this lease was held too long; take a new one.
            FootageError: What the runtime raised.
        """
        ended = await self._pool.run(self._grant, payloads, progress)
        return ended.results


class ContextPool:
    """Leases of devices' memory; see the module.

    Args:
        devices: What may be used.
        slots: Leases on a device at a time: one that computes, and those that load or finish meanwhile.
        max_waiting: Tickets in the line; more are refused.
        age_s: Waiting this long counts as much as one class of priority.
        overtakes: How often a ticket that does not fit yet may be passed by ones whose weights are there.
        lease_s: How long a lease may be held; one that is older is revoked as soon as somebody waits.
        patience: When a silent process counts as hung.
        clock: Seconds, only ever forward; the event loop's, unless a test says otherwise.
    """

    def __init__(
        self,
        devices: Sequence[PoolDevice],
        *,
        slots: int = 2,
        max_waiting: int = 1000,
        age_s: float = 30.0,
        overtakes: int = 8,
        lease_s: float = 3600.0,
        patience: Patience | None = None,
        clock: Callable[[], float] = anyio.current_time,
    ) -> None:
        self.metrics = Metrics()
        self._clock = clock
        self._peaks = Peaks()
        self._run_times = Times(USUAL_RUN_S)
        self._open_batches: dict[Ticket, Batch] = {}
        self._line = Line(
            devices,
            slots=slots,
            max_waiting=max_waiting,
            age_s=age_s,
            overtakes=overtakes,
            lease_s=lease_s,
            patience=patience or Patience(),
            clock=clock,
            granting=self._granting,
            metrics=self.metrics,
        )

    @asynccontextmanager
    async def lease(self, model: Model, vram_bytes: int, priority: int = 0) -> AsyncIterator[Lease]:
        """Wait for a device with room, load what is missing, and hold it.

        Args:
            model: What is needed on the device; its weights are shared with all other leases of it.
            vram_bytes: Working memory beyond the weights, 0 or more.
            priority: The smaller the sooner; waiting makes up for it.

        Raises:
            InvalidInputError: `vram_bytes` is negative.
            DeviceMemoryError: It can never fit, with what would.
            DeviceBusyError: Too many wait.
            DeviceLostError: The device's process ended while the weights were loaded.
            FootageError: The weights cannot be loaded, as the runtime said.
        """
        await self._line.read_shrunk_devices()
        order, expected_s = self._line.order(priority), self._run_times.expected_s(None)
        ticket = self._line.ticket(model, vram_bytes, order, expected_s)
        self._line.join(ticket)
        try:
            grant = await self._line.granted(ticket)
            await self._prepared(grant)
            yield Lease(self, grant)
        finally:
            self._line.leave(ticket)

    async def generate(
        self, model: Model, task: Task, *, priority: int = 0, progress: Callable[[float], None] | None = None
    ) -> Any:
        """One result, in a batch with equal requests where there are any.

        A run that takes more memory than was reserved is learnt from and tried once more, alone on a device and before
        everybody else.

        Args:
            model: What is needed on the device.
            task: What to make.
            priority: The smaller the sooner.
            progress: Told the share done, 0 to 1, after each step. It may raise to stop this request.

        Raises:
            FootageError: As for `lease` and `Lease.run`.
        """
        await self._line.read_shrunk_devices()
        try:
            return await self._in_a_batch(model, task, self._line.order(priority), progress)
        except _OutOfMemoryInRunError:
            try:
                return await self._in_a_batch(model, task, self._line.first(), progress, alone=True)
            except _OutOfMemoryInRunError as exc:
                raise DeviceMemoryError(
                    f"The device ran out of memory: {exc.message}.", fits_bytes=self._line.most_work_bytes(model)
                ) from None

    async def run(self, grant: Grant, payloads: Sequence[Any], progress: Callable[[float], None] | None) -> Ended:
        """See `Lease.run`."""
        reply = self._start(grant, payloads, progress)
        try:
            outcome = await grant.life.hear(reply)
        finally:
            await grant.life.stop(reply)
        if outcome.failure:
            raise_failure(outcome.failure)
        return outcome

    @property
    def seats(self) -> Sequence[Seat]:
        """The devices."""
        return self._line.seats

    @property
    def waiting(self) -> int:
        """Tickets in the line."""
        return self._line.waiting

    @property
    def leases(self) -> int:
        """Leases on all devices."""
        return sum(len(seat.grants) for seat in self.seats)

    async def most_bytes(self) -> int:
        """What a device gives at most, as far as is known: less than its own while others use memory of it."""
        await self._line.read_shrunk_devices()
        return max(seat.life.book.budget_bytes for seat in self.seats)

    async def has_spare(self, model: Model, vram_bytes: int) -> bool:
        """Whether a device is idle and has room for such a lease as it is, with nothing that would have to leave."""
        await self._line.read_shrunk_devices()
        idle = [seat for seat in self.seats if seat.is_open and not seat.grants]
        return not self.waiting and any(seat.life.room(model.parts, vram_bytes) == [] for seat in idle)

    def close(self) -> None:
        """End all processes and tell whoever has or wants a lease; on the event loop, or when that has ended."""
        self._line.close()

    # --- what a grant is used for ---------------------------------------------------------------------------------

    async def _prepared(self, grant: Grant) -> None:
        """Wait until the weights are there and what had to leave has left."""
        for reply in grant.before:
            outcome = await grant.life.hear(reply)
            if outcome.failure:
                raise_failure(outcome.failure)

    def _start(
        self,
        grant: Grant,
        payloads: Sequence[Any],
        progress: Callable[[float], None] | None,
        then: Callable[[Ended], None] | None = None,
        freed: Callable[[], None] | None = None,
    ) -> Reply:
        if grant.returned:
            raise DeviceLostError("The lease is over: it was held for too long.")

        def count(outcome: Ended) -> None:
            grant.runs -= 1
            if outcome.failure is None:
                grant.seat.losses = 0
                self.metrics.runs += 1
                self.metrics.results += len(outcome.results)
            elif outcome.failure.kind == "out_of_memory":
                self.metrics.out_of_memory += 1
            if then:
                then(outcome)

        grant.runs += 1
        run = Run(tuple(part.key for part in grant.ticket.model.parts), tuple(payloads))
        return grant.life.start(run, grant.ticket.order, progress, count, freed)

    async def _in_a_batch(
        self,
        model: Model,
        task: Task,
        order: Order,
        progress: Callable[[float], None] | None,
        *,
        alone: bool = False,
    ) -> Any:
        member = Member(task, order, progress)
        self._find_batch(model, member, alone=alone)
        ended: Ended | None = None
        try:
            with member.scope:
                ended = await self._run_with(member)
            if member.error:
                raise member.error
        finally:
            await self._depart(member)
        if ended is None:
            raise InternalError("A batch ended without an outcome.")
        if ended.failure and ended.failure.kind == "out_of_memory":
            raise _OutOfMemoryInRunError(ended.failure.message)
        if ended.failure:
            raise_failure(ended.failure)
        return ended.results[member.batch.ran.index(member)]

    def _find_batch(self, model: Model, member: Member, *, alone: bool) -> None:
        """Join equals that still wait, or begin a batch."""
        task = member.task
        for batch in self._open_batches.values():
            equals = batch.ticket.model.key == model.key and batch.takes(task) and batch.ticket.refusal is None
            if equals and not (alone or batch.ticket.alone) and len(batch.members) < task.max_batch:
                batch.add(member)
                self._line.pump()
                return
        ticket = self._begin_batch(model, [member], alone=alone)
        try:
            self._line.join(ticket)
        except FootageError:
            del self._open_batches[ticket]
            raise

    def _begin_batch(self, model: Model, members: Sequence[Member], *, alone: bool = False) -> Ticket:
        """A batch of equals with a ticket that is not yet in the line, for one of them at first."""
        task = members[0].task
        work_bytes = self._peaks.work_bytes((model.key, task.shape, 1), task.vram_bytes)
        most_bytes = self._line.most_work_bytes(model)
        if task.vram_bytes <= most_bytes < work_bytes:  # what was learnt is more than there is: all of it, then
            work_bytes, alone = most_bytes, True
        expected_s = self._run_times.expected_s((model.key, task.shape))
        ticket = self._line.ticket(model, work_bytes, members[0].order, expected_s, alone=alone)
        batch = Batch(ticket, task.shape, task.vram_bytes)
        for member in members:
            batch.add(member)
        self._open_batches[ticket] = batch
        return ticket

    def _granting(self, ticket: Ticket, seat: Seat) -> None:
        if batch := self._open_batches.pop(ticket, None):
            self._fill(batch, seat)

    def _fill(self, batch: Batch, seat: Seat) -> None:
        """As many members as fit without evicting more; the others go on waiting, in their places."""
        ticket = batch.ticket
        leaving = len(seat.room(ticket) or ())
        fitting = 1
        for count in range(2, len(batch.members) + 1):
            work_bytes = self._batch_bytes(batch, count)
            more = seat.life.room(ticket.model.parts, work_bytes)
            if more is None or len(more) > leaving:
                break
            fitting, ticket.work_bytes = count, work_bytes
        rest = batch.members[fitting:]
        del batch.members[fitting:]
        if rest:
            left = self._begin_batch(ticket.model, rest)
            left.arrived_s, left.passed = ticket.arrived_s, ticket.passed
            self._line.put_back(left)

    def _batch_bytes(self, batch: Batch, count: int) -> int:
        return self._peaks.work_bytes((batch.ticket.model.key, batch.shape, count), batch.vram_bytes * count)

    async def _run_with(self, member: Member) -> Ended:
        """Wait for the batch's turn and its end; whoever comes first starts the run for all."""
        while True:
            batch = member.batch
            grant = await self._line.granted(batch.ticket)
            if batch is member.batch:
                break
        async with batch.starting:
            if batch.reply is None:
                await self._prepared(grant)
                batch.ran = tuple(batch.members)
                kind = (batch.ticket.model.key, batch.shape, len(batch.ran))
                payloads = [one.task.payload for one in batch.ran]
                batch.reply = self._start(
                    grant,
                    payloads,
                    batch.tell,
                    then=lambda outcome: self._learn(kind, grant, batch, outcome),
                    freed=lambda: self._line.return_work(grant),
                )
        return await grant.life.hear(batch.reply)

    def _learn(self, kind: Kind, grant: Grant, batch: Batch, outcome: Ended) -> None:
        if outcome.failure and outcome.failure.kind == "out_of_memory":
            self._peaks.too_little(kind, grant.work_bytes)
        if outcome.failure is None:
            if outcome.peak_bytes is not None:
                self._peaks.learn(kind, outcome.peak_bytes)
            if batch.reply:
                self._run_times.learn(kind[:2], self._clock() - batch.reply.began_s)

    async def _depart(self, member: Member) -> None:
        """Leave the batch; the last one takes everything down."""
        batch = member.batch
        batch.remove(member)
        if batch.members:
            return
        self._open_batches.pop(batch.ticket, None)
        if batch.reply and batch.ticket.grant:
            await batch.ticket.grant.life.stop(batch.reply)
        self._line.leave(batch.ticket)


class _OutOfMemoryInRunError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
