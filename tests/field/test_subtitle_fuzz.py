"""Damaged subtitle files, made from good ones by seed: nothing crashes, and nothing is drawn but text.

`FOOTAGE_TEST_EVERYTHING=1` tries 20,000 of them, otherwise a few hundred. What fails names its seed: `check(seed)`.
"""

from __future__ import annotations

import os
import random
import re

import pytest

from footage.errors import InvalidInputError
from media.captions.formats.rows import row_of
from media.captions.mending import MAX_FILE_CUES, mended
from media.captions.model import Cue, validate_cues
from media.captions.subtitles import SubtitleFile, parse_subtitles, to_ass, to_srt, to_vtt

FILM_S = 11.98
GROUPS = 20
A_GROUP = 1000 if os.environ.get("FOOTAGE_TEST_EVERYTHING") else 25

FILES = {
    "srt": (
        "1\n00:00:01,000 --> 00:00:02,500\n<i>so it</i> is\nfor us\n\n2\n00:00:03,000 --> 00:00:04,000\n"
        "{\\an8}Grüße, все\n\n"
        '3\n00:00:05,000 --> 00:00:06,000\n- <font color="#ff0000">ja</font>\n- nein &amp; doch\n\n'
        "4\n00:00:06,000 --> 00:00:09,000\nlast<br>line\n"
    ),
    "vtt": (
        "WEBVTT\nKind: captions\n\nNOTE a note\n\nintro\n00:01.000 --> 00:02.500 align:start\n \n"
        "so<00:01.500><c> it</c>\n\n"
        "00:02.500 --> 00:02.510\nso it\n \n\n00:02.510 --> 00:05.000\nso it\n<v Ann>is &lt;now&gt;</v>\n\n"
        "STYLE\n::cue { color: red }\n\n00:00:06.000 --> 00:00:07.000\n漢字 <b>ja</b>\n"
    ),
    "ass": (
        "[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, "
        "MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\pos(1,2)}so, it\\Nis\n"
        "Dialogue: 0,0:00:02.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}ja {\\i1}doch\n"
        "Comment: 0,,,,,,,,,no\n"
    ),
    "ttml": (
        '<?xml version="1.0" encoding="utf-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><body><div begin="0.5s">'
        '<p begin="00:00:01.000" end="00:00:02.500">so<br/>it <span>is</span></p><p begin="3s" dur="1s">ja &amp;</p>'
        "</div></body></tt>"
    ),
    "sbv": "0:00:01.000,0:00:02.500\nso\nit\n\n0:00:03.000,0:00:04.000\nis\n",
    "lrc": "[ti:so]\n[offset:100]\n[00:01.00]so it\n[00:02.50][00:07.00]<00:02.50> is <00:03.00> now\n[00:04.00]\n",
    "microdvd": "{1}{1}25\n{25}{50}so|it\n{60}{90}{y:i}is\n",
    "json": (
        '{"segments": [{"start": 1.0, "end": 2.5, "text": " so it", "words": '
        '[{"word": " so", "start": 1.0, "end": 1.4}, '
        '{"word": " it", "start": 1.5, "end": 2.5}]}, {"start": 3, "end": 4, "text": "is"}]}'
    ),
    "sami": "<SAMI><BODY>\n<SYNC Start=1000><P Class=ENCC>so<br>it\n<SYNC Start=2500><P>&nbsp;\n</BODY></SAMI>",
}
SCRAPS = [
    "-->", "->", "00:00:02,000", "00:00:09,000 --> 00:00:01,000", "99:99:99,999", "-", ":", ",", "\n", "\n\n", " \n",
    "<", ">", "</", "<i>", "<b", "</font>", "{\\", "{\\an8}", "}", "\\N", "&", "&#", "&amp;", "\ufeff", "\u2060",
    "\x00", "WEBVTT\n\n", "[Events]\n", "Dialogue: ", "NOTE", "1", "2\n", "[", "]", "{", '"', "null", "é", "字", "🚀",
]  # fmt: skip
TIMED = ("srt", "vtt")
"""In these, what has an arrow or looks like a tag cannot be text; elsewhere a field says what is text."""

ESCAPE = "\u2060"
"""What is behind it is text, whatever it looks like: so Footage writes it."""

DRAWN_ARROW = re.compile(r"\d\s*-->|-->\s*\d")
DRAWN_TIME = re.compile(r"-->|^\s*\d{1,2}:\d{2}:\d{2}[,.]\d{3}\s*(?:$|[-→>])", re.MULTILINE)
DRAWN_MARKUP = re.compile(r"</?(?:i|b|u|font|br)\s*/?>|</(?:i|b|u|font|c|v)\b|<font\s[^<>]*=|\{\\(?:an|pos|i|b|p)\d")


def damaged(number: int) -> tuple[str, bytes]:
    chance = random.Random(number)
    kind = chance.choice(list(FILES))
    text = FILES[kind]
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        text = changed(text, chance)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251"))
    data = text.encode(encoding, "replace")
    if chance.random() < 0.2:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(1, 5))) + data[at + 1 :]
    return kind, data


def changed(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    size = chance.choice((1, 1, 2, 5, 30))
    how = chance.randrange(7)
    if how == 0:
        return text[:at] + text[at + size :]
    if how == 1:
        return text[:at] + chance.choice(SCRAPS) + text[at:]
    if how == 2:
        return text[:at] + text[at : at + size] * 2 + text[at + size :]
    if how == 3:
        return text[:at] + chance.choice(SCRAPS) + text[at + size :]
    if how == 4:
        lines = text.split("\n")
        chance.shuffle(lines) if chance.random() < 0.1 else lines.insert(chance.randrange(len(lines)), lines.pop())
        return "\n".join(lines)
    if how == 5:
        return re.sub(
            r"\d", lambda digit: chance.choice((digit[0], digit[0], digit[0], str(chance.randrange(10)))), text
        )
    return text[:at] if chance.random() < 0.2 else text + "\n" + text[at:]


def millis(cues: tuple[Cue, ...]) -> list[tuple[int, int, str]]:
    return [(round(cue.start_s * 1000), round(cue.end_s * 1000), cue.text) for cue in cues]


def check(number: int) -> None:
    kind, data = damaged(number)
    try:
        file = parse_subtitles(data, fps=25.0)
        found = mended(file, FILM_S)
    except InvalidInputError:
        return
    assert validate_cues(found.cues, FILM_S, most=MAX_FILE_CUES) == found.cues, number
    again = mended(SubtitleFile("srt", tuple(row_of(n, cue) for n, cue in enumerate(found.cues, 1))), FILM_S)
    assert (again.cues, again.notes) == (found.cues, ()), number
    if kind in TIMED and file.kind in TIMED and ESCAPE not in data.decode("utf-8", "ignore"):
        for cue in found.cues:
            assert not (DRAWN_TIME if file.kind == "srt" else DRAWN_ARROW).search(cue.text), (number, cue.text)
            assert not DRAWN_MARKUP.search(cue.text), (number, cue.text)
    for write in (to_srt, to_vtt, to_ass):
        assert millis(parse_subtitles(write(found.cues)).cues) == millis(found.cues), (number, write)


@pytest.mark.parametrize("group", range(GROUPS))
def test_damaged_files_are_mended_or_refused(group: int) -> None:
    for number in range(group * A_GROUP, (group + 1) * A_GROUP):
        check(number)
