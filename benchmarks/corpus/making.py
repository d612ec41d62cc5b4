"""Films that are made here: by our painter, from photographs, as screens, and by ffmpeg's own sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus.sources import Source


def made_sources() -> Iterator[Source]:
    """Every source that is made."""
    return iter(())


def make(source: Source) -> Path:
    """Its film."""
    raise NotImplementedError(source.name)
