"""Planned diffusion with a painter in the place of the pipelines: films that grow lighter from frame to frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import numpy as np
import pytest

from footage.errors import FootageError, InternalError, InvalidInputError, UnavailableError
from footage.local_models import FilmOrder, FrameRule, LocalModel, RawFilm
from gpu.models.planned import (
    THRESHOLD,
    PlannedDecoder,
    keyframes_for,
    planned_or_whole,
    together,
    why_not_planned,
)
from gpu.models.spans import cross_fade, spread, whole_steps
from routing.catalog import load_catalog
from tests.tiny_models import tiny_model

pytestmark = pytest.mark.anyio
RULE = FrameRule(step=4, min=5, max=81)
BETWEEN = tiny_model("ltx", frames=RULE, steps=10)
AGAIN = tiny_model("wan", frames=RULE, steps=10)
ORDER = FilmOrder(prompt="a cat", negative_prompt="a dog", seed=7, width=16, height=8, frames=33)


class Painter:
    """Paints what is ordered, from 0 to 160 levels or from picture to picture.

    Args:
        spoil: Changes the levels of a span's frames; given the order and how often its span was made before.
        least: Films wait for each other until so many are under way.
    """

    def __init__(
        self, spoil: Callable[[np.ndarray, FilmOrder, int], None] = lambda *_: None, least: int = 1, **made: Any
    ) -> None:
        self.orders: list[FilmOrder] = []
        self._spoil = spoil
        self._least = least
        self._enough = anyio.Event()
        self._made = made

    @property
    def spans(self) -> list[FilmOrder]:
        return [one for one in self.orders if one.start != "text"]

    async def make(self, order: FilmOrder, folder: Path, progress: Callable[[float], None]) -> RawFilm:
        progress(0.5)
        levels = np.linspace(0, 160, order.frames) if order.start == "text" else between(order)
        self.orders.append(order)
        if order.start != "text":
            self._spoil(levels, order, sum(begin(one) == begin(order) for one in self.spans) - 1)
            if len(self.spans) >= self._least:
                self._enough.set()
            await self._enough.wait()
        pictures = np.zeros((order.frames, order.height, order.width, 3), np.uint8)
        pictures[:] = np.rint(levels)[:, None, None, None]
        pictures.tofile(folder / "pictures.rgb")
        progress(1.0)
        plain = {"width": order.width, "height": order.height, "frames": order.frames, "fps": 8.0}
        return RawFilm(pictures=folder / "pictures.rgb", **{**plain, **self._made})


def begin(order: FilmOrder) -> int:
    return int(np.mean(order.start_image if order.video is None else order.video[0]))


def between(order: FilmOrder) -> np.ndarray:
    if order.video is not None:
        return np.asarray(order.video.mean(axis=(1, 2, 3)))
    return np.linspace(order.start_image.mean(), order.end_image.mean(), order.frames)


def levels(made: RawFilm) -> list[int]:
    pictures = np.fromfile(made.pictures, np.uint8).reshape(made.frames, made.height, made.width, 3)
    return [int(picture[0, 0, 0]) for picture in pictures]


def spoil_the_second(better_at: int) -> Callable[[np.ndarray, FilmOrder, int], None]:
    """The span from 40 levels on jumps, until it was made so often."""

    def spoil(painted: np.ndarray, order: FilmOrder, before: int) -> None:
        if begin(order) == 40 and before < better_at:
            painted[4] += 60 - before

    return spoil


@pytest.mark.parametrize("model", [BETWEEN, AGAIN], ids=["between", "again"])
async def test_a_film_is_made_of_keyframes_and_the_spans_between_them(model: LocalModel, tmp_path: Path) -> None:
    painter = Painter()
    shares: list[float] = []
    made = await planned_or_whole(model, ORDER, tmp_path, painter.make, shares.append)
    assert levels(made) == [5 * at for at in range(33)]
    assert (made.frames, made.width, made.height, made.fps) == (33, 16, 8, 8)
    assert made.notes == ("It was planned: 5 keyframes, 4 spans between them, 0 noised again, 0 the better for it.",)
    plan = painter.orders[0]
    assert (plan.frames, plan.fps) == (5, 1)  # an eighth of the film's 8 a second
    assert sorted(begin(span) for span in painter.spans) == [0, 40, 80, 120]
    assert {(one.prompt, one.negative_prompt, one.seed, one.frames, one.fps) for one in painter.spans} == {
        ("a cat", "a dog", 7, 9, None)
    }
    assert shares == sorted(shares)
    assert shares[-1] < 1


async def test_spans_are_asked_for_at_the_same_time(tmp_path: Path) -> None:
    with anyio.fail_after(5):
        made = await planned_or_whole(BETWEEN, ORDER, tmp_path, Painter(least=4).make, lambda _: None)
    assert "planned" in made.notes[0]


async def test_a_bad_span_is_noised_again_and_the_better_take_stays(tmp_path: Path) -> None:
    painter = Painter(spoil_the_second(better_at=2))
    made = await planned_or_whole(BETWEEN, ORDER, tmp_path, painter.make, lambda _: None)
    assert levels(made) == [5 * at for at in range(33)]
    assert [(begin(one), one.seed) for one in painter.spans[4:]] == [(40, 8), (40, 9)]
    assert "2 noised again, 2 the better for it" in made.notes[0]


async def test_a_worse_take_is_thrown_away(tmp_path: Path) -> None:
    def worse(painted: np.ndarray, order: FilmOrder, before: int) -> None:
        if begin(order) == 40:
            painted[4] += 50 + 20 * before

    made = await planned_or_whole(BETWEEN, ORDER, tmp_path, Painter(worse).make, lambda _: None)
    assert levels(made)[12] == 60 + 50
    assert "2 noised again, 0 the better for it" in made.notes[0]


async def test_at_most_half_of_the_spans_are_noised_again_the_worst_first(tmp_path: Path) -> None:
    def all_bad(painted: np.ndarray, order: FilmOrder, before: int) -> None:
        painted[4] += 50 + begin(order) / 4

    painter = Painter(all_bad)
    await planned_or_whole(BETWEEN, ORDER, tmp_path, painter.make, lambda _: None)
    assert [begin(one) for one in painter.spans[4:]] == [120, 80]


async def test_without_pictures_at_both_ends_a_cross_fade_is_noised_half_way_and_a_bad_span_by_its_score(
    tmp_path: Path,
) -> None:
    def spoil(painted: np.ndarray, order: FilmOrder, before: int) -> None:
        if begin(order) == 40:
            painted[:] = np.linspace(40, 80, 9) if before else 200

    painter = Painter(spoil)
    made = await planned_or_whole(AGAIN, ORDER, tmp_path, painter.make, lambda _: None)
    [*first, again] = painter.spans
    assert {one.strength for one in first} == {0.55}  # 5 of 10 steps, rounded down by the pipeline
    [second] = [one for one in first if begin(one) == 40]
    assert [int(frame.mean()) for frame in second.video] == [40 + 5 * at for at in range(9)]
    assert [int(frame.mean()) for frame in again.video] == [40, *[200] * 7, 80]
    assert again.strength == 0.85  # seam 160, usual step 5: corruption 0.97
    assert levels(made) == [5 * at for at in range(33)]
    assert "1 noised again, 1 the better for it" in made.notes[0]


async def test_a_film_that_ends_within_a_span_is_cut_there(tmp_path: Path) -> None:
    painter = Painter()
    made = await planned_or_whole(BETWEEN, replace(ORDER, frames=29), tmp_path, painter.make, lambda _: None)
    assert levels(made) == [5 * at for at in range(29)]
    assert {span.frames for span in painter.spans} == {9}


async def test_a_film_between_two_pictures_ends_with_the_second(tmp_path: Path) -> None:
    first, last = (np.full((8, 16, 3), level, np.uint8) for level in (20, 220))
    order = replace(ORDER, frames=29, start_image=first, end_image=last)
    made = await planned_or_whole(BETWEEN, order, tmp_path, Painter().make, lambda _: None)
    shown = levels(made)
    assert (len(shown), shown[0], shown[-1]) == (29, 20, 220)
    assert shown == sorted(shown)


@pytest.mark.parametrize("frames", [9, 10, 15, 33, 41])
async def test_a_plan_is_decoded_into_as_many_frames_as_are_wanted(frames: int, tmp_path: Path) -> None:
    painter = Painter()
    decoder = PlannedDecoder(BETWEEN, ORDER, tmp_path, painter.make)
    plan = await decoder.plan_latent_trajectory("a bird", 3)
    assert (plan.prompt, plan.every, [int(one.mean()) for one in plan.keyframes]) == ("a bird", 16, [0, 40, 80])
    decoded = await decoder.decode_frames(plan, frames)
    decoded.write(tmp_path / "film.rgb")
    film = np.fromfile(tmp_path / "film.rgb", np.uint8).reshape(frames, 8, 16, 3)[:, 0, 0, 0]
    assert list(film) == sorted(film)
    assert (film[0], film[-1]) == (0, 80)
    assert {one.prompt for one in painter.orders} == {"a bird"}
    assert max(decoded.corruption) <= THRESHOLD


async def test_numbers_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    painter = Painter()
    decoder = PlannedDecoder(BETWEEN, ORDER, tmp_path, painter.make)
    for count in (1, 82):
        with pytest.raises(InvalidInputError, match=f"{count} keyframes"):
            await decoder.plan_latent_trajectory("a bird", count)
    assert not painter.orders
    plan = await decoder.plan_latent_trajectory("a bird", 3)
    for frames in (2, 163):
        with pytest.raises(InvalidInputError, match=f"{frames} frames"):
            await decoder.decode_frames(plan, frames)
    assert len(painter.orders) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [(InternalError("The pipeline broke."), "The pipeline broke."), (ValueError("no"), "planning broke")],
)
async def test_what_fails_is_made_in_one_run_and_says_so(error: Exception, said: str, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise error

    painter = Painter(fail)
    made = await planned_or_whole(BETWEEN, ORDER, tmp_path, painter.make, lambda _: None)
    assert painter.orders[-1] == ORDER
    assert levels(made) == [5 * at for at in range(33)]
    [note] = made.notes
    assert note.startswith(f"It was made in one run, not planned: {said}")


async def test_parts_that_come_out_smaller_are_not_put_together(tmp_path: Path) -> None:
    smaller: tuple[dict[str, Any], ...] = ({"frames": 4}, {"width": 8})
    for changes in smaller:
        folder = tmp_path / str(changes)
        folder.mkdir()
        decoder = PlannedDecoder(BETWEEN, ORDER, folder, Painter().make)
        plan = await decoder.plan_latent_trajectory("a bird", 5)
        decoder = PlannedDecoder(BETWEEN, ORDER, folder, Painter(**changes).make)
        with pytest.raises(UnavailableError, match="too little memory"):
            await decoder.decode_frames(plan, 33)


@pytest.mark.parametrize(
    ("model", "order", "said"),
    [
        (BETWEEN, replace(ORDER, sound=True), "its sound would come in pieces"),
        (tiny_model("mochi"), ORDER, "cannot fill the frames between"),
        (BETWEEN, replace(ORDER, frames=9), "too short for keyframes"),
        (AGAIN, replace(ORDER, video=np.zeros((33, 8, 16, 3), np.uint8), strength=0.5), "starts from a whole film"),
    ],
)
async def test_films_that_cannot_be_planned_are_made_in_one_run(
    model: LocalModel, order: FilmOrder, said: str, tmp_path: Path
) -> None:
    painter = Painter()
    made = await planned_or_whole(model, order, tmp_path, painter.make, lambda _: None)
    assert len(painter.orders) == 1
    assert painter.orders[0] is order
    assert said in made.notes[0]
    assert why_not_planned(BETWEEN, ORDER) is None


def test_the_guide_names_the_models_by_what_fills_their_spans() -> None:
    guide = (Path(__file__).resolve().parents[4] / "docs" / "guides" / "local-models.md").read_text()
    [ends, video] = re.findall(r"`(ends|video)`(?: among their pipelines)? \(([^)]*)\)", guide)
    models = {name: spec.local.pipelines for name, spec in load_catalog().backends.items() if spec.local}
    assert set(re.findall(r"`(\w+)`", ends[1])) == {name for name, has in models.items() if "ends" in has}
    assert set(re.findall(r"`(\w+)`", video[1])) == {name for name, has in models.items() if "video" in has}


def test_keyframes_are_one_in_five_frames_or_as_many_fewer_as_the_model_needs() -> None:
    free = tiny_model("wan", frames=FrameRule(step=1, min=2, max=100))
    assert [keyframes_for(free, frames) for frames in (81, 6, 7)] == [17, 2, 3]
    assert [keyframes_for(BETWEEN, frames) for frames in (81, 49, 9)] == [11, 7, 2]
    assert keyframes_for(tiny_model("framepack"), 27) == 5


def test_the_first_and_the_last_are_always_among_those_that_are_spread() -> None:
    assert spread(3, 33) == [0, 16, 32]
    assert spread(4, 4) == [0, 1, 2, 3]
    assert cross_fade(np.zeros((1, 1, 3), np.uint8), np.full((1, 1, 3), 250, np.uint8), 3)[1, 0, 0, 0] == 125


@pytest.mark.parametrize("steps", [2, 30, 49, 50, 64])
@pytest.mark.parametrize("strength", [0.01, 0.3, 0.5, 0.8, 1.0])
def test_strengths_are_whole_steps_after_rounding_down(strength: float, steps: int) -> None:
    assert int(steps * whole_steps(strength, steps)) == max(1, round(strength * steps))


async def test_the_first_error_ends_the_others() -> None:
    ended: list[str] = []

    async def wait() -> None:
        try:
            await anyio.sleep_forever()
        finally:
            ended.append("waiting")

    async def fail() -> None:
        raise FootageError("it broke")

    with anyio.fail_after(5), pytest.raises(FootageError, match="it broke"):
        await together([wait, fail, wait])
    assert ended == ["waiting"] * 2
