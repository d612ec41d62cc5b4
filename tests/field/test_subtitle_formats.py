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
    "sbv": ("0:00:01.000,0:00:02.000\nso[br]it\n\n0:00:03.000,0:00:04.000\nis\n", [(1, 2, "so\nit"), (3, 4, "is")]),
    "lrc": (
        "[ar:Ann]\n[offset:+500]\n[00:01.50][00:05.50]so\n[00:02.50]<00:02.50> it <00:03.00> is\n[00:04.50]\n",
        [(1, 2, "so"), (2, 4, "it is"), (5, 5.8, "so")],
    ),
    "microdvd": ("{1}{1}25\n{25}{50}so|{y:i}it\n", [(1, 2, "so\nit")]),
    "mpl2": ("[10][20]so|/it\n", [(1, 2, "so\nit")]),
    "tmplayer": ("00:00:01:so|it\n00:00:02:is\n", [(1, 2, "so\nit"), (2, 2.8, "is")]),
    "sami": ("<SAMI><BODY><SYNC Start=1000><P>so<br>it<SYNC Start=2000><P>&nbsp;</BODY>", [(1, 2, "so\nit")]),
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
