from __future__ import annotations

import os
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from footage.errors import UnsupportedMediaError
from media import encoders, ffmpeg
from media.assembly import Clip, assemble, length_s
from media.frames import read_frames
from media.joins import SEAMLESS, dissolve_s, likeness, save_last_frame
from media.soundtrack import RATE_HZ, write_joined

FPS, SECONDS = 24, 1.5
TONE = "sine=f=440:sample_rate=44100"
CODED = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
BT709 = "scale=out_color_matrix=bt709:out_range=tv"
TAGS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]


def clip(path: Path, picture: str, *, tone_db: float | None = None, source: str = TONE, size: str = "192x108") -> Path:
    """A short clip: `picture` is a source of ffmpeg's, and maybe it hums."""
    args = ["-f", "lavfi", "-i", f"{picture}s={size}:r={FPS},format=rgb24,{BT709}"]
    args += ["-f", "lavfi", "-i", f"{source},volume={tone_db}dB"] if tone_db is not None else []
    ffmpeg.run([*args, *CODED, *TAGS, "-c:a", "aac", "-t", str(SECONDS), "-f", "mp4", str(path)])
    return path


def plain(path: Path, colour: str, size: str = "192x108") -> Path:
    return clip(path, f"color=c={colour}:", size=size)


def shown(path: Path) -> list[float]:
    """When each frame is shown, in seconds."""
    with av.open(str(path)) as film:
        return [float(frame.time or 0) for frame in film.decode(video=0)]


def packets(path: Path) -> list[bytes]:
    """What is stored of each frame."""
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(video=0) if packet.size]


def is_web_ready(path: Path) -> bool:
    head = path.read_bytes()
    return head.find(b"moov") < head.find(b"mdat")


def test_alike_clips_are_copied_to_the_byte_and_to_the_frame(tmp_path: Path) -> None:
    files = [clip(tmp_path / f"{n}.mp4", "testsrc2=", tone_db=-n) for n in range(3)]
    out = tmp_path / "out.mp4"
    assert not assemble([Clip(file) for file in files], out, work=tmp_path)
    assert packets(out) == [packet for file in files for packet in packets(file)]
    assert shown(out) == pytest.approx([n / FPS for n in range(int(3 * SECONDS * FPS))], abs=1e-3)
    assert is_web_ready(out)


def test_copied_pictures_get_the_sound_and_the_chapters_of_the_whole(tmp_path: Path) -> None:
    files = [clip(tmp_path / f"it's {n}.mp4", "testsrc2=", tone_db=0) for n in range(2)]
    bed, chapters, out = tmp_path / "bed.wav", tmp_path / "chapters.txt", tmp_path / "out.mp4"
    write_joined([(file, SECONDS) for file in files], bed)
    chapters.write_text(";FFMETADATA1\ntitle=Both\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=3000\ntitle=One\n")
    assert not assemble([Clip(file) for file in files], out, work=tmp_path, sound=bed, metadata=chapters)
    with av.open(str(out)) as film:
        assert (len(film.streams.audio), film.metadata["title"], len(film.chapters())) == (1, "Both", 1)
        assert (film.duration or 0) / 1e6 == pytest.approx(3, abs=0.03)
    assert len(packets(out)) == int(2 * SECONDS * FPS)
    assert is_web_ready(out)


def test_a_clip_of_another_kind_is_fitted_in_by_one_encode(tmp_path: Path) -> None:
    small, large = plain(tmp_path / "a.mp4", "red"), plain(tmp_path / "b.mp4", "blue", size="216x216")
    out = tmp_path / "out.mp4"
    assert assemble([Clip(small), Clip(large)], out, work=tmp_path)
    first, second = read_frames(out, [0.5, SECONDS + 0.5])
    assert first.shape == (108, 192, 3)
    assert np.abs(first[54, 96].astype(int) - [255, 0, 0]).max() < 12
    assert np.abs(second[54, 96].astype(int) - [0, 0, 255]).max() < 12
    assert second[54, 5].max() < 12  # the square stands between black bars
    assert len(shown(out)) == int(2 * SECONDS * FPS)
    assert is_web_ready(out)


def test_a_dissolve_goes_from_one_to_the_other_and_shortens_nothing(tmp_path: Path) -> None:
    files = [plain(tmp_path / f"{colour}.mp4", colour) for colour in ("black", "white", "black")]
    out = tmp_path / "out.mp4"
    assert assemble([Clip(files[0]), Clip(files[1], 0.5), Clip(files[2])], out, work=tmp_path)
    times = shown(out)
    assert len(times) == int(3 * SECONDS * FPS)
    brightness = [float(picture.mean()) for picture in read_frames(out, [1.4, 1.6, 1.75, 1.9, 2.1, 2.9, 3.1], 64)]
    assert brightness == [*sorted(brightness[:6]), brightness[6]]
    assert brightness[0] < 5 < brightness[1] < brightness[2] < brightness[3] < 250 < brightness[5]
    assert brightness[6] < 5  # and a straight cut back


def test_the_last_frame_is_the_very_last_and_keeps_its_colours(tmp_path: Path) -> None:
    source, out = clip(tmp_path / "a.mp4", "testsrc2=", size="320x180"), tmp_path / "last.png"
    save_last_frame(source, out)
    with av.open(str(source)) as film:
        *_, last = film.decode(video=0)
    with av.open(str(out)) as picture:
        png = next(picture.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(png.astype(int) - last.to_ndarray(format="rgb24")).max() <= 2
    tinted = plain(tmp_path / "b.mp4", "0xc86428")
    save_last_frame(tinted, out)
    with av.open(str(out)) as picture:
        png = next(picture.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(png[54, 96].astype(int) - [0xC8, 0x64, 0x28]).max() <= 3


def test_what_goes_on_is_cut_and_what_jumps_melts(tmp_path: Path) -> None:
    before = clip(tmp_path / "a.mp4", "testsrc2=")
    picture, after, other = tmp_path / "last.png", tmp_path / "b.mp4", clip(tmp_path / "c.mp4", "mandelbrot=")
    save_last_frame(before, picture)
    still = ["-loop", "1", "-framerate", str(FPS), "-i", str(picture), "-t", "1", "-vf", f"{BT709},format=yuv420p"]
    ffmpeg.run([*still, "-c:v", "libx264", "-crf", "28", *TAGS, str(after)])
    assert dissolve_s(likeness(before, after)) == 0.0
    assert likeness(before, other) < 0.5
    assert dissolve_s(likeness(before, other)) > 0
    assert likeness(plain(tmp_path / "d.mp4", "0x404040"), plain(tmp_path / "e.mp4", "0x808080")) < SEAMLESS


def heard(path: Path) -> NDArray[np.float64]:
    """The left channel of a WAV file."""
    with av.open(str(path)) as file:
        return np.concatenate([frame.to_ndarray().reshape(-1, 2)[:, 0] for frame in file.decode(audio=0)]).astype(float)


def test_sounds_are_as_loud_as_each_other_and_meet_without_a_hole(tmp_path: Path) -> None:
    noise = "anoisesrc=c=pink:seed=7:sample_rate=48000"
    loud = clip(tmp_path / "a.mp4", "testsrc2=", tone_db=0, source=noise)
    quiet = clip(tmp_path / "b.mp4", "testsrc2=", tone_db=-9, source=noise)
    silent, out = clip(tmp_path / "c.mp4", "testsrc2="), tmp_path / "out.wav"
    write_joined([(loud, SECONDS), (quiet, SECONDS), (silent, SECONDS)], out)
    samples = heard(out)
    assert len(samples) == round(3 * SECONDS * RATE_HZ)
    levels = [float(np.sqrt(np.mean(block**2))) for block in np.split(samples, 45)]
    assert max(levels[2:28]) / min(levels[2:28]) < 1.6
    assert levels[-1] == 0


def test_no_join_clicks(tmp_path: Path) -> None:
    files = [clip(tmp_path / f"{n}.mp4", "testsrc2=", tone_db=-6 * n) for n in range(3)]
    write_joined([(file, SECONDS) for file in files], tmp_path / "out.wav")
    samples = heard(tmp_path / "out.wav")
    steepest = 2 * np.pi * 440 / RATE_HZ * np.abs(samples).max()
    assert np.abs(np.diff(samples)).max() < 1.5 * steepest


def test_the_length_of_a_clip_is_that_of_its_pictures(tmp_path: Path) -> None:
    args = ["-f", "lavfi", "-i", f"testsrc2=s=64x64:r={FPS}:d=1", "-f", "lavfi", "-i", "sine=d=2", *CODED]
    ffmpeg.run([*args, "-c:a", "aac", str(tmp_path / "a.mp4")])
    assert length_s(tmp_path / "a.mp4") == 1.0


PRETENDER = """#!{python} -ISE
import os, sys
asked = sys.argv[1:]
if "h264_nvenc" in asked:
    open({log!r}, "a").write("trial\\n" if "lavfi" in asked else "real\\n")
    sys.exit(0 if "lavfi" in asked else 1)
if "h264_qsv" in asked or "h264_vaapi" in asked:
    sys.exit(1)
os.execv({real!r}, [{real!r}, *asked])
"""


@pytest.mark.skipif(sys.platform == "darwin", reason="it looks for other hardware there")
def test_hardware_that_only_promises_is_tried_once_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    red, blue = plain(tmp_path / "a.mp4", "red"), plain(tmp_path / "b.mp4", "blue")
    clips = [Clip(red), Clip(blue, 0.2)]
    log, program = tmp_path / "log", tmp_path / "ffmpeg"
    program.write_text(PRETENDER.format(python=sys.executable, log=str(log), real=ffmpeg.executable()))
    program.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "_chosen", str(program))
    assert assemble(clips, tmp_path / "out.mp4", work=tmp_path)
    assert encoders.best() == encoders.SOFTWARE
    assert assemble(clips, tmp_path / "again.mp4", work=tmp_path)
    assert log.read_text().split() == ["trial", "real"]
    assert len(shown(tmp_path / "again.mp4")) == int(2 * SECONDS * FPS)


def test_hardware_that_works_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in = encoders.Encoder("libx264rgb", ("-preset", "ultrafast"), "format=rgb24")
    monkeypatch.setattr(encoders, "_candidates", lambda: [encoders.Encoder("h264_none", ()), stand_in])
    monkeypatch.setattr(encoders, "_found", {})
    assert encoders.best() == stand_in
    with pytest.raises(UnsupportedMediaError):
        encoders.encode(lambda encoder: ["-i", os.devnull, *encoder.output, str(tmp_path / "x.mp4")])
    assert encoders.best() == encoders.SOFTWARE
