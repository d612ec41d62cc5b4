"""Films in another shape: whoever or whatever is in them stays in the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from media.edit.reframe.faces import MODEL, Face
from media.edit.reframe.looks import Look, Looker
from media.edit.reframe.path import path_of

WIDE, HIGH, FPS = 480, 270, 25
SHARE = HIGH * 9 / 16 / WIDE
"""How much of the width an upright part has."""

Picture = np.ndarray[Any, np.dtype[np.uint8]]
EMPTY = np.zeros((HIGH // 3, WIDE // 3), np.float32)


def wall(seed: int = 1, width: int = 1400) -> Picture:
    blocks = np.random.default_rng(seed).integers(60, 180, (HIGH // 15, width // 15, 1)).astype(np.uint8)
    return np.repeat(np.kron(blocks, np.ones((15, 15, 1), np.uint8)), 3, axis=2)


def seen(draw: Callable[[int], tuple[Picture, int]], frames: int = 100) -> tuple[Looker, list[int]]:
    looker, places = Looker(every=5), []
    for frame in range(frames):
        picture, place = draw(frame)
        looker.see(frame, picture)
        places.append(place)
    return looker, places


def share_inside(looker: Looker, places: list[int], size: int = 40) -> float:
    shots = path_of(looker.looks, looker.cuts, len(places), SHARE, across=True, fps=FPS)
    keys = [key for shot in shots for key in (*shot.keys, (shot.last - 1, shot.keys[-1][1]))]
    left = np.interp(range(len(places)), [frame for frame, _ in keys], [value for _, value in keys]) * WIDE
    return float(np.mean([a - 1 <= x and x + size <= a + SHARE * WIDE + 1 for a, x in zip(left, places, strict=True)]))


def box(picture: Picture, x: int) -> tuple[Picture, int]:
    picture = picture.copy()
    picture[100:150, x : x + 40] = 230, 40, 40
    return picture, x


def test_what_moves_before_a_wall_stays_in_the_picture() -> None:
    wide = wall()
    looker, places = seen(lambda frame: box(wide[:, :WIDE], round(220 + 190 * np.sin(frame / 12))))
    assert share_inside(looker, places) >= 0.95


def test_what_moves_against_a_moving_camera_stays_in_the_picture() -> None:
    wide = wall()
    looker, places = seen(lambda frame: box(wide[:, frame * 6 : frame * 6 + WIDE], 380 - 3 * frame))
    assert share_inside(looker, places) >= 0.95


def test_a_cut_is_followed_at_once() -> None:
    walls = [wall(seed) for seed in (3, 4, 5)]
    looker, places = seen(lambda frame: box(walls[frame // 34][:, :WIDE], [40, 400, 200][frame // 34] + frame % 3))
    assert looker.cuts == [34, 68]
    assert share_inside(looker, places) >= 0.95


def test_nothing_that_moves_leaves_what_stands_out_in_the_picture() -> None:
    wide = wall()
    looker, places = seen(lambda _: box(wide[:, :WIDE], 360), frames=30)
    assert share_inside(looker, places) == 1.0


def faces(*places: tuple[float, float], frames: int = 20) -> list[Look]:
    """Looks at faces that stand still, by their middle and width."""
    found = [Face(x - wide / 2, 0.3, wide, wide * 1.6, 0.9) for x, wide in places]
    return [Look(at * 5, found, EMPTY, EMPTY) for at in range(frames)]


def test_a_still_face_is_shown_without_moving() -> None:
    (shot,) = path_of(faces((0.8, 0.1)), [], 100, SHARE, across=True, fps=FPS)
    assert [frame for frame, _ in shot.keys] == [0]
    assert shot.keys[0][1] == pytest.approx(min(0.8 - SHARE / 2, 1 - SHARE))


def test_the_larger_of_two_faces_is_shown_and_both_where_they_fit() -> None:
    (large,) = path_of(faces((0.2, 0.05), (0.8, 0.16)), [], 100, SHARE, across=True, fps=FPS)
    assert large.keys[0][1] <= 0.72 <= 0.88 <= large.keys[0][1] + SHARE + 0.001
    (both,) = path_of(faces((0.45, 0.08), (0.6, 0.08)), [], 100, SHARE, across=True, fps=FPS)
    assert both.keys[0][1] <= 0.41 <= 0.64 <= both.keys[0][1] + SHARE
    assert not large.is_wide


def test_two_faces_far_apart_need_the_whole_picture() -> None:
    (shot,) = path_of(faces((0.15, 0.1), (0.85, 0.1)), [], 100, SHARE, across=True, fps=FPS)
    assert shot.is_wide


def test_a_face_that_is_seen_once_is_none() -> None:
    looks = faces((0.3, 0.1))
    looks[7] = Look(35, [*looks[7].faces, Face(0.85, 0.3, 0.14, 0.2, 0.8)], EMPTY, EMPTY)
    (shot,) = path_of(looks, [], 100, SHARE, across=True, fps=FPS)
    assert len(shot.keys) == 1
    assert shot.keys[0][1] < 0.3


@pytest.mark.needs("cv2")
def test_the_model_is_the_published_one() -> None:
    from media.edit.reframe.faces import FaceFinder

    assert MODEL.stat().st_size == 232_589
    assert FaceFinder(WIDE, HIGH).find(wall()[:, :WIDE]) == []
