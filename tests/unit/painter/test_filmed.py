"""Clips of film under the words of a card."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media import ffmpeg
from painter import Beat, FilmPlan, PhotoCard, plan_film, text_facts
from painter.shots.reel import Reel
from painter.text.filmed import FilmedPicture, sinks

SIZE = (160, 90)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of grey, with something bright that moves below the middle."""
    path = tmp_path_factory.mktemp("filmed") / "clip.mp4"
    graph = (
        f"color=0x303030:size={SIZE[0]}x{SIZE[1]}:rate=24[g];color=white:size=30x20:rate=24[b];[g][b]overlay=20*t:60"
    )
    coded = ["-pix_fmt", "yuv420p", "-g", "12", "-preset", "ultrafast", "-f", "mp4"]
    ffmpeg.run(["-f", "lavfi", "-i", graph, "-t", "2", *coded, f"file:{path}"])
    return path


def pixels(picture: FilmedPicture, time_s: float) -> np.ndarray:
    return np.asarray(picture.at(time_s).toarray()).copy()


def film(text: str, caption: str | None = None) -> FilmPlan:
    whole = plan_film("x", duration_s=2, width=SIZE[0], height=SIZE[1], seed=1, style="editorial")
    card = PhotoCard(picture=0, text=text)
    beat = whole.beats[0].model_copy(update={"card": card, "caption": caption, "titles": (), "subjects": ()})
    return whole.model_copy(update={"beats": (Beat.model_validate(beat.model_dump()),)})


def test_a_clip_plays_forward_backward_and_stands_at_its_end(clip: Path) -> None:
    picture = FilmedPicture(clip)
    first, later = pixels(picture, 0.5), pixels(picture, 1.5)
    assert (first != later).any()
    assert (pixels(picture, 0.5) == first).all()
    assert (pixels(picture, 9.0) == pixels(picture, 1.99)).all()
    assert sinks(clip, 2.0) > 0.5


def test_words_stand_on_a_clip_that_goes_on_beneath_them(clip: Path) -> None:
    plan = film("A bus at night", "It is late.")
    shown, bare = Reel(plan, pictures=[clip]), Reel(film(""), pictures=[clip])
    early, late = shown.paint(1.2).copy(), shown.paint(1.9).copy()
    assert (early[:30] != bare.paint(1.2)[:30]).mean() < (early != bare.paint(1.2)).mean()
    assert (early != late).any()
    assert bare.paint(1.0)[45, 2, 0] == pytest.approx(0x30, abs=4)
    [facts] = text_facts(plan, [clip])
    assert not facts.is_cut
