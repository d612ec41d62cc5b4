"""What a dry run of an article's film answers: its script to edit, what there is to tell, and what it would cost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from films.services import CallersServices
from footage.domain import EMBEDDED
from footage.plain_text import shortened
from footage.ports.generators import Quote
from footage.ports.records import FilmedScene, JobPlan
from tools import names
from tools.base import Answer
from tools.blog_script import Directed
from tools.brief import brief
from tools.outlines import within
from tools.view import quoted, route_of, without_job

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm

_NOTES_CHARS, _WARNINGS = 300, 12
_MOST_BYTES, _LEAST_BYTES = 7600, 1400
"""Of plan and script in an answer of about 2,500 tokens; and of the article in it, whose ids a script needs."""

_NEXT = (
    "Make plan.script better (the prompt direct_a_film says how; plan.article.unused is not told yet), and call "
    "blog_to_video again with script=it and the same other arguments but dry_run; without script it is made as it is."
)
_CREDITS = "Each clip's author, site and licence come with the film: in its answer, and in credits.txt beside it."
_NEXT_OWN = "Call blog_to_video again without dry_run to make it."
_NEXT_WARNED = "Look at plan.warnings, correct the script where they are right, and call again without dry_run."


def dry_run(
    services: CallersServices, directed: Directed, plan: JobPlan, quote: Quote, sounds: Sequence[Mapping[str, Any]] = ()
) -> Answer:
    """The film as a caller may judge and change it before it is made; `sounds` are voice and music that cost money."""
    shown = _shown(directed, quote, {one.scene: one for one in plan.scenes}, _sources(services, plan))
    if sounds:
        shown["sounds"] = [*sounds]
    job = without_job(
        services,
        tool=names.BLOG_TO_VIDEO,
        status="dry_run",
        message=" ".join(["Nothing was made.", plan.reason, *directed.notes]),
        next_step=_next_step(directed),
        route=route_of(plan),
        cost=quoted(quote),
        plan=shown,
    )
    lasts, count = directed.film.film.duration_s, len(directed.script.scenes)
    head = f"{count} scenes, {lasts:g} s, {quote.cost}. {shortened(job.message, _NOTES_CHARS)} {job.next_step}"
    warnings = within("Warnings:", shown["warnings"]) if shown["warnings"] else ""
    script = "" if directed.is_given else f"plan.script: {json.dumps(shown['script'], ensure_ascii=False)}"
    return Answer(result=brief(job, is_new_film=True), text="\n".join(filter(None, (head, warnings, script))))


def _sources(services: CallersServices, plan: JobPlan) -> Sequence[str]:
    """The sites where footage is looked for."""
    asked = next((one for one in plan.scenes if one.request.look), None)
    told = services.router.outline(asked.backend, asked.request) if asked else None
    return tuple((told or {}).get("sources", ()))


def _next_step(directed: Directed) -> str:
    if not directed.is_given:
        return _NEXT
    return _NEXT_WARNED if directed.warnings else _NEXT_OWN


def _shown(
    directed: Directed, quote: Quote, made: Mapping[int, FilmedScene], sources: Sequence[str] = ()
) -> dict[str, Any]:
    """The film with its scenes' times and prices; the price is the whole film's."""
    from films.script.article_view import MAX_BYTES, article_view, compact, size_of

    material, film = directed.material, directed.film
    found: dict[str, Any] = {
        "title": film.title,
        "duration_s": film.film.duration_s,
        "total_usd": quote.cost.as_usd(),
        "script": compact(directed.script),
        "warnings": _as_many(directed.warnings),
        "scenes": _scenes(film, made),
    }
    if sources:
        found["stock"] = {"sources": list(sources), "credits": _CREDITS}
    if material.article:
        told = size_of(found) + (0 if directed.is_given else size_of(found["script"]))  # the text has the script, too
        room = min(MAX_BYTES, max(_LEAST_BYTES, _MOST_BYTES - told))
        found["article"] = article_view(material.outline, material.pictures, directed.script, room)
    return found


def _as_many(warnings: Sequence[str]) -> list[str]:
    """As many warnings as are worth reading."""
    more = len(warnings) - _WARNINGS
    return [*warnings[:_WARNINGS], *([f"and {more} more"] if more > 0 else [])]


def _scenes(film: ArticleFilm, made: Mapping[int, FilmedScene]) -> list[dict[str, Any]]:
    """When each scene of the script begins, how long it lasts, who makes it and for how much."""
    return [
        {
            "id": scene.note.scene_id,
            "kind": scene.note.kind,
            "start_s": scene.start_s,
            "duration_s": scene.duration_s,
            "backend": next((made[at].backend for at in scene.indexes if at in made), EMBEDDED),
            "cost_usd": next((made[at].hold.amount.as_usd() for at in scene.indexes if at in made), "0.00"),
            **_searched([made[at] for at in scene.indexes if at in made]),
        }
        for scene in film.by_scene()
    ]


def _searched(made: Sequence[FilmedScene]) -> dict[str, Any]:
    """What footage is looked for with."""
    query = next((one.request.stock_query for one in made if one.request.look), "")
    return {"stock_query": query} if query else {}
