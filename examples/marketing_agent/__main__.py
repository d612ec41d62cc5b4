"""Run the agent: `python -m marketing_agent BRIEF --out FOLDER`."""

from __future__ import annotations

import argparse
import asyncio
import shlex
import sys
from pathlib import Path

from marketing_agent.agent import chosen_model, opened, run
from marketing_agent.studio import Reached


async def main(arguments: list[str]) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m marketing_agent", description=__doc__)
    parser.add_argument("brief", type=Path, nargs="?", default=Path(__file__).with_name("brief.md"))
    parser.add_argument("--out", type=Path, default=Path("landing-page"), help="where the page is built")
    parser.add_argument("--publish", default="", metavar="TARGET", help="a folder, gs://… or s3://…")
    parser.add_argument("--links", default="", metavar="COMMAND", help="publishes a film, such as 'footage publish'")
    told = parser.parse_args(arguments)
    opening = opened(
        Reached.from_environment(told.brief.resolve().parent),
        told.brief.resolve(),
        told.out.resolve(),
        model=chosen_model(),
        target=told.publish,
        links=tuple(shlex.split(told.links)),
    )
    async with opening as agent:
        print(await run(agent))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
