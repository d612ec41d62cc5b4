"""The marketing job with nothing but an MCP client: a loop that makes each call, and no framework.

In the folder `examples`: `python -m same_job.plain_mcp marketing_agent/brief.md landing-page`.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from marketing_agent.answers import Data
from marketing_agent.campaign import campaign
from marketing_agent.desk import Desk
from marketing_agent.studio import Reached, connected


async def main(brief: Path, out: Path) -> str:
    """Do the job; what it says in the end."""
    reached = Reached.from_environment(brief.parent)
    async with connected(reached) as ask:
        desk = Desk(brief_path=brief, ask=ask, site=out, is_remote=bool(reached.url))
        steps = campaign()
        try:
            call = next(steps)
            while True:
                answer: Data = await desk.call(call.tool, call.arguments)
                print(f"{call.tool}: {str(answer.get('message') or answer.get('error') or 'done')[:100]}")
                call = steps.send(answer)
        except StopIteration as ended:
            return str(ended.value)


if __name__ == "__main__":
    print(asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]))))
