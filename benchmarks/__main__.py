"""Every figure in one run: `make bench`. Ratios are taken within the run, so a slow machine slows both sides.

python -m benchmarks [NAME ...]
"""

from __future__ import annotations

import importlib
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `footage.__main__` does

BENCHMARKS = (
    "startup",
    "http",
    "telemetry",
    "idle",
    "ledger",
    "scale",
    "job_cost",
    "captions",
    "edit",
    "credentials",
    "enhance",
    "storyboard",
    "blog",
    "assembly",
    "clip",
    "pool",
    "judging",
    "fault_detection",
    "verdicts",
    "repair",
    "planned_diffusion",
    "traffic",
    "studio",
    "landing_page",
)

for name in sys.argv[1:] or BENCHMARKS:
    print(f"\n== {name}", flush=True)
    importlib.import_module(f"benchmarks.{name}").main()
