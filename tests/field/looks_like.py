"""Small clips that look as if something were wrong with them, and are as they should be; and some that are not.

Grey pictures of 160 x 90, made in memory. Scenes are cut from textures whose detail is spread over all scales, as that
of photographs is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footage.video_info import VideoInfo
from quality.frame_stats import FrameStats, FrameStatsViewer

WIDTH, HEIGHT = 160, 90
FPS = 24

Picture = NDArray[np.float32]


@dataclass(frozen=True)
class Film:
    """Pictures of 0 to 255, shape (n, height, width), shown at `fps`."""

    pictures: Picture
    fps: float = FPS


def info_of(film: Film) -> VideoInfo:
    """What a file of it would say of itself."""
    count, height, width = film.pictures.shape
    return VideoInfo(
        path=Path("clip.mp4"),
        demuxer="mov",
        duration_s=count / film.fps,
        width=width,
        height=height,
        fps=film.fps,
        frame_count=count,
        video_codec="h264",
        pixel_format="yuv420p",
        rotation_deg=0,
        square_pixels=True,
        has_audio=False,
        audio_codec=None,
        size_bytes=1,
    )


def stats_of(film: Film) -> FrameStats:
    """What the viewer measures of it, without a file."""
    from av.video.frame import VideoFrame

    viewer = FrameStatsViewer(info_of(film))
    for at, picture in enumerate(np.clip(film.pictures * (219 / 255) + 16, 16, 235).astype(np.uint8)):
        viewer.see(at / film.fps, VideoFrame.from_ndarray(_planes(picture), format="yuv420p"))
    return viewer.stats()


def _planes(luma: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = luma.shape
    return np.concatenate([luma, np.full((height // 2, width), 128, np.uint8)])


@functools.cache
def texture(seed: int, height: int = 3 * HEIGHT, width: int = 4 * WIDTH) -> Picture:
    """Something like a photograph: noise of every scale, the larger the stronger, with edges."""
    rng = np.random.default_rng(seed)
    rows, columns = np.linspace(0, 1, height), np.linspace(0, 1, width)
    whole = np.zeros((height, width), np.float32)
    for cells in (3, 6, 12, 25, 50, 100):
        coarse = rng.normal(size=(cells + 2, cells + 2)).astype(np.float32)
        y, x = rows * cells, columns * cells
        i, j = y.astype(int), x.astype(int)
        down, right = (y - i)[:, None], (x - j)[None, :]
        top = coarse[i][:, j] * (1 - right) + coarse[i][:, j + 1] * right
        bottom = coarse[i + 1][:, j] * (1 - right) + coarse[i + 1][:, j + 1] * right
        whole += ((top * (1 - down) + bottom * down) * (3 / cells) ** 0.5).astype(np.float32)
    whole = whole + 0.6 * (whole > 0.4)  # edges
    spread = 118 + 48 * (whole - whole.mean()) / whole.std()
    return np.asarray(np.clip(spread, 4, 250), np.float32)


def view(scene: Picture, x: float, y: float = 20.0) -> Picture:
    """The part of a scene seen from a place, between pixels too."""
    i, j = int(np.floor(y)), int(np.floor(x))
    down, right = y - i, x - j
    part = scene[i : i + HEIGHT + 1, j : j + WIDTH + 1]
    left = part[:, :-1] * (1 - right) + part[:, 1:] * right
    return np.asarray(left[:-1] * (1 - down) + left[1:] * down, np.float32)


def camera(places: Any, seed: int = 1, y: Any = 20.0, noise: float = 2.0) -> Picture:
    """A camera that looks from one place after another, with its noise."""
    rng = np.random.default_rng(seed)
    heights = np.broadcast_to(y, np.shape(places))
    seen = np.stack([view(texture(seed), float(x), float(up)) for x, up in zip(places, heights, strict=True)])
    return np.clip(seen + rng.normal(0, noise, seen.shape), 0, 255).astype(np.float32)


def pan(count: int, seed: int = 1, speed: float = 1.5, noise: float = 2.0) -> Picture:
    """A steady pan."""
    return camera(10 + speed * np.arange(count), seed, noise=noise)


def smeared(pictures: Picture, lengths: Any) -> Picture:
    """Each picture blurred along its rows, as a moving camera blurs it."""
    out = pictures.copy()
    for at, length in enumerate(np.asarray(lengths, int)):
        if length > 1:
            shifted = [np.roll(pictures[at], step - length // 2, axis=1) for step in range(length)]
            out[at] = np.mean(shifted, axis=0)
    return out


def soft(picture: Picture, reach: int) -> Picture:
    """Out of focus: a box of 2 x reach + 1 pixels, twice."""
    out = picture.astype(np.float32)
    for axis in (0, 1, 0, 1):
        out = np.mean([np.roll(out, step, axis) for step in range(-reach, reach + 1)], axis=0)
    return out


def ramp(count: int, start: float = 0.0, end: float = 1.0) -> Picture:
    """From one number to another."""
    return np.linspace(start, end, count, dtype=np.float32)


def mixed(one: Picture, other: Picture, share: Any) -> Picture:
    """One film with a share of another."""
    part = np.asarray(share, np.float32)[:, None, None]
    return np.asarray(one * (1 - part) + other * part, np.float32)


def card(seed: int = 9, ground: float = 0.0, ink: float = 230.0) -> Picture:
    """A title: a line of small upright strokes, which stand for letters, on a plain ground."""
    rng = np.random.default_rng(seed)
    picture = np.full((HEIGHT, WIDTH), ground, np.float32)
    for x in range(50, 110, 4):
        top = 40 + int(rng.integers(0, 4))
        picture[top : 50 - int(rng.integers(0, 3)), x : x + 2] = ink
    return picture


def figure(places: Any, ground: Picture | None = None, size: int = 26) -> Picture:
    """A flat figure that moves over a drawn ground without any noise, as in animation."""
    base = np.round(soft(texture(5)[:HEIGHT, :WIDTH], 2) / 32) * 32 if ground is None else ground
    out = np.repeat(base[None], len(places), axis=0)
    for at, (x, y) in enumerate(places):
        out[at, int(y) : int(y) + size, int(x) : int(x) + size] = 235
        out[at, int(y) + 6 : int(y) + 10, int(x) + 6 : int(x) + 20] = 20
    return np.asarray(out, np.float32)


# What looks wrong and is not.


def whip_pan() -> Film:
    speed = np.concatenate([np.full(16, 0.5), ramp(5, 2, 22), np.full(6, 22.0), ramp(5, 22, 2), np.full(24, 0.5)])
    return Film(smeared(camera(5 + np.cumsum(speed)), speed))


def diagonal_whip_pan() -> Film:
    speed = np.concatenate([np.full(16, 0.5), ramp(5, 2, 18), np.full(6, 18.0), ramp(5, 18, 2), np.full(20, 0.5)])
    places = 5 + np.cumsum(speed)
    pictures = smeared(camera(places, y=5 + 0.35 * np.cumsum(speed)), speed)
    upright = smeared(pictures.swapaxes(1, 2), 0.4 * speed).swapaxes(1, 2)
    return Film(upright)


def rack_focus() -> Film:
    sharp, left = pan(60, speed=0.1), np.arange(WIDTH)[None, :] < WIDTH // 2
    pictures = sharp.copy()
    for at in range(60):
        near, far = (3, 0) if at < 22 else (0, 3) if at > 30 else (2, 2)
        pictures[at] = np.where(left, soft(sharp[at], near), soft(sharp[at], far))
    return Film(pictures)


def fade_in() -> Film:
    return Film(pan(60, speed=0.6) * np.concatenate([np.zeros(12), ramp(24), np.ones(24)])[:, None, None])


def fade_through_black() -> Film:
    light = np.concatenate([np.ones(20), ramp(14, 1, 0), np.zeros(14), ramp(14), np.ones(20)])[:, None, None]
    return Film(np.concatenate([pan(41, 1), pan(41, 2)]) * light)


def cut_to_black_and_another_shot() -> Film:
    return Film(np.concatenate([pan(24, 1), np.zeros((16, HEIGHT, WIDTH), np.float32), pan(30, 4)]))


def black_leader() -> Film:
    return Film(np.concatenate([np.zeros((24, HEIGHT, WIDTH), np.float32), pan(60)]))


def title_on_black() -> Film:
    return Film(np.concatenate([pan(24, 1), np.repeat(card()[None], 40, axis=0), pan(24, 2)]))


def lit_windows_at_night() -> Film:
    night = np.full((HEIGHT, WIDTH), 4.0, np.float32)
    night[30:36, 40:46] = night[50:56, 100:106] = 200
    rng = np.random.default_rng(2)
    dark = np.clip(night + rng.normal(0, 2, (50, HEIGHT, WIDTH)), 0, 255)
    return Film(np.concatenate([pan(12), dark.astype(np.float32), pan(12)]))


def long_dissolve() -> Film:
    return Film(mixed(pan(96, 1, 0.4), pan(96, 2, 0.4), np.clip((np.arange(96) - 20) / 56, 0, 1)))


def title_over_a_shot() -> Film:
    light = np.concatenate([np.zeros(16), ramp(14), np.ones(20), ramp(14, 1, 0), np.zeros(20)])[:, None, None]
    over = card(ground=0.0)
    return Film(pan(84, speed=0.2) * (1 - 0.5 * light) + over * light * 0.9)


def sway_of_a_hand() -> Film:
    times = np.arange(84) / FPS
    return Film(camera(60 + 5 * np.sin(2.2 * times), y=20 + 3 * np.sin(1.7 * times)))


def held_drawing() -> Film:
    steps = np.concatenate([ramp(24, 10, 70), np.full(24, 70), ramp(24, 70, 120)])
    return Film(figure([(x, 30 + 6 * np.sin(x / 9)) for x in steps]))


def drawn_on_threes() -> Film:
    return Film(figure([(10 + 5 * (at // 3), 30 + 8 * np.sin(at // 3)) for at in range(72)]))


def ends_on_a_held_picture() -> Film:
    moving = pan(40, speed=2.0, noise=0.0)
    return Film(np.concatenate([moving, np.repeat(moving[-1:], 24, axis=0)]))


def page_that_scrolls_and_stops() -> Film:
    y = np.concatenate(
        [np.full(10, 5), 5 + 4 * np.arange(14), np.full(20, 57), 57 + 4 * np.arange(14), np.full(14, 109)]
    )
    page = np.where(texture(7) > 150, 20.0, 240.0).astype(np.float32)
    return Film(np.stack([page[int(at) : int(at) + HEIGHT, :WIDTH] for at in y]))


def split_screen_with_a_still_half() -> Film:
    pictures = pan(72, speed=1.5)
    pictures[20:50, :, : WIDTH // 2] = pictures[20, :, : WIDTH // 2]
    return Film(pictures)


def flapping_wings() -> Film:
    wings = [(60 + 12 * (at % 3 - 1), 30) if 20 <= at < 44 else (60, 30) for at in range(72)]
    return Film(figure(wings, size=20))


def shaken_head() -> Film:
    steady = 40 + 0.4 * np.arange(72)
    shake = np.where((np.arange(72) > 24) & (np.arange(72) < 44), 3 * (-1.0) ** np.arange(72), 0)
    return Film(camera(steady + shake))


def running_water() -> Film:
    rng = np.random.default_rng(4)
    rough = np.stack([soft(40 * rng.normal(size=(HEIGHT, WIDTH)).astype(np.float32), 2) * 6 for _ in range(60)])
    shot = pan(60, speed=0.0)
    shot[:, 30:] += rough[:, 30:]
    return Film(np.clip(shot, 0, 255))


def counting_digits() -> Film:
    ground = figure([(200, 200)] * 72)
    for at in range(72):
        shape = np.random.default_rng(at // 2).random((10, 5)) > 0.5
        ground[at, 35:65, 60:90] = np.kron(shape, np.ones((3, 6))) * 235
    return Film(ground)


def there_and_back() -> Film:
    places = np.concatenate([np.arange(36), np.arange(36)[::-1]])
    return Film(camera(20 + 1.5 * places))


def strobe() -> Film:
    light = np.where(np.arange(72) % 8 == 0, 70, 0)[:, None, None]
    return Film(np.clip(pan(72, speed=0.5) * 0.7 + light, 0, 255))


def lightning() -> Film:
    pictures = 0.5 * pan(72, speed=0.2)
    for at in (20, 21, 24, 50):
        pictures[at, :40] += 130
    return Film(np.clip(pictures, 0, 255))


def flash_of_a_camera() -> Film:
    pictures = 0.6 * pan(60, speed=0.2)
    rows, columns = np.indices((HEIGHT, WIDTH))
    pictures[30] += 220 * np.exp(-((rows - 50) ** 2 + (columns - 110) ** 2) / 900)
    return Film(np.clip(pictures, 0, 255))


def flames() -> Film:
    rng = np.random.default_rng(6)
    pictures = 0.35 * pan(72, speed=0.0)
    for at in range(72):
        blob = soft((rng.random((HEIGHT, WIDTH)) > 0.9).astype(np.float32), 5) * 1800
        pictures[at, 20:80, 30:130] += blob[20:80, 30:130] * rng.uniform(0.5, 1.2)
    return Film(np.clip(pictures, 0, 255))


def neon_sign() -> Film:
    pictures = 0.3 * pan(72, speed=0.1)
    pictures[np.arange(72) % 6 < 3, 20:45, 40:120] += 150
    return Film(np.clip(pictures, 0, 255))


def old_film() -> Film:
    rng = np.random.default_rng(8)
    pictures = pan(72, speed=0.4, noise=9) * rng.uniform(0.9, 1.08, (72, 1, 1)).astype(np.float32)
    for at in range(0, 72, 3):
        pictures[at, :, int(rng.integers(0, WIDTH))] = 240
        y, x = rng.integers(0, HEIGHT - 6), rng.integers(0, WIDTH - 6)
        pictures[at, y : y + 5, x : x + 4] = 10
    return Film(np.clip(pictures, 0, 255))


def window_that_opens_over_a_page() -> Film:
    page = np.where(texture(7)[:HEIGHT, :WIDTH] > 150, 20.0, 240.0).astype(np.float32)
    over = np.full_like(page, 60)
    over[20:70, 30:130] = 250
    return Film(np.concatenate([np.repeat(one[None], 24, axis=0) for one in (page, over, page)]))


def cut_away_and_back() -> Film:
    shots = pan(96, 1, 0.6)
    return Film(np.concatenate([shots[:24], pan(20, 2), shots[44:70], pan(26, 3)]))


def fog_comes_and_goes() -> Film:
    thick = np.concatenate([np.zeros(16), ramp(16, 0, 0.8), np.full(14, 0.8), ramp(16, 0.8, 0), np.zeros(14)])
    return Film(mixed(pan(76, speed=0.4), np.full((76, HEIGHT, WIDTH), 190, np.float32), thick))


def snow() -> Film:
    rng = np.random.default_rng(3)
    pictures = 0.7 * pan(60, speed=0.1)
    flakes = rng.uniform(0, 1, (120, 2)) * (HEIGHT, WIDTH)
    for at in range(60):
        flakes = (flakes + np.array([4, 1.5])) % (HEIGHT, WIDTH)
        pictures[at][flakes[:, 0].astype(int), flakes[:, 1].astype(int)] = 250
    return Film(pictures)


def time_lapse_of_clouds() -> Film:
    rng = np.random.default_rng(5)
    sky = camera(10 + 4.0 * np.arange(60), 2)
    return Film(np.clip(sky + rng.normal(0, 3, 60)[:, None, None], 0, 255))


def slides() -> Film:
    return Film(np.concatenate([np.repeat(pan(1, seed), 4, axis=0) for seed in (1, 2, 3, 1, 4)]), fps=2)


def zoom_into_a_photo_that_rests() -> Film:
    places = np.concatenate([20 + 0.8 * np.arange(36), np.full(30, 48.0)])
    return Film(camera(places, noise=0.0))


def lorry_drives_by() -> Film:
    """Something large and dark passes a camera at rest, and the exposure follows."""
    pictures = camera(np.full(84, 30.0))
    for at in range(84):
        left = int(-60 + 3.2 * at)
        pictures[at, 40:, max(0, left) : max(0, left + 60)] = 30
        pictures[at] *= 1 - 0.25 * np.exp(-(((at - 42) / 16) ** 2))
    return Film(pictures)


def still() -> Film:
    """A photograph all through."""
    return Film(np.repeat(view(texture(1), 20.0)[None], 48, axis=0))


def type_comes_up_on_a_terminal() -> Film:
    """Nothing, and then line upon line, each letter by itself."""
    letters = np.random.default_rng(1).random((10, 30)) > 0.4
    pictures = np.full((72, HEIGHT, WIDTH), 12, np.float32)
    for at in range(72):
        for index in range(min(300, max(0, at - 12) * 5)):
            row, column = divmod(index, 30)
            if letters[row, column]:
                pictures[at, 5 + 8 * row : 10 + 8 * row, 5 + 5 * column : 8 + 5 * column] = 210
    return Film(pictures)


def drawing_that_leaves_the_picture() -> Film:
    lines = np.where(np.abs(np.diff(texture(6) > 130, axis=1, prepend=0)) > 0, 235.0, 0.0).astype(np.float32)
    wide = np.concatenate([lines[:, :300], np.zeros((lines.shape[0], 400), np.float32)], axis=1)
    return Film(np.stack([wide[20 : 20 + HEIGHT, 4 * at : 4 * at + WIDTH] for at in range(76)]))


def shots_that_fade_in_and_out_of_a_trailer() -> Film:
    pulse = np.concatenate([ramp(4), np.ones(12), ramp(4, 1, 0), np.zeros(6)])
    return Film(np.concatenate([pan(26, seed, 0.8) * pulse[:, None, None] for seed in (1, 2, 3)]))


def white_out_between_black_bars() -> Film:
    white = np.concatenate([np.ones(8), ramp(20, 1, 0), np.zeros(40)])
    pictures = mixed(pan(68, speed=0.5), np.full((68, HEIGHT, WIDTH), 170, np.float32), white)
    pictures[:, :14] = pictures[:, -14:] = 0
    return Film(pictures)


def held_title_and_a_cut() -> Film:
    """Something drawn moves, its last picture is held to be read, and another shot follows."""
    moving = pan(40, speed=2.0, noise=0.0)
    return Film(np.concatenate([moving, np.repeat(moving[-1:], 24, axis=0), pan(40, 4)]))


def darker_corners_for_a_moment() -> Film:
    """The exposure of a lens follows something bright that passes: unevenly, and back."""
    dip = np.exp(-(((np.arange(84) - 42) / 14) ** 2))[:, None, None]
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    return Film(0.7 * pan(84, speed=0.0) + dip * (0.3 * (columns - WIDTH / 2) - 0.4 * (rows - HEIGHT / 2)))


def light_goes_on() -> Film:
    light = np.concatenate([np.full(24, 0.25), np.full(20, 1.0), np.full(28, 0.25)])[:, None, None]
    return Film(pan(72, speed=0.5) * light)


def vibrating_camera() -> Film:
    """It drives over gravel: every picture is a little off."""
    off = 0.6 * np.random.default_rng(3).normal(size=80)
    return Film(camera(20 + 0.4 * np.arange(80) + off, noise=4))


def jolt() -> Film:
    """One picture is ahead of the others."""
    return Film(camera(20 + 0.5 * np.arange(80) + np.where(np.arange(80) == 40, 1.5, 0), noise=4))


def slow_pan_that_rests_and_goes_on() -> Film:
    places = np.concatenate([0.08 * np.arange(30), np.full(20, 2.4), 2.4 + 0.08 * np.arange(30)])
    return Film(camera(20 + places, noise=0))


INNOCENT: tuple[Callable[[], Film], ...] = (
    whip_pan,
    diagonal_whip_pan,
    rack_focus,
    fade_in,
    fade_through_black,
    cut_to_black_and_another_shot,
    black_leader,
    title_on_black,
    lit_windows_at_night,
    long_dissolve,
    title_over_a_shot,
    sway_of_a_hand,
    held_drawing,
    drawn_on_threes,
    ends_on_a_held_picture,
    page_that_scrolls_and_stops,
    split_screen_with_a_still_half,
    flapping_wings,
    shaken_head,
    running_water,
    counting_digits,
    there_and_back,
    strobe,
    lightning,
    flash_of_a_camera,
    flames,
    neon_sign,
    old_film,
    window_that_opens_over_a_page,
    cut_away_and_back,
    fog_comes_and_goes,
    snow,
    time_lapse_of_clouds,
    slides,
    zoom_into_a_photo_that_rests,
    lorry_drives_by,
    type_comes_up_on_a_terminal,
    drawing_that_leaves_the_picture,
    shots_that_fade_in_and_out_of_a_trailer,
    white_out_between_black_bars,
    held_title_and_a_cut,
    darker_corners_for_a_moment,
    light_goes_on,
    vibrating_camera,
    jolt,
    slow_pan_that_rests_and_goes_on,
)


# What is wrong, in a steady pan.


def _instead(first: int, end: int, change: Callable[[Picture], Any]) -> Callable[[], Film]:
    def make() -> Film:
        pictures = pan(84)
        pictures[first:end] = change(pictures[first:end])
        return Film(pictures)

    return make


def daylight_in_a_night_shot() -> Film:
    """Three pictures of another scene, which are brighter everywhere."""
    pictures = 0.3 * pan(84)
    pictures[30:33] = 90 + 0.5 * pan(3, 4)
    return Film(pictures)


def another_picture_shows_through() -> Film:
    there = np.concatenate([np.zeros(20), ramp(20, 0, 0.7), ramp(20, 0.7, 0), np.zeros(24)])
    return Film(mixed(pan(84, speed=0.3), pan(84, 2, 0.3), there))


def two_swapped_under_noise() -> Film:
    pictures = pan(72, speed=0.4, noise=8)
    pictures[[30, 31]] = pictures[[31, 30]]
    return Film(pictures)


def another_scene_in_a_slow_shot() -> Film:
    pictures = pan(84, speed=0.06, noise=0)
    pictures[30:54] = pan(24, 4)
    return Film(pictures)


def slow_shot_that_stops() -> Film:
    pictures = pan(84, speed=0.1, noise=0)
    pictures[30:37] = pictures[30]
    return Film(pictures)


@dataclass(frozen=True)
class Fault:
    """A film with a fault of a kind, and the evidence there is for it at least."""

    name: str
    kind: str
    evidence: float
    film: Callable[[], Film]


FAULTS = (
    Fault("out of focus", "blur", 2, _instead(30, 54, lambda part: [soft(one, 3) for one in part])),
    Fault("a little out of focus", "blur", 1, _instead(30, 42, lambda part: [soft(one, 1) for one in part])),
    Fault("frozen", "frozen", 2, _instead(30, 54, lambda part: part[:1])),
    Fault("stuck for a moment", "duplicate", 1, _instead(30, 38, lambda part: part[:1])),
    Fault("shuffled", "disorder", 1, _instead(30, 54, lambda part: part[np.random.default_rng(1).permutation(24)])),
    Fault("two swapped", "disorder", 1, _instead(30, 32, lambda part: part[::-1].copy())),
    Fault("two swapped under noise", "disorder", 1.5, two_swapped_under_noise),
    Fault("slow and stuck for a moment", "duplicate", 1.5, slow_shot_that_stops),
    Fault("flash", "flash", 2, _instead(30, 32, lambda part: part + 90)),
    Fault("black", "black", 2, _instead(30, 42, lambda part: 0 * part)),
    Fault("another scene, by day", "foreign", 1, daylight_in_a_night_shot),
    Fault("another scene", "foreign", 1, _instead(30, 40, lambda part: pan(len(part), 4))),
    Fault("another scene in a slow shot", "foreign", 2, another_scene_in_a_slow_shot),
    Fault("melts", "morph", 1, another_picture_shows_through),
)
