"""The kinds of fault that can be found in a film, and how one is written down."""

from __future__ import annotations

from typing import Literal

from footage.verdicts import Fault

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
    "silence",
    "dropout",
    "clipping",
    "one_sided",
    "out_of_phase",
    "hum",
    "wind",
    "out_of_sync",
    "poor_picture",
    "incoherent",
    "drift",
]
"""Every value of `Fault.kind`.

`foreign` is another scene cut into a shot, `disorder` frames out of order, `poor_picture` a film that looks bad as a
whole (`quality.visual`). The CLIP-style model finds the last two: an abrupt change inside a shot, and a shot that
slowly becomes another scene.
"""

MOST_EVIDENCE = 10.0
"""More than this says no more: a share of next to nothing is as large as one likes."""


def a_fault(kind: FaultKind, start_s: float, end_s: float, reason: str, evidence: float = 1.0) -> Fault:
    """A fault from one time of a film to another, to the millisecond; see `Fault` for the evidence."""
    start_s, end_s = round(start_s, 3), round(end_s, 3)
    evidence = round(min(max(1.0, evidence), MOST_EVIDENCE), 2)  # of what is no number it is 1
    return Fault(kind=kind, start_s=start_s, end_s=end_s, reason=reason, evidence=evidence)
