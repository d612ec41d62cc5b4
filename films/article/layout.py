"""Plans the film of an article: chooses its scenes, how long each lasts and how it looks.

The storyboard that comes out decides everything, so drawing it needs nothing else.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from films.article.outline import Outline, PictureBlock
from films.article.pace import speaking_lengths_s, with_speaking_time
from films.article.scenes import (
    ArticleScene,
    choose_scenes,
    closing_scene,
    reading_lengths_s,
    scenes_of,
    title_scene,
    with_reading_time,
)
from films.article.sentences import clipped
from films.article.storyboard import FPS, ArticleFilm, SceneNote, footage_prompt
from painter import (
    Beat,
    CameraMove,
    FilmPlan,
    ImageCard,
    ScenePlan,
    Shot,
    TitleCard,
    Transition,
    has_text_column,
    plan_scene,
)

_DRAWN_CAPTION, _BESIDE_HEADING = 190, 160
_CAMERAS: tuple[CameraMove, ...] = ("push", "pan_right", "pull", "pan_left", "rise", "orbit")
_SHOTS: tuple[Shot, ...] = ("wide", "medium", "wide", "close")
_INTO_CHAPTERS: tuple[Transition, ...] = ("dissolve", "wipe")


def plan_article_film(
    outline: Outline,
    *,
    duration_s: float,
    size: tuple[int, int],
    style: str | None = None,
    captions: bool = True,
    pictures: Sequence[tuple[str, str]] = (),
    site: str = "",
    narrated: bool = False,
) -> ArticleFilm:
    """Choose and lay out the scenes of an article's film.

    Args:
        outline: The article.
        duration_s: How long the film should last, in seconds; shorter when the article does not say enough.
        size: Width and height in pixels.
        style: One of `painter.STYLES`, or None for what fits the article's title.
        captions: Draw what is said in scenes that show a place.
        pictures: What the article calls each picture that can be shown, and the picture's path. Pictures that the
            article does not mention are spread over the film.
        site: Where it was published, for the end of the film.
        narrated: Scenes last as long as it takes to say their lines, rather than to read them. This is an estimate;
            `films.article.narration` sets the lengths once the lines have been spoken.
    """
    places = {source: at for at, (source, _) in enumerate(pictures)}
    candidates = _with_extras(scenes_of(outline, places), outline, [source for source, _ in pictures])
    opening, closing = title_scene(outline), closing_scene(outline, site)
    if narrated:
        candidates, opening, closing = (
            list(map(with_speaking_time, candidates)),
            with_speaking_time(opening),
            with_speaking_time(closing),
        )
    picked = [opening, *choose_scenes(candidates, duration_s - opening.seconds - closing.seconds), closing]
    lengths = speaking_lengths_s(picked, duration_s) if narrated else reading_lengths_s(picked, duration_s)
    frame: dict[str, Any] = {
        "width": size[0],
        "height": size[1],
        "fps": FPS,
        "seed": zlib.crc32(outline.title.encode()),
    }
    lead = plan_scene(outline.title, **frame, duration_s=sum(lengths), style=style or "editorial")
    beats = [
        _beat(scene, length, lead, frame, at, captions=captions)
        for at, (scene, length) in enumerate(zip(picked, lengths, strict=True))
    ]
    whole = {name: getattr(lead, name) for name in FilmPlan.model_fields.keys() & ScenePlan.model_fields.keys()}
    return ArticleFilm(
        title=outline.title,
        language=outline.language,
        film=FilmPlan(**whole, beats=tuple(beats)),
        scenes=tuple(
            SceneNote(
                kind=one.kind,
                lines=one.lines,
                chapter=one.chapter,
                prompt=footage_prompt(one.text, outline.title) if one.kind == "point" and beat.card is None else "",
            )
            for one, beat in zip(picked, beats, strict=True)
        ),
        pictures=tuple(path for _, path in pictures),
    )


def _with_extras(candidates: list[ArticleScene], outline: Outline, sources: Sequence[str]) -> list[ArticleScene]:
    """The scenes, and one more for each picture that the article does not mention."""
    mentioned = {block.source for block in outline.blocks if isinstance(block, PictureBlock)}
    extras = [at for at, source in enumerate(sources) if source not in mentioned]
    result = list(candidates)
    for n, at in enumerate(extras, 1):
        place = round(n * len(candidates) / (len(extras) + 1)) + n - 1
        near = result[min(place, len(result) - 1)] if result else None
        card = ImageCard(picture=at)
        chapter = near.chapter if near else ""
        lines = (chapter,) if chapter else ()
        result.insert(
            place, with_reading_time(ArticleScene(kind="picture", lines=lines, chapter=chapter, card=card, worth=3.0))
        )
    return result


def _beat(
    scene: ArticleScene, length_s: float, lead: ScenePlan, frame: dict[str, Any], at: int, *, captions: bool
) -> Beat:
    """How a scene is drawn. Nothing in it depends on other scenes, so a change elsewhere does not redraw it."""
    there = lead
    if scene.kind in {"point", "picture"}:  # others are to be read, so they stand before the film's own, quiet place
        there = plan_scene(scene.text, **frame, duration_s=length_s, style=lead.style, after=lead)
    shared = {name: getattr(there, name) for name in Beat.model_fields.keys() & ScenePlan.model_fields.keys()}
    shared |= {"titles": (), "lower_third": (), "caption": None, "card": scene.card, "duration_s": length_s}
    chance = zlib.crc32(scene.text.encode())
    shared |= {"camera": _CAMERAS[chance % len(_CAMERAS)], "shot": _SHOTS[chance // 7 % len(_SHOTS)]}
    if there is not lead and there.setting == lead.setting:
        shared["variation"] = chance
    if scene.card is not None:
        shared |= {"shot": "wide", "figure": None}
    elif scene.kind == "point":
        shared |= _sentence_fields(scene, there, lead, captions=captions)
    if at and (scene.first or scene.kind == "closing"):
        shared["transition"] = _INTO_CHAPTERS[chance % len(_INTO_CHAPTERS)]
    return Beat(**shared)


def _sentence_fields(scene: ArticleScene, there: ScenePlan, lead: ScenePlan, *, captions: bool) -> dict[str, Any]:
    """The beat's fields that show a sentence: over the place it names, or on a card where it names none."""
    sentence = scene.text
    names_something = (bool(there.subjects) and there.subjects != lead.subjects) or there.setting != lead.setting
    if names_something and captions and len(sentence) <= _DRAWN_CAPTION:
        third = (clipped(scene.chapter, 120),) if scene.first and scene.chapter else ()
        if has_text_column(lead.style):
            return {"titles": (*third, sentence)}  # beside the picture is a column for text
        return {"caption": sentence, "lower_third": third}
    # A heading has its scene to itself where both together would be cut.
    heading = clipped(scene.chapter, 100) if scene.first and len(sentence) <= _BESIDE_HEADING else ""
    if not heading and len(sentence) > 100:
        return {"titles": (sentence,)} if has_text_column(lead.style) else {"caption": sentence}
    card = TitleCard(heading=heading, more=sentence) if heading else TitleCard(heading=sentence)
    return {"card": card, "shot": "wide", "figure": None}
