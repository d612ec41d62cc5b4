"""From words to a scene plan: a lexicon look-up with a seed, documented and repeatable; nothing here understands text.

The rules, in order: quoted text is the title, otherwise the first clause. The setting is the one named first, or the
one the subject usually stands in. Time of day, weather, season, mood, camera and colour are looked up each by itself;
what the prompt leaves open is chosen by the seed. The plan is a plain document: it survives JSON and may be edited
before it is rendered.
"""

from __future__ import annotations

import random
import re
import zlib
from typing import Annotated, Literal, Self, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from media.painter import lexicon, palette, titles

Style = Literal["cinematic", "flat"]
Setting = Literal[
    "mountains", "hills", "forest", "lake", "sea", "city", "desert", "snow", "space", "studio", "abstract"
]
TimeOfDay = Literal["dawn", "day", "sunset", "night"]
Weather = Literal["clear", "rain", "snow", "fog"]
Season = Literal["spring", "summer", "autumn", "winter"]
Mood = Literal["calm", "bright", "epic", "tense"]
Camera = Literal["push", "pull", "pan_left", "pan_right", "rise"]
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
    "tree",
    "palm",
    "bird",
    "chart",
    "phone",
    "cup",
]
HexColour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
STYLES: tuple[Style, ...] = get_args(Style)

MAX_SIDE_PX = 5120
MAX_SUBJECTS = 2
_Name = TypeVar("_Name", bound=str)


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
    """What a storyboard film shows: enough to draw it the same way again.

    `titles` holds at most a headline and a subtitle. `figure` is a number the prompt states ("40%"), drawn by a chart
    that rises or falls by `trend`. `variation` seeds everything the other fields leave open.
    """

    titles: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=2)
    style: Style
    setting: Setting
    subjects: tuple[Subject, ...] = Field(default=(), max_length=MAX_SUBJECTS)
    time_of_day: TimeOfDay
    weather: Weather
    season: Season
    mood: Mood
    camera: Camera
    palette: Palette
    figure: str | None = Field(default=None, max_length=12)
    trend: Literal["up", "down"] = "up"
    duration_s: float = Field(gt=0, le=600)
    width: int = Field(ge=64, le=MAX_SIDE_PX)
    height: int = Field(ge=64, le=MAX_SIDE_PX)
    fps: int = Field(default=24, ge=1, le=120)
    seed: int
    variation: int = Field(ge=0)

    @model_validator(mode="after")
    def _even_sides(self) -> Self:
        if self.width % 2 or self.height % 2:
            raise ValueError("width and height must be even")
        return self

    @property
    def frame_count(self) -> int:
        """Frames in the film; at least one."""
        return max(1, round(self.duration_s * self.fps))


def plan_scene(
    prompt: str, *, duration_s: float, width: int, height: int, fps: int = 24, seed: int, style: str | None = None
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

    Raises:
        pydantic.ValidationError: A size, length or style is out of range.
    """
    words = _Words(prompt)
    variation = zlib.crc32(f"{seed}\n{titles.clean(prompt)}".encode())
    rng = random.Random(variation)  # noqa: S311 - repeatable choice, not secrecy
    subjects = words.all_of(lexicon.SUBJECTS)[:MAX_SUBJECTS]
    setting = words.first_of(lexicon.SETTINGS) or _setting_for(subjects, rng)
    season = words.first_of(lexicon.SEASONS) or ("winter" if setting == "snow" else "summer")
    # Indoors the hour only sets the warmth of the light, so it stays neutral unless the prompt names it.
    hours = ("day",) if setting == "studio" else ("dawn", "day", "day", "sunset")
    time_of_day = words.first_of(lexicon.TIMES) or rng.choice(hours)
    weather = words.first_of(lexicon.WEATHERS) or ("snow" if setting == "snow" and rng.random() < 0.5 else "clear")
    mood = words.first_of(lexicon.MOODS) or rng.choice(("calm", "calm", "bright", "epic"))
    chosen_style = style or words.first_of(lexicon.STYLES) or "cinematic"
    figure = words.figure()
    colours = palette.harmonise(
        setting=setting,
        time_of_day=time_of_day,
        season=season,
        style=chosen_style,
        colour=words.first_of(lexicon.COLOURS),
        rng=rng,
    )
    return ScenePlan(
        titles=titles.titles_from(prompt),
        style=cast("Style", chosen_style),
        setting=cast("Setting", setting),
        subjects=cast("tuple[Subject, ...]", _fitting(subjects, setting)),
        time_of_day=cast("TimeOfDay", time_of_day),
        weather=cast("Weather", "clear" if setting in {"space", "studio", "abstract"} else weather),
        season=cast("Season", season),
        mood=cast("Mood", mood),
        camera=cast("Camera", words.first_of(lexicon.CAMERAS) or rng.choice(("push", "push", "pull", "pan_right"))),
        palette=Palette(**colours),
        figure=figure,
        trend="down" if words.has_any(lexicon.FALLING) else "up",
        duration_s=duration_s,
        width=width,
        height=height,
        fps=fps,
        seed=seed,
        variation=variation,
    )


def _setting_for(subjects: tuple[str, ...], rng: random.Random) -> str:
    if subjects:
        return lexicon.SUBJECT_SETTING[subjects[0]]
    return rng.choice(("abstract", "abstract", "hills", "mountains", "sea"))


def _fitting(subjects: tuple[str, ...], setting: str) -> tuple[str, ...]:
    """Things that cannot stand in a setting are left out; a chart or a cup on a stormy sea helps nobody."""
    indoor = {"chart", "phone", "cup"}
    wanted = [name for name in subjects if (name in indoor) == (setting in {"studio", "abstract"})]
    if setting in {"studio", "abstract"}:
        return tuple(wanted[:1]) or (("chart",) if setting == "studio" else ())
    return tuple(wanted)


class _Words:
    """A prompt's words with their positions; the earliest match wins, so that the order of a sentence counts."""

    def __init__(self, prompt: str) -> None:
        words = re.findall(r"[^\W_]+", prompt.casefold())
        self._text = f" {' '.join(words)} "
        self._raw = prompt

    def first_of(self, entries: lexicon.Words) -> str | None:
        found = self.all_of(entries)
        return found[0] if found else None

    def all_of(self, entries: lexicon.Words) -> tuple[str, ...]:
        places = {name: self._place(words) for name, words in entries.items()}
        return tuple(sorted((name for name, place in places.items() if place >= 0), key=lambda name: places[name]))

    def has_any(self, words: tuple[str, ...]) -> bool:
        return self._place(words) >= 0

    def figure(self) -> str | None:
        """The first percentage, amount of money or multiple in the prompt, as written."""
        found = re.search(r"[$€£]?\d{1,3}(?:[.,]\d{1,3})?(?:\s?%|[kKmMbBx]\b)|[$€£]\d+(?:[.,]\d+)?", self._raw)
        return found.group(0).replace(" ", "")[:12] if found else None

    def _place(self, words: tuple[str, ...]) -> int:
        hits = (self._text.find(f" {form} ") for word in words for form in _forms(word))
        return min((hit for hit in hits if hit >= 0), default=-1)


def _forms(word: str) -> tuple[str, ...]:
    plain = word.replace("-", " ")
    plural = plain[:-1] + "ies" if plain.endswith("y") else plain + ("es" if plain.endswith(("s", "sh", "ch")) else "s")
    return plain, plural
