"""Judges an enhanced film: what was to improve has, nothing else got worse, and it still shows the same."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media.enhance.measure import shift_between
from media.enhance.model import Choice, Measurements, Operation
from media.loudness import TARGET_LUFS
from media.probe import VideoInfo, probe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SAMPLES = 6
MIN_SSIM = 0.80
MIN_SSIM_MOVED = 0.65
"""The same after stabilization, when the two pictures have to be aligned first."""
_ENCODED, _SOFTENED = 0.02, 0.1
"""How much worse a result may look: after one more encode, and after pictures were turned or made up."""

_GAINS: Mapping[Operation, float] = {"sharpen": 0.15, "deblock": 0.05, "denoise": 0.05}
"""The most that an operation really gave, by VMAF against the clean film (`benchmarks.enhance_gain`). A filter takes
away what shows damage and brings no detail back, so the eye, which does not know the source, believes more.
"""

_UNWOVEN = 0.5
"""Likewise of taking fields apart, whose lines are all still there: VMAF rose by 6 to 48 against the moment shown."""

_SOFTENING: frozenset[Operation] = frozenset({"stabilize", "interpolate"})
_WINDOW_PX = 8
_ZOOMS = tuple(1 + 0.02 * n for n in range(16))
_C2 = (0.03 * 255) ** 2
_MIN_SPREAD = 1.0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Whether to keep the result, why not, how similar it is to the source, and what to leave out of another try.

    Attributes:
        culprit: The operation that is most likely to blame; None if the others would not be worth a try.
    """

    keep: bool
    reason: str
    ssim: float
    culprit: Operation | None = None


_SUSPECTS: Mapping[str, Sequence[Operation]] = {
    "looks": ["sharpen", "denoise", "deblock", "deband", "color", "stabilize"],
    "blocks": ["sharpen", "color", "deband"],
    "shake": ["stabilize"],
    "length": ["interpolate"],
    "noise": ["sharpen", "color", "deband"],
    "flicker": ["stabilize", "color", "interpolate"],
    "sharpness": ["denoise", "stabilize", "upscale"],
    "likeness": ["color", "stabilize", "denoise"],
}
"""Who may have done it, the likeliest first: what each operation does to a figure that is not its own."""


def judge(
    source: Path, result: Path, before: Measurements, after: Measurements, choice: Choice, unwoven: bool = False
) -> Comparison:
    """Compare an enhanced film with its source.

    Args:
        source: The film as it was.
        result: The film as it is now.
        before: Measurements of the source.
        after: Measurements of the result.
        choice: What was done.
        unwoven: Whether its fields were taken apart, too, which is worth a try without all else.
    """
    old, new = probe(source), probe(result)
    moved = "stabilize" in choice.names
    alike = similarity(before, after, moved=moved)
    floor = MIN_SSIM_MOVED if moved else MIN_SSIM
    figure, reason = _fault(old, new, before, after, choice)
    if alike < floor:
        figure, reason = "likeness", f"the result is too unlike the source (SSIM {alike:.2f} below {floor:.2f})"
    culprit = _culprit(figure, unimproved(before, after, choice), choice, unwoven) if reason else None
    return Comparison(keep=not reason, reason=reason, ssim=alike, culprit=culprit)


def _culprit(figure: str, failed: Sequence[Operation], choice: Choice, unwoven: bool) -> Operation | None:
    """Of several operations the one to leave out: one that did not even help its own figure, else the likeliest."""
    if not unwoven and (len(failed) == len(choice.steps) or len(choice.steps) < 2):
        return None
    suspects = [one for one in _SUSPECTS.get(figure, ()) if one in choice.names]
    return next(iter([*(one for one in suspects if one in failed), *failed, *suspects]), None)


def similarity(before: Measurements, after: Measurements, *, moved: bool = False) -> float:
    """Mean SSIM of frames at the same times, 256 pixels wide, brightness and contrast of each pair made equal first.

    0 where no frames of the two are of the same time.

    Z. Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity", 2004, in windows of
    8x8. Small pictures, so that noise that was taken away does not count as a difference; equal brightness, so that
    a correction of the exposure does not.

    Args:
        before: The source, with its looks.
        after: The result, with its looks.
        moved: The result may be shifted, and zoomed in by the same factor everywhere.
    """
    import numpy as np

    pairs = [(old.astype(np.float64), new.astype(np.float64)) for old, new in _pairs(before, after)]
    if not pairs:
        return 0.0
    zoom = _zoom_between(*pairs[0]) if moved else 1.0
    return float(np.mean([_ssim(*_overlap(_zoomed(a, zoom), b)) if moved else _ssim(a, b) for a, b in pairs]))


def _pairs(before: Measurements, after: Measurements) -> list[tuple[Any, Any]]:
    """Pairs of frames at the same times, evenly chosen; times that only one film was sampled at are left out."""
    times_s = [time_s for time_s, _ in after.looks]
    found = [(look, bisect.bisect_left(times_s, look[0] - 0.25 / before.fps)) for look in before.looks]
    pairs = [
        (old, after.looks[at][1])
        for (time_s, old), at in found
        if at < len(times_s) and times_s[at] - time_s < 1 / before.fps
    ]
    return pairs[:: max(1, len(pairs) // SAMPLES)]


def _zoom_between(one: Floats, other: Floats) -> float:
    """How far a stabilized picture was zoomed in; the same for all of a film."""
    return max(_ZOOMS, key=lambda zoom: _ssim(*_overlap(_zoomed(one, zoom), other)))


def _zoomed(picture: Floats, zoom: float) -> Floats:
    """The middle of a picture, enlarged to its size, linearly."""
    import numpy as np

    for axis in (0, 1):
        size = picture.shape[axis]
        at = np.clip((np.arange(size) + 0.5 - size / 2) / zoom + size / 2 - 0.5, 0, size - 1)
        low = np.minimum(at.astype(int), size - 2)
        part = (at - low)[:, None] if axis == 0 else (at - low)[None, :]
        picture = np.take(picture, low, axis) * (1 - part) + np.take(picture, low + 1, axis) * part
    return picture


def _overlap(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """The parts that two pictures share, by the shift between them."""
    rows, columns = one.shape
    down, right = (round(part) for part in shift_between(one, other))
    if abs(down) > rows // 3 or abs(right) > columns // 3:
        return one, other
    first = one[max(0, -down) : rows - max(0, down), max(0, -right) : columns - max(0, right)]
    second = other[max(0, down) : rows - max(0, -down), max(0, right) : columns - max(0, -right)]
    return first, second


def _ssim(one: Floats, other: Floats) -> float:
    import numpy as np

    rows, columns = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    one, other = one[:rows, :columns], other[:rows, :columns]
    spread = other.std()
    if spread > _MIN_SPREAD and one.std() > _MIN_SPREAD:
        other = (other - other.mean()) / spread * one.std() + one.mean()
    else:
        other = other - other.mean() + one.mean()
    a, b = (
        np.lib.stride_tricks.sliding_window_view(picture, (_WINDOW_PX, _WINDOW_PX))[::4, ::4]
        for picture in (one, other)
    )
    mean_a, mean_b = a.mean(axis=(2, 3)), b.mean(axis=(2, 3))
    both = (a * b).mean(axis=(2, 3)) - mean_a * mean_b
    spreads = a.var(axis=(2, 3)) + b.var(axis=(2, 3))
    return float(((2 * both + _C2) / (spreads + _C2)).mean())


def unimproved(before: Measurements, after: Measurements, choice: Choice) -> list[Operation]:
    """The operations whose own measurement did not improve."""
    return [step.operation for step in choice.steps if not _IMPROVED[step.operation](before, after)]


def _fault(
    old: VideoInfo, new: VideoInfo, before: Measurements, after: Measurements, choice: Choice
) -> tuple[str, str]:
    """The first figure that speaks against the result, and in words; both empty if there is none."""
    failed = unimproved(before, after, choice)
    if choice.steps and len(failed) == len(choice.steps):
        return "nothing", f"{', '.join(failed)} did not improve what was measured"
    if "stabilize" in failed:
        return "shake", f"the camera shook as much afterwards ({after.shake:.1f} after {before.shake:.1f})"
    if abs(new.duration_s - old.duration_s) > 1.5 / min(old.fps, new.fps) + 0.05:
        return "length", f"the result lasts {new.duration_s:.2f} s instead of {old.duration_s:.2f} s"
    slope = choice.grade.slope if choice.grade else 1.0
    if after.noise > 1.0 + 1.3 * before.noise * slope:
        return "noise", f"noise rose from {before.noise:.1f} to {after.noise:.1f}"
    if after.blocks > 0.1 + 1.3 * before.blocks:
        return "blocks", f"visible blocks rose from {before.blocks:.2f} to {after.blocks:.2f}"
    if worse := _looks_worse(before, after, choice):
        return "looks", worse
    if after.flicker > 0.5 + 1.3 * before.flicker * slope:
        return "flicker", f"flicker rose from {before.flicker:.1f} to {after.flicker:.1f}"
    if before.sharpness and after.sharpness:
        scale = after.height / before.height
        if after.sharpness * scale < 0.55 * before.sharpness:
            return "sharpness", f"sharpness fell from {before.sharpness:.2f} to {after.sharpness * scale:.2f}"
    return "", ""


def _looks_worse(before: Measurements, after: Measurements, choice: Choice) -> str:
    """That it looks worse than the source, in words; a larger picture cannot be as fine as its size lets one expect."""
    if not before.visual or not after.visual or "upscale" in choice.names:
        return ""
    allowed = _SOFTENED if choice.names & _SOFTENING else _ENCODED
    if after.visual.score >= before.visual.score - allowed:
        return ""
    return f"it looked worse afterwards ({after.visual.score:.2f} after {before.visual.score:.2f})"


def believed(before: Measurements, after: Measurements, choice: Choice, unwoven: bool = False) -> Measurements:
    """What is measured of a result, in which it looks no better than what was done to it can have made it.

    Args:
        before: Measurements of the source.
        after: Measurements of the result.
        choice: What was done.
        unwoven: Whether its fields were taken apart, too.
    """
    if not before.visual or not after.visual:
        return after
    most = before.visual.score + sum(_GAINS.get(name, 0.0) for name in choice.names) + _UNWOVEN * unwoven
    score = round(min(after.visual.score, most), 3)
    return replace(after, visual=after.visual.model_copy(update={"score": score}))


def _lower(name: str) -> Callable[[Measurements, Measurements], bool]:
    return lambda before, after: bool(getattr(after, name) <= 0.9 * getattr(before, name))


def _sharper(before: Measurements, after: Measurements) -> bool:
    scale = after.height / before.height
    return (after.sharpness or 0.0) * scale >= 1.05 * (before.sharpness or 0.0)


def _better_coloured(before: Measurements, after: Measurements) -> bool:
    nearer = (
        before.brand_distance is not None
        and after.brand_distance is not None
        and after.brand_distance < before.brand_distance - 1
    )
    return nearer or after.white > before.white + 0.03 or after.cast < 0.8 * before.cast


def _louder(before: Measurements, after: Measurements) -> bool:
    if before.loudness is None or after.loudness is None:
        return False
    off, now = (abs(film.integrated_lufs - TARGET_LUFS) for film in (before.loudness, after.loudness))
    return now < off


_IMPROVED: Mapping[Operation, Callable[[Measurements, Measurements], bool]] = {
    "deblock": _lower("blocks"),
    "denoise": _lower("noise"),
    "deflicker": _lower("flicker"),
    "stabilize": _lower("shake"),
    "sharpen": _sharper,
    "deband": _lower("banding"),
    "color": _better_coloured,
    "interpolate": lambda before, after: after.fps > before.fps,
    "upscale": lambda before, after: after.width * after.height > before.width * before.height,
    "loudness": _louder,
}
