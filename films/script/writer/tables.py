"""Tables as scenes: a chart where a column holds comparable numbers, else a table, a list or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from films.article.outline import Table
from films.article.sentences import is_spaceless
from films.script.documents import ChartShow, ListShow, Show, TableShow
from films.script.writer.draft import Draft
from films.script.writer.figures import amount, figures_in
from films.script.writer.language import Language
from films.script.writer.lists import said_of
from films.script.writer.matter import Chapter, Piece
from films.script.writer.wording import cleaned, fits_glance

_ROW_CHARS, _ROW_SPACELESS, _CELL_CHARS = 76, 40, 44
_MOST_ROWS, _MOST_COLUMNS = 8, 4
_FEWEST_BARS, _MOST_BARS = 3, 12
_SHARE = 100.0
_WORTH, _CHART, _MONEY = 2.2, 2.6, 0.7
_SAID_ROWS = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDERED = re.compile(r"(?:19|20)\d\d|\d{1,2}[:h]\d\d|Q[1-4]\b|[A-Z][a-z]{2} \d{2,4}")


def table_draft(
    chapter: Chapter, piece: Piece, at: int, intro: str, language: Language, *, upright: bool
) -> Draft | None:
    """A table as a scene, if it can be read on a screen."""
    if not isinstance(piece.block, Table):
        return None
    header = tuple(cleaned(cell) for cell in piece.block.header)
    rows = [tuple(cleaned(cell) for cell in row) for row in piece.block.rows if any(row)]
    if not rows or any(len(row) != len(rows[0]) for row in rows) or len(rows[0]) < 2:
        return None
    heading = cleaned(piece.block.caption) or intro or chapter.name
    show = (
        _chart(header, rows, heading, language)
        or _table(header, rows, heading, upright=upright)
        or _first_columns(header, rows, heading, upright=upright)
        or _list(rows, heading)
    )
    if not show:
        return None
    money = any(figure.rank > 2 for row in rows for cell in row[1:] for figure in figures_in(cell, language))
    worth = (_CHART if isinstance(show, ChartShow) else _WORTH) + _MONEY * money
    return Draft(
        show, _said(show, heading, rows), at, chapter, worth, (piece.id,), lean=f"{heading}." if heading else ""
    )


def _chart(header: Sequence[str], rows: Sequence[Sequence[str]], heading: str, language: Language) -> ChartShow | None:
    if len(rows[0]) != 2:
        return None
    rows = [row for row in rows if not language.has("total", row[0])]
    values = [amount(row[1], language) for row in rows]
    if not _FEWEST_BARS <= len(rows) <= _MOST_BARS or any(value is None for value in values):
        return None
    numbers = [value for value in values if value]
    units = {unit for _, unit in numbers}
    if len(units) != 1 or any(len(row[0]) > 40 or not row[0] for row in rows):
        return None
    unit = units.pop()
    plain = [number for number, _ in numbers]
    if (not unit and all(_YEAR.fullmatch(row[1]) for row in rows)) or len(unit) > 16 or len(set(plain)) < 2:
        return None
    title = heading if unit or not header else header[1] or heading
    ordered = all(_ORDERED.match(row[0]) for row in rows)
    shares = unit in ("%", "％", "٪") and abs(sum(plain) - _SHARE) < 1.5 and len(rows) <= 6
    return ChartShow(
        type="line" if ordered and len(rows) > 3 else "donut" if shares else "bar",
        labels=tuple(row[0] for row in rows),
        values=tuple(plain),
        unit=unit,
        heading=title[:200],
    )


def _table(header: Sequence[str], rows: Sequence[tuple[str, ...]], heading: str, *, upright: bool) -> TableShow | None:
    columns = len(rows[0])
    widest = max(sum(map(len, row)) for row in [tuple(header), *rows])
    spaceless = is_spaceless("".join("".join(row) for row in rows))
    most = (_ROW_SPACELESS if spaceless else _ROW_CHARS) * (0.7 if upright else 1.0)
    if columns > (_MOST_COLUMNS - 1 if upright else _MOST_COLUMNS) or widest > most or len(rows) > 3 * _MOST_ROWS:
        return None
    if any(len(cell) > _CELL_CHARS for row in rows for cell in row):
        return None
    fitting = tuple(header) if len(header) == columns else ()
    return TableShow(header=fitting, rows=tuple(rows), heading=heading)


def _first_columns(
    header: Sequence[str], rows: Sequence[tuple[str, ...]], heading: str, *, upright: bool
) -> TableShow | None:
    """Of a table that is too wide its first columns, if one of them has figures: names alone would say less."""
    if len(header) != len(rows[0]):
        return None
    for many in range(min(len(header) - 1, _MOST_COLUMNS), 1, -1):
        kept = [row[:many] for row in rows]
        told = sum(any(char.isdigit() for char in row[-1]) for row in kept)
        if told > len(kept) / 2 and (table := _table(header[:many], kept, heading, upright=upright)):
            return table
    return None


def _list(rows: Sequence[Sequence[str]], heading: str) -> Show | None:
    """The first cells, or "name: value", where a table is too wide."""
    pairs = tuple(f"{row[0]}: {row[1]}" for row in rows)
    names = tuple(row[0] for row in rows)
    if len(rows[0]) == 2 and all(map(fits_glance, pairs)) and all(names):
        return ListShow(items=pairs[:30], heading=heading)
    if any(re.fullmatch(r"[\d\W]+", name) for name in names):
        return None
    return ListShow(items=names[:30], heading=heading) if all(names) and all(map(fits_glance, names)) else None


def _said(show: Show, heading: str, rows: Sequence[Sequence[str]]) -> str:
    if isinstance(show, ListShow):
        return (
            said_of(heading, show.items[:_SAID_ROWS])
            if len(show.items) <= _SAID_ROWS
            else f"{heading}."
            if heading
            else ""
        )
    return said_of(heading, [f"{row[0]}: {row[1]}" for row in rows[:_SAID_ROWS] if row[0] and row[1]])
