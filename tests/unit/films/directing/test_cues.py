"""Captions as people edit them."""

from __future__ import annotations

import pytest

from films.directing.cues import CueList, seconds_of
from footage.errors import InvalidInputError, NotFoundError
from media.captions.model import Cue, Word
from tools.caption_texts import wrong_with

TWO = CueList.of(
    [
        Cue(0.0, 1.0, "All aboard", (Word(0.0, 0.4, "All"), Word(0.4, 1.0, "aboard"))),
        Cue(2.0, 3.0, "Hold on"),
    ]
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4", 4.0),
        (" 4,5 ", 4.5),
        ("1:04.5", 64.5),
        ("0:00", 0.0),
        ("1:02:03", 3723.0),
        ("00:00:01,250", 1.25),
        ("٤", 4.0),
    ],
)
def test_times_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "-1", "1:2:3:4", "1e9"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is no time"):
        seconds_of(text)


def test_a_caption_whose_words_or_times_change_loses_the_times_of_its_words() -> None:
    assert "words" in TWO.captions("c1")[0]
    assert TWO.with_cue("c1", {"text": "All aboard\r\n", "start_s": "0", "end_s": "1.0"}) == TWO
    changed = TWO.with_cue("c1", {"text": "All\r\naboard!"})
    assert changed.captions("c1") == [{"start_s": 0.0, "end_s": 1.0, "text": "All\naboard!"}]
    assert "words" not in TWO.with_cue("c1", {"end_s": "0.9"}).captions("c1")[0]
    with pytest.raises(NotFoundError):
        TWO.with_cue("c9", {"text": "x"})


def test_captions_stay_in_the_order_of_their_times() -> None:
    moved = TWO.with_cue("c1", {"start_s": "3.5", "end_s": "4"})
    assert [one["id"] for one in moved.cues] == ["c2", "c1"]


def test_a_new_caption_fills_the_gap_behind_another_one() -> None:
    grown, name = TWO.added("c1", 4.0)
    assert (name, grown.cue(name)["start_s"], grown.cue(name)["end_s"]) == ("c3", 1.0, 2.0)
    assert wrong_with(4.0, grown.captions()) is None
    last, name = grown.added("c2", 4.0)
    assert last.cue(name)["end_s"] == 4.0
    with pytest.raises(InvalidInputError, match="no time for a caption there"):
        last.added(name, 4.0)
    first, name = CueList(()).added("", 0.5)
    assert first.captions() == [{"start_s": 0.0, "end_s": 0.5, "text": "…"}]


def test_all_are_moved_together_and_none_before_the_film() -> None:
    later = TWO.shifted(0.5)
    assert [one["start_s"] for one in later.cues] == [0.5, 2.5]
    assert later.captions("c1")[0]["words"][1] == {"start_s": 0.9, "end_s": 1.5, "text": "aboard"}
    assert [one["start_s"] for one in TWO.shifted(-5).cues] == [0.0, 0.0]
    assert wrong_with(4.0, TWO.shifted(-5).captions()) is not None


def test_what_the_tool_would_refuse_is_known_before() -> None:
    assert wrong_with(4.0, TWO.captions()) is None
    overlapping = wrong_with(4.0, TWO.with_cue("c2", {"start_s": "0.5"}).captions())
    assert overlapping
    assert overlapping.message.startswith("Cues 1 and 2 overlap")
    assert "past the end" in str(wrong_with(1.5, TWO.captions()))
    assert "Cue 2" in str(wrong_with(4.0, [*TWO.captions("c1"), {"start_s": 2, "end_s": "x", "text": "y"}]))
