from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footage.errors import UnsupportedMediaError
from media import proxy
from media.frames import read_frames
from media.probe import probe
from media.proxy import make_proxy, proxy_frames
from tests.unit.conftest import MakeClip


@pytest.mark.parametrize(("duration_s", "told"), [(2, (4, 8)), (0.04, (4, 1)), (60, (4, 240)), (3600, (1 / 15, 240))])
def test_a_long_film_has_fewer_frames_a_second(duration_s: float, told: tuple[float, int]) -> None:
    assert proxy_frames(duration_s) == pytest.approx(told)


def test_it_is_small_and_silent_and_shows_the_film_at_the_same_times(make_clip: MakeClip, tmp_path: Path) -> None:
    film = make_clip("film.mp4", "testsrc2=s=960x540:r=24:d=2", sound=True)
    made = make_proxy(probe(film), tmp_path / "proxy.mp4")
    info = probe(tmp_path / "proxy.mp4")
    assert (info.width, info.height, info.fps, info.frame_count, info.has_audio) == (640, 360, 4, 8, False)
    assert (made.fps, made.frames) == (4, 8)
    assert made.content == (tmp_path / "proxy.mp4").read_bytes()
    times_s = [0.25, 1.75]
    for small, large in zip(
        read_frames(tmp_path / "proxy.mp4", times_s), read_frames(film, times_s, max_side_px=640), strict=True
    ):
        assert np.abs(small.astype(int) - large).mean() < 6


def test_a_film_that_stays_too_large_is_not_sent(
    make_clip: MakeClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy, "MOST_BYTES", 1000)
    with pytest.raises(UnsupportedMediaError, match="too rich"):
        make_proxy(probe(make_clip("odd.mp4", "testsrc2=s=318x180:r=24:d=1")), tmp_path / "proxy.mp4")
