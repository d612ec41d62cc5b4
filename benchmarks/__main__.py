"""Every figure in one run: `make bench`. Ratios are taken within the run, so a slow machine slows both sides."""

from __future__ import annotations

import importlib

BENCHMARKS = (
    "startup",
    "idle",
    "ledger",
    "job_cost",
    "captions",
    "enhance",
    "storyboard",
    "blog",
    "assembly",
    "clip",
    "pool",
    "signals",
    "fault_detection",
    "repair",
    "planned_diffusion",
)

for name in BENCHMARKS:
    print(f"\n== {name}", flush=True)
    importlib.import_module(f"benchmarks.{name}").main()
