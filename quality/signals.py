"""What is technically wrong with a film, found in its pixels and its sound without any model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from footage.domain import Fault

FaultKind = Literal[
    "frozen",
    "duplicate",
    "black",
    "flash",
    "flicker",
    "blur",
    "blocks",
    "foreign",
    "morph",
    "disorder",
    "exposure",
    "static",
    "silence",
    "clipping",
]
"""The kinds of `Fault` that signals find; `foreign` is another scene cut into a shot, `disorder` shuffled frames."""


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A sound track.

    Attributes:
        integrated_lufs: EBU R128 loudness; None in silence.
        true_peak_dbtp: Highest true peak; None in silence.
        silent_share: Share of the track that is silent, 0 to 1.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    silent_share: float


@dataclass(frozen=True, kw_only=True)
class Signals:
    """What was found in a film.

    Attributes:
        faults: Stretches with something wrong, in the order of their start; `kind` is one of `FaultKind`.
        cuts_s: When each new shot begins, the first excepted; cuts that are faults are not among them.
        moves: Whether anything moves; None when there is but one frame.
        motion: Median change from frame to frame in levels of 8-bit luma at 64 pixels' width; None with one frame.
        smoothness: How well each second frame follows from its neighbours along the optical flow, 0 to 1; None when it
            was not measured.
        sound: The sound track; None without one.
        unavailable: What was not measured, by field, and why.
    """

    faults: tuple[Fault, ...]
    cuts_s: tuple[float, ...]
    moves: bool | None
    motion: float | None
    smoothness: float | None
    sound: Sound | None
    unavailable: dict[str, str] = field(default_factory=dict)
