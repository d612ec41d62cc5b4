"""Plans one scene from a prompt: words are looked up in lists, and a seed chooses the rest; no model is asked.

The title is the quoted text, otherwise the first clause. The setting is the one named first, otherwise the usual one of
the subject. Time of day, weather, season, mood, camera and colour are each looked up by themselves.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from painter import facts
from painter.craft import harmony
from painter.names import CameraMove, Mood, Season, Setting, Shot, Style, TimeOfDay, Variant, Weather
from painter.plan import Palette, ScenePlan
from painter.prompt import titles
from painter.prompt.brand import brand_of
from painter.prompt.depicting import Depicted, depicted
from painter.prompt.forms.asking import Asked, asked
from painter.prompt.forms.writing import clean, legible
from painter.prompt.naming import HOUR_OF, SETTING_OF, WEATHER_OF, scenery_in, subjects_in
from painter.prompt.nouns.keywords import not_found
from painter.prompt.nouns.scenery import Scenery, knows, scenery_of
from painter.prompt.roles import in_roles, is_indoors
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.camera_words import CAMERA_TALK, CAMERAS, IMPLIED_CAMERAS, SHOTS
from painter.prompt.wordlists.small_words import begins_with_pronoun, behind_pronoun
from painter.prompt.wordlists.words import Words

CAPTION_CHARS = 110
"""How much of what somebody says is written at the foot of the frame."""


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
    """Read a prompt by its words and fill what it leaves open by the seed.

    Args:
        prompt: Any text in any language; words that are not known only appear in the title.
        duration_s: Length of the film in seconds.
        width: Frame width in pixels, even.
        height: Frame height in pixels, even.
        fps: Frames a second.
        seed: The same prompt and seed give the same plan.
        style: One of `STYLES`, or None to take it from the prompt.
        brand: Colours "#rrggbb" that the film must show; if there are none, those that the prompt states.
        after: The scene before this one in the same film; its place, hour, weather and colours are kept unless the
            prompt says otherwise.

    Raises:
        pydantic.ValidationError: A size, length or style is out of range.
    """
    prompt = legible(prompt)
    asks = asked(prompt)
    words, things = Words(asks.whole), Words(asks.things, ignoring=CAMERA_TALK, within=asks.whole)
    variation = zlib.crc32(f"{seed}\n{clean(prompt)}".encode())
    rng = random.Random(variation)  # noqa: S311 - repeatable choice, not secrecy
    goes_on = bool(after and after.subjects) and begins_with_pronoun(asks.text)
    named = subjects_in(*_behind_pronoun(asks) if goes_on else (things, asks.text))
    subjects = in_roles(named, asks.text) if named and not goes_on else named
    around = scenery_of(asks.whole)
    seen = depicted(subjects, asks.text)
    place = _place_of(things, subjects, after, asks.text)
    setting = place or _setting_for(words, subjects, rng, after, around, is_of_something=bool(not_found(asks.text)))
    season = words.first_of(vocabularies.SEASONS) or _first(around.seasons) or _season_for(setting, after)
    time_of_day = _hour_of(words, around, asks.text) or _hour_for(subjects) or _time_for(setting, rng, after)
    weather = _weather_of(words, around, asks.text) or _weather_for(setting, rng, after)
    mood = words.first_of(vocabularies.MOODS) or (
        after.mood if after else rng.choice(("calm", "calm", "bright", "epic"))
    )
    light = _Light(setting, time_of_day, season, style or words.first_of(vocabularies.STYLES) or "cinematic")
    return ScenePlan(
        **_texts_of(words, asks),
        style=cast("Style", light.style),
        setting=cast("Setting", setting),
        variant=cast("Variant | None", _variant_of(words, setting) or _kept_variant(setting, after)),
        **_shown(seen, setting, after, goes_on=goes_on),
        time_of_day=cast("TimeOfDay", time_of_day),
        weather=cast("Weather", "clear" if setting in facts.WITHOUT_WEATHER else weather),
        season=cast("Season", season),
        mood=cast("Mood", mood),
        palette=_palette_of(light, words, brand or brand_of(prompt), rng, after),
        shot=cast("Shot", words.first_of(SHOTS) or "wide"),
        camera=cast("CameraMove", _camera_for(words, rng)),
        duration_s=duration_s,
        width=width,
        height=height,
        fps=fps,
        seed=seed,
        variation=after.variation if after and after.setting == setting else variation,
    )


def _behind_pronoun(asks: Asked) -> tuple[Words, str]:
    """The words of a sentence about what has been named before, without that and its verb."""
    text = behind_pronoun(asks.text)
    return Words(text, ignoring=CAMERA_TALK, within=asks.whole), text


_ONLY_AT_NIGHT = frozenset("🎆🎇🌠")
_ANY_DAY = frozenset({"day", "days"})
"""Words that are about no hour: "ten minutes a day"."""

_MOODS_BY_CHANCE = ("calm", "calm", "bright", "epic")
_OPEN = frozenset({"sea", "lake", "underwater", "space"})


class _Light(NamedTuple):
    """What the colours of a scene follow from, besides the prompt's colour words."""

    setting: str
    time_of_day: str
    season: str
    style: str


def _palette_of(
    light: _Light, words: Words, brand: Sequence[str], rng: random.Random, after: ScenePlan | None
) -> Palette:
    """The colours of a scene: by its own light, in tune with the scene before it in the same film."""
    colour = None if brand else words.first_of(vocabularies.COLOURS)
    colours = harmony.harmonise(**light._asdict(), colour=colour, rng=rng, brand=brand)
    if after and not colour:
        # One accent holds a film together, and the same place at the same hour has the same light.
        if light[:3] == (after.setting, after.time_of_day, after.season):
            return after.palette
        colours |= {"accent": after.palette.accent}
    return Palette(**colours)


def _texts_of(words: Words, asks: Asked) -> dict[str, Any]:
    """The fields of a scene for everything that is written in it."""
    stated, said = asks.stated, _titles_of(words, asks)
    figure = words.figure()
    if figure and titles.quoted(asks.text) and not any(figure in title for title in said):
        figure = None  # it is read where it is quoted
    spoken = titles.shorten(asks.spoken[0], CAPTION_CHARS) if asks.spoken else None
    return {
        "titles": said,
        "lower_third": stated.lower_third,
        "caption": stated.caption or spoken,
        "card": stated.quote,
        "figure": figure,
        "trend": "down" if words.first_of(vocabularies.FALLING) else "up",
    }


def _titles_of(words: Words, asks: Asked) -> tuple[str, ...]:
    if asks.stated.quote or words.refused(vocabularies.REFUSABLE_TEXT):
        return ()
    if asks.titles:
        return tuple(titles.shorten(title, 2 * titles.HEADLINE_CHARS) for title in asks.titles[:2])
    return titles.titles_from(asks.text, is_described=asks.is_described)


def _camera_for(words: Words, rng: random.Random) -> str:
    chance = rng.choice(("push", "push", "pull", "pan_right"))
    return words.first_of(CAMERAS) or words.first_of(IMPLIED_CAMERAS) or chance


def _place_of(words: Words, subjects: tuple[str, ...], after: ScenePlan | None, text: str) -> str | None:
    """The place that is named first, unless the subject can only be shown in one that is named later."""
    named, around = words.all_of(vocabularies.SETTINGS), scenery_of(text).settings
    if after and after.setting != "abstract":
        # An abstract idea in the middle of a story is no change of place.
        named = tuple(place for place in named if place != "abstract")
        around = tuple(place for place in around if place != "abstract")
    others = (*around, *filter(None, (scenery_in(text, SETTING_OF),)))
    places = others if knows(text) else (*named, *others)  # Iceland is "Island" in German
    if subjects and (fitting := next((place for place in places if facts.fits(subjects[0], place)), None)):
        return fitting
    # A small thing is not lost in a landscape that the prompt only mentions; but nothing is put on the sea.
    return None if subjects and not (_OPEN & set(places)) else _first(places)


def _first(names: Sequence[str]) -> str | None:
    return names[0] if names else None


def _setting_for(
    words: Words,
    subjects: tuple[str, ...],
    rng: random.Random,
    after: ScenePlan | None,
    around: Scenery,
    *,
    is_of_something: bool,
) -> str:
    """The place where none is named; `is_of_something` where the prompt names a thing that cannot be drawn.

    An hour, a season or the weather alone is about a landscape; beside such a thing it is not.
    """
    if after and (not subjects or _fitting(subjects, after.setting) == subjects):
        return after.setting
    if any(map(is_indoors, subjects[1:])) and facts.fits(subjects[0], "room"):
        return "room"
    if subjects:
        return facts.setting_of(subjects[0])
    told = words.phrases_of(vocabularies.TIMES, vocabularies.WEATHERS, vocabularies.SEASONS)
    named = bool(told.keys() - _ANY_DAY)
    outdoors = named or any((around.hours, around.weathers, around.seasons))
    return rng.choice(("hills", "mountains", "sea", "lake") if outdoors and not is_of_something else ("abstract",))


def _shown(seen: Depicted, setting: str, after: ScenePlan | None, *, goes_on: bool) -> dict[str, Any]:
    """The fields of a scene for its subjects; where it names none, those of the scene before, if it is about them."""
    if not seen.subjects and after and after.subjects and (after.setting == setting or goes_on):
        return {
            "subjects": _fitting(after.subjects, setting),
            "looks": after.looks,
            "action": seen.action or after.action,
        }
    subjects = _fitting(seen.subjects, setting)
    different, kept = tuple(dict.fromkeys(seen.subjects)), tuple(dict.fromkeys(subjects))
    looks = tuple(look for name, look in zip(different, seen.looks, strict=False) if name in kept)
    return {"subjects": subjects, "looks": looks, "action": seen.action if kept and different[:1] == kept[:1] else None}


def _variant_of(words: Words, setting: str) -> str | None:
    return words.first_of(vocabularies.VARIANTS[setting]) if setting in vocabularies.VARIANTS else None


def _kept_variant(setting: str, after: ScenePlan | None) -> str | None:
    return after.variant if after and after.setting == setting else None


def _hour_of(words: Words, around: Scenery, text: str) -> str | None:
    """The hour that is named; "day" may mean any day, so another hour takes precedence."""
    hours = (*words.all_of(vocabularies.TIMES), *around.hours, *filter(None, (scenery_in(text, HOUR_OF),)))
    return next((hour for hour in hours if hour != "day"), "day" if hours else None)


def _weather_of(words: Words, around: Scenery, text: str) -> str | None:
    return words.first_of(vocabularies.WEATHERS) or _first(around.weathers) or scenery_in(text, WEATHER_OF)


def _season_for(setting: str, after: ScenePlan | None) -> str:
    if setting == "snow":
        return "winter"
    return after.season if after and after.setting != "snow" else "summer"


def _hour_for(subjects: Sequence[str]) -> str | None:
    """The hour at which a subject is seen, where nothing else is said."""
    return "night" if _ONLY_AT_NIGHT.intersection(subjects) else None


def _time_for(setting: str, rng: random.Random, after: ScenePlan | None) -> str:
    if after and (setting in facts.WITHOUT_HOURS) == (after.setting in facts.WITHOUT_HOURS):
        return after.time_of_day
    # In a studio the hour only sets the warmth of the light, so it is neutral unless the prompt names it.
    return rng.choice(("day",) if setting in {"studio", "map"} else ("dawn", "day", "day", "sunset"))


def _weather_for(setting: str, rng: random.Random, after: ScenePlan | None) -> str:
    if setting == "snow":
        return "snow" if rng.random() < 0.5 else "clear"
    return after.weather if after and after.weather != "snow" else "clear"


def _fitting(subjects: tuple[str, ...], setting: str) -> tuple[str, ...]:
    """The subjects that can be shown in a setting; a studio shows only one, by default a chart."""
    wanted = [name for name in subjects if facts.fits(name, setting)]
    if setting in {"studio", "abstract"}:
        return tuple(name for name in wanted if name == wanted[0]) or (("chart",) if setting == "studio" else ())
    return tuple(wanted)
