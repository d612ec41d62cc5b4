"""A clean little film, and the same film with one damage each."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media import ffmpeg

WIDTH, HEIGHT, FPS, FRAMES = 480, 270, 24, 48
MARGIN = 40
Frame = NDArray[np.float64]
Damage = Callable[[Frame, int], Frame]


@cache
def scene() -> Frame:
    """A picture larger than the film's: sky, ground, discs and bars from black to white, soft and sharp."""
    height, width = HEIGHT + 2 * MARGIN, WIDTH + FRAMES + 2 * MARGIN
    y, x = np.mgrid[0:height, 0:width].astype(float)
    picture = np.stack([110 + 60 * y / height, 140 + 40 * y / height, 205 - 30 * y / height], axis=-1)
    picture[y > 0.65 * height] = (96, 112, 88)
    rng = np.random.default_rng(7)
    for _ in range(60):
        cx, cy, radius = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(6, 40)
        inside = np.clip(radius - np.hypot(x - cx, y - cy) + 0.5, 0, 1)[..., None]
        colour = rng.choice([rng.uniform(20, 235, 3), np.full(3, rng.uniform(5, 250))])
        picture = picture * (1 - inside) + colour * inside
    for n in range(0, width, 90):
        picture[20:90, n : n + 12] = 246
        picture[95:150, n : n + 12] = 6
    return picture


def panned(picture: Frame, n: int, shift: tuple[int, int] = (0, 0)) -> Frame:
    """Frame n of a slow pan over the scene, the camera off by a shift."""
    top, left = MARGIN + shift[0], MARGIN + n + shift[1]
    frame: Frame = picture[top : top + HEIGHT, left : left + WIDTH]
    return frame


def film(path: Path, frame: Callable[[Frame, int], Frame], *, fps: int = FPS, volume_db: float = 0.0) -> Path:
    """Write a film with a sound of about -14 LUFS, or `volume_db` above that.

    Args:
        path: The MP4.
        frame: Makes frame n of the scene.
        fps: Frames a second; the film lasts as long whatever it is.
        volume_db: Decibels.
    """
    picture = scene()
    every = FPS // fps
    seconds = FRAMES / FPS
    sound = f"sine=f=500:d={seconds}:r=48000,volume={7 + volume_db}dB,aformat=channel_layouts=stereo"
    args = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(fps), "-i", "pipe:0"]
    args += ["-f", "lavfi", "-i", sound, "-vf", "scale=out_color_matrix=bt709:out_range=tv"]
    args += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "10", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    args += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-shortest", str(path)]
    with ffmpeg.process(args, stdin=subprocess.PIPE) as child:
        assert child.stdin
        for n in range(0, FRAMES, every):
            child.stdin.write(np.clip(np.rint(frame(picture, n)), 0, 255).astype(np.uint8).tobytes())
    return path


def noisy(picture: Frame, n: int) -> Frame:
    return panned(picture, n) + np.random.default_rng(n).normal(0, 9, (HEIGHT, WIDTH, 1))


def flickering(picture: Frame, n: int) -> Frame:
    return panned(picture, n) * np.random.default_rng(n).uniform(0.86, 1.0)


def shaken(picture: Frame, n: int) -> Frame:
    dy, dx = np.random.default_rng(n).integers(-5, 6, 2)
    return panned(picture, n, (int(dy), int(dx)))


def dark(picture: Frame, n: int) -> Frame:
    return panned(picture, n) * 0.42


def dark_and_noisy(picture: Frame, n: int) -> Frame:
    return dark(picture, n) + np.random.default_rng(n).normal(0, 4, (HEIGHT, WIDTH, 1))


def tinted(picture: Frame, n: int) -> Frame:
    frame: Frame = panned(picture, n) * np.array([1.0, 0.86, 0.66])
    return frame


def banded(picture: Frame, n: int) -> Frame:
    smooth = np.linspace(40, 200, WIDTH)[None, :, None] + np.linspace(0, 30, HEIGHT)[:, None, None]
    frame = panned(picture, n).copy()
    frame[:200] = (smooth // 8 * 8)[:200]
    return frame


def soft(picture: Frame, n: int) -> Frame:
    frame: Frame = panned(picture, n)
    kernel = np.exp(-0.5 * (np.arange(-6, 7) / 2.2) ** 2)
    for axis in (0, 1):
        frame = np.apply_along_axis(np.convolve, axis, frame, kernel / kernel.sum(), "same")
    return frame


DAMAGES: dict[str, Damage] = {
    "clean": panned,
    "noisy": noisy,
    "flickering": flickering,
    "shaken": shaken,
    "dark": dark,
    "dark and noisy": dark_and_noisy,
    "tinted": tinted,
    "banded": banded,
    "soft": soft,
}
