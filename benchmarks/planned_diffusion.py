"""Planned diffusion against one run, on the same tiny pipelines with random weights on the processor.

The claims are 30% less time and 15% more coherence. Random weights paint noise, so the figures of coherence show only
that both ways are measured alike. Time is the processor's, on one thread: with several devices the spans are made side
by side, which is not measured here. Tiny models spend it on what real ones hardly notice, calls and the decoder, so
their transformer's own time is told apart, and the two numbers by which a real transformer's grows are counted:

- evaluations, the sum of tokens over all calls: its linear layers;
- attention, the sum of their squares: its attention. By the shapes of Wan 2.1 1.3B that is seven tenths of the work on
  81 frames of 832x480, and less in wider models.

The planner is tried apart from any model: on painted films of which one stretch is spoilt, does it find it?

    python -m benchmarks.planned_diffusion
"""

from __future__ import annotations

import functools
import itertools
import math
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import anyio
import numpy as np

from footage.local_models import FilmOrder, FrameRule, LocalModel, RawFilm
from gpu.device.messages import Weights
from gpu.models import planned
from gpu.models.diffusers_runtime import DiffusersRuntime, FilmTask, PipelineSpec
from gpu.models.planner import SpanMeasurement, corruption, measure, usual_step
from gpu.models.preflight import fit_settings
from media.probe import probe
from media.raw_film import encode
from quality.frame_stats import frame_stats
from quality.signals import find_signals
from tests.faulty import HELD_OUT, cases, painted, shot
from tests.tiny_models import save_tiny, tiny_model

WIDTH, HEIGHT, FRAMES, STEPS = 192, 128, 81, 8
MODELS = {"wan": FrameRule(step=4, min=5, max=81), "ltx": FrameRule(step=8, min=9, max=81)}
SEEN_IN_FRAMES = ("black", "flash", "blur", "splice", "shuffle", "blocks", "freeze")
SPAN = 8
FEW = 3


@dataclass
class Desk:
    """One model in this process: makes films, and notes the largest part."""

    model: LocalModel
    weights: Path
    runtime: DiffusersRuntime
    longest: int = 0
    work_bytes: int = 0

    async def make(self, order: FilmOrder, folder: Path, progress: Callable[[float], None]) -> RawFilm:
        """See `gpu.models.planned.MakeFilm`."""
        settings = fit_settings(self.model, order, 10**12, on_cpu=True)
        pipeline = self.model.pipelines[order.start]
        spec = PipelineSpec(
            model=self.model,
            pipeline=pipeline,
            folders={self.model.weights: self.weights},
            placement=settings.placement,
        )
        self.runtime.load(Weights(key=pipeline, vram_bytes=0, spec=spec))
        task = FilmTask(model=self.model, order=order, settings=settings, folder=folder)
        [made] = self.runtime.finish(self.runtime.run([pipeline], [task], progress))
        self.longest = max(self.longest, order.frames)
        self.work_bytes = max(self.work_bytes, settings.work_bytes)
        return made

    def with_steps(self, steps: int) -> Desk:
        """The same weights with other steps, counted anew."""
        return Desk(self.model.model_copy(update={"steps": steps}), self.weights, self.runtime)


@dataclass(frozen=True)
class Work:
    """What the transformers did: the processor's seconds, tokens over all calls, and their squares."""

    cpu_s: float = 0.0
    evaluations: int = 0
    attention: int = 0


class Meter:
    """Watches the transformers of all pipelines."""

    def __init__(self) -> None:
        import diffusers

        self.work = Work()
        for kind in (diffusers.WanTransformer3DModel, diffusers.LTXVideoTransformer3DModel):
            kind.forward = self._watched(kind.forward)

    def _watched(self, forward: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(forward)
        def watched(transformer: Any, *args: Any, **named: Any) -> Any:
            # (batch, tokens, channels) or (batch, channels, frames, height, width)
            shape = named["hidden_states"].shape
            tokens = shape[1] if len(shape) == 3 else math.prod(shape[2:]) // math.prod(transformer.config.patch_size)
            start_s = time.process_time()
            result = forward(transformer, *args, **named)
            self.work = Work(
                self.work.cpu_s + time.process_time() - start_s,
                self.work.evaluations + shape[0] * tokens,
                self.work.attention + shape[0] * tokens**2,
            )
            return result

        return watched


@dataclass(frozen=True)
class Outcome:
    """What a film took and how it looks."""

    desk: Desk
    cpu_s: float
    transformer: Work
    largest_change: float
    faults: int
    how: str


def main() -> dict[str, float]:
    """Print and return ratios to one run, below 1 is less, and the planner's shares."""
    import diffusers
    import torch
    import transformers

    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    for library in (diffusers, transformers):
        library.utils.logging.set_verbosity_error()
        library.utils.logging.disable_progress_bar()
    meter = Meter()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for model in MODELS:
            ratios = _against_one_run(model, Path(name), meter)
            figures |= {f"{model}_{key}": value for key, value in ratios.items()}
    return figures | planner()


def _against_one_run(name: str, folder: Path, meter: Meter) -> dict[str, float]:
    model = tiny_model(name, frames=MODELS[name], steps=STEPS)
    desk = Desk(model, save_tiny(name, folder), DiffusersRuntime("cpu"))
    order = FilmOrder(prompt="a boat", seed=3, width=WIDTH, height=HEIGHT, frames=FRAMES)
    film = functools.partial(made, folder=folder, meter=meter)
    film(desk, replace(order, frames=2 * SPAN + 1), keyframes=3)  # loads the pipelines
    whole = film(desk.with_steps(STEPS), order)
    usual = planned.keyframes_for(model, FRAMES)
    same = film(desk.with_steps(STEPS), order, keyframes=usual)
    fewer = max(1, round(STEPS * whole.transformer.evaluations / same.transformer.evaluations))
    equal = film(desk.with_steps(fewer), order, keyframes=usual)
    sparse = film(desk.with_steps(STEPS), order, keyframes=FEW)
    print(f"{name}, {FRAMES} frames of {WIDTH}x{HEIGHT}, {STEPS} steps; {fewer} for equal evaluations")
    ways = {"one run": whole, "planned": same, "equal evaluations": equal, "few keyframes": sparse}
    for what, one in ways.items():
        print(f"  {what}: {one.cpu_s:.2f} s, of it {one.transformer.cpu_s:.2f} in the transformer;", end=" ")
        print(f"at most {one.desk.longest} frames at once; {one.faults} faults,", end=" ")
        print(f"largest change {one.largest_change:.2f} x the median. {one.how}")
    ratios = {
        "": _ratios(same, whole),
        "_at_equal_evaluations": _ratios(equal, whole),
        "_with_few_keyframes": _ratios(sparse, whole),
    }
    for key, value in ratios[""].items():
        others = (ratios[way][key] for way in ("_at_equal_evaluations", "_with_few_keyframes"))
        print(f"  {key} of one run: {value:.2f} planned,", end=" ")
        print("{:.2f} at equal evaluations, {:.2f} with few keyframes".format(*others))
    return {key + way: value for way, values in ratios.items() for key, value in values.items()}


def _ratios(one: Outcome, whole: Outcome) -> dict[str, float]:
    return {
        "time": one.cpu_s / whole.cpu_s,
        "transformer_time": one.transformer.cpu_s / whole.transformer.cpu_s,
        "evaluations": one.transformer.evaluations / whole.transformer.evaluations,
        "attention": one.transformer.attention / whole.transformer.attention,
        "working_memory": one.desk.work_bytes / whole.desk.work_bytes,
        "largest_change": one.largest_change / whole.largest_change,
    }


def made(desk: Desk, order: FilmOrder, folder: Path, meter: Meter, *, keyframes: int | None = None) -> Outcome:
    """Make a film in one run, or by a plan with so many keyframes, and measure it."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        here = Path(name)
        meter.work = Work()
        start_s = time.process_time()
        if keyframes:
            film, how = anyio.run(_by_plan, desk, order, here, keyframes)
        else:
            film, how = anyio.run(desk.make, order, here, lambda _: None), ""
        cpu_s = time.process_time() - start_s
        encode(film, here / "film.mp4", width=WIDTH, height=HEIGHT, max_duration_s=60, audio=False)
        info = probe(here / "film.mp4")
        change = frame_stats(info).change[1:]
        faults = len(find_signals(info).faults)
    largest = float(change.max() / max(np.median(change), 0.1))
    return Outcome(desk, cpu_s, meter.work, largest, faults, how)


async def _by_plan(desk: Desk, order: FilmOrder, folder: Path, keyframes: int) -> tuple[RawFilm, str]:
    decoder = planned.PlannedDecoder(desk.model, order, folder, desk.make)
    plan = await decoder.plan_latent_trajectory(order.prompt, keyframes)
    decoded = await decoder.decode_frames(plan, order.frames)
    film = RawFilm(
        pictures=folder / "pictures.rgb",
        width=order.width,
        height=order.height,
        frames=order.frames,
        fps=desk.model.fps,
    )
    decoded.write(film.pictures)
    return film, f"{keyframes} keyframes, {decoded.renoised} spans noised again, {decoded.improved} the better for it."


def planner(films: int = 2) -> dict[str, float]:
    """Spoil one stretch of a film at a time, and look which spans score above the threshold."""
    spoilt: dict[str, list[bool]] = {}
    worst: list[bool] = []
    whole: list[bool] = []
    with tempfile.TemporaryDirectory() as name:
        paths = [painted(*film, Path(name) / f"{n}.mp4") for n, film in enumerate(HELD_OUT[:films])]
        clips = [shot(path, "grain") for path in paths]
    for n, clip in enumerate(clips):
        whole += [score > planned.THRESHOLD for score in _scores(clip.frames, clip.frames)]
        for fault, case in cases(clip, clips[n - 1], heavy=True, seed=n):
            if fault not in SEEN_IN_FRAMES:
                continue
            scores = _scores(case.clip.frames, clip.frames)
            changed = (case.clip.frames != clip.frames).any(axis=(1, 2, 3))
            hurt = [at for at in range(len(scores)) if changed[at * SPAN : (at + 1) * SPAN].any()]
            spoilt.setdefault(fault, []).extend(scores[at] > planned.THRESHOLD for at in hurt)
            worst.append(int(np.argmax(scores)) in hurt)
    for fault, found in spoilt.items():
        print(f"planner, {fault}: {sum(found)} of {len(found)} spoilt spans found")
    figures = {
        "planner_found": float(np.mean(list(itertools.chain(*spoilt.values())))),
        "planner_worst_is_spoilt": float(np.mean(worst)),
        "planner_false_alarms": float(np.mean(whole)),
    }
    for key, value in figures.items():
        print(f"{key}: {value:.2f}")
    return figures


def _scores(frames: np.ndarray, right: np.ndarray) -> list[float]:
    """The corruption of each span, with every eighth frame of the right film as a keyframe."""
    spans: list[SpanMeasurement] = [
        measure(list(frames[at : at + SPAN + 1]), right[at], right[at + SPAN])
        for at in range(0, len(frames) - SPAN, SPAN)
    ]
    usual_levels = usual_step(spans)
    return [corruption(seen, usual_levels) for seen in spans]


if __name__ == "__main__":
    main()
