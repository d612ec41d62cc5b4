from __future__ import annotations

import os
import threading
import time

import anyio
import pytest

from footage.ports import in_turn


@pytest.mark.anyio
async def test_heavy_work_is_done_one_at_a_time_for_each_processor() -> None:
    at_work, most, guard = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal at_work, most
        with guard:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.01)
        with guard:
            at_work -= 1

    async with anyio.create_task_group() as everyone:
        for _ in range(4 * (os.cpu_count() or 1)):
            everyone.start_soon(in_turn, work)
    assert most == os.cpu_count()
