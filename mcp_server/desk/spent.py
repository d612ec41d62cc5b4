"""Sums as comma-separated values, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate: what callers named is text and nothing else."""


def as_csv(names: Sequence[str], rows: Sequence[Mapping[str, str | int]]) -> str:
    """Rows with their heads; columns whose names end with `_usd` are amounts, all others are text or counts."""
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: value if name.endswith("_usd") else _as_text(value) for name, value in row.items()})
    return out.getvalue()


def _as_text(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value
