"""A drawn film that goes on: its last shot is not cut, and what a new prompt says comes after it."""

from __future__ import annotations

import re
from typing import Any

from painter.plan import FilmPlan
from painter.prompt.beats import plan_film

_ALONE_S, _LEAD_S, _LEAD_SHARE = 7.0, 2.0, 0.35
"""How long the last shot goes on where nothing new is asked for, and where something is."""

_LEAST_S = 2.0
"""What is left for other shots is drawn from so many seconds on."""

_ONWARD = re.compile(
    r"\W*(?:please\s+)?(?:(?:make|let)\s+(?:it|this|that|the\s+\w+)\s+)?(?:(?:a\s+(?:bit|little)|much|even)\s+)?"
    r"(?:longer|continued?|go(?:es)?\s+on|carry\s+on|keep\s+going|extend(?:ed)?|more\s+of\s+(?:it|this|the\s+same)|"
    r"the\s+same(?:\s+again)?|weiter|l(?:ä|ae)nger|plus\s+long|m(?:á|a)s\s+largo|contin(?:ú|u)a)"
    r"(?:\s+(?:it|this|the\s+\w+|from\s+here|on|please|scene|film|video|shot|clip))*\W*",
    re.IGNORECASE,
)
"""Words that ask for more of the same and name nothing."""


def going_on(
    before: FilmPlan,
    told: str,
    prompt: str,
    *,
    duration_s: float,
    width: int,
    height: int,
    fps: int,
    seed: int,
    style: str | None = None,
    brand: tuple[str, ...] = (),
    at_s: float | None = None,
) -> FilmPlan | None:
    """Plan what comes after a film, or after a moment of it; its first frame is the next one there.

    Args:
        before: The film that it comes after.
        told: The prompt of that film.
        prompt: What is to be seen now; the same words, or such as "make it longer", show more of the same.
        duration_s: How long it goes on, in seconds.
        width: Frame width in pixels, even.
        height: Frame height in pixels, even.
        fps: Frames a second.
        seed: For what is new.
        style: Must be that of the film before, or None.
        brand: As for `plan_film`.
        at_s: The moment, in seconds of that film; None for its end.

    Returns:
        None where the shot cannot go on: it shows a picture or a card, or another style is wanted.
    """
    at = _beat_at(before, at_s)
    last, seen_s = before.beats[at], before.beats[at].duration_s if at_s is None else at_s - before.starts_s[at]
    if last.picture is not None or last.card is not None or style not in (None, before.style):
        return None
    is_more_of_it = _plain(prompt) == _plain(told) or _ONWARD.fullmatch(prompt) is not None
    lead_s = min(duration_s, _ALONE_S if is_more_of_it else max(1.0, min(_LEAD_S, _LEAD_SHARE * duration_s)), 60.0)
    if duration_s - lead_s < (_LEAST_S if is_more_of_it else 1.0):
        lead_s = duration_s
    lead_s = round(lead_s * fps) / fps if lead_s < duration_s else duration_s
    held = last.model_copy(
        update={
            "duration_s": lead_s,
            "palette": last.palette or before.palette,
            "mood": last.mood or before.mood,
            "variation": before.variation if last.variation is None else last.variation,
            "goes_on_s": last.goes_on_s + max(seen_s, 1 / before.fps),
            "planned_s": last.planned_s or before.scene(at).duration_s,
        }
    )
    frame: dict[str, Any] = {"width": width, "height": height, "fps": fps}
    if lead_s >= duration_s:
        return before.model_copy(update={**frame, "beats": (held,), "duration_s": duration_s, "notes": ()})
    rest = plan_film(
        told if is_more_of_it else prompt,
        **frame,
        duration_s=duration_s - lead_s,
        seed=seed,
        style=before.style,
        brand=brand,
    )
    # More of the same has its colours, and says nothing again.
    same = {"titles": (), "palette": held.palette} if is_more_of_it else {}
    shots = [one.model_copy(update=same) for one in rest.beats]
    shots[0] = shots[0].model_copy(update={"transition": "dissolve", "transition_s": None})
    return rest.model_copy(update={"beats": (held, *shots), "duration_s": duration_s})


def _beat_at(film: FilmPlan, at_s: float | None) -> int:
    """The shot that is seen at a moment."""
    if at_s is None:
        return len(film.beats) - 1
    return max(at for at, start_s in enumerate(film.starts_s) if at == 0 or start_s <= at_s)


def _plain(prompt: str) -> str:
    return re.sub(r"\W+", " ", prompt).strip().casefold()
