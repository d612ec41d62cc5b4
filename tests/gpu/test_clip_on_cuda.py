"""On a CUDA device: CLIP in full size with random weights, in the pool's process, with the processor's numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.clip import checkpoint
from footage.threads import in_thread
from gpu.devices import cuda_devices
from gpu.local_models import LocalModels
from quality.clip import GUARD, WORK_BYTES, ClipModel

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.gpu,
    pytest.mark.slow,
    pytest.mark.skipif(not cuda_devices(), reason="no CUDA device"),
]


async def test_a_device_gives_the_processor_s_cosines_within_the_bytes_that_were_promised(tmp_path: Path) -> None:
    checkpoint(tmp_path)
    random = np.random.default_rng(5)
    pictures = [random.integers(0, 256, (224, 398, 3), dtype=np.uint8) for _ in range(40)]
    models = LocalModels()
    try:
        seen = await in_thread(ClipModel(str(tmp_path), models).embed, pictures, ["a boat", "a fox"])
        [pool] = models.pools
        counters = pool.devices[0].session._counters
        assert counters is not None
        assert counters.reserved_bytes <= pool.devices[0].session.memory.used_bytes + WORK_BYTES
    finally:
        models.close()
    plain = ClipModel(str(tmp_path)).embed(pictures, ["a boat", "a fox"])
    assert seen.measured_with.device.startswith("cuda")
    assert (seen.measured_with.revision, plain.measured_with.device) == (plain.measured_with.revision, "cpu")
    for ours, theirs in ((seen.pictures, plain.pictures), (seen.texts, plain.texts)):
        assert abs(ours @ ours.T - theirs @ theirs.T).max() <= 2 * GUARD  # each side may have its own number format
