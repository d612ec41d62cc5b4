"""Which backend would make a film, and why, as a table."""

from __future__ import annotations

import json
import sys
from typing import Any

from footage.answers import Route
from footage.caller import LOCAL
from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.cli.typed import folders_of
from tools import generate_video


async def route(arguments: dict[str, Any], *, as_json: bool) -> int:
    """Print the route that generate_video would take; nothing is made or charged.

    Raises:
        FootageError: The arguments are wrong, or no backend can make the film.
    """
    app = build_app(run_jobs=False)
    try:
        services = (await app.services()).for_(LOCAL).also_reading(await in_thread(folders_of, arguments))
        params = generate_video.GenerateVideo.parse({**arguments, "dry_run": True})
        answer = await generate_video.TOOL.ask(params, services, _quietly)
    finally:
        await app.close()
    chosen = answer.result.model_dump(mode="json")["route"]
    sys.stdout.write(json.dumps(chosen, indent=2) if as_json else _table(Route(**chosen)))
    sys.stdout.write("\n")
    return 0


async def _quietly(_progress: float, _message: str) -> None:
    """Nothing takes long enough to be told."""


def _table(route: Route) -> str:
    width = max(len(one.backend) for one in route.considered)
    lines = [route.reason, ""]
    for one in route.considered:
        figures = f"{one.score:8.4f}  up to ${one.cost_usd}" if one.score is not None else f"{'-':>8}  {one.rejected}"
        lines.append(f"  {one.backend:<{width}}  {figures}")
    return "\n".join(lines)
