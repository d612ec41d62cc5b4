"""SQL that is compiled once for all databases of a kind: tests open a thousand, a program one or two."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_MOST = 2000


def share_compiled_sql() -> None:
    """For this process. Every engine of a kind is set up alike here, so what is compiled for one is right for all.

    SQLAlchemy keeps what it has compiled with the engine, by the statement and the dialect, which is the engine's own.
    """
    compiled: LRUCache[Any, Any] = LRUCache(_MOST)
    make = Engine.__init__

    def make_sharing(self: Engine, *args: Any, **options: Any) -> None:
        make(self, *args, **options)
        self._compiled_cache = compiled

    def alike(self: DefaultDialect, other: object) -> bool:
        return type(self) is type(other)

    Engine.__init__ = make_sharing  # type: ignore[method-assign]
    DefaultDialect.__eq__ = alike  # type: ignore[method-assign,assignment]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
