"""Ask the vendors about everything in doubt, and set balances to what the ledger says."""

from __future__ import annotations

import shlex
import sys

from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.desk.asking import asked_about
from mcp_server.wiring.checking import free_strays
from mcp_server.wiring.storage import money_books
from routing.reconcile import Finding


async def reconcile() -> int:
    """Settle what the vendors can tell; prints a line for each attempt in doubt. Raises FootageError."""
    app = build_app(run_jobs=False)
    with money_books(app.settings) as books:
        for drift in await in_thread(books.ledger.balances.mend):
            sys.stdout.write(f"A balance was wrong and is right now: {drift}.\n")
    for stray in await in_thread(free_strays, app.settings):
        sys.stdout.write(f"Hold {stray.hold_id} kept money for {stray.job_id}, which has ended; it does so no more.\n")
    try:
        services = await app.services()
        doubtful = (await in_thread(services.budget.report, "total")).in_doubt
        job_ids = dict.fromkeys(one.job_id for one in doubtful)
        said = False
        async for finding in asked_about(services, app.settings, job_ids, _waits):
            sys.stdout.write(_line(finding))
            said = True
    finally:
        await app.close()
    if not said:  # another one, for which this one waited, may have settled everything
        sys.stdout.write("Nothing is in doubt.\n")
    return 0


def _waits() -> None:
    sys.stderr.write("Waiting for another `footage reconcile` to end.\n")


def _line(finding: Finding) -> str:
    said = f"{finding.job_id}{f' ({finding.part})' if finding.part else ''}: {finding.message}"
    if finding.later:
        return f"{said} Ask again later.\n"
    if finding.settled is None:
        part = f" --part {shlex.quote(finding.part)}" if finding.part else ""
        return f"{said} Then run: footage resolve {finding.job_id} DOLLARS{part}\n"
    film = f" The film is at {finding.film}." if finding.film else ""
    return f"{said} Charged {finding.settled}.{film}\n"
