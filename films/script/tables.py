"""A table of the article as what a chart or a table card shows."""

from __future__ import annotations

from films.article.outline import Table
from films.script.documents import ChartShow, TableShow
from films.script.numerals import number_of, numerals

_BARS, _ROWS, _COLUMNS = 12, 40, 6
_LABEL_CHARS, _CELL_CHARS, _HEADER_CHARS, _UNIT_CHARS = 60, 120, 80, 16


def as_chart(show: ChartShow, table: Table, language: str) -> ChartShow | None:
    """The chart of a table's first column of numbers against its first column; None where it has no such column."""
    width = max(map(len, table.rows))
    rows = [(*row, *[""] * (width - len(row))) for row in table.rows]
    for column in range(1, width):
        numbers = [number_of(row[column], language) for row in rows]
        kept = [(row, number) for row, number in zip(rows, numbers, strict=True) if number is not None and row[0]]
        if len(kept) >= 2 and len(kept) >= len(rows) * 2 / 3:
            heading = table.header[column] if column < len(table.header) else ""
            units = {_unit(row[column], language) for row, _ in kept}
            return show.model_copy(
                update={
                    "labels": tuple(row[0][:_LABEL_CHARS] for row, _ in kept[:_BARS]),
                    "values": tuple(float(number) for _, number in kept[:_BARS]),
                    "unit": show.unit or (units.pop()[:_UNIT_CHARS] if len(units) == 1 else ""),
                    "heading": show.heading or heading[:_HEADER_CHARS],
                }
            )
    return None


def as_table(show: TableShow, table: Table) -> TableShow:
    """The card of a whole table, as far as a card holds it."""
    return show.model_copy(
        update={
            "header": show.header or tuple(cell[:_HEADER_CHARS] for cell in table.header[:_COLUMNS]),
            "rows": tuple(tuple(cell[:_CELL_CHARS] for cell in row[:_COLUMNS]) for row in table.rows[:_ROWS]),
        }
    )


def _unit(cell: str, language: str) -> str:
    """What stands around the number of a cell, such as "€" or "km"."""
    found = next(numerals(cell, language))
    return "%" if found.is_percent else f"{cell[: found.start]}{cell[found.end :]}".strip(" \u00a0\u202f-−–~≈")
