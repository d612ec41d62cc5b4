"""The script of an article's film: read from the caller or written here, checked, and staged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from films.services import CallersServices
from films.voice import spoken_language
from footage.errors import InvalidInputError
from tools.article_source import Article, find_pictures, read_source
from tools.base import refuse_nul
from tools.blog_arguments import MAX_PICTURES, BlogToVideo
from tools.inputs import resolve_picture
from tools.voices import NOBODY, Speakers, speakers

if TYPE_CHECKING:
    from films.article.outline import Outline
    from films.article.storyboard import ArticleFilm
    from films.script.documents import OfferedPicture, Scene, Script, SpeakingRate
    from films.script.references import Known
    from films.script.rewording import Restaging

_WARNINGS_TOLD = 4
_LOOK_CHARS = 200
"""As much of a title as a script written here has."""
_NO_SOURCE = "Pass source, the article, or script, the film's scenes; or both; or images alone for a slideshow."
_SLIDESHOW = "Slideshow"
_SHORT = "The article does not say enough for {asked:g} s, so the film lasts {lasts:g} s."
_LONG = "The film lasts {lasts:g} s, not {asked:g} s: its scenes cannot be told in less; a script of your own can."
_OTHER_LENGTH = "The script lasts {lasts:g} s, not {asked:g} s."


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a film can be made of: an article, where there is one, and pictures by id."""

    article: Article | None
    outline: Outline
    pictures: Sequence[OfferedPicture]
    notes: Sequence[str]
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What else each picture is called, by its id."""


@dataclass(frozen=True, kw_only=True)
class Directed:
    """A film as its script has it, staged, and what is told of it.

    Attributes:
        film: What is drawn.
        script: What it was staged from.
        material: What it is made of.
        speakers: Who narrates, if anybody does.
        kind: What sort of article it is; empty where the caller wrote the script.
        is_given: Whether the caller wrote the script.
        asked_s: How long it should be, in seconds.
        notes: What was mended and left out.
        warnings: What a director would change, and what the article does not say.
        reserve: Further scenes, best first, each with the id of the scene that it would follow.
    """

    film: ArticleFilm
    script: Script
    material: Material
    speakers: Speakers
    kind: str
    is_given: bool
    asked_s: float
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    reserve: Sequence[tuple[str, Scene]] = ()

    def restaging(self, style: str | None) -> Restaging:
        """What the job needs to stage the film again."""
        from films.script.rewording import restaging

        return restaging(
            self.script, self.material.outline, self.material.pictures, style, self.speakers.rate, self.reserve
        )


def direct(params: BlogToVideo, services: CallersServices) -> Directed:
    """Read or write the script of the film that is asked for, and stage it.

    Raises:
        InvalidInputError: There is neither article nor script, or the script is wrong; the message names all of it.
        FootageError: An article, picture or voice cannot be had.
    """
    if not params.source and not params.script:
        params = _slideshow(params)
    if params.source and not params.script and _is_script(params.source):
        raise InvalidInputError("source is a script and no article.", hint="Pass it as script; source may stay away.")
    material = _material(params, services)
    return _given(params, services, material) if params.script else _written(params, services, material)


def _slideshow(params: BlogToVideo) -> BlogToVideo:
    """Pictures alone, one after the other, as a script.

    Raises:
        InvalidInputError: There are no pictures either.
    """
    if not params.images:
        raise InvalidInputError("There is neither source nor script.", hint=_NO_SOURCE)
    each = {"seconds": params.duration_s / len(params.images)} if "duration_s" in params.model_fields_set else {}
    scenes = [
        {"id": f"s{at}", "show": {"kind": "picture", "image": image}, **each}
        for at, image in enumerate(params.images, 1)
    ]
    end = {"end": {"line": params.call_to_action}} if params.call_to_action else {}
    script = {"title": params.focus or _SLIDESHOW, "language": params.language or "en", "scenes": scenes, **end}
    return params.model_copy(update={"script": script, "images": []})


def _is_script(source: str) -> bool:
    """Whether a text is a film's script, which was passed as the article."""
    from films.script.json_text import parsed, unwrapped

    if source.lstrip()[:1] != "{" or '"scenes"' not in source:
        return False
    try:
        given = unwrapped(parsed(source))
    except InvalidInputError:
        return False
    return isinstance(given, Mapping) and isinstance(given.get("scenes"), list)


def warnings_in_short(warnings: Sequence[str]) -> list[str]:
    """Warnings as a note on a film: the first few, and how many there are."""
    if not warnings:
        return []
    more = f"; and {len(warnings) - _WARNINGS_TOLD} more" if len(warnings) > _WARNINGS_TOLD else ""
    return [f"Warnings: {'; '.join(warnings[:_WARNINGS_TOLD])}{more}."]


# --- material -----------------------------------------------------------------------------------------------------


def _material(params: BlogToVideo, services: CallersServices) -> Material:
    from films.article.outline import Outline, PictureBlock
    from films.script.documents import OfferedPicture

    article = read_source(services, params.source) if params.source else None
    outline = article.outline if article else Outline(title="")
    language = _language(params) or spoken_language(outline)
    outline = outline.model_copy(update={"language": language})
    found, notes = find_pictures(services, article, MAX_PICTURES - len(params.images)) if article else ([], [])
    first = 1 + max((int(one.id[1:]) for one in found if one.id[1:].isdecimal()), default=0)
    given: list[OfferedPicture] = []
    for at, name in enumerate(params.images, first):
        still = resolve_picture(services, name)
        given.append(
            OfferedPicture(id=f"p{at}", path=still.path, width=still.width, height=still.height, moves=still.moves)
        )
    sources = {one.picture_id: one.source for one in outline.blocks if isinstance(one, PictureBlock)}
    names = {one.id: (sources[one.id],) for one in found if one.id in sources}
    names |= {one.id: (name,) for one, name in zip(given, params.images, strict=True)}
    return Material(
        article=article,
        outline=outline,
        pictures=[*found, *given],
        notes=[*(outline.notes if article else ()), *notes],
        names=names,
    )


def _language(params: BlogToVideo) -> str:
    from films.script.languages import language_tag

    return language_tag(params.language) if params.language else ""


def _site(article: Article | None) -> str:
    return urlsplit(article.url).hostname or "" if article and article.url else ""


# --- the caller's script ------------------------------------------------------------------------------------------


def _given(params: BlogToVideo, services: CallersServices, material: Material) -> Directed:
    from films.article.storyboard import TOLERANCE
    from films.script.advice import advice
    from films.script.documents import End
    from films.script.facts import not_in_article
    from films.script.reading import check_pictures, read_script
    from films.script.staging import look_of

    refuse_nul(script=params.script)
    read = read_script(params.script, _known(material, services))
    pictures = {one.id: one for one in material.pictures}
    check_pictures(read, lambda name: name in pictures or pictures.update({name: _picture(services, name)}))
    script = read.script
    if params.call_to_action and script.end is None:
        script = script.model_copy(update={"end": End(line=params.call_to_action)})
    script = script.model_copy(update={"language": script.language or _language_of(script)})
    said = [one.say for one in (*script.scenes, script.end) if one and one.say]
    speaker = _speakers(params, services, script.language, [*said, ""][0]) if said or params.voice else NOBODY
    asked = params.duration_s if "duration_s" in params.model_fields_set else None
    look = (material.outline.title or look_of(script))[:_LOOK_CHARS]
    film = _staged(params, script, [*pictures.values()], speaker.rate, asked, look=look)
    lasts = film.film.duration_s
    notes = [*speaker.notes, *material.notes, *read.notes, *film.film.notes]
    notes += _unused_notes(params, script)
    if asked is not None and abs(lasts - asked) > TOLERANCE * asked:
        notes.append(_OTHER_LENGTH.format(lasts=lasts, asked=asked))
    facts = not_in_article(script, material.outline) if material.article else []
    return Directed(
        film=film,
        script=script,
        material=material,
        speakers=speaker,
        kind="",
        is_given=True,
        asked_s=asked or lasts,
        notes=tuple(notes),
        warnings=(*facts, *advice(script)),
    )


def _known(material: Material, services: CallersServices) -> Known:
    from films.script.article_view import tables_of
    from films.script.references import Known

    outline = material.outline
    return Known(
        pictures={one.id: material.names.get(one.id, ()) for one in material.pictures},
        tables=tables_of(outline),
        blocks=[block.id for block in outline.blocks],
        title=outline.title,
        language=outline.language,
        backends=services.router.names(),
    )


def _picture(services: CallersServices, name: str) -> OfferedPicture:
    """A picture that a script names by path or URL; the script's own word is its id."""
    from films.script.documents import OfferedPicture

    still = resolve_picture(services, name)
    return OfferedPicture(id=name, path=still.path, width=still.width, height=still.height, moves=still.moves)


def _language_of(script: Script) -> str:
    """The language of a script's words; empty where they do not tell."""
    from media.speech.language import language_of

    return language_of("\n".join([script.title, *(scene.say for scene in script.scenes)]))


def _unused_notes(params: BlogToVideo, script: Script) -> list[str]:
    """Which wishes a script leaves no room for."""
    says_else = script.end is not None and script.end.line != params.call_to_action
    given = {"call_to_action": params.call_to_action and says_else, "focus": params.focus}
    unused = [name for name, is_unused in given.items() if is_unused]
    return [f"The script decides; {' and '.join(unused)} changed nothing."] if unused else []


# --- our own script -----------------------------------------------------------------------------------------------


def _written(params: BlogToVideo, services: CallersServices, material: Material) -> Directed:
    from films.article.storyboard import TOLERANCE
    from films.script.advice import advice
    from films.script.documents import Wish
    from films.script.staging import as_staged, fill
    from films.script.writer import write_script

    language = material.outline.language
    speaker = _speakers(params, services, language, _sample(material.outline))
    wish = Wish(
        duration_s=params.duration_s,
        aspect_ratio=params.aspect_ratio,
        language=language,
        focus=params.focus or "",
        call_to_action=params.call_to_action or "",
        site=_site(material.article),
        rate=speaker.rate,
    )
    written = fill(write_script(material.outline, material.pictures, wish), wish, _size(params))
    film = _staged(params, written.script, material.pictures, speaker.rate, params.duration_s, written.spare)
    script = as_staged(written.script, film)
    lasts = film.film.duration_s
    notes = [*speaker.notes, *material.notes, *film.film.notes, *written.left_out]
    if abs(lasts - params.duration_s) > TOLERANCE * params.duration_s:
        told = _SHORT if lasts < params.duration_s else _LONG
        notes.append(told.format(asked=params.duration_s, lasts=lasts))
    return Directed(
        film=film,
        script=script,
        material=material,
        speakers=speaker,
        kind=written.kind,
        reserve=written.reserve,
        is_given=False,
        asked_s=params.duration_s,
        notes=tuple(notes),
        warnings=tuple(advice(script)),
    )


# --- staging ------------------------------------------------------------------------------------------------------


def _size(params: BlogToVideo) -> tuple[int, int]:
    from media.frame_size import frame_size

    return frame_size(params.aspect_ratio, params.resolution)


def _speakers(params: BlogToVideo, services: CallersServices, language: str, sample: str) -> Speakers:
    return speakers(services, params.voice, params.narration, language, sample)


def _sample(outline: Outline) -> str:
    """A sentence of the article."""
    from films.article.outline import Paragraph

    return next((block.text for block in outline.blocks if isinstance(block, Paragraph)), outline.title)[:200]


def _staged(
    params: BlogToVideo,
    script: Script,
    pictures: Sequence[OfferedPicture],
    rate: SpeakingRate | None,
    duration_s: float | None,
    spare: Sequence[str] = (),
    look: str = "",
) -> ArticleFilm:
    from films.script.staging import stage

    return stage(
        script,
        pictures,
        size=_size(params),
        style=params.style,
        captions=params.captions,
        rate=rate,
        duration_s=duration_s,
        spare=spare,
        look=look,
    )
