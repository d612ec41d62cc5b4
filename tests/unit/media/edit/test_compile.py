"""Steps become a timeline: which frames of which film are where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from footage.errors import InvalidInputError
from media.captions.model import Cue, Word
from media.edit.described import plan_of
from media.edit.effects import Reframe, Title
from media.edit.texts import moved
from media.edit.timeline import Film, Picture, inner_layers, places, shown_at
from tests.unit.media.edit.films import Ears, compiled, film_of

PICTURE = Picture("logo.png", Path("logo.png"), (200, 100))


def frames_of(*steps: dict[str, Any], **found: Any) -> list[int]:
    """Which frame of its file is seen at each frame of the edit; those of added files from 1000 on."""
    project = compiled(*steps, **found)
    seen = [shown_at(project.layer, at) for at in range(project.layer.frames)]
    return [one.frame if one.source is project.main else 1000 + one.frame for one in seen]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([{"do": "keep", "ranges": [[1, 2]]}], [*range(25, 50)]),
        ([{"do": "keep", "ranges": [[-1, None]]}], [*range(75, 100)]),
        ([{"do": "keep", "ranges": [[3, 4], [0, 1]]}], [*range(75, 100), *range(25)]),
        ([{"do": "cut", "ranges": [[1, 3]]}], [*range(25), *range(75, 100)]),
        ([{"do": "cut", "ranges": [[0, 1]]}, {"do": "cut", "ranges": [[0, 1]]}], [*range(50, 100)]),
        ([{"do": "freeze", "at": 1, "for": 0.4}], [*range(26), *[25] * 10, *range(26, 100)]),
        ([{"do": "reverse"}], [*range(99, -1, -1)]),
        ([{"do": "reverse", "ranges": [[0, 1]]}], [*range(24, -1, -1), *range(25, 100)]),
        ([{"do": "reverse"}, {"do": "keep", "ranges": [[0, 1]]}], [*range(99, 74, -1)]),
        ([{"do": "speed", "x": 2}], [*range(0, 100, 2)]),
        ([{"do": "speed", "x": 2, "ranges": [[0, 2]]}], [*range(0, 50, 2), *range(50, 100)]),
        ([{"do": "speed", "x": 2}, {"do": "cut", "ranges": [[0, 1]]}], [*range(50, 100, 2)]),
        ([{"do": "freeze", "at": 0, "for": 1}, {"do": "keep", "ranges": [[0.4, 1.2]]}], [0] * 16 + [*range(1, 5)]),
        ([{"do": "title", "text": "Hi"}, {"do": "cut", "ranges": [[0, 3]]}], [*range(75, 100)]),
        ([{"do": "fade", "in_s": 1}, {"do": "keep", "ranges": [[0, 0.2], [3.8, 4]]}], [*range(5), *range(95, 100)]),
    ],
)
def test_time_steps_choose_frames(steps: list[dict[str, Any]], expected: list[int]) -> None:
    assert frames_of(*steps) == expected


def test_films_and_pictures_are_joined_and_inserted() -> None:
    other = film_of(10, 25)
    assert frames_of({"do": "join", "file": "b"}, b=other) == [*range(100), *range(1000, 1010)]
    assert frames_of({"do": "insert", "file": "b", "at": 1}, b=other) == [
        *range(25), *range(1000, 1010), *range(25, 100),
    ]  # fmt: skip
    assert len(frames_of({"do": "join", "file": "p", "for": 2}, p=PICTURE)) == 150


def test_a_transition_takes_its_time_from_both() -> None:
    project = compiled({"do": "join", "file": "b", "transition": "dissolve"}, b=film_of(50))
    assert project.layer.frames == 100 + 50 - 13
    short = compiled({"do": "join", "file": "b", "transition": "dissolve"}, b=film_of(6))
    assert short.layer.frames == 100 + 6 - 3


def test_silences_are_cut_out_but_for_a_little() -> None:
    ears = Ears(quiet=[(1.0, 2.0), (3.5, 4.0)])
    project = compiled({"do": "cut_silence"}, ears=ears)
    assert project.layer.frames == 100 - (25 - 6) - (12 - 3)
    assert project.notes == ("1.1 s of silence were cut out, in 2 places",)
    assert compiled({"do": "cut_silence"}).layer.frames == 100


def test_silences_are_found_where_they_are_by_then() -> None:
    project = compiled({"do": "cut", "ranges": [[0, 1]]}, {"do": "cut_silence"}, ears=Ears(quiet=[(1.0, 2.0)]))
    assert project.layer.frames == 75 - (25 - 3)


def test_words_are_cut_out() -> None:
    said = [Word(0.2, 0.5, "So"), Word(0.6, 1.0, "um,"), Word(1.2, 1.6, "hello"), Word(1.7, 2.0, "uh")]
    project = compiled({"do": "cut_words", "words": ["fillers"]}, ears=Ears(said=said))
    assert project.layer.frames < 100 - 10 - 7
    assert "um," in project.notes[0]
    kept = compiled({"do": "cut_words", "words": ["goodbye"]}, ears=Ears(said=said))
    assert kept.layer.frames == 100
    assert "none of the words" in kept.notes[0]


def test_captions_move_along() -> None:
    cues = [Cue(0.0, 0.8, "one"), Cue(1.0, 2.0, "two", (Word(1.0, 1.4, "two"),)), Cue(3.0, 3.8, "three")]
    project = compiled({"do": "cut", "ranges": [[0.92, 2.6]]}, {"do": "speed", "x": 2})
    assert moved(cues, project) == (Cue(0.0, 0.4, "one"), Cue(0.68, 1.08, "three"))
    later = compiled({"do": "keep", "ranges": [[1, 3]]})
    assert moved(cues, later) == (Cue(0.0, 1.0, "two", (Word(0.0, 0.4, "two"),)),)


def test_a_place_in_a_film_is_found_through_layers() -> None:
    project = compiled({"do": "title", "text": "Hi"}, {"do": "cut", "ranges": [[0, 1]]}, {"do": "speed", "x": 2})
    main = project.main
    assert places(project.layer, main, 25, 75) == [(0, 25)]
    assert places(project.layer, main, 0, 25) == []
    assert isinstance(main, Film)


TITLE: dict[str, Any] = {"do": "title", "text": "Hi"}


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([{"do": "keep", "ranges": [[1, 1.2]] * 200}], "200 pieces would have to be read each by itself"),
        ([TITLE, {"do": "keep", "ranges": [[300, 600], [0, 300]]}], "cannot be put into another order"),
        ([TITLE, {"do": "reverse", "ranges": [[0, 60]]}], "cannot be put into another order"),
        ([TITLE, {"do": "export", "as": "mp4", "ranges": [[300, 600], [0, 300]]}], "cannot be put into another order"),
        ([{"do": "export", "as": "gif", "width": 1920, "fps": 25, "ranges": [[0, 30]]}], "a gif of 30 s at 1920x1080"),
        ([{"do": "export", "as": "mp4", "ranges": [[1, 1.2]] * 80}] * 2, "the limit is 120"),
    ],
)
def test_what_would_take_all_memory_is_refused(steps: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        compiled(*steps, film=film_of(15_000, size=(1920, 1080)))
    assert said in caught.value.message


def test_cuts_and_titles_in_turns_cost_no_more_with_each(tmp_path: Path) -> None:
    cuts: dict[str, Any] = {"do": "cut", "ranges": [[n * 2, n * 2 + 0.04] for n in range(40)]}
    project = compiled(*[TITLE, cuts] * 8, film=film_of(15_000, sound=False))
    assert len({*inner_layers(project.layer)}) == len(inner_layers(project.layer)) == 8
    assert places(project.layer, project.main, 10, 20) == [(2, 12)]
    assert plan_of(project)["lasts_s"] > 300


@pytest.mark.parametrize(
    "steps",
    [
        [{"do": "keep", "ranges": [[300, 600], [0, 300]]}, TITLE],
        [TITLE, {"do": "cut", "ranges": [[n * 3, n * 3 + 1] for n in range(200)]}],
        [TITLE, {"do": "speed", "x": 2, "ranges": [[100, 200]]}],
        [{"do": "export", "as": "gif", "ranges": [[0, 30]]}],
    ],
)
def test_what_is_read_as_it_comes_has_no_such_limit(steps: list[dict[str, Any]]) -> None:
    assert compiled(*steps, film=film_of(15_000, size=(1920, 1080))).layer.frames > 1000


def test_a_box_in_pixels_is_the_same_part_of_the_picture() -> None:
    film = film_of(100, size=(640, 360))
    in_shares, in_pixels = ([0.25, 0.1, 0.5, 0.8], [160, 36, 320, 288])
    for deed in ({"do": "crop"}, {"do": "title", "text": "Hi"}):
        one, other = (compiled({**deed, "box": box}, film=film).layer.effects for box in (in_shares, in_pixels))
        assert one == other


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"do": "crop", "box": [320, 0, 640, 360]}, "lies within it"),
        ({"do": "keep", "ranges": [[9, 10]]}, "9 s is past the end: the film lasts 4.00 s here"),
        ({"do": "keep", "ranges": [[2, 2]]}, "has no length"),
        ({"do": "cut", "ranges": [[0, 4]]}, "nothing of the film would be left"),
        ({"do": "crop", "box": [0.5, 0, 0.8, 1]}, "lies within it"),
        ({"do": "title", "text": " "}, "the text is empty"),
        ({"do": "title", "text": "Hi", "box": [0.5, 0.5, 0, 0]}, "box is x, y, width, height"),
        ({"do": "reframe", "aspect": "9:16", "width": 4000}, "is too large"),
        ({"do": "export", "as": "gif", "width": 4096, "ranges": [[0, 99]]}, "past the end"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_step(step: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        compiled(step)
    assert said in caught.value.message
    assert caught.value.message.startswith(f"steps.1 ({step['do']}): ")


@pytest.mark.parametrize(
    ("size", "aspect", "expected"),
    [
        ((1920, 1080), "9:16", (1080, 1920)),
        ((1280, 720), "1:1", (720, 720)),
        ((720, 1280), "16:9", (1280, 720)),
        ((1280, 720), "4:5", (720, 900)),
        ((640, 360), "16:9", (640, 360)),
    ],
)
def test_another_shape_keeps_the_shorter_side(size: tuple[int, int], aspect: str, expected: tuple[int, int]) -> None:
    film = film_of(size=size)
    assert compiled({"do": "reframe", "aspect": aspect}, film=film).layer.size == expected


def test_a_version_in_another_shape_has_its_titles_set_for_that_shape() -> None:
    project = compiled({"do": "title", "text": "Hi"}, {"do": "export", "as": "mp4", "aspect": "9:16"})
    assert [type(one) for one in project.exports[0].layer.effects] == [Reframe, Title]
    assert project.exports[0].layer.size == (360, 640)
    assert (
        "titles before reframe" in compiled({"do": "title", "text": "Hi"}, {"do": "reframe", "aspect": "1:1"}).notes[0]
    )


def test_a_dry_run_tells_the_timeline() -> None:
    plan = plan_of(
        compiled(
            {"do": "cut", "ranges": [[1, 2]]}, {"do": "join", "file": "p", "for": 1}, {"do": "music", "file": "lofi"},
            {"do": "export", "as": "gif", "ranges": [[0, 2]]}, {"do": "export", "as": "png", "at": 1}, p=PICTURE,
        )
    )  # fmt: skip
    assert plan["timeline"] == ["0-1: the film 0-1", "1-3: the film 2-4", "3-4: logo.png"]
    assert plan["then"] == ["music (lofi), lower under speech"]
    assert [one["name"] for one in plan["files"]] == ["film.gif", "still.png"]
    assert plan["lasts_s"] == 4.0
