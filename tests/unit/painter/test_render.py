"""What the painter puts into files and frames; tiny films, the real encoder."""

from __future__ import annotations

import functools
import os
import subprocess
from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from footage.domain import AspectRatio
from media import ffmpeg
from media.audio import LOUDNESS_LUFS, PEAK, RATE_HZ, loudness
from painter import STYLES, FilmPlan, ScenePlan, plan_scene, render
from painter.craft.stage import Stage
from painter.facts import SUBJECT_SETTING
from painter.prompt.wordlists.vocabularies import SETTINGS
from painter.shots.paint import PIXEL_FORMAT, ScenePainter
from painter.sound import compose
from painter.text.headlines import Titles

SMALL_SIZES = {
    "16:9": (256, 144),
    "9:16": (144, 256),
    "1:1": (160, 160),
    "4:3": (192, 144),
    "3:4": (144, 192),
    "21:9": (336, 144),
}


def plan(prompt: str = "a sailboat at sunset", *, size: tuple[int, int] = (160, 90), **changes: object) -> ScenePlan:
    arguments: dict[str, object] = {"duration_s": 1.0, "seed": 1} | changes
    return plan_scene(prompt, width=size[0], height=size[1], **arguments)  # type: ignore[arg-type]


def frame(made: ScenePlan, time_s: float = 0.9) -> NDArray[np.uint8]:
    return ScenePainter(made).paint(time_s).copy()


@pytest.mark.parametrize("audio", [True, False])
def test_a_film_has_exactly_its_frames_and_its_sound(tmp_path: Path, audio: bool) -> None:
    made = plan(duration_s=1.5, fps=24)
    seen: list[float] = []
    render(FilmPlan.of(made), tmp_path / "film.mp4", audio=audio, progress=seen.append)
    with av.open(str(tmp_path / "film.mp4")) as film:
        video = film.streams.video[0]
        assert (video.width, video.height, video.pix_fmt) == (160, 90, "yuv420p")
        assert video.average_rate == 24
        assert sum(1 for _ in film.decode(video)) == made.frame_count == 36
        assert video.duration is not None
        assert video.time_base is not None
        assert float(video.duration * video.time_base) == pytest.approx(1.5, abs=1e-3)
        assert len(film.streams.audio) == audio
        if audio:
            sound = film.streams.audio[0]
            assert (sound.rate, sound.channels) == (48_000, 2)
            assert float((sound.duration or 0) * (sound.time_base or 0)) == pytest.approx(1.5, abs=0.05)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    made = plan("a lighthouse in a storm at night", duration_s=0.5)
    for name in ("one", "two"):
        render(FilmPlan.of(made), tmp_path / f"{name}.mp4", audio=True)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


@pytest.mark.parametrize("quick", [True, False])
def test_a_film_has_the_painted_colours_whatever_filters_ffmpeg_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: bool
) -> None:
    monkeypatch.setattr(ffmpeg, "has_filter", lambda _name: quick)
    made = plan(duration_s=0.25, size=(320, 180))
    render(FilmPlan.of(made), tmp_path / "film.mp4", audio=False)
    with av.open(str(tmp_path / "film.mp4")) as film:
        shown = next(film.decode(video=0)).reformat(format="rgb24", src_colorspace="ITU709").to_ndarray().astype(int)
    painted = frame(made, 0.0)[..., :3]
    away = shown - (painted if PIXEL_FORMAT == "rgba" else painted[..., ::-1])
    assert np.abs(away.mean(axis=(0, 1))).max() < 2
    assert np.abs(away).mean() < 3


def test_ffmpeg_knows_its_filters() -> None:
    assert ffmpeg.has_filter("scale")
    assert not ffmpeg.has_filter("scalee")


@pytest.mark.parametrize("style", STYLES)
def test_seeds_give_siblings_that_look_different(style: str) -> None:
    first, second = (frame(plan("a city at night", seed=seed, style=style)) for seed in (1, 2))
    assert np.abs(first.astype(int) - second).mean() > 4


@pytest.mark.parametrize("ratio", get_args(AspectRatio))
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.few(one_in=3)
def test_every_shape_of_frame_is_filled_and_moves(ratio: str, style: str) -> None:
    painter = ScenePainter(plan("a boat on the sea", size=SMALL_SIZES[ratio], style=style, duration_s=4))
    early, late = painter.paint(0.5).copy(), painter.paint(3.5)
    assert (early[..., 3] == 255).all()
    assert early[..., :3].std() > 12
    assert np.abs(early.astype(int) - late).mean() > 1


@pytest.mark.parametrize("setting", list(SETTINGS))
@pytest.mark.few(one_in=3)
def test_every_setting_paints_the_same_from_sheets_as_anew(setting: str) -> None:
    made = plan("hello", size=(192, 108)).model_copy(update={"setting": setting})
    kept, anew = (ScenePainter(made, cache=cache).paint(0.7).astype(int) for cache in (True, False))
    assert np.abs(kept - anew).mean() < 6


def bare(setting: str, style: str) -> ScenePlan:
    made = plan("x", size=(160, 90), style=style, duration_s=4)
    return made.model_copy(update={"setting": setting, "titles": (), "subjects": (), "time_of_day": "day"})


def once(made: ScenePlan) -> NDArray[np.uint8]:
    """One frame, for which no sheet is worth keeping."""
    return ScenePainter(made, cache=False).paint(2.0).copy()


@functools.cache
def empty(setting: str, style: str) -> NDArray[np.uint8]:
    """The place without its subject, painted once for all the subjects that stand in it."""
    return once(bare(setting, style))


NUMBERED = dict(enumerate(SUBJECT_SETTING))


@pytest.mark.parametrize("number", NUMBERED, ids=NUMBERED.values())
@pytest.mark.parametrize("step", [0, 3, 6])
@pytest.mark.few(one_in=3)
def test_every_subject_is_seen(number: int, step: int) -> None:
    """Every subject in three styles, and every style with a third of the subjects."""
    subject, style = NUMBERED[number], STYLES[(number + step) % len(STYLES)]
    setting = SUBJECT_SETTING[subject]
    shown = bare(setting, style).model_copy(update={"subjects": (subject,)})
    changed = np.abs(empty(setting, style).astype(int) - once(shown)).max(axis=-1) > 24
    assert changed.mean() > 0.004


TEXTS = {
    "words": "Quarterly results of the northern region are in",
    "one long word": "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "address": "https://example.com/" + "a" * 70,
    "right to left": "מגדלור בסערה בלילה ליד החוף",
    "Arabic": "منارة في عاصفة ليلية",
    "Chinese": "暴风雨之夜的灯塔照亮了大海",
    "Thai": "ประภาคารในคืนพายุ",
    "emoji": "Launch day 🚀🎉👩‍👩‍👧",
    "one letter": "A",
}


@pytest.mark.parametrize("size", [(320, 180), (144, 256), (160, 160), (336, 144)])
@pytest.mark.parametrize("text", list(TEXTS.values()), ids=list(TEXTS))
def test_titles_stay_in_their_box(text: str, size: tuple[int, int]) -> None:
    made = plan("x", size=size).model_copy(update={"titles": (text, "A subtitle that says a little more")})
    stage = Stage(made)
    left, top, right, bottom = stage.title_box
    for placed in _titles(stage).lines:
        x, y, x_end, y_end = placed.box
        assert left - 1 <= x <= x_end <= right + 1
        assert top - 3 <= y <= y_end <= bottom + 3


def test_without_words_there_is_no_title() -> None:
    assert _titles(Stage(plan(""))).lines == []


def test_titles_appear() -> None:
    titled = plan("Hello there", size=(320, 180), duration_s=4)
    bare = titled.model_copy(update={"titles": ()})
    assert np.abs(frame(titled, 0.0).astype(int) - frame(bare, 0.0)).max() < 8
    assert np.abs(frame(titled, 3.0).astype(int) - frame(bare, 3.0)).max() > 90


def test_a_raising_progress_stops_the_film_and_leaves_nothing(tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.3:
            raise KeyError("stopped")

    with pytest.raises(KeyError, match="stopped"):
        render(FilmPlan.of(plan(duration_s=3)), tmp_path / "film.mp4", audio=True, progress=stop)
    assert list(tmp_path.iterdir()) == []
    processes = subprocess.run(["ps", "-A", "-o", "ppid=,comm="], capture_output=True, text=True, check=True)
    assert [
        line for line in processes.stdout.splitlines() if line.split()[0] == str(os.getpid()) and "ffmpeg" in line
    ] == []


@pytest.mark.parametrize("prompt", ["a calm lake", "storm over the sea", "neon city", "joyful launch of our new app"])
def test_the_sound_is_as_long_and_as_loud_as_it_should_be(prompt: str) -> None:
    made = FilmPlan.of(plan(prompt, duration_s=5))
    sound = compose(made)
    assert sound.shape == (5 * RATE_HZ, 2)
    assert np.abs(sound).max() <= PEAK
    assert loudness(sound) == pytest.approx(LOUDNESS_LUFS, abs=1.0)
    assert np.abs(sound[:50]).max() < 0.01
    assert np.abs(sound[-50:]).max() < 0.01
    assert (sound == compose(made)).all()


def _titles(stage: Stage) -> Titles:
    return Titles(stage, np.zeros((1, stage.plan.height // 3 + 1, stage.plan.width // 3 + 1, 4), np.uint8))
