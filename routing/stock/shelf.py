"""What looking for footage needs of the rest of Footage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from footage.ports.stock import PreviewJudge, StockBook


@dataclass(frozen=True, kw_only=True)
class StockShelf:
    """The book of what is known, and who sees what previews show; without a book nothing can be looked for.

    `keyless` are the sites without a key that the user has switched on; `wait` lets seconds pass.
    """

    book: StockBook | None = None
    judge: PreviewJudge | None = None
    keyless: Collection[str] = ()
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep
