from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import pytest

from films.article.film import KEPT_S, draw, forget, join, scene_renders
from films.article.fitted import words_of
from films.article.pacing import STEP_S
from films.article.sentences import sentences
from films.article.storyboard import TOLERANCE, ArticleFilm
from media.captions.model import validate_cues
from media.probe import probe
from painter import text_facts
from painter.plan import Beat
from tests.articles import ARTICLES, film_of

pytestmark = pytest.mark.slow

POSTS = ("faster-builds.md", "night-train.html", "machiya.md")


def storyboard(name: str, duration_s: float = 60) -> ArticleFilm:
    return film_of((ARTICLES / name).read_bytes(), duration_s=duration_s, size=(160, 90))


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("duration_s", [30.0, 60.0])
def test_a_post_fills_the_time_it_is_given(name: str, duration_s: float) -> None:
    board = storyboard(name, duration_s)
    assert abs(board.film.duration_s - duration_s) <= TOLERANCE * duration_s
    assert all(beat.duration_s % STEP_S == 0 for beat in board.film.beats)
    assert board.scenes[-1].kind == "end"
    assert len(board.chapters()) >= 2


@pytest.mark.parametrize("name", POSTS)
def test_captions_are_what_is_said(name: str) -> None:
    board = storyboard(name)
    cues = validate_cues(board.cues(), board.film.duration_s)
    assert " ".join(cue.text for cue in cues) == " ".join(line for scene in board.scenes for line in scene.lines)
    assert all(before.end_s <= after.start_s for before, after in pairwise(cues))


@pytest.mark.parametrize("name", POSTS)
def test_everything_written_is_whole_large_and_slow_enough(name: str) -> None:
    board = film_of((ARTICLES / name).read_bytes(), size=(1280, 720))
    measured = text_facts(board.film, [Path(name) for name in board.pictures], with_frames=False)
    for beat, facts in zip(board.film.beats, measured, strict=True):
        assert not facts.is_cut, beat.card
        assert facts.smallest_px >= 32, beat.card
        if beat.card is None or beat.card.kind not in {"code", "chart", "table"}:
            assert facts.characters / beat.duration_s <= 17.5, beat.card


def test_a_short_text_makes_a_short_film() -> None:
    board = film_of("# Hello\n\nThe lighthouse is on. The boat comes home.")
    assert 5 <= board.film.duration_s < 57


def test_scenes_are_drawn_once_and_joined_with_chapters_and_sound(tmp_path: Path) -> None:
    board = storyboard("night-train.html", duration_s=15)
    work, kept = tmp_path / "work", tmp_path / "kept"
    work.mkdir()
    parts = scene_renders(board)
    files = [draw(part, kept, work) for part in parts]
    before = [file.stat().st_ino for file in files]
    assert [draw(part, kept, work).stat().st_ino for part in parts] == before
    out = tmp_path / "film.mp4"
    join(board, files, out, work)
    info = probe(out)
    assert info.frame_count == round(board.film.duration_s * board.film.fps)
    assert abs(info.duration_s - board.film.duration_s) < 0.05
    assert info.has_audio
    with av.open(str(out)) as film:
        found = [
            (chapter["start"] * (chapter["time_base"] or 0), chapter["metadata"]["title"])
            for chapter in film.chapters()
        ]
        times = [frame.time for frame in film.decode(video=0)]
    assert found == board.chapters()
    assert all(0.04 < after - before < 0.043 for before, after in pairwise(times))


def test_old_scenes_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.touch()
    forget(tmp_path, lambda: file.stat().st_mtime + KEPT_S - 1)
    assert file.exists()
    forget(tmp_path, lambda: file.stat().st_mtime + KEPT_S + 1)
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr. Smith paid $3.5 million. Did he? Yes!", ["Mr. Smith paid $3.5 million.", "Did he?", "Yes!"]),
        ("今日は晴れ。明日は「雨だ。」と言う", ["今日は晴れ。", "明日は「雨だ。」と言う"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("Version 2.0 is out, e.g. today", ["Version 2.0 is out, e.g. today"]),
    ],
)
def test_sentences_end_where_they_end(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_filmed_scene_says_its_sentence_without_the_heading_above_it() -> None:
    sentence = "Forty engineers save half an hour a day each."
    said = Beat(duration_s=2, setting="abstract", titles=("What it is worth", sentence))
    assert words_of(said) == sentence
    assert words_of(said.model_copy(update={"titles": ()})) == ""
