from __future__ import annotations

from pathlib import Path

import pytest

from footage.errors import UnavailableError
from footage.local import FilmOrder
from gpu import devices, studio
from gpu.device import Device
from gpu.studio import Studio
from tests.tiny_models import tiny_model

WAN = tiny_model("wan")


def test_what_is_missing_is_named_with_what_helps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(studio, "cuda_devices", lambda: ())
    assert "FOOTAGE_LOCAL_CPU=1" in str(Studio(tmp_path).missing(WAN))
    allowed = Studio(tmp_path, allow_cpu=True)
    real = WAN.model_copy(update={"weights": "wan2.1-1.3b"})
    assert allowed.missing(real) == "its weights are not here (28.9 GB): footage models pull wan2.1-1.3b"
    (tmp_path / "wan2.1-1.3b").mkdir()
    assert allowed.missing(real) is None
    monkeypatch.setattr(studio, "NEEDED", ("torch_that_is_not_there",))
    assert "pip install 'footage[local]'" in str(allowed.missing(real))


def test_it_is_equipped_with_a_device_or_by_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "cuda_devices", lambda: ())
    assert (Studio().is_equipped(), Studio(allow_cpu=True).is_equipped()) == (False, True)
    monkeypatch.setattr(studio, "cuda_devices", lambda: (Device(kind="cuda", name="one", vram_bytes=10),))
    assert Studio().is_equipped()


def test_without_a_driver_there_are_no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_LIBRARY", "no-such-driver.so")
    assert devices.cuda_devices.__wrapped__() == ()


@pytest.mark.anyio
async def test_a_last_picture_needs_a_first_one(tmp_path: Path) -> None:
    (tmp_path / "wan_image").mkdir()
    order = FilmOrder(prompt="a cat", seed=1, width=32, height=32, frames=5, end_image=tmp_path / "end.png")
    with pytest.raises(UnavailableError, match="start_image"):
        await Studio(tmp_path, allow_cpu=True).make(tiny_model("wan_image"), order, tmp_path, lambda _: None)
