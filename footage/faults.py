"""Crash points: places on the way of a job where tests kill the process for real.

Nothing happens there unless `FOOTAGE_CRASH_AT` names the point, which only the tests do.
"""

from __future__ import annotations

import os
import signal
from typing import Literal

FilmCrashPoint = Literal[
    "placed",  # job, hold and queue entry are committed
    "claimed",  # the job is working
    "intended",  # the intent is committed, nothing was sent
    "submitted",  # the vendor took the request, we have not written that down
    "accepted",  # the operation id is committed
    "polled",  # the vendor says the clip is ready
    "fetched",  # the clip is here, not yet paid for
    "captured",  # the bill is committed
    "signed",  # the film is signed, and not in its place yet
    "stored",  # the film is in its place, the job does not say so yet
    "completed",  # the job is completed, the engine does not know
]
"""What every film passes, in this order."""

CrashPoint = (
    FilmCrashPoint
    | Literal[
        "clip",  # a clip of a long film is there, or has failed
        "filmed",  # a filmed scene of an article is kept
        "sounded",  # a vendor has sent a sound, it is not on the disk yet
        "answered",  # a text model has answered, we have not written that down
        "answer_kept",  # its answer is committed
        "post_intended",  # that a film will be sent somewhere is committed, nobody was asked
        "post_placed",  # there is a place for its bytes, we have not written that down
        "post_session",  # that place is committed, nothing was sent
        "post_chunk",  # a part of it was sent
        "post_last",  # the last part is about to be sent
        "post_taken",  # the outlet has all of it, we have not written that down
        "post_sent",  # what the outlet calls it is committed
        "post_step",  # something that belongs to it was sent, we have not written that down
        "post_live",  # the outlet is done with it, and that is committed
    ]
)


def crash_point(name: CrashPoint) -> None:
    """Die here, without any clean-up, when a test asked for it."""
    if os.environ.get("FOOTAGE_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
