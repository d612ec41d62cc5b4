from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from films.article.layout import plan_article_film
from films.article.narration import SpokenLine, fit_to_voice
from films.article.outline import PictureBlock
from films.article.pace import LEAD_S, pace_scenes
from films.article.read import read_article
from films.article.scenes import STEP_S
from films.article.storyboard import TOLERANCE, ArticleFilm

ARTICLES = Path(__file__).resolve().parents[3] / "data" / "articles"
CHARACTERS_PER_S = {"faster-builds.md": 15.5, "night-train.html": 17.0, "machiya.md": 6.5}


def storyboard(name: str, duration_s: float = 60) -> ArticleFilm:
    outline = read_article((ARTICLES / name).read_bytes())
    pictures = [(b.source, str(ARTICLES / b.source)) for b in outline.blocks if isinstance(b, PictureBlock)]
    return plan_article_film(
        outline, duration_s=duration_s, size=(160, 90), style="flat", pictures=pictures, narrated=True
    )


def recited(board: ArticleFilm, folder: Path, characters_per_s: float) -> list[list[SpokenLine]]:
    """Every line as a hum that lasts as long as it takes a voice to say it."""
    return [[(line, hum(folder, len(line) / characters_per_s)) for line in scene.lines] for scene in board.scenes]


def hum(folder: Path, seconds: float) -> Path:
    path = folder / f"{seconds:.4f}.wav"
    samples = 0.3 * np.sin(np.arange(round(seconds * 22_050)) / 20)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.parametrize(
    ("name", "share"),
    [("faster-builds.md", 0.93), ("night-train.html", 1.07), ("machiya.md", 1.0)],
)
def test_a_narrated_film_lasts_as_long_as_it_should(name: str, share: float, tmp_path: Path) -> None:
    board = storyboard(name)
    assert abs(board.film.duration_s - 60) <= TOLERANCE * 60
    result = fit_to_voice(board, recited(board, tmp_path, CHARACTERS_PER_S[name] * share), "", 60)
    film = result.storyboard.film
    assert abs(film.duration_s - 60) <= TOLERANCE * 60
    assert film.duration_s == pytest.approx(sum(beat.duration_s for beat in film.beats))
    assert all(beat.duration_s % STEP_S == 0 for beat in film.beats)


def test_every_line_is_said_in_its_own_scene_and_none_over_another(tmp_path: Path) -> None:
    board = storyboard("night-train.html", 30)
    result = fit_to_voice(board, recited(board, tmp_path, 17), "en", 30)
    film, lines = result.storyboard.film, iter(result.voice)
    for start_s, beat, scene in zip(film.starts_s, film.beats, board.scenes, strict=True):
        spoken = [next(lines) for _ in scene.lines]
        assert all(line.start_s >= start_s + LEAD_S and line.end_s < start_s + beat.duration_s for line in spoken)
    assert next(lines, None) is None
    assert all(before.end_s < after.start_s for before, after in pairwise(result.voice))


def test_captions_stand_where_their_words_are_said(tmp_path: Path) -> None:
    board = storyboard("machiya.md", 30)
    result = fit_to_voice(board, recited(board, tmp_path, 6.5), "ja", 30)
    cues, measured = result.captions()
    assert not measured
    assert "".join(cue.text for cue in cues) == "".join(result.lines)
    starts = {round(spoken.start_s, 3) for spoken in result.voice}
    assert starts <= {cue.start_s for cue in cues}
    assert all(cue.words for cue in cues)


def test_scenes_without_words_keep_their_length(tmp_path: Path) -> None:
    board = storyboard("night-train.html", 15)
    silent: list[list[SpokenLine]] = [[] for _ in board.scenes]
    result = fit_to_voice(board, silent, "en", 15)
    assert result.voice == ()
    assert [b.duration_s for b in result.storyboard.film.beats] == [b.duration_s for b in board.film.beats]


def test_a_longer_word_moves_no_other_scene() -> None:
    spoken = [3.1, 5.2, 2.8, 4.0, 6.1, 3.3, 5.0, 1.2]
    least = [3.5] * len(spoken)
    before = pace_scenes(spoken, least, 40).lengths_s
    after = pace_scenes([*spoken[:3], 4.3, *spoken[4:]], least, 40).lengths_s
    assert [a for at, a in enumerate(after) if at != 3] == [b for at, b in enumerate(before) if at != 3]


def test_only_where_there_is_no_room_lines_are_said_faster() -> None:
    assert pace_scenes([5.0] * 6, [2.0] * 6, 38).tempo == 1.0
    hurried = pace_scenes([5.0] * 6, [2.0] * 6, 31)
    assert hurried.tempo > 1.0
    assert sum(hurried.lengths_s) <= 34
