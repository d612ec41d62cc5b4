"""The `footage` command: finds the packages beside or inside this one and hands over to the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Run the command line with `sys.argv`; returns the exit status."""
    # numpy's other threads spin for 25 ms after each product of matrices; ours are small, and many.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    here = Path(__file__).resolve().parent
    bundled = here / "_app"  # only an installed wheel has it; a checkout has the packages beside this one
    sys.path.insert(0, str(bundled if bundled.is_dir() else here.parent))
    from footage.memory import garbage_later

    with garbage_later():
        from mcp_server.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
