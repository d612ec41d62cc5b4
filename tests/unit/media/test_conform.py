from __future__ import annotations

from pathlib import Path

import pytest

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.conform import conform
from media.probe import probe


def a_clip(path: Path, *, container: str = "mp4", audio: bool = True) -> Path:
    """Two seconds with B-frames, so that pictures are stored in another order than they are shown in."""
    args = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=2"]
    args += ["-f", "lavfi", "-i", "sine=frequency=330:duration=2"] if audio else []
    ffmpeg.run([*args, "-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p", "-f", container, str(path)])
    return path


def test_what_is_already_right_is_only_moved(tmp_path: Path) -> None:
    clip, out = a_clip(tmp_path / "raw.mp4"), tmp_path / "out.mp4"
    content = clip.read_bytes()
    conform(clip, out, max_duration_s=2.0, audio=True)
    assert (out.read_bytes() == content, clip.exists()) == (True, False)


@pytest.mark.parametrize("audio", [True, False])
def test_a_longer_clip_is_cut_to_the_frame(tmp_path: Path, audio: bool) -> None:
    out = tmp_path / "out.mp4"
    conform(a_clip(tmp_path / "raw.mp4"), out, max_duration_s=1.25, audio=audio)
    info = probe(out)
    assert (info.frame_count, info.has_audio) == (30, audio)
    assert info.duration_s == pytest.approx(1.25, abs=0.03)


def test_sound_that_was_not_wanted_goes_and_the_pictures_stay(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    conform(a_clip(tmp_path / "raw.mp4"), out, max_duration_s=2.0, audio=False)
    assert (probe(out).has_audio, probe(out).frame_count) == (False, 48)


def test_another_container_becomes_an_mp4(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    conform(a_clip(tmp_path / "raw.mkv", container="matroska"), out, max_duration_s=2.0, audio=True)
    assert probe(out).demuxer == "mov"


@pytest.mark.parametrize("way", [("-c:v", "mpeg4"), ("-c:v", "libx264", "-pix_fmt", "yuv444p")])
def test_what_browsers_do_not_play_is_encoded_for_them(tmp_path: Path, way: tuple[str, ...]) -> None:
    raw, out = tmp_path / "raw.mp4", tmp_path / "out.mp4"
    ffmpeg.run(["-i", str(a_clip(tmp_path / "usual.mp4")), *way, "-c:a", "copy", str(raw)])
    conform(raw, out, max_duration_s=2.0, audio=True)
    info = probe(out)
    assert (info.video_codec, info.pixel_format, info.frame_count, info.has_audio) == ("h264", "yuv420p", 48, True)
    assert info.duration_s == pytest.approx(2.0, abs=0.05)


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw.mp4"
    raw.write_text("<html>expired</html>")
    with pytest.raises(UnsupportedMediaError):
        conform(raw, tmp_path / "out.mp4", max_duration_s=2.0, audio=True)
