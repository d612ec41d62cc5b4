"""Plans a film from a prompt: its beats, their lengths, views, camera moves, titles and transitions.

A prompt that names several places or things, one after another, gets a beat for each clause. Any other prompt is one
scene, shown in several views: the whole, then closer, then a detail. Mood and pace decide how often the film cuts.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from painter.craft import harmony
from painter.craft.styles import has_text_column
from painter.names import CameraMove, Mood, Pace, Shot, Transition
from painter.plan import MAX_BEATS, SHORTEST_BEAT_S, Beat, FilmPlan, Palette, ScenePlan
from painter.prompt import titles
from painter.prompt.brand import brand_of
from painter.prompt.clauses import clauses_of
from painter.prompt.explainers.explainer import closing_card, explainer, title_card
from painter.prompt.explainers.explaining import explained
from painter.prompt.forms.asking import Asked, asked
from painter.prompt.forms.messages import in_pairs, is_call, is_fact, tells
from painter.prompt.forms.writing import legible
from painter.prompt.layouts import on_like_pages, varied
from painter.prompt.nouns.scenery import scenery_of
from painter.prompt.quotes import with_quotes
from painter.prompt.reading import CAPTION_CHARS, plan_scene
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.camera_words import CAMERAS, PACES
from painter.prompt.wordlists.vocabulary import vocabulary
from painter.prompt.wordlists.words import Words

ONE_BEAT_UP_TO_S = 6.0
"""A shorter film has no room for a second shot."""

_SHORTEST_S, _SHORTEST_SHOT_S = 2.0, 1.0
_SHORTEST_WITH_WORDS_S = 2.4
"""The least length of a beat with words on it, so that they can be read."""

_LONGEST_S, _CARD_S = 60.0, 12.0
_SHOTS_OF_A_PLACE = 3
_CLOSING_FROM_BEATS = 5
_BEAT_S: dict[Mood, float] = {"calm": 5.0, "bright": 3.4, "epic": 4.2, "tense": 3.2}
_PACES: dict[Pace, float] = {"slow": 1.4, "medium": 1.0, "fast": 0.68}
_TRANSITIONS: dict[Mood, tuple[Transition, ...]] = {
    "calm": ("dissolve", "dissolve", "wipe"),
    "bright": ("wipe", "cut", "match", "whip"),
    "epic": ("dissolve", "cut", "match"),
    "tense": ("cut", "cut", "whip", "dissolve"),
}
_SHAPES = vocabulary(
    abstract="abstract, minimal, geometric, gradient, shapes, pattern, patterns, waves, particles, ink, smoke, "
    "bokeh, swirl, "
    "fractal, kaleidoscope, loop background, texture, abstrakt, formen, muster, abstrait, formes, motif, abstracto, "
    "formas, "
    "astratto, forme, abstrato, abstract, vormen, абстрактн, 抽象, 模様, 几何, 추상, تجريدي, تجريدية",
)
"""Words for shapes that stand for nothing."""

_HOURS = ("dawn", "day", "sunset", "night")
_TIMELESS = frozenset({"studio", "abstract", "map", "space"})


class _View(NamedTuple):
    """How a shot views a scene: its size, and camera moves that suit it."""

    shot: Shot
    cameras: tuple[CameraMove, ...]


_VIEWS = (
    _View("wide", ("push", "rise", "pan_right", "pan_left")),
    _View("medium", ("orbit", "pan_right", "push", "pan_left")),
    _View("close", ("push", "rack", "tilt_up", "orbit")),
    _View("wide", ("pull", "sink", "pan_left", "tilt_down")),
    _View("detail", ("pull", "pan_left", "rack", "tilt_up")),
    _View("medium", ("pan_left", "rise", "orbit", "pull")),
)


def plan_film(
    prompt: str,
    *,
    duration_s: float,
    width: int,
    height: int,
    fps: int = 24,
    seed: int,
    style: str | None = None,
    brand: Sequence[str] = (),
    pictures: int = 0,
) -> FilmPlan:
    """Read a prompt and lay a film out in beats.

    Args:
        prompt: Any text in any language.
        duration_s: Length of the film in seconds.
        width: Frame width in pixels, even.
        height: Frame height in pixels, even.
        fps: Frames a second.
        seed: The same prompt and seed give the same plan.
        style: One of `STYLES`, or None to take it from the prompt.
        brand: Colours "#rrggbb" that the film must carry; where there are none, those that the prompt states.
        pictures: How many still pictures are given to be shown instead of places; each gets at least one beat.

    Raises:
        pydantic.ValidationError: A size, length or style is out of range.
    """
    prompt = legible(prompt)
    brand = brand or brand_of(prompt)
    frame: dict[str, Any] = {"duration_s": duration_s, "width": width, "height": height, "fps": fps, "seed": seed}
    lead = plan_scene(prompt, **frame, style=style, brand=brand)
    told = _told(prompt, lead, brand) if not pictures else []
    if told:
        told = _parted(told, duration_s)
        return _film(lead, told, _in_frames([beat.duration_s for beat in told], duration_s, fps))
    if duration_s < ONE_BEAT_UP_TO_S and pictures < 2 and not asked(prompt).shots:
        call = asked(prompt).call
        film = FilmPlan.of(lead.model_copy(update={"titles": (*lead.titles[:1], call)}) if call else lead)
        return film.model_copy(update={"beats": tuple(with_quotes(film.beats, prompt))}).showing(pictures)
    words = Words(asked(prompt).whole)
    pace = cast("Pace", words.first_of(PACES) or "medium")
    rng = random.Random(f"beats {lead.variation}")  # noqa: S311 - repeatable choice, not secrecy
    scenes = _scenes_in_order(prompt, lead, brand)
    target_s = max(_SHORTEST_S, _BEAT_S[lead.mood] * _PACES[pace])
    most = min(MAX_BEATS, int(duration_s / (2 * SHORTEST_BEAT_S)))
    count = max(1, min(MAX_BEATS, round(duration_s / target_s)), len(scenes), min(most, pictures))
    if lead.card:
        count = max(1, round(duration_s / _CARD_S))  # nothing but the place behind the words changes
    if asked(prompt).shots and not pictures:
        count = len(scenes)  # a list of shots is cut as it says
    shares = [len(part) for part in _split(count, len(scenes))]
    beats: list[Beat] = []
    for scene, part in zip(scenes, shares, strict=True):
        beats += _views(scene, part, _shots_so_far(beats, scene), words, rng, brand)
    if len(scenes) == 1 and count >= _CLOSING_FROM_BEATS:
        beats[-1] = beats[-1].model_copy(update={"titles": lead.titles[:1], "shot": "wide", "camera": "pull"})
    beats = [_clear_of_titles(beat, lead) for beat in beats]
    opening = itertools.accumulate(shares[:-1], initial=0)  # the first shot of each scene moves as the prompt asks
    beats = varied(
        _speaking(with_quotes(beats, prompt), asked(prompt)),
        asked=frozenset(opening) if words.first_of(CAMERAS) else frozenset(),
    )
    lengths = _stated_lengths(prompt, shares, duration_s, fps) or _lengths(beats, duration_s, fps, rng)
    return _film(lead, beats, lengths, pace).showing(pictures)


def _clear_of_titles(beat: Beat, lead: ScenePlan) -> Beat:
    """The beat; in frames that are not wide, where titles stand above the subject, no closer than that leaves room."""
    if not beat.titles or not beat.subjects or lead.width > 1.2 * lead.height or has_text_column(lead.style):
        return beat
    return beat.model_copy(update={"shot": "wide"})


def _film(lead: ScenePlan, beats: Sequence[Beat], lengths: Sequence[float], pace: Pace = "medium") -> FilmPlan:
    lasting = [beat.model_copy(update={"duration_s": length}) for beat, length in zip(beats, lengths, strict=True)]
    if has_text_column(lead.style):
        lasting = on_like_pages(lasting, lead.variation, dark=lead.time_of_day == "night")
    whole = {name: getattr(lead, name) for name in FilmPlan.model_fields.keys() & ScenePlan.model_fields.keys()}
    return FilmPlan(**whole, pace=pace, beats=tuple(lasting))


def _speaking(beats: list[Beat], asks: Asked) -> list[Beat]:
    """The beats with what is said in a film of one scene, line after line, at the foot of the frame."""
    told = any(beat.caption for beat in beats)
    if not asks.spoken or asks.stated.caption or (asks.shots and told):
        return beats
    lines = [titles.shorten(line, CAPTION_CHARS) for line in asks.spoken]
    captions = [*lines, *(None for _ in beats)]
    return [beat.model_copy(update={"caption": line}) for beat, line in zip(beats, captions, strict=False)]


def _told(prompt: str, lead: ScenePlan, brand: Sequence[str]) -> list[Beat]:
    """The beats of a film whose message is in words: one that explains something, or names nothing to be drawn."""
    asks = asked(prompt)
    if lead.card or asks.stated.lower_third or asks.spoken or Words(asks.whole).refused(vocabularies.REFUSABLE_TEXT):
        return []

    def plan(text: str, after: ScenePlan) -> ScenePlan:
        before = after.model_copy(update={"subjects": (), "looks": (), "action": None})
        return plan_scene(text, **_frame(lead), brand=brand, after=before)

    wanted = explained(asks)
    beats = explainer(wanted, lead, lead.duration_s, plan) if wanted else []
    if beats and asks.call:
        beats = [*beats, closing_card(lead, asks.call)]
    return beats or (title_card(lead, lead.duration_s) if _names_nothing(asks, lead) else [])


def _parted(beats: Sequence[Beat], duration_s: float) -> list[Beat]:
    """The beats, in a long film in parts that show another part of the place; their lengths are weights."""
    total_s = sum(beat.duration_s for beat in beats)
    found: list[Beat] = []
    for beat in beats:
        parts = math.ceil(beat.duration_s / total_s * duration_s / _LONGEST_S)
        variation = beat.variation or 0
        found += [
            beat.model_copy(update={"duration_s": beat.duration_s / parts, "variation": variation + part})
            for part in range(parts)
        ]
    return found


def _names_nothing(asks: Asked, lead: ScenePlan) -> bool:
    """Whether nothing that a prompt names can be drawn, neither a thing nor a place."""
    clauses = clauses_of(asks.body)
    if lead.subjects or lead.setting != "abstract" or asks.shots or len(clauses) > 2:
        return False
    if len(clauses) > 1 and (tells(asks.text) or any(map(is_call, clauses))):
        return False
    return "abstract" not in Words(asks.things).all_of(_SHAPES)


def _scenes_in_order(prompt: str, lead: ScenePlan, brand: Sequence[str]) -> list[ScenePlan]:
    """A scene for each clause that names its own; only `lead` for a prompt about one scene."""
    if lead.card:
        return [lead]
    asks = asked(prompt)
    clauses = _clauses(prompt, asks, lead.duration_s)
    if len(clauses) < 2:
        return [lead]
    place = plan_scene(asks.before, **_frame(lead), brand=brand) if asks.before else None
    first = plan_scene(clauses[0], **_frame(lead), brand=brand, after=place)
    if not asks.shots and Words(prompt).first_of(CAMERAS):
        first = first.model_copy(update={"camera": lead.camera})
    # The look of the film comes from the whole prompt; scenes differ only in what their own clauses say.
    stated: dict[str, Any] = {"lower_third": lead.lower_third, "caption": lead.caption, "shot": lead.shot}
    if asks.shots:
        stated = {}
    scenes = [first.model_copy(update={"mood": lead.mood, "variation": lead.variation} | stated)]
    for clause in clauses[1:]:
        scene = plan_scene(clause, **_frame(lead), brand=brand, after=scenes[-1])
        scenes.append(
            _with_words_of(scene, scenes[-1]) if clause == asks.call or (is_call(clause) and not asks.shots) else scene
        )
    if asks.shots:
        return _silent(scenes, asks)
    if titles.quoted(asks.text) or (asks.is_described and not has_text_column(lead.style)):
        return [
            scene.model_copy(update={"titles": () if index and not _is_told(clause, scene, asks) else said.titles})
            for index, (clause, scene, said) in enumerate(zip(clauses, scenes, [lead, *scenes[1:]], strict=True))
        ]
    return scenes


def _clauses(prompt: str, asks: Asked, duration_s: float) -> list[str]:
    """What each scene is about, as many as there is time for."""
    if asks.shots:
        clauses, room = [shot.text for shot in asks.shots], int(duration_s / _SHORTEST_SHOT_S)
    else:
        clauses, room = [*clauses_of(prompt), *filter(None, [asks.call])], int(duration_s / _SHORTEST_WITH_WORDS_S)
        named = titles.wanted_quote(asks.text)
        if named and is_fact(clauses[0]) and not asks.is_described:
            clauses = [named[0], *clauses]
        clauses = in_pairs(clauses, room)
    return clauses if len(clauses) <= room else [*clauses[: max(0, room - 1)], clauses[-1]]


def _is_told(clause: str, scene: ScenePlan, asks: Asked) -> bool:
    """Whether a scene has its clause's words beside those that a prompt quotes: a message, or nothing to look at."""
    is_message = is_fact(clause) or is_call(clause) or not scene.subjects
    return clause == asks.call or (is_message and not asks.is_described)


def _with_words_of(scene: ScenePlan, before: ScenePlan) -> ScenePlan:
    """The scene before, with the words of another one: what a viewer is asked to do is no thing to be drawn."""
    return before.model_copy(
        update={"titles": scene.titles, "figure": scene.figure, "lower_third": (), "caption": None}
    )


def _silent(scenes: Sequence[ScenePlan], asks: Asked) -> list[ScenePlan]:
    """The scenes of a list of shots: what is drawn needs no words but those that are asked for."""
    found = []
    for index, (scene, shot) in enumerate(zip(scenes, asks.shots, strict=False)):
        words = asked(shot.text)
        wanted = titles.quoted(words.text) or bool(words.titles)
        wanted |= shot.is_message
        said = scene.titles if wanted or not scene.subjects or has_text_column(scene.style) else ()
        if index == 0 and not wanted and (asks.titles or asks.before):
            said = asks.titles[:2] or titles.titles_from(asks.before)[:1]
        found.append(scene.model_copy(update={"titles": said}))
    return found


def _frame(lead: ScenePlan) -> dict[str, Any]:
    return {name: getattr(lead, name) for name in ("duration_s", "width", "height", "fps", "seed", "style")}


def _split(count: int, parts: int) -> list[range]:
    """The numbers from 0 to count, split into runs of about the same length."""
    return [range(count * part // parts, count * (part + 1) // parts) for part in range(parts)]


def _shots_so_far(beats: list[Beat], scene: ScenePlan) -> int:
    """How many of the last shots have shown the place of a scene."""
    shots = itertools.takewhile(lambda beat: beat.setting == scene.setting, reversed(beats))
    return sum(1 for _ in shots)


def _views(
    scene: ScenePlan, count: int, first: int, words: Words, rng: random.Random, brand: Sequence[str]
) -> list[Beat]:
    """Different shots of one scene; after a few, they show another part of the place, later in the day.

    `first` is how many shots have shown the place before, so that the views continue where those left off.
    """
    # A style with a column for text keeps titles in every view, so that the column is not empty.
    has_column = has_text_column(scene.style)
    beats = []
    for index in range(count):
        shot, cameras = _VIEWS[(first + index) % len(_VIEWS)]
        camera = scene.camera if index == 0 else rng.choice(cameras)
        if index == 0 and scene.shot != "wide":
            shot = scene.shot
        transition = rng.choice(_TRANSITIONS[scene.mood])
        steps = index // _SHOTS_OF_A_PLACE if not scene.card else 0 if has_column else index
        there = _later(scene, steps, words, brand)
        shared = {name: getattr(there, name) for name in Beat.model_fields.keys() & ScenePlan.model_fields.keys()}
        shared |= {"shot": shot, "camera": camera, "transition": transition, "duration_s": 1.0}
        if index:
            shared |= _said_once(scene, has_column=has_column)
        if scene.card:
            # The words stay while the place behind them changes.
            shared |= {"shot": "wide", "transition": "dissolve"}
        beats.append(Beat(**shared))
    return beats


def _said_once(scene: ScenePlan, *, has_column: bool) -> dict[str, Any]:
    """The fields that are shown only once, emptied for the later views of a scene."""
    kept = {} if has_column else {"titles": ()}
    return kept | {"lower_third": ()} | ({} if "chart" in scene.subjects or has_column else {"figure": None})


def _later(scene: ScenePlan, steps: int, words: Words, brand: Sequence[str]) -> ScenePlan:
    """The scene at another part of its place, and at a later hour unless the prompt names the hour."""
    if not steps:
        return scene
    moved = scene.model_copy(update={"variation": scene.variation + steps})
    if scene.setting in _TIMELESS or words.first_of(vocabularies.TIMES) or scenery_of(words.text).hours:
        return moved
    # A page beside the picture is dark at night, and must not turn from light to dark within a scene.
    hours = _HOURS[:-1] if has_text_column(scene.style) else _HOURS
    if scene.time_of_day not in hours:
        return moved
    hour = hours[(hours.index(scene.time_of_day) + steps) % len(hours)]
    colours = harmony.harmonise(
        setting=scene.setting,
        time_of_day=hour,
        season=scene.season,
        style=scene.style,
        colour=None if brand else words.first_of(vocabularies.COLOURS),
        brand=brand,
        rng=random.Random(scene.variation),  # noqa: S311 - repeatable choice, not secrecy
    )
    colours["accent"] = scene.palette.accent
    return moved.model_copy(update={"time_of_day": hour, "palette": Palette(**colours)})


def _stated_lengths(prompt: str, shares: Sequence[int], duration_s: float, fps: int) -> list[float]:
    """The lengths that a list of shots states, in whole frames, stretched to the film; none where none is stated."""
    stated = [shot.duration_s for shot in asked(prompt).shots]
    known = [length for length in stated if length is not None]
    if not known or len(stated) != len(shares):
        return []
    usual = sum(known) / len(known)
    wanted = [length or usual for length in stated]
    if stated[-1] is None and sum(wanted[:-1]) + SHORTEST_BEAT_S <= duration_s:
        wanted[-1] = duration_s - sum(wanted[:-1])
    parts = [length / share for length, share in zip(wanted, shares, strict=True) for _ in range(share)]
    return _in_frames(parts, duration_s, fps)


def _lengths(beats: list[Beat], duration_s: float, fps: int, rng: random.Random) -> list[float]:
    """The length of each beat in seconds, in whole frames: varied, and longer where there is a title to read."""
    weights = [rng.uniform(0.82, 1.18) * (1.25 if beat.titles else 1.0) for beat in beats]
    return _in_frames(weights, duration_s, fps)


def _in_frames(weights: Sequence[float], duration_s: float, fps: int) -> list[float]:
    """A film's length shared out by weights, in whole frames."""
    ends = [round(duration_s * share / sum(weights) * fps) / fps for share in itertools.accumulate(weights)]
    ends[-1] = duration_s
    return [round(end - start, 6) for start, end in itertools.pairwise([0.0, *ends])]
