"""Films of high dynamic range: tables against the filters they were made with, frames against films."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media import ffmpeg, hdr
from media.captions.burn import burn
from media.captions.model import Cue
from media.frames import each_frame
from media.probe import probe

TRANSFERS = {hdr.PQ: "smpte2084", hdr.HLG: "arib-std-b67"}
WIDTH, HEIGHT = 192, 108


def graded(path: Path, transfer: int) -> Path:
    """Two seconds, HDR10 or HLG: from left to right brighter, from top to bottom through the colours."""
    levels = np.linspace(0.05, 0.72, WIDTH)
    hues = 0.5 + 0.5 * np.cos(2 * np.pi * (np.linspace(0, 1, HEIGHT)[:, None] + np.array([0, 1 / 3, 2 / 3])))
    colour = 1 - 0.35 * hues
    picture = (levels[None, :, None] * colour[:, None, :] * 65535).astype("<u2")
    raw = path.with_suffix(".rgb")
    raw.write_bytes(picture.tobytes() * 48)
    coded = ["-c:v", "libx265", "-crf", "2", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1"]
    params = f"log-level=error:colorprim=9:transfer={transfer}:colormatrix=9"
    tags = ["-color_primaries", "bt2020", "-color_trc", TRANSFERS[transfer], "-colorspace", "bt2020nc"]
    size = ["-f", "rawvideo", "-pix_fmt", "rgb48le", "-s", f"{WIDTH}x{HEIGHT}", "-r", "24", "-i", f"file:{raw}"]
    matrix = ["-vf", "scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le"]
    ffmpeg.run([*size, *matrix, *coded, "-x265-params", params, *tags, f"file:{path}"])
    return path


def is_alike(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    """Within a level; of a few colours at the edge of what a screen shows, processors make 0 or 2 levels."""
    apart = np.abs(one - other)
    return bool(np.quantile(apart, 0.9999) < 0.004 and apart.max() < 0.012)


@pytest.mark.parametrize("transfer", TRANSFERS)
def test_the_tables_hold_what_the_filters_make(transfer: int) -> None:
    assert is_alike(hdr.stored_table(transfer), hdr.measured_table(transfer))


def test_tables_that_are_made_again_are_the_stored_ones(tmp_path: Path) -> None:
    again = tmp_path / "again.npz"
    hdr.write_tables(again)
    with np.load(again) as made, np.load(hdr.TABLES) as stored:
        assert set(made) == set(stored) == {"pq", "hlg"}
        assert {made[name].dtype.str for name in made} == {"<u2"}
        assert all(is_alike(made[name] / 65535, stored[name] / 65535) for name in made)
    assert hdr.TABLES.stat().st_size < 300_000


@pytest.mark.parametrize("transfer", TRANSFERS)
def test_the_file_that_a_filter_reads_holds_the_table_and_does_not_stay(
    transfer: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    corners = np.array([[0, 0, 0], [65535, 0, 0], [0, 65535, 0], [0, 0, 65535], [65535, 65535, 65535]], np.uint16)
    places = (corners[:, ::-1] // 65535 * (hdr.TABLE_SIDE - 1)) @ [hdr.TABLE_SIDE**2, hdr.TABLE_SIDE, 1]
    shown = hdr.to_sdr(corners[None], transfer)[0]
    assert np.abs(shown / 255 - hdr.stored_table(transfer)[places]).max() <= 1 / 255
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("transfer", TRANSFERS)
def test_between_its_steps_a_table_is_right_too(transfer: int) -> None:
    exact = hdr.measured_table(transfer, 21)
    steps = np.linspace(0, 65535, 21).round().astype(np.uint16)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    shown = hdr.to_sdr(np.stack([red, green, blue], axis=-1).reshape(441, 21, 3), transfer).reshape(-1, 3)
    assert np.abs(shown / 255 - exact).mean() < 0.006


@pytest.mark.parametrize("transfer", TRANSFERS)
@pytest.mark.parametrize("zscale", [True, False])
def test_a_film_and_its_frames_look_alike(
    tmp_path: Path, transfer: int, zscale: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = graded(tmp_path / "film.mp4", transfer)
    frame = next(each_frame(film, [1.5])).astype(int)
    if not zscale:
        monkeypatch.setattr(ffmpeg, "has_filter", lambda _: False)
    notes = burn(film, [Cue(0.0, 0.5, "Said.")], tmp_path / "said.mp4")
    assert any("usual screen" in note for note in notes)
    info = probe(tmp_path / "said.mp4")
    assert (info.pixel_format, hdr.transfer_of(info)) == ("yuv420p", None)
    burnt = next(each_frame(info.path, [1.5])).astype(int)
    assert np.abs(frame - burnt).mean() < 3.0


@pytest.mark.parametrize(("transfer", "white"), [(hdr.PQ, 0.58), (hdr.HLG, 0.75)])
def test_white_is_nearly_white_and_what_is_brighter_is_told_apart(transfer: int, white: float) -> None:
    levels = np.array([0.0, white / 2, white, 1.15 * white, 1.3 * white])
    ramp = np.repeat((levels * 65535).astype(np.uint16)[None, :, None], 3, axis=2)
    shown = hdr.to_sdr(ramp, transfer)[0].astype(int)
    assert (shown == shown[:, :1]).all()  # greys stay grey
    assert shown[0, 0] == 0
    assert 215 < shown[2, 0] < 240
    assert shown[2, 0] < shown[3, 0] < shown[4, 0] <= 255


def test_a_usual_film_is_none_of_it(tmp_path: Path) -> None:
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x36:r=4:d=1", "-pix_fmt", "yuv420p", str(tmp_path / "a.mp4")])
    assert hdr.transfer_of(probe(tmp_path / "a.mp4")) is None
