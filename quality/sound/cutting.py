"""Cuts sound that comes in pieces into windows of one length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class Cutter:
    """Gives the whole windows of what has come; samples left over wait for more.

    Args:
        size: Samples of a window.
        hop: Samples from the start of one window to that of the next.
    """

    def __init__(self, size: int, hop: int | None = None) -> None:
        self._size, self._hop = size, hop or size
        self._left: Floats | None = None

    def cut(self, heard: Floats) -> Floats:
        """The windows, shape (n, channels, size), that end in what was heard, shape (channels, samples)."""
        whole = heard if self._left is None else np.concatenate([self._left, heard], axis=1)
        count = max(0, (whole.shape[1] - self._size) // self._hop + 1)
        self._left = whole[:, count * self._hop :]
        if not count:
            return np.zeros((0, len(whole), self._size), np.float32)
        return sliding_window_view(whole, self._size, axis=1)[:, :: self._hop][:, :count].transpose(1, 0, 2)
