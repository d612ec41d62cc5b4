"""Whether a film stays one film, from the vectors of its sampled pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from footage.verdicts import Coherence, Fault
from quality.faults import FaultKind, a_fault

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DIGITS = 4
_TINY = 1e-3


def coherence(
    vectors: Vectors, times_s: Sequence[float], cuts_s: Sequence[float], *, jump_below: float, drift_below: float
) -> Coherence | None:
    """Measure the coherence of a film inside its shots.

    With vectors e_1..e_n of length 1, pair i is s_i = e_i . e_(i+1); `overall` is the mean of the pairs that no cut
    divides. Slow change passes every pair, so each sample is compared with the first of its shot, as VBench does
    (https://arxiv.org/abs/2311.17982), and with the median of its shot: the sample drifts when both cosines are below
    `drift_below`, and `drift` is the least value of the larger of the two.

    Args:
        vectors: Shape (samples, dimensions).
        times_s: When each sample is shown, rising.
        cuts_s: When new shots begin that are meant to.
        jump_below: Pairs below this cosine are flagged.
        drift_below: Samples below this cosine are flagged.

    Returns:
        None when no two samples share a shot.
    """
    pairs = (vectors[1:] * vectors[:-1]).sum(axis=1).tolist()
    shots = list(_shots(times_s, cuts_s))
    inside = [i for shot in shots for i in shot[:-1]]
    if not inside:
        return None
    counted = [pairs[i] for i in inside]
    likeness = dict(_likeness(vectors, shots))
    flagged = [
        *_ranges(
            {i: (1 - pairs[i]) / max(_TINY, 1 - jump_below) for i in inside if pairs[i] < jump_below},
            times_s,
            "incoherent",
            "the picture changes abruptly",
            1,
        ),
        *_ranges(
            {i: (1 - like) / max(_TINY, 1 - drift_below) for i, like in likeness.items() if like < drift_below},
            times_s,
            "drift",
            "it is another scene",
            0,
        ),
    ]
    overall = sum(counted) / len(counted)
    return Coherence(
        overall=round(overall, DIGITS),
        min=round(min(counted), DIGITS),
        max=round(max(counted), DIGITS),
        per_pair=[round(pair, DIGITS) for pair in pairs],
        drift=round(min(likeness.values()), DIGITS) if likeness else None,
        cuts_s=list(cuts_s),
        flagged=sorted(flagged, key=lambda fault: fault.start_s),
        passed=not flagged and overall >= jump_below,
        over_time=[((times_s[i] + times_s[i + 1]) / 2, round(pairs[i], DIGITS)) for i in inside],
    )


def _shots(times_s: Sequence[float], cuts_s: Sequence[float]) -> Iterator[range]:
    """The samples of each shot; a cut is the time of a shot's first frame."""
    starts = [0, *(next((i for i, time in enumerate(times_s) if time >= cut), len(times_s)) for cut in sorted(cuts_s))]
    for start, end in zip(starts, [*starts[1:], len(times_s)], strict=True):
        if end > start:
            yield range(start, end)


def _likeness(vectors: Vectors, shots: Sequence[range]) -> Iterator[tuple[int, float]]:
    """How like each sample is to the first or the median of its shot, the nearer one; of shots of three or more."""
    import numpy as np

    for shot in shots:
        if len(shot) > 2:
            members = vectors[shot.start : shot.stop]
            median = np.median(members, axis=0)
            nearest = np.maximum(members @ members[0], members @ (median / np.linalg.norm(median)))
            yield from zip(shot, nearest.tolist(), strict=True)


def _ranges(
    found: Mapping[int, float], times_s: Sequence[float], kind: FaultKind, reason: str, reach: int
) -> Iterator[Fault]:
    """Neighbouring samples, each with its evidence, as one stretch, which ends `reach` samples after its last."""
    runs: list[list[int]] = []
    for i in found:
        if runs and i == runs[-1][1] + 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    for first, last in runs:
        end = min(last + reach, len(times_s) - 1)
        strongest = max(found[i] for i in range(first, last + 1))
        yield a_fault(kind, times_s[first], times_s[end], reason, strongest)
