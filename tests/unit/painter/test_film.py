"""Films of several beats: what is painted between and across them."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from media.frames import read_frames
from painter import STYLES, FilmPlan, plan_film, render
from painter.names import CameraMove, Shot, Transition
from painter.plan import TRANSITION_S, Beat
from painter.shots import transitions
from painter.shots.reel import Reel
from painter.stills import draw_stills

pytestmark = pytest.mark.slow

TIMED = [name for name in get_args(Transition) if TRANSITION_S[name]]


def film(prompt: str = "a sailboat at sunset", duration_s: float = 8.0, **changes: object) -> FilmPlan:
    arguments: dict[str, object] = {"width": 160, "height": 90, "seed": 1} | changes
    return plan_film(prompt, duration_s=duration_s, **arguments)  # type: ignore[arg-type]


def two(transition: str, style: str = "cinematic") -> FilmPlan:
    """The sea by day, then the hills at night."""
    made = film("the sea by day", 4.0, style=style)
    night = film("hills at night", 2.0, style=style)
    first = made.beats[0].model_copy(update={"duration_s": 2.0})
    second = night.beats[0].model_copy(update={"transition": transition, "palette": night.palette})
    return FilmPlan.model_validate(made.model_dump() | {"beats": [first.model_dump(), second.model_dump()]})


def painted(reel: Reel, time_s: float) -> NDArray[np.int_]:
    return reel.paint(time_s)[..., :3].astype(int)


def luma(frame: NDArray[np.int_]) -> float:
    return float(frame.mean())


def digest(made: FilmPlan) -> str:
    reel = Reel(made)
    total = hashlib.sha256()
    for share in (0.1, 0.45, 0.52, 0.9):
        total.update(reel.paint(share * made.duration_s).tobytes())
    return total.hexdigest()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("transition", TIMED)
@pytest.mark.few(one_in=4)
def test_a_transition_leads_from_one_beat_to_the_next_without_a_jump(transition: str, style: str) -> None:
    made = two(transition, style)
    reel, step, length_s = Reel(made), 1 / 24, made.transition_s(1)
    before, first = painted(reel, 2.0 - step), painted(reel, 2.0)
    assert np.abs(before - first).mean() < 9
    last, after = painted(reel, 2.0 + length_s - 0.001), painted(reel, 2.0 + length_s + 0.001)
    assert np.abs(last - after).mean() < 9
    middle = painted(reel, 2.0 + length_s / 2)
    assert min(np.abs(middle - before).mean(), np.abs(middle - after).mean()) > 2


def test_a_cut_changes_the_picture_at_once() -> None:
    reel = Reel(two("cut"))
    assert np.abs(painted(reel, 2.0 - 1 / 24) - painted(reel, 2.0)).mean() > 20


def test_the_frames_of_a_beat_do_not_depend_on_the_way_to_them() -> None:
    made = film("mountains, then the sea at night", 9.0)
    once = Reel(made)
    in_order = [once.paint(second).copy() for second in range(9)]
    backwards = Reel(made)
    assert all((backwards.paint(second) == in_order[second]).all() for second in reversed(range(9)))


@pytest.mark.parametrize("camera", get_args(CameraMove))
@pytest.mark.parametrize("shot", get_args(Shot))
@pytest.mark.few(one_in=3)
def test_something_moves_in_every_second_of_every_move_and_shot(camera: CameraMove, shot: Shot) -> None:
    made = film("mountains on a clear day", 4.0)
    beats = [beat.model_copy(update={"camera": camera, "shot": shot, "titles": ()}) for beat in made.beats]
    reel = Reel(made.model_copy(update={"beats": tuple(beats)}))
    frames = [painted(reel, second) for second in (0.0, 1.0, 2.0, 3.0, 3.95)]
    assert min(np.abs(early - late).mean() for early, late in itertools.pairwise(frames)) > 0.25


def test_closer_shots_show_the_subject_larger() -> None:
    made = film("a lighthouse on the coast by day", 4.0, width=320, height=180)
    heights = []
    for shot in ("wide", "medium", "detail"):
        update = {"shot": shot, "titles": (), "camera": "push"}
        with_it = made.beats[0].model_copy(update=update)
        shown = painted(Reel(made.model_copy(update={"beats": (with_it,)})), 0.1)
        reds = (shown[..., [0, 2]].max(axis=-1) > 150) & (shown[..., 1] < 110) & (shown[..., [0, 2]].min(axis=-1) < 110)
        heights.append(int(reds.any(axis=1).sum()))
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]


def test_a_long_beat_goes_on_moving() -> None:
    made = film("mountains on a clear day", 5.0)
    beat = made.beats[0].model_copy(update={"duration_s": 60.0})
    reel = Reel(made.model_copy(update={"beats": (beat,), "duration_s": 60.0}))
    assert min(np.abs(painted(reel, at) - painted(reel, at + 1)).mean() for at in (20.0, 36.5, 58.0)) > 0.25


@pytest.mark.parametrize("prompt", ["a thunderstorm over the sea at night, tense", "a bright fast city, neon"])
def test_nothing_is_black_and_nothing_flashes(prompt: str) -> None:
    made = film(prompt, 12.0)
    reel = Reel(made)
    values = np.array([luma(painted(reel, frame / 12)) for frame in range(int(made.duration_s * 12))])
    assert values.min() > 6
    steps = np.sign(np.diff(values)) * (np.abs(np.diff(values)) > 20)
    for start in range(len(steps) - 12):
        turns = [step for step in steps[start : start + 12] if step]
        assert sum(one != other for one, other in itertools.pairwise(turns)) <= 6


def test_a_film_has_the_same_frames_in_another_process() -> None:
    made = film("a lighthouse in a storm at night", 7.0)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_film import FilmPlan, digest; "
        "print(digest(FilmPlan.model_validate_json(sys.stdin.read())))"
    )
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", code, here], input=made.model_dump_json(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == digest(made)


def test_two_prompts_or_seeds_never_give_the_same_frames() -> None:
    prompts = ("a forest", "a quiet forest", "the forest", "hills", "", "森")
    digests = {digest(film(prompt, 7.0, seed=seed)) for prompt in prompts for seed in (1, 2)}
    assert len(digests) == 2 * len(prompts)


def test_the_same_film_gives_the_same_bytes(tmp_path: Path) -> None:
    made = film("mountains, then the sea at night", 6.0, width=128, height=72)
    for name in ("one", "two"):
        render(made, tmp_path / f"{name}.mp4", audio=True)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_a_film_stops_within_a_second(tmp_path: Path) -> None:
    stopped_at: list[float] = []

    def stop(fraction: float) -> None:
        if fraction > 0.05:
            stopped_at.append(time.monotonic())
            raise KeyError("stopped")

    with pytest.raises(KeyError, match="stopped"):
        render(film("the sea", 20.0, width=640, height=360), tmp_path / "film.mp4", audio=True, progress=stop)
    assert time.monotonic() - stopped_at[0] < 1.0


def test_only_two_beats_are_kept_at_a_time() -> None:
    made = film("a forest", 40.0)
    reel = Reel(made)
    for start in made.starts_s:
        reel.paint(start + 0.1)
        assert len(reel.held) <= 2


def test_a_beat_needs_only_a_place_and_a_length() -> None:
    made = film("x", 4.0)
    bare = made.model_copy(update={"beats": (Beat(duration_s=4.0, setting="lake"),)})
    assert painted(Reel(bare), 1.0).std() > 8


@pytest.mark.parametrize("early_s", [0.0, 1e-9, 0.008])
def test_a_frame_just_before_a_cut_shows_the_new_beat(early_s: float) -> None:
    made = two("cut")
    start_s = made.starts_s[1]
    assert (painted(Reel(made), start_s - early_s) == painted(Reel(made), start_s)).all()


@pytest.mark.parametrize("style", ["cinematic", "pixel", "editorial"])
def test_a_match_carries_the_point_the_eye_rests_on_over(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = film("a lighthouse on the coast by day", 2.0, width=320, height=180, style=style)
    second = film("a castle on a hill by day", 2.0, width=320, height=180, style=style, seed=7)
    beats = (first.beats[0], second.beats[0].model_copy(update={"transition": "match", "shot": "medium"}))
    reel = Reel(first.model_copy(update={"beats": beats, "duration_s": 4.0}))
    seen: list[tuple[float, float, float]] = []
    moved = transitions._moved

    def watched(
        canvas: object, picture: object, anchor: transitions.Anchor, point: tuple[float, float], *rest: float
    ) -> None:
        seen.append((*point, anchor.size * rest[0]))
        moved(canvas, picture, anchor, point, *rest)

    monkeypatch.setattr(transitions, "_moved", watched)
    reel.paint(2.3)
    assert len(seen) == 2
    assert seen[0][:2] == seen[1][:2]
    assert seen[0][2] == pytest.approx(seen[1][2], rel=0.02)


def test_single_pictures_are_those_of_the_film_without_its_words(tmp_path: Path) -> None:
    made, still, whole = film("a fox in the snow", 2.0), tmp_path / "still.png", tmp_path / "film.mp4"
    draw_stills(made, [1.0], [still])
    wordless = made.model_copy(update={"beats": (made.beats[0].model_copy(update={"titles": ()}),)})
    render(wordless, whole, audio=False)
    drawn = np.asarray(skia.Image.open(str(still)).toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3].astype(int)
    shown = read_frames(whole, [1.0])[0].astype(int)
    assert np.abs(drawn - shown).mean() < 6
    assert np.abs(drawn[..., ::-1] - shown).mean() > 15, "too grey to tell blue from red"


def test_single_pictures_of_one_place_are_of_one_shot(tmp_path: Path) -> None:
    made, stills = film("a fox in the snow", 22.0), [tmp_path / "start.png", tmp_path / "end.png"]
    assert len({(beat.shot, beat.time_of_day) for beat in made.beats}) > 1
    draw_stills(made, [0.0, 22.0], stills)
    start, end = (np.asarray(skia.Image.open(str(still)).toarray()).astype(int) for still in stills)
    reel = Reel(made)
    cut = np.abs(reel.paint(0.0).astype(int) - reel.paint(21.9)).mean()
    assert 0 < np.abs(start - end).mean() < cut / 2
