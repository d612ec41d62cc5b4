import contextlib
import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footage.errors import InvalidInputError
from media.captions.model import MAX_SUBTITLE_BYTES, Cue, Word, clean_text, validate_cues
from media.captions.subtitles import parse_subtitles, to_ass, to_srt, to_vtt
from media.captions.words import with_words

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello <i>there</i>\r\nyou\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}Grüße\r\n"
)
VTT = (
    "WEBVTT\n\nNOTE a note\n\nintro\n00:01.000 --> 00:02.500 line:0\n<v Ann>Hello <c.loud>there</c>\nyou\n\n"
    "00:00:03.000 --> 00:00:04.000\nGrüße &amp; &lt;x&gt;\n"
)
ASS = """[Script Info]
ScriptType: v4.00+
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\pos(1,2)}Grüße, all
Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,not shown
Dialogue: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9
Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Hello {\\b1}there{\\b0}\\Nyou
"""
HELLO = Cue(1, 2.5, "Hello there\nyou")


@pytest.mark.parametrize(
    ("text", "second"), [(SRT, "Grüße"), (VTT, "Grüße & <x>"), (ASS, "Grüße, all")], ids=["srt", "vtt", "ass"]
)
@pytest.mark.parametrize("encoding", ["text", "utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_reads_formats_and_encodings(text: str, second: str, encoding: str) -> None:
    data = text if encoding == "text" else text.encode(encoding)
    assert parse_subtitles(data).cues == (HELLO, Cue(3, 4, second))


@pytest.mark.parametrize(
    "text", ["", "just prose", "WEBVTT\n\n", "00:00 --> later\nnothing", "[Events]\nDialogue: 0,soon,later,a,,0,0,0,,b"]
)
def test_refuses_what_is_no_subtitle_file(text: str) -> None:
    with pytest.raises(InvalidInputError, match="subtitles"):
        parse_subtitles(text)


def test_refuses_a_huge_file() -> None:
    with pytest.raises(InvalidInputError, match="5 MB"):
        parse_subtitles(b"1" * (MAX_SUBTITLE_BYTES + 1))


TEXT = st.text(st.one_of(st.sampled_from("abz1 äß漢ع{}\\Nnh<>&/;'\"-: ,.\n\u2060\u00a0"), st.characters()), max_size=60)
PARTS = st.tuples(st.integers(1, 9999), st.integers(0, 999_999), TEXT.map(clean_text).filter(bool))
WRITERS = {"srt": to_srt, "vtt": to_vtt, "ass": to_ass}


def laid(parts: list[tuple[int, int, str]]) -> list[Cue]:
    cues, now = [], 0
    for length, gap, text in parts:
        cues.append(Cue((now + gap) / 1000, (now + gap + length) / 1000, text))
        now += gap + length
    return cues


def millis(cues: Iterable[Cue]) -> list[tuple[int, int, str]]:
    return [(round(cue.start_s * 1000), round(cue.end_s * 1000), cue.text) for cue in cues]


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=5))
def test_a_round_trip_keeps_every_letter_and_millisecond(kind: str, parts: list[tuple[int, int, str]]) -> None:
    cues = laid(parts)
    assert millis(parse_subtitles(WRITERS[kind](cues)).cues) == millis(cues)


@settings(deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=3))
def test_one_format_becomes_another(parts: list[tuple[int, int, str]]) -> None:
    cues = parse_subtitles(to_srt(laid(parts))).cues
    assert millis(parse_subtitles(to_ass(parse_subtitles(to_vtt(cues)).cues)).cues) == millis(cues)


def test_webvtt_carries_the_times_of_words() -> None:
    words = (Word(1.2, 1.5, "Hello"), Word(1.5, 2.25, "there,<b>"), Word(2.25, 3, "you"))
    text = to_vtt([Cue(1.0, 3.0, "Hello there,<b>\nyou", words)])
    assert "\n<00:00:01.200>Hello <00:00:01.500>there,&lt;b&gt;\n<00:00:02.250>you\n" in text
    (cue,) = parse_subtitles(text).cues
    assert [(word.start_s, word.end_s) for word in cue.words] == [(1.2, 1.5), (1.5, 2.25), (2.25, 3.0)]
    assert validate_cues([cue], 10) == (cue,)


@settings(deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=3))
def test_words_change_nothing_else(parts: list[tuple[int, int, str]]) -> None:
    cues = laid(parts)
    read = parse_subtitles(to_vtt(map(with_words, cues))).cues
    assert millis(read) == millis(cues)
    validate_cues(read, 10_000)


@pytest.mark.parametrize("tags", [("00:09.000", "00:02.000"), ("00:01.000", "00:01.000"), ("00:00.500", "00:02.000")])
def test_tags_out_of_order_are_left_out(tags: tuple[str, str]) -> None:
    body = "one <{}>two <{}>three".format(*tags)
    assert parse_subtitles(f"WEBVTT\n\n00:01.000 --> 00:03.000\n{body}\n").cues == (Cue(1, 3, "one two three"),)


def test_the_written_files_are_what_players_expect() -> None:
    cues = (Cue(0, 1, "C:\\New --> {x}"), Cue(3725.5, 3726.004, "two\nlines & <b>"))
    assert to_srt(cues) == (
        "1\n00:00:00,000 --> 00:00:01,000\nC:\\\u2060New --\u2060> {x}\n\n"
        "2\n01:02:05,500 --> 01:02:06,004\ntwo\nlines & <\u2060b>\n"
    )
    assert "two\nlines &amp; &lt;b&gt;" in to_vtt(cues)
    assert to_ass(cues).splitlines()[-1] == (
        "Dialogue: 0,1:02:05.50,1:02:06.00,Default,ms 3725500 3726004,0,0,0,,two\\Nlines & <b>"
    )


def test_an_event_that_was_moved_since_has_its_new_times() -> None:
    moved = to_ass([Cue(1.004, 2, "x")]).replace("0:00:01.00", "0:00:01.50")
    assert parse_subtitles(moved).cues == (Cue(1.5, 2, "x"),)


def test_blank_lines_and_missing_numbers_are_read() -> None:
    srt = "0:01.5 --> 0:02.25\n42\n\nb\n\n7\n00:00:03,000 --> 00:00:04,000 X1:40\n12\n"
    assert parse_subtitles(srt).cues == (Cue(1.5, 2.25, "42\nb"), Cue(3, 4, "12"))


TIMES = ["00:00:01,000 --> 00:00:02,000", "99:99.9 --> 1:0.0", "0,0:00:01.00,0:00:02.00,,,"]
HEADS = ["WEBVTT", "[Events]", "Format: Text, Start", "Format: Start, End, Text", "Dialogue: ", *TIMES]
MARKS = [
    "<00:00:01.500>",
    "{\\",
    "{\\p1}",
    "-->",
    "<",
    "{",
    "}",
    "\\N",
    "&#",
    "&lt",
    ",",
    "\n",
    "\n\n",
    "\ufeff",
    "1",
    "text",
]
SCRAPS = st.sampled_from([*HEADS, *MARKS])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(SCRAPS, max_size=40).map("".join)))
def test_no_file_crashes_the_reader(data: str | bytes) -> None:
    try:
        cues = parse_subtitles(data).cues
    except InvalidInputError:
        return
    assert cues
    assert all(cue.text == clean_text(cue.text) for cue in cues)


@pytest.mark.slow
@pytest.mark.parametrize(
    "scrap", ["<", "{", "{\\", "-->", "0", "<a", "\n", "&#1", "\\", "\u2060", "0:00:01.0 --> ", "--", "<a\u2060"]
)
@pytest.mark.parametrize("head", ["WEBVTT\n\n", "", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,"])
def test_no_file_makes_the_reader_slow(head: str, scrap: str) -> None:
    times = "00:00:01.000 --> 00:00:02.000\n" if not head.startswith("[") else ""
    data = head + times + "x" + scrap * (200_000 // len(scrap))
    start = time.process_time()
    with contextlib.suppress(InvalidInputError):
        parse_subtitles(data)
    assert time.process_time() - start < 2
