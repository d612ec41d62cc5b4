import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footage.errors import InvalidInputError
from media.captions.model import MAX_CUE_CHARS, MAX_CUES, Cue, Word, clean_text, validate_cues


@pytest.mark.parametrize(
    ("cue", "message"),
    [
        (Cue(-0.1, 1, "a"), "Cue 2: start_s is -0.1"),
        (Cue(3, 3, "a"), r"Cue 2: end_s \(3\) must be greater than start_s \(3\)"),
        (Cue(4, 3, "a"), "Cue 2: end_s"),
        (Cue(math.nan, 3, "a"), "Cue 2: start_s and end_s must be numbers"),
        (Cue(3, math.inf, "a"), "Cue 2: start_s and end_s must be numbers"),
        (Cue(10, 10.2, "a"), r"Cue 2: 10 to 10.2 s is past the end of the film, which lasts 10.00 s"),
        (Cue(9, 10.6, "a"), "past the end"),
        (Cue(3, 4, " \n\t\x00 "), "Cue 2: the text is empty"),
        (Cue(3, 4, "a" * (MAX_CUE_CHARS + 1)), "Cue 2: the text has 501 characters; the limit is 500"),
        (Cue(1, 2.5, "a"), "Cues 1 and 2 overlap: 1 ends at 2 s, 2 starts at 1 s"),
        (Cue(0, 2, "a"), "overlap"),
        (Cue(0, 1.2, "a"), "Cues 2 and 1 overlap: 2 ends at 1.2 s, 1 starts at 1 s"),
    ],
)
def test_names_the_cue_and_what_is_wrong(cue: Cue, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        validate_cues([Cue(1, 2, "first"), cue], 10)


def test_words_make_up_the_text_in_order() -> None:
    words = (Word(1, 1.4, "Hello,"), Word(1.38, 2.04, "you there"))
    cue = Cue(1, 2, "Hello,\nyou  there", words)
    assert validate_cues([cue], 9)[0].words == words
    for wrong, message in [
        (words[:1], "Cue 1: the words do not make up its text"),
        (words[::-1], "Cue 1: the word 'Hello,' .* is out of order"),
        ((Word(0.5, 1.2, "Hello,"), words[1]), "outside the cue"),
        ((Word(1, math.nan, "Hello,"), words[1]), "outside the cue"),
    ]:
        with pytest.raises(InvalidInputError, match=message):
            validate_cues([Cue(1, 2, cue.text, wrong)], 9)


def test_refuses_none_and_too_many() -> None:
    with pytest.raises(InvalidInputError, match="no captions"):
        validate_cues([], 10)
    with pytest.raises(InvalidInputError, match=f"{MAX_CUES + 1} captions"):
        validate_cues([Cue(i, i + 1, "a") for i in range(MAX_CUES + 1)], 1e6)


def test_puts_in_order_cleans_and_closes_small_gaps() -> None:
    cues = validate_cues([Cue(2, 10.4, "b\r\n\r\n\tc\x07 "), Cue(0, 2.04, "e\u0301\ud800")], 10)
    assert cues == (Cue(0, 2, "\u00e9"), Cue(2, 10, "b\nc"))


@given(st.text(max_size=60))
def test_cleaned_text_can_be_written_and_stays_clean(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned
    assert "\n\n" not in cleaned


def test_importing_the_words_loads_nothing_heavy() -> None:
    heavy = "{'av', 'skia', 'numpy', 'ffmpeg', 'media.ffmpeg'}"
    code = f"import sys, media.captions.model, media.captions.subtitles; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
