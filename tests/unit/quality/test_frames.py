from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from footage.errors import UnsupportedMediaError
from footage.verdicts import Fault
from media import ffmpeg
from media.frames import each_frame
from media.hdr import HLG, PQ, to_sdr
from media.probe import VideoInfo, probe
from quality.frames import perhaps_times, sample_times, side_px


def film(path: Path, source: str, *args: str) -> VideoInfo:
    ffmpeg.run(["-f", "lavfi", "-i", source, *args, str(path)])
    return probe(path)


@pytest.fixture(scope="module")
def info(tmp_path_factory: pytest.TempPathFactory) -> VideoInfo:
    return film(tmp_path_factory.mktemp("film") / "film.mp4", "testsrc2=s=160x96:r=10:d=12")


def test_one_a_second_and_always_the_first_and_the_last(info: VideoInfo) -> None:
    times_s = sample_times(info)
    assert len(times_s) == 13
    assert times_s[0] == 0
    assert times_s[-1] == pytest.approx(11.9)


def test_short_films_are_looked_at_more_often_and_long_ones_within_the_budget(info: VideoInfo) -> None:
    assert len(sample_times(replace(info, duration_s=2.0))) == 8
    assert len(sample_times(replace(info, duration_s=3600.0))) == 60
    assert sample_times(replace(info, duration_s=0.1)) == [0.0]


def test_suspicious_and_lively_stretches_get_more_looks_within_the_budget(info: VideoInfo) -> None:
    fault = Fault(kind="flash", start_s=4.3, end_s=4.5, reason="")
    assert any(4.3 <= time_s < 4.5 for time_s in sample_times(info, suspicious=[fault]))
    activity = [1.0] * 7 + [9.0] + [1.0] * 4
    assert len([time_s for time_s in sample_times(info, activity=activity) if 7 <= time_s < 8]) == 2
    long = replace(info, duration_s=3600.0)
    many = [replace_times(fault, 10.0 * n) for n in range(200)]
    times_s = sample_times(long, suspicious=many)
    assert len(times_s) <= 60
    assert len([time_s for time_s in times_s if time_s > 2100]) >= 12
    assert times_s[-1] == pytest.approx(3599.9)


def test_more_looks_are_taken_among_those_that_were_kept_on_the_way(info: VideoInfo) -> None:
    for film in (info, replace(info, duration_s=60.0), replace(info, duration_s=61.37, fps=23.976)):
        activity = [1.0 + 9 * (second % 5 == 2) for second in range(int(film.duration_s) + 1)]
        even, lively = sample_times(film), sample_times(film, activity=activity)
        assert len(lively) >= len(even)
        assert set(lively) <= {*even, *perhaps_times(film)}
        assert (lively[0], lively[-1]) == (even[0], even[-1])
        assert len(set(lively) - set(even)) >= 2


def replace_times(fault: Fault, start_s: float) -> Fault:
    return fault.model_copy(update={"start_s": start_s, "end_s": start_s + 0.2})


def test_samples_have_the_model_s_size_and_come_one_by_one(info: VideoInfo) -> None:
    stream = each_frame(info.path, sample_times(info), side_px(info, 48))
    assert next(stream).shape == (48, 80, 3)
    assert len(list(stream)) == 12


def test_rotated_films_are_upright(tmp_path: Path) -> None:
    film(tmp_path / "lying.mp4", "color=red:s=160x96:r=10:d=1,drawbox=w=80:c=blue:t=fill")
    upright = tmp_path / "upright.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(tmp_path / "lying.mp4"), "-c", "copy", str(upright)])
    turned = next(each_frame(upright, [0.0], 160))
    assert turned.shape == (160, 96, 3)
    assert turned[-1, 48, 2] > 200  # counterclockwise: the left side comes to be the bottom
    assert turned[0, 48, 0] > 200


@pytest.mark.parametrize(("transfer", "white", "grey"), [(PQ, 0.58, 0.38), (HLG, 0.75, 0.4)])
def test_high_dynamic_range_looks_as_on_a_usual_screen(transfer: int, white: float, grey: float) -> None:
    ramp = np.zeros((1, 4, 3), np.uint16)
    ramp[0] = (np.array([[0.0], [grey], [white], [1.0]]) * 65535).astype(np.uint16)
    shown = to_sdr(ramp, transfer)[0, :, 1].astype(int)
    assert shown[0] == 0
    assert 60 < shown[1] < 160
    assert shown[2] > 220
    assert shown[3] == 255


def test_a_high_dynamic_range_film_is_not_pale(tmp_path: Path) -> None:
    info = film(
        tmp_path / "hdr.mp4",
        "color=0x949494:s=160x96:r=10:d=1,format=yuv420p10le",
        *["-c:v", "libx265", "-x265-params", "log-level=error:colorprim=9:transfer=16:colormatrix=9"],
        *["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"],
    )
    assert next(each_frame(info.path, [0.0], 160)).mean() > 220  # 0x94 of 255 in PQ is diffuse white


def test_what_has_no_pictures_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedMediaError, match="no video track"):
        film(tmp_path / "sound.mp4", "sine=d=1", "-c:a", "aac")
    with pytest.raises(UnsupportedMediaError):
        film(tmp_path / "empty.mp4", "testsrc=s=160x96:r=10:d=1", "-frames:v", "0")


def test_an_8k_film_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedMediaError) as caught:
        film(tmp_path / "8k.mp4", "color=red:s=7680x4320:r=1:d=1", "-preset", "ultrafast")
    assert "4K" in caught.value.hint
