"""Faults of a few frames in pictures that move, under noise, in changing light and under a camera that moves."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest

from footage.verdicts import Fault
from media.probe import probe
from quality.focus import _percentile_of_known
from quality.registration import Motion, moved, registered
from quality.signals import find_signals
from tests import faulty
from tests.faulty import FPS, Clip, Frames

pytestmark = pytest.mark.slow

WIDTH, HEIGHT, COUNT = 320, 180, 96
SOUND = np.random.default_rng(1).normal(0, 0.05, COUNT * faulty.RATE_HZ // FPS).astype(np.float32)
HEAVY = {"black", "flash", "foreign", "flicker", "frozen", "duplicate", "disorder", "morph"}


@functools.cache
def texture(seed: int, warm: bool) -> Frames:
    """A large picture of soft blots, reddish or bluish, brighter above than below."""
    rng = np.random.default_rng(seed)
    height, width = HEIGHT + 76, WIDTH + 240
    blots = np.kron(rng.uniform(-60, 60, (height // 16, width // 16)), np.ones((16, 16)))
    for axis in (0, 1, 0, 1):
        blots = np.mean([np.roll(blots, step, axis) for step in range(-6, 7)], axis=0)
    grey = 120 + blots + np.linspace(50, -50, height)[:, None]
    colours = np.array([40, 0, -40]) if warm else np.array([-40, 0, 40])
    return np.asarray(np.clip(grey[..., None] + colours, 0, 255), np.uint8)


def pan(seed: int = 1, *, warm: bool = True, px: float = 2.0, noise: float = 0.0) -> Frames:
    """A camera that moves across a picture by so many pixels from frame to frame, with noise of so many levels."""
    whole, rng = texture(seed, warm), np.random.default_rng(2)
    frames = [whole[:HEIGHT, round(index * px) : round(index * px) + WIDTH] for index in range(COUNT)]
    return np.stack([np.clip(one + rng.normal(0, noise, one.shape), 0, 255) for one in frames]).astype(np.uint8)


def found_all(frames: Frames, folder: Path) -> list[Fault]:
    return list(find_signals(probe(faulty.written(Clip(frames, SOUND), folder / "film.mp4"))).faults)


def found(frames: Frames, folder: Path) -> list[Fault]:
    return [fault for fault in found_all(frames, folder) if fault.kind in HEAVY]


def lit(frames: Frames, gains: dict[int, float]) -> Frames:
    """With some of the frames brighter."""
    changed = frames.copy()
    for index, gain in gains.items():
        changed[index] = np.clip(frames[index] * gain, 0, 255)
    return changed


def named(faults: list[Fault], index: int) -> list[str]:
    """Which kinds are found, all of them around a frame."""
    assert all(fault.start_s <= index / FPS + 0.1 and fault.end_s >= index / FPS for fault in faults), faults
    return [fault.kind for fault in faults]


@pytest.mark.parametrize("noise", [0.0, 12.0])
def test_two_frames_that_changed_places_are_told_under_noise_too(noise: float, tmp_path: Path) -> None:
    frames = pan(px=1.0, noise=noise)
    assert found(frames, tmp_path) == []
    frames[[50, 51]] = frames[[51, 50]]
    assert named(found(frames, tmp_path), 51) == ["disorder"]


def test_a_jolt_is_no_disorder(tmp_path: Path) -> None:
    frames = pan(px=2.0, noise=6.0)
    frames[50] = np.roll(frames[50], 3, axis=1)
    assert found(frames, tmp_path) == []


def test_black_before_lightning_is_no_fade(tmp_path: Path) -> None:
    frames = lit(pan(), {62: 1.9, 63: 1.7, 64: 1.5, 65: 1.3})
    frames[48:60] = 0
    assert "black" in named([fault for fault in found(frames, tmp_path) if fault.kind == "black"], 50)


def test_a_fade_from_black_is_none(tmp_path: Path) -> None:
    frames = lit(pan(), {60 + index: 0.1 + 0.09 * index for index in range(10)})
    frames[48:60] = 0
    assert found(frames, tmp_path) == []


@pytest.mark.parametrize("length", [3, 20])
def test_a_scene_as_light_and_dark_but_of_other_colours_breaks_in(length: int, tmp_path: Path) -> None:
    frames = pan()
    frames[50 : 50 + length] = pan(1, warm=False)[:length] // 2 + 70
    assert named(found(frames, tmp_path), 51) == ["foreign"]


@pytest.mark.parametrize(("px", "kinds"), [(1, ["foreign"]), (0, [])])
def test_a_scene_breaks_into_a_slow_shot_and_a_window_opens_over_one_at_rest(
    px: int, kinds: list[str], tmp_path: Path
) -> None:
    frames = pan(px=0)
    for index in range(COUNT):
        frames[index, 60:80, 20 + px * index : 80 + px * index] = 230
    frames[40:60] = pan(9, warm=False, px=0)[:20]
    assert [fault.kind for fault in found(frames, tmp_path)] == kinds


def test_shuffled_frames_in_changing_light_are_no_flicker(tmp_path: Path) -> None:
    frames = lit(pan(noise=4.0), {44: 1.6, 45: 1.5, 46: 1.35, 47: 1.2, 54: 1.6, 55: 1.5, 56: 1.3, 57: 1.15})
    frames[40:64] = frames[40 + np.random.default_rng(3).permutation(24)]
    assert "flicker" not in named(found(frames, tmp_path), 50)
    assert "disorder" in named(found(frames, tmp_path), 50)


def test_flicker_over_motion_is_no_disorder(tmp_path: Path) -> None:
    frames = lit(pan(noise=4.0), {index: 1 + 0.12 * (-1) ** index for index in range(40, 64)})
    assert named(found(frames, tmp_path), 50) == ["flicker"]


def test_pictures_melt_under_a_camera_that_moves(tmp_path: Path) -> None:
    frames = pan(px=0.5)
    share = 0.6 * (1 - np.abs(np.linspace(-1, 1, 48)))[:, None, None, None]
    other = pan(7, warm=False)[20:68, ::-1]
    assert found(frames, tmp_path) == []
    frames[24:72] = (frames[24:72] * (1 - share) + other * share).astype(np.uint8)
    assert named(found(frames, tmp_path), 48) == ["morph"]


@pytest.mark.parametrize(("by_and_by", "kinds"), [(False, ["blocks"]), (True, [])])
def test_blocks_break_suddenly(by_and_by: bool, kinds: list[str], tmp_path: Path) -> None:
    frames = np.kron(pan(px=1.0)[::2], np.ones((1, 2, 2, 1), np.uint8))
    rng = np.random.default_rng(6)
    broken = np.argwhere(rng.random((frames.shape[1] // 16, frames.shape[2] // 16)) < 0.12)
    for count, index in enumerate(range(16, 32)):
        share = min(1.0, count / 7, (15 - count) / 7) if by_and_by else 1.0
        for row, column in broken[: round(share * len(broken))]:
            at = index, slice(16 * row, 16 * row + 16), slice(16 * column, 16 * column + 16)
            frames[at] = np.clip(frames[at].astype(int) + 45, 0, 255)
    faults = [fault.kind for fault in found_all(frames, tmp_path) if fault.kind == "blocks"]
    assert faults == kinds


def test_one_picture_is_brought_over_another() -> None:
    small = texture(5, True)[::12, ::18].transpose(2, 0, 1).astype(np.float32)
    true = Motion(0.6, -0.9, 0.05)
    motion, left = registered(small, moved(small, true))
    assert motion == pytest.approx(true, abs=0.05)
    assert left < 0.1 * float(np.abs(moved(small, true) - small).mean())


def test_a_percentile_is_numpys() -> None:
    rng = np.random.default_rng(4)
    rows = rng.random((50, 24)).astype(np.float32)
    rows[rng.random(rows.shape) < 0.3] = np.nan
    assert _percentile_of_known(rows, 80) == pytest.approx(np.nanpercentile(rows, 80, axis=1), abs=1e-6)
