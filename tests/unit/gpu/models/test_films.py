from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footage.errors import UnavailableError
from gpu.models.films import ComputedFilm, write_film
from gpu.models.pipelines import PipelineOutput


def test_pictures_and_sound_are_plain_files(tmp_path: Path) -> None:
    sound = np.arange(6, dtype=np.float32).reshape(3, 2)
    output = PipelineOutput(
        maker="WanPipeline", frames=np.ones((5, 32, 48, 3), np.float32), sound=sound, sample_rate=16000
    )
    made = write_film(ComputedFilm(output=output, fps=8, folder=tmp_path, notes=("by tiles",)))
    assert made.pictures.read_bytes() == b"\xff" * 5 * 32 * 48 * 3
    assert ((made.width, made.height), made.frames, made.channels, made.notes) == ((48, 32), 5, 2, ("by tiles",))
    assert made.sound
    assert np.array_equal(np.fromfile(made.sound, np.float32), sound.ravel())


def test_a_disk_that_is_full_is_named(tmp_path: Path) -> None:
    (tmp_path / "pictures.rgb").symlink_to("/dev/full")
    output = PipelineOutput(maker="WanPipeline", frames=np.ones((5, 128, 128, 3), np.float32))
    with pytest.raises(UnavailableError, match="could not be written: No space left on device") as full:
        write_film(ComputedFilm(output=output, fps=8, folder=tmp_path, notes=()))
    assert "FOOTAGE_HOME" in full.value.hint
