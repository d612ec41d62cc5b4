"""Takes of a stretch of a film: what they are called, where they are put in, and whether they have the same alarm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from footage.domain import RepairMethod
from footage.ports.quality import Cause, Stretch
from footage.ports.routing import Retake
from footage.verdicts import Fault, Quality

_AS_STRONG = 0.75
"""An alarm that keeps this share of its evidence is as strong as before."""


def overlap(one: Stretch | Fault, other: Stretch | Retake) -> bool:
    """Whether both show a moment of the film."""
    return one.start_s < other.end_s and other.start_s < one.end_s


def is_still_there(cause: Cause, take: Quality, retake: Retake) -> bool:
    """Whether an alarm is in a new take where it was before, about as strong: it probably sees what the film shows."""
    found = [fault for fault in take.faults if fault.kind == cause.kind]
    there = [fault.evidence for fault in found if retake.way == "again" or overlap(fault, retake)]
    return max(there, default=0.0) >= _AS_STRONG * cause.evidence


def in_frames(retake: Retake, fps: float) -> Retake:
    """Its ends where frames of the film begin."""
    return replace(retake, start_s=round(retake.start_s * fps) / fps, end_s=round(retake.end_s * fps) / fps)


def method_of(retake: Retake) -> RepairMethod:
    """What the try is called in the verdict."""
    return "remake" if retake.way == "again" else "retake"


def name_of(retake: Retake) -> str:
    """What the attempt is called that pays for it."""
    return f"{retake.way} {retake.start_s:.3f}-{retake.end_s:.3f} s in {retake.clip_s:g} s"


def splice_in(film: Path, fps: float, clip: Path, retake: Retake, out: Path) -> None:
    """Write the film with a clip in the place of a stretch."""
    from media.splice import between, onward, splice

    if retake.way == "between":
        patch = between(clip, retake.start_s, retake.end_s, 1 / fps)
    else:
        patch = onward(clip, retake.start_s, retake.end_s, melts=retake.way == "onward")
    splice(film, [patch], out)
