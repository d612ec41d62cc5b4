"""Each damage measured, mended and measured again; what needs nothing stays as it is."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from footage.answers import IN_VAIN, Enhancement
from footage.errors import InvalidInputError, JobCancelledError
from footage.verdicts import Visual
from media import ffmpeg
from media.captions.burn import Captions
from media.captions.model import Cue
from media.enhance import graph
from media.enhance.blocks import blocks_of
from media.enhance.choose import TOO_LITTLE_LEFT, choose
from media.enhance.colour import apply, brand_distance
from media.enhance.film import Outcome, enhance
from media.enhance.guard import judge
from media.enhance.measure import measure
from media.enhance.model import OPERATIONS, EnhanceRequest, Grade, Measurements, Operation, parse_color
from media.fields import fields_of
from media.frames import read_frames
from media.probe import probe
from quality.eye import look_at
from tests.damaged import DAMAGES, FRAMES, film

pytestmark = pytest.mark.slow

Film = Callable[..., Path]


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Film:
    folder = tmp_path_factory.mktemp("damaged")
    made: dict[str, Path] = {}

    def make(name: str, **more: Any) -> Path:
        key = f"{name}{more}"
        if key not in made:
            made[key] = film(folder / f"{len(made)}.mp4", DAMAGES[name], **more)
        return made[key]

    return make


@pytest.fixture(autouse=True)
def each_source_is_measured_once(monkeypatch: pytest.MonkeyPatch, measured: dict[Any, Measurements]) -> None:
    """What is wrong with a clip that several tests mend is found out by the first of them."""

    def measure_once(path: Path, *how: Any) -> Measurements:
        if "damaged" not in path.parent.name:
            return measure(path, *how)
        if (path, how) not in measured:
            measured[path, how] = measure(path, *how)
        return measured[path, how]

    monkeypatch.setattr("media.enhance.film.measure", measure_once)


@pytest.fixture(scope="module")
def measured() -> dict[Any, Measurements]:
    return {}


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every ffmpeg command that is run."""
    run: list[list[str]] = []
    really = ffmpeg.process

    @contextmanager
    def process(args: Sequence[str], **options: Any) -> Iterator[Any]:
        run.append(list(args))
        with really(args, **options) as child:
            yield child

    monkeypatch.setattr(ffmpeg, "process", process)
    return run


def encodes(commands: list[list[str]]) -> int:
    return sum("libx264" in command for command in commands)


def enhanced(source: Path, folder: Path, **wish: Any) -> Outcome:
    return enhance(source, folder / "out.mp4", EnhanceRequest(**wish))


def applied(report: Enhancement) -> list[str]:
    return [step.operation for step in report.applied]


def ratio(report: Enhancement, name: str) -> float:
    """What became of a figure, as a share of what it was."""
    assert report.after
    after, before = report.after[name], report.before[name]
    assert after is not None
    assert before
    return after / before


@pytest.mark.parametrize(
    ("damage", "operation", "figure", "at_most"),
    [
        ("noisy", "denoise", "noise", 0.5),
        ("flickering", "deflicker", "flicker", 0.3),
        ("shaken", "stabilize", "shake", 0.3),
        ("banded", "deband", "banding", 0.2),
        ("tinted", "color", "cast", 0.4),
    ],
)
def test_a_damage_is_mended_in_one_encode(
    damaged: Film,
    commands: list[list[str]],
    tmp_path: Path,
    damage: str,
    operation: Operation,
    figure: str,
    at_most: float,
) -> None:
    source = damaged(damage)
    commands.clear()
    outcome = enhanced(source, tmp_path)
    assert outcome.report.changed, outcome.report
    assert applied(outcome.report) == [operation]
    assert ratio(outcome.report, figure) <= at_most
    assert encodes(commands) == 1
    assert {step.operation for step in (*outcome.report.applied, *outcome.report.skipped)} >= {"upscale", operation}
    old, new = probe(source), probe(outcome.path)
    assert (new.width, new.height, new.fps, new.audio_codec) == (old.width, old.height, old.fps, "aac")
    assert new.duration_s == pytest.approx(old.duration_s, abs=1 / old.fps)


def test_the_camera_is_watched_on_small_pictures(
    damaged: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "_WATCHED_PX", 135)
    report = enhanced(damaged("shaken"), tmp_path).report
    assert applied(report) == ["stabilize"]
    assert ratio(report, "shake") <= 0.4


def test_noise_that_a_correction_magnifies_is_taken_away_more() -> None:
    bright = Measurements(
        noise=4, flicker=0, shake=0, sharpness=0.9, blocks=0, banding=0, band_step=0, black=0, middle=0.4, white=0.95,
        cast=0, light=(1, 1, 1), brand_distance=None, motion=4, fps=24, width=1280, height=720, loudness=None,
    )  # fmt: skip
    plain, lifted = (choose(figures, EnhanceRequest()) for figures in (bright, replace(bright, middle=0.2, white=0.45)))
    assert [step.operation for step in lifted.steps] == ["denoise", "color"]
    assert lifted.grade
    strengths = [float(choice.filters["denoise"][1]["luma_spatial"]) for choice in (plain, lifted)]
    assert strengths[1] == pytest.approx(strengths[0] * lifted.grade.slope**0.5)


def looks(score: float) -> Visual:
    return Visual(score=score, worst=score, worst_at_s=0.0, content="camera")


FINE = Measurements(
    noise=0.3, flicker=0, shake=0, sharpness=0.9, blocks=0, banding=0, band_step=0, black=0, middle=0.4, white=0.95,
    cast=0, light=(1, 1, 1), brand_distance=None, motion=4, fps=24, width=1280, height=720, loudness=None,
)  # fmt: skip


def test_where_too_little_is_left_nothing_is_tried_but_what_hides_can_be_taken_off() -> None:
    soft = replace(FINE, sharpness=0.2, blocks=2.0)
    assert [step.operation for step in choose(soft, EnhanceRequest()).steps] == ["deblock"]
    ruined = replace(soft, visual=looks(0.1))
    left = choose(ruined, EnhanceRequest())
    assert left.steps == ()
    assert {step.operation for step in left.skipped if step.reason == TOO_LITTLE_LEFT} == {
        "deblock", "denoise", "sharpen", "deband"
    }  # fmt: skip
    asked = EnhanceRequest(operations=frozenset({"deblock"}))
    assert [step.operation for step in choose(ruined, asked).steps] == ["deblock"], "who asks by name gets a try"
    noisy = replace(FINE, noise=20, visual=looks(0.1))
    assert [step.operation for step in choose(noisy, EnhanceRequest()).steps] == ["denoise"]


def test_squares_are_smoothed_and_never_sharpened() -> None:
    blocky = choose(replace(FINE, sharpness=0.3, blocks=0.3), EnhanceRequest())
    assert blocky.steps == ()
    assert "squares" in next(step.reason for step in blocky.skipped if step.operation == "sharpen")


def test_blocks_are_steps_on_the_grid_wherever_it_begins_and_a_fence_has_none() -> None:
    random = np.random.default_rng(3)
    smooth = np.clip(np.cumsum(random.normal(0, 1.5, (240, 320)), axis=1) + 128, 0, 255).astype(np.uint8)
    smooth = ((smooth.astype(int) + np.roll(smooth, 1, 0) + np.roll(smooth, 2, 0)) // 3).astype(np.uint8)
    cells = np.kron(random.integers(-12, 13, (30, 40)), np.ones((8, 8), int))
    blocky = np.clip(smooth.astype(int) + cells, 0, 255).astype(np.uint8)
    fence = np.where(np.arange(320) % 8 < 1, 40, smooth).astype(np.uint8)
    assert blocks_of(smooth) < 0.2
    assert blocks_of(blocky) > 0.5
    assert blocks_of(np.roll(blocky, (3, 5), (0, 1))) > 0.5
    assert blocks_of(fence) < 0.2
    assert blocks_of(blocky[:20, :20]) == 0


def test_a_result_that_looks_worse_is_thrown_away(damaged: Film, tmp_path: Path) -> None:
    seen = {damaged("soft"): looks(0.6)}
    worse = enhance(
        damaged("soft"), tmp_path / "out.mp4", EnhanceRequest(), eye=lambda path: seen.get(path, looks(0.5))
    )
    assert not worse.report.changed
    assert worse.report.reason == "it looked worse afterwards (0.50 after 0.60)"
    assert worse.report.after is not None
    assert (worse.report.before["visual"], worse.report.after["visual"]) == (0.6, 0.5)
    as_good = enhance(
        damaged("soft"), tmp_path / "out.mp4", EnhanceRequest(), eye=lambda path: seen.get(path, looks(0.59))
    )
    assert as_good.report.changed


def test_what_a_filter_cannot_have_made_is_not_believed(damaged: Film, tmp_path: Path) -> None:
    seen = {damaged("soft"): looks(0.5)}
    report = enhance(
        damaged("soft"), tmp_path / "out.mp4", EnhanceRequest(), eye=lambda path: seen.get(path, looks(0.95))
    ).report
    assert (report.changed, applied(report)) == (True, ["sharpen"])
    assert report.after is not None
    assert report.after["visual"] == pytest.approx(0.65), "the eye is fooled by what looks clean"


def test_of_a_film_that_is_beyond_help_that_is_said(damaged: Film, tmp_path: Path) -> None:
    outcome = enhance(damaged("soft"), tmp_path / "out.mp4", EnhanceRequest(), eye=lambda path: looks(0.1))
    assert (outcome.path, outcome.report.changed) == (damaged("soft"), False)
    assert outcome.report.reason == f"nothing can help, {TOO_LITTLE_LEFT}"


def test_combs_that_only_the_eye_sees_are_taken_apart(damaged: Film, tmp_path: Path) -> None:
    """No broadcast has a picture so tall, so no fields are looked for in it."""
    source = tmp_path / "woven.mp4"
    woven = "split[a][b];[b]tpad=start=1:start_mode=clone[l];[a][l]blend=all_expr='if(mod(Y\\,2)\\,A\\,B)':shortest=1"
    made = ["-vf", f"crop=160:90,scale=192:1104,scroll=h=0.03,{woven}", "-an", "-frames:v", "24", "-crf", "10"]
    command = [ffmpeg.executable(), "-loglevel", "error", "-i", str(damaged("clean")), *made, str(source)]
    subprocess.run(command, check=True)
    assert fields_of(probe(source)) is None
    outcome = enhance(source, tmp_path / "out.mp4", EnhanceRequest(), eye=look_at)
    assert applied(outcome.report)[:1] == ["deinterlace"]
    assert any("it was deinterlaced" in note for note in outcome.notes)
    assert ratio(outcome.report, "visual") >= 1
    looked = look_at(outcome.path)
    assert looked is not None
    assert "combed" not in looked.signs


def test_what_harms_is_left_out_and_fields_are_taken_apart_all_the_same(damaged: Film) -> None:
    before, after = replace(FINE, sharpness=0.2), replace(FINE, sharpness=0.2, blocks=2.0)
    sharpened = choose(before, EnhanceRequest())
    assert sharpened.names == {"sharpen"}
    same = damaged("clean")
    assert judge(same, same, before, after, sharpened, unwoven=True).culprit == "sharpen"
    assert judge(same, same, before, after, sharpened).culprit is None


def test_a_film_of_which_only_the_sound_is_asked_for_keeps_its_combs(damaged: Film, tmp_path: Path) -> None:
    combed = looks(0.4).model_copy(update={"signs": ["combed"]})
    wish = EnhanceRequest(operations=frozenset({"loudness"}))
    report = enhance(damaged("clean", volume_db=-16), tmp_path / "out.mp4", wish, eye=lambda path: combed).report
    assert applied(report) == ["loudness"]


def test_combs_are_no_ruin() -> None:
    combed = looks(0.1).model_copy(update={"signs": ["combed"]})
    soft = replace(FINE, sharpness=0.2)
    assert [step.operation for step in choose(replace(soft, visual=combed), EnhanceRequest()).steps] == ["sharpen"]
    assert not choose(replace(soft, visual=looks(0.1)), EnhanceRequest()).steps


def test_under_exposure_is_lifted_to_what_the_scene_was(damaged: Film, tmp_path: Path) -> None:
    report = enhanced(damaged("dark"), tmp_path).report
    assert applied(report) == ["color"]
    clean = measure(damaged("clean")).shown()
    assert report.after
    for figure in ("white", "middle"):
        assert report.after[figure] == pytest.approx(clean[figure], abs=0.05)


def test_what_is_soft_is_sharpened(damaged: Film, tmp_path: Path) -> None:
    report = enhanced(damaged("soft"), tmp_path).report
    assert applied(report) == ["sharpen"]
    assert ratio(report, "sharpness") >= 1.1


def test_what_is_quiet_is_raised_and_the_picture_copied(
    damaged: Film, commands: list[list[str]], tmp_path: Path
) -> None:
    source = damaged("clean", volume_db=-16)
    commands.clear()
    outcome = enhanced(source, tmp_path)
    assert applied(outcome.report) == ["loudness"]
    assert outcome.report.before["loudness_lufs"] == pytest.approx(-30.7, abs=0.5)
    assert outcome.report.after
    assert outcome.report.after["loudness_lufs"] == pytest.approx(-14, abs=0.5)
    assert encodes(commands) == 0
    assert pictures(outcome.path) == pictures(source)


def test_few_frames_become_more(damaged: Film, tmp_path: Path) -> None:
    source = damaged("clean", fps=8)
    outcome = enhanced(source, tmp_path)
    assert applied(outcome.report) == ["interpolate"]
    assert (probe(outcome.path).fps, probe(outcome.path).frame_count) == (24, FRAMES)


def test_one_frame_a_second_becomes_two(damaged: Film, tmp_path: Path) -> None:
    source = damaged("clean", fps=1)
    outcome = enhanced(source, tmp_path, target_fps=2)
    assert applied(outcome.report) == ["interpolate"]
    new = probe(outcome.path)
    assert (new.fps, new.frame_count) == (2, 4)
    assert new.duration_s == pytest.approx(2)


@pytest.mark.parametrize("preset", ["light", "standard"])
def test_a_clean_film_comes_back_untouched(
    damaged: Film, commands: list[list[str]], tmp_path: Path, preset: str
) -> None:
    source = damaged("clean")
    before = hashlib.sha256(source.read_bytes()).digest()
    commands.clear()
    outcome = enhanced(source, tmp_path, preset=preset)
    assert outcome.path == source
    assert not outcome.report.changed
    assert outcome.report.reason == "nothing measured needs doing"
    assert len(outcome.report.skipped) == len(OPERATIONS)
    assert all(step.reason for step in outcome.report.skipped)
    assert encodes(commands) == 0
    assert hashlib.sha256(source.read_bytes()).digest() == before
    assert not list(tmp_path.iterdir())


Spoils = Callable[[str, dict[str, float | str]], None]


@pytest.fixture
def denoiser(monkeypatch: pytest.MonkeyPatch) -> Spoils:
    """Has another filter take away the noise."""
    from media.enhance import choose

    return lambda name, options: monkeypatch.setattr(choose, "_denoiser", lambda *args: (name, options))


def test_a_result_that_is_no_better_is_thrown_away(damaged: Film, denoiser: Spoils, tmp_path: Path) -> None:
    denoiser("gblur", {"sigma": 12})
    source = damaged("noisy")
    outcome = enhanced(source, tmp_path)
    assert (outcome.path, outcome.report.changed, outcome.report.applied) == (source, False, [])
    assert "sharpness fell" in outcome.report.reason or "too unlike" in outcome.report.reason
    assert outcome.report.after is not None
    assert not (tmp_path / "out.mp4").exists()


def test_what_harms_the_result_is_left_out_and_the_rest_is_kept(
    damaged: Film, denoiser: Spoils, commands: list[list[str]], tmp_path: Path
) -> None:
    denoiser("noise", {"alls": 40, "allf": "t"})
    source = damaged("dark and noisy")
    commands.clear()
    outcome = enhanced(source, tmp_path, operations=frozenset({"color", "denoise"}))
    assert applied(outcome.report) == ["color"], outcome.report
    assert (outcome.report.changed, encodes(commands)) == (True, 2)
    (left_out,) = [step for step in outcome.report.skipped if step.operation == "denoise"]
    assert left_out.reason.startswith(IN_VAIN)
    assert "too unlike the source" in left_out.reason


def test_several_damages_are_mended_in_one_encode(damaged: Film, commands: list[list[str]], tmp_path: Path) -> None:
    source = damaged("dark", volume_db=-16)
    commands.clear()
    outcome = enhanced(source, tmp_path, target_resolution="480p", target_fps=48, brand_palette=((0.0, 0.5, 1.0),))
    assert applied(outcome.report) == ["color", "interpolate", "upscale", "loudness"]
    assert encodes(commands) == 1
    new = probe(outcome.path)
    assert (new.width, new.height, new.fps, new.pixel_format) == (854, 480, 48, "yuv420p")
    assert ratio(outcome.report, "brand_distance") < 0.9


def test_only_what_is_named_is_considered(damaged: Film, tmp_path: Path) -> None:
    outcome = enhanced(damaged("noisy"), tmp_path, operations=frozenset({"sharpen"}))
    assert not outcome.report.changed
    reasons = {step.operation: step.reason for step in outcome.report.skipped}
    assert reasons["denoise"] == "not among the operations asked for"


def test_turned_odd_and_uneven_films_come_out_straight(damaged: Film, tmp_path: Path) -> None:
    source = tmp_path / "odd film, it's [mine]: 100%.mkv"
    turned = tmp_path / "turned.mp4"
    args = ["-i", str(damaged("dark")), "-vf", "crop=401:271:0:0,select='mod(n,7)',setsar=1"]
    args += [
        "-fps_mode",
        "passthrough",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv444p",
        "-c:a",
        "pcm_s16le",
    ]
    ffmpeg.run([*args, str(source)])
    ffmpeg.run(["-display_rotation", "90", "-i", str(damaged("dark")), "-c", "copy", str(turned)])
    for given, size in ((source, (400, 270)), (turned, (270, 480))):
        folder = tmp_path / f"it's {given.stem}, [a] b;c"
        folder.mkdir()
        outcome = enhanced(given, folder, operations=frozenset({"color"}))
        assert outcome.report.changed, outcome.report.reason
        new = probe(outcome.path)
        assert (new.width, new.height, new.rotation_deg, new.audio_codec) == (*size, 0, "aac")
        with av.open(str(outcome.path)) as container:
            context = container.streams.video[0].codec_context
            assert {int(context.colorspace), int(context.color_primaries), int(context.color_trc)} == {1}
            times = [frame.time for frame in container.decode(video=0)]
        assert np.ptp(np.diff(times)) < 0.001


def test_a_cancelled_film_leaves_nothing(damaged: Film, tmp_path: Path) -> None:
    def cancel(fraction: float) -> None:
        if fraction > 0.3:
            raise JobCancelledError("cancelled")

    with pytest.raises(JobCancelledError):
        enhance(damaged("noisy"), tmp_path / "out.mp4", EnhanceRequest(), cancel)
    assert not (tmp_path / "out.mp4").exists()


def test_a_brand_moves_hues_within_bounds_and_never_skin() -> None:
    skins = np.array([[244, 208, 177], [231, 158, 109], [224, 172, 105], [141, 85, 36], [92, 58, 33]]) / 255
    blue = (0.0, 0.4, 1.0)
    grade = Grade(palette=(blue,), lean_deg=20)
    assert np.abs(apply(skins, grade) - skins).max() < 0.06
    teal = np.array([[0.1, 0.55, 0.6]])
    before, after = brand_distance(teal, (blue,)), brand_distance(apply(teal, grade), (blue,))
    assert before is not None
    assert after is not None
    assert 10 < before - after <= 20.5
    grey = np.array([[0.5, 0.5, 0.5]])
    assert np.abs(apply(grey, grade) - grey).max() < 0.01
    assert brand_distance(grey, (blue,)) is None


def test_a_colour_is_read_or_refused() -> None:
    assert parse_color(" #0A84ff") == pytest.approx((10 / 255, 132 / 255, 1.0))
    for wrong in ("blue", "#0a84f", "#0a84ff80", "#gggggg", ""):
        with pytest.raises(InvalidInputError, match="brand_palette"):
            parse_color(wrong)


def pictures(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


CAPTIONS = Captions(cues=(Cue(0.5, 2.5, "One encode for all of it"),), style="outline")


@pytest.mark.parametrize(("damage", "operation"), [("dark", "color"), ("noisy", "denoise")])
def test_captions_are_drawn_in_the_same_encode(
    damaged: Film, commands: list[list[str]], tmp_path: Path, damage: str, operation: Operation
) -> None:
    source = damaged(damage)
    commands.clear()
    outcome = enhance(source, tmp_path / "out.mp4", EnhanceRequest(target_resolution="480p"), captions=CAPTIONS)
    assert applied(outcome.report) == [operation, "upscale"]
    assert encodes(commands) == 1
    assert (probe(outcome.path).width, probe(outcome.path).height) == (854, 480)
    before, during = read_frames(outcome.path, [0.25, 1.5])
    white = [picture[380:].min(axis=2) > 225 for picture in (before, during)]
    assert white[1].sum() > white[0].sum() + 500


def test_what_is_drawn_does_not_count_as_a_change(damaged: Film, tmp_path: Path) -> None:
    plain = enhanced(damaged("dark"), tmp_path).report
    drawn = enhance(damaged("dark"), tmp_path / "drawn.mp4", EnhanceRequest(), captions=CAPTIONS).report
    assert plain.after
    assert drawn.after
    assert plain.ssim
    assert drawn.ssim == pytest.approx(plain.ssim, abs=0.02)
    for figure in ("noise", "sharpness", "white"):
        assert drawn.after[figure] == pytest.approx(plain.after[figure], abs=0.15)


def test_a_clean_film_gets_its_captions_and_nothing_else(
    damaged: Film, commands: list[list[str]], tmp_path: Path
) -> None:
    source = damaged("clean")
    commands.clear()
    outcome = enhance(source, tmp_path / "out.mp4", EnhanceRequest(), captions=CAPTIONS)
    assert not outcome.report.changed
    assert (outcome.path.name, encodes(commands)) == ("out.mp4", 1)
