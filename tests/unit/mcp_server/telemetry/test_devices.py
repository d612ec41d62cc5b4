"""What the pool of a process's devices has done, and takes."""

from __future__ import annotations

import anyio

from mcp_server.wiring.telemetry import used_by
from tests.unit.gpu.pool.bench import VRAM_BYTES, a_model, bench
from tests.virtual_time import run


def test_memory_of_devices_is_told_by_the_pools_account() -> None:
    async def main() -> None:
        async with bench(2) as here:
            here.hold("film", a_model("wan", 40), 10, seconds=5)
            await anyio.sleep(1)
            told = used_by(here.pool)
            assert (told.used_bytes, told.budget_bytes) == (50, 2 * VRAM_BYTES)
            assert told.done is here.pool.metrics

    run(main)
