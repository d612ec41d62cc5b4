"""Ask the vendors about everything in doubt, and set balances to what the ledger says."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from films.brought_home import bring_home
from films.parts_home import PartsHome
from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.wiring.routing import generators
from mcp_server.wiring.storage import money_books
from routing.reconcile import Finding, Reconciler


async def reconcile() -> int:
    """Settle what the vendors can tell; prints a line for each attempt in doubt. Raises FootageError."""
    app = build_app(run_jobs=False)
    with money_books(app.settings) as books:
        for drift in await in_thread(books.ledger.balances.mend):
            sys.stdout.write(f"A balance was wrong and is right now: {drift}.\n")
    try:
        services = await app.services()
        reconciler = Reconciler(
            generators(app.settings),
            services.attempts,
            services.objects,
            partial(bring_home, services),
            PartsHome(services),
        )
        with _alone(app.settings.home):
            doubtful = (await in_thread(services.budget.report, "total")).in_doubt
            for job_id in dict.fromkeys(one.job_id for one in doubtful):
                for finding in await reconciler.settle(await in_thread(services.jobs.get, job_id)):
                    sys.stdout.write(_line(finding))
                await in_thread(services.objects.discard_work, job_id)
    finally:
        await app.close()
    if not doubtful:
        sys.stdout.write("Nothing is in doubt.\n")
    return 0


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One at a time in each home: a second one waits, then finds what the first one left."""
    lock = FileLock(home / "reconcile.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        sys.stderr.write("Waiting for another `footage reconcile` to end.\n")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _line(finding: Finding) -> str:
    said = f"{finding.job_id}{f' ({finding.part})' if finding.part else ''}: {finding.message}"
    if finding.later:
        return f"{said} Ask again later.\n"
    if finding.settled is None:
        part = f" --part {shlex.quote(finding.part)}" if finding.part else ""
        return f"{said} Then run: footage resolve {finding.job_id} DOLLARS{part}\n"
    film = f" The film is at {finding.film}." if finding.film else ""
    return f"{said} Charged {finding.settled}.{film}\n"
