"""Real pipelines of every family, tiny: what goes in, what comes out, the same again, and stopping."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from footage.errors import InternalError, JobCancelledError
from footage.local_models import Component, FilmOrder, LocalModel
from gpu.models.pipelines import EightBitFilm, PipelineOutput, load_pipeline, picture, run_pipeline, to_eight_bits
from gpu.models.preflight import Placement, fit_settings
from gpu.models.prompts_ahead import PromptsAhead
from tests.tiny_models import BUILDERS, tiny_model

pytestmark = [
    pytest.mark.needs("diffusers"),
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:In CPU autocast"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

Checkpoint = Callable[[str], Path]
PICTURE = np.full((20, 60, 3), (200, 80, 40), np.uint8)
OTHER = np.full((60, 20, 3), (20, 120, 240), np.uint8)
MADE_FRAMES = {"framepack": 13}
"""What comes out where it is not what was asked for: FramePack's sections are of 12 frames, after the first one."""


def order(model: LocalModel, **changes: Any) -> FilmOrder:
    plain: dict[str, Any] = {"prompt": "a cat", "seed": 7, "width": 32, "height": 32, "frames": model.frames.min}
    if "text" not in model.pipelines:
        plain["start_image"] = PICTURE
    return FilmOrder(**{**plain, **changes})


class Bench:
    """Loads each pipeline once."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._pipes: dict[tuple[str, str], Any] = {}
        self.steps: list[float] = []

    def make(
        self, name: str, wanted: FilmOrder | None = None, progress: Callable[[float], None] | None = None
    ) -> EightBitFilm:
        model = tiny_model(name)
        wanted = wanted or order(model)
        settings = fit_settings(model, wanted, 10**9, on_cpu=True)
        self.steps = []
        return to_eight_bits(
            run_pipeline(self.pipe(name, wanted), model, wanted, settings, progress or self.steps.append)
        )

    def pipe(self, name: str, wanted: FilmOrder | None = None) -> Any:
        model = tiny_model(name)
        wanted = wanted or order(model)
        pipeline = model.pipelines[wanted.start]
        if (name, pipeline) not in self._pipes:
            settings = fit_settings(model, wanted, 10**9, on_cpu=True)
            self._pipes[name, pipeline] = load_pipeline(
                model, pipeline, {name: self._checkpoint(name) / name}, settings.placement, "cpu"
            )
        return self._pipes[name, pipeline]


@pytest.fixture(scope="module")
def bench(tiny_checkpoint: Checkpoint) -> Bench:
    logging.getLogger("diffusers").setLevel(logging.ERROR)
    return Bench(tiny_checkpoint)


@pytest.mark.parametrize("name", BUILDERS)
def test_every_family_makes_a_film_tells_each_step_and_repeats_it_by_its_seed(bench: Bench, name: str) -> None:
    model = tiny_model(name)
    made = bench.make(name)
    frames = MADE_FRAMES.get(name, model.frames.min)
    assert made.pictures.shape == (frames, 32, 32, 3)
    assert made.pictures.dtype == np.dtype("uint8")
    assert made.pictures.std() > 0
    assert bench.steps == pytest.approx([0.5, 1.0])
    assert (made.sound is not None) == (name == "ltx2")
    assert np.array_equal(made.pictures, bench.make(name).pictures)
    assert not np.array_equal(made.pictures, bench.make(name, order(model, seed=8)).pictures)


@pytest.mark.parametrize("name", ["cogvideox", "wan", "hunyuan", "ltx2"])  # who differ in how they ask
def test_the_next_prompt_is_encoded_ahead_and_the_film_is_the_same(bench: Bench, name: str) -> None:
    model = tiny_model(name)
    wanted = order(model, prompt="a dog", negative_prompt="a cat")
    without = bench.make(name, wanted)
    pipe = bench.pipe(name)
    encodings: list[Any] = []
    pipe.text_encoder.register_forward_hook(lambda *_: encodings.append(1))
    ahead = PromptsAhead(pipe)

    def make(prompt: str, negative: str) -> tuple[EightBitFilm, int]:
        ahead.encode(prompt, negative)
        asked = len(encodings)
        ahead.begin(prompt, negative)
        return bench.make(name, order(model, prompt=prompt, negative_prompt=negative)), len(encodings) - asked

    assert make("a fox", "an owl")[1] > 0
    made, late = make("a dog", "a cat")
    assert late == 0
    assert np.array_equal(made.pictures, without.pictures)


@pytest.mark.parametrize("name", ["wan", "hunyuan15", "framepack"])
def test_a_film_is_stopped_before_its_next_step_and_the_pipeline_stays_usable(bench: Bench, name: str) -> None:
    before = bench.make(name)
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        raise JobCancelledError("The job was cancelled.")

    with pytest.raises(JobCancelledError):
        bench.make(name, progress=stop)
    assert shares == pytest.approx([0.5])
    assert np.array_equal(bench.make(name).pictures, before.pictures)


@pytest.mark.parametrize(
    "name", ["cogvideox_image", "wan_image", "ltx", "ltx2", "hunyuan_image", "hunyuan15_image", "framepack"]
)
def test_a_first_picture_changes_the_film(bench: Bench, name: str) -> None:
    model = tiny_model(name)
    one = bench.make(name, order(model, start_image=PICTURE))
    other = bench.make(name, order(model, start_image=OTHER))
    assert not np.array_equal(one.pictures, other.pictures)


@pytest.mark.parametrize("name", ["wan_image", "ltx", "ltx2", "framepack"])
def test_a_last_picture_changes_the_film_too(bench: Bench, name: str) -> None:
    model = tiny_model(name)
    one = bench.make(name, order(model, start_image=PICTURE))
    between = bench.make(name, order(model, start_image=PICTURE, end_image=OTHER))
    assert one.pictures.shape == between.pictures.shape
    assert not np.array_equal(one.pictures, between.pictures)


@pytest.mark.parametrize("name", ["cogvideox", "wan"])
def test_a_film_is_denoised_again_by_a_share(bench: Bench, name: str) -> None:
    model = tiny_model(name)
    source = np.stack([PICTURE] * model.frames.min)
    again = bench.make(name, order(model, video=source, strength=0.5))
    assert again.pictures.shape == (model.frames.min, 32, 32, 3)
    assert bench.steps == pytest.approx([1.0])


def test_longer_films_are_made_in_sections_and_progress_counts_them_all(bench: Bench) -> None:
    made = bench.make("framepack", order(tiny_model("framepack"), frames=18))
    assert len(made.pictures) == 25
    assert bench.steps == pytest.approx([0.25, 0.5, 0.75, 1.0])


def test_sound_is_as_long_as_its_film(bench: Bench) -> None:
    made = bench.make("ltx2")
    assert made.sound is not None
    assert made.sound.dtype == np.dtype("float32")
    assert (made.sound.shape[1], made.sample_rate) == (2, 16000)


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.few(one_in=3)
def test_every_family_can_be_decoded_by_tiles_and_kept_in_8_bits(tiny_checkpoint: Checkpoint, name: str) -> None:
    model = tiny_model(name)
    wanted = order(model)
    placement = Placement("none", tiled=True, eight_bit=True)
    settings = replace(fit_settings(model, wanted, 10**9, on_cpu=True), placement=placement)
    pipe = load_pipeline(
        model, model.pipelines[wanted.start], {name: tiny_checkpoint(name) / name}, settings.placement, "cpu"
    )
    assert pipe.vae.use_tiling
    assert "float8_e4m3fn" in {str(one.dtype).removeprefix("torch.") for one in pipe.transformer.parameters()}
    assert run_pipeline(pipe, model, wanted, settings, lambda _: None).frames.std() > 0


def test_components_may_come_from_elsewhere(tiny_checkpoint: Checkpoint, tmp_path: Path) -> None:
    whole = tiny_checkpoint("framepack") / "framepack"
    shutil.copytree(whole, tmp_path / "rest", ignore=shutil.ignore_patterns("transformer", "feature_extractor"))
    model = tiny_model(
        "framepack",
        weights="rest",
        parts={
            "transformer": Component(
                weights="own",
                class_name="diffusers.HunyuanVideoFramepackTransformer3DModel",
                subfolder="transformer",
            ),
            "feature_extractor": Component(
                weights="own", class_name="transformers.SiglipImageProcessor", subfolder="feature_extractor"
            ),
        },
    )
    settings = fit_settings(model, order(model), 10**9, on_cpu=True)
    folders = {"rest": tmp_path / "rest", "own": whole}
    pipe = load_pipeline(model, "HunyuanVideoFramepackPipeline", folders, settings.placement, "cpu")
    assert len(run_pipeline(pipe, model, order(model), settings, lambda _: None).frames) == 13


def test_a_broken_checkpoint_says_so(tiny_checkpoint: Checkpoint, tmp_path: Path) -> None:
    model = tiny_model("wan")
    shutil.copytree(tiny_checkpoint("wan") / "wan", tmp_path / "wan")
    weights = next((tmp_path / "wan" / "transformer").glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(InternalError, match="cannot be loaded") as broken:
        load_pipeline(
            model,
            "WanPipeline",
            {"wan": tmp_path / "wan"},
            fit_settings(model, order(model), 10**9, on_cpu=True).placement,
            "cpu",
        )
    assert "footage models verify wan" in broken.value.hint


def test_a_data_type_that_the_device_cannot_do_is_named() -> None:
    with pytest.raises(InternalError, match="WanPipeline gave pictures that are not numbers") as overflown:
        to_eight_bits(PipelineOutput(maker="WanPipeline", frames=np.full((5, 32, 32, 3), np.nan, np.float32)))
    assert "data type" in overflown.value.hint
    with pytest.raises(InternalError, match=r"frames of the shape \(0, 32, 32, 3\)"):
        to_eight_bits(PipelineOutput(maker="WanPipeline", frames=np.zeros((0, 32, 32, 3), np.float32)))


def test_a_picture_covers_its_frame() -> None:
    wide = np.zeros((10, 40, 3), np.uint8)
    wide[:, 15:25] = 255
    assert np.asarray(picture(wide, (8, 8))).min() > 200
