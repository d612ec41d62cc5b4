"""Who waits for a pool's devices, and what is granted to whom: after every change, all who can be served are served.

`gpu.pool.fairness` says who is next. Here are the waiting, the refusals, and what becomes of a grant.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Sequence

import anyio

from footage.errors import (
    DeviceBusyError,
    DeviceLostError,
    DeviceMemoryError,
    FootageError,
    InternalError,
    InvalidInputError,
)
from gpu.device.commands import FIRST, Rank
from gpu.device.estimates import TimeEstimates
from gpu.device.messages import ModelWeights
from gpu.device.metrics import Metrics
from gpu.device.process import Timeouts
from gpu.device.session import DeviceSession
from gpu.pool.fairness import next_grants
from gpu.pool.grants import DeviceConfig, Grant, LeaseRequest, PooledDevice

USUAL_LOAD_S = 20.0
_log = logging.getLogger("footage.gpu")


class Scheduler:
    """The queue in front of a pool's devices. Arguments that are not described here are `ContextPool`'s.

    Args:
        configs: What may be used.
        about_to_grant: Called with each request and its device before it is granted; may still change what it reserves.
        metrics: To be counted into.
    """

    def __init__(
        self,
        configs: Sequence[DeviceConfig],
        *,
        slots: int,
        max_waiting: int,
        age_s: float,
        overtakes: int,
        lease_s: float,
        timeouts: Timeouts,
        clock: Callable[[], float],
        about_to_grant: Callable[[LeaseRequest, PooledDevice], None],
        metrics: Metrics,
    ) -> None:
        self._max_waiting = max_waiting
        self._age_s = age_s
        self._overtakes = overtakes
        self._lease_s = lease_s
        self._timeouts = timeouts
        self._clock = clock
        self._about_to_grant = about_to_grant
        self._metrics = metrics
        self._queue: list[LeaseRequest] = []
        self._numbers = itertools.count()
        self._dispatching = self._dispatch_again = self._closed = False
        self._load_times = TimeEstimates(USUAL_LOAD_S)
        self._alarms: list[anyio.CancelScope] = []
        self.devices = [PooledDevice(config, slots, clock, self._new_session) for config in configs]

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def close(self) -> None:
        """End all processes; whoever has or wants a lease fails with `DeviceLostError`."""
        self._closed = True
        for device in self.devices:
            device.session.process.close()
        self.dispatch()

    # --- requests -------------------------------------------------------------------------------------------------

    def rank(self, priority: int) -> Rank:
        """The rank of somebody who comes now."""
        return (priority * self._age_s + self._clock(), next(self._numbers))

    def first_rank(self) -> Rank:
        """A rank before all others, except for those who were given one before."""
        return (FIRST[0], next(self._numbers))

    def request(
        self, model: ModelWeights, work_bytes: int, rank: Rank, expected_s: float, *, alone: bool = False
    ) -> LeaseRequest:
        """A request that does not wait yet; `expected_s` is how long the lease should be held."""
        return LeaseRequest(
            model=model,
            work_bytes=work_bytes,
            rank=rank,
            arrived_s=self._clock(),
            expected_s=expected_s,
            load_s=sum(self._load_times.expected_s(part.key) for part in model.parts),
            alone=alone,
        )

    def join(self, request: LeaseRequest) -> None:
        """Begin to wait.

        Raises:
            FootageError: It can never be served, or too many wait.
        """
        if len(self._queue) >= self._max_waiting:
            raise DeviceBusyError(f"{len(self._queue)} requests wait for a device already.")
        if refusal := self._refusal_of(request):
            raise refusal
        # What has hung while nobody waited is ended now, or this request could be granted there and be lost with it.
        self._end_what_is_late()
        self._queue.append(request)
        self.dispatch()

    def put_back(self, request: LeaseRequest) -> None:
        """Let a request wait that stands for some who waited already; to be called while another one is granted."""
        self._queue.append(request)
        self._dispatch_again = True

    def leave(self, request: LeaseRequest) -> None:
        """Wait no more, or return what was granted."""
        if request in self._queue:
            self._queue.remove(request)
        if request.grant:
            self._return(request.grant)
        self.dispatch()

    async def granted(self, request: LeaseRequest) -> Grant:
        """Wait until a request is served. Whoever waits also sees to it that late leases end.

        Raises:
            FootageError: It cannot be served any more.
        """
        while not request.settled.is_set():
            with anyio.move_on_after(self._next_change_s()) as alarm:
                self._alarms.append(alarm)
                try:
                    await request.settled.wait()
                finally:
                    self._alarms.remove(alarm)
            if not request.settled.is_set():
                self._end_what_is_late()
                self.dispatch()
        if request.refusal:
            raise request.refusal
        if request.grant is None:
            raise InternalError("A request was settled without a grant or a refusal.")
        return request.grant

    def most_work_bytes(self, model: ModelWeights) -> int:
        """The most working memory that any device has beside a model."""
        return max(
            (max(0, device.session.memory.budget_bytes - model.vram_bytes) for device in self.devices), default=0
        )

    def _refusal_of(self, request: LeaseRequest) -> FootageError | None:
        if self._closed:
            return DeviceLostError("The pool was closed.")
        if request.work_bytes < 0:
            return InvalidInputError(f"A lease of {request.work_bytes} bytes was asked for.")
        if any(device.fits_ever(request.model.parts, request.work_bytes) for device in self.devices):
            return None
        need_gb = (request.model.vram_bytes + request.work_bytes) / 1e9
        most_gb = max((device.session.memory.budget_bytes for device in self.devices), default=0) / 1e9
        return DeviceMemoryError(
            f"{request.model.key} and its work need {need_gb:.1f} GB; "
            f"the most a device here gives is {most_gb:.1f} GB.",
            fits_bytes=self.most_work_bytes(request.model),
        )

    # --- grants ---------------------------------------------------------------------------------------------------

    def dispatch(self) -> None:
        """Serve all who can be served; to be called after every change."""
        self._dispatch_again = True
        if self._dispatching:
            return
        self._dispatching = True
        try:
            while self._dispatch_again:
                self._dispatch_again = False
                self._refuse()
                for request, device in next_grants(self._queue, self.devices, self._overtakes):
                    self._grant(request, device)
                self._pass_on_urgency()
        finally:
            self._dispatching = False

    def _grant(self, request: LeaseRequest, device: PooledDevice) -> None:
        self._about_to_grant(request, device)
        now_s = self._clock()
        session, parts = device.session, request.model.parts
        request.grant = Grant(
            request=request,
            device=device,
            session=session,
            prerequisites=session.reserve(parts, request.work_bytes, request.rank, alone=request.alone),
            granted_s=now_s,
            deadline_s=now_s + self._lease_s,
            work_bytes=request.work_bytes,
        )
        device.grants.append(request.grant)
        self._queue.remove(request)
        request.settled.set()
        self._metrics.longest_wait_s = max(self._metrics.longest_wait_s, now_s - request.arrived_s)
        self._metrics.most_passed = max(self._metrics.most_passed, request.passed)

    def _refuse(self) -> None:
        """Refuse those who cannot be served any more, as other programs took the memory that there was."""
        if not self._closed and not any(device.session.is_shrunk for device in self.devices):
            return
        for request in tuple(self._queue):
            if refusal := self._refusal_of(request):
                request.refusal = refusal
                self._queue.remove(request)
                request.settled.set()

    def _pass_on_urgency(self) -> None:
        for device in self.devices:
            if device.session.is_loading:
                for request in self._queue:
                    device.session.raise_rank(request.model.parts, request.rank)

    def _return(self, grant: Grant) -> None:
        if not grant.returned:
            grant.returned = True
            if grant in grant.device.grants:  # else they all went with the device's process
                grant.device.grants.remove(grant)
            grant.session.release(grant.request.model.parts, grant.work_bytes)

    def return_work(self, grant: Grant) -> None:
        """Return a grant's working memory before the rest, once the run does not need the device any more."""
        if not grant.returned:
            grant.session.memory.release((), grant.work_bytes)
            grant.work_bytes = 0
            self.dispatch()

    # --- what changes by itself -----------------------------------------------------------------------------------

    def _next_change_s(self) -> float:
        """Seconds until the passing of time alone may change something."""
        now_s = self._clock()
        deadlines_s = [grant.deadline_s for device in self.devices for grant in device.grants]
        rests_s = [device.resting_until_s for device in self.devices if device.resting_until_s > now_s]
        silences_s = [device.session.process.silent_at_s() for device in self.devices]
        return max(0.0, min([*deadlines_s, *rests_s, *silences_s, now_s + self._lease_s]) - now_s)

    def _set_alarms(self) -> None:
        """Wake those who wait sooner, as something will change sooner than they knew when they began to wait."""
        at_s = anyio.current_time() + self._next_change_s()
        for alarm in self._alarms:
            alarm.deadline = min(alarm.deadline, at_s)

    def _end_what_is_late(self) -> None:
        for device in self.devices:
            device.session.process.end_if_silent()
            late = [grant for grant in device.grants if self._clock() >= grant.deadline_s]
            self._metrics.revoked += len(late)
            if any(grant.runs for grant in late):
                device.session.process.end(f"a lease was held for more than {self._lease_s:g} s")
            else:
                for grant in late:
                    self._return(grant)

    async def read_shrunk_devices(self) -> None:
        """Where other programs took memory, look whether they still have it."""
        for device in self.devices:
            if device.session.is_shrunk:
                await device.session.read_counters()

    def _new_session(self, device: PooledDevice) -> DeviceSession:
        def on_lost(reason: str) -> None:
            _log.warning("The process of %s was ended: %s", device.config.device.name, reason)
            self._metrics.lost_workers += 1
            device.lost()
            self._set_alarms()  # the device may rest, and nothing else may happen until it has
            self.dispatch()

        return DeviceSession(
            budget_bytes=device.config.budget_bytes,
            host_bytes=device.config.host_bytes,
            connect=device.config.connect,
            clock=self._clock,
            timeouts=self._timeouts,
            metrics=self._metrics,
            load_times=self._load_times,
            on_change=self.dispatch,
            on_lost=on_lost,
        )
