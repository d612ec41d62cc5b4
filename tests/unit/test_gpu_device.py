from __future__ import annotations

import importlib.util

import pytest

from gpu.device import probe


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_there_is_the_null_device_and_its_reason() -> None:
    device = probe()[0]
    assert (device.kind, device.vram_bytes, device.name) == ("none", 0, "torch is not installed")


@pytest.mark.gpu
def test_a_cuda_device_tells_its_name_and_memory() -> None:
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    device = probe()[0]
    assert (device.kind, device.name) == ("cuda", torch.cuda.get_device_name(0))
    assert device.vram_bytes > 2**30
