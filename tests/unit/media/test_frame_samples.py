from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from media import ffmpeg
from media.frames import read_frames
from media.samples import read_samples


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds with a keyframe each second."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    source = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=4", "-pix_fmt", "yuv420p", "-g", "10", str(path)]
    subprocess.run([ffmpeg.executable(), "-v", "error", *source], check=True)
    return path


def test_a_keyframe_that_is_nearer_to_one_time_than_to_the_others_is_taken_with_its_own_time(film: Path) -> None:
    found = read_samples(film, [0.0, 0.9, 1.5, 2.2, 3.9])
    assert [round(time_s, 3) for time_s, _ in found] == [0.0, 1.0, 1.5, 2.0, 3.9]
    exact = read_frames(film, [time_s for time_s, _ in found])
    assert all(np.array_equal(picture, other) for (_, picture), other in zip(found, exact, strict=True))


def test_times_close_together_are_kept_apart(film: Path) -> None:
    times_s = [0.8, 0.9, 1.2, 1.3, 3.9]
    assert [round(time_s, 3) for time_s, _ in read_samples(film, times_s, 80)] == times_s
    assert [picture.shape for _, picture in read_samples(film, [0.0], 80)] == [(45, 80, 3)]
