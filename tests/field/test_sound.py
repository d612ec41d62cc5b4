"""Sound tracks as files have them: silent, faint, late, shorter than the pictures, out of step."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from footage.domain import VideoRequest
from footage.verdicts import Quality
from media import ffmpeg
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy
from tests.support import a_request

pytestmark = pytest.mark.slow

AMBIENCE = "anoisesrc=d=2:a=0.002:c=pink:r=48000"
"""At about -60 dB: there, if hardly."""


def film(path: Path, sound: str, *args: str, picture: str = "testsrc2=s=96x54:r=25:d=2") -> Path:
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    command = [ffmpeg.executable(), "-v", "error", *inputs, *args, "-pix_fmt", "yuv420p", "-preset", "ultrafast"]
    subprocess.run([*command, str(path)], check=True)
    return path


def verdict(path: Path, request: VideoRequest | None = None) -> Quality:
    return FilmJudge(ClipModel("no/model"), load_policy()).check(path, request).quality


def asked(*, audio: bool) -> VideoRequest:
    return a_request(duration_s=2, audio=audio)


def said_of_sound(quality: Quality) -> list[str]:
    return [reason for reason in quality.reasons if "sound" in reason]


def test_a_silent_track_is_not_the_sound_that_was_asked_for(tmp_path: Path) -> None:
    silent = film(tmp_path / "silent.mp4", "anullsrc=r=48000:cl=stereo:d=2", "-c:a", "aac")
    assert said_of_sound(verdict(silent, asked(audio=True))) == ["Its soundtrack is silent from end to end."]
    assert said_of_sound(verdict(silent, asked(audio=False))) == []
    quality = verdict(silent)
    assert [fault.kind for fault in quality.faults if fault.kind == "silence"] == ["silence"]
    assert quality.sound
    assert quality.sound.integrated_lufs is None


def test_ambience_that_is_hardly_there_is_sound(tmp_path: Path) -> None:
    faint = film(tmp_path / "faint.mp4", AMBIENCE, "-c:a", "aac")
    assert said_of_sound(verdict(faint, asked(audio=True))) == []
    assert said_of_sound(verdict(faint, asked(audio=False))) == ["It has sound that was not asked for."]
    assert [fault for fault in verdict(faint).faults if fault.kind == "silence"] == []


@pytest.mark.parametrize("layout", ["7.1", "hexadecagonal"])
def test_sound_from_all_around_is_measured(tmp_path: Path, layout: str) -> None:
    around = film(
        tmp_path / "around.mkv", "anoisesrc=d=2:a=0.1", "-af", f"aformat=channel_layouts={layout}", "-c:a", "pcm_s16le"
    )
    assert said_of_sound(verdict(around, asked(audio=True))) == []


def test_sound_that_is_over_at_once_is_sound(tmp_path: Path) -> None:
    brief = film(tmp_path / "brief.mp4", "anoisesrc=d=0.02:a=0.3:r=48000", "-c:a", "aac")
    assert said_of_sound(verdict(brief, asked(audio=True))) == []


def test_a_track_that_stops_in_the_middle_is_told_where(tmp_path: Path) -> None:
    picture = "testsrc2=s=96x54:r=25:d=4"
    short = film(tmp_path / "short.mkv", "anoisesrc=d=2:a=0.2:r=48000", "-c:a", "aac", picture=picture)
    (fault,) = [fault for fault in verdict(short).faults if fault.kind == "dropout"]
    assert fault.start_s == pytest.approx(2, abs=0.1)
    assert fault.end_s == pytest.approx(4, abs=0.1)


@pytest.mark.parametrize(("shift_s", "told"), [(0.0, False), (0.3, True)])
@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_sound_is_set_against_the_pictures_by_the_files_own_clock(
    shift_s: float, told: bool, suffix: str, tmp_path: Path
) -> None:
    times_s = (1.0, 1.88, 3.4, 4.04, 5.72, 6.84, 8.4)
    flashes = "+".join(f"between(t,{time_s - 0.01},{time_s + 0.05})" for time_s in times_s)
    bangs = "+".join(f"gte(t,{time_s})*exp(-40*max(0,t-{time_s}))" for time_s in times_s)
    picture = f"color=gray:s=64x64:r=25:d=9,drawbox=c=white:t=fill:enable='{flashes}'"
    sound = f"aevalsrc='0.6*sin(2500*t)*min(1,{bangs})':s=48000:d=9"
    args = ["-c:a", "aac", "-af", f"asetpts=PTS+{shift_s}/TB"]
    found = verdict(film(tmp_path / f"film.{suffix}", sound, *args, picture=picture)).faults
    assert ["out_of_sync"] * told == [fault.kind for fault in found if fault.kind == "out_of_sync"], found
