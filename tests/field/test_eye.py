"""Faults that noise, drawing on twos or a small part of the picture hide, and noise that only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from quality.pictures import picture_faults
from quality.thresholds import shipped
from tests.field.looks_like import WIDTH, Film, Picture, camera, mixed, pan, ramp, stats_of

RNG = np.random.default_rng(7)


def coded(pictures: Picture, much: float) -> Picture:
    """What a coder leaves where nothing changes: hardly anything, but not nothing."""
    return pictures + RNG.normal(0, much, pictures.shape).astype(np.float32)


def stuck_in_grain() -> Film:
    pictures = camera(30 + 0.02 * np.arange(84), noise=7)
    pictures[30:38] = coded(np.repeat(pictures[30:31], 8, axis=0), 0.8)
    return Film(pictures)


def stuck_on_twos() -> Film:
    pictures = coded(pan(84, speed=2.0, noise=0)[np.arange(84) // 2 * 2], 0.4)
    pictures[30:38] = coded(np.repeat(pictures[30:31], 8, axis=0), 0.4)
    return Film(pictures)


def part_of_it_melts() -> Film:
    shot, other = pan(84, speed=0.1), pan(84, 2, 0.1)
    other[:, :, 2 * WIDTH // 5 :] = shot[:, :, 2 * WIDTH // 5 :]
    there = np.concatenate([np.zeros(20), ramp(20, 0, 0.7), ramp(20, 0.7, 0), np.zeros(24)])
    return Film(mixed(shot, other, there))


def grain_that_a_coder_keeps_for_keyframes() -> Film:
    pictures = camera(np.full(84, 30.0), noise=7)
    for start in range(0, 84, 12):
        pictures[start : start + 12] = coded(np.repeat(pictures[start : start + 1], 12, axis=0), 0.4)
    return Film(pictures)


def grain_that_grows_with_the_night() -> Film:
    noise = RNG.normal(0, 1, (84, 90, WIDTH)) * ramp(84, 1, 9)[:, None, None]
    return Film((camera(np.full(84, 30.0), noise=0) + noise).astype(np.float32))


@pytest.mark.parametrize(
    ("film", "kind"), [(stuck_in_grain, "duplicate"), (stuck_on_twos, "duplicate"), (part_of_it_melts, "morph")]
)
def test_what_is_wrong_is_found(film: Callable[[], Film], kind: str) -> None:
    assert kind in {one.kind for one in picture_faults(stats_of(film()), shipped()).faults}


@pytest.mark.parametrize("film", [grain_that_a_coder_keeps_for_keyframes, grain_that_grows_with_the_night])
def test_grain_that_comes_and_goes_is_no_fault(film: Callable[[], Film]) -> None:
    assert picture_faults(stats_of(film()), shipped()).faults == ()
