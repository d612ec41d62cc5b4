"""The plans of films and scenes, and how words become a scene: a lexicon look-up with a seed; nothing here understands.

The rules, in order: quoted text is the title, otherwise the first clause. The setting is the one named first, or the
one the subject usually stands in. Time of day, weather, season, mood, camera and colour are looked up each by itself;
what the prompt leaves open is chosen by the seed. Plans are plain documents: they survive JSON and may be edited before
they are rendered.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from media.painter import lexicon, palette, titles
from media.painter.brand import brand_of, without_brand
from media.painter.camera_words import CAMERA_TALK, CAMERAS, IMPLIED_CAMERAS, SHOTS
from media.painter.cards import Card, ImageCard
from media.painter.wording import Wording, wording
from media.painter.words import Words

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
Camera = Literal[
    "push", "pull", "pan_left", "pan_right", "rise", "sink", "tilt_up", "tilt_down", "orbit", "handheld", "rack"
]
Shot = Literal["wide", "medium", "close", "detail"]
Transition = Literal["cut", "dissolve", "wipe", "whip", "match"]
Subject = Literal[
    "lighthouse",
    "boat",
    "house",
    "cabin",
    "rocket",
    "balloon",
    "plane",
    "turbine",
    "car",
    "camel",
    "person",
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
    "tree",
    "palm",
    "bird",
    "chart",
    "phone",
    "laptop",
    "monitor",
    "tablet",
    "watch",
    "headphones",
    "camera",
    "shoe",
    "bag",
    "bottle",
    "box",
    "trophy",
    "cup",
    "bowl",
    "glass",
    "pizza",
    "cake",
    "burger",
    "apple",
    "bread",
    "icecream",
    "book",
    "ball",
    "helmet",
    "clock",
    "gift",
    "calendar",
    "plant",
    "heart",
    "sign",
    "key",
    "gear",
    "bulb",
    "pin",
    "coin",
    "guitar",
    "bicycle",
    "train",
    "truck",
    "bus",
    "submarine",
    "drone",
    "satellite",
    "horse",
    "dog",
    "cat",
    "cow",
    "deer",
    "fox",
    "bear",
    "owl",
    "elephant",
    "rabbit",
    "penguin",
    "whale",
    "dolphin",
    "turtle",
    "jellyfish",
    "fish",
    "butterfly",
    "flower",
    "campfire",
    "globe",
    "skyscraper",
    "factory",
    "castle",
    "church",
    "temple",
    "bridge",
    "windmill",
    "tent",
    "bench",
    "lamp",
]


def _colour(value: object) -> object:
    """A colour as plans write it, from any way of writing hex codes."""
    if not isinstance(value, str):
        return value
    digits = value.strip().removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise ValueError("a colour is written #rrggbb, such as #ff5500")
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _at_most(limit: int, least: int = 0) -> BeforeValidator:
    """Refuse too many parts, or too few, before any is looked at: thousands of wrong ones would take seconds."""

    def check(value: object) -> object:
        if isinstance(value, list | tuple) and len(value) > limit:
            raise ValueError(f"there are {len(value)}, but at most {limit} fit")
        if isinstance(value, list | tuple) and len(value) < least:
            raise ValueError(f"there must be at least {least}")
        return value

    return BeforeValidator(check)


HexColour = Annotated[str, BeforeValidator(_colour), Field(pattern=r"^#[0-9a-f]{6}$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
SidePx = Annotated[int, Field(ge=64, le=5120, multiple_of=2)]
Fps = Annotated[int, Field(ge=1, le=120)]
STYLES: tuple[Style, ...] = get_args(Style)


MAX_SUBJECTS = 2
MAX_BEATS = 60
TRANSITION_S: dict[Transition, float] = {"cut": 0.0, "dissolve": 0.75, "wipe": 0.7, "whip": 0.42, "match": 0.6}
"""How long each transition takes where the plan does not say, in seconds."""
SHORTEST_BEAT_S = 0.5
"""Faster cuts between bright and dark would flash more often than three times a second."""

_ROUNDING_S = 0.02
"""How far the beats' sum may be from the film's length, for lengths that were rounded to be written down."""


PictureIndex = Annotated[int, Field(ge=0, lt=MAX_BEATS)]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Palette(_Document):
    """The colours of a film, "#rrggbb": the sky from the top to the horizon, the light, the land, one accent."""

    sky_top: HexColour
    sky_mid: HexColour
    sky_low: HexColour
    light: HexColour
    land_far: HexColour
    land_near: HexColour
    accent: HexColour


class ScenePlan(_Document):
    """What one shot of a storyboard film shows: enough to draw it the same way again.

    `titles` holds at most a headline and a subtitle; `lower_third` a name and what it is; `caption` one line at the
    foot of the frame; a `card` takes the whole frame, and the place moves behind it. `picture`, counted from 0, is one
    of those given besides the plan, to be shown instead of the place. `variant` is a kind of the setting, such as the
    kitchen among rooms; None, or one that belongs to another setting, leaves it to the seed. `figure` is a number the
    prompt states ("40%"), which counts up in the titles, and which a chart shows that rises or falls by `trend`.
    `variation` seeds everything the other fields leave open.
    """

    titles: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=2)
    lower_third: Annotated[tuple[Text, ...], _at_most(2)] = Field(default=(), max_length=2)
    caption: Text | None = None
    card: Card | None = None
    picture: PictureIndex | None = None
    style: Style
    setting: Setting
    variant: Variant | None = None
    subjects: Annotated[tuple[Subject, ...], _at_most(MAX_SUBJECTS)] = Field(default=(), max_length=MAX_SUBJECTS)
    time_of_day: TimeOfDay
    weather: Weather
    season: Season
    mood: Mood
    shot: Shot = "wide"
    camera: Camera
    palette: Palette
    figure: str | None = Field(default=None, max_length=12)
    trend: Literal["up", "down"] = "up"
    duration_s: float = Field(gt=0, le=600)
    width: SidePx
    height: SidePx
    fps: Fps = 24
    seed: int
    variation: int = Field(ge=0)

    @property
    def frame_count(self) -> int:
        """Frames in the film; at least one."""
        return max(1, round(self.duration_s * self.fps))


class Beat(_Document):
    """One shot of a film, from its transition to the next one's.

    `palette`, `mood` and `variation` are the film's where they are None; a `variation` of its own shows another part of
    the place. `transition` leads into the beat, over its first `transition_s` seconds (None: a fitting length); what
    the first beat says there is not used.
    """

    duration_s: float = Field(gt=0, le=60)
    setting: Setting
    variant: Variant | None = None
    subjects: Annotated[tuple[Subject, ...], _at_most(MAX_SUBJECTS)] = Field(default=(), max_length=MAX_SUBJECTS)
    time_of_day: TimeOfDay = "day"
    weather: Weather = "clear"
    season: Season = "summer"
    mood: Mood | None = None
    palette: Palette | None = None
    variation: int | None = Field(default=None, ge=0)
    shot: Shot = "wide"
    camera: Camera = "push"
    titles: Annotated[tuple[Text, ...], _at_most(2)] = Field(default=(), max_length=2)
    lower_third: Annotated[tuple[Text, ...], _at_most(2)] = Field(default=(), max_length=2)
    caption: Text | None = None
    card: Card | None = None
    picture: PictureIndex | None = None
    figure: str | None = Field(default=None, max_length=12)
    trend: Literal["up", "down"] = "up"
    transition: Transition = "cut"
    transition_s: float | None = Field(default=None, gt=0, le=3)


class FilmPlan(_Document):
    """A storyboard film: what holds for all of it, and its beats, which together last `duration_s`."""

    style: Style
    palette: Palette
    mood: Mood
    pace: Pace = "medium"
    width: SidePx
    height: SidePx
    fps: Fps = 24
    duration_s: float = Field(gt=0, le=600)
    seed: int
    variation: int = Field(ge=0)
    beats: Annotated[tuple[Beat, ...], _at_most(MAX_BEATS, least=1)] = Field(max_length=MAX_BEATS)

    @field_validator("beats")
    @classmethod
    def _fill_the_film(cls, beats: tuple[Beat, ...], info: ValidationInfo) -> tuple[Beat, ...]:
        if len(beats) > 1 and min(beat.duration_s for beat in beats) < SHORTEST_BEAT_S:
            raise ValueError(f"a beat among others lasts at least {SHORTEST_BEAT_S} s")
        wanted = info.data.get("duration_s")
        total = sum(beat.duration_s for beat in beats)
        if wanted is not None and abs(total - wanted) > _ROUNDING_S:
            raise ValueError(f"the beats last {total:.2f} s together, but duration_s is {wanted:.2f}")
        return beats

    @classmethod
    def of(cls, scene: ScenePlan) -> Self:
        """A film of one beat that shows a scene."""
        return cls(**_common(scene, cls), beats=(Beat(**_common(scene, Beat)),))

    @property
    def frame_count(self) -> int:
        """Frames in the film; at least one."""
        return max(1, round(self.duration_s * self.fps))

    def showing(self, count: int) -> Self:
        """The film with pictures instead of places, one after another; as it is where it names its pictures itself.

        Args:
            count: How many pictures are given besides the plan; with fewer beats than these, the last are not shown.
        """
        named = any(beat.picture is not None or isinstance(beat.card, ImageCard) for beat in self.beats)
        if not count or named:
            return self
        shown = min(count, len(self.beats))
        beats = [
            beat.model_copy(update={"picture": index * shown // len(self.beats)})
            for index, beat in enumerate(self.beats)
        ]
        return self.model_copy(update={"beats": tuple(beats)})

    @property
    def starts_s(self) -> tuple[float, ...]:
        """When each beat begins, in seconds."""
        return tuple(sum(beat.duration_s for beat in self.beats[:index]) for index in range(len(self.beats)))

    def transition_s(self, index: int) -> float:
        """How long a beat mixes with the one before it, in seconds; never more than half of either."""
        beat = self.beats[index]
        if index == 0 or beat.transition == "cut":
            return 0.0
        wanted = beat.transition_s or TRANSITION_S[beat.transition]
        return min(wanted, beat.duration_s / 2, self.beats[index - 1].duration_s / 2)

    def scene(self, index: int) -> ScenePlan:
        """One beat as a plan of its own, which lasts until the next beat has taken over."""
        beat = self.beats[index]
        overlap_s = self.transition_s(index + 1) if index + 1 < len(self.beats) else 0.0
        own = {name: value for name, value in _common(beat, ScenePlan).items() if value is not None}
        return ScenePlan(**_common(self, ScenePlan) | own | {"duration_s": beat.duration_s + overlap_s})


def _common(document: BaseModel, other: type[BaseModel]) -> dict[str, Any]:
    """A document's values for the fields that another kind of document has as well."""
    names = type(document).model_fields.keys() & other.model_fields.keys()
    return {name: getattr(document, name) for name in names}


def plan_scene(
    prompt: str,
    *,
    duration_s: float,
    width: int,
    height: int,
    fps: int = 24,
    seed: int,
    style: str | None = None,
    brand: Sequence[str] = (),
    after: ScenePlan | None = None,
) -> ScenePlan:
    """Read a prompt by the lexicon and fill what it leaves open by the seed.

    Args:
        prompt: Any text in any language; words outside the lexicon only reach the title.
        duration_s: Length of the film in seconds.
        width: Frame width in pixels, even.
        height: Frame height in pixels, even.
        fps: Frames a second.
        seed: The same prompt and seed give the same plan.
        style: One of `STYLES`, or None to take it from the prompt.
        brand: Colours "#rrggbb" that the film must carry; where there are none, those that the prompt states.
        after: The scene before in the same film; its place, hour, weather and colours hold until the prompt says
            otherwise.

    Raises:
        pydantic.ValidationError: A size, length or style is out of range.
    """
    stated = wording(prompt)
    words, things = Words(stated.rest), Words(stated.rest, ignoring=CAMERA_TALK)
    variation = zlib.crc32(f"{seed}\n{titles.clean(prompt)}".encode())
    rng = random.Random(variation)  # noqa: S311 - repeatable choice, not secrecy
    subjects = _subjects_of(things)[:MAX_SUBJECTS]
    setting = things.first_of(lexicon.SETTINGS) or _setting_for(words, subjects, rng, after)
    season = words.first_of(lexicon.SEASONS) or _season_for(setting, after)
    time_of_day = words.first_of(lexicon.TIMES) or _time_for(setting, rng, after)
    weather = words.first_of(lexicon.WEATHERS) or _weather_for(setting, rng, after)
    mood = words.first_of(lexicon.MOODS) or (after.mood if after else rng.choice(("calm", "calm", "bright", "epic")))
    chosen_style = style or words.first_of(lexicon.STYLES) or "cinematic"
    brand = brand or brand_of(prompt)
    colour = None if brand else words.first_of(lexicon.COLOURS)
    colours = palette.harmonise(
        setting=setting, time_of_day=time_of_day, season=season, style=chosen_style, colour=colour, rng=rng, brand=brand
    )
    if after and not colour:
        # One accent holds a film together, and the same place at the same hour has the same light.
        here = (setting, time_of_day, season) == (after.setting, after.time_of_day, after.season)
        colours = after.palette.model_dump() if here else colours | {"accent": after.palette.accent}
    return ScenePlan(
        titles=_titles_of(words, stated),
        lower_third=stated.lower_third,
        caption=stated.caption,
        card=stated.quote,
        style=cast("Style", chosen_style),
        setting=cast("Setting", setting),
        variant=cast("Variant | None", _variant_of(words, setting) or _kept_variant(setting, after)),
        subjects=cast("tuple[Subject, ...]", _fitting(subjects or _kept_subjects(setting, after), setting)),
        time_of_day=cast("TimeOfDay", time_of_day),
        weather=cast("Weather", "clear" if setting in lexicon.WITHOUT_WEATHER else weather),
        season=cast("Season", season),
        mood=cast("Mood", mood),
        shot=cast("Shot", words.first_of(SHOTS) or "wide"),
        camera=cast("Camera", _camera_for(words, rng)),
        palette=Palette(**colours),
        figure=words.figure(),
        trend="down" if words.first_of(lexicon.FALLING) else "up",
        duration_s=duration_s,
        width=width,
        height=height,
        fps=fps,
        seed=seed,
        variation=after.variation if after and after.setting == setting else variation,
    )


def _titles_of(words: Words, stated: Wording) -> tuple[str, ...]:
    if stated.quote or words.refused(lexicon.REFUSABLE_TEXT):
        return ()
    return titles.titles_from(without_brand(stated.rest))


def _subjects_of(words: Words) -> tuple[str, ...]:
    """What the prompt names; "a girl runs" and "a girl with a kite" are each one person, "a dog runs" is none."""
    named = words.all_of(lexicon.SUBJECTS)
    others = tuple(name for name in named if name != "person")
    if others:
        return others if lexicon.PEOPLE.intersection(others) else named
    refused = words.refused(lexicon.SUBJECTS)
    implied = (*words.all_of(lexicon.ACTIVITIES)[:1], *named) or words.all_of(lexicon.IMPLIED_SUBJECTS)
    return tuple(name for name in implied if name not in refused)[:1]


def _camera_for(words: Words, rng: random.Random) -> str:
    chance = rng.choice(("push", "push", "pull", "pan_right"))
    return words.first_of(CAMERAS) or words.first_of(IMPLIED_CAMERAS) or chance


def _setting_for(words: Words, subjects: tuple[str, ...], rng: random.Random, after: ScenePlan | None) -> str:
    if after and (not subjects or _fitting(subjects, after.setting) == subjects):
        return after.setting
    if subjects:
        return lexicon.SUBJECT_SETTING[subjects[0]]
    outdoors = any(words.first_of(part) for part in (lexicon.TIMES, lexicon.WEATHERS, lexicon.SEASONS))
    return rng.choice(("hills", "mountains", "sea", "lake") if outdoors else ("abstract",))


def _kept_subjects(setting: str, after: ScenePlan | None) -> tuple[str, ...]:
    return after.subjects if after and after.setting == setting else ()


def _variant_of(words: Words, setting: str) -> str | None:
    return words.first_of(lexicon.VARIANTS[setting]) if setting in lexicon.VARIANTS else None


def _kept_variant(setting: str, after: ScenePlan | None) -> str | None:
    return after.variant if after and after.setting == setting else None


def _season_for(setting: str, after: ScenePlan | None) -> str:
    if setting == "snow":
        return "winter"
    return after.season if after and after.setting != "snow" else "summer"


def _time_for(setting: str, rng: random.Random, after: ScenePlan | None) -> str:
    if after and (setting in lexicon.WITHOUT_HOURS) == (after.setting in lexicon.WITHOUT_HOURS):
        return after.time_of_day
    # Indoors the hour only sets the warmth of the light, so it stays neutral unless the prompt names it.
    return rng.choice(("day",) if setting in {"studio", "map"} else ("dawn", "day", "day", "sunset"))


def _weather_for(setting: str, rng: random.Random, after: ScenePlan | None) -> str:
    if setting == "snow":
        return "snow" if rng.random() < 0.5 else "clear"
    return after.weather if after and after.weather != "snow" else "clear"


def _fitting(subjects: tuple[str, ...], setting: str) -> tuple[str, ...]:
    """Things that cannot stand in a setting are left out; a chart or a cup on a stormy sea helps nobody."""
    wanted = [name for name in subjects if lexicon.fits(name, setting)]
    if setting in {"studio", "abstract"}:
        return tuple(wanted[:1]) or (("chart",) if setting == "studio" else ())
    return tuple(wanted)
