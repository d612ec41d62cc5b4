"""The steps of an edit: what an agent may ask for, and which fields each kind of step takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, get_args

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from footage.errors import InvalidInputError

MAX_STEPS = 20
MAX_RANGES = 200
MAX_FILES = 20
MAX_TEXT_CHARS = 200

Do = Literal[
    "keep", "cut", "cut_silence", "cut_words", "join", "insert", "speed", "reverse", "freeze", "reframe", "crop",
    "rotate", "overlay", "title", "music", "sound", "fade", "export",
]  # fmt: skip
Transition = Literal["none", "dissolve", "fade", "wipe", "slide"]
Aspect = Literal["16:9", "9:16", "1:1", "4:5"]
How = Literal["follow", "centre", "pad", "blur"]
Fit = Literal["centre", "pad", "blur"]
Place = Literal[
    "full", "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right",
    "lower-third",
]  # fmt: skip
Format = Literal["mp4", "webm", "gif", "webp", "png", "m4a", "mp3", "wav"]

_TIME = re.compile(r"(-)?\s*(?:(\d+):)?(?:(\d+):)?(\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|seconds?)?")
_ENDS = frozenset({"", "end", "null", "none"})
_SPAN = re.compile(r"\s*(-?[\d:.,]+)\s*s?\s*(?:-|\u2013|\.\.|to)\s*(-?[\d:.,]+|end)\s*s?\s*")
"""A range as one text, such as "2-5" or "1:00 to end"."""


def _seconds(value: object) -> object:
    """A time as people write it, "1:05.5" or "3 s", as seconds; what is none is left for the model to refuse."""
    if not isinstance(value, str):
        return value
    found = _TIME.fullmatch(value.strip().lower())
    if found is None:
        return value
    sign, first, second, seconds = found.groups()
    hours, minutes = (first, second) if second is not None else (None, first)
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", "."))
    return -total if sign else total


def _until(value: object) -> object:
    """The same for the end of a range, which may be that of the film."""
    return None if isinstance(value, str) and value.strip().lower() in _ENDS else _seconds(value)


Seconds = Annotated[float, BeforeValidator(_seconds)]
_PLAIN = WithJsonSchema({"type": "number"})
"""Without its bounds, which messages name: the list of tools is read whole by every model."""

_Until = Annotated[float | None, BeforeValidator(_until)]
Range = tuple[Seconds, _Until]
"""From when to when, in seconds; below zero from the end, None is the end."""


def _ranges(value: object) -> object:
    """Ranges as pairs, however they were written: one without a list around it, as objects, or as texts."""
    if isinstance(value, Mapping) or (isinstance(value, str) and _SPAN.fullmatch(value)):
        value = [value]
    if isinstance(value, str) or not isinstance(value, Sequence):
        return value
    if not value:
        return None
    bare = [one[0] if isinstance(one, (list, tuple)) and len(one) == 1 else one for one in value]
    is_span = any(isinstance(one, (list, tuple, Mapping)) or _is_span(one) for one in bare)
    return [_pair(one) for one in (bare if is_span or len(bare) > 2 else [bare])]


def _is_span(value: object) -> bool:
    return isinstance(value, str) and _SPAN.fullmatch(value) is not None


def _pair(value: object) -> object:
    if isinstance(value, Mapping):
        first = next((value[name] for name in _FROM if name in value), 0)
        return [first, next((value[name] for name in _TO if name in value), None)]
    if isinstance(value, str) and (found := _SPAN.fullmatch(value)):
        return [found[1], found[2]]
    if isinstance(value, (list, tuple)) and len(value) == 1:
        return [value[0], None]
    return [value, None] if isinstance(value, (int, float, str)) else value


_FROM = ("from", "start", "start_s", "from_s", "begin")
_TO = ("to", "end", "end_s", "to_s", "until")
_LENGTH = ("duration", "duration_s", "length", "length_s", "for_seconds")
_SAME: Mapping[str, str] = {
    "type": "do", "op": "do", "operation": "do", "action": "do", "step": "do",
    "range": "ranges", "segments": "ranges", "parts": "ranges", "spans": "ranges",
    "factor": "x", "rate": "x", "aspect_ratio": "aspect", "ratio": "aspect", "mode": "how", "fit": "how",
    "angle": "degrees", "rotation": "degrees", "caption": "text", "position": "place", "format": "as",
    "path": "file", "image": "file", "source": "file", "clip": "file", "track": "file", "video": "file",
    "volume_db": "gain_db", "gain": "gain_db", "fade_in_s": "in_s", "fade_in": "in_s", "fade_out_s": "out_s",
    "fade_out": "out_s", "fadein": "in_s", "fadeout": "out_s", "time": "at", "time_s": "at", "timestamp": "at",
    "videos": "files", "images": "files", "clips": "files",
}  # fmt: skip
"""How others call the same fields: an agent that guesses one is understood."""

_DEEDS: Mapping[str, str] = {
    "trim": "keep", "remove": "cut", "delete": "cut", "concat": "join", "append": "join",
    "remove_silence": "cut_silence",
    "text": "title", "lower_third": "title", "logo": "overlay", "watermark": "overlay", "pip": "overlay",
    "picture_in_picture": "overlay", "b_roll": "overlay", "gif": "export", "thumbnail": "export", "resize": "reframe",
    "slow": "speed", "slow_motion": "speed", "volume": "sound", "mute": "sound", "audio": "sound",
    "add_music": "music", "background_music": "music", "soundtrack": "music", "bgm": "music",
    "freeze_frame": "freeze", "flip": "rotate", "aspect": "reframe",
}  # fmt: skip
_ASPECTS: Mapping[str, str] = {
    "vertical": "9:16", "portrait": "9:16", "square": "1:1", "landscape": "16:9", "horizontal": "16:9",
    "wide": "16:9", "16x9": "16:9", "9x16": "9:16", "1x1": "1:1", "4x5": "4:5",
}  # fmt: skip
_HOWS: Mapping[str, str] = {
    "center": "centre",
    "crop": "centre",
    "letterbox": "pad",
    "blurred": "blur",
    "smart": "follow",
}
_PLACES: Mapping[str, str] = {
    "center": "centre", "middle": "centre", "lower_third": "lower-third", "fullscreen": "full", "background": "full",
}  # fmt: skip
_FORMATS: Mapping[str, str] = {
    "jpg": "png",
    "jpeg": "png",
    "poster": "png",
    "thumbnail": "png",
    "frames": "png",
    "aac": "m4a",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "do": _DEEDS, "aspect": _ASPECTS, "how": _HOWS, "place": _PLACES, "as": _FORMATS,
}  # fmt: skip
_NUMBERS = {"type": "array", "items": {"type": "number"}}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_PAIRS = {"type": "array", "items": _NUMBERS}
"""Without the lengths, which not every client can convert."""

_MUSIC = ("music", "mood", "song", "style", "genre", "prompt", "text")
"""What else a step of music may call what is to play."""

_RANGED = frozenset({"keep", "cut", "speed", "reverse", "sound"})


class Step(BaseModel):
    """One step; what it takes depends on what it does."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True, validate_by_name=True
    )

    do: Do
    ranges: (
        Annotated[tuple[Range, ...], Field(max_length=MAX_RANGES), BeforeValidator(_ranges), WithJsonSchema(_PAIRS)]
        | None
    ) = Field(default=None, description="[[from, to]], seconds of the film as this step gets it; below 0 from its end.")
    at_s: Seconds | None = Field(default=None, validation_alias=AliasChoices("at", "at_s"), description="Seconds.")
    for_s: Annotated[Seconds, Field(gt=0, le=3600), _PLAIN] | None = Field(
        default=None, validation_alias=AliasChoices("for", "for_s"), description="Seconds."
    )
    file: str | None = Field(default=None, description="Named like video.")
    files: Annotated[tuple[str, ...], Field(max_length=MAX_FILES), WithJsonSchema(_TEXTS)] | None = None
    transition: Transition | None = None
    words: Annotated[tuple[str, ...], Field(max_length=50), WithJsonSchema(_TEXTS)] | None = Field(
        default=None, description='To cut out; "fillers" for um and uh.'
    )
    x: Annotated[float, Field(ge=0.25, le=8), _PLAIN] | None = Field(default=None, description="Times as fast.")
    aspect: Aspect | None = None
    how: How | None = Field(default=None, description="follow: faces, motion.")
    degrees: Annotated[int, Field(ge=-270, le=270, multiple_of=90), WithJsonSchema({"type": "integer"})] | None = Field(
        default=None, description="90, 180 or 270 clockwise."
    )
    box: Annotated[tuple[float, float, float, float], WithJsonSchema(_NUMBERS)] | None = Field(
        default=None, description="x, y, width, height, each 0..1."
    )
    place: Place | None = None
    text: Annotated[str, Field(max_length=MAX_TEXT_CHARS), WithJsonSchema({"type": "string"})] | None = None
    opacity: Annotated[float, Field(gt=0, le=1), _PLAIN] | None = None
    gain_db: Annotated[float, Field(ge=-60, le=24), _PLAIN] | None = None
    mute: bool | None = None
    duck: bool | None = Field(default=None, description="Lower under speech; the default.")
    replace: bool | None = Field(default=None, description="Drop its own sound.")
    in_s: Annotated[Seconds, Field(ge=0, le=60), _PLAIN] | None = None
    out_s: Annotated[Seconds, Field(ge=0, le=60), _PLAIN] | None = None
    as_: Format | None = Field(default=None, validation_alias=AliasChoices("as", "as_"))
    width: Annotated[float, Field(gt=0, le=4096), _PLAIN] | None = Field(
        default=None, description="Pixels; up to 1 a share."
    )
    fps: Annotated[float, Field(gt=0, le=60), _PLAIN] | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, given: Any) -> Any:
        if isinstance(given, str) and _deed(given) in ALL_DEEDS:  # as if it were an object with nothing else
            given = {"do": given}
        return _understood(_with_deed(given)) if isinstance(given, Mapping) else given

    @property
    def named(self) -> frozenset[str]:
        """The fields that it was given, as callers write them."""
        given = {name for name in type(self).model_fields if name != "do" and getattr(self, name) not in (None, ())}
        return frozenset(_PUBLIC.get(name, name) for name in given)

    @property
    def sources(self) -> tuple[str, ...]:
        """All files that it names."""
        return ((self.file,) if self.file else ()) + (self.files or ())


_PUBLIC: Mapping[str, str] = {"at_s": "at", "for_s": "for", "as_": "as"}


def _deed(word: str) -> str:
    """What a step does, in our word for it."""
    key = word.strip().lower().replace("-", "_").replace(" ", "_")
    return _DEEDS.get(key, key)


def _with_deed(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of `{"trim": {...}}` and `{"title": "Hi", "at": 2}`, the object that has `do`, too."""
    deeds = [name for name in given if _deed(name) in ALL_DEEDS and name not in _ALSO_FIELDS]
    if len(deeds) != 1 or any(_SAME.get(name, name) == "do" for name in given):
        return given
    name, rest = deeds[0], {other: value for other, value in given.items() if other != deeds[0]}
    value = given[name]
    if isinstance(value, Mapping):
        return {"do": name, **value, **rest}
    if value is True or value is None:
        return {"do": name, **rest}
    plural = _deed(name) in {"join", "insert"} and isinstance(value, (list, tuple))
    main = "files" if plural else _MAIN.get(_deed(name))
    return {"do": name, main: value, **rest} if main else given


def _understood(given: Mapping[str, Any]) -> dict[str, Any]:
    """A step in our words, as far as there is no doubt."""
    step: dict[str, Any] = {}
    for name, value in given.items():
        bare = _SAME.get(name, name)
        step[name if bare in given and bare != name else bare] = value
    deed = str(step.get("do", "")).strip().lower().replace("-", "_")
    if all(name in step for name in _CORNERED) and "box" not in step and _deed(deed) in _BOXED:
        step["box"] = [step.pop(name) for name in _CORNERED]
    for name, words in _WORDS.items():
        if isinstance(step.get(name), str):
            word = step[name].strip().lower()
            key = word.replace("-", "_").replace(" ", "_")
            plain = key if name == "do" else word.replace("_", "-").replace(" ", "-")
            step[name] = words.get(word) or words.get(key) or plain
    if deed in {"gif", "thumbnail"}:
        step.setdefault("as", "gif" if deed == "gif" else "png")
    if deed == "mute":
        step.setdefault("mute", True)
    if deed == "lower_third":
        step.setdefault("place", "lower-third")
    if step.get("do") == "speed" and isinstance(step.get("speed"), (int, float, str)):
        step.setdefault("x", step.pop("speed"))
    if step.get("do") == "music" and "file" not in step:
        called = next((name for name in _MUSIC if isinstance(step.get(name), str)), None)
        step |= {"file": step.pop(called)} if called else {}
    return _timed(step)


def _timed(step: dict[str, Any]) -> dict[str, Any]:
    """Beginnings, ends and lengths by other names, as `ranges`, or as `at` and `for`."""
    begins = next((name for name in _FROM if name in step), None)
    ends = next((name for name in _TO if name in step), None)
    lasts = next((name for name in _LENGTH if name in step), None)
    if lasts and "for" not in step and "for_s" not in step:
        step["for"] = step.pop(lasts)
    if begins is None and ends is None:
        return step
    first = _seconds(step.pop(begins)) if begins else 0.0
    last = _until(step.pop(ends)) if ends else None
    if step.get("do") in _RANGED and "ranges" not in step:
        length = _seconds(step.pop("for")) if "for" in step and last is None else None
        if isinstance(length, (int, float)) and isinstance(first, (int, float)):
            last = first + length
        step["ranges"] = [[first, last]]
    else:
        step.setdefault("at", first)
        if isinstance(first, (int, float)) and isinstance(last, (int, float)) and last > first >= 0:
            step.setdefault("for", last - first)
    return step


Fields = frozenset[str]
_PLACED = frozenset({"at", "for", "place", "box", "width", "opacity", "in_s", "out_s"})
_TAKES: Mapping[Do, tuple[tuple[Fields, ...], Fields]] = {
    # what it needs, one of each set, and what else it takes
    "keep": ((frozenset({"ranges"}),), frozenset()),
    "cut": ((frozenset({"ranges"}),), frozenset()),
    "cut_silence": ((), frozenset({"for", "gain_db", "ranges"})),
    "cut_words": ((frozenset({"words"}),), frozenset()),
    "join": ((frozenset({"file", "files"}),), frozenset({"transition", "for", "how"})),
    "insert": ((frozenset({"file", "files"}), frozenset({"at"})), frozenset({"transition", "for", "how"})),
    "speed": ((frozenset({"x"}),), frozenset({"ranges"})),
    "reverse": ((), frozenset({"ranges"})),
    "freeze": ((frozenset({"at"}),), frozenset({"for"})),
    "reframe": ((frozenset({"aspect"}),), frozenset({"how", "width"})),
    "crop": ((frozenset({"box"}),), frozenset()),
    "rotate": ((frozenset({"degrees"}),), frozenset()),
    "overlay": ((frozenset({"file"}),), _PLACED | {"gain_db"}),
    "title": ((frozenset({"text"}),), _PLACED),
    "music": ((), frozenset({"file", "at", "for", "gain_db", "duck", "replace", "in_s", "out_s"})),
    "sound": ((frozenset({"mute", "gain_db", "file"}),), frozenset({"ranges", "at", "replace"})),
    "fade": ((frozenset({"in_s", "out_s"}),), frozenset()),
    "export": ((frozenset({"as"}),), frozenset({"at", "for", "ranges", "width", "fps", "aspect", "how"})),
}
_EXAMPLES: Mapping[str, str] = {
    "ranges": "ranges=[[0, 5]]", "words": 'words=["fillers"]', "file": "file", "at": "at=2.5", "x": "x=2",
    "aspect": 'aspect="9:16"', "box": "box=[0.1, 0.1, 0.8, 0.8]", "degrees": "degrees=90", "text": "text",
    "mute": "mute=true", "in_s": "in_s=1", "as": 'as="gif"',
}  # fmt: skip


def check_steps(steps: Sequence[Step]) -> None:
    """Refuse steps that lack a field or have one that they do not take.

    Raises:
        InvalidInputError: Names every one of them.
    """
    wrong = [one for at, step in enumerate(steps, 1) for one in _wrong(at, step)]
    if wrong:
        raise InvalidInputError(" ".join(wrong), hint="Mend these steps, then call again; nothing was made.")


def _wrong(at: int, step: Step) -> list[str]:
    needs, takes = _TAKES[step.do]
    needed = frozenset().union(*needs)
    lacks = [one for one in needs if not one & step.named]
    said = [f"steps.{at} ({step.do}) needs {_shown(one)}." for one in lacks]
    if extra := sorted(step.named - needed - takes):
        known = ", ".join(sorted(needed | takes)) or "nothing"
        said.append(f"steps.{at} ({step.do}) does not take {', '.join(extra)}; it takes {known}.")
    return said


def _shown(names: Fields) -> str:
    ordered = [name for name in _EXAMPLES if name in names] or sorted(names)
    return " or ".join(_EXAMPLES.get(name, name) for name in ordered)


_MAIN: Mapping[str, str] = {
    "keep": "ranges", "cut": "ranges", "cut_words": "words", "join": "file", "insert": "file", "speed": "x",
    "reverse": "ranges", "freeze": "at", "reframe": "aspect", "crop": "box", "rotate": "degrees", "overlay": "file",
    "title": "text", "music": "file", "export": "as",
}  # fmt: skip
"""The field that is meant by what stands where only the deed has a name."""

_CORNERED = ("x", "y", "width", "height")
_BOXED = frozenset({"crop", "overlay", "title"})
_ALSO_FIELDS = frozenset({*Step.model_fields, *_SAME, *_MUSIC, "volume"}) - {"music"}
"""Names of deeds that are those of fields, too: which is meant depends on the rest."""

ALL_DEEDS: tuple[Do, ...] = get_args(Do)
