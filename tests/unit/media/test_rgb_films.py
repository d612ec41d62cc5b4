"""Films in RGB, as programs record screens: what becomes of them says its matrix, and players show the same colours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from media import ffmpeg
from media.captions.burn import burn
from media.captions.model import Cue
from media.enhance.film import enhance
from media.enhance.model import EnhanceRequest
from tests.unit.media.edit.films import edited

pytestmark = pytest.mark.slow

SIZES = {"a small film": (320, 180), "HD": (1280, 720)}
_BT709 = 1
_MOST_LEVELS = 3.0


def captioned(film: Path, out: Path) -> None:
    burn(film, [Cue(start_s=0.8, end_s=1.0, text="Hi")], out)


def cut(film: Path, out: Path) -> None:
    edited(film, out.parent, {"do": "keep", "ranges": [[0, 0.5]]})


def bettered(film: Path, out: Path) -> None:
    enhance(film, out, EnhanceRequest(target_fps=24))


@pytest.mark.parametrize("work", [captioned, cut, bettered])
@pytest.mark.parametrize("codec", ["libx264rgb", "qtrle"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.few(one_in=3)
def test_colours_of_rgb_films_stay(tmp_path: Path, size: str, codec: str, work: Callable[[Path, Path], None]) -> None:
    width, height = SIZES[size]
    source = ["-f", "lavfi", "-i", f"testsrc2=s={width}x{height}:r=12:d=1", "-vf", "format=rgb24"]
    ffmpeg.run([*source, "-c:v", codec, str(tmp_path / "screen.mov")])
    work(tmp_path / "screen.mov", tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as made:
        assert int(made.streams.video[0].codec_context.colorspace) == _BT709
    seen = shown(tmp_path / "out.mp4", "scale=in_color_matrix=bt709,")
    assert np.abs(seen - shown(tmp_path / "screen.mov", "")).mean() < _MOST_LEVELS


def shown(film: Path, filters: str) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """The first picture, as a player shows it that believes the film's tags."""
    frame = film.with_suffix(".rgb")
    ffmpeg.run(["-i", str(film), "-frames:v", "1", "-vf", f"{filters}format=rgb24", "-f", "rawvideo", str(frame)])
    return np.fromfile(frame, np.uint8).astype(np.int16)
