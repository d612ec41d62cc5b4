from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import huggingface_hub.constants
import numpy as np
import pytest

from footage.errors import UnavailableError
from quality.clip import Clip
from tests.tiny_clip import save_clip, save_siglip

RANDOM = np.random.default_rng(5)
PICTURES = [RANDOM.integers(0, 256, shape, dtype=np.uint8) for shape in [(90, 160, 3), (90, 160, 3), (160, 90, 3)]]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_clip(tmp_path_factory.mktemp("clip"))


@pytest.fixture(scope="module")
def siglip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_siglip(tmp_path_factory.mktemp("siglip"))


@pytest.fixture(params=["checkpoint", "siglip"])
def model(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def reference(folder: Path, pictures: list[Any], texts: list[str]) -> tuple[Any, Any]:
    """The plain loop: one picture or text at a time, in float32, as the model's documentation shows it."""
    import torch
    from transformers import AutoImageProcessor, AutoModel, AutoTokenizer

    model = AutoModel.from_pretrained(folder, dtype=torch.float32)
    processor = AutoImageProcessor.from_pretrained(folder, backend="pil")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    padding = "max_length" if "siglip" in model.config.model_type else False
    with torch.inference_mode():
        seen = [
            model.get_image_features(**processor(images=one, return_tensors="pt")).pooler_output[0] for one in pictures
        ]
        read = [
            model.get_text_features(
                **tokenizer(one, padding=padding, truncation=True, max_length=24, return_tensors="pt")
            ).pooler_output[0]
            for one in texts
        ]
    return tuple(np.stack([(one / one.norm()).numpy() for one in many]) for many in (seen, read))  # type: ignore[return-value]


def test_batches_give_the_numbers_of_the_plain_loop(model: Path) -> None:
    texts = ["a boat", "a fox in the snow, at night, far away from everything"]
    seen, read = reference(model, PICTURES, texts)
    clip = Clip(str(model))
    assert abs(clip.pictures(PICTURES) - seen).max() < 1e-3
    assert abs(clip.texts(texts) - read).max() < 1e-3
    assert (clip.fits("a boat"), clip.fits(texts[1])) == (True, False)


def test_what_made_the_numbers_is_told(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.backends.cpu.get_cpu_capability", lambda: "DEFAULT")
    with_ = Clip(str(checkpoint)).measured_with
    assert (with_.model, with_.dtype, with_.device) == (str(checkpoint), "float32", "cpu")
    assert with_.revision.startswith("sha256:")


def test_a_picture_that_was_seen_is_not_looked_at_again(checkpoint: Path) -> None:
    clip = Clip(str(checkpoint))
    first = clip.pictures(PICTURES)
    assert clip._loaded is not None
    clip._loaded.processor = None  # whatever needs it from here on breaks
    assert (clip.pictures([PICTURES[2], PICTURES[0]]) == first[[2, 0]]).all()
    with pytest.raises(TypeError):
        clip.pictures([PICTURES[0] // 2])


def test_a_shorter_number_format_is_taken_only_where_it_is_faster_and_right(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    import quality.clip

    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "AVX512")
    monkeypatch.setattr(quality.clip, "GAIN", 0.0)
    assert Clip(str(checkpoint)).measured_with.dtype == "float16"
    monkeypatch.setattr(quality.clip, "GUARD", 0.0)
    assert Clip(str(checkpoint)).measured_with.dtype == "float32"


def test_weights_that_are_not_here_are_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    clip = Clip("openai/clip-vit-base-patch32")
    with pytest.raises(UnavailableError) as refused:
        clip.pictures(PICTURES)
    assert refused.value.hint == "Run: footage models pull clip"
    assert clip.missing() == "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"


@pytest.mark.parametrize("library", ["torch", "transformers", "PIL"])
def test_without_its_libraries_the_extra_is_named(
    library: str, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert "footage[local]" in str(Clip(str(checkpoint)).missing())


def cut_short(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def without_a_layer(folder: Path) -> None:
    from safetensors.numpy import load_file, save_file

    numbers = load_file(folder / "model.safetensors")
    del numbers["visual_projection.weight"]
    save_file(numbers, folder / "model.safetensors", metadata={"format": "pt"})


def full_of_nothing(folder: Path) -> None:
    from safetensors.numpy import load_file, save_file

    numbers = load_file(folder / "model.safetensors")
    numbers["visual_projection.weight"][:] = np.nan
    save_file(numbers, folder / "model.safetensors", metadata={"format": "pt"})


def another_kind(folder: Path) -> None:
    from transformers import CLIPConfig

    (folder / "config.json").write_text(json.dumps(CLIPConfig.from_pretrained(folder).vision_config.to_dict()))


def without_words(folder: Path) -> None:
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_text("{")


@pytest.mark.parametrize("damage", [cut_short, without_a_layer, full_of_nothing, another_kind, without_words])
def test_damaged_weights_give_no_numbers(damage: Any, checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(checkpoint, folder)
    damage(folder)
    clip = Clip(str(folder))
    with pytest.raises(UnavailableError) as refused:
        clip.pictures(PICTURES)
    assert "cannot be loaded" in refused.value.message
    assert "footage models verify" in refused.value.hint
