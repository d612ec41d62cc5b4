"""Writes the script of an article's film: by the kind of article, with roles for its scenes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from films.article.outline import Outline
from films.article.sentences import is_spaceless, stop_of, with_stop
from films.script.documents import (
    MAX_SCENES,
    ArticleKind,
    ChartShow,
    End,
    FigureShow,
    ListShow,
    OfferedPicture,
    PictureShow,
    Scene,
    Script,
    TableShow,
    TextShow,
    Wish,
    Written,
)
from films.script.staging.times import END_S, scene_s
from films.script.writer.choosing import OVER_S, Choice, Seconds, choose
from films.script.writer.draft import Draft
from films.script.writer.drafts import drafts_of
from films.script.writer.frame import cover_alone, end_of, hook_draft, title_draft
from films.script.writer.interviews import interview_drafts
from films.script.writer.kinds import kind_of, speakers_of
from films.script.writer.language import Language
from films.script.writer.matter import Matter, matter_of
from films.script.writer.merging import merge
from films.script.writer.places import with_places
from films.script.writer.prose import worth_of
from films.script.writer.recipes import beside_photo, leaner, recipe_drafts, with_times
from films.script.writer.repeats import terms_of
from films.script.writer.telling import left_out
from films.script.writer.variety import varied
from films.script.writer.wording import is_question
from media.frame_size import frame_size

_MOST_PICTURES, _PICTURES_TIME = 0.7, 0.6
"""How many of its pictures a film shows where there is time, and how much of its time they take at most."""
_HOOK_AT = -1.0
"""The place of the hook: after the title, which is at -2, and before the article."""
_MOST_SAID_S = 12.0
"""So long a voice may go on in a scene that shows few words; there is more to tell."""

_FULL = 1.02
"""Nothing is added to a film that is longer than this share of its time already."""
_ABOUT = 0.5
"""By this share a list of steps weighs more for each word of its heading that is in the title."""

_TITLE_SHARE = 0.5
"""How much of a film its title may take with times and servings above it; else those are only told."""


def write_script(outline: Outline, pictures: Sequence[OfferedPicture], wish: Wish) -> Written:
    """Write the script of an article's film.

    Args:
        outline: The article.
        pictures: Its pictures that can be shown.
        wish: What the caller wants.

    Returns:
        The script, and what could be changed in it.
    """
    matter = matter_of(outline, pictures, wish.language)
    kind = kind_of(matter)
    drafts = _drafts(matter, kind, upright=wish.aspect_ratio in ("9:16", "3:4"))
    drafts = [_spoken(draft, wish) if wish.rate else _quiet(draft) for draft in drafts]
    chosen = _chosen(matter, kind, drafts, wish, pictures_first=False)
    if _lacks_pictures(chosen.choice, drafts):
        chosen = _chosen(matter, kind, drafts, wish, pictures_first=True)
    written = _written(matter, kind, chosen.choice, chosen.reserve, chosen.end, wish)
    needed = [draft for draft in drafts if draft.is_needed]
    tell = partial(left_out, matter, needed=needed)
    return replace(written, left_out=tell(written.script.scenes), tell=tell)


class _Chosen(NamedTuple):
    """What is in a film, what could be, and how it ends."""

    choice: Choice
    reserve: Sequence[Draft]
    end: End


def _chosen(matter: Matter, kind: ArticleKind, drafts: Sequence[Draft], wish: Wish, *, pictures_first: bool) -> _Chosen:
    """Choose the scenes that fill the film."""
    choice = Choice(matter.language)

    def seconds(draft: Draft) -> float:
        return scene_s(draft.scene("s"), wish.rate, _size(wish))

    room_s = wish.duration_s - END_S
    kept_s = min(map(seconds, map(_wordless, _pictures_of(drafts))), default=0.0) if pictures_first else 0.0
    for draft in _frame(matter, kind, drafts, wish, room_s - kept_s, seconds):
        choice.add(draft, seconds(draft))
    end = end_of(matter, wish, kind, choice.said)
    rest = [draft for draft in drafts if not draft.is_needed]
    choice.said.append(terms_of(end.line, matter.language))
    cover = cover_alone(matter, choice.taken)
    rest += [cover] if cover else []
    if pictures_first:
        first = _first_pictures(choice, rest, room_s, seconds)
        rest = [draft for draft in rest if draft not in first]
    reserve = choose(choice, rest, room_s, seconds, wish.focus)
    merge(choice, seconds)
    reserve = choose(choice, reserve, room_s, seconds, wish.focus)
    if kind == "recipe" and choice.seconds <= room_s * _FULL:
        beside_photo(choice, drafts, seconds)
    return _Chosen(choice, reserve, end)


def _lacks_pictures(choice: Choice, drafts: Sequence[Draft]) -> bool:
    """Whether fewer of the article's pictures are shown than most of them."""
    shown, offered = (
        {draft.show.image for draft in some if isinstance(draft.show, PictureShow)} for some in (choice.taken, drafts)
    )
    return len(shown) < math.ceil(_MOST_PICTURES * len(shown | offered))


def _frame(
    matter: Matter, kind: ArticleKind, drafts: Sequence[Draft], wish: Wish, room_s: float, seconds: Seconds
) -> list[Draft]:
    """The title, the hook after it, and what the film is no such film without; with fewer words where time is short."""
    title = title_draft(matter, wish)
    needed = [draft for draft in drafts if draft.is_needed]
    left_s = room_s - seconds(title) - sum(map(seconds, needed))
    hook = hook_draft(matter, drafts, kind)
    hook = hook and replace(hook if wish.rate else _quiet(hook), at=_HOOK_AT)
    if hook and seconds(hook) <= left_s:
        return [title, hook, *needed]
    if left_s < 0:
        needed = [leaner(draft, matter.language, is_spoken=wish.rate is not None) for draft in needed]
    if kind == "recipe" and seconds(title) + sum(map(seconds, needed)) > room_s:
        timed, needed = with_times(title, needed, matter.language)
        title = timed if seconds(timed) <= _TITLE_SHARE * room_s else title
    return [title, *needed]


def _first_pictures(choice: Choice, rest: Sequence[Draft], room_s: float, seconds: Seconds) -> list[Draft]:
    """The best of the article's pictures, as many as are most of them: they say more than other scenes.

    They take no more than their share of the film, so that there is time for its words. Where none has room with what
    is told beside it, one is shown without.
    """
    pictures = _pictures_of(rest)
    shown = sum(isinstance(draft.show, PictureShow) for draft in choice.taken)
    wanted = math.ceil(_MOST_PICTURES * (len(pictures) + shown)) - shown
    left_s = min(_PICTURES_TIME * room_s, room_s - choice.seconds)
    found: list[Draft] = []
    for best in sorted(pictures, key=lambda draft: (-draft.worth, draft.at)):
        fresh = choice.fresh(best)
        if len(found) < wanted and fresh and seconds(fresh) <= left_s:
            choice.add(fresh, seconds(fresh))
            left_s -= seconds(fresh)
            found.append(best)
    if not shown and not found and pictures:
        best = max(pictures, key=lambda draft: (draft.worth, -draft.at))
        if (takes_s := seconds(bare := _wordless(best))) <= room_s - choice.seconds + OVER_S:
            choice.add(bare, takes_s)
            found.append(best)
    return found


def _pictures_of(drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if isinstance(draft.show, PictureShow)]


def _wordless(draft: Draft) -> Draft:
    """A scene of which nothing is said, so that it takes no longer than it is looked at."""
    return replace(draft, say="")


def _size(wish: Wish) -> tuple[int, int]:
    return frame_size(wish.aspect_ratio, "720p")


def _drafts(matter: Matter, kind: ArticleKind, *, upright: bool) -> list[Draft]:
    drafts = drafts_of(matter, kind, upright=upright)
    if kind == "interview":
        talked = list(interview_drafts(matter, speakers_of(matter), worth_of(matter)))
        others = [draft for draft in drafts if draft.kind not in ("text", "figure")]
        return [*talked, *others] if talked else drafts
    if kind == "how_to":
        return _with_steps_needed(drafts, terms_of(matter.title, matter.language), matter.language)
    return recipe_drafts(matter, drafts) if kind == "recipe" else drafts


def _with_steps_needed(drafts: Sequence[Draft], title: frozenset[str], language: Language) -> list[Draft]:
    """The drafts, the steps to what the title promises marked as needed: where time is short the first are shown.

    Of several lists of steps that is the longest, unless another is more about the title.
    """

    def weight(draft: Draft) -> float:
        if not isinstance(draft.show, ListShow) or not draft.show.numbered:
            return 0.0
        about = terms_of(f"{draft.show.heading} {draft.chapter.heading}", language) & title
        return len(draft.show.items) * (1 + _ABOUT * len(about))

    longest = max(drafts, key=weight, default=None)
    is_there = longest is not None and weight(longest) > 0
    return [replace(draft, is_needed=True) if is_there and draft is longest else draft for draft in drafts]


def _spoken(draft: Draft, wish: Wish) -> Draft:
    """A scene of a narrated film: the voice says the next sentence, too, if both take no longer than a scene should."""
    if not draft.follows or not isinstance(draft.show, (TextShow, FigureShow)):
        return draft
    joint = "" if is_spaceless(draft.say) else " "
    both = replace(draft, say=f"{draft.say}{joint}{draft.follows}")
    return both if scene_s(both.scene("s"), wish.rate, _size(wish)) <= _MOST_SAID_S else draft


def _quiet(draft: Draft) -> Draft:
    """A scene of a silent film: what would be said is not written below the same in fewer words, or in a chart."""
    show = draft.show
    if isinstance(show, (ChartShow, TableShow)):
        return replace(
            draft,
            say=f"{show.heading}{stop_of(show.heading)}" if show.heading and not is_question(show.heading) else "",
        )
    if isinstance(show, (TextShow, PictureShow)) and show.text:
        return replace(draft, say=with_stop(show.text))
    return draft


def _written(
    matter: Matter, kind: ArticleKind, choice: Choice, reserve: Sequence[Draft], end: End, wish: Wish
) -> Written:
    order = with_places(sorted(choice.taken[: MAX_SCENES - 1], key=lambda draft: draft.at), matter, kind)
    order = varied(order, matter, kind)
    scenes, before = [], ""
    for number, draft in enumerate(order, 1):
        name = draft.chapter.name[:120] if draft.at >= 0 else ""
        scenes.append(draft.scene(f"s{number}", chapter=name if name and name != before else ""))
        before = name or before
    ids = {id(draft): scene.id for draft, scene in zip(order, scenes, strict=True)}
    taken_at = {draft.at: number for number, draft in enumerate(choice.taken)}
    least = sorted(order, key=lambda draft: -taken_at.get(draft.at, 0))
    least = _but_one_picture([draft for draft in least if draft.at >= 0 and not draft.is_needed], order)
    spare = [ids[id(draft)] for draft in least]
    script = Script(title=matter.title[:200] or end.line, language=matter.language.code, scenes=tuple(scenes), end=end)
    return Written(
        script=script,
        kind=kind,
        spare=tuple(spare),
        reserve=tuple(_reserved(order, scenes, reserve)),
    )


def _but_one_picture(least: list[Draft], order: Sequence[Draft]) -> list[Draft]:
    """Scenes that may be left out, the best of the article's pictures after even the hook, unless another one stays."""
    pictures = _pictures_of(least)
    if not pictures or len(_pictures_of(order)) > len(pictures):
        return least
    hook = [draft for draft in order if draft.at == _HOOK_AT]
    return [*(draft for draft in least if draft is not pictures[-1]), *hook, pictures[-1]]


def _reserved(order: Sequence[Draft], scenes: Sequence[Scene], reserve: Sequence[Draft]) -> list[tuple[str, Scene]]:
    found = []
    for number, draft in enumerate(reserve, len(scenes) + 1):
        before = [scene.id for one, scene in zip(order, scenes, strict=True) if one.at <= draft.at]
        found.append((before[-1], draft.scene(f"s{number}")))
    return found
