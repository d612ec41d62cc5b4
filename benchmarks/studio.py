"""The studio over 10,000 films: how long its pages take, how soon they hear of another process, what a hundred cost.

python -m benchmarks.studio
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy import insert
from sqlmodel import SQLModel

from footage.caller import LOCAL
from footage.config import load_settings
from footage.http import HEADERS, timeouts, tls
from footage.ports.studio import Seat
from footage.threads import utc_now
from mcp_server.wiring.studio import session_book
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.schema import upgrade

FILMS = 10_000
PAGES = ("", "/films", "/films?words=boat+7", "/money", "/backends")
ROUNDS, NEWS, OPEN, WATCHED_S = 20, 10, 100, 20.0
OURS = {**HEADERS, "Sec-Fetch-Site": "same-origin"}
Client = httpx.Client  # noqa: TID251 - nothing of Footage waits on this thread
_QUALITY = {"status": "measured", "verdict": "accept", "conforms": True, "score": 0.91, "reasons": ["fine " * 40]}


def fill(database: Database) -> None:
    """As many films as many weeks of work leave, a fifth of them paid for, with what each has in every table."""
    tables, now, rows = SQLModel.metadata.tables, utc_now(), range(FILMS)
    jobs = [_job(n, now - timedelta(minutes=4 * n)) for n in rows]
    lines: list[dict[str, Any]] = []
    for n in rows:
        amount = 80_000 + n if n % 5 == 0 else 0
        one = {"job_id": jobs[n]["id"], "backend": "fake" if amount else "storyboard", "about_id": None}
        lines.append({**one, "id": 2 * n + 1, "kind": "hold", "amount_microusd": amount, "at": jobs[n]["created_at"]})
        lines[-1]["resolves_id"] = None
        captured = {"kind": "capture", "amount_microusd": amount // 2, "at": jobs[n]["created_at"]}
        lines.append({**one, **captured, "id": 2 * n + 2, "resolves_id": 2 * n + 1})
    attempts = [_attempt(n, job) for n, job in enumerate(jobs)]
    events = [
        {"job_id": job["id"], "at": job["created_at"], "event": event, "detail": ""}
        for job in jobs
        for event in ("placed", "started", "completed")
    ]
    with database.write() as session:
        for name, some in (("job", jobs), ("ledger", lines), ("attempt", attempts), ("job_event", events)):
            session.execute(insert(tables[f"footage_{name}"]), some)


def _job(n: int, at: Any) -> dict[str, Any]:
    job_id = f"job_{n:020x}"
    video = {"uri": "", "path": f"/home/media/{job_id}/video.mp4", "poster": f"/home/media/{job_id}/poster.jpg"}
    considered = [{"backend": f"b{i}", "score": 0.5, "cost_usd": "0.10", "rejected": "no key " * 5} for i in range(20)]
    return {
        **LOCAL.ids(),
        "id": job_id,
        "tool": "generate_video",
        "title": f"A boat {n} on the sea",
        "status": "completed" if n else "working",
        "queue": "cloud",
        "request": {"prompt": f"A boat {n} on the sea " * 4},
        "request_hash": f"{n}",
        "progress": 1.0 if n else 0.2,
        "message": "Done",
        "cancel_requested": False,
        "runs": 1,
        "route": {"backend": "fake", "model": "m", "reason": "it fits", "degraded": False, "considered": considered},
        "result": {"video": {**video, "duration_s": 8.0}, "quality": _QUALITY} if n else None,
        "pays_for_mending": False,
        "created_at": at,
        "finished_at": at if n else None,
        "tag": "",
    }


def _attempt(n: int, job: dict[str, Any]) -> dict[str, Any]:
    return {
        "job_id": job["id"],
        "n": 1,
        "part": "",
        "backend": "fake" if n % 5 == 0 else "storyboard",
        "vendor": "fake",
        "model": "m",
        "state": "succeeded",
        "key": f"key {n}",
        "request_hash": f"{n}",
        "hold_id": 2 * n + 1,
        "quoted_microusd": 80_000,
        "started_at": job["created_at"],
        "ended_at": job["created_at"],
    }


@contextmanager
def server(home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """`footage serve` in a process of its own, which makes no films; where its studio is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "footage", "serve", "--port", f"{port}", "--no-work"]
    process = subprocess.Popen(command, env={**os.environ, "FOOTAGE_HOME": str(home)}, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        with client(base) as http:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    http.get("/livez")
                    break
                except httpx.ConnectError:
                    time.sleep(0.1)
        yield f"{base}/studio", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def client(base: str) -> Client:
    return Client(base_url=base, verify=tls(), timeout=timeouts(60.0), headers=OURS, trust_env=False)


def inside(base: str, home: Path) -> Client:
    """Somebody who has the studio open."""
    seat = Seat(name="ada", role="owner", org_id=LOCAL.org_id, team_id=LOCAL.team_id)
    with session_book(load_settings(home=home)) as sessions:
        link = sessions.invite(seat, "bench", timedelta(minutes=10))
    http = client(base)
    assert http.post("/enter", data={"link": link}).status_code == 303
    return http


def pages(http: Client, process: psutil.Process) -> None:
    for path in PAGES:
        http.get(path)
        used_s, took_s = cpu_s(process), []
        for _ in range(ROUNDS):
            began_s = time.perf_counter()
            assert http.get(path).status_code == 200
            took_s.append(time.perf_counter() - began_s)
        each_s = (cpu_s(process) - used_s) / ROUNDS
        by_clock = 1000 * statistics.median(took_s)
        print(f"/studio{path:24} {by_clock:6.0f} ms by the clock, {1000 * each_s:5.0f} ms of a core")


def news(http: Client, database: Database) -> None:
    """From the commit of another process (this one) to the line of the stream."""
    jobs, took_s = JobTable(database, Ledger(database, {}, utc_now), None, utc_now), []
    with http.stream("GET", "/events?on=now") as stream:
        lines = stream.iter_lines()
        for n in range(NEWS + 1):
            mark = f"step {n}"
            jobs.report(f"job_{0:020x}", 0.2 + n / 100, mark)
            began_s = time.perf_counter()
            next(line for line in lines if mark in line)
            took_s.append(time.perf_counter() - began_s)
            time.sleep(0.3 + n * 0.07)
    print(f"heard of another process after {statistics.median(took_s[1:]):.2f} s, at most {max(took_s[1:]):.2f} s")


def open_pages(base: str, http: Client, process: psutil.Process, database: Database) -> None:
    """What a hundred open pages cost: when nothing happens, and when a film gets on twice a second."""
    cookies = dict(http.cookies)

    def follow() -> None:
        with client(base) as one, one.stream("GET", "/events?on=now", cookies=cookies) as stream:
            try:
                for _line in stream.iter_lines():
                    if ends.is_set():
                        return
            except httpx.HTTPError:
                return

    import threading

    ends = threading.Event()
    jobs = JobTable(database, Ledger(database, {}, utc_now), None, utc_now)
    with ThreadPoolExecutor(OPEN) as threads:
        for _ in range(OPEN):
            threads.submit(follow)
        time.sleep(5)
        for words, step_s in (("nothing happens", None), ("a film gets on twice a second", 0.5)):
            used_s, until_s, n = cpu_s(process), time.monotonic() + WATCHED_S, 0
            while time.monotonic() < until_s:
                if step_s:
                    n += 1
                    jobs.report(f"job_{0:020x}", 0.4 + n / 1000, f"frame {n}")
                time.sleep(step_s or 1.0)
            print(f"{OPEN} open pages while {words}: {100 * (cpu_s(process) - used_s) / WATCHED_S:.1f} % of a core")
        ends.set()
        jobs.report(f"job_{0:020x}", 0.9, "the end")


def cpu_s(process: psutil.Process) -> float:
    used = process.cpu_times()
    return used.user + used.system


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        database = Database(home / "footage.db")
        upgrade(database)
        fill(database)
        with server(home) as (base, process):
            http = inside(base, home)
            pages(http, process)
            news(http, database)
            open_pages(base, http, process, database)
        database.close()


if __name__ == "__main__":
    main()
