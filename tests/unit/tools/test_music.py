"""The music that callers name: beds, files, and what is neither."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import av
import numpy as np
import pytest

from films.services import CallersServices
from footage.caller import LOCAL
from footage.errors import ForbiddenPathError, ForbiddenUrlError, InvalidInputError, UnsupportedMediaError
from media import music_file
from media.audio import LOUDNESS_LUFS, RATE_HZ, Samples, loudness
from media.music_file import MAX_BYTES, check_music, music_bed
from tools.blog_arguments import BlogToVideo
from tools.music import resolve_music


class Roots:
    """The part of the services that files need; every URL gives the same file."""

    def __init__(self, root: Path) -> None:
        self.roots = (root,)
        self.caller = LOCAL
        self.remote = self
        self.links = None
        self.sounds = SimpleNamespace(music=lambda *_: None)  # nobody makes music for money
        self.asked: list[tuple[str, int]] = []

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        self.asked.append((url, max_bytes))
        return self.roots[0] / "song.wav"


def song(seconds: float, rate: int = 24_000, level: float = 0.2) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    swell = 0.7 + 0.3 * np.sin(2 * np.pi * time / 0.5)
    return (level * swell * np.sin(2 * np.pi * 330 * time)).astype(np.float32)


def as_wav(samples: Samples, rate: int = 24_000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return out.getvalue()


def coded(muxer: str, codec: str, rate: int = 48_000) -> bytes:
    """Three seconds in another coding."""
    out = io.BytesIO()
    with av.open(out, "w", format=muxer) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.stack([song(3, rate)] * 2), format="fltp", layout="stereo")
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


@pytest.fixture(scope="module")
def three_s(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("music") / "song.wav"
    file.write_bytes(as_wav(song(3)))
    return file


@pytest.mark.parametrize(
    ("named", "name"),
    [("auto", "auto"), ("off", "off"), ("None", "off"), ("lofi", "lofi"), ("Lo-Fi", "lofi"), (" Upbeat ", "upbeat")],
)
def test_beds_are_named_as_people_write_them(named: str, name: str, tmp_path: Path) -> None:
    assert resolve_music(cast("CallersServices", Roots(tmp_path)), named, 60) == (name, None, None)


@pytest.mark.parametrize(("given", "meant"), [(False, "off"), (True, "auto"), ("tense", "tense")])
def test_a_switch_is_understood(given: object, meant: str) -> None:
    assert BlogToVideo.model_validate({"source": "# Hello", "music": given}).music == meant


def test_a_bed_that_is_not_there_is_named_with_the_closest(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"'acustic'\. Did you mean 'acoustic'") as refused:
        resolve_music(cast("CallersServices", Roots(tmp_path)), "acustic", 60)
    assert "piano" in refused.value.hint


def test_a_file_is_found_under_the_rules_of_every_other(three_s: Path, tmp_path: Path) -> None:
    services = Roots(three_s.parent)
    assert resolve_music(cast("CallersServices", services), str(three_s), 60).file == str(three_s)
    assert resolve_music(cast("CallersServices", services), "https://example.com/a", 60).file == str(three_s)
    assert services.asked == [("https://example.com/a", MAX_BYTES)]
    with pytest.raises(ForbiddenPathError):
        resolve_music(cast("CallersServices", Roots(tmp_path)), str(three_s), 60)
    with pytest.raises(ForbiddenUrlError):
        resolve_music(cast("CallersServices", services), "ftp://example.com/song.mp3", 60)


@pytest.mark.parametrize(
    ("muxer", "codec"),
    [
        ("mp3", "libmp3lame"),
        ("flac", "flac"),
        ("ogg", "libopus"),
        ("adts", "aac"),
        ("ipod", "aac"),
        ("aiff", "pcm_s16be"),
        ("matroska", "libopus"),
    ],
)
def test_music_of_every_usual_kind_is_read(muxer: str, codec: str, tmp_path: Path) -> None:
    file = tmp_path / "whatever.txt"
    file.write_bytes(coded(muxer, codec))
    check_music(file)
    bed = music_bed(file, 2)
    assert bed.shape == (2 * RATE_HZ, 2)
    assert loudness(bed) == pytest.approx(LOUDNESS_LUFS, abs=1)
    power = np.abs(np.fft.rfft(bed[:RATE_HZ, 0]))
    assert np.argmax(power) == pytest.approx(330, abs=2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"#EXTM3U\nhttp://example.com/a.mp3\n", "is a playlist"),
        (b"[playlist]\nFile1=a.mp3\n", "is a playlist"),
        (b"<html>Not found</html>", "is not music"),
        (b"\x89PNG\r\n\x1a\n", "is not music"),
        (as_wav(song(3, level=0.0)), "is silent"),
        (as_wav(song(0.4)), "too short"),
        (as_wav(song(3))[:30], "cannot be read|too short"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(5000), "cannot be read|too short"),
        (b"\xff\xfb" + bytes(5000), "cannot be read|too short"),
    ],
)
def test_what_is_no_music_is_told(content: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "song.mp3"
    file.write_bytes(content)
    with pytest.raises(UnsupportedMediaError, match=f"^song.mp3 .*({reason})") as refused:
        check_music(file)
    assert "music='off'" in refused.value.hint


def test_there_are_limits(three_s: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(music_file, "MAX_LENGTH_S", 2.0)
    with pytest.raises(UnsupportedMediaError, match="longer than"):
        check_music(three_s)
    monkeypatch.setattr(music_file, "MAX_BYTES", 1000)
    with pytest.raises(UnsupportedMediaError, match="MB"):
        check_music(three_s)


def test_short_music_is_played_again_without_a_gap_and_long_music_fades(three_s: Path) -> None:
    bed = music_bed(three_s, 10)
    blocks = np.sqrt((bed[: 7 * RATE_HZ].reshape(-1, RATE_HZ // 2, 2) ** 2).mean(axis=(1, 2)))
    assert blocks.min() > 0.5 * blocks.max()
    assert np.abs(bed[-10:]).max() < 1e-3
    assert np.abs(np.diff(bed, axis=0)).max() < 0.1
    assert np.abs(music_bed(three_s, 1.5)[-10:]).max() < 1e-3
