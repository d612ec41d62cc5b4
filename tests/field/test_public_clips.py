"""What public clips of others taught: films that raised an alarm without a fault, and a fault that raised none.

Each is made here anew, small and in memory, see `tests.field.looks_like`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from quality.focus import blur
from quality.frame_stats import FrameStats, FrameStatsViewer
from quality.light import flash
from quality.pictures import moves, picture_faults
from quality.search import Search
from quality.thresholds import shipped
from tests.field.looks_like import FPS, HEIGHT, WIDTH, Film, camera, info_of, mixed, pan, ramp, stats_of, texture, view

KEY_EVERY, FRAMES = 12, 96


def fade_in_from_white() -> Film:
    """White for half a second first."""
    return Film(mixed(255 + 0 * pan(96), pan(96), np.concatenate([np.zeros(12), ramp(24), np.ones(60)])))


def pan_to_snow_and_back() -> Film:
    """Half of what the camera passes is snow in the sun."""
    scene = texture(1).copy()
    scene[:, 2 * WIDTH :] = 254
    return Film(np.stack([view(scene, WIDTH - 60 * float(np.cos(at / 15))) for at in range(FRAMES)]))


def white_page_on_which_a_picture_grows() -> Film:
    page = np.full((72, HEIGHT, WIDTH), 255, np.float32)
    for at in range(12, 72):
        half = min(44, 3 * (at - 11))
        rows, columns = slice(45 - half, 45 + half), slice(max(0, 80 - 2 * half), min(WIDTH, 80 + 2 * half))
        page[at, rows, columns] = 0.8 * texture(3)[rows, columns]
    return Film(page)


def specks_over_black() -> Film:
    """Faint snow drifts over a dark ground, and hardly shows in single pictures."""
    rng = np.random.default_rng(2)
    pictures = np.zeros((84, HEIGHT, WIDTH), np.float32)
    places = list(zip(rng.integers(4, HEIGHT - 8, 10).tolist(), rng.integers(4, WIDTH - 40, 10).tolist(), strict=True))
    for at in range(84):
        for row, column in places:
            pictures[at, row : row + 3, column + at // 4 : column + at // 4 + 3] = 36 if at in (30, 55) else 60
    return Film(pictures)


def dim_glow_after_a_cut() -> Film:
    """It swells out of black slowly, where the bright sign of the shot before was."""
    rows, columns = np.indices((HEIGHT, WIDTH))
    away = np.hypot(rows - HEIGHT / 2, columns - WIDTH / 2)
    sign = 0.9 * texture(2)[:HEIGHT, :WIDTH] * (away < 30)
    swells = np.sin(np.linspace(0.2, 1.2, 48))[:, None, None] * 46 * np.exp(-((away / 20) ** 2))
    return Film(np.concatenate([np.stack([np.roll(sign, at % 3, axis=1) for at in range(48)]), swells]))


def bolt_in_the_dark() -> Film:
    """Its glow swells and fades as it strikes again and again, and nothing else is in the picture."""
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    away = np.abs(columns - 10 - 1.6 * rows - 3 * np.sin(rows / 9))
    light = np.zeros(48)
    light[12:42] = 0.25 + 0.75 * np.random.default_rng(3).permutation(np.tile([0.0, 0.9, 0.1, 1.0, 0.3, 0.7], 5))
    glow = 255 * np.exp(-away / 4)
    return Film((light[:, None, None] * glow).astype(np.float32))


def bolt_in_a_dark_sky() -> Film:
    """Which it lights up as well, as far as one sees."""
    light = bolt_in_the_dark().pictures.max(axis=(1, 2), keepdims=True) / 255
    return Film(bolt_in_the_dark().pictures + 13 + 4 * light)


def storm_behind_a_card() -> Film:
    """The clouds light up for a moment around a pale card, and through it."""
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    night = 12 + 0.1 * texture(4)[:HEIGHT, :WIDTH]
    clouds = np.clip(3 * (texture(5)[:HEIGHT, :WIDTH] - 110), 0, 200)
    light = np.concatenate([np.zeros(24), ramp(12), ramp(12, 1, 0), np.zeros(24)])[:, None, None]
    card = (np.abs(columns - 80) < 34) & (np.abs(rows - 45) < 38)
    scene = night + light * clouds
    return Film(np.where(card, 150 + 0.3 * scene, scene).astype(np.float32))


def rocket_that_flares_up() -> Film:
    """A camera moves slowly through the night; what is lit flares up for a frame, and then goes on to burn."""
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    glow = np.exp(-((rows - 40) ** 2 + (columns - 90) ** 2) / 900)
    light = np.concatenate([np.zeros(30), [90, 18, 74], np.linspace(80, 120, 27)]).astype(np.float32)
    return Film(0.5 * pan(60, speed=0.8) + light[:, None, None] * glow)


def club_with_strobes() -> Film:
    """Lamps that light a dark hall all over go on and off, each for a frame or two."""
    hall = 0.22 * pan(72, speed=0.4)
    light = np.zeros(72, np.float32)
    light[[20, 21, 24, 27, 28, 31, 34, 37, 38]] = [3.2, 2.4, 3.0, 2.6, 2.8, 3.4, 2.5, 3.0, 2.2]
    return Film(np.clip(hall * (1 + light[:, None, None]), 0, 255))


def drawn_lightning() -> Film:
    """Clouds flash white twice within half a second; the light comes and goes over three pictures each time."""
    clouds = np.clip(0.35 * pan(72, speed=0.3), 0, 255)
    light = np.zeros(72, np.float32)
    light[[30, 31, 32, 33, 34, 36, 37, 38, 39, 40]] = [0.3, 0.65, 1, 0.65, 0.3] * 2
    return Film(np.clip(clouds + light[:, None, None] * (170 + 0.3 * clouds), 0, 255))


def storm_at_night() -> Film:
    """Light trembles in dark clouds, until a bolt makes four times as much of it at once, which dies away slowly."""
    night = 0.22 * pan(72, speed=0.3)
    light = np.ones(72, np.float32)
    light[24:40] = [1.4, 1, 1.3, 1, 1.5, 1.1, 1.6, 1.2, 5, 4.2, 4.8, 5.5, 4.6, 3.4, 3.6, 2]
    return Film(np.clip(night * light[:, None, None], 0, 255))


def storm_that_lasts() -> Film:
    """It lights up other clouds, all over a dark sky, for most of a second, and leaves it as it was."""
    night, clouds = 0.2 * pan(96, speed=0.0, noise=0.3), 0.8 * texture(5)[:HEIGHT, :WIDTH]
    light = np.concatenate([np.zeros(36), np.sin(np.linspace(0, np.pi, 24)), np.zeros(36)])[:, None, None]
    return Film(np.clip(night + light * clouds, 0, 255).astype(np.float32))


def puppets_that_are_stopped_by_hand() -> Film:
    """Each picture is held for two or three frames and goes as far as it likes; one is held for half a second."""
    rng, places = np.random.default_rng(8), [60.0]
    for hold in [2, 3] * 10 + [14] + [2, 3] * 10:
        places += [places[-1]] * (hold - 1) + [places[-1] + float(rng.choice([1, 2, 6, 9]))]
    return Film(camera(np.array(places), noise=0.0))


INNOCENT: tuple[Callable[[], Film], ...] = (
    fade_in_from_white,
    pan_to_snow_and_back,
    white_page_on_which_a_picture_grows,
    specks_over_black,
    dim_glow_after_a_cut,
    bolt_in_the_dark,
    bolt_in_a_dark_sky,
    storm_behind_a_card,
    rocket_that_flares_up,
    club_with_strobes,
    drawn_lightning,
    storm_at_night,
    storm_that_lasts,
    puppets_that_are_stopped_by_hand,
)


@pytest.mark.parametrize("clip", INNOCENT, ids=lambda clip: clip.__name__)
def test_what_only_looks_wrong_raises_no_alarm(clip: Callable[[], Film]) -> None:
    assert picture_faults(stats_of(clip()), shipped()).faults == ()


def test_a_time_lapse_whose_light_jumps_is_in_order() -> None:
    # A shadow creeps on, and an automatic exposure is a little different in every picture.
    pictures = pan(FRAMES, speed=0.4, noise=0.5)
    light = np.random.default_rng(1).normal(1, 0.02, FRAMES).astype(np.float32)
    assert picture_faults(stats_of(Film(pictures * light[:, None, None])), shipped()).faults == ()


@pytest.mark.parametrize(("blue", "kinds"), [(0, ["black"]), (90, [])])
def test_blue_sparks_on_black_are_not_black(blue: int, kinds: list[str]) -> None:
    from av.video.frame import VideoFrame

    viewer = FrameStatsViewer(info_of(Film(np.zeros((48, HEIGHT, WIDTH), np.float32))))
    for at in range(48):
        planes = np.full((HEIGHT * 3 // 2, WIDTH), 16, np.uint8)
        planes[HEIGHT:] = 128
        colours = planes[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
        colours[0, 20:24, at : at + 4] += np.uint8(blue)
        viewer.see(at / FPS, VideoFrame.from_ndarray(planes, format="yuv420p"))
    assert [fault.kind for fault in picture_faults(viewer.stats(), shipped()).faults] == kinds


def test_light_that_comes_and_goes_by_a_part_flickers() -> None:
    light = np.ones(72, np.float32)
    light[25:48:2] = 1.3
    pictures = 0.5 * pan(72, speed=0.4) * light[:, None, None]
    found = picture_faults(stats_of(Film(np.clip(pictures, 0, 255))), shipped()).faults
    assert [fault.kind for fault in found] == ["flicker"]


@pytest.mark.parametrize(("beside", "kinds"), [((), ["foreign"]), ((29, 33), [])])
def test_another_picture_is_there_at_once_and_light_is_not(beside: tuple[int, ...], kinds: list[str]) -> None:
    pictures = 0.3 * pan(72, speed=1.0)
    lit = 0.5 * pan(72, seed=9)[:, ::-1] + 110
    pictures[30:33] = lit[30:33]
    for at in beside:
        pictures[at] = 0.7 * pictures[at] + 0.3 * lit[at]
    found = picture_faults(stats_of(Film(np.clip(pictures, 0, 255))), shipped()).faults
    assert [fault.kind for fault in found] == kinds


@pytest.mark.parametrize(("starts", "frames", "kinds"), [((30,), 24, ["foreign"]), ((30,), 30, []), ((20, 60), 16, [])])
def test_whoever_listens_is_shown_for_longer_or_again_and_breaks_into_nothing(
    starts: tuple[int, ...], frames: int, kinds: list[str]
) -> None:
    pictures, listens = 0.6 * pan(96, speed=1.0), 0.7 * pan(96, seed=9)[:, ::-1] + 40
    for start in starts:
        pictures[start : start + frames] = listens[start : start + frames]
    found = picture_faults(stats_of(Film(np.clip(pictures, 0, 255))), shipped()).faults
    assert [fault.kind for fault in found] == kinds


@pytest.mark.parametrize(("light", "kinds"), [(1.0, ["blur"]), (0.5, [])])
def test_a_shot_that_begins_out_of_focus_is_blurred_and_one_that_begins_in_the_dark_is_not(
    light: float, kinds: list[str]
) -> None:
    shot, dark = pan(72, seed=5, speed=0.5).astype(np.float32), slice(0, 22)
    for _ in range(4):
        shot[dark] = sum(np.roll(shot[dark], step, axis) for step in (-1, 1) for axis in (1, 2)) / 5 + shot[dark] / 5
    shot[:28] *= np.concatenate([np.full(22, light), np.linspace(light, 1, 6)])[:, None, None]
    film = Film(np.concatenate([pan(36, speed=1.0), shot]).astype(np.float32))
    assert [fault.kind for fault in picture_faults(stats_of(film), shipped()).faults] == kinds


@pytest.mark.parametrize("frames", [8, 14])
def test_another_scene_that_gets_brighter_as_it_goes_is_no_glare(frames: int) -> None:
    pictures, there = 0.3 * pan(72, speed=1.0), slice(30, 30 + frames)
    light = np.linspace(0.6, 1, frames)[:, None, None]
    pictures[there] = light * (0.5 * pan(72, seed=9)[there, ::-1] + 110)
    found = picture_faults(stats_of(Film(np.clip(pictures, 0, 255).astype(np.float32))), shipped()).faults
    assert [fault.kind for fault in found] == ["foreign"]


def still_with(*, spark: float, grain: float) -> Film:
    pictures = np.repeat(0.1 * texture(6)[None, :HEIGHT, :WIDTH], 60, axis=0)
    noise = np.random.default_rng(5).normal(0, 1, (60, HEIGHT, WIDTH)).astype(np.float32)
    pictures += grain * noise
    for at in range(60):
        pictures[at, 30 + at // 3, 70:72] += spark
    return Film(np.clip(pictures, 0, 255))


@pytest.mark.parametrize(("spark", "grain", "expected"), [(120, 0, True), (0, 0, False), (0, 0.1, False)])
def test_a_spark_in_the_night_moves_and_grain_does_not(spark: float, grain: float, expected: bool) -> None:
    assert moves(stats_of(still_with(spark=spark, grain=grain)), shipped()) is expected


@pytest.mark.parametrize(("bolt", "kinds"), [(0, ["flash"]), (90, [])])
def test_lightning_by_day_dies_away_where_it_struck(bolt: int, kinds: list[str]) -> None:
    pictures = 0.5 * pan(72, speed=0.0, noise=0.5) + 60
    pictures[30] += 70
    for at, glow in ((31, 1.0), (32, 0.4), (33, 0.1)):
        pictures[at, :70, 40:48] += glow * bolt
    found = picture_faults(stats_of(Film(np.clip(pictures, 0, 255))), shipped()).faults
    assert [fault.kind for fault in found] == kinds


@pytest.mark.parametrize(("faded", "expected"), [(False, True), (True, False)])
def test_a_clock_of_faint_digits_on_black_moves_and_one_that_fades_in_does_not(faded: bool, expected: bool) -> None:
    light, rows = ramp(96) if faded else np.ones(96, np.float32), slice(40, 50)
    pictures = np.zeros((96, HEIGHT, WIDTH), np.float32)
    pictures[:, rows, 60:96] = 30
    if not faded:
        pictures[48:, rows, 60:66] = 0
    assert moves(stats_of(Film(pictures * light[:, None, None])), shipped()) is expected


@pytest.mark.parametrize(("jolts", "kinds"), [((), ["flash"]), ((36, 38), [])])
def test_a_flash_in_a_title_that_glitches_is_meant(jolts: tuple[int, ...], kinds: list[str]) -> None:
    pictures = 0.4 * pan(84, speed=0.2, noise=0)
    for at in jolts:
        pictures[at] = np.roll(pictures[at], 25, axis=1)
    pictures[43] += 60
    found = picture_faults(stats_of(Film(pictures)), shipped()).faults
    assert [fault.kind for fault in found] == kinds


@pytest.mark.parametrize(("scene_after", "flashes"), [(1, 1), (2, 0)])
def test_what_is_dark_between_two_shots_is_no_flash(scene_after: int, flashes: int) -> None:
    # Where all around changes as much, as in fast cuts, no jump tells where shots begin.
    dark = np.full((3, HEIGHT, WIDTH), 2, np.float32)
    pictures = np.concatenate([pan(24, speed=0.5), dark, pan(24, scene_after, speed=0.5)])
    assert len(list(flash(Search(stats_of(Film(pictures)), shipped())))) == flashes


@pytest.mark.parametrize(("scene_before", "blurs"), [(1, 1), (2, 0)])
def test_a_page_that_gets_more_lines_was_not_out_of_focus(scene_before: int, blurs: int) -> None:
    # Lines that come up at half of the time, beside edges that were there; another page was shown before, or the same.
    page, before = (np.round(texture(seed)[:HEIGHT, :WIDTH]) for seed in (1, scene_before))
    stats = stats_of(Film(np.stack([before] * 24 + [page] * 48)))
    sharpness, lines = stats.sharpness.copy(), 0.41
    sharpness[:24], sharpness[24:36], sharpness[36:] = lines, 0.7 * lines, lines
    search = Search(dataclasses.replace(stats, sharpness=sharpness), shipped())
    assert len(list(blur(search))) == blurs


@pytest.mark.parametrize(("contrast", "tiles", "blurs"), [(20.0, 24, 1), (1.6, 24, 0), (20.0, 2, 0)])
def test_a_shade_of_two_levels_and_two_things_on_a_plain_ground_tell_no_blur(
    contrast: float, tiles: int, blurs: int
) -> None:
    stats = stats_of(Film(pan(FRAMES)))
    sharpness = np.zeros((FRAMES, 24, 2), np.float16)
    sharpness[:, :tiles] = 0.3
    sharpness[30:60] *= 0.3
    full = np.zeros((FRAMES, 24), np.float16)
    full[:, :tiles] = contrast
    search = Search(dataclasses.replace(stats, sharpness=sharpness, contrast=full), shipped())
    assert len(list(blur(search))) == blurs


@pytest.mark.parametrize(("first", "blurs"), [(36, 1), (0, 0)])
def test_a_camera_that_is_moved_as_it_begins_was_not_out_of_focus(first: int, blurs: int) -> None:
    stats = stats_of(Film(pan(FRAMES)))
    sharpness, full = np.full((FRAMES, 24, 2), 0.3, np.float16), np.full((FRAMES, 24), 20, np.float16)
    sharpness[first : first + 10] *= 0.6
    search = Search(dataclasses.replace(stats, sharpness=sharpness, contrast=full), shipped())
    assert len(list(blur(search))) == blurs


def test_light_that_burns_out_at_once_and_comes_back_is_no_shot_of_its_own() -> None:
    pictures = pan(FRAMES, speed=0.5)
    pictures[36:60] += 130
    found = picture_faults(stats_of(Film(pictures)), shipped())
    (fault,) = found.faults
    assert fault.kind == "exposure"
    assert (fault.start_s, fault.end_s) == pytest.approx((1.5, 2.5), abs=0.1)
    assert found.cuts_s == ()


def test_light_that_swings_with_the_mains_all_through_is_told_by_its_rhythm() -> None:
    # A screen before a camera, lamps at 50 Hz: by 5 levels, 9.3 times a second, while the camera pans.
    swing = np.sin(2 * np.pi * 9.3 * np.arange(FRAMES) / FPS)
    (fault,) = picture_faults(
        stats_of(Film(pan(FRAMES) + 5 * swing[:, None, None].astype(np.float32))), shipped()
    ).faults
    assert (fault.kind, fault.start_s, fault.end_s) == ("flicker", 0, FRAMES / FPS)
    faint = Film(pan(FRAMES) + 1.2 * swing[:, None, None].astype(np.float32))
    assert picture_faults(stats_of(faint), shipped()).faults == ()


def test_a_lamp_that_swings_in_a_part_of_the_picture_does_not_make_the_film_flicker() -> None:
    pictures = pan(FRAMES)
    pictures[:, 20:60, 30:80] += 40 * np.sin(2 * np.pi * 5 * np.arange(FRAMES) / FPS)[:, None, None].astype(np.float32)
    assert picture_faults(stats_of(Film(pictures)), shipped()).faults == ()


def blocky(at: list[int]) -> FrameStats:
    """A pan in which a tenth of the edges of the grid break in some frames."""
    broken = np.full(FRAMES, 0.005, np.float32)
    broken[at] = 0.1
    return dataclasses.replace(stats_of(Film(pan(FRAMES))), blockiness=broken)


def test_coarse_key_frames_are_no_broken_blocks_for_damage_has_no_rhythm() -> None:
    assert picture_faults(blocky(list(range(KEY_EVERY, FRAMES, KEY_EVERY))), shipped()).faults == ()
    broken = picture_faults(blocky([9, 20, 24, 51, 70, 77]), shipped()).faults
    assert [fault.kind for fault in broken] == ["blocks"] * 6


@pytest.mark.parametrize(
    ("level", "scene_before", "first", "kinds"),
    [(128, 1, 48, ["blocks"]), (128, 1, 0, []), (128, 2, 48, []), (100, 1, 48, [])],
    ids=["lost", "a ground", "another shot", "a panel"],
)
def test_a_part_that_turns_grey_while_the_rest_goes_on_is_missing(
    level: float, scene_before: int, first: int, kinds: list[str]
) -> None:
    pictures = np.clip(pan(FRAMES), 0, 255)
    pictures[first:, HEIGHT // 2 :] = level
    pictures[:first] = pan(FRAMES, scene_before)[:first]
    found = picture_faults(stats_of(Film(pictures)), shipped()).faults
    assert [fault.kind for fault in found if fault.kind == "blocks"] == kinds
