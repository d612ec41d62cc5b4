from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import pytest

from films.article.film import KEPT_S, draw, forget, join, scene_renders
from films.article.fitted import words_of
from films.article.layout import plan_article_film
from films.article.outline import PictureBlock
from films.article.read import read_article
from films.article.scenes import STEP_S
from films.article.sentences import FIGURE, clipped, reading_s, sentences
from films.article.storyboard import TOLERANCE, ArticleFilm
from media.captions.model import validate_cues
from media.probe import probe
from painter.cards import CodeCard, ImageCard, StatisticCard
from painter.plan import Beat

ARTICLES = Path(__file__).resolve().parents[3] / "data" / "articles"
POSTS = ("faster-builds.md", "night-train.html", "machiya.md")
SIZE = (160, 90)


def storyboard(name: str, text: str | None = None, duration_s: float = 60) -> ArticleFilm:
    outline = read_article((ARTICLES / name).read_bytes() if text is None else text)
    pictures = [(b.source, str(ARTICLES / b.source)) for b in outline.blocks if isinstance(b, PictureBlock)]
    return plan_article_film(outline, duration_s=duration_s, size=SIZE, style="flat", pictures=pictures)


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("duration_s", [30.0, 60.0])
def test_a_post_fills_the_time_it_is_given(name: str, duration_s: float) -> None:
    board = storyboard(name, duration_s=duration_s)
    assert abs(board.film.duration_s - duration_s) <= TOLERANCE * duration_s
    assert all(beat.duration_s % STEP_S == 0 for beat in board.film.beats)
    assert (board.scenes[0].kind, board.scenes[-1].kind) == ("title", "closing")
    assert len(board.chapters()) >= 3


@pytest.mark.parametrize("name", POSTS)
def test_captions_are_what_is_read_and_slow_enough(name: str) -> None:
    board = storyboard(name)
    cues = validate_cues(board.cues(), board.film.duration_s)
    assert " ".join(cue.text for cue in cues) == " ".join(line for scene in board.scenes for line in scene.lines)
    assert all(len(cue.text) / (cue.end_s - cue.start_s) <= 20 for cue in cues)
    assert all(before.end_s <= after.start_s for before, after in pairwise(cues))


def test_code_tables_quotes_and_figures_become_cards() -> None:
    board = storyboard("faster-builds.md")
    kinds = {scene.kind for scene in board.scenes}
    assert {"code", "table", "quote", "point", "statistic"} <= kinds
    cards = [beat.card for beat in board.film.beats]
    code = next(card for card in cards if isinstance(card, CodeCard))
    assert code.lines[0] == "def cache_key(source: Path, flags: list[str]) -> str:"
    assert "14%" in [card.figure for card in cards if isinstance(card, StatisticCard)]


def test_pictures_are_shown_where_they_stand() -> None:
    board = storyboard("night-train.html")
    shown = [beat.card for beat in board.film.beats if isinstance(beat.card, ImageCard)]
    assert [(card.picture, card.caption) for card in shown] == [
        (0, "The harbour in the last light"),
        (1, "The pass at six in the morning"),
    ]


def test_given_pictures_are_spread_over_the_film() -> None:
    outline = read_article((ARTICLES / "machiya.md").read_bytes())
    given = [(f"given {n}", str(ARTICLES / "pictures" / "pass.jpg")) for n in range(2)]
    board = plan_article_film(outline, duration_s=60, size=SIZE, pictures=given)
    assert sum(isinstance(beat.card, ImageCard) for beat in board.film.beats) == 2


def test_a_short_text_makes_a_short_film() -> None:
    board = storyboard("", "# Hello\n\nThe lighthouse is on. The boat comes home.")
    assert 5 <= board.film.duration_s < 57


def test_without_captions_nothing_that_is_said_gets_lost() -> None:
    outline = read_article((ARTICLES / "night-train.html").read_bytes())
    board = plan_article_film(outline, duration_s=60, size=SIZE, style="flat", captions=False)
    assert all(beat.card or beat.titles for beat in board.film.beats)
    assert all(beat.caption is None for beat in board.film.beats)


def test_a_changed_sentence_changes_its_own_scene_only() -> None:
    text = (ARTICLES / "faster-builds.md").read_text()
    old = [part.key for part in scene_renders(storyboard("", text))]
    new = [
        part.key for part in scene_renders(storyboard("", text.replace("is 14% of the suite", "is 15% of the suite")))
    ]
    assert len(old) == len(new)
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 1


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


@pytest.mark.parametrize(
    ("text", "figure"),
    [("It fell by 43% in 2024", "43%"), ("3x faster", "3x"), ("全体の70%も", "70%"), ("In 2024 we met", None)],
)
def test_figures_are_found_and_years_are_not(text: str, figure: str | None) -> None:
    found = FIGURE.search(text)
    assert (found.group() if found else None) == figure


def test_scripts_without_spaces_are_read_more_slowly_and_cut_anywhere() -> None:
    assert reading_s("古い家に住むことは") > reading_s("old houses")
    assert clipped("古い家に住むことは", 5) == "古い家に…"
    assert clipped("an old house stands", 12) == "an old…"


def test_a_filmed_scene_says_its_sentence_without_the_heading_above_it() -> None:
    sentence = "Forty engineers save half an hour a day each."
    said = Beat(duration_s=2, setting="abstract", titles=("What it is worth", sentence))
    assert words_of(said) == sentence
    assert words_of(said.model_copy(update={"titles": ()})) == ""
