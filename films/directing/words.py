"""What fields, kinds of scenes and choices are called on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Group = Literal["words", "look", "time"]

_WORDS = {
    "say": "Spoken",
    "text": "Words on screen",
    "titles": "Words on screen, a line each",
    "kicker": "Small line above",
    "heading": "Heading",
    "items": "Points, a line each",
    "value": "Number with its unit",
    "label": "What it counts",
    "labels": "Labels, a line each",
    "values": "Values, a line each",
    "unit": "Unit",
    "header": "Heads of the columns, a line each",
    "rows": "Rows, | between cells",
    "by": "Who said it",
    "source": "Who said it",
    "lower_third": "Name and what that is, a line each",
    "caption": "Line at the foot",
    "figure": "Number that counts up",
    "more": "Line below",
    "delta": "By how much it changed",
    "line": "Last line",
    "url": "Where to go",
    "prompt": "What the camera sees",
}
_LOOK = {
    "subjects": "Who or what",
    "setting": "Where",
    "variant": "What kind of place",
    "time": "When",
    "time_of_day": "When",
    "image": "Picture",
    "stock_query": "Real footage of",
    "backend": "Filmed by",
    "shot": "View",
    "camera": "Camera",
    "action": "What it does",
    "weather": "Weather",
    "season": "Season",
    "mood": "Mood",
    "type": "Kind of chart",
    "form": "Order",
    "numbered": "Numbered",
    "trend": "Goes",
    "table": "Table of the article",
    "language": "Language of the program",
    "lines": "Lines shown, such as 3-9",
}
_TIME = {
    "seconds": "Seconds",
    "duration_s": "Seconds",
    "transition": "Comes in by",
    "transition_s": "Seconds of that",
    "chapter": "Begins the chapter",
}
LABELS: Mapping[str, str] = {**_WORDS, **_LOOK, **_TIME}
HIDDEN = frozenset(
    {"kind", "id", "from", "version", "palette", "variation", "looks", "card", "show", "picture", "written"}
)
"""Fields that only mean something to the painter, or that have an edit of their own."""

OPTIONAL = frozenset(
    {"transition_s", "variant", "season", "mood", "figure", "trend", "action", "weather", "camera", "lower_third"}
    | {"chapter", "kicker", "stock_query", "table", "language", "lines", "backend"}
)
"""Fields that stand apart, where whoever wants more finds them."""

KIND_NAMES: Mapping[str, str] = {
    "title": "Title",
    "text": "Message",
    "list": "List",
    "steps": "Steps",
    "figure": "Number",
    "statistic": "Number",
    "chart": "Chart",
    "table": "Table",
    "quote": "Quotation",
    "code": "Program",
    "picture": "Picture",
    "photo": "Picture",
    "image": "Picture",
    "place": "Drawn place",
    "film": "Filmed",
    "split": "Two side by side",
    "end": "Last card",
}


def group_of(name: str) -> Group:
    """Where a field stands on the page."""
    return "time" if name in _TIME else "words" if name in _WORDS else "look"


def label_of(name: str) -> str:
    """What a field is called."""
    return LABELS.get(name) or spelt_out(name)


def spelt_out(choice: str) -> str:
    """A choice as people write it: "living_room" is "Living room"."""
    return choice.replace("_", " ").capitalize()
