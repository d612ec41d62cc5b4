"""Many at once, at random, on simulated devices in virtual time: nothing is over budget, stuck, starved or left."""

from __future__ import annotations

import random
from collections.abc import Sequence

import anyio
import pytest

from footage.errors import FootageError
from gpu.device.messages import ModelWeights
from gpu.device.process import Timeouts
from gpu.worker.null import Fault
from tests.unit.gpu.pool.bench import Bench, a_model, a_task, bench
from tests.virtual_time import run

CONTEXTS, FILMS_EACH = 100, 10
LEASE_S, OVERTAKES = 400.0, 8
MODELS = (("ltx", 20), ("wan", 40), ("cog", 55), ("mochi", 80))
FAULTS: Sequence[Fault | None] = (
    *[None] * 40,
    "out_of_memory",
    "out_of_memory",
    "error",
    "crash",
    "hang",
    "deaf",
    "leak",
)


class User:
    """Somebody who wants ten films, one after the other, and now and then loses timeouts."""

    def __init__(self, b: Bench, chance: random.Random, name: int) -> None:
        self.b = b
        self.chance = chance
        self.name = name

    async def want(self) -> None:
        for _ in range(FILMS_EACH):
            await anyio.sleep(self.chance.expovariate(1 / 100))
            with anyio.move_on_after(self.chance.choice([float("inf")] * 6 + [0.0, 1.0, 30.0, 300.0])):
                try:
                    await self.chance.choice([self.film, self.film, self.film, self.hold])()
                except FootageError as exc:
                    self.b.log.append(exc)
            self.b.check()

    async def film(self) -> None:
        name = f"{self.name} {self.chance.random()}"
        task = a_task(
            name,
            5,
            shape=self.chance.choice(["small", "large"]),
            max_batch=self.chance.choice([1, 4]),
            seconds=self.chance.uniform(1, 20),
            more_s=1.0,
            faults=[self.chance.choice(FAULTS), self.chance.choice(FAULTS)],
        )
        assert await self.b.pool.generate(self.model(), task, priority=self.chance.choice([0, 0, 1, 3])) == name
        self.b.log.append(name)

    async def hold(self) -> None:
        async with self.b.pool.lease(self.model(), 10) as lease:
            await anyio.sleep(self.chance.uniform(0, 10))
            await lease.run([a_task(seconds=5.0).payload])

    def model(self) -> ModelWeights:
        return a_model(*self.chance.choice(MODELS), faults=[self.chance.choice(FAULTS)])


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "devices"), [(1, 1), (2, 3)])
@pytest.mark.few(one_in=2)
def test_a_thousand_films_for_a_hundred_contexts(seed: int, devices: int) -> None:
    async def main() -> None:
        timeouts = Timeouts(step_s=60, load_s=60, stop_s=20)
        async with bench(devices, host_bytes=60, lease_s=LEASE_S, overtakes=OVERTAKES, slots=3, timeouts=timeouts) as b:
            chance = random.Random(seed)
            async with anyio.create_task_group() as users:
                for name in range(CONTEXTS):
                    users.start_soon(User(b, chance, name).want)
            await anyio.sleep(timeouts.load_s)  # a load that nobody waits for any more comes to its end
        metrics = b.pool.metrics
        # Nobody was passed more often than is allowed, and no deadline that would hide a deadlock ended anything.
        assert (metrics.most_passed, metrics.revoked) == (OVERTAKES, 0)
        # And all of it happened.
        assert min(metrics.results, metrics.evictions, metrics.cpu_hits, metrics.out_of_memory) > 9
        assert min(metrics.load_failures, metrics.lost_workers, metrics.leak_alarms) > 0

    run(main)
