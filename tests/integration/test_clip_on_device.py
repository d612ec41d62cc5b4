"""CLIP as a guest of the pool: the real model in a device's own process, here a processor that is said to be a card."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from footage.threads import in_thread
from gpu.devices import Device
from gpu.local_models import LocalModels
from gpu.models.device_runtime import DeviceRuntime
from gpu.pool.grants import DeviceConfig
from gpu.worker.child import ChildProcess
from quality.clip import BYTES_A_NUMBER, ClipModel
from tests.forked import fork_devices
from tests.tiny_clip import save_clip

pytestmark = [pytest.mark.needs("transformers"), pytest.mark.anyio, pytest.mark.system]
RANDOM = np.random.default_rng(5)
PICTURES = [RANDOM.integers(0, 256, (90, 160, 3), dtype=np.uint8) for _ in range(3)]
TEXTS = ["a boat", "a fox"]


async def test_the_pool_s_device_gives_the_numbers_of_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoModel

    fork_devices(monkeypatch)
    checkpoint = save_clip(tmp_path)
    config = DeviceConfig(
        device=Device(kind="cuda", name="a processor", vram_bytes=4 * 10**9),
        budget_bytes=4 * 10**9,
        connect=ChildProcess(partial(DeviceRuntime, "cpu")).connect,
    )
    models = LocalModels(devices=[config])
    clip = ClipModel(str(checkpoint), models)
    try:
        seen = await in_thread(clip.embed, PICTURES, TEXTS)
        memory = models.pools[0].devices[0].session.memory
        assert models.pools[0].metrics.results == 1
        assert clip._loaded is None, "it was loaded here as well"
        numbers = sum(one.numel() for one in AutoModel.from_pretrained(checkpoint).parameters())
        assert numbers * BYTES_A_NUMBER <= memory.used_bytes <= 1.01 * numbers * BYTES_A_NUMBER
    finally:
        models.close()
    plain = ClipModel(str(checkpoint)).embed(PICTURES, TEXTS)
    ours, theirs = ((one.model, one.revision, one.device) for one in (seen.measured_with, plain.measured_with))
    assert ours == theirs
    assert abs(seen.pictures - plain.pictures).max() < 1e-3
    assert abs(seen.texts - plain.texts).max() < 1e-3
