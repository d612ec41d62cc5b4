"""Three servers, four workers at two sites, and everything between them, under load and under blows.

    python -m tests.fleet --minutes 30

It needs haproxy, pgbouncer and a machine's root for small disks (without: no disk is filled).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import anyio

from tests.fleet.agents import Told
from tests.fleet.drill import Drill, Plan
from tests.fleet.installed import Size, installed
from tests.installation import BALANCER_LOG


async def drill(size: Size, plan: Plan, kept: Path | None = None) -> Told:
    """Build an installation, and do all of it.

    Args:
        size: Of the installation.
        plan: What is done to it.
        kept: Where its files and logs are left; nowhere if None.
    """
    told = Told()
    with _folder(kept) as folder:
        async with installed(folder, size) as there:
            await Drill(there, plan, told).run()
        if told.harm:
            print((folder / BALANCER_LOG).read_text()[-5000:])  # noqa: T201
    return told


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="footage-fleet-") as name:
        yield Path(name)


def main() -> int:
    """Print what became of the calls; 1 if there was harm."""
    parser = argparse.ArgumentParser(description="Restart, kill and cut off the parts of an installation under load.")
    parser.add_argument("--minutes", type=float, default=0.0, help="go on for so long; each kind of blow once if 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds that each client rests between its calls")
    parser.add_argument("--only", action="append", default=[], help="only blows with this word in their names")
    parser.add_argument("--keep", type=Path, help="a new folder in which logs and homes are left")
    chosen = parser.parse_args()
    plan = Plan(minutes=chosen.minutes, seed=chosen.seed, pause_s=chosen.pause, only=chosen.only)
    began_s = time.monotonic()
    told = anyio.run(lambda: drill(Size(), plan, chosen.keep))
    for (part, what), times in sorted(told.calls.items()):
        print(f"{times:6} {part:30} {what}")  # noqa: T201
    print(f"{time.monotonic() - began_s:.0f} s, {told.samples} looks at the money")  # noqa: T201
    for one in told.harm:
        print(f"HARM: {one}")  # noqa: T201
    return int(bool(told.harm))


if __name__ == "__main__":
    sys.exit(main())
