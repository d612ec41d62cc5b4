"""The names that plans may use: styles, settings, subjects, times of day, shots, camera moves and transitions."""

from __future__ import annotations

from typing import Literal, get_args

from painter.emoji import Subject as Subject
from painter.hand_drawn import HandDrawn as HandDrawn

Style = Literal["cinematic", "flat", "paper", "neon", "editorial", "watercolor", "blueprint", "pixel"]
Setting = Literal[
    "mountains",
    "hills",
    "forest",
    "lake",
    "sea",
    "underwater",
    "city",
    "stadium",
    "desert",
    "snow",
    "space",
    "room",
    "studio",
    "map",
    "abstract",
]
Variant = Literal[
    "living_room", "office", "kitchen", "workshop", "product", "figures", "table", "world", "streets", "meadow"
]
TimeOfDay = Literal["dawn", "day", "sunset", "night"]
Weather = Literal["clear", "rain", "snow", "fog"]
Season = Literal["spring", "summer", "autumn", "winter"]
Mood = Literal["calm", "bright", "epic", "tense"]
Pace = Literal["slow", "medium", "fast"]
CameraMove = Literal[
    "push", "pull", "pan_left", "pan_right", "rise", "sink", "tilt_up", "tilt_down", "orbit", "handheld", "rack"
]
Shot = Literal["wide", "medium", "close", "detail"]
Transition = Literal["cut", "dissolve", "wipe", "whip", "match"]
TitleKind = Literal["lower-third", "label", "note", "headline", "card"]
"""How words stand over a film: on a plate with a bar, on a label, on a small dark one, alone with a shadow, or on a
darkened picture."""
Action = Literal[
    "walks",
    "runs",
    "jumps",
    "flies",
    "swims",
    "drives",
    "floats",
    "falls",
    "sinks",
    "grows",
    "shrinks",
    "rises",
    "spins",
    "shakes",
    "dances",
    "sleeps",
    "waits",
    "chases",
    "eats",
    "plays",
]
Size = Literal["small", "usual", "large"]

STYLES: tuple[Style, ...] = get_args(Style)
