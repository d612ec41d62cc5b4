"""What a script names outside of itself: pictures and tables of the article, files, and backends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from films.article.outline import Table
from films.script.documents import ChartShow, FilmShow, PictureShow, Show, TableShow
from films.script.fields import ids_in_short, no_choice, snake_case
from films.script.tables import as_chart, as_table

_ID = re.compile(r"[pt]\d{1,3}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a script may name.

    Attributes:
        pictures: The ids of the article's pictures in their order, and by what other names each is known.
        tables: Its tables by their ids, in their order.
        blocks: The ids of its blocks.
        title: Of the film, where the script has none.
        language: Of the article, a code such as "en".
        backends: Who makes films here, by name; empty where that is not known.
    """

    pictures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    blocks: Sequence[str] = ()
    title: str = ""
    language: str = ""
    backends: Sequence[str] = ()


class References:
    """Looks up what the scenes of a script name.

    Args:
        known: What there is.
        mistakes: Grows by a sentence for everything that there is not.

    Attributes:
        named: Pictures that are named by path or URL, by the place that names them.
    """

    def __init__(self, known: Known, mistakes: list[str]) -> None:
        self.named: dict[str, str] = {}
        self._known, self._mistakes = known, mistakes
        self._pictures = {name.casefold(): id_ for id_, names in known.pictures.items() for name in (id_, *names)}

    def resolved(self, show: Show, place: str) -> Show | None:
        """What it shows, with the tables and pictures of the article that it names."""
        if isinstance(show, PictureShow):
            return self._pictured(show, f"{place}.image")
        if isinstance(show, ChartShow | TableShow):
            return self._charted(show, place)
        if isinstance(show, FilmShow) and show.backend:
            return self._filmed(show, f"{place}.backend")
        return show

    def _pictured(self, show: PictureShow, place: str) -> PictureShow | None:
        if id_ := self._pictures.get(show.image.casefold()):
            return show.model_copy(update={"image": id_})
        if _ID.fullmatch(show.image):
            ids = list(self._known.pictures)
            self._mistakes.append(f"{place}: there is no picture {show.image!r}; {ids_in_short(ids, 'picture')}")
            return None
        self.named[place] = show.image
        return show

    def _filmed(self, show: FilmShow, place: str) -> FilmShow | None:
        backend = snake_case(show.backend)
        if self._known.backends and backend not in self._known.backends:
            self._mistakes.append(f"{place}: {no_choice(show.backend, self._known.backends)}")
            return None
        return show.model_copy(update={"backend": backend})

    def _charted(self, show: ChartShow | TableShow, place: str) -> ChartShow | TableShow | None:
        what = "labels and values" if isinstance(show, ChartShow) else "rows"
        given = show.values if isinstance(show, ChartShow) else any(map(any, show.rows))
        if isinstance(show, ChartShow) and given and len(show.labels) != len(show.values):
            self._mistakes.append(f"{place}: has {len(show.labels)} labels, but {len(show.values)} values")
        elif not show.table and not given:
            self._mistakes.append(f"{place}: needs {what}, or the id of a table")
        if not show.table or given:
            return show
        table = self._known.tables.get(show.table.lower())
        if table is None:
            ids = list(self._known.tables)
            self._mistakes.append(f"{place}.table: there is no table {show.table!r}; {ids_in_short(ids, 'table')}")
            return None
        if isinstance(show, TableShow):
            return as_table(show, table)
        chart = as_chart(show, table, self._known.language or "en")
        if chart is None:
            self._mistakes.append(f"{place}.table: {show.table} has no column of numbers to draw")
        return chart
