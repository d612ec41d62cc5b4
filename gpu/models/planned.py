"""Planned diffusion: sparse keyframes first, then the spans between them, then the worst spans once more.

1. One short run makes K keyframes of the whole film.
2. Two neighbouring keyframes bound a span; spans share nothing else, so each is a task of its own for the devices. A
   pipeline that takes a first and a last picture fills it from noise; one that denoises films again fills it from a
   cross-fade of the two, noised half way (SDEdit, C. Meng et al., https://arxiv.org/abs/2108.01073).
3. `gpu.models.planner` scores the spans. The worst are noised again, by strength of their score where the pipeline
   knows strengths, else with other noise; of two tries the better one stays.

The plan is kept as pictures: they, not latents, are what diffusers' pipelines take at a span's ends. What is proven of
all this and what is not is in docs/guides/local-models.md.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import anyio
import numpy as np

from footage.errors import FootageError, InvalidInputError, UnavailableError
from footage.local_models import FilmOrder, LocalModel, RawFilm
from footage.threads import in_thread
from gpu.models.planner import corruption, measure, usual_step
from gpu.models.spans import FilledSpan, Plan, PlannedFilm, Span, cross_fade, spans_of, spread, whole_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pictures = NDArray[np.uint8]

Progress = Callable[[float], None]
MakeFilm = Callable[[FilmOrder, Path, Progress], Awaitable[RawFilm]]
"""Makes one film into a folder. It is called for many films at the same time."""

T = TypeVar("T")

KEYFRAME_EVERY = 5
"""Frames from one keyframe to the next, or as few more as the model can make at once."""

DRAFT_STRENGTH = 0.5
RENOISE_STRENGTH = (0.3, 0.8)
"""Of a span that is not corrupted at all, and of one that is wholly."""

THRESHOLD = 0.5
"""Spans above this corruption are noised again."""

ROUNDS = 3
RENOISED_SHARE = 0.5
"""At most so many spans are noised again, as a share of all, counted over all rounds."""

_SEEDS = 2**31
_log = logging.getLogger("footage.gpu.planned")


def keyframes_for(model: LocalModel, num_frames: int) -> int:
    """How many keyframes a film gets: one in five frames, or the next fewer for which the model makes whole spans."""
    every = model.frames.fit(KEYFRAME_EVERY + 1) - 1
    return -(-(num_frames - 1) // every) + 1


def why_not_planned(model: LocalModel, order: FilmOrder) -> str | None:
    """Why a film cannot be planned, or None."""
    if order.sound:
        return "its sound would come in pieces"
    if not {"ends", "video"} & set(model.pipelines):
        return "this model cannot fill the frames between two pictures"
    if order.video is not None:
        return "it starts from a whole film"
    return "it is too short for keyframes" if keyframes_for(model, order.frames) < 3 else None


async def planned_or_whole(
    model: LocalModel, order: FilmOrder, folder: Path, make: MakeFilm, progress: Progress
) -> RawFilm:
    """Make a film by a plan; in one run where that cannot be or does not work, and the notes say so.

    Args:
        model: Which checkpoint.
        order: The film.
        folder: For its files.
        make: Makes a part of it, or all.
        progress: Called with the share that is done, 0 to 1; it begins anew where the plan was given up.
    """
    reason = why_not_planned(model, order)
    if reason is None:
        try:
            return await _planned(model, order, folder, make, progress)
        except Exception as exc:  # noqa: BLE001 - an experiment must not cost the film
            reason = exc.message if isinstance(exc, FootageError) else "planning broke; Footage's log says how"
            _log.warning("a film is made in one run after all", exc_info=exc)
    made = await make(order, folder, progress)
    return replace(made, notes=(*made.notes, f"It was made in one run, not planned: {reason.rstrip('.')}."))


async def _planned(model: LocalModel, order: FilmOrder, folder: Path, make: MakeFilm, progress: Progress) -> RawFilm:
    decoder = PlannedDecoder(model, order, folder, make, progress)
    plan = await decoder.plan_latent_trajectory(order.prompt, keyframes_for(model, order.frames))
    film = await decoder.decode_frames(plan, order.frames)
    pictures = folder / "pictures.rgb"
    await in_thread(film.write, pictures)
    _, height, width, _ = plan.keyframes.shape
    how = (
        f"It was planned: {len(plan.keyframes)} keyframes, {len(film.spans)} spans between them, "
        f"{film.renoised} noised again, {film.improved} the better for it."
    )
    fitted = dict.fromkeys(note for span in film.spans for note in (*plan.notes, *span.notes))
    return RawFilm(
        pictures=pictures, width=width, height=height, frames=order.frames, fps=model.fps, notes=(how, *fitted)
    )


class PlannedDecoder:
    """Makes one film by a plan.

    Args:
        model: One with pipelines for "ends" or "video".
        order: The film, of which the plan and the spans take all but their own pictures and numbers of frames.
        folder: For the files of the parts.
        make: Makes a part.
        progress: Called with the share that is done, 0 to 1.
    """

    def __init__(
        self, model: LocalModel, order: FilmOrder, folder: Path, make: MakeFilm, progress: Progress = lambda _: None
    ) -> None:
        self._model = model
        self._order = order
        self._folder = folder
        self._make = make
        self._between = "ends" in model.pipelines
        count = keyframes_for(model, order.frames)
        runs = count - 1 + _most_renoised(count - 1)
        self._progress = _SharedProgress(
            progress, model.frames.fit(count) + runs * model.frames.fit(KEYFRAME_EVERY + 1)
        )

    async def plan_latent_trajectory(self, prompt: str, num_keyframes: int) -> Plan:
        """Make sparse keyframes of the whole film in one short run.

        A model that knows frame rates is told the keyframes' own; others take them for frames of a film in slow motion.

        Args:
            prompt: What the film shows.
            num_keyframes: How many, 2 or more; the first and the last frame are among them.

        Raises:
            InvalidInputError: So many keyframes are more than the model makes at once, or fewer than 2.
            UnavailableError: They are more than fit into memory.
            FootageError: As `make` does.
        """
        if not 2 <= num_keyframes <= self._model.frames.max:
            raise InvalidInputError(f"{num_keyframes} keyframes are not 2 to {self._model.frames.max}.")
        frames, last = self._model.frames.fit(num_keyframes), self._order.frames - 1
        if self._order.end_image is None:  # the first of them, so that they are evenly apart
            chosen = list(range(num_keyframes))
            every: float = self._model.frames.fit(-(-last // (num_keyframes - 1)) + 1) - 1
        else:
            chosen = spread(num_keyframes, frames)
            every = last / (num_keyframes - 1)
        keyframes_fps = self._model.fps * chosen[-1] / (every * (num_keyframes - 1))
        made = await self._film("plan", replace(self._order, prompt=prompt, frames=frames, fps=keyframes_fps))
        return Plan(prompt=prompt, keyframes=np.array(_opened(made)[chosen]), every=every, notes=made.notes)

    async def decode_frames(self, plan: Plan, num_frames: int) -> PlannedFilm:
        """Fill the spans between a plan's keyframes, and noise the worst of them again.

        Args:
            plan: From `plan_latent_trajectory`.
            num_frames: The film's, at least as many as there are keyframes. If they do not end in the plan's last span,
                the plan is stretched.

        Raises:
            InvalidInputError: So many frames do not lie between so few keyframes, or so few.
            UnavailableError: There is too little memory for a span of the keyframes' size.
            FootageError: As `make` does.
        """
        spans = spans_of(plan, num_frames, self._model.frames)
        filled = await together([partial(self._fill, plan, span) for span in spans])
        usual_levels = usual_step(one.measured for one in filled)
        left, improved = _most_renoised(len(spans)), 0
        for number in range(1, ROUNDS + 1):
            worst = _worst(filled, usual_levels)[:left]
            left -= len(worst)
            for again in await together([partial(self._renoise, plan, one, usual_levels, number) for one in worst]):
                index = again.span.index
                if corruption(again.measured, usual_levels) < corruption(filled[index].measured, usual_levels):
                    filled[index] = again
                    improved += 1
        return PlannedFilm(
            frames=num_frames,
            spans=tuple(filled),
            corruption=tuple(corruption(one.measured, usual_levels) for one in filled),
            renoised=_most_renoised(len(spans)) - left,
            improved=improved,
        )

    async def _fill(self, plan: Plan, span: Span) -> FilledSpan:
        if self._between:
            return await self._make_span(plan, span, 0)
        draft = await in_thread(cross_fade, span.first, span.last, span.frames)
        return await self._make_span(plan, span, 0, draft, DRAFT_STRENGTH)

    async def _renoise(self, plan: Plan, before: FilledSpan, usual_levels: float, number: int) -> FilledSpan:
        """Make a span once more: from other noise, or from the span as it is with the keyframes at its ends."""
        span = before.span
        if self._between:
            return await self._make_span(plan, span, number)
        draft = np.stack([before.frames[at] for at in spread(span.frames, len(before.frames))])
        draft[0], draft[-1] = span.first, span.last
        least, most = RENOISE_STRENGTH
        strength = least + (most - least) * corruption(before.measured, usual_levels)
        return await self._make_span(plan, span, number, draft, strength)

    async def _make_span(
        self, plan: Plan, span: Span, number: int, draft: Pictures | None = None, strength: float = 1.0
    ) -> FilledSpan:
        height, width, _ = span.first.shape
        order = replace(
            self._order,
            prompt=plan.prompt,
            width=width,
            height=height,
            frames=span.frames,
            # The same noise in all spans, so that they look alike; other noise for another try.
            seed=(self._order.seed + number) % _SEEDS,
            start_image=span.first if draft is None else None,
            end_image=span.last if draft is None else None,
            video=draft,
            strength=None if draft is None else whole_steps(strength, self._model.steps),
        )
        made = await self._film(f"span-{span.index}-{number}", order)
        if (made.width, made.height) != (width, height):
            raise _too_large()
        pictures = _opened(made)
        frames = [pictures[at] for at in spread(span.gap + 1, len(pictures))]
        measured = await in_thread(measure, frames, span.first, span.last)
        return FilledSpan(span=span, frames=frames, measured=measured, notes=made.notes)

    async def _film(self, name: str, order: FilmOrder) -> RawFilm:
        folder = self._folder / name
        folder.mkdir()
        made = await self._make(order, folder, self._progress.of_part(order.frames))
        if made.frames < order.frames:
            raise _too_large()
        return made


def _too_large() -> UnavailableError:
    return UnavailableError("There is too little memory for its parts.")


class _SharedProgress:
    """One progress callback for many films that are parts of one, counted in frames."""

    def __init__(self, progress: Progress, expected: int) -> None:
        self._progress = progress
        self._expected = expected
        self._done = 0.0

    def of_part(self, frames: int) -> Progress:
        """The progress callback of a part with so many frames."""
        before = 0.0

        def tell(share: float) -> None:
            nonlocal before
            self._done += (share - before) * frames
            before = share
            self._progress(min(1.0, self._done / self._expected))

        return tell


async def together(calls: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Await all of them at the same time; the first error ends the others and is raised."""
    results: dict[int, T] = {}
    errors: list[Exception] = []

    async def one(index: int, call: Callable[[], Awaitable[T]]) -> None:
        try:
            results[index] = await call()
        except Exception as exc:  # noqa: BLE001 - raised again below, outside of the task group
            errors.append(exc)
            tasks.cancel_scope.cancel()

    async with anyio.create_task_group() as tasks:
        for index, call in enumerate(calls):
            tasks.start_soon(one, index, call)
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(calls))]


def _worst(filled: Sequence[FilledSpan], usual_levels: float) -> list[FilledSpan]:
    """Spans above the threshold, the worst first."""
    scored = sorted(((corruption(one.measured, usual_levels), one) for one in filled), key=lambda pair: -pair[0])
    return [one for score, one in scored if score > THRESHOLD]


def _most_renoised(spans: int) -> int:
    return math.ceil(spans * RENOISED_SHARE)


def _opened(made: RawFilm) -> Pictures:
    return np.memmap(made.pictures, np.uint8, "r", shape=(made.frames, made.height, made.width, 3))
