import pytest
from hypothesis import given
from hypothesis import strategies as st

from footage.errors import InvalidInputError
from media.captions.model import Cue, clean_text
from media.captions.subtitles import MAX_SUBTITLE_BYTES, parse_subtitles, to_srt, to_vtt

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
    assert parse_subtitles(data) == (HELLO, Cue(3, 4, second))


@pytest.mark.parametrize(
    "text", ["", "just prose", "WEBVTT\n\n", "00:00 --> later\nnothing", "[Events]\nDialogue: 0,soon,later,a,,0,0,0,,b"]
)
def test_refuses_what_is_no_subtitle_file(text: str) -> None:
    with pytest.raises(InvalidInputError, match="subtitles"):
        parse_subtitles(text)


def test_refuses_a_huge_file() -> None:
    with pytest.raises(InvalidInputError, match="2 MB"):
        parse_subtitles(b"1" * (MAX_SUBTITLE_BYTES + 1))


TEXT = st.text(st.sampled_from("abz äß漢ع{}\\N<>&;'\"-: ,.\n")).map(clean_text).filter(bool)


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(0, 999), TEXT), min_size=1, max_size=5))
def test_vtt_keeps_every_character(parts: list[tuple[int, int, str]]) -> None:
    cues, now = [], 0
    for length, gap, text in parts:
        cues.append(Cue((now + gap) / 1000, (now + gap + length) / 1000, text))
        now += gap + length
    read = parse_subtitles(to_vtt(cues))
    assert [(round(c.start_s * 1000), round(c.end_s * 1000)) for c in read] == [
        (round(c.start_s * 1000), round(c.end_s * 1000)) for c in cues
    ]
    assert [cue.text for cue in read] == [cue.text for cue in cues]


def test_the_written_files_read_back_as_they_were() -> None:
    cues = (Cue(0, 1, "C:\\New --> {x}"), Cue(3725.5, 3726, "two\nlines & <b>"))
    srt, vtt = to_srt(cues), to_vtt(cues)
    assert srt == (
        "1\n00:00:00,000 --> 00:00:01,000\nC:\\New → {x}\n\n2\n01:02:05,500 --> 01:02:06,000\ntwo\nlines & <b>\n"
    )
    assert "two\nlines &amp; &lt;b&gt;" in vtt
    assert parse_subtitles(vtt.encode()) == (Cue(0, 1, "C:\\New --> {x}"), cues[1])
    assert to_srt(parse_subtitles(srt.encode())[:1]) == to_srt((Cue(0, 1, "C:\\New → {x}"),))
