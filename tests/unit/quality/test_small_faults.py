"""Faults of a few frames that show in small parts of the picture, or in a picture that is full of the like."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from media.probe import probe
from quality import order
from quality.blockiness import BlockMeter
from quality.frame_stats import NEAR, FrameStats
from quality.search import Search
from quality.signals import find_signals
from quality.thresholds import shipped
from tests import faulty
from tests.faulty import FPS, Clip, Frames

pytestmark = pytest.mark.slow

WIDTH, HEIGHT, COUNT = 480, 272, 96
SOUND = np.random.default_rng(1).normal(0, 0.05, COUNT * faulty.RATE_HZ // FPS).astype(np.float32)


def kinds(frames: Frames, folder: Path) -> list[str]:
    """The kinds of all that is found between the second and the fourth second, and whatever is found elsewhere."""
    faults = find_signals(probe(faulty.written(Clip(frames, SOUND), folder / "film.mp4"))).faults
    return [fault.kind if 1.9 < fault.start_s < fault.end_s < 3.1 else f"{fault} elsewhere" for fault in faults]


def ground(seed: int, cell_px: int, *, width: int = WIDTH) -> Frames:
    """A picture of plain cells of so many pixels."""
    cells = np.random.default_rng(seed).integers(60, 200, (-(-HEIGHT // cell_px), -(-width // cell_px), 3))
    return np.kron(cells, np.ones((cell_px, cell_px, 1), np.int64))[:HEIGHT, :width].astype(np.uint8)


def walk(places_px: list[int]) -> Frames:
    """A small figure that is seen at these places, before a ground at rest."""
    frames = np.repeat(ground(1, 40)[None], len(places_px), axis=0)
    for frame, place in zip(frames, places_px, strict=True):
        frame[120:160, place : place + 14] = (20, 20, 30)
        frame[126:132, place + 3 : place + 11] = (240, 220, 200)
    return frames


@pytest.mark.parametrize(
    ("stop", "goes_on_from", "expected"), [(0, 0, []), (7, 57, ["duplicate"]), (14, 64, ["frozen"]), (7, 50, [])]
)
def test_a_small_figure_stops_and_leaps(stop: int, goes_on_from: int, expected: list[str], tmp_path: Path) -> None:
    places = [50 + 2 * at for at in range(50)] + [50 + 2 * 50] * stop
    places += [50 + 2 * (goes_on_from + at) for at in range(COUNT - len(places))]
    assert kinds(walk(places if stop else [50 + 2 * at for at in range(COUNT)]), tmp_path) == expected


def test_what_scrolls_comes_to_rest_before_something_else_opens(tmp_path: Path) -> None:
    frames, page = np.repeat(ground(1, 40)[None], COUNT, axis=0), ground(5, 16)
    for at, frame in enumerate(frames):
        frame[40:200, 40:240] = np.roll(page, -2 * min(at, 46), axis=0)[40:200, 40:240]
        if at >= 62:
            frame[60:200, 280:420] = ground(9, 28)[60:200, 280:420]
            frame[220:228, 2 * at - 84 : 2 * at - 72] = 20
    assert kinds(frames, tmp_path) == []


@pytest.mark.parametrize(("elsewhere", "found"), [(0.2, True), (-0.9, False)])
def test_what_leads_back_elsewhere_too_is_no_swap(elsewhere: float, found: bool) -> None:
    steps = 1 + 0.05 * np.sin(1.7 * np.arange(60))
    steps[29:32], steps[22] = (1.6, -1.2, 1.6), elsewhere
    places = np.cumsum(steps)
    ways = np.stack([np.abs(places - np.roll(places, lag)) for lag in range(1, NEAR + 1)], axis=1).astype(np.float32)
    stats = SimpleNamespace(times_s=np.arange(60) / 40, distances=ways, squares=ways**2, frame_s=1 / 40, same=0 * steps)
    search = Search(cast(FrameStats, stats), shipped())
    assert (order._leads_back(search, order._advances(ways**2), 29) >= 1) is found


def soft(frames: Frames, reach: int = 1) -> Frames:
    """Two boxes, one after the other, over pictures of shape (n, height, width, 3)."""
    blurred = frames.astype(np.float32)
    for axis in (1, 2, 1, 2):
        blurred = np.mean([np.roll(blurred, step, axis) for step in range(-reach, reach + 1)], axis=0)
    return np.asarray(blurred).astype(np.uint8)


def test_sharp_things_pass_and_all_is_soft_for_a_moment(tmp_path: Path) -> None:
    whole, rng = soft(ground(2, 48, width=WIDTH + 3 * COUNT)[None], 12)[0], np.random.default_rng(4)
    for left in np.cumsum(rng.integers(45, 75, 10)).tolist():
        top = int(rng.integers(0, 60))
        whole[top : top + 190, left : left + 20] = np.kron(rng.integers(0, 255, (38, 4, 1)), np.ones((5, 5, 1)))
    frames = np.stack([whole[:, 3 * at : 3 * at + WIDTH] for at in range(COUNT)])
    assert kinds(frames, tmp_path) == []
    frames[52:68] = soft(frames[52:68])
    assert kinds(frames, tmp_path) == ["blur"]


@pytest.mark.parametrize("damage", ["none", "together", "by and by", "light"])
def test_blocks_break_and_heal_together_in_large_pixels(damage: str, tmp_path: Path) -> None:
    whole = ground(3, 8, width=WIDTH + COUNT)
    frames = np.stack([whole[:, at // 6 * 2 : at // 6 * 2 + WIDTH] for at in range(COUNT)])
    places = np.random.default_rng(5).permutation(HEIGHT // 16 * (WIDTH // 16))[:24]
    for at in range(52, 56):
        part = frames[at].copy()
        broken = {"none": places[:0], "together": places, "light": places[:0]}.get(damage, places[: 6 * (at - 51)])
        for row, column in zip(*np.divmod(broken, WIDTH // 16), strict=True):
            y, x = 16 * row, 16 * column
            frames[at, y : y + 16, x : x + 16] = 255 - part[y : y + 16, x : x + 16] // 2
        if damage == "light":
            frames[at] = np.clip(part * 1.06, 0, 255)
    assert kinds(frames, tmp_path) == (["blocks"] if damage == "together" else [])


def test_edges_that_break_and_heal_in_the_same_frames_are_counted() -> None:
    plain = np.full((400, 480), 100, np.uint8)
    broken = plain.copy()
    broken[96:112, 160:176] = 180
    meter = BlockMeter()
    seen = [meter.see(picture) for picture in (plain, plain, broken, broken, broken, broken, plain, plain)]
    assert [one.frames for one in seen if one.at_once] == [4]
    assert seen[6].at_once == pytest.approx(2 / (25 * 29), rel=0.1)
    assert seen[3].blockiness == pytest.approx(seen[6].at_once)
    assert meter.see(plain[:320]).at_once == 0


@pytest.mark.parametrize(("before", "counts"), [("scrolled", False), ("another place", True)])
def test_large_pixels_that_scroll_onto_the_grid_are_no_broken_blocks(before: str, counts: bool) -> None:
    tiles = np.random.default_rng(3).integers(0, 2, (27, 32)) * (np.random.default_rng(4).random((27, 32)) < 0.3)
    game = np.kron(100 + 80 * tiles, np.ones((16, 16))).astype(np.uint8)
    lies = {"scrolled": game[5:405, :480], "another place": np.full((400, 480), 100, np.uint8)}
    meter = BlockMeter()
    seen = [meter.see(picture).blockiness for picture in (lies[before], game[:400, :480], game[:400, :480])]
    assert seen[0] < 0.02
    assert [one > 0.1 for one in seen[1:]] == [counts] * 2
    meter.see(game[3:403, :480])
    plain = np.full((400, 480), 100, np.uint8)
    assert [meter.see(picture).blockiness > 0.1 for picture in (plain, game[:400, :480])] == [False, True]
