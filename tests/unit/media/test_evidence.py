from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import skia

from footage.verdicts import Fault
from media import ffmpeg
from media.check_chart import FAULT, WIDTH_PX
from media.evidence import MOST_BYTES, evidence_picture, in_order, moments
from media.probe import probe
from tests.support import a_verdict


def made(path: Path, source: str) -> Path:
    ffmpeg.run(["-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", str(path)])
    return path


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Red for a second, then blue."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    two = "color=red:s=96x54:r=24:d=1[a];color=blue:s=96x54:r=24:d=1[b];[a][b]concat"
    ffmpeg.run(["-filter_complex", two, "-pix_fmt", "yuv420p", str(path)])
    return path


def a_fault(kind: str, start_s: float, end_s: float) -> Fault:
    return Fault(kind=kind, start_s=start_s, end_s=end_s, reason="something is wrong", evidence=2.0)


def drawn(film: Path, *alarms: Fault) -> Any:
    """Its pixels, RGB."""
    quality = a_verdict(*alarms)
    jpeg = evidence_picture(film, quality, alarms)
    assert len(jpeg) <= MOST_BYTES
    return skia.Image.MakeFromEncoded(jpeg).toarray()[..., 2::-1].astype(int)


def test_each_alarm_has_the_frames_around_it_below_the_chart(film: Path) -> None:
    alarm = a_fault("foreign", 1.0, 2.0)
    row = drawn(film, alarm)[-120]  # a line through the frames of the one alarm
    before, inside = row[120], row[480]
    assert before[0] > 200 > 60 > before[2]
    assert inside[2] > 200 > 60 > inside[0]
    assert [round(time_s, 2) for _, time_s in moments(alarm, probe(film))] == [0.8, 1.25, 1.75, 1.98]
    assert abs(row[328:350] - FAULT).sum(axis=1).min() < 80, "what is in the alarm has its colour around it"


def test_detail_is_shown_in_its_own_size_and_motion_frame_by_frame(film: Path) -> None:
    plain, fine, moving = (len(drawn(film, a_fault(kind, 0.5, 1.5))) for kind in ("foreign", "blur", "disorder"))
    assert (fine, moving) == (plain + 160, plain + 189)
    info = probe(film)
    assert [round(24 * time_s, 1) for time_s in in_order(a_fault("disorder", 0.5, 1.5), info)] == [
        22.5,
        23.5,
        24.5,
        25.5,
    ]
    assert in_order(a_fault("frozen", 0.5, 1.5), info) == [0.625, 0.875, 1.125, 1.375]


@pytest.mark.parametrize("size", ["54x96", "16x16", "2000x64"])
def test_films_of_every_shape_and_alarms_at_their_ends_can_be_drawn(size: str, tmp_path: Path) -> None:
    film = made(tmp_path / "film.mp4", f"testsrc2=s={size}:r=12:d=0.25")
    kinds = ("blur", "black", "frozen", "flicker")
    alarms = (a_fault(kind, start_s, 9.0) for kind, start_s in zip(kinds, (0, 0.1, 0.25, 5), strict=True))
    assert drawn(film, *alarms).shape[1] == WIDTH_PX
