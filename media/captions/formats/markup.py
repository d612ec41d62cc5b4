"""Takes the markup out of texts of subtitle files, and leaves what is text: `a<b and c>d` has none.

Every pattern reads a text once, so that no text can make it slow.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

JOINER = "\u2060"
"""An invisible character that is put into text which a format would take for markup, and removed on reading."""

_NAMED = (
    "b i u s em strong strike del ins small big sub sup tt code mark blink center q ruby rb rtc rt rp c v bold italic "
    "font span a img lang style script body html head h1 h2 h3 h4 h5 h6 ul ol table tr td th tbody pre hr marquee nobr "
    "meta section article label button input iframe object embed link title blockquote abbr cite svg video audio track "
    "source br p div li sync sami"
)
_NAMES = frozenset(_NAMED.split())
_BREAKS = frozenset({"br", "p", "div", "li"})
_NAMING = frozenset({"v", "lang"})
_OPENING = _NAMING | {"font", "span"}
_TAG = re.compile(r"<([ \t]?/?[ \t]?)([a-zA-Z][a-zA-Z0-9]{0,11})([^<>]*)>")
_CUT_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,11})([^<>\n]*)(?=\n|<|\Z)")
_CUT_END = re.compile(r"</([a-zA-Z][a-zA-Z0-9]{0,11})(?![\w>])")
_MOST_NESTED = 4
_CUT_NAME = re.compile(r"</?[a-zA-Z]{0,6}\Z")
_ANY_TAG = re.compile(r"<(?=/?[a-zA-Z/\d.]|>)[^<>]*>")
_WORD_TIME = re.compile(r"<(?:\d{1,6}:){1,2}\d{1,2}[.,]\d{1,3}>")
_RUBY = re.compile(r"<rt(?:\.[^<>\s]*)?>([^<>]*)(?:</rt>)?", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")
_CUT_OVERRIDE = re.compile(r"\{\\[a-zA-Z0-9]+(?:\([^(){}\s]*\)?)?[^{}\s]*")


def without_markup(text: str) -> str:
    """The text of a SubRip caption: tags, ASS's tags in braces and entities become what they mean, or nothing."""
    return _plain_entities(_without_tags(_without_overrides(without_word_times(text))))


def without_word_times(text: str) -> str:
    """The text without tags that say when a word is spoken, such as `<00:01.500>`."""
    return _WORD_TIME.sub("", text) if "<" in text else text


def without_vtt_markup(text: str) -> str:
    """The text of a WebVTT caption, in which all that looks like a tag is one, but `a<b and c>d` is still text."""
    text = _without_tags(_without_overrides(text))
    return html.unescape(_ANY_TAG.sub(_kept, text))


def _without_overrides(text: str) -> str:
    return _CUT_OVERRIDE.sub("", _OVERRIDE.sub("", text)) if "{\\" in text else text


def _without_tags(text: str) -> str:
    for _ in range(_MOST_NESTED):  # what is left when a tag is gone may be one: `<f<i>ont color=red>`
        if "<" not in text:
            break
        text, tags = _without_outer_tags(text)
        if not tags:
            break
    return text


def _without_outer_tags(text: str) -> tuple[str, int]:
    closed = frozenset(found[2].lower() for found in _TAG.finditer(text) if "/" in found[1])
    bare, tags = _TAG.subn(lambda tag: _instead(tag, closed), _RUBY.sub(r"(\1)", text))
    bare = _CUT_END.sub(lambda tag: "" if tag[1].lower() in _NAMES else tag[0], _CUT_TAG.sub(_instead_of_cut, bare))
    return (_CUT_NAME.sub("", bare) if tags else bare), tags and len(text) - len(bare)


def _instead(tag: re.Match[str], closed: frozenset[str]) -> str:
    """What stands for something that looks like a tag: nothing, the end of a line, or itself, if it is text."""
    lead, name, rest = tag[1], tag[2].lower(), tag[3]
    if name not in _NAMES or (lead and "/" not in lead and name not in _BREAKS | closed):
        return tag[0]
    bare = "/" in lead or rest[:1] in {".", ":"} or rest.strip() in {"", "/"}
    described = rest[:1].isspace() and ("=" in rest or name in _NAMING)
    if not bare and not described:
        return tag[0]
    return "\n" if name in _BREAKS else ""


def _instead_of_cut(tag: re.Match[str]) -> str:
    """What stands for the beginning of a tag that has no end, such as `<font color="`."""
    name, rest = tag[1].lower(), tag[2]
    is_tag = (rest[:1].isspace() and ("=" in rest or name in _OPENING)) or (name == "c" and rest[:1] == ".")
    return "" if name in _NAMES and is_tag else tag[0]


def _kept(tag: re.Match[str]) -> str:
    """What stays in WebVTT of something that looks like a tag: all of it if it is words between two signs."""
    found = _TAG.fullmatch(tag[0])
    is_text = found and found[2].lower() in _NAMES - _NAMING and found[3][:1].isspace() and "=" not in found[3]
    return tag[0] if is_text else ""


def _plain_entities(text: str) -> str:
    return ENTITY.sub(_meant, text) if "&" in text else text


def _meant(entity: re.Match[str]) -> str:
    if entity[0].startswith("&#"):
        return html.unescape(entity[0])
    return html5.get(entity[0][1:], entity[0])
