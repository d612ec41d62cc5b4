from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from media import ffmpeg
from media.probe import probe
from painter import FilmPlan, plan_film, render
from quality.signals import Signals, find_signals
from tests import faulty
from tests.faulty import FPS, SECONDS, Clip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="module")
def clip(folder: Path) -> Clip:
    return faulty.shot(faulty.painted(*faulty.TUNING[0], folder / "clean.mp4"), "hand")


@pytest.fixture(scope="module")
def other(folder: Path) -> Clip:
    return faulty.shot(faulty.painted(*faulty.TUNING[2], folder / "other.mp4"), "hand")


def signals(clip: Clip, folder: Path) -> Signals:
    return find_signals(probe(faulty.written(clip, folder / "film.mp4")))


def lavfi(source: str, path: Path, *args: str) -> Path:
    ffmpeg.run(["-f", "lavfi", "-i", source, *args, str(path)])
    return path


@pytest.mark.parametrize("fault", sorted(faulty.FAULTS))
def test_a_fault_is_found_where_it_is_and_named(fault: str, clip: Clip, other: Clip, folder: Path) -> None:
    case = faulty.FAULTS[fault](clip, other, True, np.random.default_rng(5))
    everything = signals(case.clip, folder).faults
    found = [one for one in everything if one.kind in case.kinds]
    assert found, everything
    start_s, end_s = min(one.start_s for one in found), max(one.end_s for one in found)
    common_s = min(end_s, case.end_s) - max(start_s, case.start_s)
    assert common_s / (max(end_s, case.end_s) - min(start_s, case.start_s)) > 0.5
    assert all(one.reason for one in found)
    assert fault in {"silence", "clipped"} or max(one.evidence for one in found) >= 2, found


@pytest.mark.needs("cv2")
def test_frames_that_follow_from_their_neighbours_are_smooth(clip: Clip, folder: Path) -> None:
    clean = signals(clip, folder)
    rolled = [np.roll(frame, 12 * (index % 3 - 1), axis=1) for index, frame in enumerate(clip.frames)]
    shaken = Clip(np.stack(rolled), clip.sound)
    assert clean.smoothness is not None
    assert clean.smoothness > 0.98
    assert (signals(shaken, folder).smoothness or 0) < clean.smoothness - 0.02


def test_without_the_optical_flow_there_is_no_smoothness(
    clip: Clip, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    found = signals(clip, folder)
    assert found.smoothness is None
    assert "footage[local]" in found.unavailable["smoothness"]


def test_a_clean_film_has_no_faults_and_its_sound_is_told(clip: Clip, folder: Path) -> None:
    found = signals(clip, folder)
    assert found.faults == ()
    assert found.moves
    assert len(found.activity) == SECONDS
    assert found.sound
    assert found.sound.integrated_lufs is not None
    assert -40 < found.sound.integrated_lufs < -5
    assert found.sound.silent_share < 0.5


def test_a_cut_on_purpose_is_a_cut_and_no_fault(clip: Clip, other: Clip, folder: Path) -> None:
    case = faulty.hard_cut(clip, other, np.random.default_rng(3))
    found = signals(case.clip, folder)
    assert found.faults == ()
    assert any(abs(cut_s - case.start_s) < 1 / FPS for cut_s in found.cuts_s)


def test_a_figure_that_counts_up_is_no_disorder(folder: Path) -> None:
    card = {"kind": "statistic", "figure": "14%", "label": "of the suite"}
    plan = plan_film("editorial", duration_s=3.0, width=640, height=360, seed=1, style="editorial").model_dump()
    plan["beats"] = [{"setting": "abstract", "duration_s": 3.0, "card": card}]
    render(FilmPlan.model_validate(plan), folder / "figure.mp4", audio=False)
    assert find_signals(probe(folder / "figure.mp4")).faults == ()


def test_a_static_film_does_not_move(folder: Path) -> None:
    found = find_signals(probe(lavfi("smptebars=s=160x96:r=24:d=2", folder / "still.mp4")))
    assert found.moves is False
    assert found.sound is None


@pytest.mark.parametrize(
    ("what", "moves"),
    [
        ("drawbox=x=10:y=10:w=24:h=10:c=white:t=fill:enable='gte(t,1)'", True),  # a word that is typed
        ("fade=in:d=0.12", False),
    ],
)
def test_a_screen_moves_where_a_word_appears_and_a_still_that_fades_does_not(
    what: str, moves: bool, folder: Path
) -> None:
    still = f"color=c=0x203040:s=320x180:r=24:d=4,drawbox=x=80:y=60:w=160:h=60:c=orange:t=fill,{what}"
    assert find_signals(probe(lavfi(still, folder / f"{moves}.mp4"))).moves is moves


def test_one_frame_tells_nothing_about_motion(folder: Path) -> None:
    found = find_signals(probe(lavfi("testsrc=s=160x96:r=24:d=1", folder / "one.mp4", "-frames:v", "1")))
    assert found.moves is None
    assert found.motion is None
    assert found.faults == ()


def test_times_of_a_variable_frame_rate_are_those_of_the_pictures(folder: Path) -> None:
    # Every second frame of the first two seconds is left out; black from 3.0 s to 3.5 s.
    picture = "testsrc2=s=160x96:r=24:d=5,drawbox=c=black:t=fill:enable='gte(t,3)*lt(t,3.5)'"
    path = lavfi(f"{picture},select='gte(t,2)+not(mod(n,2))'", folder / "vfr.mkv", "-fps_mode", "vfr")
    black = [fault for fault in find_signals(probe(path)).faults if fault.kind == "black"]
    assert [(round(fault.start_s, 1), round(fault.end_s, 1)) for fault in black] == [(3.0, 3.5)]


@pytest.mark.parametrize("pixels", ["yuv420p10le", "yuv444p", "gray"])
def test_other_pixels_and_upright_films_are_measured_alike(pixels: str, folder: Path) -> None:
    source = "testsrc2=s=96x160:r=24:d=2"
    usual = find_signals(probe(lavfi(source, folder / "usual.mkv", "-c:v", "ffv1", "-pix_fmt", "yuv420p")))
    found = find_signals(probe(lavfi(source, folder / "other.mkv", "-c:v", "ffv1", "-pix_fmt", pixels)))
    assert found.moves
    assert found.cuts_s == usual.cuts_s


def test_a_film_that_changes_its_size_on_the_way_is_measured_whole(folder: Path) -> None:
    first, second = (
        lavfi(f"testsrc2=s={size}:r=24:d=1", folder / f"{size}.ts", "-c:v", "libx264") for size in ("160x96", "320x192")
    )
    both = folder / "both.mkv"
    ffmpeg.run(["-i", f"concat:{first}|{second}", "-c", "copy", str(both)])
    found = find_signals(probe(both))
    assert len(found.activity) == 2
    assert found.moves


def test_burnt_out_light_is_found_where_it_is(folder: Path) -> None:
    # Over a second, so that it is no cut, the light of half of the picture rises to the end of the scale and falls.
    level = "min(255, lum(X,Y)+if(lt(X,W/2), 300*clip(1.5-abs(T-2.5),0,1), 0))"
    path = lavfi(f"testsrc2=s=160x96:r=24:d=5,format=gray,geq=lum='{level}',format=yuv420p", folder / "burnt.mp4")
    (fault,) = [one for one in find_signals(probe(path)).faults if one.kind == "exposure"]
    assert 1.0 < fault.start_s < 2.1
    assert 2.9 < fault.end_s < 4.0


def test_a_film_that_is_black_throughout_is_no_fade(folder: Path) -> None:
    found = find_signals(probe(lavfi("color=black:s=160x96:r=24:d=2", folder / "black.mp4")))
    assert [(fault.kind, fault.start_s, fault.end_s) for fault in found.faults] == [("black", 0.0, 2.0)]


def test_animation_that_is_drawn_at_12_a_second_flickers_only_where_its_light_does(folder: Path) -> None:
    # Lightning, whose light falls in steps that are held for two frames each.
    plan = plan_film(
        "neon city at night with rain and traffic",
        duration_s=3,
        width=320,
        height=180,
        fps=FPS,
        seed=1,
        style="paper",
    )
    painted = folder / "lightning.mp4"
    render(plan, painted, audio=False)
    assert find_signals(probe(painted)).faults == ()
    light = "8*mod(floor(T*12),2)*gte(T,1)*lt(T,2)"
    path = lavfi(f"testsrc2=s=96x54:r=24:d=3,format=gray,geq=lum='80+lum(X,Y)/4+{light}'", folder / "on_and_off.mp4")
    (found,) = [fault for fault in find_signals(probe(path)).faults if fault.kind == "flicker"]
    assert found.start_s == pytest.approx(1, abs=0.1)
    assert found.end_s == pytest.approx(2, abs=0.1)
