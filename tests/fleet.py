"""Three servers and two workers behind haproxy, under load: restarted, killed, and their database taken away.

Clients of both eras and of two teams make films and look at them all the time. What is ended in order must cost nobody
a call; what is killed may, but never a job, a film that is paid twice, or a cap that is passed; and every film is then
fetched from every server.

    python -m tests.fleet
    python -m tests.fleet --s3
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from sqlalchemy import func
from sqlmodel import col, select

from footage.domain import TERMINAL
from footage.errors import DatabaseAwayError
from footage.money import Money
from footage.threads import utc_now
from routing.emulators.runway import RunwayEmulator
from routing.emulators.serve import serving
from storage.books.ledger import Ledger
from storage.books.sums import held, rows_of_payer, spent
from storage.db import Database
from storage.tables import Job, LedgerEntry, OpenHold
from tests.http_servers import ERAS
from tests.installation import BALANCER_LOG, ENDED_WITHIN_S, NOTICED_S, Installation, Machine, installed
from tests.weed import BUCKET, serving_s3

TEAMS = {"red": "0.71", "blue": "50"}
"""What each may spend: of red's four films two fit at a time, so that its cap binds all the time."""

FILM = {"backend": "runway", "duration_s": 2, "resolution": "720p", "audio": False, "wait_s": 0}
BILL = Money.usd("0.01")
PAUSE_S, AWAY_S, SAMPLE_S, ANSWERS_S = 3.0, 1.5, 0.05, 75.0
ENDS_WITHIN_S = 240.0
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_TAG = re.compile(r"\[film (\w+ \d+)\]")
_GOOD = ("answered", "refused by a cap")


@dataclass
class Told:
    """What became of everything; all of `harm` must be empty."""

    part: str = "before"
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    accepted: set[str] = field(default_factory=set)
    harm: list[str] = field(default_factory=list)
    samples: int = 0
    is_over: bool = False

    def count(self, what: str) -> None:
        """One more call of this kind in this part of the drill."""
        self.calls[self.part, what] += 1

    def judge(self, *unharmed: str) -> None:
        """In these parts every call must have been answered."""
        for (part, what), times in self.calls.items():
            if part in unharmed and not what.endswith(_GOOD):
                self.harm.append(f"{part}: {times} {what}")


class Agent:
    """A client that calls until it is over, connects anew where that breaks, and repeats what was not answered.

    Args:
        url: Where it calls.
        era: Of the protocol.
        team: Whose it is.
        key: What it calls with.
        told: What became of its calls.
    """

    def __init__(self, url: str, era: str, team: str, key: str, told: Told) -> None:
        self._url, self._era, self._team, self._key, self._told = url, era, team, key, told
        self._doing = ""
        self._tag = ""
        self._job: dict[str, Any] | None = None

    async def makes_films(self) -> None:
        """One film after the other: placed, waited for, fetched."""
        await self._again_and_again(self._next_step)

    async def looks(self) -> None:
        """Small calls, all the time."""
        await self._again_and_again(self._look)

    async def listens(self) -> None:
        """A stream that says when there is a new film, and again whenever one ends in order."""
        await self._again_and_again(self._listen)

    async def _again_and_again(self, step: Callable[[httpx2.AsyncClient, Client], Awaitable[None]]) -> None:
        headers = {"Authorization": f"Bearer {self._key}"}
        while not self._told.is_over:
            self._doing = "connect"
            try:
                async with (
                    httpx2.AsyncClient(timeout=ANSWERS_S) as plain,
                    httpx2.AsyncClient(headers=headers, timeout=ANSWERS_S) as http,
                    Client(
                        streamable_http_client(f"{self._url}/mcp", http_client=http), mode=ERAS[self._era]
                    ) as client,
                ):
                    while not self._told.is_over:
                        await step(plain, client)
            except Exception as exc:  # noqa: BLE001 - each is counted
                self._count(f"FAILED {_cause(exc)}")
            await anyio.sleep(0.2)

    async def _next_step(self, http: httpx2.AsyncClient, client: Client) -> None:
        if self._job is None:
            self._tag = self._tag or f"{self._team} {next(_NUMBERS)}"
            prompt = f"a boat [slow 1] [bill {BILL.as_usd()}] [film {self._tag}]"
            answer = await self._call(client, "generate_video", prompt=prompt, idempotency_key=self._tag, **FILM)
            self._job = answer or None
            if self._job:
                self._told.accepted.add(self._job["job_id"])
        elif self._job["status"] not in TERMINAL:
            self._job = await self._call(client, "get_job", job_id=self._job["job_id"], wait_s=10) or self._job
        else:
            if self._job["video"]:
                await self._fetch(http, self._job["video"]["url"])
            self._job, self._tag = None, ""

    async def _look(self, _http: httpx2.AsyncClient, client: Client) -> None:
        await self._call(client, "list_jobs", limit=1)
        await anyio.sleep(0.1)

    async def _listen(self, _http: httpx2.AsyncClient, client: Client) -> None:
        self._doing = "listen"
        async with client.listen(resources_list_changed=True) as events:
            async for _ in events:
                pass
        self._count("answered")

    async def _call(self, client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
        """The answer; nothing where a cap or the database's absence refuses."""
        self._doing = tool
        with anyio.fail_after(ANSWERS_S):
            result = await client.call_tool(tool, arguments)
        answer = result.structured_content or {}
        if not result.is_error or answer.get("job_id"):  # a job that has failed is an answer, too
            self._count("answered")
            return answer
        code = answer["error"]["code"]
        self._count(_GOOD[1] if code == "budget_exceeded" else f"FAILED {code}")
        if code == "budget_exceeded":
            self._tag = ""
        await anyio.sleep(0.3)
        return {}

    async def _fetch(self, http: httpx2.AsyncClient, url: str) -> None:
        self._doing = "film"
        answer = await http.get(url, headers={"Range": "bytes=0-99"}, follow_redirects=True)
        is_there = answer.status_code == 206 and len(answer.content) == 100
        self._count("answered" if is_there else f"FAILED {answer.status_code}")

    def _count(self, how: str) -> None:
        self._told.count(f"{self._era} {self._doing} {how}")


_NUMBERS = itertools.count()


def _cause(exc: BaseException) -> str:
    """The kind of what is innermost of a group of errors."""
    while isinstance(exc, BaseExceptionGroup):
        exc = exc.exceptions[0]
    return type(exc).__name__


class Drill:
    """What is done to an installation, and what must be true afterwards.

    Args:
        there: The installation.
        vendor: Who makes its films; its books are the truth.
        told: What became of the calls.
    """

    def __init__(self, there: Installation, vendor: RunwayEmulator, told: Told) -> None:
        self._there, self._vendor, self._told = there, vendor, told
        self._database = Database(Path(), there.postgres.url)

    async def run(self) -> None:
        """All of it; what was wrong is in `told.harm`."""
        with self._sampling():
            async with anyio.create_task_group() as tasks:
                for era, (team, key) in itertools.product(ERAS, self._there.keys.items()):
                    agents = [Agent(self._there.url, era, team, key, self._told) for _ in range(4)]
                    tasks.start_soon(agents[0].makes_films)
                    tasks.start_soon(agents[1].looks)
                    if team == "red":
                        tasks.start_soon(agents[2].makes_films)
                    if era == "2026-07-28":
                        tasks.start_soon(agents[3].listens)
                await anyio.sleep(PAUSE_S)
                await self._blows()
                self._told.is_over = True
                self._told.part = "in the end"
                await self._all_ended()
                tasks.cancel_scope.cancel()
        self._told.judge("in order", "worker killed", "in the end")
        await anyio.to_thread.run_sync(self._count)
        await self._fetch_all()
        self._database.close()

    async def _blows(self) -> None:
        there = self._there
        for server in there.replicas:
            await self._part("in order", server, server.end)
        for server in there.replicas:
            await self._part("server killed", server, _killed(server))
        for worker in there.workers:
            await self._part("worker killed", worker, _killed(worker))
        for name, blow in (("database restarted", there.postgres.stop), ("database killed", there.postgres.crash)):
            await self._part(name, None, partial(self._take_database, blow))
        late = [
            f"{one.home.name} ended after {s} s" for one in there.machines for s in one.ended_in_s if s > ENDED_WITHIN_S
        ]
        self._told.harm += late

    async def _part(self, name: str, machine: Machine | None, blow: Callable[[], Any]) -> None:
        """A blow, and the load goes on until everything is back and a film was made that began afterwards."""
        self._told.part = name
        await blow()
        began_s, ended_s = time.monotonic(), [*machine.ended_in_s][-1:] if machine else []
        finished = await anyio.to_thread.run_sync(self._newest)
        if machine:
            machine.start()
        for one in [machine] if machine else self._there.machines:
            await one.is_there()
        back_s = time.monotonic() - began_s
        await anyio.sleep(NOTICED_S)
        with anyio.move_on_after(ENDS_WITHIN_S) as waiting:
            while await anyio.to_thread.run_sync(self._newest) <= finished:  # noqa: ASYNC110 - others make it
                await anyio.sleep(0.2)
        film_s = time.monotonic() - began_s
        if waiting.cancelled_caught:
            self._told.harm.append(f"{name}: no film within {film_s:.0f} s")
        ended = f"ended in {ended_s[0]} s, " if ended_s and name == "in order" else ""
        print(f"{name}: {ended}back after {back_s:.1f} s, a film after {film_s:.1f} s", flush=True)  # noqa: T201
        await anyio.sleep(PAUSE_S)

    async def _take_database(self, blow: Callable[[], None]) -> None:
        await anyio.to_thread.run_sync(blow)
        await anyio.sleep(AWAY_S)
        await anyio.to_thread.run_sync(self._there.postgres.start)

    def _newest(self) -> datetime:
        """When the newest film was made."""
        with contextlib.suppress(DatabaseAwayError), self._database.read() as session:
            return (
                session.scalar(select(func.max(col(Job.finished_at))).where(col(Job.status) == "completed")) or _NEVER
            )
        return _NEVER

    async def _all_ended(self) -> None:
        with anyio.move_on_after(ENDS_WITHIN_S):
            while await anyio.to_thread.run_sync(self._open_jobs):  # noqa: ASYNC110 - they are other processes
                await anyio.sleep(0.5)
        self._told.harm += [f"{one.home.name} lives no more" for one in self._there.machines if not one.is_alive]

    def _open_jobs(self) -> int:
        with self._database.read() as session:
            return session.scalar(select(func.count()).where(col(Job.status).not_in(TERMINAL))) or 0

    @contextlib.contextmanager
    def _sampling(self) -> Iterator[None]:
        """Look at what the teams have spent and hold, all the time, each time at one moment."""
        stop = threading.Event()
        mine = {
            team: (rows_of_payer("team", team, LedgerEntry.job_id), rows_of_payer("team", team, OpenHold.job_id))
            for team in TEAMS
        }
        sums = [spent(*charged) + held(*reserved) for charged, reserved in mine.values()]

        def sample() -> None:
            while not stop.wait(SAMPLE_S):
                with contextlib.suppress(DatabaseAwayError), self._database.read() as session:
                    taken = session.execute(select(*sums)).one()
                    self._told.samples += 1
                    for (team, cap), total in zip(TEAMS.items(), taken, strict=True):
                        if Money(int(total)) > Money.usd(cap):
                            self._told.harm.append(f"{team} has {Money(int(total))} of {cap}")

        thread = threading.Thread(target=sample)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _count(self) -> None:
        """Hold jobs and money against what the vendor was asked for and has made."""
        made = Counter(_tag(film.prompt) for film in self._vendor.films.values())
        asked = Counter(_tag(str(call.body)) for call in self._vendor.log if call.moment == "submit")
        ledger = Ledger(self._database, {"month": Money.usd(1000)}, utc_now)
        with self._database.read() as session:
            jobs = {_tag(job.title): job for job in session.scalars(select(Job))}
        harm, doubtful = self._told.harm, {one.job_id for one in ledger.report("month").in_doubt}
        harm += [f"{tag}: paid {n} times" for tag, n in (made | asked).items() if n > 1]
        harm += [f"{job_id} is lost" for job_id in self._told.accepted - {job.id for job in jobs.values()}]
        for tag, job in jobs.items():
            bill = BILL if made[tag] else Money(0)
            if job.status != "completed" and job.id not in doubtful:
                harm.append(f"{tag}: {job.status}, {job.error or job.message}")
            elif job.id not in doubtful and ledger.charged(job.id) != bill:
                harm.append(f"{tag}: charged {ledger.charged(job.id)}, not {bill}")
        harm += [f"a balance is off: {one}" for one in ledger.balances.drift()]
        print(f"{len(jobs)} jobs, {len(doubtful)} in doubt, {sum(made.values())} films made", flush=True)  # noqa: T201

    async def _fetch_all(self) -> None:
        """Every film from every server, whoever made it, and whole."""
        fetched = 0
        async with httpx2.AsyncClient(timeout=ANSWERS_S, follow_redirects=True) as http:
            for key in self._there.keys.values():
                for url, sha256 in await self._films(key):
                    for server in self._there.replicas:
                        answer = await http.get(url.replace(self._there.url, f"http://127.0.0.1:{server.port}"))
                        fetched += 1
                        if hashlib.sha256(answer.content).hexdigest() != sha256:
                            self._told.harm.append(f"{server.home.name}: {answer.status_code} for {url}")
        print(f"{fetched} films fetched", flush=True)  # noqa: T201

    async def _films(self, key: str) -> list[tuple[str, str]]:
        headers = {"Authorization": f"Bearer {key}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=ANSWERS_S) as http,
            Client(streamable_http_client(f"{self._there.url}/mcp", http_client=http)) as client,
        ):
            listed = (
                await client.call_tool("list_jobs", {"limit": 100, "status": "completed"})
            ).structured_content or {}
            found = []
            for one in listed["jobs"]:
                job = (await client.call_tool("get_job", {"job_id": one["job_id"]})).structured_content or {}
                found.append((job["video"]["url"], job["video"]["sha256"]))
            return found


def _killed(machine: Machine) -> Callable[[], Any]:
    async def kill() -> None:
        await anyio.to_thread.run_sync(machine.kill)

    return kill


def _tag(text: str) -> str:
    found = _TAG.search(text)
    return found[1] if found else "?"


async def drill(*, s3: bool) -> Told:
    """Build an installation, and do all of it."""
    told = Told()
    with tempfile.TemporaryDirectory(prefix="footage-fleet-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        more: dict[str, str] = stack.enter_context(serving_s3(folder)) if s3 else {}
        vendor = RunwayEmulator(folder)
        stack.enter_context(serving(vendor))
        storage = f"s3://{BUCKET}/films" if s3 else None
        async with installed(folder, TEAMS, storage, **more, **vendor.environment()) as there:
            await Drill(there, vendor, told).run()
        if told.harm:
            print((folder / BALANCER_LOG).read_text()[-5000:])  # noqa: T201
    return told


def main() -> int:
    """Print what became of the calls; 1 if there was harm."""
    parser = argparse.ArgumentParser(description="Restart and kill servers, workers and their database under load.")
    parser.add_argument("--s3", action="store_true", help="keep films in a store that speaks S3")
    began_s = time.monotonic()
    told = anyio.run(lambda: drill(s3=parser.parse_args().s3))
    for (part, what), times in sorted(told.calls.items()):
        print(f"{times:6} {part:20} {what}")  # noqa: T201
    print(f"{time.monotonic() - began_s:.0f} s, {told.samples} looks at the money")  # noqa: T201
    for one in told.harm:
        print(f"HARM: {one}")  # noqa: T201
    return int(bool(told.harm))


if __name__ == "__main__":
    sys.exit(main())
