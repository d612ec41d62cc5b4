"""Ask the vendors about everything in doubt."""

from __future__ import annotations

import sys

from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.wiring import generators
from routing.reconcile import Finding, Reconciler


async def reconcile() -> int:
    """Settle what the vendors can tell; prints a line for each job in doubt. Raises FootageError."""
    app = build_app(run_jobs=False)
    try:
        services = await app.services()
        reconciler = Reconciler(generators(app.settings), services.attempts, services.objects)
        doubtful = (await in_thread(services.budget.report, "total")).in_doubt
        for one in doubtful:
            finding = await reconciler.settle(await in_thread(services.jobs.get, one.job_id))
            sys.stdout.write(_line(finding))
    finally:
        await app.close()
    if not doubtful:
        sys.stdout.write("Nothing is in doubt.\n")
    return 0


def _line(finding: Finding) -> str:
    if finding.settled is None:
        return f"{finding.job_id}: {finding.message} Then run: footage resolve {finding.job_id} DOLLARS\n"
    film = f" The film is at {finding.film}." if finding.film else ""
    return f"{finding.job_id}: {finding.message} Charged {finding.settled}.{film}\n"
