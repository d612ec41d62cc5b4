from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footage.errors import UnavailableError
from footage.local_models import FilmOrder, FrameRule, LocalModel
from gpu.models.preflight import GB, RunSettings, fit_settings
from routing.catalog import load_catalog

MODELS = {name: spec.local for name, spec in load_catalog().backends.items() if spec.local}


def order(model: LocalModel) -> FilmOrder:
    width, height, frames = model.vram.at
    return FilmOrder(prompt="a cat", seed=0, width=width, height=height, frames=frames)


def fitted(name: str, free_gb: float) -> RunSettings:
    return fit_settings(MODELS[name], order(MODELS[name]), round(free_gb * GB))


@pytest.mark.parametrize(
    ("free_gb", "placement"),
    [
        (40, "none"),
        (26, "none+tiled"),
        (20, "model+tiled"),
        (12, "group+tiled"),
        (6, "group+tiled"),
    ],
)
def test_settings_give_way_as_memory_shrinks_before_the_film_does(free_gb: float, placement: str) -> None:
    settings = fitted("cogvideox_5b", free_gb)
    assert (str(settings.placement), settings.width, settings.height, settings.frames) == (placement, 720, 480, 49)
    assert settings.bytes <= free_gb * GB


def test_the_film_gives_way_last_and_the_notes_say_so() -> None:
    settings = fitted("hunyuan", 6)
    assert (settings.width, settings.height, settings.frames) == (640, 352, 129)
    assert "It was made at 640x352 and enlarged, for want of memory." in settings.notes
    assert any("took turns" in note for note in settings.notes)
    less = fitted("wan_1_3b", 2.5)
    assert less.frames == 41
    assert "It has 41 frames instead of 81, for want of memory." in less.notes


def test_eight_bits_halve_what_denoises() -> None:
    settings = fitted("wan_14b", 24)
    assert (str(settings.placement), settings.bytes) == ("model+tiled+8bit", round((28.6 / 2 + 6) * GB))


def test_what_fits_nowhere_is_refused_with_what_it_needs() -> None:
    with pytest.raises(UnavailableError, match=r"needs at least \d\.\d GB .* has 1\.0 GB free"):
        fitted("wan_14b", 1)


def test_a_processor_has_nowhere_to_move_weights_to() -> None:
    model = MODELS["wan_1_3b"]
    assert str(fit_settings(model, order(model), 30 * GB, on_cpu=True).placement) == "none"
    with pytest.raises(UnavailableError):
        fit_settings(model, order(model), 10 * GB, on_cpu=True)


@given(name=st.sampled_from(sorted(MODELS)), free_gb=st.floats(1, 150))
def test_what_is_chosen_always_fits_and_is_a_size_the_model_makes(name: str, free_gb: float) -> None:
    model = MODELS[name]
    try:
        settings = fitted(name, free_gb)
    except UnavailableError:
        return
    assert settings.bytes <= free_gb * GB + 1
    assert settings.frames == model.frames.fit(settings.frames) or settings.frames == model.vram.at[2]
    if settings.width != model.vram.at[0]:
        assert settings.width % model.multiple_px == settings.height % model.multiple_px == 0
    assert fitted(name, 150).bytes >= settings.bytes


@pytest.mark.parametrize(
    ("rule", "asked", "frames"),
    [
        (FrameRule(step=4, min=5, max=81), 1, 5),
        (FrameRule(step=4, min=5, max=81), 80, 81),
        (FrameRule(step=4, min=5, max=81), 81, 81),
        (FrameRule(step=4, min=5, max=81), 500, 81),
        (FrameRule(step=8, min=9, max=49), 40, 41),
        (FrameRule(step=33, plus=0, min=33, max=891), 100, 132),
    ],
)
def test_frames_follow_the_models_rule(rule: FrameRule, asked: float, frames: int) -> None:
    assert rule.fit(asked) == frames


@pytest.mark.parametrize("name", MODELS)
def test_the_catalogs_lengths_can_be_made(name: str) -> None:
    spec, model = load_catalog().backends[name], MODELS[name]
    longest_s = float(spec.lengths_s[-1])
    assert model.frames.fit(longest_s * model.fps) >= longest_s * model.fps
    assert all((px % model.multiple_px) == 0 for size in model.pixels.values() for px in size)
