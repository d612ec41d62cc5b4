"""What must be true in the end: jobs and money against the vendor's books, and every film from every server."""

from __future__ import annotations

import hashlib
from collections import Counter

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from sqlmodel import col, select

from footage.money import Money
from footage.threads import utc_now
from routing.emulators.runway import RunwayEmulator
from storage.books.ledger import Ledger
from storage.db import Database
from storage.tables import Job
from tests.fleet.agents import ANSWERS_S, BILL, Told, tag_of
from tests.fleet.installed import Installation
from tests.installation import NOTICED_S


def count(database: Database, vendor: RunwayEmulator, told: Told) -> str:
    """Hold jobs and money against what the vendor was asked for and has made.

    Returns:
        The figures, in words; what is wrong is in `told.harm`.
    """
    made = Counter(tag_of(film.prompt) for film in vendor.films.values())
    asked = Counter(tag_of(str(call.body)) for call in vendor.log if call.moment == "submit")
    ledger = Ledger(database, {"month": Money.usd(1000)}, utc_now)
    with database.read() as session:
        jobs = {tag_of(job.title): job for job in session.scalars(select(Job))}
    harm, doubtful = told.harm, {one.job_id for one in ledger.report("month").in_doubt}
    harm += [f"{tag}: paid {n} times" for tag, n in (made | asked).items() if n > 1]
    harm += [f"{job_id} is lost" for job_id in told.accepted - {job.id for job in jobs.values()}]
    for tag, job in jobs.items():
        bill = BILL if made[tag] else Money(0)
        if job.id in doubtful:
            continue
        if job.status == "failed" and (job.error or {}).get("code") == "vendor_failed" and not (made + asked)[tag]:
            continue  # its vendor was away, and was not asked
        if job.status != "completed":
            harm.append(f"{tag}: {job.status}, {job.error or job.message}")
        elif ledger.charged(job.id) != bill:
            harm.append(f"{tag}: charged {ledger.charged(job.id)}, not {bill}")
    harm += [f"a balance is off: {one}" for one in ledger.balances.drift()]
    return f"{len(jobs)} jobs, {len(doubtful)} in doubt, {made.total()} films made"


async def fetch_all(there: Installation, database: Database, told: Told) -> int:
    """Every film from every server, whoever made it, and whole.

    Returns:
        How many were fetched.
    """
    fetched = 0
    for server in there.replicas:
        await server.is_there()
    await anyio.sleep(NOTICED_S)
    async with httpx2.AsyncClient(timeout=ANSWERS_S, follow_redirects=True) as http:
        for team, key in there.keys.items():
            with database.read() as session:
                mine = select(Job.id).where(Job.team_id == team, col(Job.status) == "completed")
                job_ids = list(session.scalars(mine))
            for url, sha256 in await _films(there, key, job_ids):
                for server in there.replicas:
                    answer = await http.get(url.replace(there.url, f"http://127.0.0.1:{server.port}"))
                    fetched += 1
                    if hashlib.sha256(answer.content).hexdigest() != sha256:
                        told.harm.append(f"{server.name}: {answer.status_code} for {url}")
    return fetched


async def _films(there: Installation, key: str, job_ids: list[str]) -> list[tuple[str, str]]:
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=ANSWERS_S) as http,
        Client(streamable_http_client(f"{there.url}/mcp", http_client=http)) as client,
    ):
        found = []
        for job_id in job_ids:
            job = (await client.call_tool("get_job", {"job_id": job_id})).structured_content or {}
            found.append((job["video"]["url"], job["video"]["sha256"]))
        return found
