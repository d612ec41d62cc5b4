from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from films.article.film import scene_renders
from films.article.fitted import words_of
from films.article.storyboard import TOLERANCE, ArticleFilm
from films.edited import edited_film
from films.script.documents import (
    ChartShow,
    CodeShow,
    End,
    FigureShow,
    FilmShow,
    ListShow,
    OfferedPicture,
    PictureShow,
    PlaceShow,
    QuoteShow,
    Scene,
    Script,
    Show,
    SpeakingRate,
    TableShow,
    TextShow,
    TitleShow,
)
from films.script.staging import stage
from footage.edited_film import SourceFacts
from footage.errors import InvalidInputError
from painter import text_facts
from painter.cards import CodeCard, TextCard, texts_of

PICTURES = Path(__file__).resolve().parents[4] / "data" / "articles" / "pictures"
OFFERED = [OfferedPicture(id="p1", path=PICTURES / "pass.jpg", width=1200, height=800, alt="The pass")]
SIZE = (320, 180)
CALM = SpeakingRate(syllables_per_s=5, pause_s=0.35)
SHOWS: Sequence[tuple[Show, str]] = (
    (TitleShow(text="Forty hours on the night train"), "Forty hours on the night train."),
    (FigureShow(value="58 €", label="for a bed and two sunrises"), "A bed costs 58 €, with two sunrises."),
    (PictureShow(image="p1", text="The pass at six"), "At six in the morning nobody on the train is asleep."),
    (TextShow(text="Slow travel is about time"), "Slow travel is about time, and not about trains at all."),
    (TextShow(text="And about who sits next to you"), "It is about who sits next to you, too."),
    (TextShow(text="Bring a book that you have read"), "Bring a book that you have read."),
    (PlaceShow(subjects=("lighthouse",), setting="sea"), "A lighthouse stands where the line ends."),
)


def script(*shows: tuple[Show, str], **changes: Any) -> Script:
    scenes = [Scene(id=f"s{n}", say=say, show=show) for n, (show, say) in enumerate(shows, 1)]
    return Script(title="Forty hours on the night train", language="en", scenes=tuple(scenes), **changes)


def staged(whole: Script, **options: Any) -> ArticleFilm:
    return stage(whole, OFFERED, size=SIZE, style="flat", **options)


def texts(board: ArticleFilm) -> str:
    return "\n".join(text for beat in board.film.beats if beat.card for text in texts_of(beat.card))


def test_each_scene_is_a_beat_of_its_own_id_and_the_end_has_a_card() -> None:
    board = staged(script(*SHOWS, end=End(line="Book the window side", url="trains.example")))
    assert [note.scene_id for note in board.scenes] == [*(f"s{n}" for n in range(1, 8)), "end"]
    assert board.scenes[-1].kind == "end"
    assert {"Book the window side", "trains.example"} <= set(texts(board).split("\n"))
    assert board.film.beats[-1].duration_s >= 3
    assert board.pictures == (str(PICTURES / "pass.jpg"),)


@pytest.mark.parametrize("duration_s", [30.0, 40.0])
def test_a_silent_film_stretches_to_its_length_but_never_below_what_is_read(duration_s: float) -> None:
    board, natural = staged(script(*SHOWS), duration_s=duration_s), staged(script(*SHOWS))
    assert abs(board.film.duration_s - max(duration_s, natural.film.duration_s)) <= TOLERANCE * duration_s
    assert all(beat.duration_s >= note.least_s for beat, note in zip(board.film.beats, board.scenes, strict=True))


def test_a_changed_scene_draws_itself_again_and_at_most_its_neighbours() -> None:
    shows = [*SHOWS, *((TextShow(text=f"Message number {n}"), "") for n in range(6))]
    before = [part.key for part in scene_renders(staged(script(*shows)))]
    for at in (3, 8, 10):
        changed = [*shows]
        changed[at] = (TextShow(text="Something else to tell"), shows[at][1])
        after = [part.key for part in scene_renders(staged(script(*changed)))]
        others = [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
        assert at in others
        assert set(others) <= {at - 1, at, at + 1}


def test_like_scenes_in_a_row_never_look_the_same() -> None:
    board = staged(script(*((TextShow(text=f"Message {n}"), "") for n in range(40))))
    assert all((one.variation or 0) % 4 != (two.variation or 0) % 4 for one, two in pairwise(board.film.beats))


def test_long_lists_go_on_on_further_pages_and_nothing_is_lost() -> None:
    items = tuple(f"Thing number {n} to carry along" for n in range(1, 15))
    board = staged(script((ListShow(items=items, heading="To carry", numbered=True), "Take these.")))
    assert len(board.film.beats) >= 3
    assert [note.lines for note in board.scenes] == [("Take these.",), *[()] * (len(board.scenes) - 1)]
    assert all(item in texts(board) for item in items)
    assert "…" not in texts(board)


def test_what_is_said_and_not_shown_stands_at_the_foot_of_a_silent_film() -> None:
    board = staged(script(*SHOWS))
    captions = [beat.caption for beat in board.film.beats]
    assert captions[0] is None
    assert captions[6] == "A lighthouse stands where the line ends."
    told = staged(script((PictureShow(image="p1", text="Seen from the window"), "A bed costs 58 euros.")))
    assert told.film.beats[0].caption == "A bed costs 58 euros."
    assert all(beat.caption is None for beat in staged(script(*SHOWS), captions=False).film.beats)
    long = " ".join(f"Sentence {n} tells one thing more about the train." for n in range(1, 5))
    told = staged(script((PictureShow(image="p1"), long)))
    assert " ".join(beat.caption or "" for beat in told.film.beats) == long


def test_a_silent_film_shows_no_sentence_beside_its_own_short_form() -> None:
    said = "At six in the morning nobody on the train is asleep."
    shown = (PictureShow(image="p1", text="The train at six in the morning"), said)
    silent, narrated = staged(script(shown)), staged(script(shown), rate=CALM)
    assert (texts(silent).strip(), silent.film.beats[0].caption) == (said, None)
    assert texts(narrated).strip() == "The train at six in the morning"
    assert narrated.film.beats[0].caption is None


def test_the_opening_stays_short_however_much_time_there_is() -> None:
    board = staged(script(SHOWS[0], SHOWS[3], SHOWS[4]), rate=CALM, duration_s=40)
    assert board.film.beats[0].duration_s <= 7


LONG = "Introducing Sunlight, a CT implementation built for scalability, ease of operation, and reduced cost"
WIDE = "Matthew Featherstone & Filippo Valsorda"


@pytest.mark.parametrize("size", [(480, 854), (480, 480), (320, 180), (144, 256)])
@pytest.mark.parametrize(
    "show",
    [TitleShow(text=LONG, kicker=WIDE), TextShow(text=LONG, kicker=WIDE), QuoteShow(text=LONG, by=WIDE)],
    ids=lambda show: show.kind,
)
def test_what_stands_beside_a_text_is_shown_once_where_it_leaves_no_room(size: tuple[int, int], show: Show) -> None:
    board = stage(script((show, ""), SHOWS[3]), [], size=size, duration_s=20)
    assert len(board.film.beats) <= 8
    assert all(beat.duration_s >= 1 for beat in board.film.beats)
    assert texts(board).count(WIDE) <= 2


def test_charts_and_tables_show_all_their_values() -> None:
    chart = ChartShow(labels=("Seat", "Bed"), values=(1200.5, 58), unit=" €")
    table = TableShow(header=("Day", "Where"), rows=tuple((f"{day}", f"Town {day}") for day in range(1, 15)))
    board = staged(script((chart, ""), (table, "")))
    assert all(f"Town {day}" in texts(board) for day in range(1, 15))


def test_what_nobody_can_draw_is_told() -> None:
    board = staged(script((PlaceShow(subjects=("ship", "zeppelinoid")), ""), (PictureShow(image="p9", text="A"), "")))
    assert board.film.beats[0].subjects == ("🚢",)
    assert any("zeppelinoid" in note for note in board.film.notes)
    assert any("p9" in note for note in board.film.notes)


def test_words_that_name_nothing_that_can_be_drawn_stand_on_a_card() -> None:
    board = staged(script((FilmShow(prompt="Synergy unfolds"), "Nobody knows."), (PlaceShow(text="Trust matters"), "")))
    assert {"Nobody knows.", "Trust matters"} <= set(texts(board).split("\n"))
    assert all(beat.card and not beat.subjects for beat in board.film.beats)
    assert words_of(board.film.beats[0]) == "Nobody knows."


def test_places_and_films_may_be_filmed_and_cards_not() -> None:
    shows = [*SHOWS, (FilmShow(prompt="A train at dawn", backend="fake"), "It comes.")]
    board = staged(script(*shows))
    prompts = {note.scene_id: note.prompt for note in board.scenes if note.prompt}
    assert set(prompts) == {"s7", "s8"}
    assert prompts["s8"] == "A train at dawn"
    assert board.scenes[-1].backend == "fake"


def test_chapters_begin_with_their_scene_and_name_it() -> None:
    scenes = [
        Scene(id="s1", show=TitleShow(text="Trains")),
        Scene(id="s2", chapter="The pass", show=TextShow(text="Snow lies")),
        Scene(id="s3", show=QuoteShow(text="Nobody sleeps", by="The conductor")),
        Scene(id="s4", chapter="Prices", show=TextShow(text="A bed is cheap")),
    ]
    board = staged(Script(title="Trains", scenes=tuple(scenes)))
    assert [name for _, name in board.chapters()] == ["Trains", "The pass", "Prices"]
    assert "The pass" in texts(board)
    assert board.film.beats[1].transition != "cut"


def test_scenes_that_may_be_left_out_are_where_the_film_would_be_too_long() -> None:
    shows = [(TextShow(text=f"Message {n} is told in some more words"), "") for n in range(8)]
    board = staged(script(*shows), duration_s=15, spare=("s8", "s7", "s6", "s5", "s4"))
    assert board.film.duration_s <= 15.75
    assert [note.scene_id for note in board.scenes] == [f"s{n}" for n in range(1, len(board.scenes) + 1)]
    assert board.spare == tuple(f"s{n}" for n in range(len(board.scenes), 3, -1))
    assert len(staged(script(*shows), duration_s=15).scenes) == 8


def test_the_lines_of_a_program_are_those_that_are_named() -> None:
    program = "\n".join(f"call({n})" for n in range(1, 41))
    board = staged(script((CodeShow(text=program, lines="20-22"), ""), (CodeShow(text=program), "")))
    first = board.film.beats[0].card
    assert isinstance(first, CodeCard)
    assert first.lines == ("call(20)", "call(21)", "call(22)")
    assert any("12 of 40 lines" in note for note in board.film.notes)


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_the_end_is_large_whatever_is_written_there(size: tuple[int, int]) -> None:
    url = "https://trains.example/2026/notes/" + "a-long-name-for-a-post-" * 6
    line = "Book the seat by the window early, bring a book that you have read, and talk to whoever sits next to you"
    whole = script(SHOWS[0], end=End(line=line, url=url[:190]))
    board = stage(whole, [], size=size)
    facts = text_facts(board.film, with_frames=False)
    assert all(one.smallest_px >= 31.9 and not one.is_cut for one in facts)
    assert "trains.example" in texts(board)


def test_a_film_that_would_be_too_long_is_refused() -> None:
    many = script(*((ListShow(items=tuple(f"Item {n}" for n in range(30))), "") for _ in range(20)))
    with pytest.raises(InvalidInputError, match="pictures"):
        staged(many)


def test_a_few_short_numbered_items_are_joined_as_steps() -> None:
    def kinds(items: tuple[str, ...], *, numbered: bool = True) -> list[str]:
        board = staged(script((ListShow(items=items, heading="How to brew it", numbered=numbered), "In a few steps.")))
        return [beat.card.kind for beat in board.film.beats if beat.card]

    steps = ("Boil the water", "Grind the beans", "Pour slowly")
    assert kinds(steps) == ["steps"]
    assert kinds(steps, numbered=False) == ["list"]
    assert kinds((*steps, "Wait until the whole of the water has run through")) == ["list"]


def test_no_scene_of_a_narrated_film_is_shorter_than_its_kind_takes() -> None:
    shows: Sequence[tuple[Show, str]] = (*SHOWS, (CodeShow(text="find(train)"), "It finds trains."))
    board = staged(script(*shows, end=End(line="Read on")), rate=CALM, duration_s=30.0)
    assert [note.least_s for note in board.scenes[-2:]] == [4.5, 3.5]


@pytest.mark.parametrize(("rate", "count"), [(CALM, 2), (None, 1)])
def test_two_sentences_that_are_said_stand_there_one_after_the_other(rate: SpeakingRate | None, count: int) -> None:
    said = "The line was built in 1901. Nobody has counted the workers who died below the pass."
    board = staged(script((TextShow(text="The line was built in 1901", kicker="The line"), said)), rate=rate)
    cards = [card.text for beat in board.film.beats if isinstance(card := beat.card, TextCard)]
    assert len(cards) == count
    assert "workers" in " ".join([cards[-1], *(beat.caption or "" for beat in board.film.beats)])


@pytest.mark.parametrize("text", ["find(train)", "find(train)  # and all that runs before and behind it on the line"])
def test_a_program_of_which_a_voice_tells_has_its_chapter_s_name_above_it(text: str) -> None:
    scene = Scene(id="s1", say="It finds the train.", show=CodeShow(text=text), chapter="Trains")
    whole = Script(title="Lines", language="en", scenes=(scene,))
    board = stage(whole, OFFERED, size=(320, 320), style="flat", rate=CALM)
    assert isinstance(card := board.film.beats[0].card, CodeCard)
    assert card.heading == "Trains"


@pytest.mark.parametrize(("worth_it", "offered"), [(-1, 1), (0, 0), (2, 2)])
def test_a_film_could_show_what_of_its_article_is_worth_it(worth_it: int, offered: int) -> None:
    board = staged(script((TextShow(text="The line is slow"), "The line is slow.")))
    facts = SourceFacts(pictures=worth_it)
    assert edited_film(board, asked_s=3.0, is_narrated=False, source=facts).pictures_offered == offered
