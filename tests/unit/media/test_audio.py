from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.audio import RATE_HZ, loudness, write_wav
from media.loudness import LoudnessMeter


@pytest.mark.parametrize("count", [RATE_HZ // 2, 65_537, 5 * RATE_HZ + 1, 20 * RATE_HZ])
def test_loudness_is_what_ffmpeg_measures(count: int, tmp_path: Path) -> None:
    import av

    rng = np.random.default_rng(count)
    samples = (rng.standard_normal((count, 2)) * 0.1).astype(np.float32)
    samples[count // 2 :] *= 0.2
    samples[:, 1] = np.convolve(samples[:, 1], np.ones(40) / 8, "same")
    write_wav(tmp_path / "noise.wav", samples)
    meter = LoudnessMeter()
    with av.open(tmp_path / "noise.wav") as file:
        for frame in file.decode(audio=0):
            meter.hear(frame)
    meter.end()
    assert meter.loudness
    assert loudness(samples) == pytest.approx(meter.loudness.integrated_lufs, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert loudness(np.zeros((7, 2), np.float32)) == -70
