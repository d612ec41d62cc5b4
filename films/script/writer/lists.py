"""Lists as scenes: their items' leads, a chart where every item is a label and an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from films.article.outline import ListBlock, ListItem, Paragraph
from films.article.sentences import is_dense, is_spaceless, sentences, with_stop
from films.script.documents import SHOWN_CHARS, ChartShow, ListShow, TextShow
from films.script.writer.draft import SAY_CHARS, Draft
from films.script.writer.figures import amount, figures_in
from films.script.writer.language import Language
from films.script.writer.matter import Chapter, Piece
from films.script.writer.steps import step_of
from films.script.writer.wording import (
    cleaned,
    fits_glance,
    is_question,
    is_small,
    paged,
    shown,
    standing,
    without_connective,
)

_LABEL = re.compile(r"^(?P<label>[^:：]{1,60}?)\s?(?:[:：]\s?|\s[–—-]\s)(?P<rest>\S.*)$")
_TYPE = re.compile(
    r"^(?:feat|fix|chore|perf|docs|refactor|test|ci|build|style|revert)(?:\([^)]*\))?!?:\s", re.IGNORECASE
)
_TICKET = re.compile(r"\s?(?:[#!]\d{2,}|by @\S+|in #\d+)(?:,\s?#\d+)*")
_REF = r"\(?(?:(?:GH-|[#!])\d{2,6}|@[\w-]+)\)?"
_ASKED = r"\(?\b(?:see|closes?|fix(?:e[sd])?|refs?|resolve[sd]?|relates to|thanks(?: to)?|by|via|in)\b:?\s*"
_REFERENCE = re.compile(
    rf"[,.;]?\s*(?:{_ASKED}{_REF}|\(?(?:GH-|[#!])\d{{2,6}}\)?|\(@[\w-]+\))"
    rf"(?:(?:\s*,\s*|\s+and\s+|\s+)(?:{_ASKED})?{_REF})*\)?(?=\s*(?:[.;,]|\Z))",
    re.IGNORECASE,
)
"""Where a change was asked for and who made it: "see #12 (@ada)"."""

_OPEN_END = re.compile(
    r"[,،、;]?\s?(?<![\w-])(?:or|and|oder|und|ou|et|или|и|або|أو|או|หรือ|lub|oraz)\Z"
    r"|[、，,]?(?:或者?|以及|または|もしくは)\Z",
    re.IGNORECASE,
)
"""What an item of several ends with that leads to the next."""

_LINK = re.compile(r"https?://|www\.")
_FINAL = re.compile(r"[.。।؛;,，、]+$")
_FEWEST, _FEWEST_BARS, _MOST_BARS = 2, 3, 12
_MOST_GOOD, _LONG, _OF_LONG = 0.65, 12, 6
"""A list without numbers is shown where so many of its items can be; of one that is long the first few are."""

_HEADING_CHARS = 70
_PART_CHARS, _PART_WORDS = 30, 4
_LIST, _STEPS, _CHART = 1.9, 2.3, 2.5
_SAID_BARS = 3
_MANY, _BEST, _SHOWN_CHARS, _SHOWN_SPACELESS = 5, 4, 84, 40


@dataclass(frozen=True)
class Item:
    """An item as it is shown, and as it is written."""

    shown: str
    whole: str


def list_drafts(chapter: Chapter, piece: Piece, at: float, before: Piece | None, language: Language) -> Iterator[Draft]:
    """A list as one scene; as a text each where its items are too long for a list."""
    block = piece.block
    if not isinstance(block, ListBlock):
        return
    if parts := _parts(block):
        for index, (name, inner) in enumerate(parts):
            part = replace(piece, block=block.model_copy(update={"items": inner}))
            above = Piece(piece.id, Paragraph(lead=name, text=""))
            yield from list_drafts(chapter, part, at + index / 100, above, language)
        return
    intro = intro_of(before, language)
    led = before.block.lead if before and isinstance(before.block, Paragraph) else ""
    heading = (
        cleaned(led).rstrip(".:!")
        or intro
        or chapter.name
        or (_sentence_before(before, language) if chapter.heading else "")
    )
    heading = heading if len(heading) <= _HEADING_CHARS else chapter.kicker
    top = min(item.depth for item in block.items)
    listed = [item for item in block.items if item.depth == top]
    # Where all stands under one item, that one is a heading.
    if len(listed) < 2 or any(_heads(item) for item in listed):
        listed = [item for item in block.items if not _heads(item)]
    said = [(one, item) for item in listed if any(map(str.isalnum, one := _plain(item.whole)))]
    told = [(one, item) for one, item in said if not _is_furniture(one, language)]
    wholes = [one for one, _ in told]
    chart = _chart(wholes, heading, language)
    if chart:
        blocks = (before.id, piece.id) if before and intro else (piece.id,)
        yield Draft(chart, _chart_said(chart, heading, wholes), at, chapter, _CHART, blocks)
        return
    items = _items(wholes, [_bold(item) for _, item in told], language, numbered=block.numbered)
    good = [item for item in items if item.shown]
    if len(good) >= _FEWEST and (
        len(good) == len(items) or (not block.numbered and len(good) >= _MOST_GOOD * len(items))
    ):
        few = not block.numbered and len(good) > _LONG and not any(map(str.isdigit, heading))
        yield _list(block, good[:_OF_LONG] if few else good, heading, chapter, piece, at, language)
    elif best := _best_of(items, heading, language) if not block.numbered else []:
        yield _list(block, best, heading, chapter, piece, at, language)
    elif items:
        yield from _as_texts(items, chapter, piece, at, _short(led) or intro or chapter.kicker, language)


def _short(led: str) -> str:
    """What leads to a list where it is short enough to stand small above a message."""
    bare = cleaned(led).rstrip(".:!：")
    return bare if len(bare) <= _PART_CHARS else ""


def _parts(block: ListBlock) -> list[tuple[str, tuple[ListItem, ...]]]:
    """The lists within a list whose own items are no more than their headings, such as "Pros" and "Cons"."""
    found: list[tuple[str, list[ListItem]]] = []
    top = min(item.depth for item in block.items)
    for item in block.items:
        if item.depth == top:
            found.append((item.whole.rstrip(" :："), []))
        elif found:
            found[-1][1].append(item)
    short = all(len(name) <= _PART_CHARS and len(name.split()) <= _PART_WORDS for name, _ in found)
    many = all(items for _, items in found) and any(len(items) > 1 for _, items in found)
    return [(name, tuple(items)) for name, items in found] if short and many else []


def _best_of(items: Sequence[Item], heading: str, language: Language) -> list[Item]:
    """The first items of a long list that stand alone, under words that do not say how many there are."""
    if len(items) < _MANY or not heading or any(map(str.isdigit, heading)):
        return []
    most = _SHOWN_SPACELESS if is_dense(heading) else _SHOWN_CHARS
    found = [replace(item, shown=alone) for item in items if 0 < len(alone := standing(item.whole, language)) <= most]
    return found[:_BEST] if len(found) > _FEWEST else []


def _heads(item: ListItem) -> bool:
    """Whether an item is no more than the heading of those under it."""
    return item.whole.rstrip().endswith((":", "：")) and not item.lead


def _bold(item: ListItem) -> str:
    """The words that an item begins with, set apart or bold; empty without any."""
    if item.lead:
        return _plain(item.lead)
    return _plain(item.strong[0]) if item.strong and item.text.startswith(item.strong[0]) else ""


def _items(wholes: Sequence[str], bold: Sequence[str], language: Language, *, numbered: bool) -> list[Item]:
    """Each item as it is shown: all by their labels where one is too long to be shown whole; steps in few words."""
    labels = [match["label"].strip() if (match := _LABEL.match(whole)) else "" for whole in wholes]
    labels = list(bold) if all(bold) else labels
    if all(labels) and len(set(labels)) == len(labels) and not all(map(_fits, wholes)) and all(map(_fits, labels)):
        return [Item(label, whole) for label, whole in zip(labels, wholes, strict=True)]
    if len(set(filter(None, labels))) < len([label for label in labels if label]):
        # Labels that come again say nothing: "react-dom: ...", "react-dom: ...".
        return [Item(whole if _fits(whole) else "", whole) for whole in wholes]
    if not numbered or len(wholes) <= _FEWEST:
        return [Item(_shown(whole, language), whole) for whole in wholes]
    return [
        Item(_shown(whole, language, named=False) or step_of(whole, language) or _shown(whole, language), whole)
        for whole in wholes
    ]


def intro_of(before: Piece | None, language: Language) -> str:
    """What leads to a list: the sentence with a colon before it, if that says what the list is."""
    if before is None or not isinstance(before.block, Paragraph):
        return ""
    said = sentences(before.block.text)
    last = cleaned(said[-1]) if said else ""
    if not last.endswith((":", "：")):
        return ""
    bare = last.rstrip(":： ")
    opens = language.begins("open", bare) or language.has("furniture", bare) or language.has("dangling", bare)
    early = " ".join(bare.split()[:4])
    if language.begins("connectives", bare) == bare or language.is_one_of("hollow", bare):
        return ""
    if opens or not without_connective(bare, language) or (not language.is_spaceless and language.has("loose", early)):
        return ""
    bare = without_copula(without_connective(bare, language), language)
    return bare if fits_glance(bare) and len(bare) > 2 else ""


def without_copula(text: str, language: Language) -> str:
    """What leads to a list without the verb that opens it: "Our rules are, broadly"."""
    words = "|".join(map(re.escape, language.words("copulas")))
    return re.sub(rf"\s(?:{words})(?:,\s\w+)?$", "", text) if words else text


def _sentence_before(before: Piece | None, language: Language) -> str:
    """The one sentence above a list, where nothing else says what it lists."""
    said = sentences(before.block.text) if before and isinstance(before.block, Paragraph) else []
    return shown(alone, language) if len(said) == 1 and (alone := standing(said[0], language)) else ""


def said_of(heading: str, items: Sequence[str]) -> str:
    """A list as it is spoken."""
    spaceless = is_spaceless(" ".join(items))
    short = all(len(item.split()) < 5 and "," not in item for item in items) and not spaceless
    arabic = bool(re.search("[\u0600-\u06ff]", "".join(items)))
    between = "、" if spaceless else ("، " if arabic else ", ") if short else ". "
    joined = _joined(items, between)
    lead = (
        f"{heading}{'：' if spaceless else ': '}"
        if heading and not is_question(heading)
        else f"{heading} "
        if heading
        else ""
    )
    text = f"{lead}{with_stop(joined)}"
    return text if len(text) <= SAY_CHARS else ""


def _joined(items: Sequence[str], between: str) -> str:
    """Items one after the other; nothing stands behind the sign that one ends with."""
    told = [item if at == len(items) - 1 or with_stop(item) != item else f"{item} " for at, item in enumerate(items)]
    return "".join(item if at == len(items) - 1 or item[-1:] == " " else item + between for at, item in enumerate(told))


def _list(
    block: ListBlock, items: Sequence[Item], heading: str, chapter: Chapter, piece: Piece, at: float, language: Language
) -> Draft:
    shown_items = tuple(item.shown for item in items)[:30]
    show = ListShow(items=shown_items, heading=heading, numbered=block.numbered)
    full = said_of(heading, shown_items)
    lean = f"{heading}." if heading and not is_question(heading) else ""
    worth = _STEPS if block.numbered and len(items) > 2 else _LIST
    figures = 0.3 * any(re.search(r"\d", item) for item in shown_items)
    figures += 0.5 * any(figure.rank > 2 for item in shown_items for figure in figures_in(item, language))
    figures -= 0.9 * all(" " not in item for item in shown_items) * (not is_spaceless("".join(shown_items)))
    figures -= 1.0 * (bool(chapter.heading) and not heading and chapter.part == "body")
    return Draft(show, full or lean, at, chapter, worth + figures, (piece.id,), lean=lean)


def _as_texts(
    items: Sequence[Item], chapter: Chapter, piece: Piece, at: float, kicker: str, language: Language
) -> Iterator[Draft]:
    """Items that are too long for a list, under what leads to them; without that nobody knows what they are."""
    for index, item in enumerate(items):
        text = item.shown or paged(sentences(item.whole)[0], language)
        if kicker and text and not is_question(text) and not is_small(text):
            say = with_stop(text)
            show = TextShow(text=text, kicker=kicker)
            yield Draft(show, say, at + index / 100, chapter, 1.2 - 0.03 * index, (piece.id,))


def _chart(wholes: Sequence[str], heading: str, language: Language) -> ChartShow | None:
    """Bars, where every item but a total is a label and an amount in one unit."""
    pairs = []
    for whole in wholes:
        match = _LABEL.match(whole)
        value = amount(match["rest"], language) if match else None
        if not match or not value:
            return None
        if not language.has("total", match["label"]):
            pairs.append((match["label"].strip(), *value))
    units = {unit for _, _, unit in pairs}
    if not _FEWEST_BARS <= len(pairs) <= _MOST_BARS or len(units) != 1 or units <= {""}:
        return None
    if (
        len(unit := units.pop()) > 16
        or any(len(label) > 40 for label, _, _ in pairs)
        or all(v == pairs[0][1] for _, v, _ in pairs)
    ):
        return None
    labels, values = tuple(label for label, _, _ in pairs), tuple(value for _, value, _ in pairs)
    return ChartShow(type="bar", labels=labels, values=values, unit=unit, heading=heading)


def _chart_said(chart: ChartShow, heading: str, wholes: Sequence[str]) -> str:
    """The largest of the bars, as the article writes them."""
    order = sorted(range(len(chart.values)), key=lambda index: -chart.values[index])[:_SAID_BARS]
    written = {match["label"].strip(): whole for whole in wholes if (match := _LABEL.match(whole))}
    return said_of(
        heading if not re.search(r"[:：]", heading) else f"{heading}.", [written[chart.labels[at]] for at in order]
    ).replace(".: ", ". ")


def _plain(item: str) -> str:
    bare = _TYPE.sub("", cleaned(_REFERENCE.sub("", item)))
    told = _TICKET.sub("", bare)
    if told != bare:
        told = re.sub(r"\s(?:by|in)$", "", told)
    return _FINAL.sub("", _OPEN_END.sub("", _FINAL.sub("", told)))


def _is_furniture(item: str, language: Language) -> bool:
    label = _LABEL.match(item)
    if label and amount(label["rest"], language):
        return False
    return bool(_LINK.search(item)) or language.has("furniture", item)


def _fits(item: str) -> bool:
    """Whether it is read at a glance in a list, where short words may be more."""
    return fits_glance(item) if is_spaceless(item) else len(item) <= SHOWN_CHARS


def _shown(whole: str, language: Language, *, named: bool = True) -> str:
    """An item as it is shown: whole, its label, its first sentence, or that without clauses of less weight.

    Args:
        whole: The item.
        language: The article's.
        named: Whether its label may stand for it; that of a step does not say what is done.
    """
    first = _FINAL.sub("", sentences(whole)[0]) if sentences(whole) else whole
    label = _LABEL.match(whole)
    choices = [whole, label["label"].strip() if label and named else "", first, shown(first, language)]
    if len(first.split()) <= 4 and first != whole and not is_question(first):
        choices = [first, *choices]
    return next((one for one in choices if one and _fits(one) and not is_question(one)), "")
