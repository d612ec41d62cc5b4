"""Random walks over asking, holding, cancelling, crashing and time, checked after every step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from gpu.device.process import Timeouts
from gpu.worker.null import Fault
from tests.unit.gpu.pool.bench import Bench, a_model, a_task, bench
from tests.virtual_time import VirtualTimeLoop

T = TypeVar("T")
TIMEOUTS = Timeouts(step_s=30, load_s=30, stop_s=10)
models = st.sampled_from([("ltx", 20), ("wan", 40), ("cog", 55), ("mochi", 80)])
faults: st.SearchStrategy[Fault | None] = st.sampled_from(
    [None, None, None, "out_of_memory", "error", "crash", "hang", "deaf"]
)


class Sharing(RuleBasedStateMachine):
    """The simulated devices' own counts are the truth that the pool's accounts are compared with."""

    wishes = Bundle("wishes")

    def __init__(self) -> None:
        super().__init__()
        self.loop = VirtualTimeLoop()
        self.closing = asyncio.Event()
        self.bench: Bench
        self.host = self.loop.create_task(self._host())
        self.pass_time(0.0)

    def inside(self, act: Callable[[], T]) -> T:
        """Do something on the loop."""

        async def acting() -> T:
            return act()

        return self.loop.run_until_complete(acting())

    async def _host(self) -> None:
        async with bench(2, host_bytes=40, slots=3, timeouts=TIMEOUTS) as self.bench:
            await self.closing.wait()

    @rule(target=wishes, model=models, work_bytes=st.integers(1, 30), priority=st.integers(-2, 2), fault=faults)
    def film(self, model: tuple[str, int], work_bytes: int, priority: int, fault: Fault | None) -> anyio.CancelScope:
        task = a_task("film", work_bytes, shape=str(work_bytes // 10), max_batch=3, faults=[fault])
        return self.inside(lambda: self.bench.film(a_model(*model), task, priority=priority))

    @rule(target=wishes, model=models, work_bytes=st.integers(0, 100), seconds=st.floats(0, 60), fault=faults)
    def hold(self, model: tuple[str, int], work_bytes: int, seconds: float, fault: Fault | None) -> anyio.CancelScope:
        return self.inside(lambda: self.bench.hold("held", a_model(*model, faults=[fault]), work_bytes, seconds))

    @rule(wish=consumes(wishes))
    def cancel(self, wish: anyio.CancelScope) -> None:
        self.inside(wish.cancel)

    @rule(index=st.integers(0, 1))
    def crash(self, index: int) -> None:
        process = self.bench.devices[index].process
        if process and not self.bench.pool.devices[index].session.process.ended:
            self.inside(lambda: process.crash("it crashed"))

    @rule(seconds=st.sampled_from([0.0, 0.1, 1.0, 10.0, 100.0]))
    def pass_time(self, seconds: float) -> None:
        self.loop.run_until_complete(asyncio.sleep(seconds))

    @invariant()
    def no_device_holds_more_than_it_has(self) -> None:
        self.bench.check()

    @invariant()
    def the_account_adds_up(self) -> None:
        for device in self.bench.pool.devices:
            assert device.session.leases == len(device.grants)
            assert device.session.memory.work_bytes == sum(grant.work_bytes for grant in device.grants)
            pinned = {part.key for grant in device.grants for part in grant.request.model.parts}
            assert all(device.session.memory.is_pinned(key) for key in pinned)

    @invariant()
    def an_idle_device_leaves_nobody_waiting(self) -> None:
        pool = self.bench.pool

        def is_idle() -> bool:
            devices = pool.devices
            return all(one.is_open and not one.grants and not one.session.is_loading for one in devices)

        assert pool.waiting == 0 or not self.inside(is_idle)

    def teardown(self) -> None:
        self.pass_time(100 * TIMEOUTS.load_s)
        for device in self.bench.pool.devices:
            # A load that hangs is found when somebody waits, and here nobody does.
            self.inside(device.session.process.end_if_silent)
        self.closing.set()
        self.loop.run_until_complete(self.host)  # which checks that nothing is left
        self.loop.close()


@pytest.mark.slow
def test_whatever_happens_the_accounts_are_true() -> None:
    limits: dict[str, Any] = {"max_examples": 50, "stateful_step_count": 30, "deadline": None, "derandomize": True}
    limits["suppress_health_check"] = [HealthCheck.too_slow]
    run_state_machine_as_test(Sharing, settings=settings(**limits))
