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


def on_fours(places: Picture) -> Picture:
    """A step every fourth picture, as what is drawn takes, and next to none in between."""
    return camera(20 + np.cumsum(np.where(np.arange(len(places)) % 4 == 0, 4.0, 0.2) * places), noise=0)


def stuck_on_fours() -> Film:
    """It goes on where it would have been by then."""
    pictures = on_fours(np.ones(84, np.float32))
    pictures[30:48] = np.repeat(pictures[30:31], 18, axis=0)
    return Film(coded(pictures, 0.2))


def another_picture_for_three_frames_of_a_shot_at_rest() -> Film:
    pictures = camera(np.full(84, 30.0), noise=0)
    pictures[40:43] = camera(np.full(3, 40.0), 5, noise=0)
    return Film(coded(pictures, 0.3))


def out_of_order_in_grain() -> Film:
    """Noise lies over what moves."""
    pictures = pan(96, speed=1.0, noise=7)
    pictures[36:60] = pictures[36 + np.random.default_rng(3).permutation(24)]
    return Film(pictures)


def it_melts_while_the_camera_moves_on() -> Film:
    there = np.concatenate([np.zeros(18), ramp(24, 0, 0.5), ramp(24, 0.5, 0), np.zeros(18)])
    return Film(mixed(pan(84, speed=0.3), pan(84, 2, 0.3), there))


def a_drawing_on_fours_that_is_held() -> Film:
    """It goes on from where it was."""
    return Film(coded(on_fours(np.r_[np.ones(30), np.zeros(18), np.ones(36)].astype(np.float32)), 0.2))


def a_page_at_rest_that_is_turned_at_last() -> Film:
    pictures = camera(np.full(84, 30.0), noise=0)
    pictures[50:] = camera(np.full(34, 45.0), noise=0)
    return Film(coded(pictures, 0.3))


def a_pan_that_rests_and_goes_on() -> Film:
    pace = np.concatenate([ramp(30, 2, 0), np.zeros(24), ramp(30, 0, 2)])
    return Film(camera(10 + np.cumsum(pace), noise=1))


def grain_that_a_coder_keeps_for_keyframes() -> Film:
    pictures = camera(np.full(84, 30.0), noise=7)
    for start in range(0, 84, 12):
        pictures[start : start + 12] = coded(np.repeat(pictures[start : start + 1], 12, axis=0), 0.4)
    return Film(pictures)


def grain_that_grows_with_the_night() -> Film:
    noise = RNG.normal(0, 1, (84, 90, WIDTH)) * ramp(84, 1, 9)[:, None, None]
    return Film((camera(np.full(84, 30.0), noise=0) + noise).astype(np.float32))


@pytest.mark.parametrize(
    ("film", "kind"),
    [
        (stuck_in_grain, "duplicate"),
        (stuck_on_twos, "duplicate"),
        (part_of_it_melts, "morph"),
        (stuck_on_fours, "frozen"),
        (another_picture_for_three_frames_of_a_shot_at_rest, "foreign"),
        (out_of_order_in_grain, "disorder"),
        (it_melts_while_the_camera_moves_on, "morph"),
    ],
)
def test_what_is_wrong_is_found(film: Callable[[], Film], kind: str) -> None:
    assert kind in {one.kind for one in picture_faults(stats_of(film()), shipped()).faults}


@pytest.mark.parametrize(
    "film",
    [
        grain_that_a_coder_keeps_for_keyframes,
        grain_that_grows_with_the_night,
        a_page_at_rest_that_is_turned_at_last,
        a_drawing_on_fours_that_is_held,
        a_pan_that_rests_and_goes_on,
    ],
)
def test_what_is_meant_is_no_fault(film: Callable[[], Film]) -> None:
    assert picture_faults(stats_of(film()), shipped()).faults == ()
