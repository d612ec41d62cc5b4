from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from footage.domain import VideoRequest
from footage.errors import UnavailableError
from footage.verdicts import Fault, Visual
from footage.video_info import VideoInfo
from media import ffmpeg
from media.probe import probe
from media.reading import Viewer
from quality.clip import ClipModel
from quality.clip_iqa import clip_iqa
from quality.judge import FilmJudge
from quality.policy import load_policy
from quality.signals import Signals
from quality.visual import VisualViewer
from tests.support import a_request
from tests.tiny_clip import save_clip

POLICY = load_policy()
UNHEARD: dict[str, Any] = {"motion": None, "smoothness": None, "sound": None}


def film(path: Path, *inputs: str, join: str = "") -> Path:
    """A film of ffmpeg's own sources, one after the other."""
    sources = [part for one in inputs for part in ("-f", "lavfi", "-i", one)]
    chain = join or f"concat=n={len(inputs)}"
    subprocess.run(
        [ffmpeg.executable(), "-v", "error", *sources, "-filter_complex", chain, "-pix_fmt", "yuv420p", str(path)],
        check=True,
    )
    return path


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_clip(tmp_path_factory.mktemp("clip"))


@pytest.fixture(scope="module")
def two_scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of one scene, three of another."""
    path = tmp_path_factory.mktemp("film") / "two.mp4"
    return film(path, "smptebars=s=320x180:r=12:d=3", "rgbtestsrc=s=320x180:r=12:d=3")


def found(info: VideoInfo, viewers: Sequence[Viewer]) -> Signals:
    return Signals(faults=(), cuts_s=(3.0,), moves=True, **UNHEARD)


def no_cuts(info: VideoInfo, viewers: Sequence[Viewer]) -> Signals:
    return Signals(faults=(), cuts_s=(), moves=True, **UNHEARD)


def asked(prompt: str = "colour bars") -> VideoRequest:
    return a_request(prompt=prompt, duration_s=6)


@pytest.mark.needs("transformers")
def test_a_cut_that_is_meant_is_no_fault_and_one_that_is_not_is_named_with_its_time(
    two_scenes: Path, checkpoint: Path
) -> None:
    policy = POLICY.model_copy(
        # The tiny model finds all pictures alike.
        update={"coherence": POLICY.coherence.model_copy(update={"jump_below": 0.995, "drift_below": 0.0})}
    )
    clip = ClipModel(str(checkpoint))
    meant = FilmJudge(clip, policy, found).check(two_scenes).quality
    fault = FilmJudge(clip, policy, no_cuts).check(two_scenes).quality
    assert meant.coherence is not None
    assert fault.coherence is not None
    assert (meant.coherence.flagged, meant.coherence.per_pair) == ([], fault.coherence.per_pair)
    flagged = fault.coherence.flagged[0]
    assert flagged.start_s < 3.0 <= flagged.end_s
    assert (meant.status, sorted(meant.unavailable)) == ("partial", ["conformance", "prompt_match", "visual"])
    assert meant.unavailable["visual"] == "The film was not read to its end.", "the finder here reads nothing"
    assert meant.measured_with is not None
    assert (meant.measured_with.model, meant.measured_with.device) == (str(checkpoint), "cpu")


@pytest.mark.needs("transformers")
def test_the_prompt_is_matched_where_there_is_one(two_scenes: Path, checkpoint: Path) -> None:
    made = (
        FilmJudge(ClipModel(str(checkpoint)), POLICY, found)
        .check(two_scenes, asked(), "colour bars, and then a fractal")
        .quality
    )
    assert made.prompt_match is not None
    assert 0 <= made.prompt_match.worst <= made.prompt_match.score <= 1
    assert (made.conforms, made.verdict) == (False, "reject")
    assert "320x180" in made.reasons[0]


@pytest.mark.needs("transformers")
def test_without_weights_or_signals_the_rest_is_measured_and_the_command_is_told(two_scenes: Path) -> None:
    def broken(info: VideoInfo, viewers: Sequence[Viewer]) -> Signals:
        raise UnavailableError("Nothing to look with.")

    made = FilmJudge(ClipModel("nobody/has-this"), POLICY, broken).check(two_scenes, asked(), "bars").quality
    assert (made.status, made.coherence, made.prompt_match, made.score, made.measured_with) == (
        "partial",
        None,
        None,
        None,
        None,
    )
    assert made.unavailable["technical"].startswith("Nothing to look with.")
    for part in ("coherence", "prompt_match"):
        assert made.unavailable[part].endswith("Run: footage models pull nobody/has-this")


def test_a_film_that_browsers_do_not_play_is_not_what_was_asked_for(two_scenes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    ffmpeg.run(["-i", str(two_scenes), "-t", "1", "-c:v", "mpeg4", str(other)])
    made = FilmJudge(ClipModel("nobody/has-this"), POLICY, found).check(other, asked()).quality
    assert any("mpeg4 in yuv420p, which browsers do not play" in reason for reason in made.reasons)


def without_torch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(sys.modules, "torch", None)
    return "footage[local]"


def without_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])
    return "footage models verify"


@pytest.mark.needs("transformers")
@pytest.mark.parametrize("broken", [without_torch, without_its_end])
def test_a_model_that_cannot_be_used_gives_a_reason_and_no_number(
    broken: Any, two_scenes: Path, checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(checkpoint, tmp_path / "model"))
    helps = broken(folder, monkeypatch)
    made = FilmJudge(ClipModel(str(folder)), POLICY, found).check(two_scenes, prompt="bars").quality
    assert (made.coherence, made.prompt_match, made.measured_with) == (None, None, None)
    assert all(helps in made.unavailable[part] for part in ("coherence", "prompt_match"))
    assert (made.status, made.score) == ("partial", 1.0), "the technical part alone"


@pytest.mark.needs("transformers")
def test_faults_are_in_the_verdict(two_scenes: Path, checkpoint: Path) -> None:
    black = Fault(kind="black", start_s=1, end_s=2, reason="the picture is black", evidence=5)
    judge = FilmJudge(
        ClipModel(str(checkpoint)),
        POLICY,
        lambda info, viewers: Signals(faults=(black,), cuts_s=(3,), moves=True, **UNHEARD),
    )
    made = judge.check(two_scenes).quality
    assert (made.verdict, made.faults[0]) == ("retry", black)


def test_what_is_no_film_is_rejected_without_a_number(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"no film at all")
    made = FilmJudge(ClipModel("nobody/has-this"), POLICY, found).check(tmp_path / "film.mp4", asked(), "bars").quality
    assert (made.verdict, made.conforms, made.score, made.status) == ("reject", False, None, "partial")
    assert made.unavailable["technical"] == "The film cannot be read."


@pytest.mark.needs("transformers")
def test_a_film_of_one_frame_has_no_coherence(tmp_path: Path, checkpoint: Path) -> None:
    one = film(tmp_path / "one.mp4", "smptebars=s=320x180:r=12:d=0.08")
    made = FilmJudge(ClipModel(str(checkpoint)), POLICY, no_cuts).check(one).quality
    assert (made.coherence, made.status) == (None, "partial")
    assert "long enough" in made.unavailable["coherence"]


def test_a_measurement_that_breaks_is_told_and_costs_no_film(two_scenes: Path) -> None:
    def broken(info: VideoInfo, viewers: Sequence[Viewer]) -> Signals:
        raise ZeroDivisionError

    made = FilmJudge(ClipModel("nobody/has-this"), POLICY, broken).check(two_scenes).quality
    assert (made.status, made.technical, made.verdict) == ("unavailable", None, None)
    assert "log says how" in made.unavailable["technical"]


def test_by_itself_it_finds_faults_without_a_model(tmp_path: Path) -> None:
    stuck = film(
        tmp_path / "stuck.mp4", "testsrc2=s=320x180:r=12:d=6,noise=alls=8:allf=t", join="loop=loop=24:size=1:start=30"
    )
    made = FilmJudge(ClipModel("nobody/has-this"), POLICY).check(stuck).quality
    assert [fault.kind for fault in made.faults] == ["frozen"]
    assert made.faults[0].start_s == pytest.approx(2.5, abs=0.2)
    assert made.technical is not None
    assert (made.technical < 1, made.verdict) == (True, "retry")


def test_how_it_looks_is_seen_in_the_same_pass_and_trouble_with_that_harms_nothing_else(
    two_scenes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = FilmJudge(ClipModel("nobody/has-this"), POLICY)
    looks = Visual(score=0.31, worst=0.2, worst_at_s=1.0, content="camera")
    monkeypatch.setattr(VisualViewer, "visual", lambda self: looks)
    seen = judge.check(two_scenes).quality
    assert (seen.visual, seen.verdict) == (looks, "retry")
    assert seen.score == pytest.approx(0.31 + POLICY.visual.most_above)
    drawn = judge.check(two_scenes, is_drawn=True).quality
    assert (drawn.visual, drawn.verdict) == (looks, "accept")

    def broken(self: VisualViewer, time_s: float, frame: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(VisualViewer, "see", broken)
    blind = judge.check(two_scenes).quality
    assert (blind.visual, blind.technical is not None, blind.status) == (None, True, "partial")
    assert "log says how" in blind.unavailable["visual"]


@pytest.mark.needs("transformers")
def test_what_the_model_thinks_of_the_look_stands_beside_and_counts_for_nothing(
    tmp_path: Path, checkpoint: Path
) -> None:
    moving = film(tmp_path / "moving.mp4", "testsrc2=s=320x180:r=12:d=2")
    asked_too, alone = (
        FilmJudge(ClipModel(str(checkpoint)), POLICY).check(moving, prompt=prompt).quality for prompt in ("bars", None)
    )
    assert asked_too.visual is not None
    assert alone.visual is not None
    assert asked_too.visual.clip_iqa == alone.visual.clip_iqa
    assert 0 < (alone.visual.clip_iqa or 0) < 1
    unseen = FilmJudge(ClipModel("nobody/has-this"), POLICY).check(moving).quality
    assert unseen.visual == alone.visual.model_copy(update={"clip_iqa": None})


@pytest.mark.parametrize(("towards", "opinion"), [(1, 0.99), (0, 0.5), (-1, 0.01)])
def test_the_nearer_of_two_opposite_texts_is_the_opinion(towards: int, opinion: float) -> None:
    texts = np.array([[1, 0, 0], [0, 1, 0]], np.float32)
    picture = np.array([[0.5 + 0.03 * towards, 0.5, 0.7]], np.float32)
    assert clip_iqa(picture, texts, 150.0) == pytest.approx(opinion, abs=0.01)
    assert clip_iqa(-100 * picture, texts, 1e6) == pytest.approx((1 - towards) / 2), "without overflowing"


def test_a_film_is_opened_twice_to_be_judged_and_shown(two_scenes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    really = av.open

    def counted(file: str, **how: Any) -> Any:
        opened.append(file)
        return really(file, **how)

    monkeypatch.setattr(av, "open", counted)
    checked = FilmJudge(ClipModel("nobody/has-this"), POLICY).check(two_scenes)
    assert checked.stills
    made = checked.stills()
    assert len(opened) == 2, "once to tell what it is, and once to read it through"
    assert (made.poster[:2], made.contact_sheet[:2]) == (b"\xff\xd8", b"\xff\xd8")
    assert checked.info == probe(two_scenes)


def test_what_was_not_read_through_has_no_stills_of_its_own(two_scenes: Path) -> None:
    assert FilmJudge(ClipModel("nobody/has-this"), POLICY, found).check(two_scenes).stills is None


def test_what_footage_drew_may_stand_still(two_scenes: Path, checkpoint: Path) -> None:
    """A card is held to be read; in a camera's film the same is a fault, and so is black in both."""
    kinds = {"frozen": "the picture stands still", "black": "nothing is seen"}

    def held(info: VideoInfo, viewers: Sequence[Viewer]) -> Signals:
        faults = tuple(Fault(kind=kind, start_s=0.0, end_s=2.0, reason=reason) for kind, reason in kinds.items())
        return Signals(faults=faults, cuts_s=(), moves=False, **UNHEARD)

    judge = FilmJudge(ClipModel(str(checkpoint)), POLICY, held)
    bought, drawn = (judge.check(two_scenes, is_drawn=is_drawn).quality for is_drawn in (False, True))
    assert {fault.kind for fault in bought.faults} >= {"frozen", "black"}
    assert [fault.kind for fault in drawn.faults if fault.kind in kinds] == ["black"]
    kinds = {"frozen": "the picture stands still"}
    assert judge.check(two_scenes).quality.verdict == "retry"
    assert judge.check(two_scenes, is_drawn=True).quality.verdict == "accept"
