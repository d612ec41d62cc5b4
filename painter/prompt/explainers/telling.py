"""Says what a film cannot tell because the prompt does not say it, with what to do next."""

from __future__ import annotations

from painter.plan import FilmPlan
from painter.prompt.explainers.explaining import Kind, explained
from painter.prompt.explainers.size import size_in
from painter.prompt.forms.asking import asked

_WHAT: dict[Kind, str] = {
    "steps": "the steps",
    "list": "the points",
    "timeline": "the years and what happened in them",
    "cycle": "the stages",
    "explain": "what to say of it",
}


_OFF_S, _OFF = 1.0, 0.05


def asked_notes(film: FilmPlan, prompt: str) -> tuple[str, ...]:
    """Notes where a prompt speaks of another length or shape than the film has, which arguments set."""
    size, notes = size_in(prompt), []
    if size.length_s and abs(size.length_s - film.duration_s) > _OFF_S:
        notes.append(
            f"The prompt asks for {size.length_s:g} s, and the film lasts {film.duration_s:g} s: `duration_s` sets its "
            "length."
        )
    wide, high = map(int, size.shape.split(":")) if size.shape else (film.width, film.height)
    if abs(wide / high - film.width / film.height) > _OFF * wide / high:
        notes.append(f"The prompt speaks of {size.shape}, and the film has another shape: `aspect_ratio` sets it.")
    return tuple(notes)


def telling_notes(film: FilmPlan, prompt: str) -> tuple[str, ...]:
    """A note where a film explains nothing since the prompt has no content, or has nothing that can be drawn."""
    asks = asked(prompt)
    wanted = explained(asks)
    if wanted and wanted.kind in _WHAT and len(wanted.items) < 2:
        return (
            f"The prompt names {_WHAT[wanted.kind]} nowhere, and nothing is made up, so the film shows its heading. "
            f"To say more, write {_WHAT[wanted.kind]} into the prompt (“{_example(wanted.heading)}: first, second, "
            f"third”), "
            "or give a plan or a script.",
        )
    if all(beat.card and beat.card.kind in {"title", "text", "end"} for beat in film.beats) and not wanted:
        return (
            "The prompt names nothing that can be drawn, so the film shows its words. Name a thing or a place, or "
            "put an emoji into the prompt or into `subjects` of a plan.",
        )
    return ()


def _example(heading: str) -> str:
    return heading if len(heading) <= 40 else "heading"
