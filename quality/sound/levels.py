"""How loud a sound is in each twentieth and thousandth of a second, and how its two channels agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quality.sound.cutting import Cutter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Levels = NDArray[np.uint8]

SLOTS = 50
"""Slots of a block."""
FLOOR_DB = -120.0


def block_size(rate: int) -> int:
    """Samples of a block at so many a second."""
    return SLOTS * _slot_size(rate)


def _slot_size(rate: int) -> int:
    return max(1, round(rate / 1000))


@dataclass(frozen=True, kw_only=True)
class LevelStats:
    """Levels in dB of full scale.

    Attributes:
        slot_s: Length of a slot, about a thousandth of a second: a whole number of samples.
        level_db: Root mean square of each block, all channels together, -120 at least.
        powers: Shape (blocks, channels): mean square of each block.
        products: Mean product of the first two channels in each block; zeros where there is but one.
        slots_db: The highest sample of each slot in any channel, as decibels below full scale: 0 to 120.
    """

    slot_s: float
    level_db: Floats
    powers: Floats
    products: Floats
    slots_db: Levels

    @property
    def block_s(self) -> float:
        """Length of a block in seconds."""
        return SLOTS * self.slot_s

    @property
    def end_s(self) -> float:
        """Length of the sound in seconds."""
        return len(self.slots_db) * self.slot_s


class LevelMeter:
    """Measures levels as the sound comes.

    Args:
        rate: Samples a second.
        channels: Their number.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self._slot = _slot_size(rate)
        self._slot_s = self._slot / rate
        self._cutter = Cutter(block_size(rate))
        self._powers: list[Floats] = [np.zeros((0, channels), np.float32)]
        self._products: list[Floats] = [np.zeros(0, np.float32)]
        self._slots: list[Levels] = [np.zeros(0, np.uint8)]

    def hear(self, heard: Floats) -> None:
        """More of it, shape (channels, samples)."""
        blocks = self._cutter.cut(heard)
        if not len(blocks):
            return
        self._powers.append(np.einsum("nci,nci->nc", blocks, blocks) / blocks.shape[2])
        two = blocks.shape[1] > 1
        products = np.einsum("ni,ni->n", blocks[:, 0], blocks[:, 1]) / blocks.shape[2] if two else np.zeros(len(blocks))
        self._products.append(products.astype(np.float32))
        slots = np.abs(blocks).max(axis=1).reshape(-1, self._slot).max(axis=1)
        self._slots.append(np.clip(-_decibels(slots, 20), 0, -FLOOR_DB).astype(np.uint8))

    def stats(self) -> LevelStats:
        """What was measured so far."""
        powers = np.concatenate(self._powers)
        return LevelStats(
            slot_s=self._slot_s,
            level_db=_decibels(powers.mean(axis=1), 10),
            powers=powers,
            products=np.concatenate(self._products),
            slots_db=np.concatenate(self._slots),
        )


def _decibels(values: Floats, factor: float) -> Floats:
    return np.asarray(factor * np.log10(np.maximum(values, 10 ** (FLOOR_DB / factor))), np.float32)
