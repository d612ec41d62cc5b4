"""Lays out films that explain something: a heading, cards for what the prompt says, and pictures of what it names."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from painter.cards import Card, ChartCard, EndCard, ListCard, SplitCard, StepsCard, TextCard, TitleCard
from painter.craft.styles import has_text_column
from painter.names import CameraMove, Transition
from painter.plan import Beat, ScenePlan
from painter.prompt.explainers.explaining import Explained, Kind
from painter.prompt.explainers.numbers import Numbers
from painter.prompt.titles import shorten

Planner = Callable[[str, ScenePlan], ScenePlan]
"""Plans the scene that a few words name, after another scene."""

_HEAD_S, _SHORTEST_HEAD_S = 3.2, 1.8
_ITEM_S, _OVERVIEW_S = 2.8, 4.0
"""How long an item needs by itself, and the least that a card needs with all of them."""

_LONGEST_ITEM_S, _READ_ITEM_S = 5.5, 1.8
"""How long an item is looked at where there is time, and how long one on a card with all of them is read."""

_CALL_CHARS = 100

_STILL_S = 4.0
"""A title longer than this has more than one place behind it."""

_BEHIND_WORDS: tuple[CameraMove, ...] = ("push", "pan_left", "pull", "pan_right")
_ON_A_CARD = 6
_FORMS: dict[Kind, str] = {"steps": "row", "cycle": "cycle", "timeline": "timeline"}
_SHORT_CHARS = 34
"""Items up to this length stand side by side; longer ones one below the other."""


def explainer(wanted: Explained, lead: ScenePlan, duration_s: float, plan: Planner) -> list[Beat]:
    """The beats of a film that explains something, with lengths that are weights; none where there is nothing to say.

    Args:
        wanted: What is explained.
        lead: The film's first scene.
        duration_s: How long the film is, in seconds.
        plan: Plans the scenes of single items.
    """
    if wanted.kind == "compare":
        return _compared(wanted, lead, duration_s, plan)
    if wanted.kind == "numbers" and wanted.numbers:
        chart = _on_card(lead, _chart(wanted, wanted.numbers), duration_s - _HEAD_S)
        return [*_head(wanted, lead, duration_s, plan), chart]
    if len(wanted.items) < 2:
        return []
    return _itemised(wanted, lead, duration_s, plan)


def title_card(lead: ScenePlan, duration_s: float) -> list[Beat]:
    """A film of its words alone, where nothing that can be drawn is named; each is said once."""
    if not lead.titles:
        return []
    heading, *more = lead.titles
    if more and duration_s >= 2.5 * _OVERVIEW_S:
        first = _on_card(lead, TitleCard(heading=heading), duration_s)
        return [first, _on_card(lead, TextCard(text=more[0]), duration_s)]
    card = TitleCard(heading=heading, more=more[0] if more else "")
    if duration_s < _STILL_S or has_text_column(lead.style):
        return [_on_card(lead, card, duration_s)]
    # The words stand, and the place behind them becomes another one.
    parts = -(-duration_s // _STILL_S)
    turns = zip(range(int(parts)), itertools.cycle(_BEHIND_WORDS), strict=False)
    return [
        _on_card(lead, card, duration_s / parts).model_copy(
            update={"variation": lead.variation + part, "camera": lead.camera if not part else camera}
        )
        for part, camera in turns
    ]


def closing_card(lead: ScenePlan, call: str) -> Beat:
    """What the viewer is asked to do, at the end."""
    return _on_card(lead, EndCard(line=shorten(call, _CALL_CHARS)), _HEAD_S)


def _head(wanted: Explained, lead: ScenePlan, duration_s: float, plan: Planner) -> list[Beat]:
    """The film's heading over what it names; none in a film that has no time for it, or without a heading."""
    if not wanted.heading or duration_s < _OVERVIEW_S + _SHORTEST_HEAD_S:
        return []
    length_s = min(_HEAD_S, 0.28 * duration_s)
    scene = plan(wanted.heading, lead)
    if scene.subjects and scene.subjects != ("chart",):
        return [_beat(scene, length_s, titles=(wanted.heading,), figure=None, card=None)]
    if duration_s < 2 * _OVERVIEW_S:  # the card that follows has the same heading
        return []
    return [_on_card(lead, TitleCard(heading=wanted.heading), length_s)]


def _itemised(wanted: Explained, lead: ScenePlan, duration_s: float, plan: Planner) -> list[Beat]:
    """Items one after another where there is time and each has a picture, and all of them on a card."""
    head = _head(wanted, lead, duration_s, plan)
    left_s = duration_s - sum(beat.duration_s for beat in head)
    scenes = _scenes(wanted, lead, plan)
    pages = _pages(wanted, lead)
    if scenes and left_s >= _ITEM_S * len(scenes):
        room_s = left_s - _ITEM_S * len(scenes)
        overview = (
            [_on_card(lead, page, room_s / len(pages)) for page in pages] if room_s >= _OVERVIEW_S * len(pages) else []
        )
        read_s = max(len(pages) * _OVERVIEW_S, _READ_ITEM_S * len(scenes)) if overview else 0.0
        each_s = max(_ITEM_S, min(_LONGEST_ITEM_S if overview else left_s, (left_s - read_s) / len(scenes)))
        rest_s = (left_s - each_s * len(scenes)) / len(pages)
        overview = [page.model_copy(update={"duration_s": rest_s}) for page in overview]
        return [*head, *(scene.model_copy(update={"duration_s": each_s}) for scene in scenes), *overview]
    return [*head, *(_on_card(lead, page, left_s / len(pages)) for page in pages)]


def _scenes(wanted: Explained, lead: ScenePlan, plan: Planner) -> list[Beat]:
    """A shot for each item; none where two neighbours, or the most of them, name nothing that can be drawn."""
    found: list[Beat] = []
    scenes: list[ScenePlan] = []
    for index, item in enumerate(wanted.items):
        scene = plan(item.replace("\n", " "), scenes[-1] if scenes else lead)
        scenes.append(scene)
        said = _numbered(wanted, index, item)
        if scene.subjects and not _same(scene, scenes[-2] if index else lead):
            found.append(_beat(scene, _ITEM_S, titles=said, figure=None, transition=_TURNS[index % len(_TURNS)]))
        else:
            found.append(_on_card(lead, TextCard(text=said[-1], kicker=said[0] if len(said) > 1 else ""), _ITEM_S))
    bare = [beat.card is not None for beat in found]
    if any(one and after for one, after in itertools.pairwise(bare)) or sum(bare) * 2 > len(bare):
        return []
    return found


_TURNS: tuple[Transition, ...] = ("wipe", "cut", "match", "dissolve")


def _same(scene: ScenePlan, other: ScenePlan) -> bool:
    """Whether a scene has its subjects from the one before it."""
    return (scene.subjects, scene.setting) == (other.subjects, other.setting)


def _numbered(wanted: Explained, index: int, item: str) -> tuple[str, ...]:
    lead, _, rest = item.partition("\n")
    if rest:
        return lead, rest
    return (f"{index + 1}. {item}",) if wanted.kind == "steps" else (item,)


def _pages(wanted: Explained, lead: ScenePlan) -> list[Card]:
    """The items on cards, as many on each as can be read."""
    items = wanted.items
    parts = -(-len(items) // _ON_A_CARD)
    each = -(-len(items) // parts)
    form = _FORMS.get(wanted.kind)
    if form and parts == 1 and max(len(item) for item in items) <= _SHORT_CHARS:
        card = {"kind": "steps", "form": form, "heading": wanted.heading, "items": items}
        return [StepsCard.model_validate(card)]
    return [
        ListCard(
            heading=wanted.heading,
            items=items[start : start + each],
            numbered=wanted.kind in {"steps", "list"},
            first=start + 1,
            page=f"{start // each + 1}/{parts}" if parts > 1 else "",
        )
        for start in range(0, len(items), each)
    ]


def _compared(wanted: Explained, lead: ScenePlan, duration_s: float, plan: Planner) -> list[Beat]:
    """Both sides beside each other, and before that each by itself if it can be drawn."""
    halves = [
        ListCard(heading=_cased(side), items=tuple(points.split("\n"))) if points else TextCard(text=_cased(side))
        for side, points in zip(wanted.sides, wanted.items or ("", ""), strict=True)
    ]
    card = SplitCard(left=halves[0], right=halves[1])
    scenes = [plan(side, lead) for side in wanted.sides]
    drawn = all(scene.subjects for scene in scenes) and scenes[0].subjects != scenes[1].subjects
    if drawn and duration_s >= _OVERVIEW_S + 2 * _SHORTEST_HEAD_S:
        each_s = min(_HEAD_S, 0.25 * duration_s)
        sides = zip(scenes, wanted.sides, ("cut", "wipe"), strict=True)
        alike = {"variation": lead.variation, "palette": lead.palette, "time_of_day": lead.time_of_day}
        shown = [_beat(scene, each_s, titles=(_cased(side),), transition=turn, **alike) for scene, side, turn in sides]
        return [*shown, _on_card(lead, card, duration_s - 2 * each_s)]
    return [*_head(wanted, lead, duration_s, plan), _on_card(lead, card, duration_s - _HEAD_S)]


def _chart(wanted: Explained, numbers: Numbers) -> Card:
    return ChartCard(
        type=numbers.type,
        labels=numbers.labels,
        values=numbers.values,
        written=numbers.written,
        heading=wanted.heading,
    )


def _on_card(lead: ScenePlan, card: Card, length_s: float) -> Beat:
    """A beat with a card over the film's place, without its subjects, so that nothing moves behind the words."""
    changes: dict[str, Any] = {"card": card, "titles": (), "shot": "wide", "transition": "dissolve", "figure": None}
    changes |= {"subjects": (), "looks": (), "action": None, "lower_third": (), "caption": None}
    if lead.setting == "studio":
        changes |= {"setting": "abstract", "variant": None}
    return _beat(lead, length_s, **changes)


def _beat(scene: ScenePlan, length_s: float, **changes: Any) -> Beat:
    shared = {name: getattr(scene, name) for name in Beat.model_fields.keys() & ScenePlan.model_fields.keys()}
    return Beat(**shared | {"duration_s": max(0.5, min(60.0, length_s))} | changes)


def _cased(text: str) -> str:
    return text[:1].upper() + text[1:]
