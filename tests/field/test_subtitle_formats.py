"""The formats that people have beside SubRip and WebVTT, and what recognisers of speech write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.mended_files import Shown, read, shown

A, B = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"

WHOLE: dict[str, tuple[str | Any, Shown]] = {
    "ass": (
        "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Sign,{\\p1}m 0 0 l 9 9{\\p0}so {\\fnC:\\x.ttf\\b1}it{\\b0},\\Nis {cut\n"
        "Comment: 0,0:00:01.00,0:00:02.00,Sign,no\nDialogue: 0,soon,0:00:09.00,Sign,no\n",
        [(1, 2, "so it,\nis {cut")],
    ),
    "ttml": (
        '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:p="http://www.w3.org/ns/ttml#parameter" '
        'p:frameRate="25" p:tickRate="1000"><body><div begin="1s"><!-- no -->\n<p begin="00:00:00.000" '
        'end="00:00:01:00">so\n  <span>it</span><br/>is &amp; &nbsp;was</p><p begin="2000t" dur="500ms">then</p>'
        "</div></body></tt>",
        [(1, 2, "so it\nis & \u00a0was"), (3, 3.5, "then")],
    ),
    "ttml, absolute": (
        '<tt><body dur="0:10"><div begin="4" end="7"><p begin="4" end="5">so</p>'
        '<p begin="6" end="7">it</p></div></body></tt>',
        [(4, 5, "so"), (6, 7, "it")],
    ),
    "youtube xml": ('<transcript><text start="1" dur="1">it&amp;#39;s</text></transcript>', [(1, 2, "it's")]),
    "scc, popping on": (
        "Scenarist_SCC V1.0\n\n00:00:01;00\t9420 9420 94d0 94d0 c8e9 2c80 9470 9470 9723 f468 e5f2 6580 91b3 "
        "942f 942f\n\n"
        "00:00:03;00\t942c 942c\n",
        [(1.434, 3, "Hi,\nthere\u00bf")],
    ),
    "scc, rolling up": (
        "Scenarist_SCC V1.0\n\n00:00:01;00\t9425 9425 94ad 94ad 9470 9470 c8e9\n\n00:00:02;00\t9425 9425 94ad 94ad "
        "9470 9470 f468 e5f2 6580\n\n00:00:03;00\t942c\n",
        [(1.2, 2.067, "Hi"), (2.2, 3, "there")],
    ),
    "scc, painted on": (
        "Scenarist_SCC V1.0\n\n00:00:01;00\t9429 9429 9470 9470 c8e9 e580 92a1 1c20 e1e1 1420\n\n00:00:02;00\t9429 "
        "9429 9470 9470 f468 e5f2 6580\n\n00:00:03;00\t942c\n",
        [(1.133, 2.133, "Hi\u00c9"), (2.133, 3, "there")],
    ),
    "dvd studio pro": (
        "$FontName = Arial\n//a note\n00:00:01:00 , 00:00:02:00 , so, it | is\n00:00:03:05 , 00:00:04:00 , then\n",
        [(1, 2, "so, it\nis"), (3.2, 4, "then")],
    ),
    "dvd studio pro's neighbour": (
        "1 00:00:01:00 00:00:02:00 so it\nis\n2 00:00:03:00 00:00:04:00 then\n",
        [(1, 2, "so it\nis"), (3, 4, "then")],
    ),
    "a table": (
        '00:00:01:00,00:00:02:00,"so, it\n\nis"\n00:00:03:00,00:00:04:00,"he said ""then"""\n',
        [(1, 2, "so, it\nis"), (3, 4, 'he said "then"')],
    ),
    "a table with names": (
        "No.;Speaker;Start time (ms);End time (ms);Text\n1;Ann;1000;2000;so, it\n2;;3000;4000;then\n",
        [(1, 2, "so, it"), (3, 4, "then")],
    ),
    "sbv": ("0:00:01.000,0:00:02.000\nso[br]it\n\n0:00:03.000,0:00:04.000\nis\n", [(1, 2, "so\nit"), (3, 4, "is")]),
    "lrc": (
        "[ar:Ann]\n[offset:+500]\n[00:01.50][00:05.50]so\n[00:02.50]<00:02.50> it <00:03.00> is\n[00:04.50]\n",
        [(1, 2, "so"), (2, 4, "it is"), (5, 5.8, "so")],
    ),
    "lrc with translations": (
        "[00:01.000]so\n[00:01.000][tr:de]also\n[00:01.000][tt]<0,0><614,2><925>\n[00:02.000]\n",
        [(1, 2, "so\nalso")],
    ),
    "lrc with singers": ("[00:01.00]v1: <00:01.00>so <00:01.50>it\n[00:02.00]\n", [(1, 2, "so it")]),
    "lrc with two singers at once": ("[00:01.500]so\n[00:01.502]it\n[00:03.000]\n", [(1.5, 3, "so\nit")]),
    "lrc in hours": (
        "".join(f"[00:00:{second:02}]so {second}\n" for second in range(1, 11)),
        [*((second, second + 1, f"so {second}") for second in range(1, 10)), (10, 10.8, "so 10")],
    ),
    "microdvd": ("{1}{1}25\n{25}{50}so|{y:i}it\n", [(1, 2, "so\nit")]),
    "mpl2": ("[10][20]so|/it\n", [(1, 2, "so\nit")]),
    "tmplayer": ("00:00:01:so|it\n00:00:02:is\n", [(1, 2, "so\nit"), (2, 2.8, "is")]),
    "sami": ("<SAMI><BODY><SYNC Start=1000><P>so<br>it<SYNC Start=2000><P>&nbsp;</BODY>", [(1, 2, "so\nit")]),
    "sami in two languages": (
        "<SAMI><BODY><SYNC Start=1000><P Class=KRCC>so<P Class=ENCC>also\n<SYNC Start=2000<P Class=KRCC>&nbsp;\n"
        "<SYNC Start=3000><P Class=KRCC>it\n<SYNC Start=2000><P Class=ENCC>&nbsp;</BODY>",
        [(1, 2, "so"), (3, 3.8, "it")],
    ),
    "whisper tsv": ("start\tend\ttext\n1000\t2000\tso\n", [(1, 2, "so")]),
    "whisper console": ("[00:01.000 --> 00:02.000]  so it is\n", [(1, 2, "so it is")]),
    "in one line": (f"1 {A} so it 2 {B} is", [(1, 2, "so it"), (3, 4, "is")]),
    "fenced": (f"```srt\n1\n{A}\nso\n```", [(1, 2, "so")]),
    "escaped twice": (f"1\\n{A}\\nso\\nit\\n", [(1, 2, "so\nit")]),
    "whisper": ({"segments": [{"start": 1.0, "end": 2, "text": " so it"}], "language": "en"}, [(1, 2, "so it")]),
    "faster-whisper": ([{"id": 1, "start": 1.0, "end": 2.0, "text": " so it"}], [(1, 2, "so it")]),
    "whisper words": (
        {"words": [{"word": "so", "start": 1, "end": 1.5}, {"word": "it", "start": 1.5, "end": 2}]},
        [(1, 2, "so it")],
    ),
    "whisper.cpp": ({"transcription": [{"offsets": {"from": 1000, "to": 2000}, "text": " so"}]}, [(1, 2, "so")]),
    "transformers": ({"chunks": [{"timestamp": [1.0, 2.0], "text": " so"}, {"timestamp": [3, None], "text": "it"}]},
                     [(1, 2, "so"), (3, 3.8, "it")]),
    "aws": (
        {"results": {"transcripts": [{"transcript": "So, it."}], "items": [
            {"type": "pronunciation", "start_time": "1.0", "end_time": "1.4", "alternatives": [{"content": "So"}]},
            {"type": "punctuation", "alternatives": [{"content": ","}]},
            {"type": "pronunciation", "start_time": "1.5", "end_time": "2.0", "alternatives": [{"content": "it"}]},
            {"type": "punctuation", "alternatives": [{"content": "."}]}]}},
        [(1, 2, "So, it.")],
    ),
    "deepgram": (
        {"results": {"channels": [{"alternatives": [{"transcript": "so it", "words": [
            {"word": "so", "start": 1.0, "end": 1.4, "punctuated_word": "So"},
            {"word": "it", "start": 1.5, "end": 2.0, "punctuated_word": "it."}]}]}]}},
        [(1, 2, "So it.")],
    ),
    "assemblyai": ({"words": [{"text": "so", "start": 1000, "end": 1400}, {"text": "it", "start": 1500, "end": 2000}]},
                   [(1, 2, "so it")]),
    "google": (
        {"results": [{"alternatives": [{"words": [{"startTime": "1s", "endTime": "2s", "word": "so"}]}, {}]}]},
        [(1, 2, "so")],
    ),
    "youtube json": (
        {"events": [{"tStartMs": 1000, "dDurationMs": 1000,
                     "segs": [{"utf8": "so"}, {"utf8": " it", "tOffsetMs": 300}]}]},
        [(1, 2, "so it")],
    ),
    "azure": (
        {"recognizedPhrases": [{"offset": "PT1S", "duration": "PT1.5S", "nBest": [{"display": "So it."}, {}]}]},
        [(1, 2.5, "So it.")],
    ),
    "azure, fast": (
        {"phrases": [{"offsetMilliseconds": 1000, "durationMilliseconds": 1500, "text": "So it."}]},
        [(1, 2.5, "So it.")],
    ),
    "bare lists": ([["so it", 1.0, 2.0], ["is then", 3.0, 4.0]], [(1, 2, "so it"), (3, 4, "is then")]),
    "youtube list": ([{"text": "so", "start": 1.0, "duration": 1.0}], [(1, 2, "so")]),
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
def test_other_formats_are_read(kind: str) -> None:
    data, cues = WHOLE[kind]
    assert shown(data if isinstance(data, str) else json.dumps(data)) == cues


def test_a_transcripts_words_keep_their_times() -> None:
    words = [{"word": " so", "start": 1.0, "end": 1.4}, {"word": " it", "start": 1.4, "end": 2.0}]
    (cue,) = read(json.dumps({"segments": [{"start": 1.0, "end": 2.0, "text": " so it", "words": words}]})).cues
    assert [(word.start_s, word.end_s, word.text) for word in cue.words] == [(1, 1.4, "so"), (1.4, 2, "it")]


def test_a_songs_syllables_are_the_times_of_its_words() -> None:
    (cue,) = read("[Events]\nDialogue: 0,0:00:01.00,0:00:03.00,,,0,0,0,,{\\k20}so{\\kf30}ng {\\k50}it {\\K40}is\n").cues
    assert [(word.start_s, word.end_s, word.text) for word in cue.words] == [
        (1, 1.5, "song"),
        (1.5, 2, "it"),
        (2, 2.4, "is"),
    ]


def test_what_syllables_fly_about_is_read_as_the_line_that_they_are_made_of() -> None:
    head = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    song = "Comment: 0,0:00:01.00,0:00:02.00,Song,,0,0,0,karaoke,{\\k50}so{\\k50}ng\n"
    flying = "".join(
        f"Dialogue: 0,0:00:01.00,0:00:02.00,Song,,0,0,0,fx,{{\\pos(1,2)}}{part}\n" for part in ("so", "ng")
    )
    said = "Dialogue: 0,0:00:03.00,0:00:04.00,Said,,0,0,0,,it is\n"
    template = "Comment: 0,0:00:00.00,0:00:00.00,Song,,0,0,0,template syl,{\\pos(!x!,2)}\n"
    assert shown(head + template + song + flying + said) == [(1, 2, "song"), (3, 4, "it is")]
    assert shown(head + said + flying) == [(1, 2, "so\nng"), (3, 4, "it is")]


def test_what_youtube_heard_keeps_the_times_of_its_words() -> None:
    body = '<p t="1000" d="1000" w="1"><s ac="9">so</s><s t="400"> it</s></p><p t="2000" d="500" a="1">\n</p>'
    (cue,) = read(f'<timedtext format="3"><body>{body}</body></timedtext>').cues
    assert [(word.start_s, word.end_s, word.text) for word in cue.words] == [(1, 1.4, "so"), (1.4, 2, "it")]


def stl(*texts: bytes, start: bytes = b"10000000") -> bytes:
    """A file of European broadcasters: a head, and a block for each text, two seconds after the one before."""
    head = bytearray(b" " * 1024)
    head[:14], head[256:264] = b"850STL25.01100", start
    blocks = b""
    for number, text in enumerate(texts, 1):
        times = bytes([10, 0, 2 * number - 1, 0, 10, 0, 2 * number, 5])
        blocks += bytes([0, number, 0, 0xFF, 0]) + times + bytes([20, 2, 0]) + text.ljust(112, b"\x8f")
    return bytes(head) + blocks


def test_stl_of_broadcasters_is_read() -> None:
    data = stl(b"\x0d\x0b\x0bSo, \xc8uber\xc2e?\x8a\x8a\x07it\xfb \xa4 5\x0a\x0a", b"then")
    assert shown(data) == [(1, 2.2, "So, \u00fcber\u00e9?\nit\u00df $ 5"), (3, 4.2, "then")]


def test_hours_from_which_broadcasters_count_are_taken_off() -> None:
    found = read(stl(b"so", b"then", start=b"00000000"))
    assert [(cue.start_s, cue.text) for cue in found.cues] == [(1, "so"), (3, "then")]
    assert found.notes == ("its times count from hour 10 on, as broadcasters' do, and are taken from there",)
