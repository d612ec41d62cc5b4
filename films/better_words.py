"""An article's film with the words that a text model found for it, where the user wants that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from films.restaged import staged_again
from films.services import Services
from footage.ports.jobs import JobContext
from footage.threads import in_thread

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder
    from films.script.documents import Script

_SAID = "A text model found better words for {count} of {of} scenes."


class Edited(NamedTuple):
    """The film that is made, its script where that is not the one that was ordered, and what is told of it."""

    film: ArticleFilm
    script: Script | None = None
    notes: Sequence[str] = ()


async def with_better_words(services: Services, job: JobContext, order: BlogOrder) -> Edited:
    """Ask once for better words, and stage the film with those that hold; a later run of the job gets the same."""
    from films.script.rewording import reworded, wording_of

    script, told = order.script, order.restaging
    if services.script_editor is None or script is None or told is None:
        return Edited(order.storyboard)
    wording = wording_of(script, told.sources)
    words = await services.script_editor.edited(job, wording) if wording.scenes else None
    better = reworded(script, words, told.sources) if words else script
    count = sum(new != old for new, old in zip(better.scenes, script.scenes, strict=True))
    if not count:
        return Edited(order.storyboard)
    film = await in_thread(_staged_again, order, better)
    if film is None:
        return Edited(order.storyboard)
    return Edited(film, better, [_SAID.format(count=count, of=len(script.scenes))])


def _staged_again(order: BlogOrder, script: Script) -> ArticleFilm | None:
    """The film with other words; None where its beats would not be those that were ordered, and quoted."""
    before = order.storyboard
    film = staged_again(order, script, order.restaging.rate if order.restaging else None, before.spare)
    if film is None:
        return None
    changed = [(one.scene_id, one.prompt) for one in film.scenes] != [
        (one.scene_id, one.prompt) for one in before.scenes
    ]
    return None if changed else film
