"""What kinds of emoji need in a picture: where they belong, how large they are, what they do when nothing is said."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal, NamedTuple

from painter import emoji

Manner = Literal["ground", "air", "water", "table", "bust", "head", "sign"]
"""How a thing is shown: on the ground, in the air, in water, on a table, as a person whom the frame's lower edge cuts,
as a head without a body, or as a sign that stands for something."""

Idle = Literal["stands", "breathes", "hops", "sways", "flutters", "hovers", "bobs", "swims", "drives", "nods", "shines"]
"""What a thing does by itself."""


class Kind(NamedTuple):
    """One kind of thing.

    Attributes:
        manner: How it is shown.
        setting: Where it is when nothing is said.
        size: Its height alone in a picture, in units.
        stature: Its height next to other things, in units: closer together than in nature, so that all are seen.
        idle: What it does by itself.
    """

    manner: Manner
    setting: str
    size: float
    stature: float
    idle: Idle


_SIGN = Kind("sign", "studio", 0.44, 0.40, "breathes")
_FACE = Kind("sign", "studio", 0.44, 0.34, "nods")
_HAND = _SIGN._replace(idle="nods")
_BUST = Kind("bust", "hills", 0.66, 0.60, "nods")
_BODY = Kind("ground", "hills", 0.46, 0.42, "breathes")
_TABLE = Kind("table", "studio", 0.42, 0.26, "breathes")
_BIG_THING = Kind("table", "studio", 0.46, 0.36, "breathes")
_BEAST = Kind("ground", "hills", 0.40, 0.38, "breathes")
_HEAD = Kind("head", "hills", 0.42, 0.34, "nods")
_BUG = Kind("ground", "hills", 0.30, 0.13, "breathes")
_WINGED_BUG = Kind("air", "hills", 0.30, 0.13, "flutters")
_PLANT = Kind("ground", "hills", 0.42, 0.30, "sways")
_TREE = Kind("ground", "hills", 0.60, 0.62, "sways")
_LAND = Kind("ground", "hills", 0.62, 0.80, "stands")
_HOUSE = Kind("ground", "city", 0.56, 0.66, "stands")
_ROAD = Kind("ground", "city", 0.36, 0.36, "drives")
_RAIL = Kind("ground", "hills", 0.40, 0.40, "drives")
_SHIP = Kind("water", "sea", 0.38, 0.40, "bobs")
_SEA_LIFE = Kind("water", "underwater", 0.36, 0.26, "swims")
_FLIER = Kind("air", "mountains", 0.30, 0.30, "hovers")
_SKY = Kind("air", "mountains", 0.34, 0.34, "hovers")
_FLAG = Kind("ground", "hills", 0.50, 0.44, "sways")
_SCENE = Kind("ground", "hills", 0.52, 0.46, "stands")
"""A whole place, which is painted instead; see `painter.subjects.postcards`."""

_PICTURE = Kind("sign", "studio", 0.52, 0.46, "stands")

_OF_SUBGROUPS: tuple[tuple[str, Kind], ...] = (
    ("face-smiling face-affection face-tongue face-hand face-neutral-skeptical face-sleepy face-unwell", _FACE),
    ("face-hat face-glasses face-concerned face-negative face-costume cat-face monkey-face", _FACE),
    ("heart emotion person-symbol", _SIGN),
    ("hand-fingers-open hand-fingers-partial hand-single-finger hand-fingers-closed", _HAND),
    ("hands hand-prop body-parts", _HAND),
    ("person person-gesture", _BUST),
    ("person-role", _BUST._replace(setting="room")),
    ("person-fantasy person-activity person-resting family", _BODY),
    ("person-sport", _BODY._replace(setting="stadium", idle="hops")),
    ("animal-mammal", _BEAST),
    ("animal-bird", _BEAST._replace(size=0.34, stature=0.20, idle="hops")),
    ("animal-amphibian", _HEAD._replace(setting="lake", size=0.34, stature=0.18)),
    ("animal-reptile", _BEAST._replace(setting="forest")),
    ("animal-marine", _SEA_LIFE),
    ("animal-bug", _BUG),
    ("plant-flower plant-other", _PLANT),
    ("food-fruit food-vegetable food-prepared food-asian food-sweet drink dishware", _TABLE),
    ("place-geographic", _LAND),
    ("place-building", _HOUSE),
    ("place-religious place-other", _HOUSE._replace(setting="hills")),
    ("transport-ground", _ROAD),
    ("transport-water", _SHIP),
    ("transport-air", _FLIER),
    ("sky-weather", _SKY),
    ("hotel time event award-medal sport game arts-crafts clothing", _TABLE),
    ("sound music musical-instrument phone computer light-video", _TABLE),
    ("book-paper money mail writing office lock tool science medical", _TABLE),
    ("place-map household other-object", _BIG_THING),
    ("transport-sign warning arrow religion zodiac av-symbol gender math punctuation", _SIGN),
    ("currency other-symbol keycap alphanum geometric", _SIGN),
    ("flag", _FLAG),
)
_KINDS: Mapping[str, Kind] = {name: own for written, own in _OF_SUBGROUPS for name in written.split()}

_RAILS, _ROOM = "🚂🚃🚇🚈🚉🚊🚝🚞🚋", "🛏🛋🪑🚪🪟🚽🛁🪞"
_OTHERWISE: tuple[tuple[str, Kind], ...] = (
    ("👼🤱🎅🤶🦸🦹🧙🧛🧝🧟🧞🧌💆💇🧖🤹", _BUST),
    ("🧑‍🌾👰🤵🤴👸🫅👲👳🧕🤰🫃🫄", _BUST),
    ("👮🧑‍🚒🕵💂🥷", _BUST._replace(setting="city")),
    ("🧑‍✈️", _BUST._replace(setting="mountains")),
    ("🛀🛌", _BODY._replace(setting="room", size=0.34)),
    ("🏇", _BODY._replace(setting="stadium", size=0.44)),
    ("🏂", _BODY._replace(setting="snow")),
    ("🧗", _BODY._replace(setting="mountains")),
    ("🚣", Kind("water", "lake", 0.34, 0.34, "bobs")),
    ("🤽", Kind("water", "sea", 0.34, 0.34, "bobs")),
    ("🧜", Kind("water", "sea", 0.40, 0.36, "bobs")),
    ("🧚", Kind("air", "forest", 0.40, 0.30, "hovers")),
    ("🐵🦁🐯🐺🐷🐭🐹🐗🐨🐼🐲🐔", _HEAD),
    ("🦄", _BUST._replace(stature=0.40)),
    ("🫎", _BUST._replace(setting="forest")),
    ("🐻‍❄️", _HEAD._replace(setting="snow")),
    ("🐻🦝", _HEAD._replace(setting="forest")),
    ("🐁🐀🐿🦔🦡🦨🦦", _BEAST._replace(size=0.32, stature=0.17)),
    ("🐩🦮🐕‍🦺🐈🐈‍⬛🐒", _BEAST._replace(size=0.36, stature=0.25)),
    ("🐑🐏🐐🐖🦘", _BEAST._replace(stature=0.31)),
    ("🦇", Kind("air", "forest", 0.32, 0.16, "flutters")),
    ("🦒🦣🦏🦛", _BEAST._replace(size=0.50, stature=0.56)),
    ("🐅🐆🦍🦧", _BEAST._replace(setting="forest")),
    ("🐾🐽🪶🪽🦠🕸🪺🪹", _SIGN),
    ("🦙", _BEAST._replace(setting="mountains")),
    ("🐣🐤🐥", _BEAST._replace(size=0.28, stature=0.14, idle="hops")),
    ("🦩🦚🦤🦃", _BEAST._replace(size=0.44, stature=0.30, idle="hops")),
    ("🕊🦅🐦‍🔥", Kind("air", "mountains", 0.34, 0.20, "flutters")),
    ("🦆🦢", Kind("water", "lake", 0.32, 0.20, "bobs")),
    ("🐊", _BEAST._replace(setting="lake", size=0.28)),
    ("🦕🦖🐉", _BEAST._replace(setting="forest", size=0.54, stature=0.54)),
    ("🦭", _BEAST._replace(setting="snow", size=0.30)),
    ("🐚🦪🪸", Kind("ground", "underwater", 0.30, 0.20, "breathes")),
    ("🦀🦞🦐", Kind("ground", "underwater", 0.30, 0.20, "breathes")),
    ("🐝🦟🪰🪲🐞", _WINGED_BUG),
    ("🦋", _WINGED_BUG._replace(stature=0.15)),
    ("🪱🐌", _BUG._replace(size=0.26)),
    ("🌲🌳🌴", _TREE),
    ("🌵", _PLANT._replace(setting="desert", size=0.50, stature=0.42)),
    ("🎄", _TREE._replace(setting="snow")),
    ("🍁🍂🍃", Kind("air", "forest", 0.30, 0.14, "flutters")),
    ("🍄", _PLANT._replace(setting="forest", size=0.34, stature=0.18, idle="breathes")),
    ("💮🏵", _SIGN),
    ("🏔⛰🗻🌋🛘", _LAND._replace(setting="hills", size=0.60)),
    ("🗾🌉", _PICTURE),
    ("🏖🌅🌁", _SCENE._replace(setting="sea")),
    ("🌃🏙🌆🌇🛣", _SCENE._replace(setting="city")),
    ("🌄", _SCENE._replace(setting="mountains")),
    ("🏜", _SCENE._replace(setting="desert")),
    ("🏞", _SCENE._replace(setting="lake")),
    ("🏕", _SCENE._replace(setting="forest")),
    ("🌌", _SCENE._replace(setting="space")),
    ("🏟", _SCENE._replace(setting="stadium")),
    ("🎑🛤", _SCENE),
    ("🎆", Kind("air", "city", 0.95, 0.80, "shines")),
    ("🌠", Kind("air", "mountains", 0.46, 0.40, "shines")),
    ("🎇", Kind("ground", "hills", 0.40, 0.30, "shines")),
    ("🏝", Kind("water", "sea", 0.44, 0.80, "stands")),
    ("🧱🪨🪵", _BIG_THING._replace(manner="ground", setting="hills", size=0.28, stature=0.22)),
    ("🛖🏘🏚🏯🕌🕍🛕🕋⛩🗽🗼💒🏛", _HOUSE._replace(setting="hills")),
    ("💈♨", _BIG_THING),
    ("🏎🏍🛵", _ROAD),
    ("🚜🛺", _ROAD._replace(setting="hills")),
    (_RAILS, _RAIL),
    ("🦽🦼🛴🛹🛼🛞🛢", _BIG_THING),
    ("🛬", Kind("ground", "hills", 0.34, 0.34, "stands")),
    ("🚨", _TABLE),
    ("🐧", _BEAST._replace(setting="snow", stature=0.28)),
    ("🚏⛽🚥🚦🛑🚧", Kind("ground", "city", 0.46, 0.40, "stands")),
    ("🛟", Kind("water", "sea", 0.30, 0.24, "bobs")),
    ("⚓", _BIG_THING),
    ("🛶🚤🛳⛴🛥🚢", _SHIP),
    ("💺", _BIG_THING),
    ("🛸", _FLIER._replace(setting="space")),
    ("🪂🚁🚟🚠🚡", _FLIER._replace(size=0.36)),
    ("🪐☄🌍🌎🌏🌑🌒🌓🌔🌕🌖🌗🌘", Kind("air", "space", 0.40, 0.30, "hovers")),
    ("🌙🌚🌛🌜🌝🌞☀⭐🌟", _SKY._replace(idle="shines")),
    ("🌡☂☔⛱🌂", _BIG_THING),
    ("☃⛄", Kind("ground", "snow", 0.44, 0.36, "breathes")),
    ("❄", _SKY._replace(setting="snow", idle="hovers")),
    ("🔥", Kind("ground", "forest", 0.42, 0.30, "sways")),
    ("💧", Kind("sign", "studio", 0.40, 0.16, "breathes")),
    ("🌊", Kind("water", "sea", 0.40, 0.40, "bobs")),
    ("🌪🌬", Kind("ground", "hills", 0.60, 0.70, "sways")),
    ("🎃", _TABLE._replace(manner="ground", setting="forest", size=0.34)),
    ("🎈", Kind("air", "hills", 0.36, 0.24, "hovers")),
    ("🎋🎏🎐", _FLAG),
    ("🛷🎿⛸", _TABLE._replace(manner="ground", setting="snow")),
    ("⛳🥅", Kind("ground", "stadium", 0.50, 0.46, "stands")),
    ("🏀🏐🏈🏉⚾🥎🎾", _TABLE._replace(idle="hops")),
    (_ROOM, _BIG_THING._replace(manner="ground", setting="room", size=0.56, stature=0.42)),
    ("🖼", _BIG_THING),
    ("📡🔭", _BIG_THING._replace(setting="mountains", manner="ground")),
    ("⚰🪦⚱🗿", _BIG_THING._replace(manner="ground", setting="hills")),
    ("🚬", _TABLE),
)
"""Emoji that are shown otherwise than most of their kind."""

_STAND_INS: Mapping[str, str] = {
    "lighthouse": "🗼",
    "cabin": "🛖",
    "balloon": "🎈",
    "turbine": "🗼",
    "footballer": "⛹️",
    "speaker": "🧎",
    "reader": "🧎",
    "tablet": "📱",
    "bottle": "🍾",
    "submarine": "🚢",
    "drone": "🚁",
    "temple": "🛕",
    "windmill": "🗼",
    "bench": "🪑",
    "lamp": "🚦",
    "campfire": "🔥",
}
"""An emoji of the size of each thing that is drawn by hand and has none."""

_SMALLER: Mapping[str, float] = {
    "child": 0.30,
    "boy": 0.30,
    "girl": 0.30,
    "children": 0.32,
    "baby": 0.22,
    "crowd": 0.46,
}
"""How tall children are beside grown-ups, and who stands farther away, in units."""

_INDOORS = 0.42
"""The tallest thing that fits in a room, by its stature in units; of people the room shows the upper half."""


def kind(subject: str) -> Kind:
    """How the emoji of a subject is shown."""
    known = emoji.picture(subject)
    plain = emoji.folded(known.emoji)
    special = _special()
    return special.get(plain) or special.get(emoji.without_gender(plain)) or _KINDS[known.kind]


def kind_of_any(subject: str) -> Kind:
    """How anything that a plan may name is shown among others; what is drawn by hand has its whole body."""
    if subject not in emoji.BY_HAND:
        return kind(subject)
    if subject in _SMALLER:
        return _BODY._replace(stature=_SMALLER[subject])
    own = kind(emoji.PICTURE_OF.get(subject) or _STAND_INS[subject])
    return _BODY if own.manner in {"bust", "head"} or own == _FACE else own


def is_a_face(subject: str) -> bool:
    """Whether an emoji of a person shows the head alone."""
    known = emoji.picture(subject)
    return known.kind == "person" or emoji.without_gender(emoji.folded(known.emoji)) in _FACES_TOO


_FACES_TOO = frozenset({"🎅", "🤶", "🧑‍🎄", "👳", "👼"})


def shines(subject: str) -> bool:
    """Whether an emoji shows a light, which no hour makes darker."""
    return emoji.folded(subject) in _LIGHTS


def is_sun_or_moon(subject: str) -> bool:
    """Whether an emoji shows what the sky has one of already."""
    return emoji.folded(subject) in _SUN_OR_MOON


_SUN_OR_MOON = frozenset("☀🌞🌝🌛🌜🌚🌙🌑🌕🌖🌗🌘🌒🌓🌔")
_LIGHTS = _SUN_OR_MOON | frozenset("⭐🌟⚡🔥🌈✨🎆🎇🌠💥🕯🏮🪔☄")
_COLOURED = ("food", "drink", "animal", "plant", "person", "face", "hand", "body", "sky", "event", "flag")


def keeps_colours(subject: str) -> bool:
    """Whether an emoji shows what lives or is eaten, which looks wrong in other colours."""
    return emoji.picture(subject).kind.startswith(
        ("food", "drink", "animal", "plant", "person", "face", "hand", "body")
    )


def fits(subject: str, setting: str) -> bool:
    """Whether an emoji can be shown in a setting: no house in a room, under water only what lives or sinks there.

    The sand that a crab is on is a beach.
    """
    own = kind(subject)
    if setting == "room":
        return own.manner == "bust" or (own.stature <= _INDOORS and own.manner != "water")
    if setting == "desert":
        return own.setting != "underwater"
    if setting == "underwater":
        return own.setting == "underwater" or own.manner in {"table", "sign"}
    return True


@functools.lru_cache(maxsize=1)
def _special() -> Mapping[str, Kind]:
    return {one: own for written, own in _OTHERWISE for one in _split(written)}


def _split(written: str) -> list[str]:
    """The emoji of a text in which nothing stands between them."""
    found: list[str] = []
    for char in emoji.folded(written):
        if found and (char == "\u200d" or found[-1].endswith("\u200d")):
            found[-1] += char
        else:
            found.append(char)
    return found
