"""Crash points: numbered places on the paid path where tests kill the process for real.

Inert unless `FOOTAGE_CRASH_AT` names a point, which only the tests do.
"""

from __future__ import annotations

import os
import signal

CRASH_POINTS = (
    "placed",  # 1 job, hold and queue entry are committed
    "claimed",  # 2 the job is working
    "intended",  # 3 the intent is committed, nothing was sent
    "submitted",  # 4 the vendor took the request, we have not written that down
    "accepted",  # 5 the operation id is committed
    "polled",  # 6 the vendor says the clip is ready
    "fetched",  # 7 the clip is here, not yet paid for
    "captured",  # 8 the bill is committed
    "stored",  # 9 the film is in its place, the job does not say so yet
    "completed",  # 10 the job is completed, the engine does not know
)


def crash_point(name: str) -> None:
    """Die here, without any clean-up, when a test asked for it."""
    if os.environ.get("FOOTAGE_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
