"""Real footage cut to a film's measure, by clips that are made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.enhance.colour import apply
from media.focus import WHOLE
from media.frames import read_frames
from media.probe import probe
from media.stock.crop import window_of
from media.stock.fit import fit_clip
from media.stock.glance import STEP_S, Glance
from media.stock.match import grade_of
from media.stock.stretch import Stretch, stretch_of

Picture = NDArray[np.uint8]


def scene(hue: int, at: int = 0, size: tuple[int, int] = (54, 96)) -> Picture:
    """A ground of one colour with grain and a bright thing that moves."""
    chance = np.random.default_rng(hue)
    picture = np.full((*size, 3), (90, 100, 110), np.int16)
    picture[..., hue % 3] += 90
    picture += chance.integers(-6, 6, picture.shape, dtype=np.int16)
    left = 8 + at % 60
    picture[20:34, left : left + 12] = (240, 220, 60)
    return picture.clip(0, 255).astype(np.uint8)


def glance_of(pictures: list[Picture]) -> Glance:
    return Glance(tuple(STEP_S * at for at in range(len(pictures))), tuple(pictures))


def clip(path: Path, source: str, *, fps: int = 30, length_s: float = 2.0) -> Path:
    args = ["-f", "lavfi", "-i", source, "-t", str(length_s), "-r", str(fps), "-pix_fmt", "yuv420p"]
    ffmpeg.run([*args, "-preset", "ultrafast", "-f", "mp4", f"file:{path}"])
    return path


def stretch(pictures: list[Picture], shown_s: float, clip_fps: float = 24, fps: float = 24) -> Stretch | None:
    return stretch_of(glance_of(pictures), STEP_S * len(pictures), shown_s, clip_fps, fps)


# --- stretch ------------------------------------------------------------------------------------------------------


def test_a_stretch_has_no_cut_in_it() -> None:
    found = stretch([*(scene(0, at) for at in range(6)), *(scene(1, at) for at in range(14))], 2.0)
    assert found is not None
    assert found.start_s >= 6 * STEP_S
    assert found.start_s + found.lasts_s <= 20 * STEP_S


def test_a_stretch_begins_after_a_fade_from_black() -> None:
    black = np.zeros((54, 96, 3), np.uint8)
    found = stretch([black, black, *(scene(0, at) for at in range(10))], 1.5)
    assert found is not None
    assert found.start_s >= 2 * STEP_S


def test_the_calmest_stretch_is_taken() -> None:
    wild, calm = [scene(0, 23 * at) for at in range(12)], [scene(0, at) for at in range(12)]
    found = stretch([*wild, *calm], 2.0)
    assert found is not None
    assert found.start_s >= 11 * STEP_S


@pytest.mark.parametrize(
    ("clip_fps", "count", "pace", "is_short"),
    [
        (30, 16, 0.8, False),  # every frame is shown once
        (60, 16, 0.8, False),  # every second one
        (25, 16, 0.96, False),
        (120, 16, 1.0, False),
        (30, 11, 0.8, False),
        (24, 10, 10 * STEP_S / 3.0, True),
        (15, 14, 1.0, False),
    ],
)
def test_the_pace_shows_frames_evenly_and_is_never_slow_motion(
    clip_fps: float, count: int, pace: float, is_short: bool
) -> None:
    found = stretch([scene(0, at) for at in range(count)], 3.0, clip_fps)
    assert found is not None
    assert found.pace == pytest.approx(pace, abs=0.01)
    assert (found.is_short, found.pace >= 0.8) == (is_short, True)


def test_a_clip_that_is_too_short_gives_no_stretch() -> None:
    assert stretch([scene(0, at) for at in range(8)], 3.0) is None


# --- crop ---------------------------------------------------------------------------------------------------------


def test_a_subject_stays_in_a_crop() -> None:
    seen = glance_of([scene(0, 54 + at) for at in range(6)])
    window, fills = window_of(seen.details(), (1920, 1080), (720, 1280))
    assert fills
    assert window.x * 96 <= 62
    assert (window.x + window.wide) * 96 >= 79


def test_what_lies_far_apart_is_shown_on_soft_sides() -> None:
    picture = scene(0)
    picture[20:34, 4:16] = picture[20:34, 80:92] = (250, 40, 40)
    picture[20:34, 16:80] = picture[40, 40]
    window, fills = window_of(glance_of([picture] * 3).details(), (1920, 1080), (720, 1280))
    assert not fills
    assert window.wide > 0.85


def test_a_small_clip_is_not_enlarged_until_it_is_a_blur() -> None:
    seen = glance_of([scene(0, 54)] * 3)
    assert window_of(seen.details(), (1920, 1080), (720, 1280))[1]
    assert not window_of(seen.details(), (640, 360), (720, 1280))[1]


def test_black_bars_are_no_part_of_a_picture() -> None:
    barred = scene(0).copy()
    barred[:, :12] = barred[:, -12:] = 4
    night = scene(0).copy()
    night[:10] = 3
    assert glance_of([barred]).content().x == pytest.approx(12 / 96)
    assert glance_of([barred]).content().wide == pytest.approx(72 / 96)
    assert glance_of([night]).content() == WHOLE


# --- colours ------------------------------------------------------------------------------------------------------


def measured(pictures: list[Picture]) -> tuple[float, float, float]:
    """Mean brightness, its spread, and how far grey things are from grey."""
    colours = np.concatenate([picture.reshape(-1, 3) for picture in pictures]) / 255
    light = colours @ np.array([0.2126, 0.7152, 0.0722])
    grey = pictures[0][:10, :10].reshape(-1, 3).mean(axis=0)
    return float(light.mean()), float(light.std()), float(np.ptp(grey / grey.mean()))


def chart(gain: tuple[float, float, float], low: float, high: float) -> Picture:
    """Greys from dark to bright with a few colours, under a light."""
    rng = np.random.default_rng(3)
    greys = np.linspace(low, high, 96)[None, :, None] * np.ones((54, 1, 3))
    greys[:10, :10] = (low + high) / 2
    greys[30:, :20] *= (1.0, 0.6, 0.5)
    greys[30:, 60:80] *= (0.6, 0.8, 1.0)
    greys += rng.normal(0, 0.01, greys.shape)
    return np.asarray((255 * greys * np.array(gain)).clip(0, 255), np.uint8)


def test_clips_of_different_cameras_come_closer_and_none_is_clipped() -> None:
    clips = [
        chart((1, 1, 1), 0.05, 0.95),
        chart((1.0, 0.9, 0.78), 0.1, 0.9),
        chart((0.82, 0.92, 1.0), 0.1, 0.85),
        chart((1, 1, 1), 0.35, 0.75),
        chart((1, 1, 1), 0.02, 0.45),
    ]
    graded = [(255 * apply(one / 255, grade_of(glance_of([one])))).round().astype(np.uint8) for one in clips]
    before = np.array([measured([one]) for one in clips])
    after = np.array([measured([one]) for one in graded])
    assert (after.std(axis=0)[:2] < 0.85 * before.std(axis=0)[:2]).all()
    assert after[1:3, 2].max() < 0.6 * before[1:3, 2].max()
    for one, other in zip(clips, graded, strict=True):
        assert (other == 255).mean() <= (one == 255).mean() + 0.01
        assert (other == 0).mean() <= (one == 0).mean() + 0.01
        assert abs(other.astype(int) - one.astype(int)).mean() < 28


def test_a_night_stays_dark_and_a_sunset_orange() -> None:
    night = chart((0.7, 0.8, 1.0), 0.0, 0.18)
    rows = np.linspace(0.25, 0.95, 54)[:, None, None] * np.ones((1, 96, 1))
    sunset = (255 * rows * np.array((1.0, 0.62, 0.3))).astype(np.uint8)
    dark, dusk = (255 * apply(one / 255, grade_of(glance_of([one]))) for one in (night, sunset))
    assert dark.mean() < 1.5 * night.mean()
    assert dusk[..., 0].mean() > 1.4 * dusk[..., 1].mean() > 1.4 * 1.3 * dusk[..., 2].mean()


# --- files --------------------------------------------------------------------------------------------------------


def test_a_clip_becomes_as_long_as_large_and_as_quick_as_is_wanted(tmp_path: Path) -> None:
    source = clip(tmp_path / "in.mp4", "testsrc2=size=192x108:rate=60", fps=60, length_s=2.4)
    out = tmp_path / "out.mp4"
    fit_clip(source, out, size=(64, 112), duration_s=2.0, work=tmp_path, fps=24, matched=True)
    info = probe(out)
    assert (info.width, info.height, info.fps, info.frame_count, info.has_audio) == (64, 112, 24, 48, False)
    frames = read_frames(out, [0.0, 1.0, 1.95])
    assert all(frame.std() > 10 for frame in frames)
    own = tmp_path / "own.mp4"
    assert fit_clip(source, own, size=(96, 54), duration_s=2.0, work=tmp_path) == ()
    assert (probe(own).fps, probe(own).frame_count) == (30, 60)


@pytest.mark.parametrize(
    ("source", "length_s", "reason"),
    [
        ("testsrc2=size=96x54:rate=24", 1.0, "has no 2.0 s without a cut"),
        ("color=black:size=96x54:rate=24", 3.0, "is black"),
        ("color=gray:size=96x54:rate=24", 3.0, "does not move"),
    ],
)
def test_what_cannot_be_shown_is_refused(tmp_path: Path, source: str, length_s: float, reason: str) -> None:
    bad = clip(tmp_path / "bad.mp4", source, fps=24, length_s=length_s)
    with pytest.raises(UnsupportedMediaError, match=reason):
        fit_clip(bad, tmp_path / "out.mp4", size=(96, 54), duration_s=2.0, work=tmp_path)
