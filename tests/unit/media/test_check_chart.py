"""A check's picture: what was measured is drawn where it is, and what was not has a reason and no line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from footage.errors import InvalidInputError
from footage.verdicts import Coherence, Fault, Quality, Visual
from media import ffmpeg
from media.check_chart import COLOURS, FAULT, MARGIN_PX, WIDTH_PX, curves, refuse_name, save_as, timeline
from media.contact_sheet import MAX_JPEG_BYTES

BLACK = Fault(kind="black", start_s=4, end_s=6, reason="it is black")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "color=gray:s=160x90:r=6:d=10", "-pix_fmt", "yuv420p", str(path)])
    return path


def quality(**parts: Any) -> Quality:
    usual: dict[str, Any] = {
        "status": "partial",
        "verdict": "retry",
        "conforms": None,
        "score": 0.61,
        "coherence": None,
        "prompt_match": None,
        "technical": 0.6,
        "reasons": [],
        "unavailable": {"coherence": "No weights.", "prompt_match": "No prompt was given."},
    }
    return Quality(**{**usual, **parts})


def coherent(*over_time: tuple[float, float]) -> Coherence:
    return Coherence(
        overall=0.9,
        min=0.8,
        max=1,
        per_pair=[],
        drift=None,
        cuts_s=[],
        flagged=[],
        passed=True,
        over_time=list(over_time),
    )


def columns(jpeg: bytes, colour: tuple[int, int, int]) -> np.ndarray[Any, Any]:
    """The pixels across in which a colour is seen."""
    picture = np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB")).astype(int)
    return np.flatnonzero((abs(picture - colour).max(axis=2) < 24).any(axis=0))


def test_a_fault_is_drawn_over_its_seconds(film: Path) -> None:
    drawn = timeline(film, quality(faults=[BLACK]))
    assert len(drawn) <= MAX_JPEG_BYTES
    found = columns(drawn, FAULT)
    a_second_px = (WIDTH_PX - 2 * MARGIN_PX) / 10
    assert (found[0] - MARGIN_PX) / a_second_px == pytest.approx(4, abs=0.1)
    assert (found[-1] - MARGIN_PX) / a_second_px == pytest.approx(6, abs=0.1)
    assert len(columns(timeline(film, quality()), FAULT)) == 0


def test_a_score_is_drawn_over_time_and_breaks_at_a_cut(film: Path) -> None:
    measured = quality(coherence=coherent((1, 0.9), (3, 0.95), (7, 0.8), (9, 0.85)), cuts_s=[5.0], unavailable={})
    assert curves(measured)[2].lines == ([(1, 0.9), (3, 0.95)], [(7, 0.8), (9, 0.85)])
    found = columns(timeline(film, measured), COLOURS["coherence"])
    a_second_px = (WIDTH_PX - 2 * MARGIN_PX) / 10
    gap = found[(found > MARGIN_PX + 3.2 * a_second_px) & (found < MARGIN_PX + 6.8 * a_second_px)]
    assert (len(gap), found[-1] > MARGIN_PX + 8.8 * a_second_px) == (0, True)


def test_how_it_looks_is_a_line_of_its_own_level_in_each_second(film: Path) -> None:
    seconds = [(0.0, 5.0, 0.9), (5.0, 10.0, 0.3)]
    looks = Visual(score=0.6, worst=0.3, worst_at_s=5.0, content="camera", over_time=seconds)
    measured = quality(visual=looks)
    assert curves(measured)[1].lines == ([(0.0, 0.9), (5.0, 0.9), (5.0, 0.3), (10.0, 0.3)],)
    found = columns(timeline(film, measured), COLOURS["visual"])
    assert found[-1] - found[0] > 0.98 * (WIDTH_PX - 2 * MARGIN_PX)


def test_what_was_not_measured_has_no_line_and_says_why() -> None:
    technical, visual, coherence, match = curves(quality(technical=None, unavailable={"technical": "It broke."}))
    assert (technical.lines, technical.legend) == ((), "technical: none. It broke.")
    assert (coherence.lines, coherence.legend) == ((), "coherence: none. not measured")
    assert (visual.lines, visual.legend) == ((), "visual: none. not measured")
    assert curves(quality())[3].legend == "prompt match: none. No prompt was given."
    assert match.lines == ()


def test_it_is_saved_as_its_name_says(film: Path, tmp_path: Path) -> None:
    (tmp_path / "drawn.jpg").write_bytes(timeline(film, quality(verdict=None, score=None)))
    for name, kind in (("plot.png", "PNG"), ("plot.JPG", "JPEG")):
        save_as(tmp_path / "drawn.jpg", tmp_path / name)
        with Image.open(tmp_path / name) as picture:
            assert (picture.format, picture.width) == (kind, WIDTH_PX)
    for bad in ("plot.gif", "nowhere/plot.png"):
        with pytest.raises(InvalidInputError):
            refuse_name(tmp_path / bad)
