"""A process that only takes jobs."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from mcp_server.app import build_app

GRACE_S = 5.0


async def work() -> int:
    """Take jobs until a signal comes; what is unfinished then is resumed by another process or the next start."""
    app = build_app()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await app.services()
    sys.stderr.write("footage worker: taking jobs\n")
    await stopping.wait()
    loop.call_later(GRACE_S, os._exit, 0)
    await app.close()
    os._exit(0)  # a drawing thread must not keep a stopped worker alive
