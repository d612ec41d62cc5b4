"""Rows of words under each other, for people."""

from __future__ import annotations

from collections.abc import Sequence

from footage.plain_text import one_line


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows with their heads in columns as wide as they need to be; what others wrote is made harmless."""
    shown = [[one_line(cell) or "-" for cell in row] for row in (head, *rows)]
    widths = [max(len(row[at]) for row in shown) for at in range(len(head))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown)
    return "".join(f"{line}\n" for line in lines)
