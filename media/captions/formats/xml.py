"""Reads subtitles in XML: TTML (DFXP, iTT, IMSC, Netflix), YouTube's timed text, and SAMI, which is nearly XML.

Nothing but the file is read: entities are not expanded, and neither other files nor addresses are opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.entities import html5
from itertools import pairwise
from typing import TYPE_CHECKING

from footage.errors import InvalidInputError
from media.captions.formats.clocks import offset_s
from media.captions.formats.markup import ENTITY, without_markup
from media.captions.formats.rows import Read, Row
from media.captions.formats.srt import garbled_notes
from media.captions.model import Word, clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_CLOCK = re.compile(r"\s*(\d{1,6}):(\d{1,2}):(\d{1,2})(?:([.,:;])(\d{1,9})(?:\.\d{1,9})?)?\s*")
_SHORT_CLOCK = re.compile(r"\s*(\d{1,4}):(\d{1,2}(?:[.,]\d{1,9})?)\s*")
_COUNTED = re.compile(r"\s*(\d{1,12}(?:\.\d{1,9})?)([ft])\s*")
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_DEEP = 100
_FEW_WORDS = 2
_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z]{2,31}\d{0,2};)")
_OF_XML = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"})
_SAMI_SYNC = re.compile(r"<[ \t]?sync\b[^<>]*?\bstart\s*=\s*[\"']?(-?\d{1,12})[^<>]*(?:>|(?=<))", re.IGNORECASE)
_SAMI_CLASS = re.compile(r"<[ \t]?p\b[^<>]*?\bclass\s*=\s*[\"']?([\w-]{1,40})[^<>]*(?:>|(?=<))", re.IGNORECASE)
_SAMI_END = re.compile(r"</(?:body|sami)>.*", re.IGNORECASE | re.DOTALL)


def read_xml(text: str) -> Read:
    """The captions of TTML or of YouTube's timed text.

    Raises:
        InvalidInputError: It declares entities, or is no such file.
    """
    root = _parsed(text)
    if root.find(".//{*}p[@t]") is not None or _name(root) == "timedtext":
        return _youtube(root.iter("{*}p"), "t", "d", 0.001)
    if _name(root) == "transcript":
        return _youtube(root.iter("{*}text"), "start", "dur", 1.0)
    told = _Ttml(root, absolute=_attribute(root, "timing") is not None)  # Apple's lyrics
    read = told.read()
    return _Ttml(root, absolute=True).read() if told.broken else read


def read_sami(text: str) -> Read:
    """SAMI: each text is shown until the next one; an empty one (`&nbsp;`) ends the one before.

    A file may hold several languages, each a class of its paragraphs; players show one of them.
    """
    text = _SAMI_END.sub("", text)
    starts = list(_SAMI_SYNC.finditer(text))
    ends = [*(found.start() for found in starts[1:]), len(text)][: len(starts)]
    said: dict[str, list[tuple[float, str]]] = {}
    for found, end in zip(starts, ends, strict=True):
        for name, part in _in_languages(text[found.end() : end]):
            words = clean_text(without_markup(_SPACE.sub(" ", part)))
            said.setdefault(name, []).append((int(found[1]) / 1000, words))
    whole = said.pop("", [])  # belongs to whichever language is shown
    best = max(said, key=lambda name: sum(bool(words) for _, words in said[name]), default="")
    others = [name for name in said if name != best and any(words for _, words in said[name])]
    shown = sorted([*said.get(best, ()), *whole], key=lambda one: one[0])
    told = f"the file has captions in several languages: {best} is shown, {', '.join(others)} is left out"
    following = [*(start_s for start_s, _ in shown[1:]), None][: len(shown)]
    rows = [
        Row(number, start_s, end_s, words)
        for number, ((start_s, words), end_s) in enumerate(zip(shown, following, strict=True), 1)
        if words
    ]
    return Read(rows, [told] if others else [])


def _in_languages(body: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of a moment, with the class of each; "" where it has none."""
    before, *parts = _SAMI_CLASS.split(body)
    if without_markup(before).strip() or not parts:
        yield "", before
    for name, part in zip(parts[::2], parts[1::2], strict=True):
        yield name.upper(), part


def _parsed(text: str) -> _Element:
    from lxml import etree

    if "<!ENTITY" in text.upper():
        raise InvalidInputError("The subtitles declare XML entities, which are not read.", hint="Leave them out.")
    text = _AMPERSAND.sub("&amp;", re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text))
    text = ENTITY.sub(lambda found: found[0] if found[0] in _OF_XML else html5.get(found[0][1:], ""), text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as exc:
        raise InvalidInputError("The subtitles are no XML that can be read.") from exc
    if root is None:
        raise InvalidInputError("The subtitles are no XML that can be read.")
    return root


def _youtube(elements: Iterator[_Element], start: str, length: str, unit_s: float) -> Read:
    rows, garbled = [], []
    for number, element in enumerate(elements, 1):
        start_s, length_s = offset_s(element.get(start) or ""), offset_s(element.get(length) or "")
        if start_s is None:
            garbled.append(number)
            continue
        text = clean_text(without_markup("".join(str(part) for part in element.itertext())))
        if text:
            end_s = None if length_s is None else (start_s + length_s) * unit_s
            words = tuple(_spoken(element, start_s * unit_s, end_s))
            rows.append(Row(number, start_s * unit_s, end_s, text, words))
    return Read(rows, garbled_notes(garbled))


def _spoken(element: _Element, start_s: float, end_s: float | None) -> Iterator[Word]:
    """The words of a caption that YouTube heard, each said until the next one; none if it does not say when."""
    parts = element.findall("{*}s")
    times_s = [start_s + (offset_s(part.get("t") or "0") or 0.0) / 1000 for part in parts]
    if len(parts) < _FEW_WORDS or end_s is None or not all(before < after for before, after in pairwise(times_s)):
        return
    for part, (since_s, until_s) in zip(parts, pairwise([*times_s, max(end_s, times_s[-1] + 0.1)]), strict=True):
        if said := clean_text(without_markup(part.text or "")):
            yield Word(since_s, until_s, said)


@dataclass(frozen=True, slots=True)
class _Span:
    """When an element is active, in seconds; `end_s` is None where only what is around it ends."""

    start_s: float
    end_s: float | None


class _Ttml:
    """https://www.w3.org/TR/ttml1/#timing: times of elements count from the start of what they lie in.

    Some programs count all of them from the start of the film. `broken` says that times were found which make no sense
    otherwise: a caption would begin after what it lies in has ended.
    """

    def __init__(self, root: _Element, *, absolute: bool) -> None:
        self.broken = False
        self._root = root
        self._absolute = absolute
        self._preserved = _attribute(root, "space") == "preserve"
        self._fps = _rate(root)
        self._ticks = float(_attribute(root, "tickRate") or 0) or (self._fps if _attribute(root, "frameRate") else 1.0)
        self._number = 0
        self._garbled: list[int] = []

    def read(self) -> Read:
        body = self._root if _name(self._root) == "body" else self._root.find(".//{*}body")
        rows = [] if body is None else list(self._rows(body, _Span(0.0, None), 0))
        return Read([row for row in rows if row.text], garbled_notes(self._garbled))

    def _rows(self, element: _Element, around: _Span, depth: int) -> Iterator[Row]:
        if depth > _MOST_DEEP:
            return
        name, span = _name(element), self._span(element, around)
        if name == "p":
            self._number += 1
            if span is None:
                self._garbled.append(self._number)
            else:
                yield from self._paragraph(element, span)
            return
        now_s = (span or around).start_s
        in_turn = element.get("timeContainer") == "seq"
        for child in _children(element):
            inside = replace(span or around, start_s=now_s)
            rows = list(self._rows(child, inside, depth + 1))
            yield from rows
            if in_turn:
                now_s = max([now_s, *(row.end_s for row in rows if row.end_s is not None)])

    def _paragraph(self, element: _Element, span: _Span) -> Iterator[Row]:
        """A paragraph; if only its parts have times, each part that begins with others is shown with them."""
        timed = [part for part in element.iter("{*}span") if part.get("begin")]
        if element.get("begin") or element.get("end") or element.get("dur") or not timed:
            yield Row(self._number, span.start_s, span.end_s, self._text(element))
            return
        for part in timed:
            inner = self._span(part, span)
            if inner is None:
                self._garbled.append(self._number)
            else:
                yield Row(self._number, inner.start_s, inner.end_s, self._text(part))

    def _span(self, element: _Element, around: _Span) -> _Span | None:
        """When an element is active; None if its times cannot be read."""
        said = {key: element.get(key) for key in ("begin", "end", "dur", "duration")}
        times = {key: self._seconds(value) for key, value in said.items() if value is not None}
        if any(value is None for value in times.values()):
            return None
        zero_s = 0.0 if self._absolute else around.start_s
        begin_s = around.start_s if times.get("begin") is None else zero_s + (times["begin"] or 0.0)
        ends = [around.end_s] if around.end_s is not None and not self._absolute else []
        if around.end_s is not None and begin_s >= around.end_s:
            self.broken = True
        if (end_s := times.get("end")) is not None:
            ends.append(zero_s + end_s)
        if (length_s := times.get("dur", times.get("duration"))) is not None:
            ends.append(begin_s + length_s)
        return _Span(begin_s, min(ends, default=None))

    def _seconds(self, stamp: str) -> float | None:
        if found := _CLOCK.fullmatch(stamp):
            hours, minutes, secs, point, part = found.groups()
            whole = (int(hours) * 60 + int(minutes)) * 60 + int(secs)
            if point in {":", ";"}:
                return whole + int(part) / self._fps if len(part) < 3 else whole + float(f"0.{part}")
            return whole + float(f"0.{part or 0}")
        if found := _COUNTED.fullmatch(stamp):
            return float(found[1]) / (self._fps if found[2] == "f" else self._ticks)
        if found := _SHORT_CLOCK.fullmatch(stamp):
            return int(found[1]) * 60 + float(found[2].replace(",", "."))
        return offset_s(stamp)

    def _text(self, element: _Element) -> str:
        text = "".join(_pieces(element, preserved=self._preserved, depth=0))
        return clean_text(without_markup(re.sub(r" {2,}", " ", text)))


def _pieces(element: _Element, *, preserved: bool, depth: int) -> Iterator[str]:
    preserved = {"preserve": True, "default": False}.get(_attribute(element, "space") or "", preserved)
    yield _spaced(element.text, preserved=preserved)
    for child in element:
        name = _name(child)
        if name == "br":
            yield "\n"
        elif name != "metadata" and _is_element(child) and depth < _MOST_DEEP:
            reading = name == "span" and _attribute(child, "ruby") == "text"
            inner = _pieces(child, preserved=preserved, depth=depth + 1)
            yield from ("(", *inner, ")") if reading else inner
        yield _spaced(child.tail, preserved=preserved)


def _spaced(text: str | None, *, preserved: bool) -> str:
    """A text of the file. Line ends within it are how the file is laid out, unless it says that they are kept."""
    if not text:
        return ""
    return text if preserved and text.strip() else _SPACE.sub(" ", text)


def _children(element: _Element) -> Iterator[_Element]:
    return filter(_is_element, element)


def _is_element(node: _Element) -> bool:
    """Whether a node is an element, and not a comment or an instruction, whose tag is no name."""
    return not str(node.tag).startswith("<")


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _attribute(element: _Element, name: str) -> str | None:
    """An attribute by its name, whatever namespace it is said to be in."""
    return next((str(value) for key, value in element.items() if re.split("[}:]", str(key))[-1] == name), None)


def _rate(root: _Element) -> float:
    """Frames a second of times that are frames."""
    said = re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,6})?)\s*", _attribute(root, "frameRate") or "")
    rate = float(said[1]) if said else 30.0
    scale = re.fullmatch(r"\s*(\d{1,6})[\s:]+(\d{1,6})\s*", _attribute(root, "frameRateMultiplier") or "")
    rate *= int(scale[1]) / int(scale[2]) if scale and int(scale[1]) and int(scale[2]) else 1.0
    return rate or 30.0
