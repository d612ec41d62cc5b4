"""The texts that a film shows or says, each with where it is seen, so that they can be looked through beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.script.documents import Script
    from painter import FilmPlan

_QUOTED = re.compile(
    r"\"([^\"\n]{1,300})\"|\u201c([^\u201d\n]{1,300})\u201d|\u201e([^\u201c\u201d\n]{1,300})[\u201c\u201d]|"
    r"\u00ab([^\u00bb\n]{1,300})\u00bb|\u300c([^\u300d\n]{1,300})\u300d|(?<!\w)'([^'\n]{2,300})'(?!\w)"
)


def quoted_in(prompt: str) -> list[str]:
    """What a prompt has in quotes, of whatever kind."""
    return [next(filter(None, found.groups())) for found in _QUOTED.finditer(prompt)]


def texts_of_plan(outline: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a storyboard's plan shows in words."""
    if "beats" not in outline:
        return
    from painter import FilmPlan

    yield from texts_of_film(FilmPlan.model_validate({**outline, "notes": ()}))


def texts_of_film(film: FilmPlan) -> Iterator[tuple[str, str]]:
    """The same of a plan that was read."""
    from painter import texts_of

    for at, beat in enumerate(film.beats, 1):
        shown = [*beat.titles, *beat.lower_third, beat.caption or "", *(texts_of(beat.card) if beat.card else ())]
        for text in shown:
            yield f"Shot {at}", text


def texts_of_article(storyboard: ArticleFilm, script: Script | None) -> Iterator[tuple[str, str]]:
    """What an article's film shows and says."""
    for note in storyboard.scenes:
        for line in note.lines:
            yield f"Scene {note.scene_id or note.chapter}", line
    for scene in script.scenes if script else ():
        yield f"Scene {scene.id}", scene.say
    yield from texts_of_film(storyboard.film)
