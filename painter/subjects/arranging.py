"""Where several subjects stand, and how large each is: by their kinds, their number and what they do together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from painter import kinds
from painter.craft.stage import Stage
from painter.names import Action
from painter.subjects.casting import BACKGROUND, FACES_RIGHT, TABLES, Cast, casts_of, facing_of, size_of
from painter.subjects.children import another
from painter.subjects.figures import Figure, extent
from painter.subjects.layouts import Field, Herd, Spot, scattered, side_by_side
from painter.subjects.pictures import NO_GROUND
from painter.subjects.poses import Actor, goes, speed

_EDGE = 0.055
"""Space kept free at the sides of the frame, as a share of its width; the camera's move uses some of it."""

_BELOW_TITLES = 0.16
"""Where a crowd below the titles begins, as a share of the width: farther left their veil is darkest."""

_DEEP: Mapping[str, float] = {**dict.fromkeys(TABLES, 0.07), "mountains": 0.11, "snow": 0.11}
_DEEP_ELSEWHERE = 0.17
"""How far down the ground goes on which rows may stand, in units; a slope in front of it hides the rest."""

_HAZE_OF_A_ROW, _HAZE_BEHIND = 0.07, 0.16

_GAPS: Mapping[Action, float] = {"eats": 0.02, "plays": 0.04, "chases": 0.5}
"""Space between neighbours, as a share of their height, where it is not the usual."""

_OF_THE_LIVING: frozenset[Action] = frozenset({"eats", "plays", "sleeps", "walks", "waits"})
"""What a thing on a table does not do itself."""


def arranged(stage: Stage) -> tuple[Figure, ...]:
    """All subjects of a plan in their places, in the order in which they are painted."""
    casts = casts_of(stage)
    facing = facing_of(casts, stage.plan.action)
    spots = _spots(stage, casts, facing)
    figures = []
    for order, (cast, places) in enumerate(zip(casts, spots, strict=True)):
        for number, spot in enumerate(places):
            figures.append(_figure(stage, cast, spot, facing, order, number, alone=len(casts) == 1 == cast.number))
    figures = _with_ways(stage, figures, casts)
    return tuple(sorted(figures, key=lambda one: (one.near, -one.haze, one.y)))


def _field(stage: Stage, tallest: float) -> Field:
    """Where subjects may be: beside the titles, or below them if they are low enough."""
    left, top, right, bottom = stage.picture_box
    edge = _EDGE * stage.width
    _, _, title_right, title_bottom = stage.title_box
    titled = bool(stage.plan.titles) or stage.plan.figure is not None
    back = stage.ground
    front = min(stage.height * 0.95, back + _DEEP.get(stage.plan.setting, _DEEP_ELSEWHERE) * stage.unit)
    if stage.look.has_text_column:
        return Field(left + edge, top + edge, right - edge, back, min(front, bottom - edge))
    if not stage.is_wide:
        free = title_bottom + 0.02 * stage.height if titled else 0.16 * stage.height
        return Field(edge, free, stage.width - edge, back, front)
    if not titled:
        return Field(0.20 * stage.width, edge, stage.width - edge, back, front)
    beside = back - tallest < title_bottom
    return Field(title_right if beside else edge, edge if beside else title_bottom, stage.width - edge, back, front)


def _below(stage: Stage, field: Field) -> list[Field]:
    """The field below the titles, where the given one is beside them."""
    _, _, title_right, title_bottom = stage.title_box
    if not stage.is_wide or stage.look.has_text_column or field.left != title_right:
        return []
    return [field._replace(left=_BELOW_TITLES * stage.width, top=title_bottom)]


def _spots(stage: Stage, casts: Sequence[Cast], facing: int) -> list[list[Spot]]:
    """The places of each cast; their scale is the height of one, in pixels."""
    alone = len(casts) == 1 and casts[0].number == 1
    sizes = [size_of(stage, cast, alone=alone) for cast in casts]
    field = _field(stage, max(sizes))
    floats = stage.plan.setting in NO_GROUND
    flying = [
        floats or cast.kind.manner == "air" or (order == 0 and stage.plan.action == "flies")
        for order, cast in enumerate(casts)
    ]
    spots: list[list[Spot]] = [[] for _ in casts]
    if alone and not flying[0]:
        return [[_alone(stage, casts[0], sizes[0], field)]]
    grounded = [order for order, flies in enumerate(flying) if not flies]
    if grounded:
        ways = [_on_the_ground(stage, casts, sizes, grounded, one, facing) for one in (field, *_below(stage, field))]
        # A crowd may be larger in the whole width below the titles than beside them.
        roomy = max(ways, key=lambda found: min(places[0].scale for places in found.values()))
        for order, places in (roomy if len(grounded) == len(casts) else ways[0]).items():
            spots[order] = places
    above = [order for order, flies in enumerate(flying) if flies]
    if above:
        box = _box(casts, spots, grounded)
        for order, places in _in_the_air(stage, casts, sizes, above, field, box).items():
            spots[order] = places
    return spots


def _alone(stage: Stage, cast: Cast, size: float, field: Field) -> Spot:
    """One thing on the ground stands where the subject of a picture does."""
    foot = _floor(stage) if cast.kind.manner == "bust" else field.back
    size = min(size, foot - field.top, field.width / (2 * cast.drawn.half))
    reach = cast.drawn.half * size
    x = min(max(stage.subject_x, field.left + reach), field.right - reach)
    return Spot(x, foot, size)


def _on_the_ground(
    stage: Stage, casts: Sequence[Cast], sizes: Sequence[float], orders: Sequence[int], field: Field, facing: int
) -> dict[int, list[Spot]]:
    """Herds side by side: the main one to the right, unless it goes, eats or plays to the right."""
    leads = stage.plan.action in {"chases", "eats", "plays"} and facing > 0
    line = list(orders) if leads else list(reversed(orders))
    herds = [Herd(casts[order].number, 2 * casts[order].drawn.half * sizes[order], sizes[order]) for order in line]
    hides = any(casts[order].kind.stature >= BACKGROUND for order in line) and len(line) > 1
    placed = side_by_side(
        herds, field, gap=_GAPS.get(stage.plan.action or "waits", 0.22), overlap=0.22 if hides else 0.0
    )
    found: dict[int, list[Spot]] = {}
    for order, size, places in zip(line, [sizes[order] for order in line], placed, strict=True):
        bust = casts[order].kind.manner == "bust"
        floor = _floor(stage)
        found[order] = [
            Spot(
                spot.x,
                floor if bust else spot.y,
                size * spot.scale,
                spot.row,
            )
            for spot in places
        ]
    return found


def _floor(stage: Stage) -> float:
    """Where the frame cuts those who are near: below its edge, so that no move of the camera shows it."""
    return stage.picture_box[3] + 0.075 * stage.height


def _in_the_air(
    stage: Stage,
    casts: Sequence[Cast],
    sizes: Sequence[float],
    orders: Sequence[int],
    field: Field,
    around: tuple[float, float, float, float] | None,
) -> dict[int, list[Spot]]:
    everyone = [order for order in orders for _ in range(casts[order].number)]
    boxes = [(2 * casts[order].drawn.half * sizes[order], sizes[order]) for order in everyone]
    bottom = field.front if stage.plan.setting in NO_GROUND else field.back - 0.06 * stage.unit
    left = field.left
    if around is not None:
        reach = 1.1 * max(size for box in boxes for size in box)
        left = max(field.left, around[0] - 1.6 * reach)
        area = (left, max(field.top, around[1] - 1.8 * reach), min(field.right, around[2] + 1.6 * reach), bottom)
        # What flies may be before the edges of what stands, but not behind somebody who is near.
        core = _shrunk(around, 0.0 if any(cast.kind.manner == "bust" for cast in casts) else 0.12)
    else:
        top = max(field.top, bottom - 0.75 * stage.unit)
        area, core = (left, top, field.right, bottom), None
    nudges = stage.rng("swarm").uniform(-1, 1, (len(everyone), 2)).tolist()
    if len(everyone) == 1 and around is None:
        return {orders[0]: [_alone_in_the_air(stage, casts[orders[0]], sizes[orders[0]], field)]}
    found: dict[int, list[Spot]] = {order: [] for order in orders}
    for order, spot in zip(everyone, scattered(boxes, area, nudges, core), strict=True):
        found[order].append(spot._replace(scale=spot.scale * sizes[order]))
    return found


def _alone_in_the_air(stage: Stage, cast: Cast, size: float, field: Field) -> Spot:
    """One thing in the air: the sun and the moon where the light comes from, others where the subject is."""
    floats = stage.plan.setting in NO_GROUND
    bottom = field.front if floats else field.back - 0.06 * stage.unit
    size = min(size, 0.92 * (bottom - field.top))
    x, middle = stage.subject_x, (field.top + bottom) / 2 if floats else field.back - max(0.30 * stage.unit, size / 2)
    if kinds.is_sun_or_moon(cast.name) and not floats:
        x, middle = stage.sun[0], min(stage.sun[1], bottom - size / 2)
    reach = cast.drawn.half * size
    x = min(max(x, field.left + reach), field.right - reach)
    return Spot(x, max(field.top + size / 2, middle) + size / 2, size)


def _shrunk(box: tuple[float, float, float, float], share: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    across, down = share * (right - left), share * (bottom - top)
    return left + across, top + down, right - across, bottom


def _box(
    casts: Sequence[Cast], spots: Sequence[Sequence[Spot]], orders: Sequence[int]
) -> tuple[float, float, float, float] | None:
    """Around everything that stands on the ground."""
    boxes = [
        (
            spot.x - casts[order].drawn.half * spot.scale,
            spot.y - spot.scale,
            spot.x + casts[order].drawn.half * spot.scale,
            spot.y,
        )
        for order in orders
        for spot in spots[order]
    ]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _figure(stage: Stage, cast: Cast, spot: Spot, facing: int, order: int, number: int, *, alone: bool) -> Figure:
    action = stage.plan.action
    acts = (order == 0 and (_lives(cast) or action not in _OF_THE_LIVING)) or (action == "chases" and order == 1)
    own_way = 1 if cast.name in FACES_RIGHT else -1
    behind = (
        cast.kind.stature >= BACKGROUND
        and not alone
        and cast.kind.manner != "bust"
        and len(set(stage.plan.subjects)) > 1
    )
    phase = number * 2.4 + order * 1.1
    actor = Actor(
        cast.kind.idle,
        ("runs" if order else action) if action == "chases" and acts else action if acts else None,
        facing if acts and goes(action) else own_way,
        phase=phase,
        round=_is_round(cast),
    )
    return Figure(
        cast.name,
        another(cast.name, cast.drawn, number),
        spot.x,
        spot.y - (0.03 * stage.unit if behind else 0.0),
        spot.scale,
        actor,
        cast.look,
        haze=spot.row * _HAZE_OF_A_ROW + (_HAZE_BEHIND if behind else 0.0),
        near=cast.kind.manner == "bust",
        mirrored=actor.facing != own_way,
    )


def _lives(cast: Cast) -> bool:
    return cast.kind.manner not in {"table", "sign"}


def _is_round(cast: Cast) -> bool:
    return abs(cast.drawn.half - 0.5) < 0.03 and cast.kind.manner in {"table", "sign", "air"}


def _with_ways(stage: Stage, figures: Sequence[Figure], casts: Sequence[Cast]) -> list[Figure]:
    """The figures with the way that they have, all together, from one side of the field to the other."""
    movers = [one for one in figures if goes(one.actor.action)]
    if not movers:  # nothing goes, or only things are seen, which do not walk by themselves
        return list(figures)
    whole = extent(movers)
    field = _field(stage, max(whole.size, stage.ground - (whole.y - whole.size)))
    spare = field.width - 2 * whole.half
    fastest = min(one.size for one in movers) * speed(stage.plan.action or "walks") * stage.plan.duration_s
    way = max(0.0, min(spare, fastest))
    shift = min(max(whole.x, field.left + whole.half + way / 2), field.right - whole.half - way / 2) - whole.x
    return [
        replace(one, x=one.x + shift, actor=one.actor._replace(way=way / one.size)) if one in movers else one
        for one in figures
    ]
