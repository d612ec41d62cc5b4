import gc
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.frames import luma_of, read_frames

MakeClip = Callable[..., Path]

FPS, FRAMES, STEP = 10, 50, 4
NUMBERED = f"nullsrc=s=64x36:r={FPS}:d={FRAMES / FPS},format=yuv420p,geq=lum='16+N*{STEP}':cb=128:cr=128"


def number(picture: np.ndarray) -> int:
    """Which frame of the NUMBERED clip this is, by its brightness."""
    return round(float(picture.mean()) * 219 / 255 / STEP)


@pytest.mark.parametrize("name", ["numbered.mp4", "numbered.mkv", "allkeys.mp4", "onekey.mp4"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(times_s=st.lists(st.floats(0, FRAMES / FPS - 0.001), min_size=1, max_size=6))
def test_gives_the_frame_on_screen_at_each_time(make_clip: MakeClip, name: str, times_s: list[float]) -> None:
    keys = {"allkeys.mp4": "1", "onekey.mp4": "1000"}.get(name, "12")
    path = make_clip(name, NUMBERED, args=("-g", keys, "-crf", "4", "-preset", "veryfast", "-bf", "2"))
    times_s = [time_s for time_s in times_s if abs(time_s * FPS - round(time_s * FPS)) > 0.02] or [0.25]
    assert [number(picture) for picture in read_frames(path, times_s)] == [int(time_s * FPS) for time_s in times_s]


def test_exact_frame_times_and_past_the_end(make_clip: MakeClip) -> None:
    path = make_clip("numbered.mp4", NUMBERED, args=("-g", "12", "-crf", "4", "-preset", "veryfast", "-bf", "2"))
    pictures = read_frames(path, [n / FPS for n in range(FRAMES)])
    assert [number(picture) for picture in pictures] == list(range(FRAMES))
    assert [number(picture) for picture in read_frames(path, [99.0, 0.0, 4.95, -1.0])] == [49, 0, 49, 0]


def test_scales_and_turns(make_clip: MakeClip, tmp_path: Path) -> None:
    path = make_clip("plain.mp4")
    assert read_frames(path, [0.5])[0].shape == (180, 320, 3)
    assert read_frames(path, [0.5], 160)[0].shape == (90, 160, 3)
    turned, drawn = tmp_path / "turned.mp4", tmp_path / "drawn.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(path), "-c", "copy", str(turned)])
    ffmpeg.run(["-i", str(turned), "-crf", "4", "-preset", "ultrafast", str(drawn)])
    upright, expected = read_frames(turned, [1.0])[0], read_frames(drawn, [1.0])[0]
    assert upright.shape == (320, 180, 3)
    assert np.abs(upright.astype(int) - expected).mean() < 4
    assert read_frames(make_clip("wide.mp4", "testsrc2=s=180x180:r=24:d=1,setsar=16/9"), [0])[0].shape == (180, 320, 3)


def test_refuses_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"nothing")
    with pytest.raises(UnsupportedMediaError):
        read_frames(path, [0.0])


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj420p", "gray", "yuv420p10le", "yuv422p10le"])
def test_brightness_is_as_stored_in_eight_bits_and_in_ten(pixel_format: str) -> None:
    levels = np.arange(50 * 34).reshape(34, 50) % 256
    deep = pixel_format.endswith("10le")
    frame = av.VideoFrame(50, 34, pixel_format)
    plane = frame.planes[0]
    rows = np.zeros((plane.height, plane.line_size // (2 if deep else 1)), np.uint16 if deep else np.uint8)
    rows[:, :50] = levels * 4 + 3 if deep else levels
    plane.update(rows.tobytes())
    assert (luma_of(frame) == levels).all()


def test_pictures_of_png_that_carry_a_colour_profile_are_read(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for number in range(3):
        Image.new("RGB", (64, 48), (200, 40, 40)).save(tmp_path / f"{number}.png", icc_profile=profile)
    film = tmp_path / "film.mov"
    copied = ["-framerate", "5", "-i", str(tmp_path / "%d.png"), "-c:v", "copy", str(film)]
    subprocess.run([ffmpeg.executable(), "-loglevel", "error", *copied], check=True)
    for _ in range(3):
        assert [picture.shape for picture in read_frames(film, [0.0, 0.4])] == [(48, 64, 3)] * 2
        gc.collect()
