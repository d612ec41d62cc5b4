"""Says what a film cannot tell because the prompt does not say it, with what to do next."""

from __future__ import annotations

import re

from painter.plan import FilmPlan
from painter.prompt.explainers.explaining import Kind, explained
from painter.prompt.forms.asking import asked

_WHAT: dict[Kind, str] = {
    "steps": "the steps",
    "list": "the points",
    "timeline": "the years and what happened in them",
    "cycle": "the stages",
    "explain": "what to say of it",
}


_LENGTH = re.compile(
    r"(?<![\d.:])(?P<count>\d{1,3})[\s-]?(?:(?P<s>s|secs?|seconds?|sekunden?|sekündig\w*|secondes?|segundos?|secondi|"
    r"секунд\w*|"
    r"saniye\w*|detik|giây|सेकंड|ثانية)\b|(?P<sign>秒|초)|(?P<min>min|minutes?|minuten?|minütig\w*|minutos?|minuti|"
    r"минут\w*)\b)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?<![\d:])(16|9|1|4|3|21)\s?[:x]\s?(9|16|1|3|4)(?![\d:])")
_UPRIGHT = re.compile(
    r"\b(?:vertical|upright|portrait (?:mode|format)|hochformat|tik\s?tok|reels?|youtube shorts?)\b|縦型|竖屏|세로",
    re.IGNORECASE,
)
_MOST_S = 180
_OFF_S, _OFF = 1.0, 0.05


def asked_notes(film: FilmPlan, prompt: str) -> tuple[str, ...]:
    """Notes where a prompt speaks of another length or shape than the film has, which arguments set."""
    asks = asked(prompt)
    notes = []
    length_s = _length_s(asks.order)
    if length_s and length_s <= _MOST_S and abs(length_s - film.duration_s) > _OFF_S:
        notes.append(
            f"The prompt asks for {length_s} s, and the film lasts {film.duration_s:g} s: `duration_s` sets its length."
        )
    found = _RATIO.search(prompt)
    wanted = int(found[1]) / int(found[2]) if found else 9 / 16 if _UPRIGHT.search(asks.order) else None
    if wanted and abs(wanted - film.width / film.height) > _OFF * wanted:
        shape = f"{found[1]}:{found[2]}" if found else "9:16"
        notes.append(f"The prompt speaks of {shape}, and the film has another shape: `aspect_ratio` sets it.")
    return tuple(notes)


def _length_s(order: str) -> int | None:
    found = _LENGTH.search(order)
    if not found:
        return None
    return int(found["count"]) * (60 if found["min"] else 1)


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
