"""Previews of clips, looked at by a model that is really there, and by none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from quality.clip import ClipModel
from quality.previews import PreviewMatch
from tests.tiny_clip import save_clip


@pytest.fixture
def previews(tmp_path: Path) -> list[Path]:
    from PIL import Image

    paths = [tmp_path / "red.png", tmp_path / "grey.jpg"]
    Image.fromarray(np.full((120, 200, 3), (200, 20, 20), np.uint8)).save(paths[0])
    Image.fromarray(np.full((300, 100), 90, np.uint8)).save(paths[1])
    return paths


def test_without_a_model_nobody_can_tell(previews: list[Path], tmp_path: Path) -> None:
    for name in (str(tmp_path / "nowhere"), "openai/clip-that-is-not-here"):
        match = PreviewMatch(ClipModel(name))
        assert not match.is_there()
        assert match.fits(previews, "red fox") is None


@pytest.mark.needs("torch", "transformers")
def test_each_preview_has_a_share(previews: list[Path], tmp_path: Path) -> None:
    match = PreviewMatch(ClipModel(str(save_clip(tmp_path / "clip"))))
    assert match.is_there()
    shares = match.fits(previews, "red fox")
    assert shares is not None
    assert len(shares) == 2
    assert all(0 <= one <= 1 for one in shares)
    assert match.fits([], "red fox") is None
    previews[1].write_bytes(b"<html>no picture</html>")
    assert match.fits(previews, "red fox") is None
