"""Finds where the light of a whole picture jumps or flickers while the picture itself stays."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.search import Found, Search
from quality.shots import alike, glows, leaps, restless, runs, unevenness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

_FLICKER_S = 0.5
_STEADY_S, _SLOWEST_HZ, _LINE, _QUARTERS = 2.0, 3.0, 0.7, 4
_LEAST_FRAMES = 3
_LEAST_TRIPLES, _NO_ORDER, _IN_ORDER = 3, 0.5, 0.8
_PLAIN_LEVELS = 4.0
_DARK_LEVEL = 22
_MORE, _BOLT_TIMES, _BOLT_LEVELS = 1.7, 3.0, 44.0


def flicker(search: Search) -> Iterator[Found]:
    """Many pictures within half a second that are brighter, or darker, than both of their neighbours.

    How much is the second difference of the mean luma, as in `media.enhance.measure.flicker_of`. Light that rises or
    falls bends too where it does so in steps, but it never turns; and a picture that is held for several frames, as in
    animation at 12 a second, is one picture. What flickers all through a shot is told by its rhythm.
    """
    luma, limits = search.stats.luma, search.limits.flicker
    steady = list(_steady(search))
    yield from steady
    fresh = _fresh(luma, limits.levels / 4)
    steps = np.diff(luma[fresh])
    bend, turns = np.zeros(len(luma), np.float32), np.zeros(len(luma), bool)
    bend[fresh[1:-1]] = np.abs(steps[1:] - steps[:-1]) / 2
    turns[fresh[1:-1]] = (steps[1:] * steps[:-1] < 0) & ~search.jumps[fresh[1:-1]] & ~search.jumps[fresh[2:]]
    high = turns & (bend > limits.levels + 4 * np.median(bend))
    window = max(limits.least, round(_FLICKER_S / search.stats.frame_s))
    counts = np.convolve(high, np.ones(window), "full")[window - 1 :]
    inside = np.zeros(len(luma), bool)
    for start in np.flatnonzero(counts >= limits.least).tolist():
        inside[start : start + window] = True
    for found in steady:
        inside[found.first : found.last + 1] = False
    for first, last in _trimmed(inside, high & inside):
        turned = np.flatnonzero(high[first : last + 1]) + first
        uneven = [unevenness(search.stats.inner[at - 1], search.stats.inner[at]) for at in turned.tolist()]
        whole = float(np.median(uneven)) < limits.uneven and not _in_the_dark(search, turned)
        bolt = leaps(luma[first - 1 : last + 2], times=_BOLT_TIMES, levels=_BOLT_LEVELS)  # no lamp gives so much more
        whole &= not (bolt or _storms(search, turned))
        if whole and not _out_of_order(search, first, last):
            yield Found(first, last, float(np.median(bend[turned])) / limits.levels)


def _in_the_dark(search: Search, frames: NDArray[np.intp]) -> bool:
    """Whether most of the picture is as good as black: a bolt, a flame, a lamp is all its light, and flickers."""
    return float(np.median(search.stats.inner[frames])) < _DARK_LEVEL


def _storms(search: Search, turned: NDArray[np.intp]) -> bool:
    """Whether there is far more light in one picture than in the next: a strobe, a storm, lamps that go on and off.

    Where it is the camera's or a model's, what the lamps give stays, and a part of it comes and goes.
    """
    luma = search.stats.luma
    beside = np.stack([luma[turned - 1], luma[turned], luma[np.minimum(turned + 1, len(luma) - 1)]])
    darkest, brightest = np.maximum(beside.min(axis=0), 1.0), beside.max(axis=0)
    flashes = brightest - darkest > search.limits.flash.levels
    return bool(np.median(np.where(flashes, brightest / darkest, 1.0)) > _MORE)


def _out_of_order(search: Search, first: int, last: int) -> bool:
    """Whether it is the order of the pictures that makes the light jump: those in the light of the shot jump as well.

    In order, of three pictures the first and the last are farthest from each other, as they are before or after.
    """
    stats, count = search.stats, round(_FLICKER_S / search.stats.frame_s)
    sides = search.before(first - 1, count), search.after(last + 1, count)
    if min(len(side) for side in sides) < count // 2:
        return False
    usual = float(np.median(stats.luma[np.concatenate(sides)]))
    lit = first + np.flatnonzero(np.abs(stats.luma[first : last + 1] - usual) < search.limits.flicker.levels / 2)
    inside, around = _in_order(stats.squares, lit), [_in_order(stats.squares, side) for side in sides]
    enough = len(inside) >= _LEAST_TRIPLES and min(map(len, around)) > _LEAST_TRIPLES
    return enough and bool(inside.mean() < _NO_ORDER and max(side.mean() for side in around) > _IN_ORDER)


def _in_order(squares: Floats, frames: NDArray[np.intp]) -> Mask:
    """Of each three of the frames that follow each other, near in time, whether the first and the last are farthest."""
    if len(frames) < _LEAST_FRAMES:
        return np.zeros(0, bool)
    one, two, three = frames[:-2], frames[1:-1], frames[2:]
    near = three - one <= squares.shape[1]
    one, two, three = one[near], two[near], three[near]
    beside = np.maximum(squares[two, two - one - 1], squares[three, three - two - 1])
    return np.asarray(squares[three, three - one - 1] > beside)


def _steady(search: Search) -> Iterator[Found]:
    """Shots of 2 s and more whose light swings at one rate, as lamps on the mains and screens do before a camera.

    Most of what changes in the mean luma from 3 Hz on is then a single line of its spectrum (Hann window, whose line is
    three bins wide), from end to end; old film flickers at all rates, neon signs in some
    places and not others. Larger swings are strobes.
    """
    luma, limits = search.stats.luma, search.limits
    for start, end in itertools.pairwise([0, *np.flatnonzero(search.jumps).tolist(), len(luma)]):
        long = (end - start) * search.stats.frame_s >= _STEADY_S
        if not (long and search.flows) or search.taken[start:end].any():
            continue
        swing = _swing(luma[start:end], search.stats.frame_s)
        if not limits.flicker.levels <= swing <= limits.flash.levels:
            continue
        steps = np.flatnonzero(np.abs(np.diff(luma[start:end])) > swing / 2) + start + 1
        uneven = [unevenness(search.stats.inner[at - 1], search.stats.inner[at]) for at in steps.tolist()]
        if uneven and float(np.median(uneven)) < limits.flash.uneven and not _in_the_dark(search, steps):
            yield Found(start, end - 1, swing / limits.flicker.levels)


def _swing(luma: Floats, frame_s: float) -> float:
    """By how many levels luma swings to either side at one rate, in the weakest quarter; 0 without such a rate."""
    window, least = np.hanning(len(luma)), int(np.ceil(_SLOWEST_HZ * len(luma) * frame_s))
    power = np.abs(np.fft.rfft((luma - luma.mean()) * window)) ** 2
    peak = least + int(np.argmax(power[least:]))
    if power[max(least, peak - 1) : peak + 2].sum() < _LINE * power[least:].sum():
        return 0.0
    turned = (luma - luma.mean()) * np.exp(-2j * np.pi * peak * np.arange(len(luma)) / len(luma))
    return float(min(2 * abs(quarter.mean()) for quarter in np.array_split(turned, _QUARTERS)))


def _fresh(luma: Floats, levels: float) -> NDArray[np.intp]:
    """Frames that are brighter or darker than the last such one by more than so many levels; the first is one."""
    fresh = [0]
    for index, value in enumerate(luma.tolist()):
        if abs(value - luma[fresh[-1]]) > levels:
            fresh.append(index)
    return np.asarray(fresh)


def _trimmed(inside: Mask, counted: Mask) -> Iterator[tuple[int, int]]:
    """Stretches, from the first to the last frame in each that counts."""
    for first, last in runs(inside):
        at = np.flatnonzero(counted[first : last + 1])
        yield first + int(at[0]), first + int(at[-1])


def flash(search: Search) -> Iterator[Found]:
    """Up to 0.2 s brighter or darker than both sides by more than a flash's levels (WCAG 2.2, "general flash").

    Lightning, cameras and headlights light some places and not others, and strobes come again and again. Where another
    picture follows there were cuts.
    """
    luma, limits = search.stats.luma, search.limits.flash
    if not search.flows or len(luma) < _LEAST_FRAMES:
        return
    bumps, least = np.zeros(len(luma), np.float32), limits.levels + 4 * float(np.median(np.abs(np.diff(luma))))
    broken = search.taken | search.jumps
    for width in range(1, min(max(1, round(limits.most_s / search.stats.frame_s)), len(luma) - 2) + 1):
        parts = np.lib.stride_tricks.sliding_window_view(luma[1:-1], width)
        before, after = luma[: len(parts)], luma[width + 1 :]
        bump = np.maximum(parts.min(axis=1) - np.maximum(before, after), np.minimum(before, after) - parts.max(axis=1))
        for start in (np.flatnonzero(bump > least) + 1).tolist():
            if not (broken[start : start + width].any() or search.jumps[start + width]):
                bumps[start : start + width] = np.maximum(bumps[start : start + width], bump[start - 1])
    found = runs(bumps > 0)
    inner = search.stats.inner
    if len(found) <= limits.most:
        for first, last in found:
            before, after = inner[first - 1].astype(float), inner[last + 1].astype(float)
            returns = alike(before, after) > search.limits.interruption.alike or before.std() < _PLAIN_LEVELS
            even = unevenness(inner[first - 1], inner[first]) < limits.uneven
            effect = restless(search.stats, first, last + 1) or glows(search.stats, first, last + 1, search.limits)
            if returns and even and not effect:
                yield Found(first, last, float(bumps[first : last + 1].max()) / limits.levels)
