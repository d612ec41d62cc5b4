"""Films that are not as films usually are, through the whole judge with a real model: the right answer, or a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from footage.verdicts import Quality
from media import ffmpeg
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy
from tests.support import a_request
from tests.tiny_clip import save_clip

pytestmark = [pytest.mark.slow, pytest.mark.needs("transformers")]

PARTS = {
    "conformance": "conforms",
    "coherence": "coherence",
    "prompt_match": "prompt_match",
    "technical": "technical",
    "visual": "visual",
}
MOVING = "testsrc2=s=320x180:r=12"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> FilmJudge:
    return FilmJudge(ClipModel(str(save_clip(tmp_path_factory.mktemp("clip")))), load_policy())


def film(path: Path, source: str, *args: str) -> Path:
    ffmpeg.run(["-f", "lavfi", "-i", source, *args, str(path)])
    return path


def checked(judge: FilmJudge, path: Path) -> Quality:
    """The verdict, in which every part has either a value or a reason."""
    made = judge.check(path, prompt="a boat").quality
    for part, field in PARTS.items():
        assert (getattr(made, field) is None) == (part in made.unavailable), (part, made)
    return made


def test_one_frame_has_a_match_and_neither_coherence_nor_motion(judge: FilmJudge, tmp_path: Path) -> None:
    made = checked(judge, film(tmp_path / "one.mp4", f"{MOVING}:d=1", "-frames:v", "1"))
    assert (made.coherence, made.motion, made.smoothness, made.faults) == (None, None, None, [])
    assert made.prompt_match is not None
    assert made.prompt_match.score == made.prompt_match.worst
    assert (made.technical, made.measured_with is not None) == (1.0, True)
    assert set(made.unavailable) == {"conformance", "coherence", "motion", "smoothness"}


@pytest.mark.parametrize(
    ("name", "source", "args", "reason"),
    [
        ("none.mp4", f"{MOVING}:d=1", ("-frames:v", "0"), "no video track"),
        ("sound.mp4", "sine=d=1", ("-c:a", "aac"), "no video track"),
        ("8k.mp4", "color=red:s=7680x4320:r=1:d=1", ("-preset", "ultrafast"), "7680"),
    ],
)
def test_what_cannot_be_looked_at_is_rejected_with_the_reason_and_no_number(
    name: str, source: str, args: tuple[str, ...], reason: str, judge: FilmJudge, tmp_path: Path
) -> None:
    made = checked(judge, film(tmp_path / name, source, *args))
    assert (made.verdict, made.conforms, made.score, made.measured_with) == ("reject", False, None, None)
    assert reason in made.reasons[0]
    assert (made.technical_by_second, made.faults, made.motion, made.smoothness) == ([], [], None, None)


def cut_short(whole: Path) -> bytes:
    data = whole.read_bytes()
    return data[: int(0.6 * len(data))]


def emptied(whole: Path) -> bytes:
    data = whole.read_bytes()
    start = data.index(b"mdat") + 4
    return data[:start] + bytes(len(data) - start)


@pytest.mark.parametrize(("name", "harm"), [("cut.mkv", cut_short), ("empty.mp4", emptied)])
def test_a_film_whose_pictures_are_not_all_there_is_rejected(
    name: str, harm: Callable[[Path], bytes], judge: FilmJudge, tmp_path: Path
) -> None:
    whole = film(tmp_path / name, f"{MOVING}:d=8", "-g", "10", *(["-movflags", "+faststart"] if "mp4" in name else []))
    broken = tmp_path / f"broken-{name}"
    broken.write_bytes(harm(whole))
    made = checked(judge, broken)
    assert (made.verdict, made.conforms, made.score) == ("reject", False, None)
    assert made.unavailable["technical"] == "The film cannot be read."


def test_a_variable_frame_rate_keeps_the_times_of_the_pictures(judge: FilmJudge, tmp_path: Path) -> None:
    # Every second frame of the first two seconds is left out; black from 3.0 s to 3.5 s.
    picture = f"{MOVING}:d=5,drawbox=c=black:t=fill:enable='gte(t,3)*lt(t,3.5)',select='gte(t,2)+not(mod(n,2))'"
    made = checked(judge, film(tmp_path / "vfr.mkv", picture, "-fps_mode", "vfr"))
    assert [(one.kind, round(one.start_s, 1), round(one.end_s, 1)) for one in made.faults] == [("black", 3.0, 3.5)]
    assert [mark < 1 for _, _, mark in made.technical_by_second] == [False, False, False, True, False]
    assert made.coherence is not None
    times_s = [time_s for time_s, _ in made.coherence.over_time]
    assert times_s == sorted(times_s)
    assert 0 < times_s[0] < times_s[-1] < 5


@pytest.mark.parametrize(("weave", "verdict"), [(",interlace=scan=tff,setfield=prog", "retry"), ("", "accept")])
def test_combs_that_a_film_does_not_own_up_to_are_told(
    judge: FilmJudge, tmp_path: Path, weave: str, verdict: str
) -> None:
    # A bar passes by: at 50 pictures a second its fields are four pixels apart.
    bar = "color=0x405060:s=320x180:r=50:d=3[a];color=white:s=24x140:r=50[b];[a][b]overlay=x='mod(t*200,290)':y=16"
    made = judge.check(film(tmp_path / "one.mp4", bar + weave, "-t", "3", "-crf", "16", "-pix_fmt", "yuv420p")).quality
    assert any("interlaced" in reason for reason in made.reasons) == (verdict == "retry")


def test_a_film_of_a_turned_phone_is_upright(judge: FilmJudge, tmp_path: Path) -> None:
    lying = film(tmp_path / "lying.mp4", "testsrc2=s=854x480:r=12:d=1", "-preset", "ultrafast")
    upright = tmp_path / "upright.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(lying), "-c", "copy", str(upright)])
    request = a_request(duration_s=1, aspect_ratio="9:16", resolution="480p")
    assert (judge.check(upright, request).quality.conforms, judge.check(lying, request).quality.conforms) == (
        True,
        False,
    )
    assert checked(judge, upright).coherence is not None


def test_high_dynamic_range_is_measured_and_is_no_fault(judge: FilmJudge, tmp_path: Path) -> None:
    made = checked(
        judge,
        film(
            tmp_path / "hdr.mp4",
            f"{MOVING}:d=2,scale=in_range=full:out_range=tv,lutyuv=y=val*0.6+16,format=yuv420p10le",
            *["-c:v", "libx265", "-x265-params", "log-level=error:colorprim=9:transfer=16:colormatrix=9"],
            *["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"],
        ),
    )
    assert (made.faults, made.technical) == ([], 1.0)
    assert made.coherence is not None
    assert made.prompt_match is not None
