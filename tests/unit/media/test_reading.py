"""A film read through once gives everybody what they would have found by themselves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.contact_sheet import StillsViewer, stills
from media.frames import read_frames, upright
from media.loudness import LoudnessMeter
from media.probe import probe
from media.reading import ShownAt, read_sound, read_through
from media.samples import SampleViewer, read_samples

MakeClip = Callable[..., Path]
MOVING = "testsrc2=s=160x90:r=10:d=4"


class Counting:
    """A listener that counts samples, and how its pieces are told."""

    def __init__(self) -> None:
        self.samples, self.formats, self.ended = 0, set[str](), False

    def begin(self, stream: AudioStream) -> None:
        self.rate = stream.rate

    def hear(self, piece: AudioFrame) -> None:
        self.samples += piece.samples
        self.formats.add(piece.format.name)

    def end(self) -> None:
        self.ended = True


def with_sound(folder: Path, sound: str, *args: str, name: str = "heard.mp4") -> Path:
    path = folder / name
    sources = ["-f", "lavfi", "-i", MOVING, "-f", "lavfi", "-i", sound, "-pix_fmt", "yuv420p"]
    ffmpeg.run([*sources, *args, str(path)])
    return path


@pytest.mark.parametrize("bframes", ["0", "2"])
def test_the_frames_shown_at_times_are_those_that_are_looked_up(make_clip: MakeClip, bframes: str) -> None:
    path = make_clip(f"moving{bframes}.mp4", MOVING, args=("-bf", bframes, "-g", "7"))
    times_s = [0.0, 0.0, 0.05, 0.1, 1.234, 2.0, 3.95, 99.0]
    taken: list[tuple[int, np.ndarray]] = []

    def take(index: int, frame: VideoFrame) -> None:
        taken.append((index, upright(frame, 1)))

    read_through(probe(path), [ShownAt(times_s, take)])
    assert [index for index, _ in taken] == list(range(len(times_s)))
    assert all(np.array_equal(one, other) for (_, one), other in zip(taken, read_frames(path, times_s), strict=True))


def test_pictures_and_sound_go_by_together_in_one_format(tmp_path: Path) -> None:
    path = with_sound(tmp_path, "sine=d=4:sample_rate=44100", "-c:a", "aac")
    listener, seen = Counting(), SampleViewer([0.0, 2.0, 3.9], 80)
    read_through(probe(path), [seen], listener)
    assert listener.samples / listener.rate == pytest.approx(4, abs=0.1)
    assert (listener.formats, listener.ended, len(seen.pictures)) == ({"flt"}, True, 3)


def test_a_film_without_sound_has_nobody_listening(make_clip: MakeClip) -> None:
    listener = Counting()
    read_through(probe(make_clip("moving.mp4", MOVING)), [], listener)
    assert (listener.samples, listener.ended) == (0, False)


def test_a_film_that_breaks_off_is_refused_at_its_end(tmp_path: Path) -> None:
    whole = tmp_path / "whole.mkv"
    ffmpeg.run(["-f", "lavfi", "-i", MOVING, str(whole)])
    short = tmp_path / "short.mkv"
    short.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(UnsupportedMediaError, match=r"breaks off|incomplete"):
        read_through(probe(short), [])


def test_samples_taken_on_the_way_are_those_that_are_looked_up(make_clip: MakeClip) -> None:
    path = make_clip("samples.mp4", MOVING, args=("-g", "10", "-bf", "2"))
    for wanted in ([0.0, 0.9, 1.5, 2.2, 3.9], [0.8, 0.9, 1.2, 1.3, 3.9], [0.0]):
        samples = SampleViewer(wanted, 80)
        read_through(probe(path), [samples])
        alone, together = read_samples(path, wanted, 80), read_samples(path, wanted, 80, samples)
        assert [time_s for time_s, _ in alone] == [time_s for time_s, _ in together]
        assert all(np.array_equal(one, other) for (_, one), (_, other) in zip(alone, together, strict=True))
        known = read_samples(path / "gone", wanted, 80, samples)
        assert [time_s for time_s, _ in known] == [time_s for time_s, _ in alone], "nothing is decoded again"


def test_of_samples_some_are_known_and_the_others_are_looked_up(make_clip: MakeClip) -> None:
    path = make_clip("samples.mp4", MOVING, args=("-g", "10", "-bf", "2"))
    samples = SampleViewer([0.0, 3.9], 80)
    read_through(probe(path), [samples])
    found = read_samples(path, [0.0, 1.3, 1.4, 3.9], 80, samples)
    assert [round(time_s, 3) for time_s, _ in found] == [0.0, 1.3, 1.4, 3.9]
    exact = read_frames(path, [time_s for time_s, _ in found], 80)
    assert all(np.array_equal(picture, other) for (_, picture), other in zip(found, exact, strict=True))


def test_not_too_much_of_a_long_film_is_decoded_again_for_samples(
    make_clip: MakeClip,
) -> None:
    path = make_clip("samples.mp4", MOVING, args=("-g", "10", "-bf", "0"))  # a keyframe each second
    samples = SampleViewer([0.0, 3.9], 80)
    read_through(probe(path), [samples])
    wanted = [0.0, 1.3, 1.4, 2.6, 2.7, 3.9]
    for most_s, seen in ((0.2, []), (0.3, [1.3]), (0.4, [1.3, 1.4]), (1.0, [1.3, 1.4, 2.6]), (1.1, wanted[1:-1])):
        found = read_samples(path, wanted, 80, samples, again_s=most_s + 1e-6)
        assert [round(time_s, 3) for time_s, _ in found] == [0.0, *seen, 3.9]


def test_of_moments_that_may_be_asked_for_the_liveliest_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "lively.mp4"
    moving = "nullsrc=s=64x64:r=10:d=6,format=gray,geq=lum='128+60*sin(X/9+N*between(T,2,3.99))'"
    ffmpeg.run(["-f", "lavfi", "-i", moving, "-pix_fmt", "yuv420p", str(path)])
    perhaps_s = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]
    for most, lively in ((2, {2.5, 3.5}), (6, set(perhaps_s)), (0, set())):
        samples = SampleViewer([0.0], 64, perhaps_s, most)
        read_through(probe(path), [samples])
        assert set(samples.pictures) == {0.0, *lively}
        exact = read_frames(path, sorted(lively), 64)
        kept = [samples.pictures[time_s] for time_s in sorted(lively)]
        assert [time_s for time_s, _ in kept] == sorted(lively)
        assert all(np.array_equal(picture, other) for (_, picture), other in zip(kept, exact, strict=True))


def test_sheet_and_poster_taken_on_the_way_show_the_same_moments(make_clip: MakeClip) -> None:
    # Without B-frames every frame is needed by another, so a rough look finds the very same ones.
    info = probe(make_clip("sheet.mp4", MOVING, args=("-bf", "0", "-x264-params", "weightp=0:ref=1")))
    glance = StillsViewer(info)
    assert not glance.is_whole
    read_through(info, [glance])
    assert glance.is_whole
    assert glance.stills() == stills(info)


@pytest.mark.parametrize(
    ("sound", "args"),
    [
        ("sine=f=997:d=4", ("-c:a", "aac")),
        ("aevalsrc=0.3*sin(440*t*6.28)|0.6*sin(660*t*6.28):d=4:s=22050", ("-c:a", "flac", "-strict", "-2")),
        ("anoisesrc=d=4:a=0.4:seed=1:sample_rate=44100", ("-ac", "6", "-c:a", "aac")),
    ],
)
def test_loudness_is_what_ffmpeg_measures(tmp_path: Path, sound: str, args: tuple[str, ...]) -> None:
    path = with_sound(tmp_path, sound, *args, name="loud.mkv")
    meter = LoudnessMeter()
    read_sound(probe(path), meter)
    command = [ffmpeg.executable(), "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = said[said.rindex("Summary:") :]
    (integrated,) = re.findall(r"I:\s+(-?[\d.]+) LUFS", summary)
    (peak,) = re.findall(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    assert meter.loudness is not None
    assert meter.loudness.integrated_lufs == pytest.approx(float(integrated), abs=0.06)
    assert meter.loudness.true_peak_db == pytest.approx(float(peak), abs=0.1)


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    meter = LoudnessMeter()
    read_sound(probe(with_sound(tmp_path, "anullsrc=d=4", "-shortest", "-c:a", "aac")), meter)
    assert meter.loudness is None
