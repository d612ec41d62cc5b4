"""Finds where a film's shots begin, and what interrupts them: black, flashes, pictures of another scene."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from quality.frame_stats import FrameStats
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]
    Picture = NDArray[np.uint8]

_AROUND = 6
_ALIKE = 0.6
_FLAT_LEVELS = 10.0
_SIDE = 12
_MOST_PAIRS = 3
_SLOWLY = 0.3
_STAYS = 0.9
_SAME_SHARE = 0.1
_LEAST_STEP, _SEEN_WAY = 0.01, 0.2
_COLOUR_LEVELS, _MOST_COLOUR = 8.0, 4.0
_LIKE_SHAPES, _TINT_LEVELS = 0.85, 20.0
_SEEN_LEVELS = 2.0
_EFFECT_S, _LEAP, _LEAPS = 0.35, 3.0, 2
_GLOW_FRAMES, _GLOW_LEVELS, _GLOW_TIMES = 2, 8.0, 4.0
_GLARE_LEVELS, _STEP, _FULL, _STEPS = 40.0, 0.08, 0.75, 2

_BLACK_S = 0.3
"""From this length on ffmpeg's blackdetect calls black a fault."""


@dataclass(frozen=True)
class Break:
    """Frames `first` to `last` that do not belong to the shot around them; `light` that is meant is no fault."""

    kind: Literal["black", "flash", "foreign", "light"]
    first: int
    last: int
    evidence: float


def runs(mask: Mask, bridge: int = 0) -> list[tuple[int, int]]:
    """First and last index of each stretch of true values; gaps of up to `bridge` false ones are passed over."""
    found: list[tuple[int, int]] = []
    for index in np.flatnonzero(mask).tolist():
        if found and index - found[-1][1] <= bridge + 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found


def jumps(stats: FrameStats, limits: Thresholds) -> list[int]:
    """Frames whose picture is another than that of the frame before.

    The change must be large and far above the median change of the six frames on either side: the adaptive content
    detector of PySceneDetect (https://www.scenedetect.com/docs/latest/api/detectors.html), with a median.
    """
    change = stats.change
    found = []
    for index in np.flatnonzero(change >= limits.cut.levels).tolist():
        around = np.concatenate([change[max(1, index - _AROUND) : index], change[index + 1 : index + 1 + _AROUND]])
        usual = float(np.median(around)) if len(around) else 0.0
        if change[index] >= limits.cut.times_usual * max(1.0, usual):
            found.append(index)
    return found


def usual(values: Floats, cuts: list[int], left_out: Mask, percentile: float = 50) -> Floats:
    """For each frame the percentile of a number over its shot, frames that are left out aside."""
    result = np.zeros(len(values), np.float32)
    for start, end in itertools.pairwise([0, *cuts, len(values)]):
        fair = values[start:end][~left_out[start:end]]
        result[start:end] = np.percentile(fair, percentile) if len(fair) else 0
    return result


def breaks(stats: FrameStats, found: list[int], limits: Thresholds) -> Iterator[Break]:
    """What interrupts a shot: black pictures, and pairs of jumps after which the picture is what it was before."""
    dark = (stats.dark >= limits.black.share) & (stats.peak < limits.black.peak)
    yield from _black(stats, dark, limits)
    pairs = _pairs(stats, found, dark, limits) if stats.frame_s <= limits.motion.most_frame_s else []
    paired = {index for pair in pairs for index in pair}
    alone = sum(index not in paired and not _stays(stats, index) for index in found)
    held = sum(stats.times_s[back] - stats.times_s[there] >= limits.interruption.edited_s for there, back in pairs)
    edited = alone > 0 or held > 1  # a scene that is cut into again and again has two sides
    an_effect = len(pairs) > _MOST_PAIRS
    flashes = [pair for pair in pairs if _is_light(stats, *pair, limits)]
    for there, back in pairs:
        uneven = unevenness(stats.inner[there - 1], stats.inner[there])
        if (there, back) in flashes and (uneven > limits.flash.uneven or _same_shapes(stats, there)):
            meant = len(flashes) > limits.flash.most or uneven > limits.flash.uneven or restless(stats, there, back)
            meant = meant or glows(stats, there, back, limits)
            bump = abs(float(stats.luma[there] - stats.luma[there - 1]))
            yield Break("light" if meant else "flash", there, back - 1, bump / limits.flash.levels)
        elif _is_glare(stats, there, back, limits) or (_is_lit(stats, there, limits) and _is_lit(stats, back, limits)):
            yield Break("light", there, back - 1, 1.0)
        elif not an_effect and _intrudes(stats, there, back, edited=edited, limits=limits):
            away = min(distance(*stats.thumbs[at - 1 : at + 1]) for at in (there, back))
            yield Break("foreign", there, back - 1, away / limits.cut.levels)


def _black(stats: FrameStats, dark: Mask, limits: Thresholds) -> Iterator[Break]:
    """Black that breaks off a shot which then goes on, and films that are black for a good part of their time."""
    for first, last in runs(dark):
        length_s = stats.end_of(last) - float(stats.times_s[first])
        at_an_end = first == 0 or last == len(dark) - 1
        if at_an_end:
            meant = length_s <= min(limits.black.leader_s, limits.black.leader_share * stats.end_s)
        else:
            before, after = (stats.inner[at].astype(float) for at in (first - 1, last + 1))
            fades = _fades(stats, first, last, limits) or _hardly_lighter(stats, first, last, limits)
            meant = fades or alike(before, after) < _ALIKE
        if not meant:
            yield Break("black", first, last, 1 + length_s / _BLACK_S)


def _fades(stats: FrameStats, first: int, last: int, limits: Thresholds) -> bool:
    """Whether the picture gets dark before black, or brighter after it: what little comes at once is no break.

    Where the pictures at both sides are the same, and one of them is as bright as those beyond it, neither is within a
    fade: what is brighter a moment later is lightning, or a lamp.
    """
    sides = (stats.luma[max(0, first - _AROUND) : first][::-1], stats.luma[last + 1 : last + 1 + _AROUND])
    brightest = [max(float(side.max()), 1e-3) for side in sides]
    shares = [float(side[0]) / most for side, most in zip(sides, brightest, strict=True)]
    apart = distance(stats.thumbs[first - 1], stats.thumbs[last + 1])
    if apart < _SAME_SHARE * min(float(side[0]) for side in sides) and max(shares) > _STAYS:
        return False
    black = [float(stats.luma[at]) / most for at, most in zip((first, last), brightest, strict=True)]
    return min(share - dark for share, dark in zip(shares, black, strict=True)) < limits.black.faded_share


def _hardly_lighter(stats: FrameStats, first: int, last: int, limits: Thresholds) -> bool:
    """Whether all around is as good as black too, as where snow or stars drift over a dark ground."""
    around = np.r_[max(0, first - _AROUND) : first, last + 1 : min(len(stats.luma), last + 1 + _AROUND)]
    lighter = float(np.median(stats.luma[around])) - float(np.median(stats.luma[first : last + 1]))
    return lighter < _SEEN_LEVELS and float(np.median(stats.peak[around])) < 2 * limits.black.peak


def _pairs(stats: FrameStats, found: list[int], dark: Mask, limits: Thresholds) -> list[tuple[int, int]]:
    """Pairs of jumps of which the second leads back to where the first came from."""
    pairs, place = [], 0
    while place < len(found):
        there = found[place]
        back = next((other for other in found[place + 1 :] if _is_back(stats, there, other, limits)), None)
        if back is None or there == 0 or dark[there:back].any():
            place += 1
            continue
        pairs.append((there, back))
        place = found.index(back) + 1
    return pairs


def _is_light(stats: FrameStats, there: int, back: int, limits: Thresholds) -> bool:
    return _is_short(stats, there, back, limits) and _only_light(stats, there)


def _is_short(stats: FrameStats, there: int, back: int, limits: Thresholds) -> bool:
    return bool(stats.times_s[back] - stats.times_s[there] <= limits.flash.most_s + stats.frame_s / 2)


def restless(stats: FrameStats, there: int, back: int) -> bool:
    """Whether the picture leaps in other ways as well right before or after: a title that glitches, an effect."""
    reach, change = round(_EFFECT_S / stats.frame_s), stats.change
    beside = np.concatenate([change[max(1, there - reach) : there], change[back + 1 : back + 1 + reach]])
    wide = np.concatenate([change[max(1, there - 3 * reach) : there], change[back + 1 : back + 1 + 3 * reach]])
    usual = float(np.median(wide)) if len(wide) else 0.0
    return int((beside > _LEAP * max(1.0, usual)).sum()) >= _LEAPS


def glows(stats: FrameStats, there: int, back: int, limits: Thresholds) -> bool:
    """Whether light comes up before a flash or dies away after it, by more than changes else, and not everywhere alike.

    Lightning does; light that jumps by mistake leaves the pictures beside it as they are.
    """
    if _by_steps(stats, there, back):
        return True
    inner, reach = stats.inner.astype(np.float32), round(_EFFECT_S / stats.frame_s)
    for beside, step in ((back, 1), (there - 1, -1)):
        places = [at for at in (beside + step * _GLOW_FRAMES + step * k for k in range(reach)) if 0 <= at < len(inner)]
        if len(places) <= _GLOW_FRAMES:
            continue
        usual = max(float(np.abs(inner[one] - inner[two]).max()) for one, two in itertools.pairwise(places))
        glow = inner[beside] - inner[places[0]]
        uneven = unevenness(stats.inner[places[0]], stats.inner[beside]) > limits.flash.uneven
        if uneven and glow.mean() > 0 and glow.max() > max(_GLOW_LEVELS, _GLOW_TIMES * usual):
            return True
    return False


def leaps(luma: Floats, *, times: float, levels: float) -> bool:
    """Whether there is so many times as much light, and so many levels more, in a picture as in one beside it."""
    low, high = np.minimum(luma[:-1], luma[1:]), np.maximum(luma[:-1], luma[1:])
    return bool(((high - low > levels) & (high > times * low)).any())


def _is_glare(stats: FrameStats, there: int, back: int, limits: Thresholds) -> bool:
    """Whether what breaks in is a short glare; a scene that lasts may get lighter and darker as it goes."""
    return _is_short(stats, there, back, limits) and _by_steps(stats, there, back)


def _by_steps(stats: FrameStats, there: int, back: int) -> bool:
    """Whether a glare comes, or goes, over more than one picture: lightning as it is drawn, or a camera that adapts."""
    around = stats.luma[max(0, there - _STEPS - 1) : back + _STEPS + 1]
    base = float(max(around[0], around[-1]))
    swing = float(stats.luma[there:back].max()) - base
    if swing < _GLARE_LEVELS:
        return False
    share, top = (around - base) / swing, int(np.argmax(around))
    between = (share > _STEP) & (share < _FULL)
    rises, falls = int(between[:top].sum()), int(between[top:].sum())
    return min(rises, falls) > 0 or max(rises, falls) >= _STEPS


def _intrudes(stats: FrameStats, there: int, back: int, *, edited: bool, limits: Thresholds) -> bool:
    """Whether another picture breaks into a shot that moves on around it.

    A page that opens over another at rest does not, for it stays long enough to be seen, nor does light that goes on in
    a dark shot. What moves slowly moves in every frame, and in many places.
    """
    limit, length_s = limits.interruption, float(stats.times_s[back] - stats.times_s[there])
    before, inside = (stats.inner[at].astype(float) for at in (there - 1, there))
    another = alike(before, inside) <= _ALIKE or _other_colours(stats, there)
    if length_s >= (limit.edited_s if edited else limit.held_s) or before.std() < _FLAT_LEVELS or not another:
        return False
    if length_s < limit.unseen_s:
        return True
    sides = (stats.change[max(1, there - _SIDE) : there], stats.change[back + 1 : back + 1 + _SIDE])
    if all(len(side) and float(np.mean(side)) > limit.moving_levels for side in sides):
        return True
    alive = (stats.same[max(1, there - _SIDE) : there], stats.same[back + 1 : back + 1 + _SIDE])
    moving = all(len(side) and float(np.min(side)) > limit.moving_levels * _SLOWLY for side in sides)
    moving &= all(float(np.median(side)) < limit.resting_same for side in alive)
    return moving or _went_on(stats, there, back)


def _went_on(stats: FrameStats, there: int, back: int) -> bool:
    """Whether a slow shot went on while another picture hid all of it, as far as it goes in as long before or after.

    A page at rest is the same when a window over it is closed; a shot moves in every frame, if only by little.
    """
    sides = (stats.change[max(1, there - _SIDE) : there], stats.change[back + 1 : back + 1 + _SIDE])
    if not all(len(side) == _SIDE and side.min() > _LEAST_STEP and side.mean() > 2 * _LEAST_STEP for side in sides):
        return False
    thumbs, count = stats.thumbs, back - there
    hidden = np.abs(thumbs[there].astype(np.int16) - thumbs[there - 1]).max(axis=0) > _FLAT_LEVELS
    before = distance(thumbs[max(0, there - 1 - count)], thumbs[there - 1])
    after = distance(thumbs[back], thumbs[min(len(thumbs) - 1, back + count)])
    went = distance(thumbs[there - 1], thumbs[back])
    return float(hidden.mean()) > _STAYS and went > max(_SEEN_WAY, min(before, after) / 2)


def _stays(stats: FrameStats, index: int) -> bool:
    """Whether the picture is what it was before a jump: lightning is no cut."""
    before, after = (stats.inner[at].astype(float) for at in (index - 1, index))
    return min(before.std(), after.std()) > _FLAT_LEVELS and alike(before, after) > _STAYS


def _is_back(stats: FrameStats, there: int, back: int, limits: Thresholds) -> bool:
    if there == 0 or stats.times_s[back] - stats.times_s[there] > limits.interruption.most_s:
        return False
    before, first, last, after = (stats.thumbs[at] for at in (there - 1, there, back - 1, back))
    jump = min(distance(before, first), distance(last, after))
    sides = (stats.inner[at].astype(float) for at in (there - 1, back))
    same = alike(*sides) > limits.interruption.alike
    return same and distance(before, after) < limits.interruption.back_share * jump


def _same_shapes(stats: FrameStats, index: int) -> bool:
    """Whether a picture shows what the one before it shows, or next to nothing: even light adds no shapes."""
    before, after = stats.inner[index - 1].astype(float), stats.inner[index].astype(float)
    return bool(after.std() < _FLAT_LEVELS or before.std() < _FLAT_LEVELS or alike(before, after) > _ALIKE)


def _is_lit(stats: FrameStats, index: int, limits: Thresholds) -> bool:
    """Whether a jump is none but of the light, which all places share, also where it burns the brightest out."""
    before, after = stats.inner[index - 1], stats.inner[index]
    return unevenness(before, after) < limits.flash.uneven and alike(before.astype(float), after.astype(float)) > _ALIKE


def _only_light(stats: FrameStats, index: int) -> bool:
    """Whether a picture is the one before it, brighter or darker in some places or all, or nearly plain."""
    before, after = stats.inner[index - 1].astype(float), stats.inner[index].astype(float)
    one_way = min(-(after - before).min(), (after - before).max()) < _FLAT_LEVELS
    likely = after.std() < _FLAT_LEVELS or one_way or alike(before, after) > _ALIKE
    return bool(likely) and not _other_colours(stats, index)


def _other_colours(stats: FrameStats, index: int) -> bool:
    """Whether a picture has colours that no light makes of the one before it.

    Light brings colours out, bleaches them, and tints all alike, but for lamps with shapes of their own.
    """
    before, after = (stats.thumbs[at, 1:].reshape(2, -1).astype(np.float64) for at in (index - 1, index))
    old, new = before - before.mean(axis=1, keepdims=True), after - after.mean(axis=1, keepdims=True)
    kept = float(np.clip((old * new).sum() / max(float((old * old).sum()), 1.0), 0, _MOST_COLOUR))
    if float(np.abs(new - kept * old).mean()) > _COLOUR_LEVELS:
        return True
    shapes = alike(*(stats.inner[at].astype(float) for at in (index - 1, index)))
    return shapes < _LIKE_SHAPES and float(np.abs(after - before).mean()) > _TINT_LEVELS


def distance(one: Picture, other: Picture) -> float:
    """Mean absolute difference of two thumbs in levels."""
    return float(np.abs(one.astype(np.int16) - other).mean())


def alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Correlation of two pictures, -1 to 1; 0 where one is plain."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / size if size > 1e-6 else 0.0


def unevenness(before: Picture, after: Picture) -> float:
    """How much of the change of a thumb is not one sum and one factor for the whole picture, 0 to 1."""
    old, new = before.astype(np.float64).ravel(), after.astype(np.float64).ravel()
    change = new - old
    spread = old - old.mean()
    gain = float(spread @ change) / max(float(spread @ spread), 1.0)
    left = change - change.mean() - gain * spread
    return float(np.abs(left).mean() / max(np.abs(change).mean(), 1e-6))
