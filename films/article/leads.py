"""Sets first words apart as their author has done: a bold "The tunnel." before a text, a label such as "Flour:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from films.article.outline import Block, ListItem, Paragraph, tidy
from media.writing.breaks import flowing

STRONG, WEAK, BREAK = "\ue010", "\ue011", "\ue012"
"""Signs that readers put around bold words, and where a line ends because its author wants that."""

_MARKS = re.compile(f"[{STRONG}{WEAK}]")
_BOLD = re.compile(
    rf"\A[^\w{STRONG}]{{0,6}}{STRONG}(?P<lead>[^{STRONG}{WEAK}]{{1,160}}){WEAK}(?P<rest>.*)\Z", re.DOTALL
)
_SEPARATOR = re.compile(
    rf"[ \t]*(?:[:：][ \t\n]*{BREAK}?|[–—][ \t]*|-[ \t]+|{BREAK}|\n(?=[ \t]*[A-ZÀ-Þ\u0400-\u042f\u2e80-\uffef]))"
)
_OWN_END = re.compile(r"[.!?…:。！？：؟]\s*\Z")
_LABEL = re.compile(r"(?P<lead>[^\s:：.!?。，,][^:：.!?。]{0,39}?)(?:\s?[:：]\s+|：|\s+[–—-]\s+)(?P<text>\S.*)")
_LONGEST_LEAD = 90
_SHARE = 0.6
"""Of a list's items so many must have a label, or none has."""

_LABEL_WORDS = 6
_STRONG_PART = re.compile(f"{STRONG}([^{STRONG}{WEAK}]+){WEAK}")
_LEAST_STRONG, _MOST_STRONG = 12, 12
_LONGEST_LINE = 80


def led(raw: str) -> tuple[str, str]:
    """A text's lead and the rest; the lead is empty where nothing is set apart.

    Args:
        raw: With the signs of this module. A text that is bold as a whole is a lead without a rest.
    """
    found = _BOLD.match(raw)
    if not found:
        return "", plain(raw)
    lead, rest = plain(found["lead"]), found["rest"]
    separator = _SEPARATOR.match(rest)
    text = plain(rest[separator.end() :] if separator else rest)
    if not any(char.isalnum() for char in text):
        return lead + text, ""
    if len(lead) <= _LONGEST_LEAD and any(map(str.isalnum, lead)) and (separator or _OWN_END.search(lead)):
        return lead.rstrip(" .:：。–—-"), text
    return "", plain(raw)


def strong_in(raw: str) -> tuple[str, ...]:
    """The bold parts of a text, with the signs of this module in it, that are more than a word."""
    found = (plain(part) for part in _STRONG_PART.findall(raw))
    return tuple(part for part in found if len(part) >= _LEAST_STRONG)[:_MOST_STRONG]


def plain(raw: str) -> str:
    """A text in one line, without the signs of this module."""
    return tidy(flowing(_MARKS.sub("", raw).replace(BREAK, " ")))


def lines_of(raw: str) -> list[str]:
    """The lines of a text that is a list written line by line, such as "Serves: 4" under "Time: 20 min"."""
    lines = [line.strip() for line in raw.split(BREAK) if plain(line)]
    short = all(len(line) <= _LONGEST_LINE and not re.search(r"[.!?。！？]\Z", plain(line)) for line in lines)
    labels = sum(bool(led(line)[0] and led(line)[1]) or bool(_LABEL.fullmatch(plain(line))) for line in lines)
    return lines if short and len(lines) > 1 and (len(lines) > 2 or labels == len(lines)) else []


def labelled(items: Sequence[ListItem]) -> tuple[ListItem, ...]:
    """Items with their labels set apart, where most of them have one."""
    found = [item if item.lead else _labelled(item) for item in items]
    with_label = sum(bool(item.lead) for item in found)
    return tuple(found) if with_label > 1 and with_label >= _SHARE * len(found) else tuple(items)


def _labelled(item: ListItem) -> ListItem:
    found = _LABEL.fullmatch(item.text)
    if not found or not any(map(str.isalpha, found["lead"])) or len(found["lead"].split()) > _LABEL_WORDS:
        return item
    return item.model_copy(update={"lead": found["lead"].strip(), "text": found["text"]})


def settled(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with each bold line as the lead of the paragraph under it, if it can be one."""
    held: Paragraph | None = None
    for block in blocks:
        if held is not None:
            if isinstance(block, Paragraph) and block.text and not block.lead and not (block.role or block.speaker):
                yield block.model_copy(update={"lead": held.lead.rstrip(" :：")})
                held = None
                continue
            yield _as_text(held)
            held = None
        if isinstance(block, Paragraph) and not block.text:
            ends = re.search(r"[.!?…。！？؟]\Z", block.lead)
            if ends or block.role or len(block.lead) > _LONGEST_LEAD:
                yield _as_text(block)
            else:
                held = block
        else:
            yield block
    if held is not None:
        yield _as_text(held)


def _as_text(block: Paragraph) -> Paragraph:
    return block.model_copy(update={"text": block.lead, "lead": ""})
