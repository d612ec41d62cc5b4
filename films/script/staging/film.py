"""Stages a script: the film that shows and says what its scenes do, beat by beat, ready to be drawn."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from films.article.pacing import MOST_TITLE_S, STEP_S, Wanted, paced, stepped_up
from films.article.sentences import sentences
from films.article.storyboard import FPS, TOLERANCE, ArticleFilm, SceneNote, footage_prompt, shared_out
from films.script.documents import (
    CodeShow,
    End,
    FilmShow,
    OfferedPicture,
    PlaceShow,
    Scene,
    Script,
    SpeakingRate,
    TextShow,
)
from films.script.staging.cards import cards_of, end_card
from films.script.staging.drafts import QUIET, Draft, drafts_of, with_foot
from films.script.staging.filling import without_scenes
from films.script.staging.foot import captions_of, dressed, likeness, silent, unshown
from films.script.staging.looks import chance_of, into_chapter, moves, varied
from films.script.staging.places import Frame, place_fields
from films.script.staging.times import SETTLE_S, chosen_lines, end_wanted, text_s, wanted
from footage.errors import InvalidInputError
from painter import (
    Beat,
    Card,
    CodeCard,
    FilmPlan,
    PhotoCard,
    ScenePlan,
    TextCard,
    fits,
)

MAX_BEATS, MAX_FILM_S = 60, 600.0
DEFAULT_STYLE = "editorial"
END_ID = "end"
_MAX_NOTES = 8
_MOST_SAID = 120
"""A sentence that is longer is only said: nobody reads along for so long."""
_SAID_ONLY = frozenset({"code", "chart"})
"""What these mean is told at their foot alone."""


@dataclass
class _Staged:
    """A scene of the script with its beats."""

    scene: Scene
    kind: str
    lines: tuple[str, ...]
    drafts: list[Draft]
    wanted: Wanted
    chapter: str = ""
    starts_chapter: bool = False
    prompt: str = ""


def stage(
    script: Script,
    pictures: Sequence[OfferedPicture],
    *,
    size: tuple[int, int],
    style: str | None = None,
    captions: bool = True,
    rate: SpeakingRate | None = None,
    duration_s: float | None = None,
    spare: Sequence[str] = (),
    look: str = "",
    seed: int | None = None,
) -> ArticleFilm:
    """The film of a script. What cannot be shown as it is written is told in the film's notes.

    Args:
        script: The script.
        pictures: Those that its scenes may name, by id.
        size: Width and height in pixels.
        style: One of `painter.STYLES`; editorial where it is None.
        captions: Whether a silent film shows what is said at the foot of its pictures.
        rate: How fast the voice speaks; None where nobody does.
        duration_s: How long the film should last, in seconds; None lets every scene take its time.
        spare: Ids of scenes that may be left out where all take too long, now or once the voice has been heard, least
            needed first.
        look: Words that colours and light follow from, such as the title of its article, so that another title of the
            film changes no other scene; the script's title where it is empty.
        seed: What chance draws from; the look's words where it is None.

    Raises:
        InvalidInputError: It has more pictures or lasts longer than a film can.
    """
    left = [one for one in spare if any(one == scene.id for scene in script.scenes)]
    while True:
        stager = _Stager(script, pictures, size, style or DEFAULT_STYLE, look or script.title, seed)
        staged = stager.staged(captions=captions, rate=rate)
        if duration_s is not None and rate is None and captions:
            staged = stager.with_fewer_feet(staged, duration_s * (1 + TOLERANCE))
        lengths = paced([one.wanted for one in staged], duration_s).lengths_s
        if not left or duration_s is None or sum(lengths) <= duration_s * (1 + TOLERANCE):
            return stager.film(staged, lengths, tuple(left))
        script = script.model_copy(update={"scenes": tuple(without_scenes(script.scenes, [left.pop(0)]))})


class _Stager:
    """What all scenes of a film have in common, and what was found out while they were staged."""

    def __init__(
        self,
        script: Script,
        pictures: Sequence[OfferedPicture],
        size: tuple[int, int],
        style: str,
        look: str,
        seed: int | None,
    ) -> None:
        self.script = script
        self._look = look
        self.frame = Frame(*size, FPS, zlib.crc32(look.encode()) if seed is None else seed)
        self.lead: ScenePlan = self.frame.plan(look, style)
        self._places = {one.id: at for at, one in enumerate(pictures)}
        self._pictures = tuple(str(one.path) for one in pictures)
        self._notes: list[str] = []

    def staged(self, *, captions: bool, rate: SpeakingRate | None) -> list[_Staged]:
        found: list[_Staged] = []
        chapter = ""
        for scene in self.script.scenes:
            is_new = bool(scene.chapter) and scene.chapter != chapter and bool(found)
            chapter = scene.chapter or chapter
            found.append(replace(self._scene(scene, rate, captions=captions), chapter=chapter, starts_chapter=is_new))
        if self.script.end:
            found.append(replace(self._end(self.script.end, rate), chapter=chapter))
        return found

    def with_fewer_feet(self, staged: list[_Staged], most_s: float) -> list[_Staged]:
        """A silent film that would be too long without what stands at the foot of its pictures, as far as is needed.

        What says most of what is seen goes first. Subtitles still have all that is said.
        """
        found = list(staged)
        scenes = {scene.id: scene for scene in self.script.scenes}
        footed = [at for at, one in enumerate(found) if one.scene.id in scenes and unshown(one.scene)]
        for at in sorted(footed, key=lambda at: -likeness(found[at].scene)):
            if sum(paced([one.wanted for one in found], most_s / (1 + TOLERANCE)).lengths_s) <= most_s:
                break
            bare = self._scene(found[at].scene, None, captions=False)
            if bare.drafts and bare.scene.show.kind not in _SAID_ONLY:
                found[at] = replace(bare, chapter=found[at].chapter, starts_chapter=found[at].starts_chapter)
        fewer = sum(one is not before for one, before in zip(found, staged, strict=True))
        if fewer:
            self._notes.append(
                f"Nobody speaks, and there is no time to read what {fewer} scenes say: subtitles have it."
            )
        return found

    def film(self, staged: Sequence[_Staged], lengths: Sequence[float], spare: tuple[str, ...]) -> ArticleFilm:
        """The film of scenes whose lengths are known, in seconds."""
        drafts = [draft for one in staged for draft in one.drafts]
        whole_s = sum(lengths)
        if len(drafts) > MAX_BEATS or whole_s > MAX_FILM_S:
            most = max(staged, key=lambda one: len(one.drafts))
            raise InvalidInputError(
                f"The script makes {len(drafts)} pictures and {whole_s:g} s; a film has at most {MAX_BEATS} and "
                f"{MAX_FILM_S:g} s. Scene {most.scene.id} alone makes {len(most.drafts)}.",
                hint="Show less in a scene, leave scenes out, or make two films.",
            )
        # The opening is laid out as its film looks, whatever it says: another title changes no scene beside it.
        chances = [chance_of(self._look), *(chance_of(_content(draft)) for draft in drafts[1:])]
        variations = iter(varied(chances, [_look(draft) for draft in drafts]))
        beats: list[Beat] = []
        notes: list[SceneNote] = []
        for one, length_s in zip(staged, lengths, strict=True):
            made = [self._beat(one, at, draft, next(variations)) for at, draft in enumerate(one.drafts)]
            spans = shared_out(length_s, made, STEP_S)
            beats += [beat.model_copy(update={"duration_s": span}) for beat, span in zip(made, spans, strict=True)]
            notes += _notes(one)
        whole = {name: getattr(self.lead, name) for name in FilmPlan.model_fields.keys() & type(self.lead).model_fields}
        film = FilmPlan(**whole | {"duration_s": whole_s, "notes": tuple(self._notes[:_MAX_NOTES])}, beats=tuple(beats))
        return ArticleFilm(
            title=self.script.title,
            language=self.script.language,
            film=film,
            scenes=tuple(notes),
            pictures=self._pictures,
            spare=spare,
            poster=_poster(notes),
        )

    # --- scenes ---------------------------------------------------------------------------------------------------

    def _scene(self, scene: Scene, rate: SpeakingRate | None, *, captions: bool) -> _Staged:
        own, below = silent(scene) if rate is None and captions else (dressed(scene), ())
        read = scene if rate or captions else scene.model_copy(update={"say": ""})
        drafts = self._drafts(own, has_foot=bool(below), is_said=rate is not None)
        drafts = with_foot(drafts, below, self._fits, is_wide=self.frame.width > self.frame.height)
        return _Staged(
            scene=scene,
            kind=scene.show.kind,
            lines=tuple(sentences(scene.say)),
            drafts=drafts,
            wanted=_needs(wanted(read, rate), drafts, is_title=scene.show.kind == "title"),
            prompt=self._prompt(scene),
        )

    def _end(self, end: End, rate: SpeakingRate | None) -> _Staged:
        scene = Scene(id=END_ID, say=end.say, show=TextShow(text=end.line))
        drafts = drafts_of([end_card(end, self.script.title)], self._fits)
        return _Staged(
            scene=scene,
            kind="end",
            lines=tuple(sentences(end.say)),
            drafts=drafts,
            wanted=_needs(end_wanted(end, rate), drafts),
            starts_chapter=True,
        )

    def _drafts(self, scene: Scene, *, has_foot: bool, is_said: bool) -> list[Draft]:
        if isinstance(scene.show, CodeShow):
            self._tell_hidden_lines(scene.id, scene.show)
        if cards := cards_of(scene.show, self._picture):
            more = self._gone_on(scene) if is_said else ()
            return self._named(drafts_of((*cards, *more), self._fits), cards, "" if has_foot else scene.chapter)
        if not isinstance(scene.show, PlaceShow | FilmShow):  # a picture that is not there, without words
            return [Draft(None, QUIET, SETTLE_S, title=self.script.title)]
        fields, untold = place_fields(scene.show, self.lead, self.frame)
        self._notes.extend(f"Scene {scene.id}: {one}." for one in untold)
        if fields is None:
            words = scene.show.text or next(iter(sentences(scene.say)), self.script.title)
            return drafts_of([TextCard(text=part) for part in captions_of([words])], self._fits)
        return [Draft(None, fields, SETTLE_S + text_s(scene.show.text), title=scene.show.text)]

    def _gone_on(self, scene: Scene) -> tuple[Card, ...]:
        """The second of two sentences that are said, of which the first is shown: no card stands as long as both."""
        match scene.show, sentences(scene.say):
            case TextShow(kicker=kicker), [_, second] if unshown(scene) == (second,) and len(second) <= _MOST_SAID:
                card = TextCard(text=second.rstrip(".。"), kicker=kicker)
                return (card,) if self._fits(card, "") else ()
            case _:
                return ()

    def _named(self, drafts: list[Draft], cards: tuple[Card, ...], chapter: str) -> list[Draft]:
        """A program that begins a chapter, with no words at its foot, has the chapter's name above it if that fits."""
        first = cards[0]
        if not chapter or not isinstance(first, CodeCard):
            return drafts
        named = drafts_of((first.model_copy(update={"heading": chapter}), *cards[1:]), self._fits)
        are_read = all(draft.card is None or self._fits(draft.card, "") for draft in named)
        return named if are_read and len(named) == len(drafts) else drafts

    def _tell_hidden_lines(self, scene_id: str, show: CodeShow) -> None:
        shown, every = len(chosen_lines(show)), len(show.text.strip("\n").splitlines())
        if not show.lines and shown < every:
            self._notes.append(f"Scene {scene_id} shows {shown} of {every} lines; its `lines` may name others.")

    def _picture(self, name: str) -> int | None:
        """The place of a picture among those that are offered."""
        if name not in self._places:
            self._notes.append(f"There is no picture {name[:80]!r}.")
        return self._places.get(name)

    def _fits(self, card: Card, foot: str) -> bool:
        return fits(card, self.frame.width, self.frame.height, self.lead.style, caption=foot)

    def _prompt(self, scene: Scene) -> str:
        """What a generator is asked for; empty for a scene that is drawn."""
        match scene.show:
            case FilmShow(prompt=prompt):
                return prompt
            case PlaceShow(text=text, subjects=subjects, setting=setting):
                words = scene.say or text or " ".join([*subjects, setting])
                return footage_prompt(words, self.script.title)
            case _:
                return ""

    def _beat(self, one: _Staged, at: int, draft: Draft, variation: int) -> Beat:
        fields: dict[str, Any] = {
            name: getattr(self.lead, name)
            for name in ("setting", "variant", "subjects", "time_of_day", "weather", "season", "mood")
        }
        fields |= draft.fields
        fields |= {"duration_s": max(2 * STEP_S, draft.tight_s), "card": draft.card, "variation": variation}
        fields |= {"caption": draft.caption or None, "titles": (draft.title,) if draft.title else ()}
        fields["camera"], fields["shot"] = moves(variation, is_card=draft.card is not None)
        if at == 0 and one.scene.transition:
            fields["transition"] = one.scene.transition
        elif at == 0 and one.starts_chapter:
            fields["transition"] = into_chapter(variation)
        return Beat(**fields)


def _poster(notes: Sequence[SceneNote]) -> int:
    """The beat that stands for the film: its title, else its first picture, else its first beat."""
    kinds = [note.kind for note in notes]
    return next((kinds.index(kind) for kind in ("title", "picture") if kind in kinds), 0)


def _needs(known: Wanted, drafts: Sequence[Draft], *, is_title: bool = False) -> Wanted:
    """What a scene needs, now that its beats are known."""
    least_s = 2 * STEP_S * len(drafts)
    seen_s = max(known.seen_s, _in_steps([draft.seen_s for draft in drafts]))
    tight_s = max(known.tight_s, _in_steps([draft.tight_s for draft in drafts]))
    most_s = max(seen_s, sum(draft.most_s for draft in drafts))
    given_s = None if known.given_s is None else max(known.given_s, least_s)
    end_s = max(MOST_TITLE_S, least_s) if is_title else math.inf
    return replace(known, given_s=given_s, seen_s=seen_s, most_s=most_s, tight_s=min(seen_s, tight_s), end_s=end_s)


def _in_steps(seconds: Sequence[float]) -> float:
    """What several beats take together, each in whole steps."""
    return sum(map(stepped_up, seconds)) if len(seconds) > 1 else sum(seconds)


def _notes(one: _Staged) -> Iterator[SceneNote]:
    least_s = [draft.tight_s for draft in one.drafts]
    least_s[-1] += max(0.0, one.wanted.tight_s - sum(least_s))  # a kind of scene has its least as a whole
    for at, draft in enumerate(one.drafts):
        yield SceneNote(
            kind=one.kind,
            lines=() if at else one.lines,
            chapter=one.chapter,
            scene_id=one.scene.id,
            least_s=stepped_up(least_s[at]),
            most_s=draft.most_s,
            is_timed=one.scene.seconds is not None,
            prompt="" if at else one.prompt,
            backend=getattr(one.scene.show, "backend", ""),
            stock_query=getattr(one.scene.show, "stock_query", ""),
        )


def _look(draft: Draft) -> str:
    """What a beat looks like as a whole: all cards that are written on a page are laid out on the same ones."""
    match draft.card:
        case None:
            return "place"
        case PhotoCard() | CodeCard():
            return draft.card.kind
        case _:
            return "page"


def _content(draft: Draft) -> str:
    card = draft.card.model_dump_json() if draft.card else ""
    return "\n".join((card, draft.title, draft.caption, *map(str, draft.fields.values())))
