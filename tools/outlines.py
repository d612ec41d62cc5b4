"""What a dry run would make, in a few lines: the structured answer has all of it, but some models see only the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from footage.plain_text import shortened

MAX_CHARS = 620
_TEXT_CHARS = 34
_FEWEST = 3


def in_short(plan: Mapping[str, Any]) -> str:
    """What a backend tells beforehand: a storyboard its beats, others what they would look for and where."""
    if "beats" in plan:
        return beats_in_short(plan)
    return f"Would look for {plan.get('query', '')!r} at {', '.join(plan.get('sources', ()))}."


def beats_in_short(plan: Mapping[str, Any]) -> str:
    """A storyboard's plan, a line a beat."""
    lines, start_s = [], 0.0
    for beat in plan["beats"]:
        things = [*_counted(beat["subjects"]), beat.get("action") or ""]
        shown = " ".join(filter(None, [*things, beat["setting"], beat["time_of_day"], beat["weather"]]))
        card = beat["card"]["kind"] if beat.get("card") else ""
        titles = [f'"{shortened(title, _TEXT_CHARS)}"' for title in beat["titles"]]
        what = ", ".join(filter(None, [card or shown, f"camera {beat['camera']}", *titles]))
        lines.append(f"{start_s:.1f} s: {what}")
        start_s += beat["duration_s"]
    palette = plan.get("palette") or {}
    accent = f", accent {palette['accent']}" if palette.get("accent") else ""
    return within(f"Drawn in {plan['style']}{accent}; edit `plan` to change it:", lines)


def _counted(subjects: Sequence[str]) -> list[str]:
    """What is shown, with its number where that is more than one: "3 🐝"."""
    return [name if number == 1 else f"{number} {name}" for name, number in Counter(subjects).items()]


def within(head: str, lines: Sequence[str]) -> str:
    """A head and as many lines as fit, at least a few; the rest is counted."""
    shown, length = [head], len(head)
    for index, line in enumerate(lines):
        if length + len(line) > MAX_CHARS and index >= _FEWEST:
            shown.append(f"and {len(lines) - index} more")
            break
        shown.append(line)
        length += len(line) + 1
    return "\n".join(shown)


def compact(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A storyboard's plan without what it need not say: what is so by default or as in all of the film.

    It draws the same film: the palette that most beats have is the film's, which holds where a beat names none.
    """
    if "beats" not in plan:
        return dict(plan)
    from painter import FilmPlan

    film = FilmPlan.model_validate({**plan, "notes": ()})
    palettes = [beat.palette or film.palette for beat in film.beats]
    usual = Counter(palettes).most_common(1)[0][0]
    beats = [
        beat.model_copy(
            update={
                "palette": None if palette == usual else palette,
                "mood": None if beat.mood == film.mood else beat.mood,
                "variation": None if beat.variation == film.variation else beat.variation,
            }
        )
        for beat, palette in zip(film.beats, palettes, strict=True)
    ]
    shown = film.model_copy(update={"palette": usual, "beats": tuple(beats)})
    found: dict[str, Any] = shown.model_dump(mode="json", exclude_defaults=True)
    for beat, document in zip(shown.beats, found["beats"], strict=True):
        if beat.card:
            document["card"] = _with_kind(beat.card.model_dump(mode="json"), document["card"])
    return {**found, "notes": list(plan["notes"])} if plan.get("notes") else found


def _with_kind(whole: Mapping[str, Any], short: Mapping[str, Any]) -> dict[str, Any]:
    """A card without what is so by default, but with its kind, and those of its halves: nobody could tell it apart."""
    halves = {name: _with_kind(whole[name], short[name]) for name in ("left", "right") if name in short}
    return {"kind": whole["kind"], **short, **halves}
