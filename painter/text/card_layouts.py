"""Lays out each kind of card: lines with their entrances, and ornaments that are drawn under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from media.writing.breaks import is_ideographic
from painter.cards import (
    Card,
    ChartCard,
    ImageCard,
    ListCard,
    QuoteCard,
    StatisticCard,
    StepsCard,
    TableCard,
    TextCard,
    TitleCard,
)
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.craft.typesetting import ShapedLine
from painter.figures import counted
from painter.text import card_pictures
from painter.text.card_chart import chart
from painter.text.card_end import end
from painter.text.card_heads import headed, heading_font, kicked, rule, under_kicker
from painter.text.card_list import list_card
from painter.text.card_page import CardLayout, CardLine, CardPage, stacked, tall
from painter.text.card_split import split
from painter.text.card_steps import steps
from painter.text.card_table import table
from painter.text.entrances import PlacedLine

_COUNTS_S = 1.2
_LARGEST, _SHORT, _TWICE_AS_LONG = 0.165, 0.24, 0.195
"""The largest size of a message in units, and that of one of a word or two, and of a few."""


def laid_out(page: CardPage) -> CardLayout:
    """Lay out the page's card."""
    card = page.card
    if card is None:
        return CardLayout()
    if card.kind == "code":
        from painter.text.card_code import code

        return code(page, card)
    if card.kind == "split":
        return split(page, card, laid_out)
    return _LAYOUTS[card.kind](page, card)


def head_of(card: Card | None) -> str:
    """The words that a card can have on a block of colour beside the rest."""
    match card:
        case TextCard(kicker=kicker):
            return kicker
        case (
            ListCard(heading=heading)
            | TableCard(heading=heading)
            | ChartCard(heading=heading)
            | StepsCard(heading=heading)
        ):
            return heading
        case _:
            return ""


def is_words(card: Card | None) -> bool:
    """Whether a card has words alone, which may stand anywhere, but nothing that is read row by row."""
    return card is not None and card.kind in {"title", "text", "quote", "statistic", "end"}


def _limit(text: str) -> float:
    """The largest size of a message, in units, by its length; ideographs count twice."""
    length = len(text) + sum(map(is_ideographic, text))
    return _SHORT if length <= 14 else _TWICE_AS_LONG if length <= 30 else _LARGEST


def _title(page: CardPage, card: TitleCard) -> CardLayout:
    wide, high = page.size
    above, _ = kicked(page, card.kicker)
    more = page.lines(card.more, (wide, 0.28 * high), 0.062, most=3)
    gap = 0.045 * page.unit
    under = tall(more, 1.3) + gap if more else 0.0
    font, limit = heading_font(page, card.heading), _limit(card.heading)
    room = wide, 0.96 * high - above - under
    heading = page.lines(card.heading, room, limit, font=font, most=page.most(5), leading=1.1)
    height = above + tall(heading, 1.1) + under
    top = page.top_for(height)
    layout = under_kicker(page, card.kicker, top)
    pieces, end = stacked(page, heading, top + above, 0.25, 1.1)
    layout.pieces += pieces + stacked(page, more, end + gap, 0.6, 1.3)[0]
    if not card.kicker:
        layout.ornaments.append(rule(page, max(page.box[1] - 0.02 * page.unit, top - gap), 0.11 * page.unit))
    return layout


def _text(page: CardPage, card: TextCard) -> CardLayout:
    if page.aside:
        layout, page = headed(page, card.kicker)
        above = 0.0
    else:
        layout, above = CardLayout(), kicked(page, card.kicker)[0]
    wide, high = page.size
    lines = page.lines(
        card.text,
        (wide, 0.96 * high - above),
        _limit(card.text),
        font=heading_font(page, card.text),
        most=page.most(7),
        leading=1.14,
    )
    top = page.top_for(above + tall(lines, 1.14))
    if above:
        layout.add(under_kicker(page, card.kicker, top))
    layout.pieces += stacked(page, lines, top + above, 0.25, 1.14)[0]
    if not card.kicker:
        layout.ornaments.append(rule(page, max(page.box[1], top - 0.05 * page.unit), 0.11 * page.unit))
    return layout


def _quote(page: CardPage, card: QuoteCard) -> CardLayout:
    wide, high = page.size
    mark = ShapedLine("“", 0.34 * page.unit, page.material.accent, heading_font(page, "a"))
    mark_tall = 0.13 * page.unit
    source = page.lines(f"— {card.source}" if card.source else "", (wide, 0.2 * high), 0.05, most=2)
    under = tall(source, 1.3) + (0.045 * page.unit if source else 0.0)
    font = heading_font(page, card.text)
    text = page.lines(card.text, (wide, high - mark_tall - under), 0.135, font=font, most=page.most(9), leading=1.2)
    top = page.top_for(mark_tall + tall(text, 1.2) + under)
    pieces, end = stacked(page, text, top + mark_tall, 0.35, 1.2)
    last_s = (pieces[-1].placed.enters_s - page.delay_s) / page.pace + 0.35 if pieces else 0.35
    pieces += stacked(page, source, end + 0.04 * page.unit, last_s, 1.3)[0]
    left, _, right, _ = page.box
    x = right - mark.width if page.to_left else left - 0.014 * page.unit
    if page.is_centred:
        x = (left + right - mark.width) / 2

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(((time_s - page.delay_s) / page.pace - 0.1) / 0.7)
        mark.draw(canvas, x, top - 0.28 * mark.size_px + (1 - share) * 0.02 * page.unit, share)

    return CardLayout(pieces, [draw])


def _statistic(page: CardPage, card: StatisticCard) -> CardLayout:
    wide, high = page.size
    kind = page.stage.look.type
    number = page.lines(
        card.figure, (wide, 0.58 * high), 0.5, font=kind.font, colour=page.material.accent, most=1, leading=1.06
    )
    label = page.lines(card.label, (wide, 0.3 * high), 0.078, most=3, leading=1.25)
    delta = page.lines(card.delta, (wide - 0.07 * page.unit, 0.14 * high), 0.055, colour=_delta_colour(page, card))
    gap = 0.03 * page.unit
    used = tall(number, 1.06) + tall(label, 1.25) + (tall(delta, 1.3) + gap if delta else 0.0) + gap
    top = page.top_for(used)
    pieces, end = stacked(page, number, top, 0.15, 1.06)
    if number:
        figure, counts_s, starts_s = number[0].text, _COUNTS_S * page.pace, pieces[0].placed.enters_s
        pieces = [
            CardLine(
                pieces[0].placed,
                0.3 * page.pace,
                text_at=lambda time_s: counted(figure, ease_out((time_s - starts_s) / counts_s)),
                glows=True,
            )
        ]
    more, end = stacked(page, label, end + gap, 0.5, 1.25)
    layout = CardLayout([*pieces, *more])
    for line in delta[:1]:
        x, size = page.left_of(line, inset=0.065 * page.unit), line.size_px
        at = PlacedLine(line, x, end + gap + (size * 1.3 - line.height) / 2, page.delay_s + 1.2 * page.pace)
        layout.pieces.append(CardLine(at, 0.5 * page.pace))
        beside = x + line.width + 0.03 * page.unit if page.to_left else x - 0.03 * page.unit
        layout.ornaments.append(_arrow(page, card, (beside, end + gap + 0.65 * size, size)))
    return layout


def _delta_colour(page: CardPage, card: StatisticCard) -> str:
    return palette.readable("#2fb46e" if card.trend == "up" else "#e5484d", page.material.ground)


def _arrow(page: CardPage, card: StatisticCard, place: tuple[float, float, float]) -> Callable[[Any, float], None]:
    """A triangle that points up or down, beside a line of this size."""
    x, y, size = place
    half, way = 0.36 * size, -1 if card.trend == "up" else 1
    corners = [(x - half, y - way * half * 0.7), (x + half, y - way * half * 0.7), (x, y + way * half * 0.9)]
    colour = _delta_colour(page, card)

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s - page.delay_s - 1.1 * page.pace) / (0.5 * page.pace))
        if share > 0:
            canvas.save()
            canvas.translate(0, -way * (1 - share) * size)
            canvas.drawPath(brush.polygon(corners), brush.fill(colour, share))
            canvas.restore()

    return draw


def _image(page: CardPage, card: ImageCard) -> CardLayout:
    wide, high = page.size
    caption = page.lines(card.caption, (wide, 0.24 * high), 0.05, most=3)
    under = tall(caption, 1.3) + (0.035 * page.unit if caption else 0.0)
    widest = max((line.width for line in caption), default=0.0)
    left, top, right, _ = page.box
    box, draw = card_pictures.framed(page.stage, page.pictures, card.picture, (left, top, right, top + high - under))
    start = max(left, min(box[0], right - widest))
    under_it = page.at(is_centred=False, box=(start, top, max(box[2], start + widest), page.box[3]))
    pieces, _ = stacked(under_it, caption, box[3] + 0.035 * page.unit, 0.6, 1.3)
    return CardLayout(pieces, [draw])


_LAYOUTS: Mapping[str, Callable[[CardPage, Any], CardLayout]] = {
    "title": _title,
    "text": _text,
    "list": list_card,
    "steps": steps,
    "chart": chart,
    "table": table,
    "end": end,
    "quote": _quote,
    "statistic": _statistic,
    "image": _image,
}
