"""Facts about the subjects that can be drawn: where they belong, how large they are, where they may be shown."""

from __future__ import annotations

from collections.abc import Mapping

from painter import kinds

PEOPLE = frozenset(
    {
        "runner",
        "couple",
        "family",
        "kite",
        "crowd",
        "cyclist",
        "footballer",
        "surfer",
        "skier",
        "swimmer",
        "dancer",
        "yoga",
        "speaker",
        "worker",
        "chef",
        "reader",
        "astronaut",
        "robot",
    }
)
"""Subjects that show a person by themselves, so that no further person is drawn."""

SUBJECT_SETTING: Mapping[str, str] = {
    "lighthouse": "sea",
    "boat": "sea",
    "house": "hills",
    "cabin": "mountains",
    "rocket": "space",
    "balloon": "hills",
    "plane": "mountains",
    "turbine": "hills",
    "car": "city",
    "camel": "desert",
    "person": "hills",
    "child": "hills",
    "boy": "hills",
    "girl": "hills",
    "baby": "room",
    "children": "hills",
    "runner": "hills",
    "couple": "hills",
    "family": "hills",
    "kite": "hills",
    "crowd": "city",
    "cyclist": "hills",
    "footballer": "stadium",
    "surfer": "sea",
    "skier": "snow",
    "swimmer": "sea",
    "dancer": "studio",
    "yoga": "hills",
    "speaker": "studio",
    "worker": "city",
    "chef": "studio",
    "reader": "room",
    "astronaut": "space",
    "robot": "studio",
    "tree": "hills",
    "palm": "sea",
    "bird": "sea",
    "chart": "studio",
    "phone": "studio",
    "laptop": "studio",
    "monitor": "studio",
    "tablet": "studio",
    "watch": "studio",
    "headphones": "studio",
    "camera": "studio",
    "shoe": "studio",
    "bag": "studio",
    "bottle": "studio",
    "box": "studio",
    "trophy": "studio",
    "cup": "studio",
    "bowl": "studio",
    "glass": "studio",
    "pizza": "studio",
    "cake": "studio",
    "burger": "studio",
    "apple": "studio",
    "bread": "studio",
    "icecream": "studio",
    "book": "studio",
    "ball": "stadium",
    "helmet": "studio",
    "clock": "studio",
    "gift": "studio",
    "calendar": "studio",
    "plant": "studio",
    "heart": "studio",
    "sign": "hills",
    "key": "studio",
    "gear": "studio",
    "bulb": "studio",
    "pin": "studio",
    "coin": "studio",
    "guitar": "studio",
    "bicycle": "hills",
    "train": "hills",
    "truck": "city",
    "bus": "city",
    "submarine": "sea",
    "drone": "mountains",
    "satellite": "space",
    "horse": "hills",
    "dog": "hills",
    "cat": "hills",
    "cow": "hills",
    "deer": "forest",
    "fox": "forest",
    "bear": "forest",
    "owl": "forest",
    "elephant": "hills",
    "rabbit": "hills",
    "penguin": "snow",
    "whale": "sea",
    "dolphin": "sea",
    "turtle": "underwater",
    "jellyfish": "underwater",
    "fish": "sea",
    "butterfly": "hills",
    "flower": "hills",
    "campfire": "forest",
    "globe": "space",
    "skyscraper": "city",
    "factory": "hills",
    "castle": "hills",
    "church": "hills",
    "temple": "hills",
    "bridge": "sea",
    "windmill": "hills",
    "tent": "mountains",
    "bench": "hills",
    "lamp": "city",
}
"""Where a subject stands when the prompt names no place."""

CHILDREN: frozenset[str] = frozenset({"child", "boy", "girl", "baby", "children"})

AT_WORK: frozenset[str] = frozenset({"speaker", "dancer", "chef", "reader", "robot", "worker", "yoga"})
"""People who are at home indoors as well as outdoors."""

SMALL: frozenset[str] = frozenset(name for name, place in SUBJECT_SETTING.items() if place == "studio") - AT_WORK
"""Small things, shown on a table; most would be lost under an open sky."""

OWN_COLOURS: frozenset[str] = frozenset(
    {"pizza", "cake", "burger", "apple", "bread", "icecream", "cup", "bowl", "glass"}
)
"""Food, which keeps its own colours in every style."""

SWIMMERS: frozenset[str] = frozenset({"fish", "whale", "dolphin", "turtle", "jellyfish", "submarine"})
AFLOAT: frozenset[str] = SWIMMERS | {
    "lighthouse",
    "boat",
    "palm",
    "surfer",
    "swimmer",
    "bird",
    "plane",
    "balloon",
    "rocket",
    "satellite",
    "drone",
    "globe",
    "bridge",
    "heart",
    "turbine",
}
"""Subjects that need no ground at the sea or on a lake: they swim, fly, or bring their own."""

PETS: frozenset[str] = frozenset({"person", "dog", "cat"})
VEHICLES: frozenset[str] = frozenset({"truck", "car", "bus", "plane", "train", "bicycle", "boat", "balloon"})

_LAND = frozenset({"mountains", "hills", "forest", "city", "stadium", "desert", "snow"})

OUTDOORS_TOO: Mapping[str, frozenset[str]] = {
    "bottle": _LAND | {"sea", "lake"},
    "bag": _LAND,
    "shoe": _LAND,
    "box": _LAND,
    "camera": _LAND,
    "trophy": _LAND,
    "book": _LAND,
    "helmet": _LAND,
    "gift": _LAND | {"space"},
    "heart": _LAND | {"sea", "lake", "space"},
    "pin": _LAND,
    "guitar": _LAND,
}
"""The settings under the sky in which these small things may be shown, too."""

HOLDS: Mapping[str, frozenset[str]] = {
    "studio": SMALL | AT_WORK | CHILDREN | {"ball", "sign"},
    "abstract": SMALL | {"ball", "sign"},
    "room": (SMALL - {"chart"}) | PETS | AT_WORK | CHILDREN | {"ball", "couple", "family"},
    "underwater": SWIMMERS,
    "map": VEHICLES | {"pin", "box", "cyclist", "drone"},
}
"""The subjects that can be shown in a setting; settings not listed hold all but small things, see `fits`."""

WITHOUT_WEATHER: frozenset[str] = frozenset({"studio", "abstract", "map", "space", "underwater"})
WITHOUT_HOURS: frozenset[str] = frozenset({"studio", "abstract", "map"})
"""Settings whose light does not follow the sun."""


def setting_of(subject: str) -> str:
    """Where a subject stands when the prompt names no place."""
    return SUBJECT_SETTING.get(subject) or kinds.kind(subject).setting


def is_afloat(subject: str) -> bool:
    """Whether a subject needs no ground at the sea or on a lake."""
    return subject in AFLOAT or (subject not in SUBJECT_SETTING and kinds.kind(subject).manner in {"water", "air"})


def is_small(subject: str) -> bool:
    """Whether a subject stands on a table."""
    return subject in SMALL or (subject not in SUBJECT_SETTING and kinds.kind(subject).manner in {"table", "sign"})


def keeps_colours(subject: str) -> bool:
    """Whether a subject has its own colours in every style."""
    return subject in OWN_COLOURS or (subject not in SUBJECT_SETTING and kinds.keeps_colours(subject))


def fits(subject: str, setting: str) -> bool:
    """Whether a subject can be shown in a setting: no chart or cup is drawn on a stormy sea."""
    if subject not in SUBJECT_SETTING:
        return kinds.fits(subject, setting)
    held = HOLDS.get(setting)
    if held is not None:
        return subject in held
    return subject not in SMALL or setting in OUTDOORS_TOO.get(subject, ())
