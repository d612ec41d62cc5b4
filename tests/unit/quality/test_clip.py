from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from footage.errors import DeviceLostError, FootageError, UnavailableError
from footage.ports.devices import Guest
from footage.threads import in_thread
from footage.verdicts import MeasuredWith
from quality.clip import BYTES_A_NUMBER, REST_S, ClipModel, Embeddings
from tests.tiny_clip import save_clip, save_siglip

pytestmark = pytest.mark.needs("transformers")
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
    clip = ClipModel(str(model))
    found = clip.embed(PICTURES, texts)
    assert abs(found.pictures - seen).max() < 1e-3
    assert abs(found.texts - read).max() < 1e-3
    assert (clip.fits("a boat"), clip.fits(texts[1])) == (True, False)


def test_what_made_the_numbers_is_told(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.backends.cpu.get_cpu_capability", lambda: "DEFAULT")
    with_ = ClipModel(str(checkpoint)).embed(PICTURES).measured_with
    assert (with_.model, with_.dtype, with_.device) == (str(checkpoint), "float32", "cpu")
    assert with_.revision.startswith("sha256:")


def test_a_picture_that_was_seen_is_not_looked_at_again(checkpoint: Path) -> None:
    clip = ClipModel(str(checkpoint))
    first = clip.embed(PICTURES).pictures
    assert clip._loaded is not None
    clip._loaded.inputs.processor = None  # whatever needs it from here on breaks
    assert (clip.embed([PICTURES[2], PICTURES[0]]).pictures == first[[2, 0]]).all()
    with pytest.raises(TypeError):
        clip.embed([PICTURES[0] // 2])


def test_a_shorter_number_format_is_taken_only_where_it_is_faster_and_right(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    import quality.clip

    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "AVX512")
    monkeypatch.setattr(quality.clip, "GAIN", 0.0)
    clip = ClipModel(str(checkpoint))
    assert clip.embed(PICTURES).measured_with.dtype == "float16"
    assert clip._worker.submit(torch.get_num_threads).result() == 1, "a model as small as this needs no more"
    monkeypatch.setattr(quality.clip, "GUARD", 0.0)
    assert ClipModel(str(checkpoint)).embed(PICTURES).measured_with.dtype == "float32"


CARD = MeasuredWith(model="m", revision="r", dtype="bfloat16", device="cuda:0")


class Card:
    """`footage.ports.devices.GuestDevices` by a script: an error, None for a card that is busy, or what it saw."""

    def __init__(self, *answers: FootageError | Embeddings | None) -> None:
        self.answers = list(answers)

    async def host(self, guest: Guest, asked: Any) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, FootageError):
            raise answer
        return answer


@pytest.mark.anyio
async def test_a_card_measures_while_it_is_free_and_the_processor_otherwise(checkpoint: Path) -> None:
    now_s = 0.0
    vectors = np.ones((3, 1), np.float32)
    card = Card(
        Embeddings(vectors, vectors[:0], CARD), None, DeviceLostError("It is gone."), Embeddings(vectors, vectors, CARD)
    )
    clip = ClipModel(str(checkpoint), card, lambda: now_s)

    async def device() -> str:
        return (await in_thread(clip.embed, PICTURES)).measured_with.device

    assert [await device() for _ in range(3)] == ["cuda:0", "cpu", "cpu"]
    assert (await device(), len(card.answers)) == ("cpu", 1), "it was asked again at once"
    now_s = REST_S
    assert (await device(), card.answers) == ("cuda:0", [])


@pytest.mark.anyio
async def test_a_damaged_checkpoint_is_told_and_not_tried_elsewhere(checkpoint: Path) -> None:
    clip = ClipModel(str(checkpoint), Card(UnavailableError("It is damaged.")))
    with pytest.raises(UnavailableError, match="It is damaged"):
        await in_thread(clip.embed, PICTURES)


@pytest.mark.parametrize("content", [b"", b"\x08\0\0\0\0\0\0\0no JSON!", b"\x02\0\0\0\0\0\0\0[]"])
def test_a_broken_header_is_damage(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(UnavailableError, match="cannot be loaded"):
        _ = ClipModel(str(tmp_path))._guest


def test_what_a_checkpoint_without_headers_takes_on_a_card_is_its_size_at_most(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(bytes(80))
    assert ClipModel(str(tmp_path))._guest.vram_bytes == 40 * BYTES_A_NUMBER


def test_weights_that_are_not_here_are_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    clip = ClipModel("openai/clip-vit-base-patch32")
    with pytest.raises(UnavailableError) as refused:
        clip.embed(PICTURES)
    assert refused.value.hint == "Run: footage models pull clip"
    assert clip.missing() == "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"


@pytest.mark.parametrize("library", ["torch", "transformers", "PIL"])
def test_without_its_libraries_the_extra_is_named(
    library: str, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert "footage[local]" in str(ClipModel(str(checkpoint)).missing())


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
    clip = ClipModel(str(folder))
    with pytest.raises(UnavailableError) as refused:
        clip.embed(PICTURES)
    assert "cannot be loaded" in refused.value.message
    assert "footage models verify" in refused.value.hint
