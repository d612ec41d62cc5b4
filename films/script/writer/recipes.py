"""Recipes as scenes: times and servings, the ingredients, and every step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from films.article.outline import Paragraph
from films.article.sentences import sentences
from films.script.documents import ListShow, PictureShow, Show, SplitShow, TextShow, TitleShow
from films.script.writer.choosing import Choice, Seconds
from films.script.writer.draft import Draft, halves
from films.script.writer.frame import under_title
from films.script.writer.language import Language
from films.script.writer.lists import said_of
from films.script.writer.matter import Chapter, Matter
from films.script.writer.steps import step_of
from films.script.writer.wording import cleaned, fits_glance, shown, without_purpose

_FEW_STEPS = 2
_KICKER_CHARS = 120
_BESIDE_ITEMS, _BESIDE_CHARS = 6, 30
"""A list that stands beside a photo has at most so many items, none of them longer."""


def recipe_drafts(matter: Matter, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those that a recipe needs marked; steps that are told in sentences become a list."""
    listed = {draft.chapter.heading for draft in drafts if draft.kind == "list"}
    found = [
        replace(draft, is_needed=True) if _is_needed(draft, matter.language, listed) else draft for draft in drafts
    ]
    for chapter in matter.chapters:
        of_it = [draft for draft in found if draft.chapter is chapter]
        if chapter.part == "directions" and not any(draft.is_needed for draft in of_it):
            steps = _steps(chapter, min((draft.at for draft in of_it), default=0.0), matter.language)
            if steps:
                found = [draft for draft in found if draft not in of_it or draft.kind == "picture"] + [steps]
    title = under_title(matter)
    return [draft for draft in found if title is None or _image(draft) != title.id]


def _image(draft: Draft) -> str:
    return draft.show.image if isinstance(draft.show, PictureShow) else ""


def leaner(draft: Draft, language: Language, *, is_spoken: bool) -> Draft:
    """A scene that is needed with fewer words: without what its steps are for, and less of it said."""
    show = draft.show
    if not isinstance(show, ListShow):
        return draft
    items = tuple(
        (step_of(item, language, brief=True) if show.numbered else "") or without_purpose(item, language)
        for item in show.items
    )
    lean = draft.lean if is_spoken else said_of(show.heading, items)
    return replace(draft, show=show.model_copy(update={"items": items}), say=lean or draft.say)


def with_times(title: Draft, needed: Sequence[Draft], language: Language) -> tuple[Draft, list[Draft]]:
    """The title with times and servings above it, where there is no time for a scene of them.

    On a photo there is no place for them, which is told.
    """
    timed = next((draft for draft in needed if draft.chapter.part not in ("ingredients", "directions")), None)
    show = timed.show.right if timed and isinstance(timed.show, SplitShow) else timed.show if timed else None
    if not timed or not isinstance(show, ListShow):
        return title, list(needed)
    facts = " · ".join(show.items)
    rest = [draft for draft in needed if draft is not timed]
    blocks = (*title.blocks, *timed.blocks[-1:])
    match title.show:
        case TitleShow() as card if len(facts) <= _KICKER_CHARS:
            return replace(title, show=card.model_copy(update={"kicker": facts}), blocks=blocks), rest
        case _:
            return title, rest


def beside_photo(choice: Choice, drafts: Sequence[Draft], seconds: Seconds) -> None:
    """Show a photo for which there is no time beside the ingredients, if these are few and short.

    Args:
        choice: What is in the film.
        drafts: What could be.
        seconds: How long a scene takes.
    """
    shown_ones = {half.image for one in choice.taken for half in halves(one.show) if isinstance(half, PictureShow)}
    unseen = [one for one in drafts if _image(one) and _image(one) not in shown_ones]
    beside = next((one for one in choice.taken if one.chapter.part == "ingredients" and _is_short(one.show)), None)
    if not unseen or beside is None or not isinstance(beside.show, ListShow):
        return
    photo = max(unseen, key=lambda draft: draft.worth)
    show = SplitShow(left=PictureShow(image=_image(photo)), right=beside.show)
    joined = replace(beside, show=show, blocks=(*beside.blocks, *photo.blocks))
    choice.seconds += seconds(joined) - seconds(beside)
    choice.taken = [joined if one is beside else one for one in choice.taken]


def _is_short(show: Show) -> bool:
    return (
        isinstance(show, ListShow)
        and len(show.items) <= _BESIDE_ITEMS
        and all(len(item) <= _BESIDE_CHARS for item in show.items)
    )


def _is_needed(draft: Draft, language: Language, listed: Collection[str]) -> bool:
    """Whether a recipe is none without it; `listed` are the headings of chapters that have a list."""
    if draft.chapter.part in ("ingredients", "directions"):
        tells = draft.chapter.part == "directions" and draft.chapter.heading not in listed
        return draft.kind in ("list", "table") or (tells and draft.kind == "text")
    show = draft.show
    timed = isinstance(show, ListShow) and sum(
        language.has("times", item) or language.has("servings", item) for item in show.items
    ) >= min(2, len(show.items))
    return timed or (isinstance(show, TextShow) and draft.kind == "list")


def _steps(chapter: Chapter, at: float, language: Language) -> Draft | None:
    """What is done, sentence by sentence."""
    items, blocks = [], []
    for piece in chapter.pieces:
        if isinstance(piece.block, Paragraph):
            for sentence in sentences(piece.block.text):
                text = cleaned(sentence).rstrip(".。")
                short = text if fits_glance(text) else shown(text, language) or step_of(text, language)
                if not short:
                    return None
                items.append(short)
            blocks.append(piece.id)
    if len(items) < _FEW_STEPS:
        return None
    show = ListShow(items=tuple(items[:30]), heading=chapter.name[:200], numbered=True)
    return Draft(
        show, said_of(chapter.name, items), at, chapter, 2.4, tuple(blocks), lean=f"{chapter.name}.", is_needed=True
    )
