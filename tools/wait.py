"""Waiting for a job without owning it: the job runs on when the caller is gone."""

from __future__ import annotations

import time

import anyio

from footage.domain import TERMINAL
from footage.ports import JobRecord, Services, in_thread
from tools.base import Report

LOOK_INTERVAL_S = 0.1
LOOK_SHARE, LOOK_MOST_S = 0.05, 0.5
"""Who has waited long looks less often, by this share of the time waited: many calls that wait cost little."""

HEARTBEAT_S = 5.0


async def wait_for(services: Services, job_id: str, wait_s: float, report: Report) -> JobRecord:
    """The job when it has ended, or as it stands after `wait_s` seconds; `report` hears of progress meanwhile.

    Raises:
        NotFoundError: There is no such job.
    """
    began = time.monotonic()
    deadline = began + wait_s
    told, told_at = (-1.0, ""), 0.0
    while True:
        record = await in_thread(services.jobs.get, job_id)
        now = time.monotonic()
        if record.status in TERMINAL or now >= deadline:
            return record
        state = (record.progress, record.message)
        if state != told or now - told_at > HEARTBEAT_S:
            told, told_at = state, now
            await report(*state)
        pause_s = min(LOOK_MOST_S, max(LOOK_INTERVAL_S, LOOK_SHARE * (now - began)))
        await anyio.sleep(min(pause_s, deadline - now))
