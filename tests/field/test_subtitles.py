"""Subtitle files as people have them: what is odd about them is read or mended, and told; nothing but text is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footage.errors import InvalidInputError
from media.captions.formats.rows import Row, row_of
from media.captions.mending import MAX_FILE_CUES, mended
from media.captions.model import MAX_CUE_CHARS, Cue, clean_text, validate_cues
from media.captions.subtitles import SubtitleFile
from tests.mended_files import FILM_S, Shown, read, shown


def srt(*cues: str, text: str = "x") -> str:
    return "\n\n".join(f"{number}\n{times}\n{text}{number}" for number, times in enumerate(cues, 1))


A, B, C = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000", "00:00:05,000 --> 00:00:06,000"

MENDED: dict[str, tuple[str, Shown, str]] = {
    "two overlap": (
        srt("00:00:01,000 --> 00:00:02,900", "00:00:02,100 --> 00:00:03,000"),
        [(1, 2.1, "x1"), (2.1, 3, "x2")],
        "cue 1 ends where the next one begins: it overlapped it",
    ),
    "many overlap": (
        srt(*(f"00:00:0{s}.000 --> 00:00:0{s + 1}.500" for s in range(9))),
        [(s, s + 1, f"x{s + 1}") for s in range(8)] + [(8, 9.5, "x9")],
        "cues 1, 2, 3, 4, 5, 6 and 2 more end where the next one begins: they overlapped it",
    ),
    "two speak at once": (
        srt("00:00:01,000 --> 00:00:03,000", "00:00:01,100 --> 00:00:03,000"),
        [(1, 3, "x1\nx2")],
        "cue 2 is shown together with the cue before, over which it lay",
    ),
    "two speak, and the second begins before the first can be read": (
        srt(
            "00:00:01,000 --> 00:00:03,000",
            "00:00:01,500 --> 00:00:04,000",
            text="quite a long sentence that is said by ",
        ),
        [(1, 4, "quite a long sentence that is said by 1\nquite a long sentence that is said by 2")],
        "cue 2 is shown together with the cue before, over which it lay",
    ),
    "a sign that is covered by what is said": (
        "1\n00:00:01,000 --> 00:00:11,000\nTHE\nFIVE-COLORED\nCLOUDS\n\n2\n00:00:01,420 --> 00:00:03,000\n"
        + "word " * 6,
        [(1, 3.65, "THE FIVE-COLORED CLOUDS\nword word word word word word")],
        "cue 2 is shown together with the cue before, over which it lay",
    ),
    "backwards": (
        srt(A, "00:00:04,000 --> 00:00:03,500", C),
        [(1, 2, "x1"), (4, 4.8, "x2"), (5, 6, "x3")],
        "cue 2 ends before it begins, or at once; it is shown for as long as it takes to read",
    ),
    "no length": (srt("00:00:03,000 --> 00:00:03,000"), [(3, 3.8, "x1")], "cue 1 ends before it begins, or at once"),
    "no length, and one begins soon": (
        srt("00:00:03,000 --> 00:00:03,000", "00:00:03,400 --> 00:00:05,000"),
        [(3, 3.4, "x1"), (3.4, 5, "x2")],
        "cue 1 ends before",
    ),
    "past the end": (
        srt("00:00:10,000 --> 00:00:14,000", "00:00:20,000 --> 00:00:21,000"),
        [(10, 12, "x1")],
        "cue 1 is shortened to the film, which lasts 12.00 s",
    ),
    "after the end": (
        srt(A, "00:00:20,000 --> 00:00:21,000"),
        [(1, 2, "x1")],
        "cue 2 is outside the film, which lasts 12.00 s, and is left out",
    ),
    "before the start": (
        srt("-00:00:02,000 --> -00:00:01,000", "-00:00:01,000 --> 00:00:01,000"),
        [(0, 1, "x2")],
        "cue 1 is outside the film, which lasts 12.00 s, and is left out",
    ),
    "out of order": (
        srt(B, A, C),
        [(1, 2, "x2"), (3, 4, "x1"), (5, 6, "x3")],
        "cue 2 is not in order of time",
    ),
    "twice": (f"1\n{A}\nx\n\n2\n{A}\nx\n", [(1, 2, "x")], "cue 2 is a copy of the cue before and is left out"),
    "garbled times": (
        srt(A, "00:00:03,000 --> 00:00:19werwer,580", C),
        [(1, 2, "x1"), (5, 6, "x3")],
        "cue 2 has no readable times and is left out",
    ),
    "no times at all": (
        f"1\n{A}\nx1\n\n2\nx2\n\n3\n{C}\nx3",
        [(1, 2, "x1"), (5, 6, "x3")],
        "cue 2 has no readable times and is left out",
    ),
    "its own numbers": (
        f"118\n{A}\na\n\n119\n00:00:0x,000 --> 00:00:04,000\nb\n\n120\n{C}\nc",
        [(1, 2, "a"), (5, 6, "c")],
        "cue 119 has no readable times and is left out",
    ),
}


@pytest.mark.parametrize("case", MENDED)
def test_an_odd_cue_is_mended_and_told(case: str) -> None:
    data, cues, note = MENDED[case]
    assert shown(data) == cues
    assert any(said.startswith(note) for said in read(data).notes), read(data).notes


TIME = st.integers(-2000, 16_000)
TEXTS = st.sampled_from(["a", "b", "a\nb", "b\nc", "c\na\nb", "some words " * 60])
ROWS = st.lists(st.tuples(TIME, st.none() | TIME, TEXTS), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_mending_ends_in_valid_cues_and_changes_them_no_more(rows: list[tuple[int, int | None, str]]) -> None:
    found = tuple(
        Row(number, start / 1000, None if end is None else end / 1000, clean_text(text))
        for number, (start, end, text) in enumerate(rows, 1)
    )
    try:
        once = mended(SubtitleFile("srt", found), FILM_S)
    except InvalidInputError:
        return
    assert validate_cues(once.cues, FILM_S) == once.cues
    again = mended(SubtitleFile("srt", tuple(row_of(n, cue) for n, cue in enumerate(once.cues, 1))), FILM_S)
    assert (again.cues, again.notes) == (once.cues, ())


def test_a_good_file_is_told_nothing_of() -> None:
    assert read(srt(A, B, C)).notes == ()


def test_a_long_cue_is_divided_between_words() -> None:
    found = read(f"1\n00:00:00,000 --> 00:00:10,000\n{'some words ' * 60}\n")
    assert len(found.cues) == 2
    assert all(len(cue.text) <= MAX_CUE_CHARS and cue.text.endswith(("some", "words")) for cue in found.cues)
    assert " ".join(cue.text for cue in found.cues) == ("some words " * 60).strip()
    assert found.notes == (f"cue 1 is longer than {MAX_CUE_CHARS} letters and is divided",)


def test_a_file_of_another_film_is_refused_with_its_first_time() -> None:
    with pytest.raises(InvalidInputError, match="first begins at 36020 s, and the film lasts 12") as refusal:
        read(srt("10:00:20,000 --> 10:00:22,000"))
    assert "count from 1 or 10 hours" in refusal.value.hint


TIMES = {
    "00:00:04 --> 00:00:06": (4, 6),
    "00:00:04,5 --> 00:00:06,25": (4.5, 6.25),
    "00:00:04:500 --> 00:00:06:000": (4.5, 6),
    "00:00:04.500 -> 00:00:06.000": (4.5, 6),
    "00:00:04,500-->00:00:06,000": (4.5, 6),
    "00:00:04,500 — > 00:00:06,000": (4.5, 6),
    "00:00:04,500 → 00:00:06,000": (4.5, 6),
    "00:00:04,500 --&gt; 00:00:06,000": (4.5, 6),
    "00:00:04,500 - 00:00:06,000": (4.5, 6),
    "00:00:04,500 > 00:00:06,000": (4.5, 6),
    "00:00:04,500 ==> 00:00:06,000": (4.5, 6),
    "00: 00: 04, 500 -> 00: 00: 06, 000": (4.5, 6),
    "00.00.04,500 --> 00.00.06,000": (4.5, 6),
    "0:4,5 --> 0:6": (4.5, 6),
    "00:04.500 --> 00:06.000": (4.5, 6),
    "00:00:04;500 --> 00:00:06;000": (4.5, 6),
    "00:00:04,5004 --> 00:00:06,0001": (4.5, 6),
    "００：００：０４，５００ --> ００：００：０６，０００": (4.5, 6),
    "٠٠:٠٠:٠٤,٥٠٠ --> ٠٠:٠٠:٠٦,٠٠٠": (4.5, 6),
    "  00:00:04,500 --> 00:00:06,000  X1:40 X2:600 Y1:20 Y2:50": (4.5, 6),
    "00:00:04,500 --> 00:00:06,000 align:start position:0%": (4.5, 6),
    "2 00:00:04,500 --> 00:00:06,000": (4.5, 6),
    "\ufeff00:00:04,500 --> 00:00:06,000": (4.5, 6),
}


@pytest.mark.parametrize("times", TIMES)
def test_times_are_read_however_they_are_written(times: str) -> None:
    alone = f"2\n{times}\ntwo\n"
    among = f"1\n{A}\none\n\n{alone}\n3\n00:00:07,000 --> 00:00:09,000\nthree\n"
    assert shown(alone) == [(*TIMES[times], "two")]
    assert shown(among) == [(1, 2, "one"), (*TIMES[times], "two"), (7, 9, "three")]


GARBLED = [
    "00:00:01,000 --> 00:00:19werwer,580", "00:00:04,000 -->", "--> 00:00:04,000", "-->", "soon --> later",
    "00:00:0a,000 --> 00:00:04,000", "00:00:04,000 -> 00:00:0l,000", "00:00:04,000", "00:00:04,000 00:0",
    "2 00:00:04,000 --> x", "00:00:04,000 → ?", "00:00 --> 1", "see: --> x",
]  # fmt: skip


@pytest.mark.parametrize("line", GARBLED)
def test_what_was_meant_for_times_is_never_drawn(line: str) -> None:
    for data in (f"1\n{A}\none\n\n2\n{line}\ntwo\n\n3\n{C}\nthree\n", f"1\n{A}\none\n{line}\ntwo\n{C}\nthree\n"):
        assert shown(data) == [(1, 2, "one"), (5, 6, "three")]
        assert "no readable times" in read(data).notes[0]


@pytest.mark.parametrize("number", ["2", "2.", "#2", "[2]", "2)", "\ufeff2", "Subtitle 2", "Cue 2:", "Untitel 2", "02"])
def test_a_number_is_not_drawn_whatever_stands_around_it(number: str) -> None:
    assert shown(f"1\n{A}\none\n\n{number}\n{B}\ntwo\n") == [(1, 2, "one"), (3, 4, "two")]


def test_numbers_that_are_said_stay() -> None:
    data = f"1\n{A}\nIn 1969:\n\nApollo 11\n\n2\n{B}\n42\n\n3\n{C}\n10:30 - 11:45\n"
    assert [text for _, _, text in shown(data)] == ["In 1969:\nApollo 11", "42", "10:30 - 11:45"]


MARKUP = {
    "first<br>second": "first\nsecond",
    "first<BR/>second": "first\nsecond",
    "first<br />second": "first\nsecond",
    "<p>first</p><p>second</p>": "first\nsecond",
    "If a<b and c>d then stop": "If a<b and c>d then stop",
    "1 < 2 > 0 and a < b": "1 < 2 > 0 and a < b",
    "I <3 you": "I <3 you",
    "<ann@example.org> said": "<ann@example.org> said",
    "<laughs> oh": "<laughs> oh",
    "<i>so</i> <FONT color='#ff0'>it</FONT> <b>is</b>": "so it is",
    "< i >so< / i >": "so",
    "<c.yellow.bg_blue>so</c>": "so",
    "<v Ann>so": "so",
    "{\\an8}so {\\i1}it{\\i0}": "so it",
    "so <font color=\"#ffff": "so",
    "so</i": "so",
    "Tom &amp; Ann&#39;s &lt;3": "Tom & Ann's <3",
    "AT&T, R&D; &c": "AT&T, R&D; &c",
    "<ruby>漢<rt>かん</rt></ruby>字": "漢(かん)字",
    "so <v Ann": "so",
}  # fmt: skip


LEFT_OVER = {
    "first\\Nsecond": "first\nsecond",
    "first \\n second": "first\nsecond",
    "so\\hit": "so\u00a0it",
    "C:\\New\\Notes": "C:\\New\\Notes",
    "\\newline": "\\newline",
    "n,,0,0,0,,so, it": "so, it",
    "12,0,Default,,0000,0000,0000,,so": "so",
    "1,000,000, or 2,000,000": "1,000,000, or 2,000,000",
}


@pytest.mark.parametrize("text", LEFT_OVER)
def test_what_is_left_of_ass_is_not_drawn(text: str) -> None:
    assert shown(f"1\n{A}\n{text}\n") == [(1, 2, LEFT_OVER[text])]


def test_the_number_of_a_caption_that_is_missing_is_not_drawn() -> None:
    assert shown(f"1\n{A}\nso\n\n2\n") == [(1, 2, "so")]
    assert shown(f"1\n{A}\nso\n\n42\n") == [(1, 2, "so\n42")]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_goes_and_text_stays(text: str) -> None:
    assert shown(f"1\n{A}\n{text}\n") == [(1, 2, MARKUP[text])]


@pytest.mark.parametrize("text", [text for text in MARKUP if "<laughs>" not in text and "@" not in text])
def test_webvtt_has_the_same_markup(text: str) -> None:
    times = A.replace(",", ".")
    assert shown(f"WEBVTT\n\n{times}\n{text}\n") == [(1, 2, MARKUP[text])]


YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00.160 --> 00:02.389 align:start position:0%
{blank}
hello<00:00.480><c> and</c><00:01.000><c> welcome</c>

00:02.389 --> 00:02.399 align:start position:0%
hello and welcome
{blank}

00:02.399 --> 00:04.000 align:start position:0%
hello and welcome
to<00:02.800><c> the</c><00:03.200><c> talk</c>

00:04.000 --> 00:04.010 align:start position:0%
to the talk
{blank}
"""


@pytest.mark.parametrize("blank", [" ", "", "\u200b"])
def test_rolling_captions_show_each_phrase_once(blank: str) -> None:
    found = read(YOUTUBE.format(blank=blank).replace("\u200b", " \u00a0"))
    assert [(cue.start_s, cue.end_s, cue.text) for cue in found.cues] == [
        (0.16, 2.399, "hello and welcome"),
        (2.399, 4.01, "to the talk"),
    ]
    assert [(word.start_s, word.text) for word in found.cues[1].words] == [(2.399, "to"), (2.8, "the"), (3.2, "talk")]
    assert found.notes == ("the captions roll up: each phrase is shown once, and 3 repeats are left out",)


def test_rolling_captions_that_became_srt_show_each_phrase_once() -> None:
    times = ["00:00:00,160 --> 00:00:02,389", "00:00:02,389 --> 00:00:02,399", "00:00:02,399 --> 00:00:04,000"]
    texts = ["hello and", "hello and\n ", "hello and\nwelcome"]
    data = "\n\n".join(f"{n}\n{time}\n{text}" for n, (time, text) in enumerate(zip(times, texts, strict=True), 1))
    assert shown(data) == [(0.16, 2.399, "hello and"), (2.399, 4, "welcome")]


def test_what_is_said_twice_is_shown_twice() -> None:
    data = f"1\n{A}\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n\n3\n00:00:03,000 --> 00:00:04,000\nNo.\nNever.\n"
    assert [text for _, _, text in shown(data)] == ["No.", "No.", "No.\nNever."]


ENCODED = {
    "windows-1252": "Don’t – “it” costs 5 €, Šíma œuvre…",
    "windows-1251": "Привет",
    "koi8-r": "Привет, как дела?",
    "windows-1253": "Καλημέρα, τι κάνεις;",
    "windows-1256": "مرحبا كيف حالك",
    "shift_jis": "何と言えばいいか分かりません。",
    "gbk": "我不知道该说什么。",
    "utf-16": "Привет",
    "utf-16-le": "Grüße, 你好",
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_every_letter_is_read_whatever_the_file_is_in(encoding: str) -> None:
    found = read(f"1\n{A}\n{ENCODED[encoding]}\n".encode(encoding))
    assert [cue.text for cue in found.cues] == [ENCODED[encoding]]
    told = f"the file does not say in which encoding it is; it is read as {encoding}".replace("gbk", "gb18030")
    assert found.notes == (() if encoding.startswith("utf") else (told,))


HOSTILE: dict[str, str | bytes] = {
    "entities": '<!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tt><body><p begin="1s" dur="2s">&b;</p></body>',
    "another file": '<!DOCTYPE tt SYSTEM "file:///etc/passwd"><tt><body><div/></body></tt>',
    "nested json": "[" * 200_000,
    "nested xml": "<tt><body>" + "<div>" * 100_000,
    "pictures": b"\x00\x00\x01\xba\x44\x00\x04" * 900,
    "an archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" * 90,
    "a great many lines": "\n" * 400_000,
    "data": 'WEBVTT\n\n00:01.000 --> 00:02.000\n{"width": 32,\n"lines": 5}\n',
    "thumbnails": "WEBVTT\n\n00:01.000 --> 00:02.000\nsprite.jpg#xywh=0,0,160,90\n",
    "pictures by name": "WEBVTT\n\n00:01.000 --> 00:02.000\nthumbs/image1.jpg\n",
    "a document": "{\\rtf1\\ansi 00:03:43:00 --> 00:03:49:00\\par so}",
    "nothing timed": '{"text": "so"}',
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_subtitle_file_is_refused_with_a_hint(kind: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read(HOSTILE[kind])
    assert refusal.value.hint


def test_more_cues_than_a_film_has_are_refused() -> None:
    rows = tuple(Row(number, number, number + 0.5, f"x{number}") for number in range(MAX_FILE_CUES + 1))
    with pytest.raises(InvalidInputError, match="10001 cues; the limit is 10000"):
        mended(SubtitleFile("srt", rows), 20_000)


def test_typed_cues_are_still_refused_by_name() -> None:
    with pytest.raises(InvalidInputError, match="Cues 1 and 2 overlap"):
        validate_cues([Cue(1, 2.9, "a"), Cue(2.1, 3, "b")], FILM_S)
