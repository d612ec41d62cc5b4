"""Pictures that are looked at once: tests make the same films again and again, and the figures of one take 24 ms."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from quality import visual
from quality.picture_features import Sample, features_of

if TYPE_CHECKING:
    from quality.picture_features import Floats

_MOST = 4000


class _Seen:
    """A sample, known by its pixels."""

    def __init__(self, sample: Sample) -> None:
        self.sample: Sample | None = sample
        pixels = (sample.tiles, *(sample.colours or (None, None)), sample.after)
        shown = [part if part is None else (part.shape, blake2b(part.tobytes()).digest()) for part in pixels]
        self._shown = tuple(shown)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seen) and self._shown == other._shown

    def __hash__(self) -> int:
        return hash(self._shown)


def remember_pictures() -> None:
    """For this process: a film's judge is told again what it was told of the same pixels."""

    @lru_cache(_MOST)
    def known(seen: _Seen) -> Floats | None:
        sample, seen.sample = seen.sample, None  # its pixels need not be kept
        assert sample
        return features_of(sample)

    def again(sample: Sample) -> Floats | None:
        figures = known(_Seen(sample))
        return figures if figures is None else figures.copy()

    visual.features_of = again  # type: ignore[attr-defined]  # which it has from elsewhere
