"""What can be chosen for a whole film: the few things that everybody decides first, and the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from footage.domain import AspectRatio, Priority, Resolution
from mcp_server.web.directing.drafting import ARTICLE, MOST_TAKES
from mcp_server.web.directing.uploads import last

Kind = Literal["text", "line", "number", "choice", "switch", "picture", "pictures"]

_SHAPES = {
    "16:9": "Wide, 16:9",
    "9:16": "Upright, 9:16",
    "1:1": "Square, 1:1",
    "4:3": "4:3",
    "3:4": "3:4",
    "21:9": "Cinema, 21:9",
}
_PRIORITIES = {
    "balanced": "Balanced",
    "quality": "Best picture",
    "speed": "Soonest done",
    "cost": "Least cost",
}


_WORDS = (
    "The place, who or what is in it, the light, what happens; words in quotes stand on the screen. "
    "Such as: A lighthouse in a storm at night, a small boat comes home, “Hold on to the light”."
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice of a whole film; `first` ones stand open, the others are folded away."""

    name: str
    label: str
    kind: Kind
    options: tuple[tuple[str, str], ...] = ()
    default: str = ""
    hint: str = ""
    first: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width."""
        return self.kind in ("text", "picture", "pictures")


def choices_for(tool: str, backends: Sequence[str]) -> list[Choice]:
    """The choices of a tool.

    Args:
        tool: Which.
        backends: Those that can be named.
    """
    return _of_article() if tool == ARTICLE else _of_wish(backends)


def chosen(form: Mapping[str, list[str]], choices: Sequence[Choice]) -> dict[str, Any]:
    """What a form says of these choices; what is not in it is left out, what is empty is None."""
    found: dict[str, Any] = {}
    for one in choices:
        if one.name not in form:
            continue
        if one.kind == "pictures":
            found[one.name] = [name for text in form[one.name] for name in text.split()] or None
        else:
            found[one.name] = last(form, one.name).strip() or None
    if brand := {name: found.pop(f"brand_{name}", None) for name in _BRAND if f"brand_{name}" in found}:
        found["brand"] = _brand(brand)
    return found


def values_of(content: Mapping[str, Any]) -> dict[str, str]:
    """What fields say of choices that were made."""
    brand = content.get("brand") or {}
    flat = {**content, **{f"brand_{name}": value for name, value in brand.items()}}
    return {name: "\n".join(map(str, one)) if isinstance(one, list) else str(one) for name, one in flat.items()}


_BRAND = ("colours", "logo", "font")


def _brand(given: Mapping[str, str | None]) -> dict[str, Any] | None:
    """A brand as the tool takes it; None where nothing is said of one."""
    colours = (given.get("colours") or "").replace(",", " ").split()
    whole = {"colours": colours, "logo": given.get("logo"), "font": given.get("font")}
    return {name: value for name, value in whole.items() if value} or None


def _pairs(names: Sequence[str], words: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    return tuple((name, (words or {}).get(name) or name.replace("_", " ").capitalize()) for name in names)


def _styles() -> Choice:
    from painter import STYLES

    return Choice(
        name="style", label="Style", kind="choice", options=(("", "What fits"), *_pairs(STYLES)), hint="Of drawn scenes"
    )


def _shared() -> list[Choice]:
    sizes = tuple((one, one) for one in get_args(Resolution))
    return [
        Choice(name="resolution", label="Size", kind="choice", options=sizes, default="720p"),
        Choice(
            name="look",
            label="Pictures",
            kind="choice",
            options=(("auto", "Made"), ("real", "Real footage")),
            default="auto",
        ),
        Choice(name="max_cost_usd", label="At most, in dollars", kind="number", hint="Empty: as your caps allow"),
        Choice(name="tag", label="What it is for", kind="line", hint="Spending is told by it"),
    ]


def _priority(*, first: bool) -> Choice:
    return Choice(
        name="priority",
        label="What matters",
        kind="choice",
        options=_pairs(get_args(Priority), _PRIORITIES),
        default="balanced",
        first=first,
    )


def _shape(*before: tuple[str, str]) -> Choice:
    return Choice(
        name="aspect_ratio",
        label="Shape",
        kind="choice",
        options=(*before, *_pairs(get_args(AspectRatio), _SHAPES)),
        default="" if before else "16:9",
        first=True,
    )


def _of_wish(backends: Sequence[str]) -> list[Choice]:
    takes = tuple((f"{n}", f"{n}" if n > 1 else "One") for n in range(1, MOST_TAKES + 1))
    return [
        Choice(name="prompt", label="What the film shows", kind="text", hint=_WORDS, first=True),
        Choice(name="duration_s", label="Seconds", kind="number", hint="Empty: as the words say", first=True),
        _shape(("", "As the words say")),
        _priority(first=True),
        Choice(name="takes", label="Takes", kind="choice", options=takes, default="1", first=True),
        _styles(),
        Choice(
            name="audio",
            label="Sound",
            kind="choice",
            options=(("", "Where it can be made"), ("true", "Yes"), ("false", "No")),
        ),
        Choice(name="backend", label="Made by", kind="choice", options=(("", "Whoever fits best"), *_pairs(backends))),
        *_shared(),
        Choice(name="negative_prompt", label="What must not appear", kind="line"),
        Choice(name="min_quality", label="Least quality, 0 to 1", kind="number"),
        Choice(name="start_image", label="Picture or film to start from", kind="picture"),
        Choice(name="end_image", label="Picture to end with", kind="picture"),
        Choice(name="reference_images", label="Pictures of who or what is in it", kind="pictures"),
    ]


def _of_article() -> list[Choice]:
    from painter import BEDS

    return [
        Choice(name="duration_s", label="Seconds", kind="number", default="60", first=True),
        _shape(),
        Choice(
            name="narration",
            label="Voice",
            kind="choice",
            options=(("auto", "Where there is one"), ("on", "Yes"), ("off", "No")),
            default="auto",
            first=True,
        ),
        Choice(
            name="music",
            label="Music",
            kind="choice",
            options=(("auto", "What fits"), ("off", "None"), *_pairs(BEDS)),
            default="auto",
            first=True,
        ),
        Choice(name="captions", label="Captions", kind="switch", default="on", first=True),
        _styles(),
        *_shared(),
        _priority(first=False),
        Choice(name="language", label="Language of the article", kind="line", hint="Where it does not say"),
        Choice(name="focus", label="What matters most in it", kind="line"),
        Choice(name="call_to_action", label="Last words", kind="line"),
        Choice(name="voice", label="Name of the voice", kind="line"),
        Choice(
            name="credits",
            label="Credits of footage",
            kind="choice",
            options=(("file", "In a file"), ("card", "Also at the end")),
            default="file",
        ),
        Choice(name="brand_colours", label="Colours of the brand", kind="line", hint="#0a84ff #10263f"),
        Choice(name="brand_font", label="Font of the brand", kind="line"),
        Choice(name="brand_logo", label="Logo", kind="picture"),
        Choice(name="images", label="More pictures", kind="pictures"),
    ]
