import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.captions.line_breaks import units
from media.captions.model import Cue, Word, validate_cues
from media.captions.timing import GAP_FRAMES, MAX_S, MIN_S, readable

FPS = 25.0
GAP_S = GAP_FRAMES / FPS
LONG = "Meet Footage: one server that makes, captions and checks your video, on a budget you set. It never pays twice."


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_hasty_caption_takes_the_free_time_after_it() -> None:
    hasty = Cue(1, 1.5, "Twenty characters a second are what people read")
    timed = readable([hasty, Cue(9, 10, "Later")], 12, FPS)
    assert timed.cues[0].end_s == pytest.approx(1 + len(hasty.text) / 20)
    assert timed.notes == ("1 caption is shown longer, to be read in time",)


def test_where_there_is_no_free_time_the_pace_is_told() -> None:
    timed = readable([Cue(1, 2, "x" * 40), Cue(2, 4, "Later")], 12, FPS)
    assert timed.cues[0].end_s == pytest.approx(2 - GAP_S)
    assert "1 caption is still too fast, the fastest with 43 characters a second" in "; ".join(timed.notes)
    short = readable([Cue(1, 1.5, "Go"), Cue(1.5, 4, "Later")], 12, FPS)
    assert short.notes == ("1 caption is shown for less than 0.8 s: there is no free time",)


def test_a_long_caption_is_split_at_its_pauses_and_keeps_its_words() -> None:
    texts = LONG.split()
    words = tuple(Word(2 + i * 0.4, 2.3 + i * 0.4, text) for i, text in enumerate(texts))
    timed = readable([Cue(2, 11, LONG, words)], 12, FPS)
    assert len(timed.cues) == 2
    assert timed.cues[1].text.startswith("and checks your video,")
    assert [word.text for cue in timed.cues for word in cue.words] == texts
    assert timed.cues[1].start_s == timed.cues[1].words[0].start_s
    assert timed.notes[0] == "1 caption is split so that no more than two lines show for at most 7 s"


def test_a_short_caption_never_outstays_seven_seconds() -> None:
    timed = readable([Cue(0, 12, "Hi")], 12, FPS)
    assert timed.cues == (Cue(0, 7, "Hi"),)
    assert timed.notes == ("1 caption is cut to 7 s",)


def test_captions_that_are_well_timed_stay_as_they_are() -> None:
    cues = (Cue(0, 2, "One and\ntwo"), Cue(2.5, 4, "日本語の字幕"))
    assert readable(cues, 5, FPS) == readable(readable(cues, 5, FPS).cues, 5, FPS)
    assert (readable(cues, 5, FPS).cues, readable(cues, 5, FPS).notes) == (cues, ())


TEXT = st.text(st.sampled_from("abc de, f. 漢字。עבר \n"), min_size=1, max_size=300).filter(lambda text: text.strip())


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 20), st.floats(0, 5), TEXT), min_size=1, max_size=6))
def test_no_text_is_lost_and_no_two_captions_meet(parts: list[tuple[float, float, str]]) -> None:
    cues, now_s = [], 0.0
    for length_s, free_s, text in parts:
        cues.append(Cue(now_s + free_s, now_s + free_s + length_s, text))
        now_s += free_s + length_s
    given_cues = validate_cues(cues, now_s)
    timed = readable(given_cues, now_s, FPS)
    assert bare("".join(cue.text for cue in timed.cues)) == bare("".join(cue.text for cue in given_cues))
    for cue in timed.cues:
        assert cue.start_s < cue.end_s <= min(now_s, cue.start_s + MAX_S) + 1e-6
        assert units(cue.text) <= 84 + 1 or cue.end_s - cue.start_s < 2 * MIN_S
    for one, two in itertools.pairwise(timed.cues):
        assert one.end_s <= two.start_s
        assert two.start_s - one.end_s >= GAP_S - 1e-6 or one.end_s - one.start_s <= 4 * GAP_S + 1e-6
