from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from films.article.narration import Narration, SpokenLine, fit_to_voice
from films.article.pacing import LEAD_S, STEP_S, TEMPOS, Wanted, paced
from films.article.storyboard import TOLERANCE, ArticleFilm
from films.script.documents import SpeakingRate
from tests.articles import ARTICLES, film_of

pytestmark = pytest.mark.slow

CHARACTERS_PER_S = {"faster-builds.md": 15.5, "night-train.html": 17.0, "machiya.md": 6.5}


RATES = {"faster-builds.md": 5.6, "night-train.html": 6.2, "machiya.md": 7.6}


def storyboard(name: str, duration_s: float = 60) -> ArticleFilm:
    rate = SpeakingRate(syllables_per_s=RATES[name], pause_s=0.35)
    return film_of((ARTICLES / name).read_bytes(), duration_s=duration_s, size=(160, 90), rate=rate)


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


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize("share", [0.88, 1.0, 1.12])
@pytest.mark.few(one_in=2)
def test_a_narrated_film_lasts_as_long_as_it_should(name: str, share: float, tmp_path: Path) -> None:
    board = storyboard(name)
    assert abs(board.film.duration_s - 60) <= TOLERANCE * 60
    result = fit_to_voice(board, recited(board, tmp_path, CHARACTERS_PER_S[name] * share), "", 60)
    film = result.storyboard.film
    assert abs(film.duration_s - 60) <= TOLERANCE * 60
    assert film.duration_s == pytest.approx(sum(beat.duration_s for beat in film.beats))
    assert all(beat.duration_s % STEP_S == 0 for beat in film.beats)
    assert_whole(board, result)


def assert_whole(board: ArticleFilm, result: Narration) -> None:
    """What is left out may be, and all of the rest is there, in order."""
    assert set(result.dropped) <= set(board.spare)
    kept = [note.scene_id for note in board.scenes if note.scene_id not in result.dropped]
    assert [note.scene_id for note in result.storyboard.scenes] == kept
    assert [board.scenes[at].scene_id for at in result.kept] == kept


def test_what_is_paid_for_and_a_script_of_ones_own_stay_whole(tmp_path: Path) -> None:
    board = storyboard("faster-builds.md", 30)
    slow = recited(board, tmp_path, 8)
    result = fit_to_voice(board, slow, "", 30)
    assert result.dropped
    first = next(at for at, note in enumerate(board.scenes) if note.scene_id == result.dropped[0])
    assert result.dropped[0] not in fit_to_voice(board, slow, "", 30, keep={first}).dropped
    own = fit_to_voice(board.model_copy(update={"spare": ()}), slow, "", 30)
    assert own.dropped == ()
    assert own.tempo > 1
    assert own.storyboard.film.duration_s > 31.5


def test_every_line_is_said_in_its_own_scene_and_none_over_another(tmp_path: Path) -> None:
    board = storyboard("night-train.html", 30)
    result = fit_to_voice(board, recited(board, tmp_path, 17), "en", 30)
    film, lines = result.storyboard.film, iter(result.voice)
    assert film.starts_s
    for scene in result.storyboard.by_scene():
        spoken = [next(lines) for _ in scene.note.lines]
        assert all(line.start_s >= scene.start_s + LEAD_S for line in spoken)
        assert all(line.end_s < scene.start_s + scene.duration_s for line in spoken)
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


def test_a_longer_word_moves_no_other_scene() -> None:
    scenes = [Wanted(3.5, said_s) for said_s in (3.1, 5.2, 2.8, 4.0, 6.1, 3.3, 5.0, 1.2)]
    before = paced(scenes, 40, TEMPOS).lengths_s
    after = paced([*scenes[:3], Wanted(3.5, 4.3), *scenes[4:]], 40, TEMPOS).lengths_s
    assert [a for at, a in enumerate(after) if at != 3] == [b for at, b in enumerate(before) if at != 3]


def test_only_where_there_is_no_room_lines_are_said_faster() -> None:
    scenes = [Wanted(2.0, 5.0)] * 6
    assert paced(scenes, 38, TEMPOS).tempo == 1.0
    hurried = paced(scenes, 31, TEMPOS)
    assert hurried.tempo > 1.0
    assert sum(hurried.lengths_s) <= 34


def test_a_given_length_only_gives_way_to_the_voice() -> None:
    scenes = [Wanted(3.0, given_s=5.0), Wanted(3.0, 8.0, given_s=5.0), Wanted(3.0)]
    lengths = paced(scenes, 60).lengths_s
    assert lengths[0] == 5
    assert lengths[1] == 9


def test_nothing_is_looked_at_longer_than_it_is_worth() -> None:
    assert paced([Wanted(3.0, most_s=5.0), Wanted(3.0, 4.0, most_s=5.0)], 60).lengths_s == (5.0, 6.0)


def test_films_of_earlier_versions_are_fitted_too(tmp_path: Path) -> None:
    board = storyboard("night-train.html", 30)
    bare = {"scene_id": "", "least_s": 0.0, "most_s": 0.0}
    old = board.model_copy(update={"spare": (), "scenes": tuple(n.model_copy(update=bare) for n in board.scenes)})
    result = fit_to_voice(old, recited(old, tmp_path, 17), "en", 30)
    assert abs(result.storyboard.film.duration_s - 30) <= 3
    assert result.kept == tuple(range(len(old.scenes)))
