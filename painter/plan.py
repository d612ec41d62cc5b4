"""The plan of a film as plain documents, which can be stored as JSON and edited before they are rendered."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from painter.cards import Card, pictures_of, renumbered
from painter.music.names import BedName, Music, bed_for
from painter.names import (
    Action,
    CameraMove,
    Mood,
    Pace,
    Season,
    Setting,
    Shot,
    Size,
    Style,
    Subject,
    TimeOfDay,
    Transition,
    Variant,
    Weather,
)


def _colour(value: object) -> object:
    """A colour as "#rrggbb", from any usual way to write a hex code."""
    if not isinstance(value, str):
        return value
    digits = value.strip().removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise ValueError("a colour is written #rrggbb, such as #ff5500")
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _at_most(limit: int, least: int = 0) -> BeforeValidator:
    """Refuse too many items, or too few, before any is validated: thousands of wrong ones would take seconds."""

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


MAX_SUBJECTS, MAX_DIFFERENT = 12, 3
MAX_BEATS = 60
TRANSITION_S: dict[Transition, float] = {"cut": 0.0, "dissolve": 0.75, "wipe": 0.7, "whip": 0.42, "match": 0.6}
"""How long each transition takes where the plan does not say, in seconds."""
SHORTEST_BEAT_S = 0.5
"""Faster cuts between bright and dark would flash more often than three times a second."""

_ROUNDING_S = 0.02
"""How far the beats together may be from the film's length, since lengths are rounded when they are written down."""


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


class Brand(_Document):
    """Whose film it is.

    `colours` stand first among the film's: the first is its accent, the second that of its dark pages. `logo` is the
    index of a picture, shown in a corner of every card and large on the last one. `font` is the name of a family that
    is installed where the film is drawn.
    """

    colours: Annotated[tuple[HexColour, ...], _at_most(5)] = Field(default=(), max_length=5)
    logo: PictureIndex | None = None
    font: str = Field(default="", max_length=80, pattern=r"^[^/\\\x00]*$")


_BrandOrNone = Annotated[Brand | None, Field(exclude_if=lambda brand: brand is None)]


class Look(_Document):
    """How one subject differs from its usual look: the colour of most of it, and its size."""

    colour: HexColour | None = None
    size: Size = "usual"


def _not_a_crowd(subjects: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(subjects)) > MAX_DIFFERENT:
        raise ValueError(f"there are {len(set(subjects))} different subjects, but at most {MAX_DIFFERENT} fit")
    return subjects


Subjects = Annotated[tuple[Subject, ...], _at_most(MAX_SUBJECTS), AfterValidator(_not_a_crowd)]
"""What a shot shows, the main thing first; a name that stands there three times is three of them."""
_Looks = Annotated[tuple[Look, ...], _at_most(MAX_DIFFERENT), Field(exclude_if=lambda looks: not looks)]
_ActionOrNone = Annotated[Action | None, Field(exclude_if=lambda action: action is None)]


class ScenePlan(_Document):
    """What one shot of a storyboard film shows: enough to draw it the same way again.

    `titles` holds at most a headline and a subtitle, `lower_third` a name and what that is, `caption` one line at the
    foot of the frame. A `card` fills the frame, with the place moving behind it. `picture` is the index of a picture
    given besides the plan, which is shown instead of the place. `variant` is a kind of the setting, such as a kitchen
    for a room; None, or one of another setting, leaves it to the seed. `action` is what the first subject does, `looks`
    are those of the different subjects in their order. `figure` is a number that the prompt states
    ("40%"): it counts up in the titles, and a chart that shows it rises or falls by `trend`. `variation` seeds
    everything that the other fields leave open.
    """

    titles: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=2)
    lower_third: Annotated[tuple[Text, ...], _at_most(2)] = Field(default=(), max_length=2)
    caption: Text | None = None
    card: Card | None = None
    picture: PictureIndex | None = None
    style: Style
    setting: Setting
    variant: Variant | None = None
    subjects: Subjects = ()
    action: _ActionOrNone = None
    looks: _Looks = ()
    time_of_day: TimeOfDay
    weather: Weather
    season: Season
    mood: Mood
    shot: Shot = "wide"
    camera: CameraMove
    palette: Palette
    figure: str | None = Field(default=None, max_length=12)
    trend: Literal["up", "down"] = "up"
    duration_s: float = Field(gt=0, le=600)
    width: SidePx
    height: SidePx
    fps: Fps = 24
    seed: int
    variation: int = Field(ge=0)
    brand: _BrandOrNone = None

    @property
    def frame_count(self) -> int:
        """Frames in the film; at least one."""
        return max(1, round(self.duration_s * self.fps))


class Beat(_Document):
    """One shot of a film, from the start of its own transition to the start of the next one's.

    Where `palette`, `mood` and `variation` are None, the film's apply; another `variation` shows another part of the
    place. `transition` leads into the beat, during its first `transition_s` seconds (None: a fitting length); the first
    beat's is not used. A shot that goes on from an earlier film has been seen for `goes_on_s` seconds when it begins,
    and its moves were laid out for `planned_s` seconds.
    """

    duration_s: float = Field(gt=0, le=60)
    setting: Setting
    variant: Variant | None = None
    subjects: Subjects = ()
    action: _ActionOrNone = None
    looks: _Looks = ()
    time_of_day: TimeOfDay = "day"
    weather: Weather = "clear"
    season: Season = "summer"
    mood: Mood | None = None
    palette: Palette | None = None
    variation: int | None = Field(default=None, ge=0)
    shot: Shot = "wide"
    camera: CameraMove = "push"
    titles: Annotated[tuple[Text, ...], _at_most(2)] = Field(default=(), max_length=2)
    lower_third: Annotated[tuple[Text, ...], _at_most(2)] = Field(default=(), max_length=2)
    caption: Text | None = None
    card: Card | None = None
    picture: PictureIndex | None = None
    figure: str | None = Field(default=None, max_length=12)
    trend: Literal["up", "down"] = "up"
    transition: Transition = "cut"
    transition_s: float | None = Field(default=None, gt=0, le=3)
    goes_on_s: float = Field(default=0.0, ge=0, le=600, exclude_if=lambda seconds: not seconds)
    planned_s: float | None = Field(default=None, gt=0, le=600, exclude_if=lambda seconds: seconds is None)


class FilmPlan(_Document):
    """A storyboard film: what holds for all of it, and its beats, which together last `duration_s`.

    `notes` are for people: they say what cannot be drawn as planned, and do not change how the film is drawn. `music`
    is a bed's name, "off", or "auto" for what fits mood and pace, which is not written down.
    """

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
    brand: _BrandOrNone = None
    beats: Annotated[tuple[Beat, ...], _at_most(MAX_BEATS, least=1)] = Field(max_length=MAX_BEATS)
    notes: tuple[Annotated[str, Field(max_length=1000)], ...] = Field(default=(), max_length=8)
    music: Music = Field(default="auto", exclude_if=lambda name: name == "auto")

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

    @property
    def bed(self) -> BedName | None:
        """The music that is composed for it; None for none."""
        if self.music == "off":
            return None
        return bed_for(self.mood, self.pace, self.variation) if self.music == "auto" else self.music

    def showing(self, count: int) -> Self:
        """The film with the given pictures shown one after another instead of places, unless it names pictures itself.

        Args:
            count: How many pictures are given; those beyond the number of beats are not shown.
        """
        if self.brand and self.brand.logo is not None:
            count = min(count, self.brand.logo)  # what comes after the pictures is no picture to show
        named = any(beat.picture is not None or bool(pictures_of(beat.card)) for beat in self.beats)
        if not count or named:
            return self
        shown = min(count, len(self.beats))
        beats = [
            beat.model_copy(update={"picture": index * shown // len(self.beats)})
            for index, beat in enumerate(self.beats)
        ]
        return self.model_copy(update={"beats": tuple(beats)})

    def with_own_pictures(self) -> tuple[Self, tuple[int, ...]]:
        """The film with its pictures numbered from 0 without gaps, and the index that each had before."""
        named = {beat.picture for beat in self.beats if beat.picture is not None}
        if self.brand and self.brand.logo is not None:
            named.add(self.brand.logo)
        shown = tuple(sorted(named.union(*(pictures_of(beat.card) for beat in self.beats))))
        places = {old: new for new, old in enumerate(shown)}
        beats = [
            beat.model_copy(
                update={
                    "picture": None if beat.picture is None else places[beat.picture],
                    "card": beat.card and renumbered(beat.card, places),
                }
            )
            for beat in self.beats
        ]
        own: dict[str, object] = {"beats": tuple(beats)}
        if self.brand and self.brand.logo is not None:
            own["brand"] = self.brand.model_copy(update={"logo": places[self.brand.logo]})
        return self.model_copy(update=own), shown

    @property
    def starts_s(self) -> tuple[float, ...]:
        """When each beat begins, in seconds."""
        return tuple(sum(beat.duration_s for beat in self.beats[:index]) for index in range(len(self.beats)))

    def transition_s(self, index: int) -> float:
        """How long the transition into a beat lasts, in seconds; never more than half of either beat."""
        beat = self.beats[index]
        if index == 0 or beat.transition == "cut":
            return 0.0
        wanted = beat.transition_s or TRANSITION_S[beat.transition]
        return min(wanted, beat.duration_s / 2, self.beats[index - 1].duration_s / 2)

    def scene(self, index: int) -> ScenePlan:
        """One beat as the plan of a scene, which lasts until the transition to the next beat is over."""
        beat = self.beats[index]
        overlap_s = self.transition_s(index + 1) if index + 1 < len(self.beats) else 0.0
        own = {name: value for name, value in _common(beat, ScenePlan).items() if value is not None}
        length_s = beat.planned_s or beat.duration_s + overlap_s
        scene = ScenePlan(**_common(self, ScenePlan) | own | {"duration_s": length_s})
        if self.brand is None or not self.brand.colours:
            return scene
        palette = scene.palette.model_copy(update={"accent": self.brand.colours[0]})
        return scene.model_copy(update={"palette": palette})


def _common(document: BaseModel, other: type[BaseModel]) -> dict[str, Any]:
    """A document's values for the fields that it has in common with another type."""
    names = type(document).model_fields.keys() & other.model_fields.keys()
    return {name: getattr(document, name) for name in names}
