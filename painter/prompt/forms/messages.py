"""Finds the messages of prompts that announce, offer or invite: facts to be read, and the call to do something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from painter.prompt.forms.writing import QUOTED

_UNIT = (
    r"%|percent|prozent|euros?|dollars?|pounds?|cents?|usd|eur|gbp|[€$£¥₹]|zł|руб\w*|円|元|원|x\b|k\b|m\b|bn\b|"
    r"million\w*|billion\w*|h\b|hours?|minutes?|days?|weeks?|months?|years?|nights?|uhr|o'clock|[ap]\.?m\b|am\b|pm\b|kg|km|gb|mb"
)
MONTH = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|apr(?:il|ile)?|abril|avril|ma[iy]o?|june?i?|juin|"
    r"jun[hi]o|july?i?|juillet|jul[hi]o|aug(?:ust)?|août|agosto|sep(?:t|tember|tembre)?|o[ck]t(?:ober|obre)?|"
    r"nov(?:ember|embre)?|de[cz](?:ember|embre)?|dic(?:iembre)?|déc(?:embre)?"
)
NO_DATE = rf"(?!(?<=\d\.)\s+(?i:{MONTH})\b)"
"""Behind a full stop: it ends no number of a day, as in "24. November"."""

_FACT = re.compile(
    rf"[€$£¥₹]\s?\d|\d[\d.,]*\s?(?:{_UNIT})|\b\d{{1,2}}(?:st|nd|rd|th|\.|\.?\s?[-–]\s?\d{{1,2}}\.?)?\s(?:of\s|de\s)?"
    rf"(?:{MONTH})\b|\b(?:{MONTH})\s\d{{1,2}}\b|\b\d{{1,3}}(?:[.,]\d{{3}})+\b|\b24/7\b|\b\d{{1,2}}:\d{{2}}\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\s?[-–]|\b\d+[.,]\d{2}\b|"
    r"\b(?:gratis|kostenlos|gratuit\w*|gr[áa]tis|бесплатн\w*|darmow\w*|ücretsiz)\b|无料|無料|免费|무료|مجان|^free\s|\d\s?折|"
    r"\b(?:since|seit|depuis|desde|dal|sinds)\s\d{4}\b|\d\s?(?:月|日|時|时|分|名|人|円|元|원|명|시|월|일)|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|co|de|fr|es|it|eu|uk|"
    r"app|ai|shop|store|me|tv)\b(?:/\S*)?|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|^\s*\d{1,4}\s+[^\W\d]",
    re.IGNORECASE,
)
"""A price, share, date, hour, address on the web, telephone number, or so many of something."""

_CALL = re.compile(
    r"(?:please\s+|so\s+)?(?:(?:apply|register|donate|subscribe|rsvp|vote|enrol|enroll|call us|visit us|contact us)\b|"
    r"(?:sign|join) (?:up|us|today|now|in|the|our|free|at)\b|(?:start|try|order|shop|buy|book|get|download|join|learn|"
    r"call|visit|reserve|claim|grab|pre-?order|find out|save)\s(?:\w+\s){0,3}?(?:now|today|free|by|at|on|yours?|more|"
    r"online|early|before|it|us|here|tickets?|a demo)\b|call [A-Z]\w+ at\b|"
    r"(?:link in (?:the )?bio|swipe up|tap to|click)\b|"
    r"jetzt\b|(?:melde|meldet|melden) (?:dich|euch|sie)|bestell\w*\b|(?:buche|bewirb|kauf|hol)\w*\b|anmelden\b|"
    r"r[ée]serve[zr]?\b|inscrive[zr]?\b|commande[zr]\b|achete[zr]\b|d[ée]couvrez\b|rejoign\w+\b|"
    r"res[ée]rva\b|compra\b|ap[úu]ntate\b|inscr[ií]b\w+\b|suscr[ií]b\w+\b|pide\b|llama\b|"
    r"prenota\b|acquista\b|iscriviti\b|ordina\b|compre\b|reserve\b|inscreva\b|assine\b|peça\b)",
    re.IGNORECASE,
)
"""What a sentence begins with that asks the viewer to do something."""

_LABELLED_CALL = re.compile(r"(?:^|(?<=[.!?;,\n]))\s*(?:cta|call to action|call-to-action)\s*[:：-]\s*", re.IGNORECASE)
_STORY = re.compile(
    r"(?:^|(?<=[.!?\n]))[ \t]*(?:hook|problem|pain(?: points?)?|solution|body|(?:social )?proof|benefits?|"
    r"(?:key )?features?|price|offer|discount|payoff|agitate|intro(?:duction)?|outro|close|closing|show|highlights?|"
    r"details|key (?:points|messages?)|main message|message|usp)[ \t]*[:：][ \t]*",
    re.IGNORECASE,
)
_TICKED = re.compile(r"\s*(?:[✅✔☑👉🔹🔸▪➡➤✨•]\ufe0f?)\s*(?=\w)")
_ENDS_WITH = re.compile(
    r"(?:^|(?<=[.!?,;\n]))\s*(?:and )?(?:end|close|finish)(?:s|es|ing)? (?:it )?(?:with|on) (?:the |a )?"
    r"(?:(?:text|words?|line|card|screen|cta|call to action|slogan|tagline)[ :]*)*"
    r"[\"'“‘«]([^\"'”’»\n]{2,100})[\"'”’»][.!]?",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"(?:,(?!\d)|[;、，؛،])\s*(?![^()]*\))")
"""Not those within parentheses."""

SECOND_LINE_CHARS = 44
"""The longest second line of a title."""

_SHORT_CHARS = 24
_MOST_CALL_CHARS = 90
_LEAST_FACTS = 2


def without_story_labels(text: str) -> str:
    """A text whose parts of a pitch ("Hook: ...", "Price: ...") and ticked points are sentences without such labels."""
    return _STORY.sub(_ended, _TICKED.sub(_ended, text) if len(_TICKED.findall(text)) > 1 else text)


def _ended(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip(" \t\n,;")
    return "" if not before else "\n" if before[-1] in ".!?:。！？" else ".\n"


def is_fact(text: str) -> bool:
    """Whether a clause tells a figure, a price, a date, an hour or an address, which have to be read."""
    return _FACT.search(text) is not None


def is_call(text: str) -> bool:
    """Whether a clause asks the viewer to do something: "Book by 1 March", "Start free at acme.io"."""
    return len(text) <= _MOST_CALL_CHARS and _CALL.match(text.strip()) is not None


def tells(text: str) -> bool:
    """Whether a text announces or offers something: it has several facts, or one and a call."""
    clauses = [part for part in re.split(r"[.!?;:\n]\s|[,、，]\s", QUOTED.sub(" ", text)) if part.strip()]
    facts = sum(map(is_fact, clauses))
    return facts >= _LEAST_FACTS or (facts + any(map(is_call, clauses)) >= _LEAST_FACTS and len(clauses) > 1)


def facts_apart(sentence: str) -> Iterator[str]:
    """The head and the facts of a sentence that lists several; the sentence as it is where it does not.

    A colon divides, too, where what follows is no short second line of the head.
    """
    head, colon, rest = sentence.partition(": ")
    parts = [part.strip() for part in _COMMAS.split(rest if colon else sentence) if part.strip()]
    if len(parts) >= _LEAST_FACTS + (not colon) and sum(map(is_fact, parts)) >= _LEAST_FACTS:
        if colon and " " in head:
            yield head
        elif colon:  # a word such as "Concert" is the first line of what follows
            parts[0] = f"{head}: {parts[0]}"
        yield from parts
    elif colon and len(rest) > SECOND_LINE_CHARS:
        yield from (head, rest)
    else:
        yield sentence


def in_pairs(clauses: Sequence[str], room: int) -> list[str]:
    """The clauses, neighbours that tell facts joined as long as there are more than there is room for.

    The first, and what a viewer is asked to do, stand alone.
    """
    found, joined = list(clauses), [False] * len(clauses)
    while len(found) > room:
        places = (
            at
            for at in range(1, len(found) - 1)
            if not is_call(found[at + 1])
            and (_fits_lines(found[at], found[at + 1]) or not (joined[at] or joined[at + 1]))
            and (is_fact(found[at]) or max(len(found[at]), len(found[at + 1])) <= _SHORT_CHARS)
        )
        if (at := next(places, None)) is None:
            break
        found[at : at + 2] = [f"{found[at]}, {found[at + 1]}"]
        joined[at : at + 2] = [True]
    return found


def _fits_lines(clause: str, other: str) -> bool:
    """Whether two clauses, of which each may be several, are a title with one more line."""
    return len(f"{clause}, {other}".partition(", ")[2]) <= SECOND_LINE_CHARS


def labelled_call(text: str) -> tuple[str, str]:
    """A text without "CTA: ..." or "End with '...'", and what stands there."""
    if ending := _ENDS_WITH.search(text):
        return f"{text[: ending.start()].rstrip()} {text[ending.end() :].lstrip()}".strip(), ending[1].strip()
    found = _LABELLED_CALL.search(text)
    if not found:
        return text, ""
    call, _, after = text[found.end() :].partition("\n")
    return f"{text[: found.start()].rstrip()}\n{after}".strip(), call.strip(" .\"'“”")
