"""What a server costs that does nothing, beside the bare SDK with one tool, and how soon it begins when a job comes.

Processor time of both processes over the same minute; then films that the server places itself and films that this
process places in its database, each when nothing else is to be done: from the commit to the start of the work.

    python -m benchmarks.idle
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import select
from sqlmodel import col

from benchmarks.startup import BARE, HELLO
from footage.caller import LOCAL
from footage.ports.devices import Offer
from footage.ports.jobs import JobSpec
from footage.ports.records import VideoOrder
from footage.threads import utc_now
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.engine.engine import DbosEngine
from storage.engine.workers import WorkerTable
from storage.tables import JobEvent

SETTLE_S, IDLE_S = 10.0, 60.0
FILMS = 5
FILM = {"prompt": "a boat", "duration_s": 1, "backend": "storyboard", "resolution": "480p", "audio": False}


class Server:
    """An MCP server over stdio."""

    def __init__(self, command: list[str], home: str) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "FOOTAGE_HOME": home},
        )
        self._ids = count(10)
        for message in HELLO:
            self._send(message)
        self._answer(2)

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The structured answer of a tool."""
        number = next(self._ids)
        params = {"name": tool, "arguments": arguments}
        self._send({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params})
        answer: dict[str, Any] = self._answer(number)["result"]["structuredContent"]
        return answer

    def cpu_s(self) -> float:
        """Processor seconds so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def close(self) -> None:
        """End it by closing its input."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def _send(self, message: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def _answer(self, number: int) -> dict[str, Any]:
        assert self.process.stdout
        while (message := json.loads(self.process.stdout.readline())).get("id") != number:
            pass
        return dict(message)


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory() as home:
        ours, bare = Server([sys.executable, "-m", "footage", "mcp"], home), Server([sys.executable, "-c", BARE], home)
        ours.call("list_jobs")  # from here on the database is open and jobs are taken
        time.sleep(SETTLE_S)
        before = ours.cpu_s(), bare.cpu_s()
        time.sleep(IDLE_S)
        shares = [100 * (one.cpu_s() - was) / IDLE_S for one, was in zip((ours, bare), before, strict=True)]
        bare.close()
        own_ms, others_ms = _start_ms(ours, Path(home))
        ours.close()
    results = {"idle_percent": shares[0], "bare_idle_percent": shares[1]}
    results |= {"start_ms": own_ms, "start_elsewhere_ms": others_ms}
    print(f"idle: {shares[0]:.2f} % of a core, the bare SDK {shares[1]:.2f} % (bar 0.7 %)")
    print(f"from placed to started: {own_ms:.0f} ms (bar 50), placed by another process {others_ms:.0f} ms (bar 1000)")
    return results


def _start_ms(server: Server, home: Path) -> tuple[float, float]:
    """Medians of films that the server places, and of films that this process places in its database."""
    mine = [server.call("generate_video", **FILM, wait_s=60)["job_id"] for _ in _when_idle()]
    with _placing(home) as (database, jobs):
        film = jobs.get(mine[0])
        spec = JobSpec(tool=film.tool, title=film.title, order=film.order(VideoOrder), queue="cpu", plan=film.plan)
        others = []
        for _ in _when_idle():
            others.append(jobs.place(spec, LOCAL).job_id)
            server.call("get_job", job_id=others[-1], wait_s=60)
        with database.read() as session:
            rows = session.execute(select(col(JobEvent.job_id), col(JobEvent.event), col(JobEvent.at)))
            at = {(job_id, event): when for job_id, event, when in rows}
    own_s, others_s = (
        statistics.median((at[one, "started"] - at[one, "placed"]).total_seconds() for one in placed)
        for placed in (mine, others)
    )
    return 1000 * own_s, 1000 * others_s


def _when_idle() -> Iterator[None]:
    for _ in range(FILMS):
        time.sleep(SETTLE_S / 2)
        yield


@contextmanager
def _placing(home: Path) -> Iterator[tuple[Database, JobTable]]:
    """A process that places jobs and takes none."""
    database = Database(home / "footage.db")
    engine = DbosEngine(database, home / "slots", WorkerTable(database, utc_now), ("cpu",), _no_device, 60.0)
    engine.connect()
    yield database, JobTable(database, Ledger(database, {}, utc_now), engine.enqueue, utc_now)
    engine.close()
    database.close()


def _no_device() -> Offer:
    raise NotImplementedError


if __name__ == "__main__":
    main()
