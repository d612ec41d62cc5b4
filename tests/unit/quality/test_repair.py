"""Films with planted faults are mended without a model and without money, and nothing else of them is touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from footage.verdicts import Fault, Quality, Visual
from media import ffmpeg
from media.frames import read_frames
from media.joins import ssim
from media.probe import decodes_to_end, probe
from media.splice import Patch, splice
from quality import clip as clip_model
from quality.judge import FilmJudge
from quality.policy import load_policy
from quality.repair import FilmMender
from tests import faulty
from tests.faulty import FPS, Clip

pytestmark = pytest.mark.slow

POLICY = load_policy()
UNSEEN = clip_model.ClipModel("nobody/has-this")
"""Without weights, films are judged by their signals alone."""

MENDER = FilmMender(POLICY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="module")
def clip(folder: Path) -> Clip:
    return faulty.shot(faulty.painted(*faulty.TUNING[0], folder / "clean.mp4"), "push")


def test_a_picture_that_stood_still_is_filled_in_and_nothing_else_is_touched(clip: Clip, folder: Path) -> None:
    judge = FilmJudge(UNSEEN, POLICY)
    case = faulty.freeze(clip, clip, True, np.random.default_rng(5))
    film = faulty.written(case.clip, folder / "frozen.mp4")
    checked = judge.check(film)
    assert checked.info
    (stretch,), before = MENDER.stretches(checked), checked.quality
    assert (before.verdict, stretch.fillable) == ("retry", True)
    assert before.technical is not None
    assert before.technical < POLICY.accept_at
    assert abs(stretch.start_s - case.start_s) < 3 / FPS
    poor = Fault(kind="poor_picture", start_s=0.0, end_s=checked.info.duration_s, reason="it looks bad", evidence=3)
    ruined = replace(checked, quality=before.model_copy(update={"faults": [*before.faults, poor]}))
    whole, within = MENDER.stretches(ruined)
    assert (whole.kinds, whole.fillable, within) == (("poor_picture",), False, stretch)
    out = folder / "mended.mp4"
    MENDER.fill(film, [stretch], out, folder)
    after = judge.check(out).quality
    assert (after.verdict, after.faults, after.technical) == ("accept", [], 1.0)
    assert MENDER.better(after, before)
    assert not MENDER.better(before, before)
    untouched = [n / FPS for n in range(0, faulty.FRAMES, 20) if not stretch.start_s <= n / FPS < stretch.end_s]
    pairs = zip(read_frames(film, untouched), read_frames(out, untouched), strict=True)
    assert min(ssim(one, other) for one, other in pairs) >= 0.99
    one, other = probe(film), probe(out)
    assert (one.frame_count, one.fps, one.has_audio) == (other.frame_count, other.fps, other.has_audio)
    assert abs(one.duration_s - other.duration_s) < 1e-3
    decodes_to_end(out)


def test_what_leads_to_another_scene_or_lasts_too_long_is_not_filled_in(clip: Clip, folder: Path) -> None:
    frames = clip.frames.copy()
    frames[60:] = 255 - clip.frames[60:]
    frames[54:66] = 0
    film = faulty.written(Clip(frames, clip.sound), folder / "dip.mp4")
    assert MENDER.stretches(FilmJudge(UNSEEN, POLICY).check(film)) == []
    frames = clip.frames.copy()
    frames[40:80] = 0
    film = faulty.written(Clip(frames, clip.sound), folder / "long.mp4")
    (long,) = MENDER.stretches(FilmJudge(UNSEEN, POLICY).check(film))
    assert (long.fillable, round(long.end_s - long.start_s, 2)) == (False, 1.67)


def test_a_film_that_is_accepted_has_nothing_to_mend(clip: Clip, folder: Path) -> None:
    film = faulty.written(clip, folder / "fine.mp4")
    checked = FilmJudge(UNSEEN, POLICY).check(film)
    assert (checked.quality.verdict, MENDER.stretches(checked)) == ("accept", [])


def test_a_patch_is_shown_at_its_pace_and_melts_into_the_film(folder: Path) -> None:
    film, grey = folder / "dark.mp4", folder / "grey.mp4"
    for path, level, size in ((film, "0x303030", "64x36"), (grey, "0xd0d0d0", "128x72")):
        source = f"color=c={level}:s={size}:r=24:d=2"
        ffmpeg.run(["-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-crf", "1", str(path)])
    out = folder / "patched.mp4"
    splice(film, [Patch(clip=grey, start_s=0.5, end_s=1.5, speed=1.5, dissolve_s=0.25)], out)
    levels = [picture.mean() for picture in read_frames(out, [n / 24 for n in range(48)])]
    assert [round(level / 16) for level in (levels[11], levels[12], levels[29], levels[36])] == [3, 13, 13, 3]
    assert levels[30:37] == sorted(levels[30:37], reverse=True)
    assert 100 < levels[33] < 150


def test_a_take_that_looks_worse_is_not_kept_unless_the_film_was_rejected() -> None:
    def measured(score: float, looks: float | None, verdict: str = "accept") -> Quality:
        visual = looks and Visual(score=looks, worst=looks, worst_at_s=0.0, content="camera")
        usual = {"status": "measured", "conforms": True, "coherence": None, "prompt_match": None, "reasons": []}
        return Quality.model_validate({**usual, "score": score, "verdict": verdict, "visual": visual or None})

    film = measured(0.7, 0.8, "retry")
    assert MENDER.better(measured(0.9, 0.78), film)
    assert not MENDER.better(measured(0.9, 0.6), film), "its fault is gone, but it looks worse than before"
    assert MENDER.better(measured(0.75, 0.6), measured(0.2, 0.8, "reject"))
    assert MENDER.better(measured(0.9, None), film), "what was not measured speaks for neither"
