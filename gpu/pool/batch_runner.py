"""Generations in batches: who joins which batch, how many run together, and what is learnt from each run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from footage.errors import FootageError, InternalError
from gpu.device.commands import PendingCommand, Rank
from gpu.device.estimates import PeakEstimates, RunKind, TimeEstimates
from gpu.device.failures import raise_failure
from gpu.device.messages import Ended, ModelWeights
from gpu.device.metrics import Metrics
from gpu.pool.batches import Batch, Member, Task
from gpu.pool.grants import Grant, LeaseRequest, PooledDevice
from gpu.pool.scheduler import Scheduler


class OutOfMemoryInRunError(Exception):
    """A run took more memory than the device had; the next try reserves more."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BatchRunner:
    """Puts equal tasks together, and runs them.

    Args:
        scheduler: Grants the leases.
        run_times: Learns how long runs last, by model and shape.
        clock: Seconds, only ever forward.
        metrics: To be counted into.
    """

    def __init__(
        self, scheduler: Scheduler, run_times: TimeEstimates, clock: Callable[[], float], metrics: Metrics
    ) -> None:
        self._scheduler = scheduler
        self._run_times = run_times
        self._clock = clock
        self._metrics = metrics
        self._peaks = PeakEstimates()
        self._open: dict[LeaseRequest, Batch] = {}

    async def generate(
        self,
        model: ModelWeights,
        task: Task,
        rank: Rank,
        progress: Callable[[float], None] | None,
        *,
        alone: bool = False,
    ) -> Any:
        """The result of a task, in a batch with others of its kind that wait unless it wants to be alone.

        Raises:
            OutOfMemoryInRunError: The run took more memory than there was.
            FootageError: As for `gpu.pool.pool.ContextPool.generate`, and what `progress` raised.
        """
        member = Member(task, rank, progress)
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
            raise OutOfMemoryInRunError(ended.failure.message)
        if ended.failure:
            raise_failure(ended.failure)
        return ended.results[member.batch.ran.index(member)]

    def about_to_grant(self, request: LeaseRequest, device: PooledDevice) -> None:
        """A lease will be granted: if it is a batch's, nobody joins that any more."""
        if batch := self._open.pop(request, None):
            self._fill(batch, device)

    def _find_batch(self, model: ModelWeights, member: Member, *, alone: bool) -> None:
        """Join others of the same kind that still wait, or begin a batch."""
        task = member.task
        for batch in self._open.values():
            is_same = batch.request.model.key == model.key and batch.takes(task) and batch.request.refusal is None
            if is_same and not (alone or batch.request.alone) and len(batch.members) < task.max_batch:
                batch.add(member)
                self._scheduler.dispatch()
                return
        request = self._begin_batch(model, [member], alone=alone)
        try:
            self._scheduler.join(request)
        except FootageError:
            del self._open[request]
            raise

    def _begin_batch(self, model: ModelWeights, members: Sequence[Member], *, alone: bool = False) -> LeaseRequest:
        """The request of a new batch. It does not wait yet, and reserves what one member needs."""
        task = members[0].task
        work_bytes = self._peaks.work_bytes((model.key, task.shape, 1), task.vram_bytes)
        most_bytes = self._scheduler.most_work_bytes(model)
        if task.vram_bytes <= most_bytes < work_bytes:  # what was learnt is more than there is: reserve all there is
            work_bytes, alone = most_bytes, True
        expected_s = self._run_times.expected_s((model.key, task.shape))
        request = self._scheduler.request(model, work_bytes, members[0].rank, expected_s, alone=alone)
        batch = Batch(request, task.shape, task.vram_bytes)
        for member in members:
            batch.add(member)
        self._open[request] = batch
        return request

    def _fill(self, batch: Batch, device: PooledDevice) -> None:
        """Take as many members as fit without evicting more; the others go on waiting, in their places."""
        request = batch.request
        leaving = len(device.evictions(request) or ())
        fitting = 1
        for count in range(2, len(batch.members) + 1):
            work_bytes = self._batch_bytes(batch, count)
            more = device.session.evictions(request.model.parts, work_bytes)
            if more is None or len(more) > leaving:
                break
            fitting, request.work_bytes = count, work_bytes
        rest = batch.members[fitting:]
        del batch.members[fitting:]
        if rest:
            left = self._begin_batch(request.model, rest)
            left.arrived_s, left.passed = request.arrived_s, request.passed
            self._scheduler.put_back(left)

    def _batch_bytes(self, batch: Batch, count: int) -> int:
        return self._peaks.work_bytes((batch.request.model.key, batch.shape, count), batch.vram_bytes * count)

    async def _run_with(self, member: Member) -> Ended:
        """Wait for the batch's turn and its end; the member that wakes up first starts the run for all."""
        while True:
            batch = member.batch
            grant = await self._scheduler.granted(batch.request)
            if batch is member.batch:
                break
        async with batch.starting:
            run = batch.run or await self._start(batch, grant)
        return await grant.session.process.wait_for(run)

    async def _start(self, batch: Batch, grant: Grant) -> PendingCommand:
        await grant.wait_until_ready()
        batch.ran = tuple(batch.members)
        kind = (batch.request.model.key, batch.shape, len(batch.ran))
        batch.run = grant.run(
            [one.task.payload for one in batch.ran],
            batch.tell,
            then=lambda outcome: self._learn(kind, grant, batch, outcome),
            freed=lambda: self._scheduler.return_work(grant),
        )
        return batch.run

    def _learn(self, kind: RunKind, grant: Grant, batch: Batch, outcome: Ended) -> None:
        self._metrics.count_run(outcome)
        if outcome.failure and outcome.failure.kind == "out_of_memory":
            self._peaks.learn_too_little(kind, grant.work_bytes)
        if outcome.failure is None:
            if outcome.peak_bytes is not None:
                self._peaks.learn(kind, outcome.peak_bytes)
            if batch.run:
                self._run_times.learn(kind[:2], self._clock() - batch.run.began_s)

    async def _depart(self, member: Member) -> None:
        """Leave the batch; the last member to leave stops the run and returns the lease."""
        batch = member.batch
        batch.remove(member)
        if batch.members:
            return
        self._open.pop(batch.request, None)
        if batch.run and batch.request.grant:
            await batch.request.grant.session.process.stop(batch.run)
        self._scheduler.leave(batch.request)
